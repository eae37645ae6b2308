// A purchase record on a card against the books: does it fit, and if not, how?
//
// Units: the meter's basis; counts unwrapped in the books, modulo the layout's width on the card. Threads: pure.
#pragma once

#include "cardio/cards/layoutcodec.h"
#include "models/topup/order.h"

namespace meterdesk {

/// What the books expect in a meter's slot.
struct SlotExpectation {
    QString meterNumber;
    qint64 count = 0; // of the last order known to be delivered, or what the meter had before these books
    qint64 total = 0;
    std::optional<qint64> credit;    // of that order, while the meter hasn't loaded it
    std::optional<CreditOrder> open; // begun, outcome open: its record may stand there as well
};

enum class RecordVerdict {
    Fits,       // what the books expect
    Open,       // the record of the open order
    Blank,      // nothing, where the books expect something
    OtherMeter, // another meter's
    Torn,       // can't be read and no copy to recover it from
    Ahead,      // count, total or amount beyond the books
    Behind,     // an older record than was delivered: a copy restored
};

RecordVerdict judgeRecord(const Layout& layout, const AreaReading& reading, const SlotExpectation& books);

/// Does `record` say exactly this?
bool recordSays(const Layout& layout, const CardRecord& record, const QString& meterNumber, qint64 count,
                std::optional<qint64> credit, qint64 total);

} // namespace meterdesk
