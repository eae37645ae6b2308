// What breaks in the middle of a sale is settled by reading; money comes back by the rules.
#include "tests/support/tempoffice.h"
#include "tests/support/tempstore.h"

#include <QtTest>

using namespace meterdesk;
using namespace meterdesk::test;
using simulator::Fault;
using simulator::FaultKind;

namespace {

/// A reader over which a quick hand takes the card away after an APDU, and lays down a copy made before the sale.
class QuickHand : public CardReader {
public:
    /// What the reader makes of it: an error, or (nothing) 6300 for a chip that didn't answer.
    using SeenAs = std::optional<ErrorCode>;
    QuickHand(simulator::SimulatorReader& reader, int at, SeenAs seenAs)
        : m_reader(reader), m_at(at), m_seenAs(seenAs), m_copy(reader.card()->save()) {}

    QString name() const override { return m_reader.name(); }
    Result<std::unique_ptr<CardChannel>> connect() override {
        MD_GET(channel, m_reader.connect());
        return std::make_unique<Watched>(*this, std::move(channel));
    }
    Result<CardPresence> waitForChange(int timeoutMs) override { return m_reader.waitForChange(timeoutMs); }
    void cancel() override { m_reader.cancel(); }
    Result<bool> cardPresent() override { return m_reader.cardPresent(); }
    bool reached() const { return m_sent >= m_at; }
    /// Something stood on the card that was taken away.
    bool wrote() const { return m_wrote; }

private:
    class Watched : public CardChannel {
    public:
        Watched(QuickHand& hand, std::unique_ptr<CardChannel> channel) : m_hand(hand), m_channel(std::move(channel)) {}
        QByteArray atr() const override { return m_channel->atr(); }
        Result<CardReply> transmit(const QByteArray& apdu) override {
            if (m_gone)
                return fail(*m_hand.m_seenAs);
            Result<CardReply> reply = m_channel->transmit(apdu);
            if (++m_hand.m_sent != m_hand.m_at)
                return reply;
            m_hand.m_wrote = m_hand.m_reader.card()->save() != m_hand.m_copy;
            m_hand.m_reader.card()->restore(m_hand.m_copy);
            m_hand.m_reader.card()->powerOn();
            if (!m_hand.m_seenAs)
                return CardReply{{}, 0x6300};
            m_gone = true;
            return fail(*m_hand.m_seenAs);
        }
        bool dead() const override { return m_gone || m_channel->dead(); }
        qint64 sent() const override { return m_channel->sent(); }

    private:
        QuickHand& m_hand;
        std::unique_ptr<CardChannel> m_channel;
        bool m_gone = false;
    };

    simulator::SimulatorReader& m_reader;
    const int m_at;
    const SeenAs m_seenAs;
    const QJsonObject m_copy;
    int m_sent = 0;
    bool m_wrote = false;
};

/// A reader whose service hasn't noticed yet that a card was laid on.
class SlowReader : public CardReader {
public:
    explicit SlowReader(simulator::SimulatorReader& reader) : m_reader(reader) {}

    QString name() const override { return m_reader.name(); }
    Result<std::unique_ptr<CardChannel>> connect() override {
        return m_noticed ? m_reader.connect() : fail(ErrorCode::NoCard);
    }
    Result<CardPresence> waitForChange(int) override {
        m_noticed = true;
        return CardPresence{m_reader.cardPresent().value_or(false), true};
    }
    void cancel() override {}
    Result<bool> cardPresent() override { return m_noticed ? m_reader.cardPresent() : false; }

private:
    simulator::SimulatorReader& m_reader;
    bool m_noticed = false;
};

} // namespace

