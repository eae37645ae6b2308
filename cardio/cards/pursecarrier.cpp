#include "cardio/cards/pursecarrier.h"

#include <QDateTime>

namespace meterdesk {
namespace {

QByteArray bytesOf(const QString& hex) {
    return QByteArray::fromHex(hex.toLatin1());
}

} // namespace

Result<qint64> PurseCarrier::steps(const CreditOrder& order) const {
    const qint64 scale = m_visit.layout()->purse->scale;
    if (order.credit.value % scale != 0)
        return fail(ErrorCode::AmountNotWhole, toString(Credit{scale, order.credit.basis}));
    return order.credit.value / scale;
}

Result<AttemptEvidence> PurseCarrier::prepare(const CreditOrder& order, AttemptPurpose purpose) {
    MD_TRY(refuseUnlessFitting(order, purpose));
    MD_TRY(planFor(order, purpose)); // what has no room in the file is refused before money moves
    MD_TRY(m_visit.writable(purpose == AttemptPurpose::TakeBack));
    Purse* purse = purseOf(m_visit.session());
    if (purse == nullptr)
        return fail(ErrorCode::LayoutInvalid, m_visit.layout()->id);
    MD_GET(amount, steps(order));

    AttemptEvidence result = evidence();
    result.terminal = m_target.terminal;
    result.stamped = QDateTime::fromMSecsSinceEpoch(m_clock.now()).toString(QStringLiteral("yyyyMMddHHmmss"));
    if (purpose == AttemptPurpose::TakeBack) {
        MD_GET(offer, purse->initializeForPurchase(amount, bytesOf(m_target.terminal)));
        if (!offer || offer->oldBalance < amount) // the meter has had it
            return fail(ErrorCode::ReverseNeedsProof);
        m_purchase = *offer;
        result.onlineSerial = offer->serial;
        result.oldBalance = offer->oldBalance;
        return result;
    }
    MD_GET(offer, purse->initializeForLoad(amount, bytesOf(m_target.terminal)));
    // Sent again after "not applied", yet the purse has moved on since: somebody else has loaded it.
    if (m_target.earlierSerial && *m_target.earlierSerial != offer.serial)
        return fail(ErrorCode::CardAhead, QString::number(offer.serial));
    m_offer = offer;
    result.onlineSerial = offer.serial;
    result.oldBalance = offer.oldBalance;
    return result;
}

Delivery PurseCarrier::deliver(const CreditOrder& order, const Attempt& attempt) {
    return attempt.purpose == AttemptPurpose::Deliver ? load(order, attempt) : takeBack(order, attempt);
}

Delivery PurseCarrier::settle(const CreditOrder& order, const Attempt& attempt) {
    return attempt.purpose == AttemptPurpose::Deliver ? settleBySerial(order, attempt) : settleDebit(order, attempt);
}

Delivery PurseCarrier::load(const CreditOrder& order, const Attempt& attempt) {
    Delivery delivery;
    const Result<qint64> amount = steps(order);
    Purse* purse = purseOf(m_visit.session());
    if (!amount || purse == nullptr)
        return {DeliveryOutcome::NotApplied, true, {}, {}, Error{ErrorCode::LayoutInvalid, {}}};
    const Result<QString> tac =
        purse->creditForLoad(m_offer, *amount, bytesOf(attempt.evidence.terminal), bytesOf(attempt.evidence.stamped));
    if (tac) {
        delivery.outcome = DeliveryOutcome::Applied;
        delivery.tac = *tac;
        return withFile(order, AttemptPurpose::Deliver, delivery);
    }
    if (!m_visit.session().touched()) {
        delivery.outcome = DeliveryOutcome::NotApplied;
        delivery.proven = true;
    } else if (reread()) {
        delivery = settleBySerial(order, attempt);
    }
    if (delivery.outcome != DeliveryOutcome::Applied)
        delivery.cause = tac.error();
    return delivery;
}

Delivery PurseCarrier::settleBySerial(const CreditOrder& order, const Attempt& attempt) {
    Delivery delivery;
    Purse* purse = purseOf(m_visit.session());
    const Result<qint64> amount = steps(order);
    if (purse == nullptr || !amount || !attempt.evidence.onlineSerial || !attempt.evidence.oldBalance) {
        delivery.note = QStringLiteral("the attempt's evidence is incomplete");
        return delivery;
    }
    const QByteArray terminal = bytesOf(attempt.evidence.terminal);
    const Result<LoadOffer> offer = purse->initializeForLoad(*amount, terminal);
    if (!offer) {
        delivery.cause = offer.error();
        return delivery;
    }
    const qint64 serial = *attempt.evidence.onlineSerial;
    const qint64 before = *attempt.evidence.oldBalance;
    const qint64 moved = (offer->serial - serial) & 0xFFFF;
    if (moved > 1) {
        delivery.note = QStringLiteral("the purse was loaded elsewhere since (serial %1)").arg(offer->serial);
        return delivery;
    }
    // The meter only ever takes out of it.
    if (offer->oldBalance > before + (moved == 1 ? *amount : 0)) {
        delivery.note = QStringLiteral("the purse holds %1 steps, more than was loaded").arg(offer->oldBalance);
        return delivery;
    }
    if (moved == 0) {
        delivery.outcome = DeliveryOutcome::NotApplied;
        delivery.proven = true;
        return delivery;
    }
    const auto proof =
        purse->proveLoad(quint16(serial), before + *amount, *amount, terminal, bytesOf(attempt.evidence.stamped));
    // A card that doesn't know the command has no proof either; one that went away is asked again.
    const bool refused = !proof && proof.error().code == ErrorCode::CardRefused;
    if (!proof && !refused) {
        delivery.cause = proof.error();
        return delivery;
    }
    if (proof && proof->whose == TransactionProof::Whose::Anothers) {
        delivery.note = QStringLiteral("the purse was loaded by somebody else (another's TAC)");
        return delivery;
    }
    delivery.outcome = DeliveryOutcome::Applied;
    if (refused)
        delivery.note = QStringLiteral("TAC not available (%1)").arg(proof.error().detail);
    else if (proof->whose == TransactionProof::Whose::None)
        delivery.note = QStringLiteral("TAC not available (9406)");
    else
        delivery.tac = proof->tac;
    return withFile(order, AttemptPurpose::Deliver, delivery);
}

Delivery PurseCarrier::takeBack(const CreditOrder& order, const Attempt& attempt) {
    Delivery delivery;
    const Result<qint64> amount = steps(order);
    Purse* purse = purseOf(m_visit.session());
    if (!amount || purse == nullptr)
        return {DeliveryOutcome::NotApplied, true, {}, {}, Error{ErrorCode::LayoutInvalid, {}}};
    const Result<QString> tac =
        purse->debit(m_purchase, *amount, bytesOf(attempt.evidence.terminal), bytesOf(attempt.evidence.stamped));
    if (tac) {
        delivery.outcome = DeliveryOutcome::Applied;
        delivery.tac = *tac;
        return withFile(order, AttemptPurpose::TakeBack, delivery);
    }
    if (!m_visit.session().touched())
        return {DeliveryOutcome::NotApplied, true, {}, {}, tac.error()};
    if (reread())
        delivery = settleDebit(order, attempt);
    if (delivery.outcome != DeliveryOutcome::Applied)
        delivery.cause = tac.error();
    return delivery;
}

Delivery PurseCarrier::settleDebit(const CreditOrder& order, const Attempt& attempt) {
    Delivery delivery;
    Purse* purse = purseOf(m_visit.session());
    const Result<qint64> amount = steps(order);
    if (purse == nullptr || !amount || !attempt.evidence.onlineSerial) {
        delivery.note = QStringLiteral("the attempt's evidence is incomplete");
        return delivery;
    }
    const auto serial = quint16(*attempt.evidence.onlineSerial);
    const QByteArray terminal = bytesOf(attempt.evidence.terminal);
    const Result<std::optional<PurchaseOffer>> offer = purse->initializeForPurchase(*amount, terminal);
    if (!offer) {
        delivery.cause = offer.error();
        return delivery;
    }
    if (*offer && (*offer)->serial == serial) {
        delivery.outcome = DeliveryOutcome::NotApplied;
        delivery.proven = true;
        return delivery;
    }
    // Something was taken out. The meter empties the purse too: only our own TAC says that it was we.
    const auto proof = purse->proveDebit(serial, *amount, terminal, bytesOf(attempt.evidence.stamped));
    const bool refused = !proof && proof.error().code == ErrorCode::CardRefused;
    if (!proof && !refused) {
        delivery.cause = proof.error();
        return delivery;
    }
    if (refused || proof->whose != TransactionProof::Whose::Ours) {
        const Result<std::optional<bool>> inMeterOrPurse = stillThere(order, *purse);
        if (!inMeterOrPurse) {
            delivery.cause = inMeterOrPurse.error();
            return delivery;
        }
        if (*inMeterOrPurse) {
            delivery.outcome = **inMeterOrPurse ? DeliveryOutcome::NotApplied : DeliveryOutcome::Applied;
            delivery.note = QStringLiteral("TAC not available; known by what meter and purse hold together");
            return **inMeterOrPurse ? delivery : withFile(order, AttemptPurpose::TakeBack, delivery);
        }
        delivery.note = QStringLiteral("taken out of the purse, but not by this take-back as far as the card says");
        return delivery;
    }
    delivery.outcome = DeliveryOutcome::Applied;
    delivery.tac = proof->tac;
    return withFile(order, AttemptPurpose::TakeBack, delivery);
}

Result<std::optional<bool>> PurseCarrier::stillThere(const CreditOrder& order, Purse& purse) const {
    // What the meter has taken and what it has left in the purse are all that was ever delivered. Its word counts once
    // it has the order's number: it was written after the meter had emptied the purse.
    if (!m_target.meterTotal || order.moves != noId)
        return std::optional<bool>();
    MD_GET(balance, purse.balance());
    const qint64 together = *m_target.meterTotal + balance * m_visit.layout()->purse->scale;
    if (together != totalBefore(order) && together != order.totalAfter)
        return std::optional<bool>();
    return std::optional<bool>(together == order.totalAfter);
}

Status PurseCarrier::finishFile(const CreditOrder& order, AttemptPurpose purpose) {
    if (stands(order, purpose) && !isTorn())
        return {};
    MD_GET(plan, planFor(order, purpose));
    return bring(plan);
}

Delivery PurseCarrier::withFile(const CreditOrder& order, AttemptPurpose purpose, Delivery delivery) {
    Status finished = finishFile(order, purpose);
    if (!finished) {
        finished = reread();
        if (finished)
            finished = finishFile(order, purpose);
    }
    // The money has moved; the file is finished when the card is seen again.
    if (!finished) {
        delivery.unfinished = true;
        delivery.note += (delivery.note.isEmpty() ? QString() : QStringLiteral("; ")) +
                         QStringLiteral("data file not finished: %1").arg(finished.error().name());
    }
    return delivery;
}

} // namespace meterdesk
