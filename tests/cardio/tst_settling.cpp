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

/// An order whose card, back on the reader, has to tell what became of it.
Id leaveInDoubt(TempOffice& office, const QString& of) {
    const auto card = office.reader.card();
    for (int apdu = 1; apdu < 100; ++apdu) {
        office.reader.arm({{apdu, FaultKind::RemovedAfter, 0, {}}});
        const auto sold = office.desk().topUp({TempOffice::meterOf(of), TempOffice::twenty(of), false, {}, false});
        office.reader.arm({});
        office.reader.insert(card);
        const QList<CreditOrder> open = must(office.journal().openOrders());
        if (!sold && !open.isEmpty() && open.first().state == OrderState::InDoubt)
            return open.first().id;
        for (const CreditOrder& each : open)
            must(office.desk().reverse(each.id, QStringLiteral("tried")));
    }
    qFatal("no sale was left in doubt");
}

/// Turns a bit of the TAC that a command with `ins` is answered, or answers that there is no such command.
class FalseTacReader : public CardReader {
public:
    FalseTacReader(CardReader& inner, QByteArray instructions, bool unknown = false)
        : m_inner(inner), m_instructions(std::move(instructions)), m_unknown(unknown) {}
    QString name() const override { return m_inner.name(); }
    Result<CardPresence> waitForChange(int timeoutMs) override { return m_inner.waitForChange(timeoutMs); }
    void cancel() override { m_inner.cancel(); }
    Result<bool> cardPresent() override { return m_inner.cardPresent(); }
    Result<std::unique_ptr<CardChannel>> connect() override {
        MD_GET(inner, m_inner.connect());
        return std::make_unique<Channel>(std::move(inner), m_instructions, m_unknown);
    }

private:
    class Channel : public CardChannel {
    public:
        Channel(std::unique_ptr<CardChannel> inner, QByteArray instructions, bool unknown)
            : m_inner(std::move(inner)), m_instructions(std::move(instructions)), m_unknown(unknown) {}
        QByteArray atr() const override { return m_inner->atr(); }
        bool dead() const override { return m_inner->dead(); }
        qint64 sent() const override { return m_inner->sent(); }
        Result<CardReply> transmit(const QByteArray& apdu) override {
            if (m_unknown && m_instructions.contains(apdu.at(1)))
                return CardReply{{}, 0x6D00};
            Result<CardReply> reply = m_inner->transmit(apdu);
            if (reply && reply->ok() && m_instructions.contains(apdu.at(1)))
                reply->data.back() = char(reply->data.back() ^ 1);
            return reply;
        }

