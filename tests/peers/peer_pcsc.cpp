// The PC/SC channel against Debian's own pcscd with a virtual reader: what goes wrong with cards, readers and the
// service must come out as our errors, and a channel that has failed once must stay dead.
#include "cardio/pcsc/cardchannel.h"
#include "cardio/simulator/vpcdlink.h"
#include "tests/peers/ordinaryuser.h"
#include "tests/peers/pcscd.h"

#include <QTest>
#include <future>

using namespace meterdesk;
using namespace meterdesk::simulator;
using meterdesk::test::becomeOrdinaryUser;
using meterdesk::test::Pcscd;

namespace {

constexpr int soonMs = 10'000;

const QByteArray readUid = QByteArray::fromHex("FFCA000000");
const QByteArray loadKey = QByteArray::fromHex("FF82000006FFFFFFFFFFFF");
const QByteArray authenticate = QByteArray::fromHex("FF8600000501000460"
                                                    "00");
const QByteArray writeBlock = QByteArray::fromHex("FFD6000410") + "sixteen bytes ..";
const QByteArray readBlock = QByteArray::fromHex("FFB0000410");

std::shared_ptr<VirtualCard> mifare(const char* id, const char* uid) {
    return VirtualCard::fresh(QStringLiteral("mifare-classic"), QString::fromLatin1(id),
                              {{QStringLiteral("uid"), QString::fromLatin1(uid)}});
}

QByteArray shown(const Result<CardReply>& reply) {
    return reply ? (reply->data.toHex() + ' ' + QByteArray::number(reply->sw, 16)).toUpper()
                 : reply.error().name().toLatin1();
}

template <class T>
QString nameOf(const Result<T>& result) {
    return result ? QStringLiteral("ok") : result.error().name();
}

} // namespace

class PeerPcsc : public QObject {
    Q_OBJECT

    std::unique_ptr<Pcscd> m_daemon;
    std::unique_ptr<VpcdLink> m_link;
    std::unique_ptr<CardReader> m_reader;

    void insert(const std::shared_ptr<VirtualCard>& card) {
        QVERIFY(m_link->insert(card).has_value());
        QTRY_VERIFY_WITH_TIMEOUT(m_reader->cardPresent().value_or(false), soonMs);
    }
    void waitUntilEmpty() { QTRY_VERIFY_WITH_TIMEOUT(!m_reader->cardPresent().value_or(true), soonMs); }
    std::unique_ptr<CardChannel> connected() {
        auto channel = m_reader->connect();
        if (!channel)
            QTest::qFail(qPrintable(channel.error().name()), __FILE__, __LINE__);
        return channel ? std::move(*channel) : nullptr;
    }
    /// Key loaded, sector open: two APDUs.
    std::unique_ptr<CardChannel> opened() {
        auto channel = connected();
        if (channel && (!channel->transmit(loadKey)->ok() || !channel->transmit(authenticate)->ok()))
            QTest::qFail("The sector can't be opened.", __FILE__, __LINE__);
        return channel;
    }

private Q_SLOTS:
    void initTestCase() {
        auto daemon = Pcscd::start();
        QVERIFY2(daemon.has_value(), qPrintable(daemon ? QString() : daemon.error()));
        m_daemon = std::move(*daemon);
        m_link = std::make_unique<VpcdLink>(m_daemon->port());
    }

    void init() {
        auto reader = openPcscReader({});
        QVERIFY(reader.has_value());
        m_reader = std::move(*reader);
    }

    void cleanup() {
        m_link->eject();
        m_link->arm({});
        m_link->onOutside({});
        if (m_reader->cardPresent())
            waitUntilEmpty();
    }

    void readersAndNames() {
        const auto readers = pcscReaders();
        QVERIFY(readers.has_value());
        QCOMPARE(readers->size(), 2);
        QCOMPARE(openPcscReader(m_daemon->reader()).value()->name(), m_daemon->reader());
        QCOMPARE(nameOf(openPcscReader(QStringLiteral("No such reader"))), QStringLiteral("reader-unknown"));
        const auto absent = watchPcscReader(QStringLiteral("No such reader"));
        QCOMPARE(nameOf(absent->connect()), QStringLiteral("reader-unknown"));
        QCOMPARE(nameOf(absent->cardPresent()), QStringLiteral("reader-unknown"));
        QCOMPARE(nameOf(m_reader->connect()), QStringLiteral("no-card"));
        QCOMPARE(m_reader->name(), m_daemon->reader());
    }

