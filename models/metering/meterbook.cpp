#include "models/metering/meterbook.h"

#include "models/metering/reportrow.h"
#include "models/property/normal.h"
#include "models/staff/staffbook.h"
#include "models/store/rows.h"

#include <QCoreApplication>

namespace meterdesk {
namespace {

const QString columns = QStringLiteral("m.id, m.number, m.kind, m.basis, m.layout, m.account_id, m.state, "
                                       "m.base_count, m.base_total, m.replaces, m.carried");
constexpr int columnCount = 11;

Meter meterFrom(const QSqlQuery& query) {
    Meter meter;
    meter.id = query.value(0).toLongLong();
    meter.number = query.value(1).toString();
    meter.kind = meterKindFromName(query.value(2).toString()).value_or(MeterKind::Water);
    meter.basis = basisFromName(query.value(3).toString()).value_or(CreditBasis::Quantity);
    meter.layout = query.value(4).toString();
    meter.accountId = query.value(5).toLongLong();
    meter.state = meterStateFromName(query.value(6).toString()).value_or(MeterState::Faulty);
    meter.baseCount = query.value(7).toLongLong();
    meter.baseTotal = query.value(8).toLongLong();
    meter.replaces = query.value(9).toLongLong();
    meter.carried = query.value(10).toLongLong();
    return meter;
}

Result<QList<Meter>> readMeters(Store& store, const QString& rest, const QVariantList& values) {
    MD_GET(query, store.run(QStringLiteral("SELECT ") + columns + QStringLiteral(" FROM meter m ") + rest, values));
    QList<Meter> found;
    while (query->next())
        found.append(meterFrom(*query));
    MD_TRY(finishRows(*query));
    return found;
}

QString meterWords(const QString& which) {
    return QCoreApplication::translate("Meter", "meter %1").arg(which);
}

QString subjectOf(Id id) {
    return QStringLiteral("meter:") + toString(id);
}

} // namespace

MeterBook::MeterBook(Store& store, const StaffSession& session, const Clock& clock)
    : m_store(store), m_session(session), m_clock(clock) {
}

Result<Id> MeterBook::addMeter(const Meter& meter) {
    MD_TRY(m_session.require(Permission::IssueCards));
    const QString number = normalKey(meter.number);
    const QString distinct = distinctNumber(number);
    if (distinct.isEmpty() || number.size() > 40)
        return fail(ErrorCode::BadArgument,
                    QCoreApplication::translate("Meter", "A meter number has 1 to 40 characters, not only zeros."));
    if (meter.layout.isEmpty())
        return fail(ErrorCode::BadArgument,
                    QCoreApplication::translate("Meter", "Meter %1 needs a card layout.").arg(number));
    if (meter.baseCount < 0 || meter.baseTotal < 0 || meter.carried < 0)
        return fail(ErrorCode::BadArgument,
                    QCoreApplication::translate("Meter", "A count or total can't be below nothing."));
    const Id id = newId();
    const TimeMs now = m_clock.now();
    MD_TRY(m_store.transact([&]() -> Status {
        MD_GET(same,
               m_store.row(QStringLiteral("SELECT number FROM meter WHERE number = ? OR (number >= '0' AND number "
                                          "< '1' AND ltrim(number, '0') = ?)"),
                           {distinct, distinct}));
        if (!same.isEmpty())
            return fail(ErrorCode::AlreadyExists, meterWords(same.at(0).toString()));
        MD_GET(account, m_store.row(QStringLiteral("SELECT id FROM account WHERE id = ?"), {meter.accountId}));
        if (account.isEmpty())
            return fail(ErrorCode::NotFound,
                        QCoreApplication::translate("Meter", "account %1").arg(toString(meter.accountId)));
        const QVariant removed = meter.state == MeterState::Removed ? QVariant(now) : QVariant();
        MD_TRY(m_store.change(QStringLiteral("INSERT INTO meter (id, number, kind, basis, layout, account_id, state, "
                                             "base_count, base_total, replaces, carried, installed_at, removed_at) "
                                             "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                              {id, number, kindName(meter.kind), basisName(meter.basis), meter.layout, meter.accountId,
                               stateName(meter.state), meter.baseCount, meter.baseTotal, nullableId(meter.replaces),
                               meter.carried, now, removed}));
        return audit(m_store, m_clock, m_session, QStringLiteral("meter-add"), subjectOf(id), number);
    }));
    return id;
}

Result<Meter> MeterBook::meter(Id id) const {
    MD_GET(found, readMeters(m_store, QStringLiteral("WHERE m.id = ?"), {id}));
    if (found.isEmpty())
        return fail(ErrorCode::NotFound, meterWords(toString(id)));
    return found.first();
}

Result<Meter> MeterBook::meterByNumber(const QString& number) const {
    MD_GET(found, readMeters(m_store, QStringLiteral("WHERE m.number = ?"), {normalKey(number)}));
    if (found.isEmpty()) { // zeros in front count for nothing
        const QString distinct = distinctNumber(normalKey(number));
        MD_GET(same, readMeters(m_store,
                                QStringLiteral("WHERE m.number = ? OR (m.number >= '0' AND m.number < '1' AND "
                                               "ltrim(m.number, '0') = ?)"),
                                {distinct, distinct}));
        found = same;
    }
    if (found.isEmpty())
        return fail(ErrorCode::NotFound, meterWords(number));
    return found.first();
}

Result<QList<Meter>> MeterBook::metersOf(Id accountId) const {
    return readMeters(m_store, QStringLiteral("WHERE m.account_id = ? ORDER BY m.id"), {accountId});
}

Result<QList<MeterAndReport>> MeterBook::metersWithReports(Id accountId) const {
    MD_GET(query,
           m_store.run(QStringLiteral("SELECT ") + columns + QStringLiteral(", ") + reportColumns() +
                           QStringLiteral(" FROM meter m LEFT JOIN meter_report r ON r.id = (SELECT max(id) FROM "
                                          "meter_report WHERE meter_id = m.id) WHERE m.account_id = ? ORDER BY m.id"),
                       {accountId}));
    QList<MeterAndReport> found;
    while (query->next())
        found.append({meterFrom(*query), reportFrom(*query, columnCount)});
    MD_TRY(finishRows(*query));
    return found;
}

Result<QList<Meter>> MeterBook::meters(int limit, const QString& afterNumber) const {
    return readMeters(m_store, QStringLiteral("WHERE m.number > ? ORDER BY m.number LIMIT ?"), {afterNumber, limit});
}

Status MeterBook::setState(Id meterId, MeterState state, const QString& reason) {
    MD_TRY(m_session.require(Permission::IssueCards));
    if (reason.trimmed().isEmpty())
        return fail(ErrorCode::ReasonMissing);
    return m_store.transact([&]() -> Status {
        MD_GET(now, meter(meterId));
        if (now.state == state)
            return {};
        const QVariant removed = state == MeterState::Removed ? QVariant(m_clock.now()) : QVariant();
        MD_TRY(m_store.change(QStringLiteral("UPDATE meter SET state = ?, removed_at = ? WHERE id = ?"),
                              {stateName(state), removed, meterId}));
        return audit(m_store, m_clock, m_session, QStringLiteral("meter-state"), subjectOf(meterId),
                     stateName(now.state) + QStringLiteral(" -> ") + stateName(state) + QStringLiteral(": ") + reason);
    });
}

Status MeterBook::setBase(Id meterId, qint64 count, qint64 total) {
    MD_TRY(m_session.require(Permission::AdoptCards));
    if (count < 0 || total < 0)
        return fail(ErrorCode::BadArgument,
                    QCoreApplication::translate("Meter", "A count or total can't be below nothing."));
    return m_store.transact([&]() -> Status {
        MD_GET(now, meter(meterId));
        // Counts of orders follow from the base; moving it under them would break the row of counts.
        MD_GET(order, m_store.row(QStringLiteral("SELECT id, state FROM credit_order WHERE meter_id = ? AND state <> "
                                                 "'reversed' ORDER BY id LIMIT 1"),
                                  {meterId}));
        if (!order.isEmpty())
            return fail(ErrorCode::OrderState, order.at(0).toString() + u'|' + order.at(1).toString());
        MD_TRY(
            m_store.change(QStringLiteral("UPDATE meter SET base_count = ?, base_total = ?, carried = 0 WHERE id = ?"),
                           {count, total, meterId}));
        return audit(m_store, m_clock, m_session, QStringLiteral("meter-base"), subjectOf(meterId),
                     QStringLiteral("count %1 -> %2, total %3 -> %4")
                         .arg(QString::number(now.baseCount), QString::number(count),
                              toString(Credit{now.baseTotal, now.basis}), toString(Credit{total, now.basis})));
    });
}

Result<QMap<QString, qint64>> MeterBook::values(Id meterId) const {
    MD_GET(query, m_store.run(QStringLiteral("SELECT name, value FROM meter_value WHERE meter_id = ?"), {meterId}));
    QMap<QString, qint64> found;
    while (query->next())
        found.insert(query->value(0).toString(), query->value(1).toLongLong());
    MD_TRY(finishRows(*query));
    return found;
}

Status MeterBook::setValues(Id meterId, const QMap<QString, qint64>& values) {
    MD_TRY(m_session.require(Permission::Sell));
    MD_GET(known, this->values(meterId));
    QMap<QString, qint64> news;
    for (auto it = values.begin(); it != values.end(); ++it)
        if (!known.contains(it.key()) || known.value(it.key()) != it.value())
            news.insert(it.key(), it.value());
    if (news.isEmpty())
        return {};
    return m_store.transact([&]() -> Status {
        for (auto it = news.begin(); it != news.end(); ++it)
            MD_TRY(m_store.change(QStringLiteral("INSERT INTO meter_value (meter_id, name, value) VALUES (?, ?, ?) "
                                                 "ON CONFLICT (meter_id, name) DO UPDATE SET value = excluded.value"),
                                  {meterId, it.key(), it.value()}));
        return {};
    });
}

Result<std::optional<MeterReport>> MeterBook::lastReport(Id meterId) const {
    MD_GET(query,
           m_store.run(QStringLiteral("SELECT ") + reportColumns() +
                           QStringLiteral(" FROM meter_report r WHERE r.meter_id = ? ORDER BY r.id DESC LIMIT 1"),
                       {meterId}));
    std::optional<MeterReport> report;
    if (query->next())
        report = reportFrom(*query, 0);
    query->finish();
    return report;
}

} // namespace meterdesk
