#include "cardio/cards/recordverdict.h"

namespace meterdesk {
namespace {

qint64 wrapped(const Layout& layout, qint64 count) {
    return ((count % layout.countModulus) + layout.countModulus) % layout.countModulus;
}

/// How far the card is ahead of `count`; negative: behind. Half the modulus is where the two meet.
qint64 lead(const Layout& layout, qint64 onCard, qint64 count) {
    const qint64 turn = wrapped(layout, onCard - count);
    return turn * 2 < layout.countModulus ? turn : turn - layout.countModulus;
}

/// A layout may lack a field; what isn't there contradicts nothing.
bool agrees(std::optional<qint64> onCard, qint64 books) {
    return !onCard || *onCard == books;
}

} // namespace

bool recordSays(const Layout& layout, const CardRecord& record, const QString& meterNumber, qint64 count,
                std::optional<qint64> credit, qint64 total) {
    if (record.has(Field::MeterNumber) && !sameDigits(record.text(Field::MeterNumber), meterNumber))
        return false;
    return agrees(record.number(Field::PurchaseCount), wrapped(layout, count)) &&
           (!credit || agrees(record.number(Field::PurchaseAmount), *credit)) &&
           agrees(record.number(Field::TotalPurchased), total);
}

RecordVerdict judgeRecord(const Layout& layout, const AreaReading& reading, const SlotExpectation& books) {
    if (reading.state == AreaState::Bad)
        return RecordVerdict::Torn;
    if (reading.state == AreaState::Blank)
        return books.count == 0 && books.total == 0 ? RecordVerdict::Fits : RecordVerdict::Blank;

    const CardRecord& record = reading.record;
    if (record.has(Field::MeterNumber) && !sameDigits(record.text(Field::MeterNumber), books.meterNumber))
        return RecordVerdict::OtherMeter;
    if (books.open && books.open->count && books.open->totalAfter &&
        recordSays(layout, record, books.meterNumber, *books.open->count, books.open->credit.value,
                   *books.open->totalAfter))
        return RecordVerdict::Open;

    const qint64 ahead = lead(layout, record.number(Field::PurchaseCount).value_or(0), books.count);
    if (ahead != 0)
        return ahead > 0 ? RecordVerdict::Ahead : RecordVerdict::Behind;
    const qint64 total = record.number(Field::TotalPurchased).value_or(books.total);
    if (total != books.total)
        return total > books.total ? RecordVerdict::Ahead : RecordVerdict::Behind;
    const qint64 credit = record.number(Field::PurchaseAmount).value_or(books.credit.value_or(0));
    // Beside a purse the amount is only history.
    if (!layout.purse && books.credit && credit != *books.credit)
        return credit > *books.credit ? RecordVerdict::Ahead : RecordVerdict::Behind;
    return RecordVerdict::Fits;
}

} // namespace meterdesk
