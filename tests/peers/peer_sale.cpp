// Whole sales through Debian's own pcscd with a virtual reader: every shipped layout, and for each every kind of fault
// that there is, at the first byte that changes the card. Each broken sale is settled as the office does it, the meter
// loads, and every fen must be where it belongs.
#include "cardio/simulator/vpcdlink.h"
#include "tests/peers/ordinaryuser.h"
#include "tests/peers/pcscd.h"
#include "tests/peers/watchedcard.h"
#include "tests/support/tempoffice.h"
#include "tests/support/tempstore.h"

#include <QtTest>

#include <atomic>
#include <cstdio>

using namespace meterdesk;
using namespace meterdesk::test;
using simulator::Fault;
using simulator::FaultKind;
using simulator::VirtualCard;
using simulator::VpcdLink;

namespace {

constexpr int soonMs = 10'000;

/// The commands of a sale's writing, from 1, that change the card first: anything of it (an SLE4442 counts tries), and
/// what its meter reads.
struct FirstChange {
    int any = 0, record = 0;
};

/// What is armed for a kind: one without a case here isn't compiled. `earlier`: a copy of the
/// card, for RestoredCopy.
Fault planned(FaultKind kind, FirstChange first, const std::shared_ptr<VirtualCard>& other,
              const std::shared_ptr<VirtualCard>& earlier) {
    const int at = first.record;
    switch (kind) {
    case FaultKind::RemovedHalfway:
        return {at, kind, 7, nullptr};
    case FaultKind::Swapped:
        return {at, kind, 0, other};
    case FaultKind::RestoredCopy:
        return {at, kind, 0, earlier};
    case FaultKind::WrongKey:
        return {first.any, kind, 0, nullptr};
    case FaultKind::RemovedBefore:
    case FaultKind::RemovedSilent:
    case FaultKind::RemovedAfter:
    case FaultKind::AppliedUnanswered:
    case FaultKind::ReaderGone:
    case FaultKind::DaemonGone:
        return {at, kind, 0, nullptr};
    }
    Q_UNREACHABLE();
}

bool endsService(FaultKind kind) {
    return kind == FaultKind::DaemonGone || kind == FaultKind::ReaderGone;
}

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