class TestCardSettle : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyStep_data();
    void everyStep();
    void programDied_data() { TempOffice::layoutRows(); }
    void programDied();
    void swapped_data() { TempOffice::layoutRows(); }
    void swapped();
    void reverseNotDelivered();
    void takeBack_data() { TempOffice::layoutRows(); }
    void takeBack();
    void takeBackTorn_data() { TempOffice::layoutRows(); }
    void takeBackTorn();
    void lostTryIsRefusedFirst();
    void awayProvesNothing_data();
    void awayProvesNothing();
    void loadedStaysLoaded();
    void oneOfTwoTakenBack_data();
    void oneOfTwoTakenBack();
    void justLaidOn();
};

void TestCardSettle::everyStep_data() {
    QTest::addColumn<QString>("layout");
    QTest::addColumn<FaultKind>("kind");
    for (const QString& layout : TempOffice::layoutIds())
        for (const FaultKind kind : {FaultKind::RemovedBefore, FaultKind::RemovedHalfway, FaultKind::RemovedSilent,
                                     FaultKind::RemovedAfter, FaultKind::AppliedUnanswered})
            QTest::addRow("%s, %s", qPrintable(layout), qPrintable(simulator::faultName(kind))) << layout << kind;
}

void TestCardSettle::everyStep() {
    QFETCH(QString, layout);
    QFETCH(FaultKind, kind);
    TempOffice office;
    const QString number = TempOffice::meterOf(layout);
    const auto card = office.issue(layout);
    CardDesk desk = office.desk();
    const TopUpAsked asked{number, TempOffice::twenty(layout), false, {}, false};
    const Meter meter = *office.book().meterByNumber(number);
    int hit = 0; // sales that a fault broke while something was being written
    bool reached = true;
    for (int at = 1; reached; ++at) {
        office.reader.arm({Fault{at, kind, 5, {}}});
        const auto sold = desk.topUp(asked);
        reached = office.reader.apdus() >= at;
        hit += reached && (sold || sold.error().code == ErrorCode::OutcomeUnknown) ? 1 : 0;
        office.reader.arm({});
        office.reader.insert(card);

        const auto view = desk.look();
        QVERIFY2(view, qPrintable(nameOf(view)));
        QCOMPARE(findingName(view->finding), QStringLiteral("ours"));
        const auto open = office.journal().openOrdersOf(meter.id);
        QVERIFY(open);
        if (!open->isEmpty()) {
            QCOMPARE(open->first().state, OrderState::NotDelivered);
            const auto again = desk.resend(open->first().id);
            QVERIFY2(again, qPrintable(nameOf(again)));
        } else if (!office.journal().last(meter.id).value().has_value() ||
                   office.journal().last(meter.id).value()->state == OrderState::Loaded) {
            const auto again = desk.topUp(asked); // nothing was booked
            QVERIFY2(again, qPrintable(nameOf(again)));
        }
        const auto last = office.journal().last(meter.id);
        QVERIFY(last && *last);
        QCOMPARE((*last)->state, OrderState::Delivered);
        const auto loaded = office.load(number);
        QVERIFY2(loaded.loaded, qPrintable(QStringLiteral("at %1: %2").arg(at).arg(loaded.reason)));
        QCOMPARE(office.meter(number).state().loaded, (*last)->totalAfter.value_or(-1));
        QVERIFY(desk.look());
        QVERIFY(office.balances());
    }
    QVERIFY2(hit > 0, "no fault hit the writing");
}

