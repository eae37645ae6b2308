// Evidence enters the journal.
#include "models/staff/staffbook.h"
#include "models/topup/evidence.h"
#include "models/topup/journal.h"
#include "models/topup/rules.h"

#include <QCoreApplication>

namespace meterdesk {
namespace {

/// What the meter has beyond the books: by its total, or by what was given back though it has it.
Result<qint64> creditBeyond(Store& store, const Observation& o, const MeterBooks& books) {
    if (o.totalLoaded && *o.totalLoaded > books.total())
        return *o.totalLoaded - books.total();
    MD_GET(row, store.row(QStringLiteral("SELECT COALESCE(SUM(credit), 0) FROM credit_order WHERE meter_id = ? AND "
                                         "state = 'reversed' AND purchase_count > ? AND purchase_count <= ?"),
                          {o.meterId, books.count(), runningCount(o.lastCount, o.countModulus, books.count())}));
    const qint64 reversed = row.at(0).toLongLong();
    if (o.totalLoaded || reversed <= 0)
        return fail(ErrorCode::BadArgument,
                    QCoreApplication::translate("Journal", "The meter's total says nothing of the other purchase."));
    return reversed;
}

} // namespace

qint64 runningCount(qint64 carried, qint64 modulus, qint64 near) {
    if (modulus <= 0)
        return carried;
    const qint64 digits = carried % modulus;
    const qint64 middle = near - near % modulus + digits;
    qint64 best = middle;
    for (const qint64 candidate : {middle - modulus, middle + modulus}) {
        const qint64 distance = qAbs(candidate - near);
        const qint64 bestDistance = qAbs(best - near);
        if (candidate >= 0 && (distance < bestDistance || (distance == bestDistance && candidate < best)))
            best = candidate;
    }
    return best;
}

Result<Observed> CreditJournal::observe(const Observation& observation) {
    const OrderStore rows(m_store);
    MD_GET(known, rows.books(observation.meterId));
    MD_GET(first, weigh(m_store, observation, known, m_clock.now()));
    if (first.isEmpty())
        return Observed{};
    Observed observed;
    MD_TRY(m_store.transact([&]() -> Status {
        // Weighed again: another desk may have taken it in meanwhile.
        MD_GET(books, rows.books(observation.meterId));
        MD_GET(plan, weigh(m_store, observation, books, m_clock.now()));
        MD_GET(done, takeIn(m_store, observation, plan, because()));
        observed = done;
        return {};
    }));
    return observed;
}

Result<CreditOrder> CreditJournal::takeMetersWord(const Observation& o, const QString& reason) {
    MD_TRY(m_session.require(Permission::Decide));
    if (reason.trimmed().isEmpty())
        return fail(ErrorCode::ReasonMissing);
    CreditOrder taken;
    MD_TRY(m_store.transact([&]() -> Status {
        OrderStore rows(m_store);
        // First what the books can explain: an earlier purchase that it has loaded too.
        MD_GET(books, booksAfter(o.meterId, {o}));
        MD_TRY(maySend(books, noId));
        if (!isBeyond(books, o))
            return fail(ErrorCode::BadArgument,
                        QCoreApplication::translate("Journal", "The meter isn't ahead of the books."));
        MD_GET(credit, creditBeyond(m_store, o, books));
        const Because why = because(reason);
        OrderRow row;
        row.order =
            freshOrder({o.meterId, OrderKind::Transfer, {}, {}, {credit, books.meter.basis}, true, true, reason, noId},
                       books.meter, m_session);
        row.order.count = runningCount(o.lastCount, o.countModulus, books.count());
        row.order.totalAfter = books.total() + credit;
        row.order.state = OrderState::Sending;
        row.order.createdAt = row.order.changedAt = why.at;
        MD_TRY(rows.insert(row, OrderStep::Send, why));
        MD_TRY(rows.move(row, OrderStep::Observe, OrderState::Loaded, why));
        MD_TRY(
            m_store.change(QStringLiteral("UPDATE discrepancy SET closed_at = ?, closed_by = ?, resolution = ? WHERE "
                                          "meter_id = ? AND kind IN ('count-ahead', 'reversed-loaded') AND "
                                          "closed_at IS NULL"),
                           {why.at, nullableId(m_session.staffId), reason, o.meterId}));
        MD_TRY(audit(m_store, m_clock, m_session, QStringLiteral("meters-word-taken"),
                     QStringLiteral("order:") + toString(row.order.id), reason));
        taken = row.order;
        return {};
    }));
    return taken;
}

Result<Id> CreditJournal::openCase(Id meterId, const QString& kind, const QString& detail) {
    Id id = noId;
    MD_TRY(m_store.transact([&]() -> Status {
        MD_GET(open, m_store.row(QStringLiteral("SELECT id FROM discrepancy WHERE meter_id = ? AND kind = ? "
                                                "AND detail = ? AND closed_at IS NULL"),
                                 {meterId, kind, detail}));
        if (!open.isEmpty()) {
            id = open.at(0).toLongLong();
            return {};
        }
        MD_GET(added, addCase(m_store, meterId, kind, detail, m_clock.now()));
        id = added;
        return {};
    }));
    return id;
}

Status CreditJournal::closeCase(Id id, const QString& reason) {
    MD_TRY(m_session.require(Permission::Decide));
    if (reason.trimmed().isEmpty())
        return fail(ErrorCode::ReasonMissing);
    return m_store.transact([&]() -> Status {
        MD_GET(closed, m_store.change(QStringLiteral("UPDATE discrepancy SET closed_at = ?, closed_by = ?, "
                                                     "resolution = ? WHERE id = ? AND closed_at IS NULL"),
                                      {m_clock.now(), nullableId(m_session.staffId), reason, id}));
        if (closed != 1)
            return fail(ErrorCode::NotFound, QCoreApplication::translate("Journal", "open case %1").arg(id));
        return audit(m_store, m_clock, m_session, QStringLiteral("close-case"), QStringLiteral("case:") + toString(id),
                     reason);
    });
}

} // namespace meterdesk
