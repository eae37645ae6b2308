// The sale: draft, prepare, begin (commit one), deliver, close (commit two), in one visit of the card.
#include "cardio/desk/desk.h"

#include <algorithm>

namespace meterdesk {

Result<Quote> CardDesk::quote(Store& store, const StaffSession& session, const LayoutBook& layouts,
                              const QString& meterNumber, const SaleAsked& amount) {
    MD_GET(meter, MeterBook(store, session).meterByNumber(meterNumber));
    MD_TRY(Private::inUse(meter));
    MD_GET(layout, Private::layoutOf(layouts, meter));
    MD_GET(priced, Pricing(store).price(meter, amount, layout->limits));
    MD_GET(last, CreditJournal(store, session).last(meter.id));
    const qint64 total = last && last->totalAfter ? *last->totalAfter : meter.baseTotal;
    return Quote{meter, priced, Credit{total + priced.credit.value, meter.basis},
                 layout->area(AreaRole::Report, 0) != nullptr};
}

Status CardDesk::Private::heldTooMuch(const Layout& layout, const DeskSlot& slot, qint64 credit) const {
    if (layout.limits.mostHeld <= 0)
        return {};
    qint64 held = slot.balance.value_or(0) + credit;
    if (slot.seen && slot.seen->remaining) {
        held += *slot.seen->remaining;
    } else {
        MD_GET(report, meters.lastReport(slot.meter.id));
        held += report ? report->remaining.value_or(0) : 0;
    }
    if (held <= layout.limits.mostHeld)
        return {};
    return fail(ErrorCode::HeldTooMuch, creditText({layout.limits.mostHeld, slot.meter.basis}, slot.meter));
}

Result<Sent> CardDesk::Private::topUp(const TopUpAsked& asked, const SaleProgress& progress) {
    if (asked.free && asked.reason.trimmed().isEmpty())
        return fail(ErrorCode::ReasonMissing);
    MD_GET(meter, meters.meterByNumber(asked.meterNumber));
    MD_TRY(inUse(meter));
    MD_GET(layout, layoutOf(meter));
    MD_GET(priced, pricing.price(meter, asked.amount, layout->limits));

    CardVisit there = visit();
    MD_TRY(there.open(lookup(), IdentityReading::WhereNeeded));
    MD_GET(card, cardFor(there, *layout));
    MD_GET(number, slotOf(card, meter));
    MD_GET(slot, readSlot(there, number, meter));
    // Nothing is settled in passing: who asks to sell must know first that the last sale has come through after all.
    if (slot.books.open)
        return fail(ErrorCode::OrderOpen, toString(slot.books.open->id));
    MD_TRY(verdictStatus(judgeRecord(*layout, slot.purchase, slot.books), slot.purchase));
    if (!slot.known.newest) { // what the old meter left comes first
        MD_GET(waiting, waitingTransfer(meter));
        if (waiting)
            return fail(ErrorCode::OrderOpen, toString(waiting->id));
    }
    if (slot.otherMeterReport)
        return fail(ErrorCode::CardOtherMeter, QStringLiteral("?"));

    QList<Observation> seen;
    if (slot.seen)
        seen << *slot.seen;
    MD_GET(unloaded, unloadedBefore(*layout, slot));
    const bool neverTells = layout->area(AreaRole::Report, number) == nullptr;
    if (unloaded && !(neverTells && asked.confirmLoaded)) {
        MD_TRY(takeOver(there, card, slot));
        return fail(ErrorCode::CardNotLoaded);
    }
    if (neverTells && asked.confirmLoaded && (slot.books.credit || unloaded)) {
        Observation said; // such a card never tells: the customer's answer is all the evidence there is
        said.meterId = meter.id;
        said.source = QStringLiteral("person");
        said.lastCount = slot.books.count;
        seen << said;
    }
    if (layout->purse && layout->limits.mostHeld > 0) {
        Purse* purse = purseOf(there.session());
        MD_GET(balance, purse != nullptr ? purse->balance() : fail(ErrorCode::LayoutInvalid, layout->id));
        slot.balance = balance * layout->purse->scale;
    }
    MD_TRY(heldTooMuch(*layout, slot, priced.credit.value));

    NewOrder order;
    order.meterId = meter.id;
    order.kind = asked.free ? OrderKind::Free : OrderKind::Sale;
    order.paid = asked.free ? Money{} : priced.paid;
    order.price = priced.price;
    order.credit = priced.credit;
    order.overwrites = !layout->purse;
    order.copyable = !layout->purse;
    order.reason = asked.reason;
    MD_GET(drafted, journal.draft(order, seen, slot.known));
    return send(there, card, slot, drafted, AttemptPurpose::Deliver, seen, asked.reason, progress);
}

Result<Sent> CardDesk::Private::resend(Id orderId, const SaleProgress& progress) {
    MD_GET(order, journal.resendable(orderId));
    MD_GET(meter, meters.meter(order.meterId));
    MD_TRY(inUse(meter));
    MD_GET(layout, layoutOf(meter));
    CardVisit there = visit();
    MD_TRY(there.open(lookup(), IdentityReading::WhereNeeded));
    MD_GET(card, cardFor(there, *layout));
    MD_GET(number, slotOf(card, meter));
    MD_GET(slot, readSlot(there, number, meter));
    QList<Observation> seen;
    if (slot.seen)
        seen << *slot.seen;
    return send(there, card, slot, order, AttemptPurpose::Deliver, seen, order.reason, progress);
}

Result<Sent> CardDesk::Private::send(CardVisit& visit, const Card& card, const DeskSlot& slot, const CreditOrder& order,
                                     AttemptPurpose purpose, const QList<Observation>& seen, const QString& reason,
                                     const SaleProgress& progress) {
    const auto tell = [&progress](SaleStep step) {
        if (progress)
            progress(step);
    };
    MD_TRY(keepExtras(slot)); // before anything can tear them
    MD_GET(where, target(card, slot, order, purpose));
    if (visit.layout()->purse && order.state == OrderState::NotDelivered) {
        MD_GET(attempts, journal.attempts(order.id));
        for (const Attempt& attempt : attempts)
            if (attempt.purpose == AttemptPurpose::Deliver && attempt.evidence.carrierId == visit.uid())
                where.earlierSerial = attempt.evidence.onlineSerial;
    }
    const auto carrier = makeCardCarrier(visit, where, slot.purchase, clock, [&tell] { tell(SaleStep::Verify); });
    MD_GET(evidence, carrier->prepare(order, purpose));
    tell(SaleStep::Book);
    MD_GET(attempt, journal.begin(order, evidence, purpose, seen, reason));
    tell(SaleStep::Write);
    const Delivery delivery = carrier->deliver(order, attempt);
    const Result<CreditOrder> closed = journal.close(attempt, delivery);
    if (delivery.outcome == DeliveryOutcome::Applied && closed)
        return Sent{*closed, delivery.unfinished};
    // Written, but not booked, is not known to the books: the order is settled when the card is seen again.
    const bool known = delivery.outcome == DeliveryOutcome::NotApplied && closed;
    if (known && purpose == AttemptPurpose::TakeBack)
        return fail(ErrorCode::NotTakenBack, toString(order.id));
    // Sent onto a lost card's successor, which doesn't have it: on the lost one it stands as before.
    if (known && !isOpen(closed->state) && delivery.cause)
        return tl::unexpected<Error>(*delivery.cause);
    return fail(known ? ErrorCode::NotApplied : ErrorCode::OutcomeUnknown, toString(order.id));
}

} // namespace meterdesk
