// Whole sales through Debian's own pcscd with a virtual reader: every shipped layout, and for each the faults that only
// the real service can show us at the first byte that changes the card. Each broken sale is settled as the office does
// it, the meter loads, and every fen must be where it belongs.
#include "cardio/simulator/vpcdlink.h"
#include "tests/peers/ordinaryuser.h"
#include "tests/peers/pcscd.h"
#include "tests/support/tempoffice.h"
#include "tests/support/tempstore.h"

#include <QtTest>

#include <cstdio>

using namespace meterdesk;
using namespace meterdesk::test;
using simulator::Fault;
using simulator::FaultKind;
using simulator::VirtualCard;
using simulator::VpcdLink;

namespace {

constexpr int soonMs = 10'000;

constexpr FaultKind faults[] = {FaultKind::RemovedBefore,     FaultKind::RemovedHalfway, FaultKind::RemovedAfter,
                                FaultKind::AppliedUnanswered, FaultKind::Swapped,        FaultKind::DaemonGone};

template <class T>
QString told(const Result<T>& result) {
    return result ? QStringLiteral("ok") : result.error().name() + QLatin1Char(' ') + result.error().detail;
}

} // namespace

class PeerSale : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        auto daemon = Pcscd::start();
        QVERIFY2(daemon.has_value(), qPrintable(daemon ? QString() : daemon.error()));
        m_daemon = std::move(*daemon);
        connectReader();
    }

    void init() { m_office = std::make_unique<TempOffice>(2); }
    void cleanup() { takeAway(); }

    void sales_data() { layouts(); }
    void sales();
    void broken_data() { layouts(); }
    void broken();
    void cleanupTestCase();

private:
    static void layouts() {
        QTest::addColumn<QString>("layout");
        for (const QString& layout : TempOffice::layoutIds())
            QTest::newRow(qPrintable(layout)) << layout;
    }
    void connectReader() {
        m_link = std::make_unique<VpcdLink>(m_daemon->port());
        auto reader = openPcscReader(m_daemon->reader());
        QVERIFY2(reader, qPrintable(told(reader)));
        m_reader = std::move(*reader);
        m_seen.reset();
    }
    void lay(const std::shared_ptr<VirtualCard>& card) {
        takeAway();
        QVERIFY(m_link->insert(card));
        QTRY_VERIFY_WITH_TIMEOUT(m_reader->cardPresent().value_or(false), soonMs);
        m_seen = m_daemon->changes();
    }
    /// And waits until the service has noticed: people aren't faster than its looks either.
    void takeAway() {
        m_link->eject();
        m_link->arm({});
        QTRY_VERIFY_WITH_TIMEOUT(!m_reader->cardPresent().value_or(true), soonMs);
        if (m_seen)
            QTRY_VERIFY_WITH_TIMEOUT(m_daemon->changes() != *m_seen, soonMs);
        m_seen.reset();
    }
    CardDesk desk() {
        return {*m_office->store, m_office->cashier, *m_reader, m_office->layouts, m_office->keys, m_office->clock};
    }
    Result<CreditOrder> sell(const QString& layout, const SaleProgress& progress = {}) {
        return desk().topUp({TempOffice::meterOf(layout), TempOffice::twenty(layout), false, {}, false}, progress);
    }
    /// The card is put into its meter and comes back.
    simulator::LoadResult load(const QString& layout, const std::shared_ptr<VirtualCard>& card) {
        takeAway();
        m_office->reader.insert(card);
        simulator::LoadResult result = m_office->load(TempOffice::meterOf(layout));
        m_office->reader.eject();
        lay(card);
        return result;
    }
    /// A fresh card, issued for the n-th meter of the layout.
    std::shared_ptr<VirtualCard> issue(const QString& layout, int n) {
        auto card = m_office->fresh(TempOffice::familyOf(layout));
        lay(card);
        const auto issued = desk().issue(TempOffice::meterOf(layout, n));
        if (!issued)
            QTest::qFail(qPrintable(told(issued)), __FILE__, __LINE__);
        return card;
    }
    void breakSale(const QString& layout, FaultKind kind, const std::shared_ptr<VirtualCard>& other);
    void settle(const QString& layout, FaultKind kind);

    std::unique_ptr<Pcscd> m_daemon;
    std::unique_ptr<VpcdLink> m_link;
    std::unique_ptr<CardReader> m_reader;
    std::unique_ptr<TempOffice> m_office;
    std::optional<quint32> m_seen;         // Pcscd::changes when the card was laid there
    QMap<QString, QMap<int, int>> m_cells; // layout, fault
};

