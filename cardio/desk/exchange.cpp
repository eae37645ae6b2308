// A card meter is exchanged: the new one takes over what was left and what was ever bought, its counts start anew.
//
// Order of things: books first (old meter removed, new one in its slot), then the card's record of the new meter, then
// the remainder as a transfer order like any other. Done again after a broken-off try, it goes on where it stopped.
#include "cardio/desk/desk.h"

#include <QCoreApplication>

namespace meterdesk {
namespace {

/// Up to the next whole step: a meter takes no less, and the resident doesn't pay for our rounding.
qint64 roundedUp(qint64 amount, qint64 step) {
    return amount <= 0 ? 0 : (amount + step - 1) / step * step;
}

} // namespace

Result<Meter> CardDesk::Private::exchangeMeter(const QString& oldNumber, const QString& newNumber,
                                               std::optional<qint64> remainder, const QString& reason) {
    if (reason.trimmed().isEmpty())
        return fail(ErrorCode::ReasonMissing);
    MD_GET(old, meters.meterByNumber(oldNumber));
    MD_GET(layout, layoutOf(old));
    Result<Meter> next = meters.meterByNumber(newNumber);
    const bool begun = next && old.state == MeterState::Removed && next->accountId == old.accountId;
    if (next && !begun)
        return fail(ErrorCode::AlreadyExists, newNumber);
    if (!next && next.error().code != ErrorCode::NotFound)
        return next;
    if (!next && old.state == MeterState::Removed)
        return fail(ErrorCode::MeterNotInUse, old.number + QLatin1Char('|') + stateText(old.state));

    CardVisit there = visit();
    MD_TRY(there.open(lookup(), IdentityReading::WhereNeeded));
    MD_GET(card, cardOf(there));
    MD_GET(number, slotOf(card, begun ? *next : old));
    MD_GET(slot, readSlot(there, number, old));
    if (!begun && slot.seen) {
        MD_TRY(journal.observe(*slot.seen));
        MD_GET(books, expect(old));
        slot.books = books;
    }
    if (slot.books.open)
        return fail(ErrorCode::OrderOpen, toString(slot.books.open->id));
    if (!begun)
        MD_TRY(verdictStatus(judgeRecord(*layout, slot.purchase, slot.books), slot.purchase));

    qint64 left = 0;
    if (remainder) {
        left = *remainder;
    } else {
        MD_GET(report, meters.lastReport(old.id));
        left = report ? report->remaining.value_or(0) : 0;
    }
    // A purse keeps what the old meter hasn't taken; a record is overwritten, so its credit moves with the remainder.
    if (!layout->purse)
        left += slot.books.credit.value_or(0);
    left = roundedUp(left, layout->limits.step);

    if (!begun) {
        MD_TRY(store.transact([&]() -> Status {
            MD_TRY(meters.setState(old.id, MeterState::Removed, reason));
            Meter fresh = old;
            fresh.id = noId;
            fresh.number = newNumber;
            fresh.state = MeterState::InUse;
            fresh.baseCount = 0;
            fresh.baseTotal = qMax<qint64>(0, slot.books.total - left);
            MD_TRY(meters.addMeter(fresh));
            MD_GET(added, meters.meterByNumber(newNumber));
            MD_TRY(meters.setSlot(card.id, number, added.id));
            return note(QStringLiteral("meter-exchanged"), QStringLiteral("meter:%1").arg(added.id),
                        QStringLiteral("%1 -> %2, remainder %3: %4")
                            .arg(oldNumber, newNumber, toString(Credit{left, old.basis}), reason));
        }));
        next = meters.meterByNumber(newNumber);
        MD_TRY(next);
    }
    const Meter meter = *next;
    MD_GET(current, meters.card(card.id));
    MD_GET(fresh, readSlot(there, number, meter));
    MD_GET(last, journal.last(meter.id));
    if (last) // the transfer is under way or done: it is settled or sent again like any order
        return meter;
    MD_TRY(blankReport(there, number)); // what the old meter wrote says nothing of the new one
    if (!recordSays(*layout, fresh.purchase.record, meter.number, 0, std::nullopt, meter.baseTotal)) {
        MD_TRY(writeRecord(there, number, meter));
        MD_TRY(verifyRecord(there, number, meter));
    }
    if (left <= 0)
        return meter;
    NewOrder transfer;
    transfer.meterId = meter.id;
    transfer.kind = OrderKind::Transfer;
    transfer.credit = Credit{left, meter.basis};
    transfer.overwrites = !layout->purse;
    transfer.copyable = !layout->purse;
    transfer.reason = QCoreApplication::translate("CardDesk", "Meter %1 exchanged: %2").arg(oldNumber, reason);
    MD_GET(ready, readSlot(there, number, meter));
    MD_GET(drafted, journal.draft(transfer));
    MD_TRY(send(there, current, ready, drafted, AttemptPurpose::Deliver, {}, transfer.reason, {}));
    return meter;
}

} // namespace meterdesk
