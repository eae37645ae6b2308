// Commit two of a sale: the carrier's answer. And the lease of an order whose answer has still to be found out.
#include "models/topup/journal.h"
#include "models/topup/orderstore.h"

namespace meterdesk {
namespace {

/// The state that an answer leads to; the order's own where the answer decides nothing.
OrderState answered(const CreditOrder& order, AttemptPurpose purpose, const Delivery& delivery) {
    const bool applied = delivery.outcome == DeliveryOutcome::Applied;
    const bool notApplied = delivery.outcome == DeliveryOutcome::NotApplied;
    if (purpose == AttemptPurpose::TakeBack) {
        if (applied)
            return OrderState::Reversed;
        return notApplied ? OrderState::Delivered : order.state;
    }
    if (order.state == OrderState::WithCourier) {
        if (applied)
            return OrderState::Loaded;
        return notApplied && delivery.proven ? OrderState::Void : order.state;
    }
    if (applied)
        return OrderState::Delivered;
    // What has its receipt was delivered once before: the new card doesn't have it, the lost one still does.
    if (notApplied)
        return order.receipt ? OrderState::Delivered : OrderState::NotDelivered;
    if (delivery.outcome == DeliveryOutcome::HandedOver)
        return OrderState::WithCourier;
    return OrderState::InDoubt;
}

/// Whether an answer may still follow the one that the attempt has.
bool mayStillChange(const QString& outcome) {
    return outcome.isEmpty() || outcome == outcomeName(DeliveryOutcome::Unknown) ||
           outcome == outcomeName(DeliveryOutcome::HandedOver);
}

QString noteOf(const Delivery& delivery) {
    return delivery.note.isEmpty() && delivery.cause ? delivery.cause->name() : delivery.note;
}

} // namespace

Result<CreditOrder> CreditJournal::close(const Attempt& attempt, const Delivery& delivery) {
    CreditOrder closed;
    MD_TRY(m_store.transact([&]() -> Status {
        OrderStore rows(m_store);
        MD_GET(found, rows.attempt(attempt.id));
        OrderRow& row = found.row;
        CreditOrder& order = row.order;
        const QString outcome = outcomeName(delivery.outcome);
        const bool same = found.outcome == outcome;
        const bool final = !mayStillChange(found.outcome);
        if (same && (final || !isMine(row))) {
            closed = order; // the commit that seemed lost was not
            return {};
        }
        if (!found.isLast || final)
            return tl::unexpected(orderStateError(order));

        const Because why = because(noteOf(delivery));
        const AttemptEnd end{outcome, delivery.tac, why.reason, why.at};
        if (order.state == OrderState::Loaded) {
            // The meter spoke first, and it is what counts.
            closed = order;
            if (found.purpose == AttemptPurpose::TakeBack && delivery.outcome == DeliveryOutcome::Applied)
                MD_TRY(openCase(order.meterId, QStringLiteral("taken-back-loaded"), toString(order.id)));
            return rows.endAttempt(attempt.id, end);
        }
        if (!mayTake(order.state, OrderStep::Answer))
            return tl::unexpected(orderStateError(order));
        // Whoever has claimed the order since may have changed the card: an answer from before says nothing now.
        if (!isMine(row))
            return fail(ErrorCode::OrderBusy, toString(order.id));

        const OrderState to = answered(order, found.purpose, delivery);
        if (to == order.state) {
            if (!same)
                MD_TRY(rows.endAttempt(attempt.id, end));
            MD_TRY(rows.lease(row, {}, 0));
            closed = order;
            return {};
        }
        if (!order.receipt && (to == OrderState::Delivered || to == OrderState::Loaded)) {
            MD_GET(receipt, rows.nextReceipt());
            order.receipt = receipt;
        }
        // An earlier attempt that left doubt is not made good by a later one that proves itself.
        order.proven = to == OrderState::NotDelivered && delivery.proven && (found.number == 1 || order.proven);
        row.owner.clear();
        row.leaseUntil = 0;
        MD_TRY(rows.move(row, OrderStep::Answer, to, why));
        closed = order;
        return rows.endAttempt(attempt.id, end);
    }));
    return closed;
}

Result<Attempt> CreditJournal::claim(Id orderId) {
    MD_TRY(m_session.require(Permission::ReadCards));
    Attempt attempt;
    MD_TRY(m_store.transact([&]() -> Status {
        OrderStore rows(m_store);
        MD_GET(row, rows.order(orderId));
        if (!mayTake(row.order.state, OrderStep::Answer))
            return tl::unexpected(orderStateError(row.order));
        const TimeMs now = m_clock.now();
        const bool mine = isMine(row);
        if (!mine && row.leased(now))
            return fail(ErrorCode::OrderBusy, toString(orderId));
        MD_GET(last, rows.lastAttempt(orderId));
        attempt = last;
        if (row.order.state == OrderState::Sending && !mine) {
            row.owner = m_owner;
            row.leaseUntil = now + leaseMs;
            return rows.move(row, OrderStep::Expire, OrderState::InDoubt,
                             because(QStringLiteral("the program that was sending it has ended")));
        }
        return rows.lease(row, m_owner, now + leaseMs);
    }));
    return attempt;
}

void CreditJournal::release(Id orderId) {
    // Where this fails, the lease ends by its time.
    static_cast<void>(
        m_store.change(QStringLiteral("UPDATE credit_order SET owner = '', lease_until = 0 WHERE id = ? AND owner = ?"),
                       {orderId, m_owner}));
}

} // namespace meterdesk
