// Credit as a purchase record: "number N, this much, so much in total".
#include "cardio/cards/cardcarrier.h"

namespace meterdesk {

namespace {

/// Whether the card itself has said no, or read back otherwise. A silent card may be on its way out of the reader,
/// which notices that half a second later; readers say 6300 for a chip that doesn't answer, and a refused key is what a
/// copy of the chip looks like that nobody has spoken to yet.
bool saidNo(const Error& error) {
    return error.code == ErrorCode::CardTorn ||
           (error.code == ErrorCode::CardRefused && error.detail != QLatin1String("6300"));
}

} // namespace

Result<AttemptEvidence> RecordCarrier::prepare(const CreditOrder& order, AttemptPurpose purpose) {
    MD_TRY(refuseUnlessFitting(order, purpose));
    MD_GET(plan, planFor(order, purpose));
    MD_TRY(m_visit.writable());
    m_plan = plan;
    return evidence();
}

Delivery RecordCarrier::deliver(const CreditOrder& order, const Attempt& attempt) {
    const Status brought = bring(m_plan);
    if (brought)
        return {DeliveryOutcome::Applied, false, {}, {}, {}};
    Delivery delivery;
    const bool untouched = !m_visit.session().touched();
    if (untouched || (saidNo(brought.error()) && standsAsBefore(order, attempt.purpose))) {
        delivery.outcome = DeliveryOutcome::NotApplied;
        delivery.proven = true;
    } else if (reread()) {
        delivery = settleByReading(order, attempt);
    }
    if (delivery.outcome != DeliveryOutcome::Applied)
        delivery.cause = brought.error();
    return delivery;
}

Delivery RecordCarrier::settle(const CreditOrder& order, const Attempt& attempt) {
    return settleByReading(order, attempt);
}

bool RecordCarrier::standsAsBefore(const CreditOrder& order, AttemptPurpose purpose) {
    if (m_visit.dead())
        return false;
    const Result<AreaReading> now = m_visit.read(area());
    if (!now || m_visit.dead())
        return false;
    setNow(*now);
    return stands(order, opposite(purpose)) && !isTorn();
}

Delivery RecordCarrier::settleByReading(const CreditOrder& order, const Attempt& attempt) {
    const AttemptPurpose purpose = attempt.purpose;
    Delivery delivery;
    if (stands(order, purpose) && !isTorn()) {
        delivery.outcome = DeliveryOutcome::Applied;
        return delivery;
    }
    if (stands(order, opposite(purpose)) && !isTorn()) {
        // A record card can be copied, and may have been away: this says where it stands, and proves nothing.
        delivery.outcome = DeliveryOutcome::NotApplied;
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