void TestCardSettle::programDied() {
    QFETCH(QString, layout);
    TempOffice office;
    const QString number = TempOffice::meterOf(layout);
    const auto card = office.issue(layout);
    const Meter meter = *office.book().meterByNumber(number);
    // A program at another desk wrote its intention down, and was never heard of again.
    CreditJournal other(*office.store, office.cashier, office.clock, LeaseOwner{QStringLiteral("far"), {}, 7, 7});
    NewOrder wish;
    wish.meterId = meter.id;
    wish.paid = Money{2000};
    wish.credit = Credit{2000, meter.basis};
    if (meter.basis == CreditBasis::Quantity)
        wish.credit.value = 20'000;
    wish.overwrites = wish.copyable = !layout.startsWith(QLatin1String("cpu"));
    const auto drafted = other.draft(wish);
    QVERIFY(drafted);
    AttemptEvidence evidence;
    evidence.carrierId = office.book().activeCardOf(meter.id).value()->uid;
    evidence.onlineSerial = 0;
    evidence.oldBalance = 0;
    evidence.terminal = QStringLiteral("001122334455");
    evidence.stamped = QStringLiteral("20260921120000");
    QVERIFY(other.begin(*drafted, evidence));

    CardDesk desk = office.desk();
    QCOMPARE(nameOf(desk.settle()), QStringLiteral("order-busy"));
    QCOMPARE(nameOf(desk.topUp({number, TempOffice::twenty(layout), false, {}, false})), QStringLiteral("order-open"));
    const auto busy = desk.look();
    QVERIFY2(busy, qPrintable(nameOf(busy)));
    QCOMPARE(busy->slots_.first().openOrder.value_or(CreditOrder{}).id, drafted->id);

    office.clock.pass(31'000);
    // Who may not sell sees it, and settles nothing.
    const auto seen = office.as(office.dispatcher).look();
    QVERIFY2(seen, qPrintable(nameOf(seen)));
    QCOMPARE(seen->slots_.first().openOrder.value_or(CreditOrder{}).state, OrderState::Sending);
    const auto settled = desk.settle();
    QVERIFY2(settled, qPrintable(nameOf(settled)));
    QCOMPARE(settled->orders.size(), 1);
    QCOMPARE(settled->orders.first().state, OrderState::NotDelivered);
    const auto sent = desk.resend(drafted->id);
    QVERIFY2(sent, qPrintable(nameOf(sent)));
    QCOMPARE(sent->state, OrderState::Delivered);
    QVERIFY(office.load(number).loaded);
}

void TestCardSettle::swapped() {
    QFETCH(QString, layout);
    const QString number = TempOffice::meterOf(layout);
    TempOffice office;
    const auto card = office.issue(layout);
    CardDesk desk = office.desk();
    const TopUpAsked asked{number, TempOffice::twenty(layout), false, {}, false};
    const auto other = office.fresh(TempOffice::familyOf(layout));
    const QJsonObject untouched = other->save();
    bool reached = true;
    for (int at = 1; reached; ++at) {
        office.reader.insert(card);
        office.reader.arm({Fault{at, FaultKind::Swapped, 0, other}});
        const auto sold = desk.topUp(asked);
        reached = office.reader.apdus() >= at;
        QVERIFY(!reached || !sold || office.reader.card() != card);
        office.reader.arm({});
        office.reader.insert(card);
        QCOMPARE(other->save(), untouched);
        QVERIFY(desk.look());
        const auto last = office.journal().last(office.book().meterByNumber(number)->id);
        QVERIFY(last);
        if (*last && (*last)->state == OrderState::NotDelivered)
            QVERIFY(desk.resend((*last)->id));
        office.load(number);
        QVERIFY(desk.look());
    }
    QVERIFY(office.balances());
}

void TestCardSettle::reverseNotDelivered() {
    const QString layout = QStringLiteral("mifare-alternating");
    const QString number = TempOffice::meterOf(layout);
    TempOffice office;
    const auto card = office.issue(layout);
    CardDesk desk = office.desk();
    const TopUpAsked asked{number, TempOffice::twenty(layout), false, {}, false};
    // Away before the first write, and the reader finds nobody: in doubt.
    int at = 1;
    Result<CreditOrder> sold = fail(ErrorCode::NoCard);
    do {
        office.reader.insert(card);
        office.reader.arm({Fault{at++, FaultKind::RemovedBefore, 0, {}}});
        sold = desk.topUp(asked);
        if (!sold && sold.error().code == ErrorCode::NotApplied) { // nothing was sent that could change the card
            const auto back = desk.reverse(idFromString(sold.error().detail), QString());
            QVERIFY2(back, qPrintable(nameOf(back)));
        }
    } while (!sold && sold.error().code != ErrorCode::OutcomeUnknown && at < 60);
    QCOMPARE(nameOf(sold), QStringLiteral("outcome-unknown"));
    const Id id = idFromString(sold.error().detail);
    QCOMPARE(office.journal().order(id)->state, OrderState::InDoubt);
    QCOMPARE(nameOf(desk.reverse(id, QStringLiteral("wants it back"))), QStringLiteral("order-state"));
    office.reader.arm({});
    office.reader.insert(card);
    const auto settled = desk.settle();
    QVERIFY2(settled, qPrintable(nameOf(settled)));
    QCOMPARE(settled->orders.value(0).state, OrderState::NotDelivered);
    // The card was out of sight: it may have been copied meanwhile, as far as anyone knows.
    QCOMPARE(nameOf(desk.reverse(id, QStringLiteral("wants it back"))), QStringLiteral("reverse-needs-proof"));
    const auto reversed = office.as(office.manager).reverse(id, QStringLiteral("seen blank by two"));
    QVERIFY2(reversed, qPrintable(nameOf(reversed)));
    QCOMPARE(reversed->state, OrderState::Reversed);
    QVERIFY(office.balances());
    const auto next = desk.topUp(asked);
    QVERIFY2(next, qPrintable(nameOf(next)));
    QCOMPARE(next->count.value_or(0), 1);
}

void TestCardSettle::takeBack() {
    QFETCH(QString, layout);
    const bool purse = layout.startsWith(QLatin1String("cpu"));
    const QString number = TempOffice::meterOf(layout);
    TempOffice office;
    office.issue(layout);
    const TopUpAsked asked{number, TempOffice::twenty(layout), false, {}, false};
    const auto order = office.desk().topUp(asked);
    QVERIFY(order);
    if (!purse)
        QCOMPARE(nameOf(office.desk().reverse(order->id, QStringLiteral("too much"))),
                 QStringLiteral("reverse-needs-proof"));
    // A purse can't be copied: any cashier may take it back.
    CardDesk desk = purse ? office.desk() : office.as(office.manager);
    const auto reversed = desk.reverse(order->id, QStringLiteral("too much"));
    QVERIFY2(reversed, qPrintable(nameOf(reversed)));
    QCOMPARE(reversed->state, OrderState::Reversed);
    const auto view = desk.look();
    QVERIFY(view);
    QCOMPARE(findingName(view->finding), QStringLiteral("ours"));
    QCOMPARE(view->slots_.first().count.value_or(-1), 0);
    QVERIFY(!office.load(number).loaded);
    QVERIFY(office.balances());
    const auto next = office.desk().topUp(asked);
    QVERIFY2(next, qPrintable(nameOf(next)));
    QCOMPARE(office.load(number).credit, order->credit.value);
}

void TestCardSettle::takeBackTorn() {
    QFETCH(QString, layout);
    const QString number = TempOffice::meterOf(layout);
    TempOffice office;
    const auto card = office.issue(layout);
    CardDesk desk = office.as(office.manager);
    const TopUpAsked asked{number, TempOffice::twenty(layout), false, {}, false};
    qint64 kept = 0;
    bool reached = true;
    for (int at = 1; reached; ++at) {
        const auto order = desk.topUp(asked);
        QVERIFY2(order, qPrintable(nameOf(order)));
        office.reader.arm({Fault{at, FaultKind::RemovedHalfway, 3, {}}});
        const auto reversed = desk.reverse(order->id, QStringLiteral("too much"));
        reached = office.reader.apdus() >= at;
        office.reader.arm({});
        office.reader.insert(card);
        const auto view = desk.look();
        QVERIFY2(view, qPrintable(nameOf(view)));
        QCOMPARE(findingName(view->finding), QStringLiteral("ours"));
        const OrderState state = office.journal().order(order->id)->state;
        QVERIFY2(state == OrderState::Delivered || state == OrderState::Reversed, qPrintable(stateName(state)));
        const auto loaded = office.load(number);
        QCOMPARE(loaded.loaded, state == OrderState::Delivered);
        kept += loaded.credit;
        QVERIFY(desk.look());
        QVERIFY(office.balances());
    }
    QCOMPARE(office.meter(number).state().loaded, kept);
}

void TestCardSettle::lostTryIsRefusedFirst() {
    const QString layout = QStringLiteral("sle4442-single");
    const QString number = TempOffice::meterOf(layout);
    TempOffice office;
    const auto card = office.issue(layout);
    card->transmit(QByteArray::fromHex("FF20000003AAAAAA")); // somebody guessed
    QCOMPARE(nameOf(office.desk().topUp({number, TempOffice::twenty(layout), false, {}, false})),
             QStringLiteral("card-tries-used"));
    const auto last = office.journal().last(office.book().meterByNumber(number)->id);
    QVERIFY(last);
    QVERIFY2(!*last, "an order was booked");
}

void TestCardSettle::awayProvesNothing_data() {
    QTest::addColumn<QString>("layout");
    QTest::addColumn<QuickHand::SeenAs>("seenAs");
    for (const QString& layout : TempOffice::layoutIds()) {
        if (layout.startsWith(QLatin1String("cpu"))) // a purse can't be copied
            continue;
        QTest::addRow("%s, removed", qPrintable(layout)) << layout << QuickHand::SeenAs(ErrorCode::CardRemoved);
        QTest::addRow("%s, silent", qPrintable(layout)) << layout << QuickHand::SeenAs(ErrorCode::CardSilent);
        QTest::addRow("%s, 6300", qPrintable(layout)) << layout << QuickHand::SeenAs();
    }
}

void TestCardSettle::awayProvesNothing() {
    QFETCH(QString, layout);
    QFETCH(QuickHand::SeenAs, seenAs);
    const QString number = TempOffice::meterOf(layout);
    const TopUpAsked asked{number, TempOffice::twenty(layout), false, {}, false};
    int doubted = 0;
    bool reached = true;
    for (int at = 1; reached; ++at) {
        TempOffice office;
        office.issue(layout);
        QuickHand hand(office.reader, at, seenAs);
        CardDesk desk(*office.store, office.cashier, hand, office.layouts, office.keys, office.clock);
        const auto sold = desk.topUp(asked);
        reached = hand.reached();
        const auto last = office.journal().last(office.book().meterByNumber(number)->id);
        QVERIFY(last);
        if (sold || !*last)
            continue;
        // Whoever holds the other card has the credit, if the writing was done: no money for a word.
        const auto back = office.desk().reverse((*last)->id, QStringLiteral("not on the card"));
        if (back) {
            QVERIFY2(!hand.wrote(), qPrintable(QStringLiteral("at %1").arg(at)));
            continue;
        }
        ++doubted;
        QVERIFY2(!(*last)->proven, qPrintable(QStringLiteral("at %1").arg(at)));
    }
    QVERIFY2(doubted >= 2, "the hand came while nothing was written");
}

void TestCardSettle::loadedStaysLoaded() {
    const QString layout = QStringLiteral("mifare-alternating");
    const QString number = TempOffice::meterOf(layout);
    TempOffice office;
    office.issue(layout);
    CardDesk desk = office.as(office.manager);
    const auto order = desk.topUp({number, TempOffice::twenty(layout), false, {}, false});
    QVERIFY(order);
    QVERIFY(office.load(number).loaded);
    QCOMPARE(nameOf(desk.reverse(order->id, QStringLiteral("regret"))), QStringLiteral("order-state"));
    QCOMPARE(office.journal().order(order->id)->state, OrderState::Loaded);
}

void TestCardSettle::justLaidOn() {
    TempOffice office;
    office.issue(QStringLiteral("mifare-alternating"));
    for (const bool card : {true, false}) {
        if (!card)
            office.reader.eject();
        SlowReader slow(office.reader);
        CardDesk desk(*office.store, office.cashier, slow, office.layouts, office.keys, office.clock);
        QCOMPARE(nameOf(desk.look()), card ? QStringLiteral("ok") : QStringLiteral("no-card"));
    }
}

void TestCardSettle::oneOfTwoTakenBack_data() {
    QTest::addColumn<QString>("layout");
    QTest::addColumn<int>("fault");
    for (const char* layout : {"cpu-money", "cpu-quantity"})
        for (const FaultKind kind : {FaultKind::RemovedBefore, FaultKind::RemovedHalfway, FaultKind::RemovedAfter,
                                     FaultKind::AppliedUnanswered})
            QTest::addRow("%s, %s", layout, qPrintable(simulator::faultName(kind)))
                << QString::fromLatin1(layout) << int(kind);
}

void TestCardSettle::oneOfTwoTakenBack() {
    // Two purchases lie unloaded in one purse, the second is being taken back, nobody knows with what outcome, and
    // then the card goes to the meter first.
    QFETCH(QString, layout);
    QFETCH(int, fault);
    const QString number = TempOffice::meterOf(layout);
    const TopUpAsked asked{number, TempOffice::twenty(layout), false, {}, false};
    int doubts = 0;
    bool reached = true;
    for (int at = 1; reached; ++at) {
        TempOffice office;
        QVERIFY(office.store->execute(QStringLiteral("PRAGMA synchronous = OFF")));
        const auto card = office.issue(layout);
        QVERIFY(office.desk().topUp(asked));
        const auto second = office.desk().topUp(asked);
        QVERIFY(second);
        const qint64 twenty = second->credit.value;
        office.reader.arm({Fault{at, FaultKind(fault), 3, {}}, Fault{at + 1, FaultKind::ReaderGone, 0, {}}});
        const auto told = office.as(office.manager).reverse(second->id, QStringLiteral("wish"));
        reached = office.reader.apdus() >= at;
        office.reader.arm({});
        office.reader.insert(card);
        const OrderState left = office.journal().order(second->id)->state;
        QVERIFY(!told || left == OrderState::Reversed);
        doubts += left == OrderState::Reversing ? 1 : 0;
        const bool torn = !office.load(number).loaded; // the meter takes nothing by a file that it can't read
        if (torn) {
            QVERIFY(office.desk().look());
            QVERIFY(office.load(number).loaded);
        }
        const auto view = office.desk().look();
        QVERIFY2(view, qPrintable(nameOf(view)));
        const OrderState ended = office.journal().order(second->id)->state;
        const bool back = ended == OrderState::Reversed;
        const QByteArray where =
            QByteArray::number(at) + ' ' + stateName(left).toLatin1() + ' ' + stateName(ended).toLatin1();
        QVERIFY2(back || ended == OrderState::Loaded, where);
        QVERIFY2(office.meter(number).state().loaded == (back ? twenty : 2 * twenty), where);
        QCOMPARE(findingName(view->finding), QStringLiteral("ours"));
        // And it goes on: what is sold next is loaded once the meter has it, and no sooner.
        const auto third = office.desk().topUp(asked);
        QVERIFY2(third, where + ' ' + nameOf(third).toLatin1());
        QVERIFY(office.desk().look());
        QCOMPARE(stateName(office.journal().order(third->id)->state), QStringLiteral("delivered"));
        QCOMPARE(office.load(number).credit, twenty);
        QVERIFY(office.desk().look());
        QCOMPARE(stateName(office.journal().order(third->id)->state), QStringLiteral("loaded"));
        QCOMPARE(third->totalAfter.value_or(0), office.meter(number).state().loaded);
        QVERIFY2(must(office.journal().cases(noId)).isEmpty(), where);
        QVERIFY(office.balances());
    }
    QVERIFY(doubts > 0);
}

QTEST_GUILESS_MAIN(TestCardSettle)
#include "tst_cardsettle.moc"
