// What a layout may have, but its maker should know: above all, a check that agrees with torn writes.
#include "cardio/cards/fieldcodec.h"
#include "cardio/cards/layoutcodec.h"
#include "cardio/cards/layoutrules.h"
#include "cardio/cards/layoutsentences.h"
#include "cardio/cards/layoutwords.h"

#include <algorithm>

namespace meterdesk {
namespace {

constexpr int pairsTried = 32;

/// Numbers that look like life and are the same each time.
class Numbers {
public:
    qint64 below(qint64 limit) {
        m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL;
        return limit <= 1 ? 0 : qint64((m_state >> 33) % quint64(limit));
    }

private:
    quint64 m_state = 20240101;
};

FieldValue sample(const Layout& layout, const FieldSpec& spec, Numbers& numbers) {
    const qint64 room = std::min<qint64>(largestRaw(spec).value_or(999999), 999999);
    switch (natureOf(spec.field)) {
    case FieldNature::Digits: {
        const bool packed = spec.encoding == Encoding::Bcd || spec.encoding == Encoding::BcdLE;
        const qsizetype width = spec.pad == Pad::None ? spec.length * (packed ? 2 : 1) : 1;
        return QString::number(numbers.below(spec.length == 1 ? 99 : 999) + 1)
            .rightJustified(width, u'1')
            .right(std::max<qsizetype>(width, 2));
    }
    case FieldNature::Count:
        return numbers.below(std::min<qint64>(layout.countModulus - 1, 500));
    case FieldNature::Tool:
        return layout.tools.isEmpty() ? QString() : layout.tools.at(numbers.below(layout.tools.size()));
    case FieldNature::Time:
        return 1700000000000LL + numbers.below(1000000) * 60000;
    default:
        break;
    }
    if (spec.items == 1)
        return numbers.below(room) * spec.scale;
    QList<qint64> values;
    for (int i = 0; i < spec.items; ++i)
        values << numbers.below(std::min<qint64>(room, 300)) * spec.scale;
    return values;
}

/// In how many of the writes tried is there a place to stop that reads as a record nobody wrote?
int misread(const Layout& layout, const AreaSpec& area) {
    Numbers numbers;
    int found = 0;
    for (int pair = 0; pair < pairsTried; ++pair) {
        CardRecord before, after;
        for (const FieldSpec& field : area.fields) {
            before.set(field.field, sample(layout, field, numbers));
            after.set(field.field, sample(layout, field, numbers));
        }
        const Result<QByteArray> from = encodeArea(layout, area, before, {}), to = encodeArea(layout, area, after, {});
        if (!from || !to)
            continue;
        before = readArea(layout, area, {*from}, {}).record;
        after = readArea(layout, area, {*to}, {}).record;
        for (int torn = 1; torn < area.length; ++torn) {
            const AreaReading now = readArea(layout, area, {to->left(torn) + from->mid(torn)}, {});
            if (now.current >= 0 && !(now.record == before) && !(now.record == after)) {
                ++found;
                break;
            }
        }
    }
    return found;
}

} // namespace

QStringList warningsFor(const LayoutDraft& draft) {
    const Layout& layout = draft.layout;
    QStringList warnings;
    const auto warn = [&](const QString& path, const QString& text) {
        const QString line = path + QStringLiteral(": ") + text;
        if (!warnings.contains(line))
            warnings << line;
    };
    for (qsizetype i = 0; i < layout.areas.size(); ++i) {
        const AreaSpec& area = layout.areas.at(i);
        const QString path = draft.areaPaths.at(i) + QStringLiteral(".check");
        const bool first = i == 0 || draft.areaPaths.at(i - 1) != draft.areaPaths.at(i);
        if (!first || area.check.kind == CheckKind::AesCmac)
            continue;
        if (area.check.kind == CheckKind::None)
            warn(path, tr("none: what a torn write leaves can't be told from what was meant"));
        AreaSpec single = area;
        single.copyKind = CopyKind::None;
        single.copies = {area.copies.first()};
        const int wrong = area.check.kind == CheckKind::None ? 0 : misread(layout, single);
        const bool oneByte = area.check.kind == CheckKind::Sum8 || area.check.kind == CheckKind::Xor8;
        if (wrong == 0 && oneByte) // few writes are tried, and one in a hundred sales is enough
            warn(path,
                 tr("%1 is one byte and lets some torn prefixes pass: about one in 256 agrees by chance. The desk "
                    "spoils the check first; a meter may not. Take crc-16 or aes-cmac where you can")
                     .arg(checkName(area.check.kind)));
        if (wrong > 0)
            warn(path, tr("%1 lets some torn prefixes pass: %2 of %3 writes tried could be torn so that they "
                          "read as a record that nobody wrote. The desk spoils the check first; a meter may "
                          "not. Take crc-16 or aes-cmac where you can")
                           .arg(checkName(area.check.kind))
                           .arg(wrong)
                           .arg(pairsTried));
    }
    if (layout.tool)
        return warnings;
    for (int slot = 0; slot < layout.slotCount; ++slot) {
        const AreaSpec* purchase = layout.area(AreaRole::Purchase, slot);
        if (purchase && !purchase->find(Field::TotalPurchased))
            warn(QStringLiteral("$.areas"), tr("no totalPurchased: a purchase made elsewhere is seen late"));
        if (!layout.area(AreaRole::Report, slot))
            warn(QStringLiteral("$.areas"),
                 tr("no report: the meter doesn't say what it took, so the cashier must ask"));
    }
    return warnings;
}

} // namespace meterdesk