    void sales_data() { TempOffice::layoutRows(); }
    void sales();
    void broken_data() { TempOffice::layoutRows(); }
    void broken();
    void cleanupTestCase();

private:
    void connectReader() {
        m_link = std::make_unique<VpcdLink>(m_daemon->port());
        auto reader = openPcscReader(m_daemon->reader());
        QVERIFY2(reader, qPrintable(told(reader)));
        m_reader = std::move(*reader);
        m_seen.reset();
    }
    void lay(const std::shared_ptr<VirtualCard>& card) {
        takeAway();
        m_laid = card;
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
    /// The card is put into its meter and is back before the service has looked.
    simulator::LoadResult load(const QString& layout) {
        m_office->reader.insert(m_laid);
        simulator::LoadResult result = m_office->load(TempOffice::meterOf(layout));
        m_office->reader.eject();
        return result;
    }
    static std::shared_ptr<VirtualCard> served(std::shared_ptr<VirtualCard> card) {
        return std::make_shared<bench::ServedCard>(std::move(card));
    }
    /// A fresh card, issued for the n-th meter of the layout.
    std::shared_ptr<VirtualCard> issue(const QString& layout, int n) {
        auto card = served(m_office->fresh(TempOffice::familyOf(layout)));
        lay(card);
        const auto issued = desk().issue(TempOffice::meterOf(layout, n));
        if (!issued)
            QTest::qFail(qPrintable(told(issued)), __FILE__, __LINE__);
        return card;
    }
    /// A sale with nothing wrong: when its writing begins to change the card.
    FirstChange firstChange(const QString& layout, const std::shared_ptr<VirtualCard>& card);
    void breakSale(const QString& layout, const Fault& fault);
    void checkSold(FaultKind kind, const CreditOrder& order);
    void settle(const QString& layout, FaultKind kind);
    Result<CreditOrder> resendOnANewCard(const QString& layout, Id orderId);

    std::unique_ptr<Pcscd> m_daemon;
    std::unique_ptr<VpcdLink> m_link;
    std::unique_ptr<CardReader> m_reader;
    std::unique_ptr<TempOffice> m_office;
    std::shared_ptr<VirtualCard> m_laid;   // on the reader, or was last
    std::optional<quint32> m_seen;         // Pcscd::changes when the card was laid there
    QMap<QString, QMap<int, int>> m_cells; // layout, fault
};

void PeerSale::sales() {
    QFETCH(QString, layout);
    issue(layout, 0);
    qint64 sold = 0;
    for (int count = 1; count <= 2; ++count) {
        const auto order = sell(layout);
        QVERIFY2(order, qPrintable(told(order)));
        QCOMPARE(order->count.value_or(0), count);
        sold += order->credit.value;
        const simulator::LoadResult loaded = load(layout);
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

FirstChange PeerSale::firstChange(const QString& layout, const std::shared_ptr<VirtualCard>& card) {
    std::atomic<int> written = -1; // commands of the writing so far; -1: it hasn't begun
    FirstChange first;
    quint64 revision = card->revision();
    QByteArray memory = card->peek(0, 0, 256);
    lay(std::make_shared<WatchedCard>(card, [&](int) {
        // What the last one did.
        if (written > 0 && first.any == 0 && card->revision() != revision)
            first.any = written;
        if (written > 0 && first.record == 0 && card->revision() != revision &&
            (layout != QLatin1String("sle4442-single") || card->peek(0, 0, 256) != memory))
            first.record = written;
        revision = card->revision();
        memory = card->peek(0, 0, 256);
        if (written >= 0)
            ++written;
    }));
    const auto sale = sell(layout, [&](SaleStep step) {
        if (step == SaleStep::Write)
            written = 0;
    });
    load(layout);
    if (!sale || first.record == 0)
        QTest::qFail(qPrintable(told(sale)), __FILE__, __LINE__);
    return first;
}

void PeerSale::breakSale(const QString& layout, const Fault& fault) {
    m_link->onOutside([this](FaultKind) { m_daemon->kill(); });
    bool begun = false;
    const auto sale = sell(layout, [&](SaleStep step) {
        if (step != SaleStep::Write)
            return;
        begun = true;
        m_link->arm({fault}, VpcdLink::Swap::ThroughBacklog);
    });
    QVERIFY(begun);
    if (fault.kind == FaultKind::ReaderGone) {
        const auto unplugged = m_daemon->unplug();
        QVERIFY2(unplugged, qPrintable(unplugged ? QString() : unplugged.error()));
    }
    if (endsService(fault.kind))
        QCOMPARE(nameOf(desk().look()),
                 fault.kind == FaultKind::ReaderGone ? QStringLiteral("no-reader") : QStringLiteral("no-service"));
    m_link->onOutside({});
    if (sale) {
        checkSold(fault.kind, *sale);
        return;
    }
    const ErrorCode code = sale.error().code;
    QVERIFY2(code == ErrorCode::NotApplied || code == ErrorCode::OutcomeUnknown, qPrintable(told(sale)));
    QCOMPARE(must(m_office->journal().openOrders()).size(), 1);
}

void PeerSale::checkSold(FaultKind kind, const CreditOrder& order) {
    // An earlier copy is written like any other card.
    if (kind == FaultKind::RestoredCopy)
        return;
    // A purse that has answered is loaded, even where the card is gone before its data file is written.
    QCOMPARE(simulator::faultName(kind), simulator::faultName(FaultKind::RemovedAfter));
    QVERIFY(!must(m_office->journal().attempts(order.id)).first().note.isEmpty());
}

void PeerSale::settle(const QString& layout, FaultKind kind) {
    const auto view = desk().look();
    QVERIFY2(view, qPrintable(told(view)));
    const CreditOrder order = must(m_office->journal().orders(noId, 1)).first();
    if (order.state == OrderState::NotDelivered) {
        Result<CreditOrder> again = desk().resend(order.id);
        if (!again && again.error().code == ErrorCode::CardTriesUsed) {
            QCOMPARE(simulator::faultName(kind), simulator::faultName(FaultKind::WrongKey));
            again = resendOnANewCard(layout, order.id);
        }
        QVERIFY2(again, qPrintable(told(again)));
    } else {
        QCOMPARE(order.state, OrderState::Delivered);
    }
    QVERIFY(m_office->balances());
    ++m_cells[layout][int(kind)];
}

/// After a wrong code, an SLE4442 card takes none any more.
Result<CreditOrder> PeerSale::resendOnANewCard(const QString& layout, Id orderId) {
    lay(served(m_office->fresh(TempOffice::familyOf(layout))));
    MD_TRY(desk().replace(TempOffice::meterOf(layout), QStringLiteral("takes no code any more")));
    return desk().resend(orderId);
}

void PeerSale::broken() {
    QFETCH(QString, layout);
    const auto other = issue(layout, 1);
    const QJsonObject untouched = other->save();
    const qint64 each = layout == QLatin1String("cpu-money") ? 2000 : 20'000;
    const auto fresh = m_office->fresh(TempOffice::familyOf(layout));
    lay(fresh);
    must(desk().issue(TempOffice::meterOf(layout)));
    const FirstChange first = firstChange(layout, fresh);
    lay(served(fresh));
    std::shared_ptr<VirtualCard> earlier = m_laid->clone();
    qint64 sold = each;
    const QList<FaultKind> faults = simulator::allFaults();
    for (const FaultKind kind : faults) {
        const auto card = m_laid;
        // A purse can't be copied: what comes back may at most be what it was a moment ago.
        if (TempOffice::familyOf(layout) == QLatin1String("cpu"))
            earlier = card->clone();
        breakSale(layout, planned(kind, first, other, earlier));
        if (QTest::currentTestFailed())
            return;
        if (endsService(kind)) {
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
        earlier = m_laid->clone();
        load(layout);
        QCOMPARE(m_office->meter(TempOffice::meterOf(layout)).state().loaded, sold);
    }
    QVERIFY(desk().look());
    QCOMPARE(other->save(), untouched);
    QVERIFY(must(m_office->journal().openOrders()).isEmpty());
    const CreditJournal::Totals totals = must(m_office->journal().totals());
    QCOMPARE(totals.paid.fen, totals.delivered.fen);
}

void PeerSale::cleanupTestCase() {
    const QList<FaultKind> faults = simulator::allFaults();
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
