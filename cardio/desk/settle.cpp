// Orders whose outcome is open are settled by reading the card that they were sent to.
#include "cardio/cards/pursecarrier.h"
#include "cardio/desk/desk.h"

namespace meterdesk {
namespace {

bool needsSettling(OrderState state) {
    return state == OrderState::Sending || state == OrderState::InDoubt || state == OrderState::Reversing;
}

} // namespace

Status CardDesk::Private::settle(Settled& settled) {
    CardVisit there = visit();
    MD_TRY(there.open(lookup(), IdentityReading::WhereNeeded));
    MD_GET(card, cardOf(there));
    bool busy = false;
    for (int number = 0; number < int(card.slots_.size()); ++number) {
        if (card.slots_.at(number) == noId)
            continue;
        MD_GET(meter, meters.meter(card.slots_.at(number)));
        MD_GET(slot, readSlot(there, number, meter));
        const std::optional<CreditOrder> before = slot.books.open;
        if (slot.seen) {
            MD_TRY(journal.observe(*slot.seen));
            MD_GET(books, expect(meter, slot.purchase, there.uid()));
            slot.books = books;
            if (before && !books.open) {
                MD_GET(loaded, journal.order(before->id));
                settled.orders << loaded;
            }
        }
        MD_TRY(settleSlot(there, card, slot, settled.orders, busy));
        MD_TRY(finishPurseFile(there, card, slot, settled.mended));
        MD_TRY(finishReplacement(there, card, slot, settled.orders));
        MD_TRY(goOnExchanging(there, card, slot, settled.orders));
        if (!slot.books.open)
            MD_TRY(repair(there, card, slot, settled.mended));
        MD_TRY(openCaseFor(slot, findingOf(judgeRecord(*there.layout(), slot.purchase, slot.books))));
    }
    if (busy && settled.orders.isEmpty() && !settled.mended)
        return fail(ErrorCode::OrderBusy);
    return {};
}

Status CardDesk::Private::settleSlot(CardVisit& visit, const Card& card, DeskSlot& slot, QList<CreditOrder>& settled,
                                     bool& busy) {
    if (!slot.books.open || !needsSettling(slot.books.open->state))
        return {};
    const CreditOrder order = *slot.books.open;
    const Result<Attempt> attempt = journal.claim(order.id);
    if (!attempt && attempt.error().code == ErrorCode::OrderBusy) {
        busy = true;
        return {};
    }
    MD_TRY(attempt);
    // Sent to another card, which alone can tell; unless this one replaces it, and carries the very record or was torn
    // when it was to get it: the same count and amount can't harm.
    const bool onThisCard = attempt->evidence.carrierId == visit.uid();
    const RecordVerdict verdict = judgeRecord(*visit.layout(), slot.purchase, slot.books);
    const bool writtenAgain = order.overwrites && order.state != OrderState::Reversing &&
                              (verdict == RecordVerdict::Open || verdict == RecordVerdict::Torn);
    if (!onThisCard && !writtenAgain) {
        journal.release(order.id);
        return {};
    }
    MD_GET(where, target(card, slot, order, attempt->purpose));
    const auto carrier = makeCardCarrier(visit, where, slot.purchase, clock);
    const Delivery delivery = carrier->settle(order, *attempt);
    MD_GET(closed, journal.close(*attempt, delivery));
    if (delivery.outcome == DeliveryOutcome::Unknown) {
        if (delivery.cause)
            return tl::unexpected<Error>(*delivery.cause);
        MD_TRY(journal.openCase(slot.meter.id, QStringLiteral("in-doubt"), delivery.note));
    } else {
        settled << closed;
    }
    MD_GET(again, readSlot(visit, slot.number, slot.meter));
    slot = again;
    return {};
}

Status CardDesk::Private::finishPurseFile(CardVisit& visit, const Card& card, DeskSlot& slot, Mended& mended) {
    if (!visit.layout()->purse || slot.books.open)
        return {};
    const RecordVerdict verdict = judgeRecord(*visit.layout(), slot.purchase, slot.books);
    AttemptPurpose purpose = AttemptPurpose::Deliver;
    qint64 count = slot.books.count;
    if (verdict == RecordVerdict::Ahead) { // taken off the purse, and torn before the file said so
        purpose = AttemptPurpose::TakeBack;
        MD_GET(spent, journal.spentCount(slot.meter.id));
        if (count != spent) // else the meter has counted it meanwhile
            ++count;
    } else if (verdict != RecordVerdict::Behind && verdict != RecordVerdict::Blank && verdict != RecordVerdict::Torn) {
        return {};
    }
    MD_GET(found, journal.toldBy(visit.uid(), slot.meter.id, count));
    if (!found)
        return {};
    const CreditOrder& order = *found;
    if ((order.state == OrderState::Reversed) != (purpose == AttemptPurpose::TakeBack))
        return {};
    // Only the step that a torn write leaves behind: a file that is further off is a case for a person.
    SlotExpectation before = slot.books;
    before.count = purpose == AttemptPurpose::Deliver ? count - 1 : count;
    before.total = purpose == AttemptPurpose::Deliver ? totalBefore(order) : *order.totalAfter;
    before.credit.reset();
    const RecordVerdict torn = judgeRecord(*visit.layout(), slot.purchase, before);
    if (torn != RecordVerdict::Fits && torn != RecordVerdict::Torn)
        return {};
    MD_GET(where, target(card, slot, order, purpose));
    PurseCarrier carrier(visit, where, slot.purchase, clock);
    MD_TRY(carrier.finishFile(order, purpose));
    mended.dataFile = true;
    MD_GET(again, readSlot(visit, slot.number, slot.meter));
    slot = again;
    return {};
}

Status CardDesk::Private::finishReplacement(CardVisit& visit, const Card& card, DeskSlot& slot,
                                            QList<CreditOrder>& settled) {
    if (visit.layout()->purse || card.replaced == 0 || slot.books.open ||
        judgeRecord(*visit.layout(), slot.purchase, slot.books) != RecordVerdict::Behind)
        return {};
    MD_GET(last, journal.last(slot.meter.id));
    if (!last || last->state != OrderState::Delivered)
        return {};
    MD_GET(missed, missedBy(visit.uid(), *last));
    SlotExpectation before = slot.books;
    before.count = *last->count - 1;
    before.total = totalBefore(*last);
    before.credit.reset();
    if (!missed || judgeRecord(*visit.layout(), slot.purchase, before) != RecordVerdict::Fits)
        return {};
    MD_TRY(writeAgain(visit, card, slot.number, slot.meter));
    MD_GET(now, journal.order(last->id));
    if (settled.isEmpty() || settled.last().id != now.id) // told once, though both its record and itself were settled
        settled << now;
    MD_GET(again, readSlot(visit, slot.number, slot.meter));
    slot = again;
    return {};
}

Status CardDesk::Private::repair(CardVisit& visit, const Card& card, DeskSlot& slot, Mended& mended) {
    const bool torn = slot.purchase.state == AreaState::Bad || slot.purchase.state == AreaState::Recovered;
    const RecordVerdict verdict = judgeRecord(*visit.layout(), slot.purchase, slot.books);
    if (!torn || (verdict != RecordVerdict::Torn && verdict != RecordVerdict::Fits))
        return {};
    MD_GET(where, target(card, slot, CreditOrder{}, AttemptPurpose::Deliver));
    CardRecord record = slot.purchase.current >= 0 ? slot.purchase.record : where.extras;
    if (slot.purchase.current < 0) {
        record.set(Field::UserNumber, where.userNumber);
        record.set(Field::Phone, where.phone);
        record.set(Field::MeterNumber, slot.meter.number);
        record.set(Field::PurchaseCount, slot.books.count);
        record.set(Field::PurchaseAmount, slot.books.credit.value_or(0));
        record.set(Field::TotalPurchased, slot.books.total);
    }
    const AreaSpec& area = *visit.layout()->area(AreaRole::Purchase, slot.number);
    MD_GET(plan, visit.plan(area, slot.purchase, record));
    if (plan.isEmpty()) // the torn copy is the one that the next purchase overwrites
        return {};
    MD_TRY(visit.write(plan));
    MD_TRY(visit.verify(plan));
    // Where one copy could still be read, nothing of the record was lost, and nobody need hear of it.
    mended.record = mended.record || slot.purchase.current < 0;
    MD_TRY(note(QStringLiteral("card-repaired"), QStringLiteral("card:%1").arg(card.id), slot.meter.number));
    MD_GET(again, readSlot(visit, slot.number, slot.meter));
    slot = again;
    return {};
}

} // namespace meterdesk
