#include "models/topup/votes.h"

#include "models/staff/staffbook.h"
#include "models/topup/orderstore.h"
#include "models/topup/transitions.h"

namespace meterdesk {
namespace {

QString subject(Id orderId) {
    return QStringLiteral("order:") + toString(orderId);
}

QString action(bool delivered) {
    return delivered ? QStringLiteral("vote-delivered") : QStringLiteral("vote-not-delivered");
}

QString reasonOf(const QString& first, const QString& second) {
    return first.trimmed() == second.trimmed() ? first : first + QStringLiteral(" / ") + second;
}

} // namespace

Result<QList<Vote>> votesOn(Store& store, Id orderId) {
    // Ids rise with time, so that what was said before the order's last change is told by them.
    MD_GET(query, store.run(QStringLiteral("SELECT a.at, a.action, a.detail, s.id, s.name, s.display, s.role "
                                           "FROM audit a JOIN staff s ON s.id = a.staff_id AND s.active = 1 "
                                           "WHERE a.subject = ? AND a.action IN ('vote-delivered', "
                                           "'vote-not-delivered') AND a.id > COALESCE((SELECT MAX(e.id) FROM "
                                           "credit_event e WHERE e.order_id = ?), 0) ORDER BY a.id"),
                            {subject(orderId), orderId}));
    QList<Vote> votes;
    while (query->next()) {
        Vote vote;
        vote.at = query->value(0).toLongLong();
        vote.delivered = query->value(1).toString() == action(true);
        vote.reason = query->value(2).toString();
        vote.who = {query->value(3).toLongLong(), query->value(4).toString(), query->value(5).toString(),
                    roleFromName(query->value(6).toString()).value_or(Role::Dispatcher)};
        votes.removeIf([&](const Vote& earlier) { return earlier.who.staffId == vote.who.staffId; });
        votes.append(vote);
    }
    query->finish();
    return votes;
}

Result<CreditOrder> vote(Store& store, const StaffSession& who, Id orderId, bool delivered, const QString& reason,
                         const Clock& clock) {
    MD_TRY(who.require(Permission::Sell));
    if (reason.trimmed().isEmpty())
        return fail(ErrorCode::ReasonMissing);
    std::optional<CreditOrder> decided;
    MD_TRY(store.transact([&]() -> Status {
        MD_GET(row, OrderStore(store).order(orderId));
        if (row.leased(clock.now()))
            return fail(ErrorCode::OrderBusy, toString(orderId));
        if (row.order.state != OrderState::Sending && !mayTake(row.order.state, OrderStep::Decide))
            return tl::unexpected(orderStateError(row.order));
        MD_GET(votes, votesOn(store, orderId));
        for (const Vote& other : std::as_const(votes)) {
            if (other.who.staffId == who.staffId || other.delivered != delivered)
                continue;
            // The manager's journal decides; where both are one, the first one's.
            const bool first = mayDo(other.who.role, Permission::Decide);
            CreditJournal journal(store, first ? other.who : who, clock);
            MD_GET(done, journal.decide(orderId, delivered, reasonOf(other.reason, reason), first ? who : other.who));
            decided = done;
            return {};
        }
        MD_TRY(who.require(Permission::Decide));
        return audit(store, clock, who, action(delivered), subject(orderId), reason);
    }));
    if (!decided)
        return fail(ErrorCode::SecondPersonMissing);
    return *decided;
}

} // namespace meterdesk
