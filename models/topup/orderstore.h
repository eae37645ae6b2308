// Rows of orders, attempts and events, to and from structs. Used by the journal alone; it knows no rules but one: no
// row changes its state without the transition table and an event.
//
// Threads: as its Store. Writing is called inside the journal's transaction. Errors: Store*, NotFound, OrderState,
// OrderBusy (the row isn't any more as it was read).
#pragma once

#include "models/staff/session.h"
#include "models/store/store.h"
#include "models/topup/lease.h"
#include "models/topup/meterbooks.h"
#include "models/topup/transitions.h"

namespace meterdesk {

/// An order with what close() needs of one of its attempts.
struct AttemptRow {
    OrderRow row;
    int number = 0;
    AttemptPurpose purpose = AttemptPurpose::Deliver;
    QString outcome;
    bool isLast = false;
};

/// How an attempt ended.
struct AttemptEnd {
    QString outcome, tac, note;
    TimeMs at = 0;
};

/// Who makes a change and why, for its event.
struct Because {
    Id staffId = noId;
    Id secondStaffId = noId;
    QString reason;
    TimeMs at = 0;
};

class OrderStore {
public:
    explicit OrderStore(Store& store) : m_store(store) {}

    Result<OrderRow> order(Id id) const;
    Result<MeterBooks> books(Id meterId) const;
    /// MeterBooks::spent.
    Result<qint64> spentCount(Id meterId) const;
    Result<AttemptRow> attempt(Id attemptId) const;
    Result<QList<Attempt>> attempts(Id orderId) const;
    Result<Attempt> lastAttempt(Id orderId) const;
    Result<QList<OrderEvent>> history(Id orderId) const;
    /// `tail`: WHERE, ORDER BY and LIMIT over credit_order o.
    Result<QList<OrderRow>> select(const QString& tail, const QVariantList& values) const;

    /// A new order, and its first event.
    Status insert(const OrderRow& row, OrderStep step, const Because& because);
    /// Writes the state that `row` is to have, with its count, total, proof, receipt and lease, and the event.
    Status move(OrderRow& row, OrderStep step, OrderState to, const Because& because);
    /// Only the lease.
    Status lease(OrderRow& row, const QString& owner, TimeMs until);
    /// `isFirst`: the order was made a moment ago, so nobody need ask which number this one is.
    Result<Attempt> insertAttempt(Id orderId, const AttemptEvidence& evidence, AttemptPurpose purpose, TimeMs now,
                                  bool isFirst = false);
    Status endAttempt(Id attemptId, const AttemptEnd& end);
    /// Without gaps, because it is counted in the transaction that uses it.
    Result<qint64> nextReceipt();

private:
    Status addEvent(Id orderId, std::optional<OrderState> from, OrderState to, const Because& because);
    Store& m_store;
};

QString outcomeName(DeliveryOutcome outcome); // "not-applied", as in the store
Error orderStateError(const CreditOrder& order);

} // namespace meterdesk