    void talks() {
        const auto card = mifare("a", "01020304");
        insert(card);
        const auto channel = connected();
        QCOMPARE(channel->atr(), card->atr());
        QCOMPARE(shown(channel->transmit(readUid)), QByteArray("01020304 9000"));
        QCOMPARE(channel->transmit(loadKey)->sw, quint16(0x9000));
        QVERIFY(channel->transmit(authenticate)->ok());
        QVERIFY(channel->transmit(writeBlock)->ok());
        QCOMPARE(channel->transmit(readBlock)->data, QByteArray("sixteen bytes .."));
        QCOMPARE(channel->sent(), 5);
        QVERIFY(!channel->dead());
        QCOMPARE(m_link->apdus(), 5);
    }

    void connectingPowersTheCardUpAfresh() {
        insert(mifare("a", "01020304"));
        QVERIFY(opened()->transmit(readBlock)->ok());
        QVERIFY(!connected()->transmit(readBlock)->ok()); // what was opened before is closed
    }

    void removal_data() {
        QTest::addColumn<FaultKind>("kind");
        QTest::addColumn<int>("bytes");
        QTest::addColumn<QByteArray>("error");
        QTest::addColumn<bool>("written");
        QTest::newRow("before") << FaultKind::RemovedBefore << 0 << QByteArray("card-silent") << false;
        QTest::newRow("half-way") << FaultKind::RemovedHalfway << 3 << QByteArray("card-silent") << false;
        QTest::newRow("applied, unanswered") << FaultKind::AppliedUnanswered << 0 << QByteArray("card-silent") << true;
        QTest::newRow("applied, half an answer")
            << FaultKind::AppliedUnanswered << 1 << QByteArray("card-silent") << true;
    }

    void removal() {
        QFETCH(FaultKind, kind);
        QFETCH(int, bytes);
        QFETCH(bool, written);
        const auto card = mifare("a", "01020304");
        insert(card);
        const auto channel = opened();
        m_link->arm({{1, kind, bytes, nullptr}});
        // The service calls it a success without an answer; for us the outcome is unknown.
        QTEST(shown(channel->transmit(writeBlock)), "error");
        QVERIFY(channel->dead());
        QTEST(shown(channel->transmit(readUid)), "error");
        QCOMPARE(channel->sent(), 3); // nothing more has been sent
        QTRY_VERIFY_WITH_TIMEOUT(!m_link->inserted(), soonMs);
        m_link->arm({});
        waitUntilEmpty();
        QCOMPARE(nameOf(m_reader->connect()), QStringLiteral("no-card"));
        // The same card comes back: a new connection tells what stands on it.
        insert(card);
        const auto again = opened();
        QCOMPARE(again->transmit(readBlock)->data == QByteArray("sixteen bytes .."), written);
        QTEST(shown(channel->transmit(readUid)), "error");
    }

    void removalAfterTheAnswer() {
        insert(mifare("a", "01020304"));
        const auto channel = opened();
        m_link->arm({{1, FaultKind::RemovedAfter, 0, nullptr}});
        QVERIFY(channel->transmit(writeBlock)->ok());
        QTRY_VERIFY_WITH_TIMEOUT(!m_link->inserted(), soonMs);
        QVERIFY(!channel->dead());
        const auto next = channel->transmit(readBlock);
        QVERIFY(!next);
        QVERIFY(next.error().code == ErrorCode::CardSilent || next.error().code == ErrorCode::CardRemoved);
        QVERIFY(channel->dead());
    }

    void removalBetweenTwoCommands() {
        insert(mifare("a", "01020304"));
        const auto channel = opened();
        m_link->eject();
        waitUntilEmpty();
        QCOMPARE(shown(channel->transmit(readUid)), QByteArray("card-removed"));
        QVERIFY(channel->dead());
    }

