// Settling a purse whose answer was lost: with the card's proof, without one, and with a false one.
#include "cardio/simulator/virtualcpu.h"
#include "tests/support/tempoffice.h"
#include "tests/support/tempstore.h"

#include <QtTest>

using namespace meterdesk;
using namespace meterdesk::test;
using simulator::FaultKind;
using simulator::ProveBy;
using simulator::VirtualCpu;

namespace {

const QString layout = QStringLiteral("cpu-money");

template <class T>
QString told(const Result<T>& result) {
    return result ? QStringLiteral("ok") : result.error().name();
}

/// Turns a bit of the TAC that a command with `ins` is answered.
class FalseTacReader : public CardReader {
public:
    FalseTacReader(CardReader& inner, QByteArray instructions)
        : m_inner(inner), m_instructions(std::move(instructions)) {}
    QString name() const override { return m_inner.name(); }
    Result<bool> waitForChange(int timeoutMs) override { return m_inner.waitForChange(timeoutMs); }
    void cancel() override { m_inner.cancel(); }
    Result<bool> cardPresent() override { return m_inner.cardPresent(); }
    Result<std::unique_ptr<CardChannel>> connect() override {
        MD_GET(inner, m_inner.connect());
        return std::make_unique<Channel>(std::move(inner), m_instructions);
    }

private:
    class Channel : public CardChannel {
    public:
        Channel(std::unique_ptr<CardChannel> inner, QByteArray instructions)
            : m_inner(std::move(inner)), m_instructions(std::move(instructions)) {}
        QByteArray atr() const override { return m_inner->atr(); }
        bool dead() const override { return m_inner->dead(); }
        qint64 sent() const override { return m_inner->sent(); }
        Result<CardReply> transmit(const QByteArray& apdu) override {
            Result<CardReply> reply = m_inner->transmit(apdu);
            if (reply && reply->ok() && m_instructions.contains(apdu.at(1)))
                reply->data.back() = char(reply->data.back() ^ 1);
            return reply;
        }

    private:
        std::unique_ptr<CardChannel> m_inner;
        QByteArray m_instructions;
    };
    CardReader& m_inner;
    QByteArray m_instructions;
};

} // namespace

class TestSettling : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_office = std::make_unique<TempOffice>();
        m_card = std::dynamic_pointer_cast<VirtualCpu>(m_office->issue(layout));
        QVERIFY(m_card);
    }

    void lostAnswer_data() {
        QTest::addColumn<int>("proveBy");
        QTest::addColumn<bool>("proven");
        QTest::newRow("proof by the serial after") << int(ProveBy::SerialAfter) << true;
        QTest::newRow("proof by the serial before") << int(ProveBy::SerialBefore) << true;
        QTest::newRow("no proof, 9406") << int(ProveBy::Never) << false;
    }
    void lostAnswer() {
        QFETCH(int, proveBy);
        QFETCH(bool, proven);
        m_card->setProveBy(ProveBy(proveBy));
        const Id order = loseTheLoad();
        QVERIFY(order != noId);
        const auto view = m_office->desk().look();
        QVERIFY2(view, qPrintable(told(view)));
        QCOMPARE(view->settled.size(), 1);
        QCOMPARE(view->settled.first().state, OrderState::Delivered);
        const QList<Attempt> attempts = must(m_office->journal().attempts(order));
        QCOMPARE(attempts.size(), 1);
        QCOMPARE(attempts.first().tac.size(), proven ? 8 : 0);
        QCOMPARE(attempts.first().note.contains(QLatin1String("9406")), !proven);
        QCOMPARE(int(view->finding), int(CardFinding::Ours)); // the data file is finished too
        QCOMPARE(m_office->load(TempOffice::meterOf(layout)).credit, 2000);
        QVERIFY(m_office->balances());
    }

    void falseProof() {
        const Id order = loseTheLoad();
        QVERIFY(order != noId);
        FalseTacReader reader(m_office->reader, QByteArray::fromHex("5A"));
        CardDesk desk(*m_office->store, m_office->cashier, reader, m_office->layouts, m_office->keys, m_office->clock);
        QVERIFY(desk.look());
        // The purse's serial says that it was loaded; a TAC that isn't ours is not kept.
        QCOMPARE(must(m_office->journal().order(order)).state, OrderState::Delivered);
        const Attempt attempt = must(m_office->journal().attempts(order)).first();
        QCOMPARE(attempt.tac, QString());
        QVERIFY2(attempt.note.contains(QLatin1String("TAC")), qPrintable(attempt.note));
    }

    void falseAnswer_data() {
        QTest::addColumn<QByteArray>("instructions");
        QTest::addColumn<int>("tacDigits");
        QTest::newRow("the answer only") << QByteArray::fromHex("52") << 8;
        QTest::newRow("answer and proof") << QByteArray::fromHex("525A") << 0;
    }
    void falseAnswer() {
        QFETCH(QByteArray, instructions);
        QFETCH(int, tacDigits);
        FalseTacReader reader(m_office->reader, instructions);
        CardDesk desk(*m_office->store, m_office->cashier, reader, m_office->layouts, m_office->keys, m_office->clock);
        const auto order = desk.topUp({TempOffice::meterOf(layout), TempOffice::twenty(layout), false, {}, false});
        // The answer isn't believed; what the purse says of itself is.
        QVERIFY2(order, qPrintable(told(order)));
        QCOMPARE(order->state, OrderState::Delivered);
        const Attempt attempt = must(m_office->journal().attempts(order->id)).first();
        QCOMPARE(attempt.tac.size(), tacDigits);
        QCOMPARE(m_office->load(TempOffice::meterOf(layout)).credit, 2000);
        QVERIFY(m_office->balances());
    }

private:
    /// A sale that ends in doubt because the answer to CREDIT FOR LOAD is lost and the reader with it. The card lies
    /// there again afterwards.
    Id loseTheLoad() {
        for (int apdu = 1; apdu < 60; ++apdu) {
            m_office->reader.arm(
                {{apdu, FaultKind::AppliedUnanswered, 0, {}}, {apdu + 1, FaultKind::ReaderGone, 0, {}}});
            const auto lost =
                m_office->desk().topUp({TempOffice::meterOf(layout), TempOffice::twenty(layout), false, {}, false});
            m_office->reader.arm({});
            if (m_card->balance() == 0)
                continue; // too early: nothing was booked, or nothing was on the card
            return lost || lost.error().code != ErrorCode::OutcomeUnknown ? noId : idFromString(lost.error().detail);
        }
        return noId;
    }

    std::unique_ptr<TempOffice> m_office;
    std::shared_ptr<VirtualCpu> m_card;
};

QTEST_GUILESS_MAIN(TestSettling)
#include "tst_settling.moc"
