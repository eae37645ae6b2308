#include "tests/support/layouts.h"

#include "cardio/cards/fieldcodec.h"
#include "tests/support/support.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <algorithm>

namespace meterdesk::test {
namespace {

qint64 within(qint64 limit) { // 0 .. limit
    return *rc::gen::resize(100, rc::gen::inRange<qint64>(0, limit + 1));
}

QString digits(int least, int most, bool leadingZero) {
    QString text;
    const auto length = int(within(most - least)) + least;
    for (int i = 0; i < length; ++i)
        text += QChar(u'0' + ushort(i == 0 && !leadingZero ? within(8) + 1 : within(9)));
    return text;
}

FieldValue anyValue(const Layout& layout, const FieldSpec& spec) {
    const qint64 room = std::min<qint64>(largestRaw(spec).value_or(1'000'000'000'000), 1'000'000'000'000);
    switch (natureOf(spec.field)) {
    case FieldNature::Digits: {
        const bool packed = spec.encoding == Encoding::Bcd || spec.encoding == Encoding::BcdLE;
        const bool binary = spec.encoding == Encoding::UnsignedBE || spec.encoding == Encoding::UnsignedLE;
        const int width = packed ? spec.length * 2 : binary ? spec.length * 2 : spec.length;
        return digits(spec.pad == Pad::None ? width : 1, width, spec.pad != Pad::ZeroLeft);
    }
    case FieldNature::Count:
        return within(layout.countModulus - 1);
    case FieldNature::Tool:
        return *rc::gen::elementOf(std::vector<QString>(layout.tools.begin(), layout.tools.end()));
    case FieldNature::Time: {
        const QDate day = QDate(2001, 1, 1).addDays(within(30000));
        const QTime minute = spec.length > 3 ? QTime(int(within(23)), int(within(59))) : QTime(0, 0);
        const QDateTime local(day, minute);
        return local.toMSecsSinceEpoch();
    }
    default:
        break;
    }
    if (spec.items == 1)
        return within(room) * spec.scale;
    QList<qint64> values;
    for (int i = 0; i < spec.items; ++i)
        values << within(room) * spec.scale;
    return values;
}

LayoutBook withMakers() {
    QStringList problems;
    LayoutBook book = LayoutBook::load({}, &problems);
    const QString folder = sourceDir() + QStringLiteral("/tests/data/makers/");
    const QStringList names = QDir(folder).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (const QString& name : names) {
        Result<Layout> layout = readLayout(testData(QStringLiteral("makers/") + name));
        if (!layout)
            qFatal("%s: %s", qPrintable(name), qPrintable(layout.error().detail));
        book.add(std::move(*layout));
    }
    return book;
}

} // namespace

const LayoutBook& shippedLayouts() {
    static const LayoutBook book = LayoutBook::load({});
    return book;
}

const LayoutBook& allLayouts() {
    static const LayoutBook book = withMakers();
    return book;
}

Secret testMacKey() {
    QByteArray bytes = QByteArray::fromHex("00112233445566778899AABBCCDDEEFF");
    return Secret::from(bytes);
}

CheckKey testCheckKey(const Secret& key) {
    return {QByteArray::fromHex("04A1B2C3"), &key};
}

std::vector<const AreaSpec*> pointersTo(const QList<AreaSpec>& areas) {
    std::vector<const AreaSpec*> all;
    for (const AreaSpec& area : areas)
        all.push_back(&area);
    return all;
}

rc::Gen<CardRecord> anyRecord(const Layout& layout, const AreaSpec& area) {
    return rc::gen::exec([&layout, &area] {
        CardRecord record;
        for (const FieldSpec& spec : area.fields)
            record.set(spec.field, anyValue(layout, spec));
        return record;
    });
}

QByteArray testData(const QString& name) {
    QFile file(sourceDir() + QStringLiteral("/tests/data/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no test data %s", qPrintable(name));
    return file.readAll();
}

} // namespace meterdesk::test
