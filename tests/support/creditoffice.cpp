#include "tests/support/creditoffice.h"

namespace meterdesk::test {

CreditOffice::CreditOffice() {
    const Id compound = newId(), building = newId(), apartment = newId(), resident = newId();
    m_account = newId();
    run(QStringLiteral("INSERT INTO compound (id, name) VALUES (?, 'Garden')"), {compound});
    run(QStringLiteral("INSERT INTO building (id, compound_id, name) VALUES (?, ?, '3')"), {building, compound});
    run(QStringLiteral("INSERT INTO apartment (id, building_id, code) VALUES (?, ?, '3-1-1201')"),
        {apartment, building});
    run(QStringLiteral("INSERT INTO resident (id, name) VALUES (?, 'Wang Li')"), {resident});
    run(QStringLiteral("INSERT INTO account (id, apartment_id, resident_id, number, opened_at) "
                       "VALUES (?, ?, ?, '1', 0)"),
        {m_account, apartment, resident});
}

Id CreditOffice::addMeter(const MeterMade& made) {
    const Id id = newId();
    run(QStringLiteral("INSERT INTO meter (id, number, kind, basis, layout, account_id, state, base_count, base_total, "
                       "installed_at) VALUES (?, ?, 'water', ?, 'a-layout', ?, ?, ?, ?, 0)"),
        {id, QStringLiteral("%1").arg(++m_meters, 12, 10, QLatin1Char('0')), made.basis, m_account, made.state,
         made.baseCount, made.baseTotal});
    return id;
}

Result<CreditOrder> CreditOffice::sell(CreditJournal& journal, const NewOrder& asked, const Delivery& delivery,
                                       const QList<Observation>& seen) {
    MD_GET(order, journal.draft(asked, seen));
    MD_GET(attempt, journal.begin(order, onCard(), AttemptPurpose::Deliver, seen));
    return journal.close(attempt, delivery);
}

void CreditOffice::force(Id orderId, OrderState state) {
    run(QStringLiteral("UPDATE credit_order SET state = ? WHERE id = ?"), {stateName(state), orderId});
}

QString CreditOffice::stateOf(Id orderId) {
    return one(QStringLiteral("SELECT state FROM credit_order WHERE id = ?"), {orderId}).toString();
}

qint64 CreditOffice::openCases(Id meterId, const QString& kind) {
    return one(QStringLiteral("SELECT count(*) FROM discrepancy WHERE meter_id = ? AND closed_at IS NULL "
                              "AND (? = '' OR kind = ?)"),
               {meterId, kind, kind})
        .toLongLong();
}

NewOrder sale(Id meterId) {
    NewOrder order;
    order.meterId = meterId;
    order.paid = {5000};
    order.price = {50000};
    order.credit = Credit::of(Quantity{10000});
    return order;
}

NewOrder purseSale(Id meterId) {
    NewOrder order = sale(meterId);
    order.overwrites = false;
    order.copyable = false;
    return order;
}

AttemptEvidence onCard(const QString& uid) {
    AttemptEvidence evidence;
    evidence.carrierId = uid;
    return evidence;
}

Observation meterSays(Id meterId, qint64 count, std::optional<qint64> total) {
    Observation observation;
    observation.meterId = meterId;
    observation.source = QStringLiteral("card");
    observation.lastCount = count;
    observation.totalLoaded = total;
    return observation;
}

LeaseOwner elsewhere(int n) {
    return {QStringLiteral("another-desk"), QStringLiteral("boot"), n, n};
}

LeaseOwner ended() {
    LeaseOwner owner = LeaseOwner::thisProcess();
    owner.started += 1;
    return owner;
}

} // namespace meterdesk::test