void PeerSale::sales() {
    QFETCH(QString, layout);
    const auto card = issue(layout, 0);
    qint64 sold = 0;
    for (int count = 1; count <= 2; ++count) {
        const auto order = sell(layout);
        QVERIFY2(order, qPrintable(told(order)));
        QCOMPARE(order->count.value_or(0), count);
        sold += order->credit.value;
        const simulator::LoadResult loaded = load(layout, card);
        QVERIFY2(loaded.loaded, qPrintable(loaded.reason));
        QCOMPARE(loaded.credit, order->credit.value);
    }
    const auto view = desk().look();
    QVERIFY2(view, qPrintable(told(view)));
    QCOMPARE(findingName(view->finding), QStringLiteral("ours"));
    QCOMPARE(view->slots_.first().lastOrder->state, OrderState::Loaded);
    QCOMPARE(m_office->meter(TempOffice::meterOf(layout)).state().loaded, sold);
    QVERIFY(m_office->balances());
}

void PeerSale::breakSale(const QString& layout, FaultKind kind, const std::shared_ptr<VirtualCard>& other) {
    m_link->onOutside([this](FaultKind) { m_daemon->kill(); });
    bool begun = false;
    const auto sale = sell(layout, [&](SaleStep step) {
        if (step != SaleStep::Write)
            return;
        begun = true; // the next APDU is the first that changes the card
        m_link->arm(
            {Fault{1, kind, kind == FaultKind::RemovedHalfway ? 7 : 0, kind == FaultKind::Swapped ? other : nullptr}},
            VpcdLink::Swap::ThroughBacklog);
    });
    m_link->onOutside({});
    QVERIFY(begun);
    if (sale) {
        // A purse that has answered is loaded, even where the card is gone before its data file is written.
        QCOMPARE(kind, FaultKind::RemovedAfter);
        QVERIFY(!must(m_office->journal().attempts(sale->id)).first().note.isEmpty());
        return;
    }
    const ErrorCode code = sale.error().code;
    QVERIFY2(code == ErrorCode::NotApplied || code == ErrorCode::OutcomeUnknown, qPrintable(told(sale)));
    QCOMPARE(must(m_office->journal().openOrders()).size(), 1);
}

void PeerSale::settle(const QString& layout, FaultKind kind) {
    const auto view = desk().look();
    QVERIFY2(view, qPrintable(told(view)));
    const CreditOrder order = must(m_office->journal().orders(noId, 1)).first();
    if (order.state == OrderState::NotDelivered) {
        const auto again = desk().resend(order.id);
        QVERIFY2(again, qPrintable(told(again)));
    } else {
        QCOMPARE(order.state, OrderState::Delivered);
    }
    QVERIFY(m_office->balances());
    ++m_cells[layout][int(kind)];
}

void PeerSale::broken() {
    QFETCH(QString, layout);
    const auto other = issue(layout, 1);
    const QJsonObject untouched = other->save();
    const auto card = issue(layout, 0);
    const qint64 each = layout == QLatin1String("cpu-money") ? 2000 : 20'000;
    qint64 sold = 0;
    for (const FaultKind kind : faults) {
        breakSale(layout, kind, other);
        if (QTest::currentTestFailed())
            return;
        if (kind == FaultKind::DaemonGone) {
            m_reader.reset();
            m_link.reset();
            const auto again = m_daemon->restart();
            QVERIFY2(again, qPrintable(again ? QString() : again.error()));
            connectReader();
        }
        lay(card);
        settle(layout, kind);
        if (QTest::currentTestFailed())
            return;
        sold += each;
        load(layout, card);
        QCOMPARE(m_office->meter(TempOffice::meterOf(layout)).state().loaded, sold);
    }
    QVERIFY(desk().look());
    QCOMPARE(other->save(), untouched);
    QVERIFY(must(m_office->journal().openOrders()).isEmpty());
    const CreditJournal::Totals totals = must(m_office->journal().totals());
    QCOMPARE(totals.paid.fen, totals.delivered.fen);
}

void PeerSale::cleanupTestCase() {
    std::printf("\nfaults at the first writing APDU through pcscd, settled:\n%-20s", "");
    for (const FaultKind kind : faults)
        std::printf("  %s", qPrintable(simulator::faultName(kind)));
    for (const QString& layout : TempOffice::layoutIds()) {
        std::printf("\n%-20s", qPrintable(layout));
        for (const FaultKind kind : faults) {
            const int cells = m_cells[layout][int(kind)];
            std::printf("%*d", int(simulator::faultName(kind).size()) + 2, cells);
            QVERIFY2(cells > 0, qPrintable(layout + QLatin1Char(' ') + simulator::faultName(kind)));
        }
    }
    std::printf("\n");
    m_reader.reset();
    m_link.reset();
    m_daemon.reset();
}

int main(int argc, char** argv) {
    static_cast<void>(becomeOrdinaryUser()); // as root where it can't: it has said so
    QCoreApplication app(argc, argv);
    PeerSale test;
    return QTest::qExec(&test, argc, argv);
}

#include "peer_sale.moc"
