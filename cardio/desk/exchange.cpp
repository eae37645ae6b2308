// A card meter is exchanged: the new one takes over what was left and what was ever bought, its counts start anew.
//
// Order of things: books first (old meter removed, new one in its slot, the remainder kept as a transfer), in one
// commit; then the card's record of the new meter; then the transfer is sent like any order. Done again after a
// broken-off try, it goes on where it stopped, with the remainder that was booked.
#include "cardio/cards/layoutfit.h"
#include "cardio/desk/desk.h"
#include "models/property/normal.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace meterdesk {
namespace {

// A meter's clock may be wrong by hours, and some layouts give the day alone.
constexpr TimeMs recently = 2LL * 24 * 60 * 60 * 1000;

/// Up to the next whole step: a meter takes no less, and the resident doesn't pay for our rounding.
qint64 roundedUp(qint64 amount, qint64 step) {
    if (amount <= 0)
        return 0;
    const qint64 over = amount % step;
    return over == 0 ? amount : amount - over + step;
}

} // namespace

Result<Exchanged> CardDesk::Private::exchangeMeter(const QString& oldNumber, const QString& newNumber,
                                                   std::optional<qint64> remainder, const QString& reason) {
    if (reason.trimmed().isEmpty())
        return fail(ErrorCode::ReasonMissing);
    MD_GET(old, meters.meterByNumber(oldNumber));
    Result<Meter> next = meters.meterByNumber(newNumber);
    if (!next && next.error().code != ErrorCode::NotFound)
        return tl::unexpected<Error>(next.error());
    const bool begun = next && old.state == MeterState::Removed && next->replaces == old.id;
    if (next && !begun)
        return fail(ErrorCode::AlreadyExists, newNumber);
    if (!next && old.state == MeterState::Removed)
        return fail(ErrorCode::MeterNotInUse, old.number + QLatin1Char('|') + stateText(old.state));

    CardVisit there = visit();
    MD_TRY(there.open(lookup(), IdentityReading::WhereNeeded));
    MD_GET(card, cardOf(there));
    MD_GET(number, slotOf(card, begun ? *next : old));
    if (!begun)
        next = bookExchange(there, card, number, old, newNumber, remainder, reason);
    MD_TRY(next);
    MD_GET(current, meters.card(card.id));
    if (begun && remainder) { // nothing of what is said now is booked: what was then has to be on its way
        MD_GET(orders, journal.orders(next->id, 1));
        const bool goesOn = orders.isEmpty() ? *remainder == 0 : orders.first().state != OrderState::Reversed;
        if (!goesOn)
            return fail(ErrorCode::AlreadyExists, newNumber);
    }
    const Result<bool> left = finishExchange(there, current, number, *next);
    if (!left)
        return tl::unexpected<Error>(asUnfinished(left.error()));
    return Exchanged{*next, *left};
}

Result<qint64> CardDesk::Private::remainderSaid(const DeskSlot& slot) {
    const std::optional<Observation>& seen = slot.seen;
    MD_GET(kept, meters.lastReport(slot.meter.id));
    // What the books wouldn't take in (an old copy, another meter's) says nothing either.
    const bool taken = seen && seen->remaining && kept && kept->remaining == seen->remaining &&
                       kept->totalUsed == seen->totalUsed && kept->meterTime == seen->meterTime;
    const bool fresh = taken && (!seen->meterTime || qAbs(clock.now() - *seen->meterTime) <= recently);
    if (!fresh)
        return fail(ErrorCode::RemainderUnknown, slot.meter.number);
    return *seen->remaining;
}

Result<Meter> CardDesk::Private::bookExchange(CardVisit& visit, const Card& card, int number, const Meter& old,
                                              const QString& newNumber, std::optional<qint64> remainder,
                                              const QString& reason) {
    const Layout& layout = *visit.layout();
    MD_GET(slot, readSlot(visit, number, old));
    if (slot.seen) {
        MD_TRY(journal.observe(*slot.seen));
        MD_GET(books, expect(old));
        slot.books = books;
    }
    // One that waits for its card counts too: what the meter before the old one left would stay behind with the old
    // one.
    MD_GET(open, journal.openOrdersOf(old.id));
    if (!open.isEmpty())
        return fail(ErrorCode::OrderOpen, toString(open.first().id));
    MD_TRY(verdictStatus(judgeRecord(layout, slot.purchase, slot.books), slot.purchase));

    MD_GET(said, remainder ? Result<qint64>(*remainder) : remainderSaid(slot));
    // A record is overwritten, so its credit moves with the remainder; a purse keeps what the old meter hasn't taken.
    MD_GET(before, unloadedBefore(layout, slot));
    const qint64 onCard = layout.purse ? 0 : slot.books.credit.value_or(before.value_or(0));
    if (!hasRoomFor(layout, Field::MeterNumber, normalKey(newNumber)))
        return fail(ErrorCode::BadArgument,
                    QCoreApplication::translate("CardDesk", "“%1” has no place on a card of the layout “%2”.")
                        .arg(newNumber, layout.id));
    if (said > std::numeric_limits<qint64>::max() - onCard - layout.limits.step)
        return fail(ErrorCode::AmountTooLarge);
    const qint64 left = roundedUp(said + onCard, layout.limits.step);
    MD_TRY(hasRoom(layout, left, std::max(slot.books.total, left)));
    qint64 carried = 0;
    if (Purse* purse = purseOf(visit.session())) {
        MD_GET(balance, purse->balance());
        carried = balance * layout.purse->scale;
    }
    MD_TRY(visit.writable());

    Result<Meter> next = fail(ErrorCode::NotFound, newNumber);
    MD_TRY(store.transact([&]() -> Status {
        MD_TRY(meters.setState(old.id, MeterState::Removed, reason));
        Meter fresh = old;
        fresh.id = noId;
        fresh.number = newNumber;
        fresh.state = MeterState::InUse;
        fresh.baseCount = 0;
        fresh.baseTotal = std::max<qint64>(0, slot.books.total - left);
        fresh.replaces = old.id;
        fresh.carried = carried;
        MD_TRY(meters.addMeter(fresh));
        next = meters.meterByNumber(newNumber);
        MD_TRY(next);
        MD_GET(values, meters.values(old.id));
        MD_TRY(meters.setValues(next->id, values));
        MD_TRY(meters.setSlot(card.id, number, next->id));
        if (left > 0) {
            NewOrder transfer;
            transfer.meterId = next->id;
            transfer.kind = OrderKind::Transfer;
            transfer.credit = Credit{left, old.basis};
            transfer.overwrites = !layout.purse;
            transfer.copyable = !layout.purse;
            transfer.reason = QCoreApplication::translate("CardDesk", "Meter %1 exchanged: %2").arg(old.number, reason);
            MD_TRY(journal.accept(transfer));
        }
        return note(QStringLiteral("meter-exchanged"), QStringLiteral("meter:%1").arg(next->id),
                    QStringLiteral("%1 -> %2, remainder %3: %4")
                        .arg(old.number, newNumber, toString(Credit{left, old.basis}), reason));
    }));
    return next;
}

