// Credit as a purchase record: "number N, this much, so much in total".
#include "cardio/cards/cardcarrier.h"

namespace meterdesk {

namespace {

/// Whether the card has lain there since the attempt began: it said no, read back otherwise or fell silent. Once it was
/// away, or the reader was, what lies there may be a copy of it that was made before.
bool neverLeft(ErrorCode code) {
    return code == ErrorCode::CardSilent || code == ErrorCode::CardRefused || code == ErrorCode::CardKeyRefused ||
           code == ErrorCode::CardTorn;
}

} // namespace

Result<AttemptEvidence> RecordCarrier::prepare(const CreditOrder& order, AttemptPurpose purpose) {
    MD_TRY(refuseUnlessFitting(order, purpose));
    MD_GET(plan, planFor(order, purpose));
    MD_TRY(m_visit.session().writable());
    m_plan = plan;
    return evidence();
}

Delivery RecordCarrier::deliver(const CreditOrder& order, const Attempt& attempt) {
    const Status brought = bring(m_plan);
    if (brought)
        return {DeliveryOutcome::Applied, false, {}, {}, {}};
    Delivery delivery;
    if (!m_visit.session().touched()) {
        delivery.outcome = DeliveryOutcome::NotApplied;
        delivery.proven = true;
    } else if (reread()) {
        delivery = settleByReading(order, attempt, neverLeft(brought.error().code));
    }
    if (delivery.outcome != DeliveryOutcome::Applied)
        delivery.cause = brought.error();
    return delivery;
}

Delivery RecordCarrier::settle(const CreditOrder& order, const Attempt& attempt) {
    return settleByReading(order, attempt, false);
}

Delivery RecordCarrier::settleByReading(const CreditOrder& order, const Attempt& attempt, bool neverLeft) {
    const AttemptPurpose purpose = attempt.purpose;
    Delivery delivery;
    if (stands(order, purpose) && !isTorn()) {
        delivery.outcome = DeliveryOutcome::Applied;
        return delivery;
    }
    if (stands(order, opposite(purpose)) && !isTorn()) {
        // A record card can be copied: only a card that hasn't left since proves that nothing was written.
        delivery.outcome = DeliveryOutcome::NotApplied;
        delivery.proven = neverLeft;
        return delivery;
    }
    const bool halfDone = m_now.state == AreaState::Bad || stands(order, purpose) || stands(order, opposite(purpose));
    if (!halfDone) {
        delivery.note = QStringLiteral("the record on the card is neither this purchase nor the one before");
        return delivery;
    }
    // A torn record was begun by this attempt; the same count and amount can be written again without harm.
    const Result<QList<CardWrite>> plan = planFor(order, purpose);
    const Status brought = plan ? bring(*plan) : Status(tl::unexpected<Error>(plan.error()));
    if (brought) {
        delivery.outcome = DeliveryOutcome::Applied;
        delivery.note = QStringLiteral("torn record written again");
    } else {
        delivery.cause = brought.error();
    }
    return delivery;
}

} // namespace meterdesk
