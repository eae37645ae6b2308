// An office for tests: a temporary folder with books, keys, one resident with a meter for each shipped layout, staff of
// each role, a simulated reader with fresh cards, the meters themselves, and a clock that stands still until told.
#pragma once

#include "cardio/desk/carddesk.h"
#include "cardio/simulator/simulatorreader.h"
#include "cardio/simulator/virtualmeter.h"

#include <QTemporaryDir>
#include <map>

namespace meterdesk::test {

/// "ok", or the error's name: what a test compares and prints.
template <class T>
QString nameOf(const Result<T>& result) {
    return result ? QStringLiteral("ok") : result.error().name();
}

class TestClock : public Clock {
public:
    TimeMs now() const override { return m_now; }
    void pass(TimeMs ms) { m_now += ms; }

private:
    TimeMs m_now = 1'790'000'000'000; // September 2026
};

class TempOffice {
public:
    /// `meters` of them per layout, all of one account.
    explicit TempOffice(int meters = 1);

    static QStringList layoutIds(); // of the shipped user cards
    /// For a test's data function: a row for each, in the column "layout".
    static void layoutRows();
    static QString familyOf(const QString& layout);
    /// The n-th meter by that layout.
    static QString meterOf(const QString& layout, int n = 0);
    /// An amount that every layout can sell: 20 yuan or 20 units.
    static SaleAsked twenty(const QString& layout);

    CardDesk desk() { return as(cashier); }
    CardDesk as(const StaffSession& who);
    CreditJournal journal() { return CreditJournal(*store, manager, clock); }
    MeterBook book() { return MeterBook(*store, manager, clock); }

    /// As it comes from its maker; CPU cards with this office's keys.
    std::shared_ptr<simulator::VirtualCard> fresh(const QString& family);
    /// A fresh card of the layout's family goes onto the reader.
    std::shared_ptr<simulator::VirtualCard> lay(const QString& layout);
    simulator::VirtualMeter& meter(const QString& number);
    /// The card on the reader is put into the meter and comes back.
    simulator::LoadResult load(const QString& number);
    /// Issued for the layout's first meter, and on the reader.
    std::shared_ptr<simulator::VirtualCard> issue(const QString& layout);
    /// Everything paid is delivered, reversed or open.
    bool balances();
    QStringList auditActions();
    /// Kinds of all cases that were ever opened, oldest first.
    QStringList cases();

    QTemporaryDir dir;
    TestClock clock;
    std::unique_ptr<Store> store;
    LayoutBook layouts;
    std::shared_ptr<KeyRing> keys;
    StaffSession cashier, dispatcher, manager, administrator;
    simulator::SimulatorReader reader;
    Id accountId = noId;

private:
    void addStaff();
    void addKeys();
    void addHome(int meters);
    int m_made = 0;
    QMap<QString, QByteArray> m_masters;
    std::map<QString, simulator::VirtualMeter> m_meters;
};

} // namespace meterdesk::test