Status CardDesk::Private::hasRoom(const Layout& layout, qint64 left, qint64 total) {
    if (!hasRoomFor(layout, Field::PurchaseAmount, left) || !hasRoomFor(layout, Field::TotalPurchased, total))
        return fail(ErrorCode::AmountTooLarge);
    if (!layout.purse)
        return {};
    if (left % layout.purse->scale != 0)
        return fail(ErrorCode::AmountNotWhole, toString(Credit{layout.purse->scale, layout.basis}));
    return left / layout.purse->scale > std::numeric_limits<quint32>::max() ? fail(ErrorCode::AmountTooLarge)
                                                                            : Status();
}

Result<std::optional<CreditOrder>> CardDesk::Private::waitingTransfer(const Meter& meter) {
    if (meter.replaces == noId)
        return std::nullopt;
    MD_GET(open, journal.openOrdersOf(meter.id));
    for (const CreditOrder& order : open)
        if (order.kind == OrderKind::Transfer && order.state == OrderState::Paid)
            return order;
    return std::nullopt;
}

Status CardDesk::Private::goOnExchanging(CardVisit& visit, const Card& card, DeskSlot& slot,
                                         QList<CreditOrder>& settled) {
    if (slot.meter.replaces == noId || slot.known.newest || slot.meter.state != MeterState::InUse)
        return {};
    MD_GET(old, meters.meter(slot.meter.replaces));
    MD_GET(waiting, waitingTransfer(slot.meter));
    const QString onCard = slot.purchase.current >= 0 ? slot.purchase.record.text(Field::MeterNumber) : QString();
    const bool oldOnes = sameDigits(onCard, old.number);
    const bool either = onCard.isEmpty() || oldOnes || sameDigits(onCard, slot.meter.number);
    if (!either || (!waiting && !oldOnes)) // another card's matter, or there is nothing left to do
        return {};
    const Result<bool> done = finishExchange(visit, card, slot.number, slot.meter);
    // What is refused stays open, and the rest of the card can be read all the same.
    if (!done && done.error().outcome() != Outcome::Refused)
        return tl::unexpected<Error>(done.error());
    MD_GET(again, readSlot(visit, slot.number, slot.meter));
    slot = again;
    if (slot.known.newest)
        settled << slot.known.newest->order;
    return {};
}

Result<bool> CardDesk::Private::finishExchange(CardVisit& visit, const Card& card, int number, const Meter& meter) {
    MD_GET(last, journal.last(meter.id));
    MD_GET(slot, readSlot(visit, number, meter));
    const bool stands =
        slot.purchase.state == AreaState::Valid &&
        recordSays(*visit.layout(), slot.purchase.record, meter.number, 0, std::nullopt, meter.baseTotal);
    // An order with a count has found the record there: it is settled or sent again like any other.
    if (!last && !stands) {
        // One of the new meter that goes beyond what was booked was written elsewhere: it is evidence, and stays.
        if (slot.purchase.current >= 0 && sameDigits(slot.purchase.record.text(Field::MeterNumber), meter.number))
            MD_TRY(verdictStatus(judgeRecord(*visit.layout(), slot.purchase, slot.books), slot.purchase));
        MD_TRY(blankReport(visit, number)); // what the old meter wrote says nothing of the new one
        MD_TRY(writeRecord(visit, number, meter));
        MD_TRY(verifyRecord(visit, number, meter));
    }
    MD_GET(kept, waitingTransfer(meter));
    MD_GET(ready, readSlot(visit, number, meter));
    if (!kept) { // brought here before, and maybe no further than the purse
        Mended mended;
        MD_TRY(finishPurseFile(visit, card, ready, mended));
        MD_GET(again, sendTransferAgain(visit, card, number, meter));
        return again && again->unfinished;
    }
    MD_GET(drafted, journal.draftKept(kept->id));
    MD_GET(sent, send(visit, card, ready, drafted, AttemptPurpose::Deliver, {}, kept->reason, {}));
    return sent.unfinished;
}

} // namespace meterdesk