    private:
        std::unique_ptr<CardChannel> m_inner;
        QByteArray m_instructions;
        bool m_unknown;
    };
    CardReader& m_inner;
    QByteArray m_instructions;
    bool m_unknown;
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
        // The purse's serial says that it was loaded, its proof says that it wasn't by us.
        QCOMPARE(must(m_office->journal().order(order)).state, OrderState::InDoubt);
        QCOMPARE(cases(QStringLiteral("in-doubt")), 1);
        QCOMPARE(must(m_office->journal().attempts(order)).first().tac, QString());
        const QString detail =
            must(m_office->store->row(QStringLiteral("SELECT detail FROM discrepancy"))).first().toString();
        QVERIFY2(detail.contains(QLatin1String("TAC")), qPrintable(detail));
        QVERIFY(m_office->balances());
    }

    void aCardWithoutTheCommandHasNoProof() {
        const Id order = loseTheLoad();
        QVERIFY(order != noId);
        FalseTacReader reader(m_office->reader, QByteArray::fromHex("5A"), true);
        CardDesk desk(*m_office->store, m_office->cashier, reader, m_office->layouts, m_office->keys, m_office->clock);
        QVERIFY(desk.look());
        QCOMPARE(must(m_office->journal().order(order)).state, OrderState::Delivered);
        const Attempt attempt = must(m_office->journal().attempts(order)).first();
        QVERIFY2(attempt.note.contains(QLatin1String("6D00")), qPrintable(attempt.note));
    }

    void moreInThePurseThanWasLoaded() {
        const Id order = loseTheLoad();
        QVERIFY(order != noId);
        m_card->setBalance(2001);
        QVERIFY(m_office->desk().look());
        QCOMPARE(must(m_office->journal().order(order)).state, OrderState::InDoubt);
        QCOMPARE(cases(QStringLiteral("in-doubt")), 1);
        m_card->setBalance(1999); // as of a meter that took a part
        QVERIFY(m_office->desk().look());
        QCOMPARE(must(m_office->journal().order(order)).state, OrderState::Delivered);
    }

    void moreInThePurseThanBefore() {
        const Id order = loseTheLoad(FaultKind::RemovedBefore);
        QVERIFY(order != noId);
        m_card->setBalance(1);
        QVERIFY(m_office->desk().look());
        QCOMPARE(must(m_office->journal().order(order)).state, OrderState::InDoubt);
        QCOMPARE(cases(QStringLiteral("in-doubt")), 1);
        m_card->setBalance(0);
        QVERIFY(m_office->desk().look());
        QCOMPARE(must(m_office->journal().order(order)).state, OrderState::NotDelivered);
    }

    void lostDebit_data() {
        QTest::addColumn<int>("proveBy");
        QTest::addColumn<FaultKind>("kind");
        QTest::addColumn<OrderState>("state");
        const auto row = [](const char* name, ProveBy by, FaultKind kind, OrderState state) {
            QTest::newRow(name) << int(by) << kind << state;
        };
        row("done, proof by the serial after", ProveBy::SerialAfter, FaultKind::AppliedUnanswered,
            OrderState::Reversed);
        row("done, proof by the serial before", ProveBy::SerialBefore, FaultKind::AppliedUnanswered,
            OrderState::Reversed);
        row("done, no proof", ProveBy::Never, FaultKind::AppliedUnanswered, OrderState::Reversing);
        row("not done", ProveBy::SerialAfter, FaultKind::RemovedBefore, OrderState::Delivered);
    }
    void lostDebit() {
        QFETCH(int, proveBy);
        QFETCH(FaultKind, kind);
        QFETCH(OrderState, state);
        m_card->setProveBy(ProveBy(proveBy));
        const Id order = loseTheDebit(kind);
        QVERIFY(order != noId);
        const auto view = m_office->desk().look();
        QVERIFY2(view, qPrintable(told(view)));
        QCOMPARE(must(m_office->journal().order(order)).state, state);
        QCOMPARE(cases(QStringLiteral("in-doubt")), state == OrderState::Reversing ? 1 : 0);
        const Attempt attempt = must(m_office->journal().attempts(order)).last();
        QCOMPARE(attempt.tac.size(), state == OrderState::Reversed ? 8 : 0);
        QCOMPARE(m_office->load(TempOffice::meterOf(layout)).credit, state == OrderState::Delivered ? 2000 : 0);
        QVERIFY(m_office->balances());
    }

    void theMeterTookItAndWasTorn() {
        // Away before the debit; then the meter empties the purse, and the card is pulled out before it has written
        // its report. What is left in the purse is what a take-back would leave.
        const Id order = loseTheDebit(FaultKind::RemovedBefore);
        QVERIFY(order != noId);
        const QString number = TempOffice::meterOf(layout);
        const QByteArray report = m_card->peek(0x17, 0, 64);
        QCOMPARE(m_office->load(number).credit, 2000);
        QVERIFY(m_card->poke(0x17, 0, report));
        QCOMPARE(m_card->balance(), 0U);
        const auto view = m_office->desk().look();
        QVERIFY2(view, qPrintable(told(view)));
        QCOMPARE(must(m_office->journal().order(order)).state, OrderState::Reversing); // no money back
        QCOMPARE(cases(QStringLiteral("in-doubt")), 1);
        QCOMPARE(must(m_office->journal().totals()).reversed.fen, 0);
        m_office->load(number); // now it says so
        QVERIFY(m_office->desk().look());
        QCOMPARE(must(m_office->journal().order(order)).state, OrderState::Loaded);
        QVERIFY(m_office->balances());
    }

    void aSaleSaysThatItsFileIsUnfinished() {
        const QString number = TempOffice::meterOf(layout);
        CardDesk desk = m_office->desk();
        int mended = 0;
        bool reached = true;
        for (int apdu = 1; reached; ++apdu) {
            m_office->reader.arm({{apdu, FaultKind::RemovedAfter, 0, {}}});
            const auto order = desk.topUp({number, TempOffice::twenty(layout), false, {}, false});
            reached = m_office->reader.apdus() >= apdu;
            m_office->reader.arm({});
            m_office->reader.insert(m_card);
            if (!order) { // nothing came through
                QVERIFY(desk.look());
                for (const CreditOrder& open : must(m_office->journal().openOrders()))
                    must(desk.reverse(open.id, QStringLiteral("tried")));
                continue;
            }
            QCOMPARE(order->state, OrderState::Delivered);
            const QString note = must(m_office->journal().attempts(order->id)).last().note;
            QCOMPARE(order->unfinished, note.contains(QLatin1String("not finished")));
            const auto view = desk.look();
            QVERIFY2(view, qPrintable(told(view)));
            // Where the card went after the last byte, nothing was left to do: nobody had seen that it stands.
            QVERIFY(!view->mended || (order->unfinished && view->mended.dataFile));
            QCOMPARE(findingName(view->finding), QStringLiteral("ours"));
            QVERIFY(!must(desk.look()).mended); // once
            mended += view->mended ? 1 : 0;
            must(desk.reverse(order->id, QStringLiteral("tried")));
        }
        QVERIFY(mended > 0);
        QVERIFY(m_office->balances());
    }

    void settlingSaysThatItHasFinishedTheFile() {
        const QString number = TempOffice::meterOf(layout);
        CardDesk desk = m_office->desk();
        for (int apdu = 1; apdu < 60; ++apdu) {
            m_office->reader.arm({{apdu, FaultKind::RemovedAfter, 0, {}}});
            const auto order = desk.topUp({number, TempOffice::twenty(layout), false, {}, false});
            m_office->reader.arm({});
            m_office->reader.insert(m_card);
            const Settled settled = must(desk.settle());
            if (settled.mended) {
                QVERIFY(settled.mended.dataFile && order && order->unfinished);
                QVERIFY(settled.orders.isEmpty());
                QVERIFY(m_office->load(number).loaded);
                return;
            }
            for (const CreditOrder& open : must(m_office->journal().openOrders()))
                must(desk.reverse(open.id, QStringLiteral("tried")));
        }
        QFAIL("no sale was left unfinished");
    }

    void whatIsSettledIsToldThoughTheCardGoes_data() {
        QTest::addColumn<QString>("of");
        QTest::addColumn<bool>("looks");
        for (const char* each : {"cpu-money", "mifare-alternating", "sle4442-single"})
            for (const bool looks : {true, false})
                QTest::addRow("%s, %s", each, looks ? "look" : "settle") << QString::fromLatin1(each) << looks;
    }
    void whatIsSettledIsToldThoughTheCardGoes() {
        QFETCH(QString, of);
        QFETCH(bool, looks);
        int toldThoughFailed = 0;
        bool reached = true;
        for (int at = 1; reached; ++at) {
            TempOffice office;
            QVERIFY(office.store->execute(QStringLiteral("PRAGMA synchronous = OFF")));
            office.issue(of);
            const Id order = leaveInDoubt(office, of);
            office.reader.arm({{at, FaultKind::RemovedBefore, 0, {}}});
            Settled already;
            const bool whole =
                looks ? office.desk().look(&already).has_value() : office.desk().settle(&already).has_value();
            reached = office.reader.apdus() >= at;
            if (whole)
                continue;
            const bool settled = must(office.journal().order(order)).state != OrderState::InDoubt;
            QCOMPARE(already.orders.size(), settled ? 1 : 0);
            toldThoughFailed += settled ? 1 : 0;
        }
        QVERIFY(toldThoughFailed > 0);
    }

    void aTakeBackFinishesItsFileLater() {
        const QString number = TempOffice::meterOf(layout);
        CardDesk desk = m_office->desk();
        int torn = 0;
        int toldUnfinished = 0;
        bool reached = true;
        for (int apdu = 1; reached; ++apdu) {
            const auto order = desk.topUp({number, TempOffice::twenty(layout), false, {}, false});
            QVERIFY2(order, qPrintable(told(order)));
            m_office->reader.arm({{apdu, FaultKind::RemovedBefore, 0, {}}, {apdu + 1, FaultKind::ReaderGone, 0, {}}});
            const auto reversed = desk.reverse(order->id, QStringLiteral("too much"));
            reached = m_office->reader.apdus() >= apdu;
            const bool taken = m_card->balance() == 0;
            if (reversed) {
                const QString note = must(m_office->journal().attempts(order->id)).last().note;
                QCOMPARE(reversed->unfinished, note.contains(QLatin1String("not finished")));
                toldUnfinished += reversed->unfinished ? 1 : 0;
            }
            m_office->reader.arm({});
            m_office->reader.insert(m_card);
            const auto view = desk.look();
            QVERIFY2(view, qPrintable(told(view)));
            QCOMPARE(findingName(view->finding), QStringLiteral("ours"));
            QCOMPARE(must(m_office->journal().order(order->id)).state,
                     taken ? OrderState::Reversed : OrderState::Delivered);
            QCOMPARE(view->slots_.first().count.value_or(-1), taken ? order->count.value_or(0) - 1 : *order->count);
            torn += taken && reached ? 1 : 0;
            QCOMPARE(m_office->load(number).loaded, !taken);
            QVERIFY(desk.look());
        }
        QVERIFY(torn > 1);
        QVERIFY(toldUnfinished > 0);
        QVERIFY(m_office->balances());
    }

    void falseAnswer_data() {
        QTest::addColumn<QByteArray>("instructions");
        QTest::addColumn<bool>("proven");
        QTest::newRow("the answer only") << QByteArray::fromHex("52") << true;
        QTest::newRow("answer and proof") << QByteArray::fromHex("525A") << false;
    }
    void falseAnswer() {
        QFETCH(QByteArray, instructions);
        QFETCH(bool, proven);
        FalseTacReader reader(m_office->reader, instructions);
        CardDesk desk(*m_office->store, m_office->cashier, reader, m_office->layouts, m_office->keys, m_office->clock);
        const auto order = desk.topUp({TempOffice::meterOf(layout), TempOffice::twenty(layout), false, {}, false});
        // The answer isn't believed; what the purse proves of itself is.
        QCOMPARE(told(order), proven ? QStringLiteral("ok") : QStringLiteral("outcome-unknown"));
        const Id id = order ? order->id : idFromString(order.error().detail);
        QCOMPARE(must(m_office->journal().order(id)).state, proven ? OrderState::Delivered : OrderState::InDoubt);
        QCOMPARE(must(m_office->journal().attempts(id)).first().tac.size(), proven ? 8 : 0);
        QCOMPARE(m_office->load(TempOffice::meterOf(layout)).credit, 2000);
        QVERIFY(m_office->balances());
    }

