// Reading and encoding of areas. Planning of writes: layoutplan.cpp.
#include "cardio/cards/layoutcodec.h"
#include "cardio/cards/checks.h"
#include "cardio/cards/fieldcodec.h"

#include <algorithm>

namespace meterdesk {
namespace {

struct CopyReading {
    CopyState state = CopyState::Bad;
    CardRecord record;
    bool marked = false; // its constants stand there
};

bool isBlank(const QByteArray& image) {
    return image.count('\0') == image.size() || image.count('\xFF') == image.size();
}

bool constantsStand(const AreaSpec& area, const QByteArray& image) {
    return std::all_of(area.constants.begin(), area.constants.end(), [&](const auto& constant) {
        return image.mid(constant.first, constant.second.size()) == constant.second;
    });
}

CopyReading readCopy(const Layout& layout, const AreaSpec& area, const QByteArray& image, const CheckKey& key) {
    CopyReading copy;
    if (image.size() != area.length)
        return copy;
    if (isBlank(image)) {
        copy.state = CopyState::Blank;
        return copy;
    }
    copy.marked = constantsStand(area, image);
    const Result<QByteArray> check = checkBytes(area.check, image, key);
    if (!copy.marked || !check || image.mid(area.check.offset, check->size()) != *check)
        return copy;
    for (const FieldSpec& field : area.fields) {
        if (!decodeField(layout, field, image.mid(field.offset, qsizetype(field.length) * field.items), copy.record))
            return copy;
    }
    copy.state = CopyState::Valid;
    return copy;
}

/// How many purchases `a` is ahead of `b`: 0, or nothing where a half turn of the count leaves it open.
std::optional<qint64> ahead(const Layout& layout, qint64 a, qint64 b) {
    const qint64 modulus = layout.countModulus;
    const qint64 turn = ((a - b) % modulus + modulus) % modulus;
    if (turn * 2 == modulus)
        return std::nullopt;
    return turn * 2 < modulus ? turn : turn - modulus;
}

/// The copy to be taken of two alternating ones that are both valid; -1 where nobody can say.
int newer(const Layout& layout, const AreaSpec& area, const CardRecord& a, const CardRecord& b) {
    const Field count = area.find(Field::PurchaseCount) ? Field::PurchaseCount : Field::LastCount;
    const std::optional<qint64> lead = ahead(layout, a.number(count).value_or(0), b.number(count).value_or(0));
    if (a == b)
        return 0;
    if (!lead || *lead == 0)
        return -1;
    return *lead > 0 ? 0 : 1;
}

int currentOf(const Layout& layout, const AreaSpec& area, const QList<CopyReading>& copies) {
    const auto valid = [&](qsizetype i) { return i < copies.size() && copies.at(i).state == CopyState::Valid; };
    if (valid(0) && valid(1) && area.copyKind == CopyKind::Alternating)
        return newer(layout, area, copies.at(0).record, copies.at(1).record);
    return valid(0) ? 0 : valid(1) ? 1 : -1;
}

} // namespace

AreaReading readArea(const Layout& layout, const AreaSpec& area, const QList<QByteArray>& images, const CheckKey& key) {
    AreaReading reading;
    reading.images = images;
    QList<CopyReading> copies;
    for (qsizetype i = 0; i < area.copies.size(); ++i)
        copies << readCopy(layout, area, i < images.size() ? images.at(i) : QByteArray(), key);
    for (const CopyReading& copy : copies)
        reading.copies << copy.state;

    const bool blank = reading.copies.count(CopyState::Blank) == reading.copies.size();
    reading.foreign = !blank && !area.constants.isEmpty() &&
                      std::none_of(copies.begin(), copies.end(), [](const CopyReading& copy) { return copy.marked; });
    reading.current = currentOf(layout, area, copies);
    if (reading.current < 0) {
        reading.state = blank ? AreaState::Blank : AreaState::Bad;
        return reading;
    }
    reading.record = copies.at(reading.current).record;
    bool whole = !reading.copies.contains(CopyState::Bad);
    if (area.copyKind == CopyKind::MainBackup)
        whole =
            reading.copies.count(CopyState::Valid) == copies.size() && copies.first().record == copies.last().record;
    reading.state = whole ? AreaState::Valid : AreaState::Recovered;
    return reading;
}

Result<QByteArray> encodeArea(const Layout& layout, const AreaSpec& area, const CardRecord& record,
                              const CheckKey& key) {
    QByteArray image(area.length, '\0');
    const auto put = [&](int offset, const QByteArray& bytes) { image.replace(offset, bytes.size(), bytes); };
    for (const auto& [offset, bytes] : area.constants)
        put(offset, bytes);
    for (const FieldSpec& field : area.fields) {
        const auto value = record.values().find(field.field);
        MD_GET(bytes, encodeField(layout, field, value == record.values().end() ? nullptr : &value->second));
        put(field.offset, bytes);
    }
    MD_GET(check, checkBytes(area.check, image, key));
    put(area.check.offset, check);
    return image;
}

} // namespace meterdesk
