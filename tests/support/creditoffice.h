// An office with meters, for tests of credit orders: what a carrier would do is told by the test.
//
//   CreditOffice office;
//   const Id meter = office.addMeter();
//   CreditJournal journal(*office.store, office.cashier, office.clock);
//   const CreditOrder order = must(office.sell(journal, sale(meter), applied));
#pragma once

#include "models/topup/journal.h"
#include "tests/support/tempstore.h"

namespace meterdesk::test {

struct MeterMade {
    qint64 baseCount = 0;
    qint64 baseTotal = 0;
    QString basis = QStringLiteral("quantity");
    QString state = QStringLiteral("in-use");
};

class CreditOffice : public TempStore {
public:
    CreditOffice();
    Id addMeter(const MeterMade& made = {});
    /// A whole sale with the carrier's answer given: draft, begin, close.
    Result<CreditOrder> sell(CreditJournal& journal, const NewOrder& asked, const Delivery& delivery,
                             const QList<Observation>& seen = {});
    /// Puts an order into a state without asking the journal.
    void force(Id orderId, OrderState state);
    QString stateOf(Id orderId);
    qint64 openCases(Id meterId, const QString& kind = {});

private:
    Id m_account = noId;
    int m_meters = 0;
};

/// What a carrier answers.
inline const Delivery applied{DeliveryOutcome::Applied, false, {}, {}, {}};
inline const Delivery notApplied{DeliveryOutcome::NotApplied, false, {}, {}, {}};
inline const Delivery provenNotApplied{DeliveryOutcome::NotApplied, true, {}, {}, {}};
inline const Delivery handedOver{DeliveryOutcome::HandedOver, false, {}, {}, {}};
inline const Delivery unknown{DeliveryOutcome::Unknown, false, {}, {}, {}};

/// 50.00 yuan for 10 units by a record card.
NewOrder sale(Id meterId);
/// The same into a purse: it adds, and can't be copied.
NewOrder purseSale(Id meterId);
AttemptEvidence onCard(const QString& uid = QStringLiteral("0A0B0C0D"));
Observation meterSays(Id meterId, qint64 count, std::optional<qint64> total = std::nullopt);
/// An owner on another machine: whether it lives can't be seen from here.
LeaseOwner elsewhere(int n = 1);
/// An owner on this machine that has ended.
LeaseOwner ended();

} // namespace meterdesk::test
