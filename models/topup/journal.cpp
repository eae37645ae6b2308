// Commit one of a sale: an order and its attempt, written down before the first byte that can change anything.
#include "models/topup/journal.h"

#include "models/staff/staffbook.h"
#include "models/topup/evidence.h"
#include "models/topup/orderstore.h"
#include "models/topup/rules.h"

#include <QCoreApplication>

namespace meterdesk {
namespace {

bool sameEvidence(const AttemptEvidence& a, const AttemptEvidence& b) {
    return a.carrier == b.carrier && a.carrierId == b.carrierId && a.cardId == b.cardId &&
           a.onlineSerial == b.onlineSerial && a.oldBalance == b.oldBalance && a.terminal == b.terminal &&
           a.stamped == b.stamped && a.before == b.before;
}

/// Credit moves once: from a delivered order of the same meter, whole.
Status mayMove(const OrderStore& rows, const CreditOrder& transfer) {
    if (transfer.moves == noId)
        return {};
    MD_GET(row, rows.order(transfer.moves));
    const CreditOrder& moved = row.order;
    if (moved.state != OrderState::Delivered || moved.overwrites || moved.meterId != transfer.meterId ||
        moved.credit != transfer.credit)
        return tl::unexpected(orderStateError(moved));
    return {};
}

QString subject(Id orderId) {
    return QStringLiteral("order:") + toString(orderId);
}

} // namespace

CreditJournal::CreditJournal(Store& store, const StaffSession& session, const Clock& clock, const LeaseOwner& owner)
    : JournalReader(store), m_session(session), m_clock(clock), m_owner(owner.text()) {
}

Because CreditJournal::because(const QString& reason) const {
    return {m_session.staffId, noId, reason, m_clock.now()};
}

bool CreditJournal::isMine(const OrderRow& row) const {
    return row.owner == m_owner;
}

Result<CreditOrder> CreditJournal::draft(const NewOrder& asked, const QList<Observation>& seen) {
    MD_GET(now, books(asked.meterId));
    return draft(asked, seen, now);
}

Result<CreditOrder> CreditJournal::draft(const NewOrder& asked, const QList<Observation>& seen,
                                         MeterBooks books) const {
    CreditOrder order = freshOrder(asked, books.meter, m_session);
    MD_TRY(mayMake(order, books.meter, m_session));
    assume(books, seen, m_clock.now());
    MD_TRY(maySend(books, order.id));
    MD_TRY(mayFollow(books, order.overwrites, seen));
    MD_TRY(number(order, books));
    return order;
}

Result<CreditOrder> CreditJournal::draftKept(Id orderId, const QList<Observation>& seen) {
    MD_TRY(m_session.require(Permission::Sell));
    const OrderStore rows(m_store);
    MD_GET(row, rows.order(orderId));
    if (row.order.state != OrderState::Paid)
        return tl::unexpected(orderStateError(row.order));
    MD_GET(books, rows.books(row.order.meterId));
    assume(books, seen, m_clock.now());
    MD_TRY(maySend(books, orderId));
    MD_TRY(mayFollow(books, row.order.overwrites, seen));
    MD_TRY(number(row.order, books));
    return row.order;
}

Result<CreditOrder> CreditJournal::resendable(Id orderId) {
    MD_TRY(m_session.require(Permission::Sell));
    const OrderStore rows(m_store);
    MD_GET(row, rows.order(orderId));
    CreditOrder& order = row.order;
    if (order.state == OrderState::Paid)
        return draftKept(orderId);
    const bool replaced = order.state == OrderState::Delivered && order.overwrites;
    if (order.state != OrderState::NotDelivered && !replaced)
        return tl::unexpected(orderStateError(order));
    MD_GET(books, rows.books(order.meterId));
    MD_TRY(maySend(books, orderId));
    return order;
}

Result<CreditOrder> CreditJournal::accept(const NewOrder& asked) {
    CreditOrder order;
    MD_TRY(m_store.transact([&]() -> Status {
        OrderStore rows(m_store);
        MD_GET(books, rows.books(asked.meterId));
        order = freshOrder(asked, books.meter, m_session);
        MD_TRY(mayMake(order, books.meter, m_session));
        if (books.meter.state != MeterState::InUse)
            return maySend(books, order.id);
        const Because why = because(order.reason);
        order.createdAt = order.changedAt = why.at;
        MD_TRY(rows.insert({order, {}, 0}, OrderStep::Accept, why));
        return audit(m_store, m_clock, m_session, QStringLiteral("accept-") + kindName(order.kind), subject(order.id),
                     order.reason);
    }));
    return order;
}

Result<CreditOrder> CreditJournal::takeOver(Id meterId, qint64 credit, const AttemptEvidence& evidence) {
    MD_TRY(m_session.require(Permission::Sell));
    CreditOrder taken;
    MD_TRY(m_store.transact([&]() -> Status {
        MD_GET(books, OrderStore(m_store).books(meterId));
        if (books.newest)
            return tl::unexpected(orderStateError(books.newest->order));
        if (books.meter.baseCount < 1)
            return fail(ErrorCode::BadArgument, QStringLiteral("Nothing was bought before these books."));
        MD_TRY(m_store.change(QStringLiteral("UPDATE meter SET base_count = ?, base_total = ? WHERE id = ?"),
                              {books.meter.baseCount - 1, qMax<qint64>(0, books.meter.baseTotal - credit), meterId}));
        NewOrder order;
        order.meterId = meterId;
        order.kind = OrderKind::Transfer;
        order.credit = Credit{credit, books.meter.basis};
        order.reason = QCoreApplication::translate("Journal", "On the card before these books, not in the meter yet");
        MD_GET(drafted, draft(order));
        MD_GET(attempt, begin(drafted, evidence));
        MD_GET(closed, close(attempt, {DeliveryOutcome::Applied, false, {}, order.reason, {}}));
        taken = closed;
        return {};
    }));
    return taken;
}

Result<Attempt> CreditJournal::begin(const CreditOrder& order, const AttemptEvidence& evidence, AttemptPurpose purpose,
                                     const QList<Observation>& seen, const QString& reason) {
    const bool takesBack = purpose == AttemptPurpose::TakeBack;
    MD_TRY(m_session.require(takesBack ? Permission::Reverse : Permission::Sell));
    const bool isNew = order.createdAt == 0;
    if (isNew && takesBack)
        return tl::unexpected(orderStateError(order));
    Result<Attempt> attempt = Attempt{};
    const Status done = m_store.transact([&]() -> Status {
        attempt = isNew ? beginNew(order, evidence, seen) : beginAgain(order, evidence, purpose, seen, reason);
        MD_TRY(attempt);
        return {};
    });
    if (done)
        return attempt;
    if (done.error().code != ErrorCode::AlreadyExists)
        return tl::unexpected(done.error());
    // The unique indexes are the last guard: another program was faster. Say with what.
    MD_GET(books, OrderStore(m_store).books(order.meterId));
    MD_TRY(maySend(books, order.id));
    return fail(ErrorCode::OrderBusy, toString(order.id));
}

Result<MeterBooks> CreditJournal::booksAfter(Id meterId, const QList<Observation>& seen) {
    const OrderStore rows(m_store);
    MD_GET(books, booksNow(meterId));
    for (const Observation& observation : seen) {
        // A card has a slot per meter; what the others say is taken in on the way.
        const bool isThis = observation.meterId == meterId;
        Result<MeterBooks> other = isThis ? books : rows.books(observation.meterId);
        MD_TRY(other);
        MD_GET(plan, weigh(m_store, observation, *other, m_clock.now()));
        if (plan.isEmpty())
            continue;
        MD_TRY(takeIn(m_store, observation, plan, because()));
        if (!isThis)
            continue;
        // What has its receipt is loaded and let go of; else only a purse's spent count may have changed.
        if (books.newest && books.newest->order.receipt) {
            for (const OrderRow& row : plan.loads)
                if (row.order.id == books.newest->order.id) {
                    books.newest->order.state = OrderState::Loaded;
                    books.newest->order.proven = false;
                    books.newest->owner.clear();
                    books.newest->leaseUntil = 0;
                }
            if (!books.newest->order.overwrites) {
                MD_GET(spent, rows.spentCount(meterId));
                books.spent = spent;
            }
        } else {
            MD_GET(fresh, rows.books(meterId));
            books = fresh;
        }
    }
    return books;
}

Result<Attempt> CreditJournal::beginNew(const CreditOrder& order, const AttemptEvidence& evidence,
                                        const QList<Observation>& seen) {
    MD_GET(books, booksAfter(order.meterId, seen));
    if (books.newest && books.newest->order.id == order.id)
        return repeated(*books.newest, evidence, AttemptPurpose::Deliver);
    MD_TRY(mayMake(order, books.meter, m_session));
    MD_TRY(mayMove(OrderStore(m_store), order));
    MD_TRY(maySend(books, order.id));
    MD_TRY(mayFollow(books, order.overwrites, seen));
    CreditOrder fresh = order;
    MD_TRY(number(fresh, books));
    // What the carrier has prepared is for a count that another desk has used up meanwhile.
    if (fresh.count != order.count || fresh.totalAfter != order.totalAfter)
        return fail(ErrorCode::OrderBusy, toString(order.id));
    const Because why = because(order.reason);
    fresh.accountId = books.meter.accountId;
    fresh.state = OrderState::Sending;
    fresh.proven = false;
    fresh.createdBy = m_session.staffId;
    fresh.createdAt = fresh.changedAt = why.at;
    MD_TRY(OrderStore(m_store).insert({fresh, m_owner, why.at + leaseMs}, OrderStep::Send, why));
    return beginAttempt(fresh, evidence, AttemptPurpose::Deliver, kindName(order.kind), order.reason, true);
}

Result<Attempt> CreditJournal::beginAgain(const CreditOrder& order, const AttemptEvidence& evidence,
                                          AttemptPurpose purpose, const QList<Observation>& seen,
                                          const QString& reason) {
    OrderStore rows(m_store);
    MD_GET(books, booksAfter(order.meterId, seen));
    MD_GET(row, rows.order(order.id));
    const bool takesBack = purpose == AttemptPurpose::TakeBack;
    const OrderState target = takesBack ? OrderState::Reversing : OrderState::Sending;
    if (row.order.state == target)
        return repeated(row, evidence, purpose);
    if (!mayTake(row.order.state, takesBack ? OrderStep::TakeBack : OrderStep::Send) ||
        row.order.meterId != order.meterId)
        return tl::unexpected(orderStateError(row.order));
    if (row.order.state == OrderState::Paid)
        MD_TRY(number(row.order, books));
    else if (!books.newest || books.newest->order.id != order.id)
        return tl::unexpected(orderStateError(row.order)); // later ones build on its count and total
    if (row.order.count != order.count || row.order.totalAfter != order.totalAfter || row.order.credit != order.credit)
        return fail(ErrorCode::OrderBusy, toString(order.id));
    if (takesBack)
        MD_TRY(mayTakeBackFrom(row.order, evidence, reason));
    else
        MD_TRY(maySend(books, order.id).and_then([&] { return mayFollow(books, row.order.overwrites, seen); }));
    // A purse would be given the money a second time; only what overwrites may be sent again once delivered.
    const bool inDoubt = row.order.state == OrderState::InDoubt;
    if (!takesBack && (row.order.state == OrderState::Delivered || inDoubt) && !row.order.overwrites)
        return tl::unexpected(orderStateError(row.order));
    if (inDoubt)
        MD_TRY(mayReplaceDoubt(row, evidence));
    const Because why = because(reason);
    row.owner = m_owner;
    row.leaseUntil = why.at + leaseMs;
    MD_TRY(rows.move(row, takesBack ? OrderStep::TakeBack : OrderStep::Send, target, why));
    return beginAttempt(row.order, evidence, purpose,
                        takesBack ? QStringLiteral("take-back") : QStringLiteral("send-again"), reason);
}

Status CreditJournal::mayReplaceDoubt(const OrderRow& row, const AttemptEvidence& evidence) const {
    if (!isMine(row) && row.leased(m_clock.now()))
        return fail(ErrorCode::OrderBusy, toString(row.order.id));
    // What the doubt is about is settled by reading it; only its successor is written without.
    MD_GET(last, OrderStore(m_store).lastAttempt(row.order.id));
    if (last.evidence.carrierId == evidence.carrierId)
        return tl::unexpected(orderStateError(row.order));
    return {};
}

Result<Attempt> CreditJournal::beginAttempt(const CreditOrder& order, const AttemptEvidence& evidence,
                                            AttemptPurpose purpose, const QString& action, const QString& detail,
                                            bool isFirst) {
    MD_TRY(audit(m_store, m_clock, m_session, action, subject(order.id), detail));
    return OrderStore(m_store).insertAttempt(order.id, evidence, purpose, m_clock.now(), isFirst);
}

Result<Attempt> CreditJournal::repeated(const OrderRow& row, const AttemptEvidence& evidence,
                                        AttemptPurpose purpose) const {
    MD_GET(attempt, OrderStore(m_store).lastAttempt(row.order.id));
    if (!isMine(row) || attempt.purpose != purpose || !attempt.outcome.isEmpty() ||
        !sameEvidence(attempt.evidence, evidence))
        return tl::unexpected(orderStateError(row.order));
    return attempt;
}

Result<int> CreditJournal::countPrint(Id orderId) {
    int prints = 0;
    MD_TRY(m_store.transact([&]() -> Status {
        MD_GET(row, m_store.row(QStringLiteral("UPDATE credit_order SET prints = prints + 1 WHERE id = ? "
                                               "RETURNING prints"),
                                {orderId}));
        if (row.isEmpty())
            return fail(ErrorCode::NotFound, QCoreApplication::translate("Journal", "order %1").arg(toString(orderId)));
        prints = row.at(0).toInt();
        return {};
    }));
    return prints;
}

} // namespace meterdesk
