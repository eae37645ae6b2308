// The reader that isn't there: every fault at its APDU, and channels that die as PC/SC's do.
#include "cardio/simulator/simulatorreader.h"
#include "cardio/simulator/virtualmifare.h"

#include <QTest>
#include <thread>

using namespace meterdesk;
using namespace meterdesk::simulator;

namespace {

QByteArray hex(const char* digits) {
    return QByteArray::fromHex(digits);
}

const QByteArray loadKey = hex("FF82000006FFFFFFFFFFFF");
const QByteArray authenticate = hex("FF860000050100046000");
const QByteArray uid = hex("FFCA000000");
const QByteArray readBlock = hex("FFB0000410");
const QByteArray writeBlock = hex("FFD6000410") + QByteArray(16, '\x55');
constexpr int writing = 3; // the APDU that writes

struct Desk {
    SimulatorReader reader;
    std::shared_ptr<VirtualCard> card =
        std::make_shared<VirtualMifare>(QStringLiteral("a"), false, QByteArray::fromHex("11223344"));
    std::unique_ptr<CardChannel> channel;

    explicit Desk(const Fault& fault) {
        reader.insert(card);
        channel = std::move(*reader.connect());
        reader.arm({fault});
    }
    Desk() : Desk(Fault()) {}

    /// Key, authentication, write: what the write was answered.
    Result<CardReply> write() {
        if (auto reply = channel->transmit(loadKey); !reply || !reply->ok())
            return reply;
        if (auto reply = channel->transmit(authenticate); !reply || !reply->ok())
            return reply;
        return channel->transmit(writeBlock);
    }
    QByteArray block() const { return card->peek(4, 0, 16); }
};

ErrorCode codeOf(const Result<CardReply>& reply) {
    return reply ? ErrorCode::BadArgument : reply.error().code;
}

const QByteArray zeros(16, '\0');
const QByteArray written(16, '\x55');

} // namespace

class SimulatorReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutFaults() {
        Desk desk;
        QCOMPARE(desk.channel->atr(), desk.card->atr());
        QVERIFY(desk.write()->ok());
        QCOMPARE(desk.channel->transmit(readBlock)->data, written);
        QCOMPARE(desk.channel->sent(), 4);
        QCOMPARE(desk.reader.apdus(), 4);
        QVERIFY(!desk.channel->dead());
        QCOMPARE(desk.channel->transmit(hex("FFB0000810"))->sw, quint16(0x6982));
    }

    void faults_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("error"); // -1: answered
        QTest::addColumn<QByteArray>("block");
        QTest::addColumn<bool>("cardStays");
        const auto row = [](FaultKind kind, int error, const QByteArray& block, bool stays) {
            QTest::newRow(qPrintable(faultName(kind))) << int(kind) << error << block << stays;
        };
        row(FaultKind::RemovedBefore, int(ErrorCode::CardRemoved), zeros, false);
        row(FaultKind::RemovedHalfway, int(ErrorCode::CardRemoved), written.left(5) + zeros.left(11), false);
        row(FaultKind::RemovedSilent, int(ErrorCode::CardSilent), written.left(5) + zeros.left(11), false);
        row(FaultKind::RemovedAfter, -1, written, false);
        row(FaultKind::AppliedUnanswered, int(ErrorCode::CardSilent), written, true);
        row(FaultKind::WrongKey, -1, zeros, true);
        row(FaultKind::ReaderGone, int(ErrorCode::ReaderGone), zeros, true);
        row(FaultKind::DaemonGone, int(ErrorCode::NoService), zeros, true);
    }

    void faults() {
        QFETCH(int, kind);
        QFETCH(int, error);
        QFETCH(QByteArray, block);
        QFETCH(bool, cardStays);
        Desk desk(Fault{writing, FaultKind(kind), 5, nullptr});
        const auto reply = desk.write();
        QCOMPARE(desk.block(), block);
        QCOMPARE(desk.reader.card() != nullptr, cardStays);
        if (error < 0) {
            QVERIFY(reply);
            QCOMPARE(reply->sw, quint16(FaultKind(kind) == FaultKind::WrongKey ? 0x6982 : 0x9000));
            return;
        }
        QCOMPARE(int(codeOf(reply)), error);
        QVERIFY(desk.channel->dead());
        // Dead for ever, with the first error, whatever is laid on the reader.
        desk.reader.insert(desk.card);
        QCOMPARE(int(codeOf(desk.channel->transmit(uid))), error);
        QCOMPARE(desk.reader.apdus(), writing);
    }

    void removedAfterShowsWithTheNext() {
        Desk desk(Fault{writing, FaultKind::RemovedAfter, 0, nullptr});
        QVERIFY(desk.write()->ok());
        QCOMPARE(codeOf(desk.channel->transmit(readBlock)), ErrorCode::CardRemoved);
        QCOMPARE(desk.reader.connect().error().code, ErrorCode::NoCard);
    }

    void swappedWithoutNotice() {
        const auto other = std::make_shared<VirtualMifare>(QStringLiteral("b"), false, hex("55667788"));
        Desk desk(Fault{2, FaultKind::Swapped, 0, other});
        QCOMPARE(desk.channel->transmit(uid)->data, hex("11223344"));
        QCOMPARE(desk.channel->transmit(uid)->data, hex("55667788"));
        QVERIFY(!desk.channel->dead());
        QCOMPARE(desk.reader.card(), other);
    }

    void restoredCopyBringsTheOldContent() {
        Desk desk;
        const std::shared_ptr<VirtualCard> copy = desk.card->clone();
        QVERIFY(desk.write()->ok());
        desk.reader.arm({Fault{1, FaultKind::RestoredCopy, 0, copy}});
        QCOMPARE(desk.channel->transmit(readBlock)->data, zeros);
    }

    void goneUntilArmedAnew_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("error");
        QTest::newRow("reader") << int(FaultKind::ReaderGone) << int(ErrorCode::ReaderGone);
        QTest::newRow("daemon") << int(FaultKind::DaemonGone) << int(ErrorCode::NoService);
    }

    void goneUntilArmedAnew() {
        QFETCH(int, kind);
        QFETCH(int, error);
        Desk desk(Fault{1, FaultKind(kind), 0, nullptr});
        QCOMPARE(int(codeOf(desk.channel->transmit(uid))), error);
        QCOMPARE(int(desk.reader.connect().error().code), error);
        QCOMPARE(int(desk.reader.cardPresent().error().code), error);
        QCOMPARE(int(desk.reader.waitForChange(0).error().code), error);
        desk.reader.arm({});
        QVERIFY(desk.reader.connect().has_value());
        QVERIFY(*desk.reader.cardPresent());
    }

    void connectPowersUpAfresh() {
        Desk desk;
        QVERIFY(desk.write()->ok());
        desk.channel.reset();
        desk.channel = std::move(*desk.reader.connect());
        QCOMPARE(desk.channel->transmit(readBlock)->sw, quint16(0x6982));
    }

    void oneChannelAtATime() {
        Desk desk(Fault{1, FaultKind::AppliedUnanswered, 0, nullptr});
        QCOMPARE(desk.reader.connect().error().code, ErrorCode::CardBusy);
        QCOMPARE(codeOf(desk.channel->transmit(uid)), ErrorCode::CardSilent);
        const auto second = desk.reader.connect(); // a dead one holds nothing
        QVERIFY(second.has_value());
        desk.channel.reset(); // and lets go of nothing that is another's
        QCOMPARE(desk.reader.connect().error().code, ErrorCode::CardBusy);
    }

    void anotherCardEndsTheChannel() {
        Desk desk;
        desk.reader.eject();
        desk.reader.insert(desk.card); // even the same one: its power was off
        QCOMPARE(codeOf(desk.channel->transmit(uid)), ErrorCode::CardRemoved);
    }

    void channelOutlivesItsReader() {
        std::unique_ptr<CardChannel> channel;
        {
            Desk desk;
            channel = std::move(desk.channel);
        }
        QCOMPARE(channel->transmit(uid)->data, hex("11223344"));
    }

    void changesAreTold() {
        Desk desk;
        QList<QByteArray> seen;
        desk.reader.onChange([&seen](const VirtualCard& card) { seen.append(card.peek(4, 0, 16)); });
        QVERIFY(desk.write()->ok());
        QCOMPARE(seen, QList<QByteArray>{written});
    }

    void waitingForACard() {
        SimulatorReader reader;
        QCOMPARE(reader.connect().error().code, ErrorCode::NoCard);
        QCOMPARE(*reader.waitForChange(0), (CardPresence{false, false}));
        std::thread hand([&reader] { reader.insert(std::make_shared<VirtualMifare>(QStringLiteral("a"))); });
        QCOMPARE(*reader.waitForChange(-1), (CardPresence{true, true}));
        hand.join();
        QCOMPARE(*reader.waitForChange(1), (CardPresence{true, false}));
        std::thread other([&reader] { reader.eject(); });
        QCOMPARE(*reader.waitForChange(-1), (CardPresence{false, true}));
        other.join();
    }

    void waitingIsCancelled() {
        SimulatorReader reader;
        std::thread hand([&reader] { reader.cancel(); });
        QCOMPARE(*reader.waitForChange(-1), (CardPresence{false, false}));
        hand.join();
    }
};

QTEST_GUILESS_MAIN(SimulatorReaderTest)
#include "tst_simulatorreader.moc"