    void anotherCardUnderTheSameHandle() {
        insert(mifare("a", "01020304"));
        const auto channel = connected();
        const auto other = mifare("b", "0A0B0C0D");
        m_link->arm({{1, FaultKind::Swapped, 0, other}}, VpcdLink::Swap::ThroughBacklog);
        QCOMPARE(shown(channel->transmit(readUid)), QByteArray("card-silent"));
        // The service would let us talk to the other card now; the channel doesn't.
        QCOMPARE(shown(channel->transmit(readUid)), QByteArray("card-silent"));
        QCOMPARE(m_link->apdus(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(nameOf(m_reader->connect()), QStringLiteral("ok"), soonMs);
        QTRY_COMPARE_WITH_TIMEOUT(
            m_reader->connect().map([](const auto& c) { return shown(c->transmit(readUid)); }).value_or(QByteArray()),
            QByteArray("0A0B0C0D 9000"), soonMs);
        QCOMPARE(shown(channel->transmit(readUid)), QByteArray("card-silent"));
    }

    void oneAtATime() {
        insert(mifare("a", "01020304"));
        const auto other = openPcscReader({}).value();
        {
            const auto channel = connected();
            QCOMPARE(nameOf(other->connect()), QStringLiteral("card-busy"));
            QCOMPARE(shown(channel->transmit(readUid)), QByteArray("01020304 9000"));
        }
        QCOMPARE(nameOf(other->connect()), QStringLiteral("ok"));
    }

    void waitsForCardsToComeAndGo() {
        QCOMPARE(m_reader->waitForChange(0).value(), (CardPresence{false, false}));
        const auto waiting = [this] { return std::async([this] { return m_reader->waitForChange(soonMs); }); };
        auto coming = waiting();
        QVERIFY(m_link->insert(mifare("a", "01020304")).has_value());
        QCOMPARE(coming.get().value(), (CardPresence{true, true}));
        QCOMPARE(nameOf(m_reader->connect()), QStringLiteral("ok")); // its own doings are no change
        auto going = waiting();
        m_link->eject();
        QCOMPARE(going.get().value(), (CardPresence{false, true}));
    }

    void aCardThatIsThereAlreadyIsAChangeAtFirst() {
        insert(mifare("a", "01020304"));
        QCOMPARE(m_reader->waitForChange(-1).value(), (CardPresence{true, true}));
        QCOMPARE(m_reader->waitForChange(0).value(), (CardPresence{true, false}));
    }

    void cancelEndsAWaitAtOnce() {
        for (int round = 0; round < 20; ++round) { // before, while and after the wait begins
            auto wait = std::async([this] { return m_reader->waitForChange(-1); });
            if (round % 2)
                std::this_thread::yield();
            m_reader->cancel();
            QCOMPARE(wait.get().value(), (CardPresence{false, false}));
        }
        m_reader->cancel();
        QCOMPARE(m_reader->waitForChange(-1).value(), (CardPresence{false, false}));
    }

    void serviceKilledUnderACommand() {
        insert(mifare("a", "01020304"));
        const auto channel = opened();
        m_link->onOutside([this](FaultKind) { m_daemon->kill(); });
        m_link->arm({{1, FaultKind::DaemonGone, 0, nullptr}});
        QCOMPARE(shown(channel->transmit(writeBlock)), QByteArray("no-service"));
        QCOMPARE(shown(channel->transmit(readUid)), QByteArray("no-service"));
        QCOMPARE(nameOf(m_reader->connect()), QStringLiteral("no-service"));
        QCOMPARE(nameOf(m_reader->cardPresent()), QStringLiteral("no-service"));
        QCOMPARE(nameOf(pcscReaders()), QStringLiteral("no-service"));
        QCOMPARE(nameOf(openPcscReader({})), QStringLiteral("no-service"));
        restart();
        insert(mifare("a", "01020304"));
        QCOMPARE(shown(connected()->transmit(readUid)), QByteArray("01020304 9000"));
        QCOMPARE(shown(channel->transmit(readUid)), QByteArray("no-service"));
    }

    void waitingSeesTheServiceGoAndComeBack() {
        const auto waiting = [this] { return std::async([this] { return m_reader->waitForChange(soonMs); }); };
        QCOMPARE(m_reader->waitForChange(0).value(), (CardPresence{false, false}));
        auto going = waiting();
        m_daemon->kill();
        QCOMPARE(nameOf(going.get()), QStringLiteral("no-service"));
        QCOMPARE(nameOf(m_reader->waitForChange(0)), QStringLiteral("no-service"));
        auto cancelled = waiting();
        m_reader->cancel();
        QCOMPARE(nameOf(cancelled.get()), QStringLiteral("no-service"));
        auto coming = waiting();
        restart();
        // The service is back; its readers may come a moment later, which is a change of its own.
        auto back = coming.get();
        if (!back)
            back = m_reader->waitForChange(soonMs);
        QCOMPARE(nameOf(back), QStringLiteral("ok"));
        QVERIFY(!back->present);
    }

private:
    void restart() {
        m_link->eject();
        const auto started = m_daemon->restart();
        QVERIFY2(started.has_value(), qPrintable(started ? QString() : started.error()));
        m_link = std::make_unique<VpcdLink>(m_daemon->port());
    }
};

int main(int argc, char** argv) {
    static_cast<void>(becomeOrdinaryUser()); // as root where it can't: it has said so
    QCoreApplication app(argc, argv);
    PeerPcsc test;
    return QTest::qExec(&test, argc, argv);
}

#include "peer_pcsc.moc"
