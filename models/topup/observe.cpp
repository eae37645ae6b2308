// Evidence enters the journal.
#include "models/staff/staffbook.h"
#include "models/topup/evidence.h"
#include "models/topup/journal.h"

namespace meterdesk {

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
            return fail(ErrorCode::NotFound, QStringLiteral("open case %1").arg(id));
        return audit(m_store, m_clock, m_session, QStringLiteral("close-case"), QStringLiteral("case:") + toString(id),
                     reason);
    });
}

} // namespace meterdesk