private:
    int cases(const QString& kind) {
        return must(m_office->store->row(QStringLiteral("SELECT COUNT(*) FROM discrepancy WHERE kind = ?"), {kind}))
            .first()
            .toInt();
    }

    /// A sale that ends in doubt because CREDIT FOR LOAD fails so, and the reader with it. The card lies there again
    /// afterwards.
    Id loseTheLoad(FaultKind kind = FaultKind::AppliedUnanswered) {
        return lose(kind, [this] {
            return m_office->desk().topUp({TempOffice::meterOf(layout), TempOffice::twenty(layout), false, {}, false});
        });
    }

    /// The same of DEBIT FOR PURCHASE, taking back a delivered sale.
    Id loseTheDebit(FaultKind kind) {
        const Id order =
            must(m_office->desk().topUp({TempOffice::meterOf(layout), TempOffice::twenty(layout), false, {}, false}))
                .id;
        return lose(kind, [this, order] { return m_office->desk().reverse(order, QStringLiteral("too much")); });
    }

    template <class Act>
    Id lose(FaultKind kind, Act act) {
        for (int apdu = 1; apdu < 60; ++apdu) {
            m_office->reader.arm({{apdu, kind, 0, {}}, {apdu + 1, FaultKind::ReaderGone, 0, {}}});
            const Result<CreditOrder> lost = act();
            m_office->reader.arm({});
            m_office->reader.insert(m_card);
            if (!lost && lost.error().code == ErrorCode::OutcomeUnknown)
                return idFromString(lost.error().detail);
            if (lost || lost.error().code == ErrorCode::NotApplied)
                return noId;
        }
        return noId;
    }

    std::unique_ptr<TempOffice> m_office;
    std::shared_ptr<VirtualCpu> m_card;
};

QTEST_GUILESS_MAIN(TestSettling)
#include "tst_settling.moc"
