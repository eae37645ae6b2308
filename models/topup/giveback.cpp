// Money given back, and doubts that people decide.
#include "models/staff/staffbook.h"
#include "models/topup/journal.h"
#include "models/topup/orderstore.h"
#include "models/topup/otherpurses.h"

namespace meterdesk {
namespace {

QString subject(Id orderId) {
    return QStringLiteral("order:") + toString(orderId);
}

/// Whether the meter has reported since the order's last attempt, and not with this order in it. A report counts from
/// when it was read and from the time that the meter gave it: a card may carry an old one. Only what comes from the
/// meter at once, not by card, may do without a time of its own. A person's word is no proof; and of an order that went
/// to two cards, one may still have what the other doesn't.
Result<bool> saidWithout(Store& store, const CreditOrder& order) {
    MD_GET(report, store.row(QStringLiteral("SELECT last_count, at, meter_time, source, total_loaded FROM meter_report "
                                            "WHERE meter_id = ? AND source <> 'person' ORDER BY id DESC LIMIT 1"),
                             {order.meterId}));
    if (report.isEmpty() || !order.count)
        return false;
    MD_GET(attempt, OrderStore(store).lastAttempt(order.id));
    MD_GET(carriers, store.row(QStringLiteral("SELECT COUNT(DISTINCT carrier_id) FROM credit_attempt "
                                              "WHERE order_id = ?"),
                               {order.id}));
    if (carriers.at(0).toLongLong() > 1)
        return false;
    const TimeMs read = report.at(1).toLongLong();
    const bool byCard = report.at(3).toString() == QLatin1String("card");
    if (report.at(2).isNull() && byCard)
        return false;
    const TimeMs written = report.at(2).isNull() ? read : report.at(2).toLongLong();
    if (read <= attempt.begunAt || written <= attempt.begunAt)
        return false;
    const qint64 lastCount = report.at(0).toLongLong();
    if (lastCount < *order.count)
        return true;
    // A later purchase by another purse has passed its count; the meter's total still tells.
    if (order.overwrites || report.at(4).isNull())
        return false;
    Observation said;
    said.meterId = order.meterId;
    said.lastCount = lastCount;
    said.totalLoaded = report.at(4).toLongLong();
    MD_GET(books, OrderStore(store).books(order.meterId));
    MD_GET(left, leftInOtherPurses(store, said, books, lastCount));
    return left.certain && left.orders.contains(order.id);
}

} // namespace

Result<JournalReader::LeftBehind> JournalReader::leftBehind(const Meter& meter, const std::optional<Card>& card) const {
    LeftBehind left{{0, meter.basis}, {0, meter.basis}};
    if (!card || card->replaced == 0)
        return left;
    MD_GET(orders, unloadedInPurses(meter.id));
    for (const CreditOrder& order : orders) {
        MD_GET(tries, attempts(order.id));
        if (tries.isEmpty() || tries.last().evidence.carrierId == card->uid)
            continue;
        left.all.value += order.credit.value;
        MD_GET(shown, reportedWithout(order));
        if (shown)
            left.shown.value += order.credit.value;
    }
    return left;
}

Result<bool> JournalReader::reportedWithout(const CreditOrder& order) const {
    return saidWithout(m_store, order);
}

Status CreditJournal::mayGiveBack(const CreditOrder& order, const QString& reason) const {
    if (order.proven || !order.copyable)
        return {};
    MD_GET(without, reportedWithout(order));
    if (without)
        return {};
    return mayOverrule(order, reason);
}

Status CreditJournal::mayOverrule(const CreditOrder& order, const QString& reason) const {
    if (!mayDo(m_session.role, Permission::Decide))
        return fail(ErrorCode::ReverseNeedsProof, toString(order.id));
    if (reason.trimmed().isEmpty())
        return fail(ErrorCode::ReasonMissing);
    return {};
}

Status CreditJournal::mayTakeBackFrom(const CreditOrder& order, const AttemptEvidence& evidence,
                                      const QString& reason) const {
    MD_TRY(mayTakeBack(order, reason));
    MD_GET(carrier, m_store.row(QStringLiteral("SELECT carrier_id FROM credit_attempt WHERE order_id = ? AND "
                                               "purpose = 'deliver' AND outcome <> 'not-applied' "
                                               "ORDER BY number DESC LIMIT 1"),
                                {order.id}));
    // Another card that doesn't have the credit says nothing about the one that does.
    if (carrier.isEmpty() || carrier.at(0).toString() != evidence.carrierId)
        return mayOverrule(order, reason);
    return {};
}

Status CreditJournal::mayTakeBack(const CreditOrder& order, const QString& reason) const {
    MD_TRY(m_session.require(Permission::Reverse));
    if (order.state != OrderState::Delivered)
        return tl::unexpected(orderStateError(order));
    return mayGiveBack(order, reason);
}

Result<CreditOrder> CreditJournal::reverse(Id orderId, const QString& reason) {
    MD_TRY(m_session.require(Permission::Reverse));
    CreditOrder reversed;
    MD_TRY(m_store.transact([&]() -> Status {
        OrderStore rows(m_store);
        MD_GET(row, rows.order(orderId));
        if (!mayTake(row.order.state, OrderStep::Reverse))
            return tl::unexpected(orderStateError(row.order));
        if (row.order.state == OrderState::NotDelivered)
            MD_TRY(mayGiveBack(row.order, reason));
        MD_TRY(rows.move(row, OrderStep::Reverse, OrderState::Reversed, because(reason)));
        reversed = row.order;
        return audit(m_store, m_clock, m_session, QStringLiteral("reverse"), subject(orderId), reason);
    }));
    return reversed;
}

Result<CreditOrder> CreditJournal::decide(Id orderId, bool delivered, const QString& reason,
                                          const StaffSession& second) {
    MD_TRY(m_session.require(Permission::Decide));
    if (!second.signedIn() || second.staffId == m_session.staffId)
        return fail(ErrorCode::SecondPersonMissing);
    MD_TRY(second.require(Permission::Sell));
    if (reason.trimmed().isEmpty())
        return fail(ErrorCode::ReasonMissing);
    CreditOrder decided;
    MD_TRY(m_store.transact([&]() -> Status {
        OrderStore rows(m_store);
        MD_GET(row, rows.order(orderId));
        CreditOrder& order = row.order;
        const TimeMs now = m_clock.now();
        const bool settlingHere = isMine(row) && order.state != OrderState::Sending;
        if (row.leased(now) && !settlingHere)
            return fail(ErrorCode::OrderBusy, toString(orderId));
        row.owner.clear();
        row.leaseUntil = 0;
        if (order.state == OrderState::Sending)
            MD_TRY(rows.move(row, OrderStep::Expire, OrderState::InDoubt,
                             because(QStringLiteral("the program that was sending it has ended"))));
        if (!mayTake(order.state, OrderStep::Decide))
            return tl::unexpected(orderStateError(order));
        const OrderState lost = order.state == OrderState::Reversing ? OrderState::Reversed
                                : order.receipt                      ? OrderState::Delivered // by the first card
                                                                     : OrderState::NotDelivered;
        const OrderState to = delivered ? OrderState::Delivered : lost;
        if (to == OrderState::Delivered && !order.receipt) {
            MD_GET(receipt, rows.nextReceipt());
            order.receipt = receipt;
        }
        order.proven = false;
        Because why = because(reason);
        why.secondStaffId = second.staffId;
        MD_TRY(rows.move(row, OrderStep::Decide, to, why));
        decided = order;
        const QString verdict = delivered ? QStringLiteral("decide-delivered") : QStringLiteral("decide-not-delivered");
        MD_TRY(audit(m_store, m_clock, m_session, verdict, subject(orderId), reason));
        return audit(m_store, m_clock, second, verdict, subject(orderId), reason);
    }));
    return decided;
}

} // namespace meterdesk
