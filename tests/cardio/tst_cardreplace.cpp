// A lost card is barred and its last purchase written again: the meter takes it once, whichever card comes first.
#include "tests/support/tempoffice.h"
#include "tests/support/tempstore.h"

#include <QtTest>

using namespace meterdesk;
using namespace meterdesk::test;
using simulator::Fault;
using simulator::FaultKind;

class TestCardReplace : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void recordTakenOnce_data();
    void recordTakenOnce();
    void nothingUnloaded();
    void inDoubtOnTheLost();
    void tornOnTheSuccessor_data();
    void tornOnTheSuccessor();
    void purseByManager();
    void purseLeftUnfinished();
    void purseShownUnloaded();
    void purseTakenBackAfterItMoved();
    void manyUnloaded();
    void notShownRecently();
    void purseReplacedAgain_data();
    void purseReplacedAgain();
    void returned();
    void refusals();
};

void TestCardReplace::recordTakenOnce_data() {
    QTest::addColumn<QString>("layout");
    QTest::addColumn<bool>("lostFirst");
    for (const QString& layout : {QStringLiteral("mifare-alternating"), QStringLiteral("sle4442-single")})
        for (const bool lostFirst : {false, true})
            QTest::addRow("%s, %s first", qPrintable(layout), lostFirst ? "lost" : "new") << layout << lostFirst;
}

void TestCardReplace::recordTakenOnce() {
    QFETCH(QString, layout);
    QFETCH(bool, lostFirst);
    const QString number = TempOffice::meterOf(layout);
    const TopUpAsked asked{number, TempOffice::twenty(layout), false, {}, false};
    TempOffice office;
    CardDesk desk = office.desk();
    office.issue(layout);
    QVERIFY(desk.topUp(asked));
    QVERIFY(office.load(number).loaded);
    QVERIFY(desk.look());
    QVERIFY(desk.topUp(asked));
    const auto lost = office.reader.eject();
    office.lay(layout);
    const auto card = desk.replace(number, QStringLiteral("lost"));
    QVERIFY2(card, qPrintable(nameOf(card)));
    QCOMPARE(card->replaced, 1);
    QVERIFY(office.auditActions().contains(QStringLiteral("card-replaced")));
    const auto fresh = office.reader.eject();
    QCOMPARE(office.journal().last(office.book().meterByNumber(number)->id).value()->state, OrderState::Delivered);

    office.reader.insert(lostFirst ? lost : fresh);
    QCOMPARE(office.load(number).credit, 20'000);
    office.reader.insert(lostFirst ? fresh : lost);
    QCOMPARE(office.load(number).credit, 0);
    QCOMPARE(office.meter(number).state().loaded, 40'000);

    office.reader.insert(fresh);
    const auto view = desk.look();
    QVERIFY(view);
    QCOMPARE(findingName(view->finding), QStringLiteral("ours"));
    const auto next = desk.topUp(asked);
    if (lostFirst) { // the new card must see the meter once before it can tell
        office.load(number);
        QVERIFY(desk.look());
    }
    QVERIFY2(next || desk.topUp(asked), qPrintable(nameOf(next)));
    QVERIFY(office.balances());
}

void TestCardReplace::nothingUnloaded() {
    const QString layout = QStringLiteral("mifare-alternating");
    const QString number = TempOffice::meterOf(layout);
    const TopUpAsked asked{number, TempOffice::twenty(layout), false, {}, false};
    TempOffice office;
    office.issue(layout);
    QVERIFY(office.desk().topUp(asked));
    QVERIFY(office.load(number).loaded);
    QVERIFY(office.desk().look());
    office.lay(layout);
    QVERIFY(office.desk().replace(number, QStringLiteral("broken")));
    QVERIFY(!office.load(number).loaded);
    const auto next = office.desk().topUp(asked);
    QVERIFY2(next, qPrintable(nameOf(next)));
    QCOMPARE(next->count.value_or(0), 2);
}

void TestCardReplace::inDoubtOnTheLost() {
    const QString layout = QStringLiteral("mifare-alternating");
    const QString number = TempOffice::meterOf(layout);
    const TopUpAsked asked{number, TempOffice::twenty(layout), false, {}, false};
    TempOffice office;
    const auto lost = office.issue(layout);
    CardDesk desk = office.desk();
    Result<CreditOrder> sold = fail(ErrorCode::NoCard);
    for (int at = 1; at < 80 && (sold || sold.error().code != ErrorCode::OutcomeUnknown); ++at) {
        office.reader.insert(lost);
        office.reader.arm({Fault{at, FaultKind::RemovedHalfway, 9, {}}});
        sold = desk.topUp(asked);
        if (!sold && sold.error().code == ErrorCode::NotApplied)
            QVERIFY(desk.reverse(idFromString(sold.error().detail), QString()));
    }
    QCOMPARE(nameOf(sold), QStringLiteral("outcome-unknown"));
    office.reader.arm({});
    office.lay(layout);
    const auto card = desk.replace(number, QStringLiteral("fell into the well"));
    QVERIFY2(card, qPrintable(nameOf(card)));
    const auto order = office.journal().order(idFromString(sold.error().detail));
    QCOMPARE(order->state, OrderState::Delivered);
    QCOMPARE(office.load(number).credit, 20'000);
    office.reader.insert(lost);
    QCOMPARE(office.load(number).credit, 0);
    QVERIFY(office.balances());
}

void TestCardReplace::tornOnTheSuccessor_data() {
    QTest::addColumn<QString>("layout");
    QTest::addColumn<bool>("inDoubt"); // on the lost card; else delivered to it
    QTest::addColumn<bool>("named");   // the attempt names the lost card
    for (const QString& layout : {QStringLiteral("mifare-alternating"), QStringLiteral("sle4442-single")})
        for (const bool inDoubt : {false, true})
            for (const bool named : {false, true})
                QTest::addRow("%s, %s%s", qPrintable(layout), inDoubt ? "in doubt" : "delivered",
                              named ? ", by the lost card's name" : "")
                    << layout << inDoubt << named;
}

void TestCardReplace::tornOnTheSuccessor() {
    QFETCH(QString, layout);
    QFETCH(bool, inDoubt);
    QFETCH(bool, named);
    const QString number = TempOffice::meterOf(layout);
    const TopUpAsked asked{number, TempOffice::twenty(layout), false, {}, false};
    int torn = 0;
    QList<int> places{1'000'000}; // once without a fault; then at each of the last APDUs, which write the record again
    for (int i = 0; i < places.size(); ++i) {
        const int at = places.at(i);
        TempOffice office;
        const auto lost = office.issue(layout);
        CardDesk desk = office.desk();
        Result<CreditOrder> sold = fail(ErrorCode::NoCard);
        for (int first = 30; inDoubt && first > 3 && (sold || sold.error().code != ErrorCode::OutcomeUnknown);
             --first) {
            if (sold) // came through: the meter takes it, and the next one is tried
                office.load(number);
            office.reader.insert(lost);
            office.reader.arm({Fault{first, FaultKind::RemovedBefore, 0, {}}});
            sold = desk.topUp(asked);
        }
        office.reader.arm({});
        if (!inDoubt)
            sold = desk.topUp(asked);
        QVERIFY(sold ? !inDoubt : sold.error().code == ErrorCode::OutcomeUnknown);
        const Meter meter = *office.book().meterByNumber(number);
        const Id id = office.journal().last(meter.id).value()->id;
        const QString lostUid = office.book().activeCardOf(meter.id).value()->uid;

        const auto successor = office.lay(layout);
        office.reader.arm({Fault{at, FaultKind::RemovedHalfway, 5, {}}});
        const auto replaced = desk.replace(number, QStringLiteral("lost"));
        for (int n = 17; i == 0 && n >= 0; --n)
            places << office.reader.apdus() - n;
        office.reader.arm({});
        office.reader.insert(successor);
        if (office.book().activeCardOf(meter.id).value()->uid == lostUid) // not issued: another test's matter
            continue;
        if (named)
            office.store
                ->change(QStringLiteral("UPDATE credit_attempt SET carrier_id = ? WHERE order_id = ?"), {lostUid, id})
                .value();
        torn += replaced ? 0 : 1;
        const auto view = desk.look();
        QVERIFY2(view, qPrintable(QStringLiteral("at %1: %2").arg(at).arg(nameOf(view))));
        if (!replaced) // what couldn't be carried over then may be now
            static_cast<void>(desk.replace(number, QStringLiteral("once more")));
        if (office.journal().order(id)->state == OrderState::NotDelivered) {
            const auto again = desk.resend(id);
            QVERIFY2(again, qPrintable(QStringLiteral("at %1: %2").arg(at).arg(nameOf(again))));
        }
        QCOMPARE(stateName(office.journal().order(id)->state), QStringLiteral("delivered"));
        QCOMPARE(findingName(desk.look()->finding), QStringLiteral("ours"));
        const qint64 before = office.meter(number).state().loaded;
        office.load(number);
        office.reader.insert(lost);
        office.load(number);
        QCOMPARE(office.meter(number).state().loaded, before + 20'000);
        QVERIFY(office.balances());
    }
    QVERIFY2(torn > 1, "no tear hit the record");
}

void TestCardReplace::purseByManager() {
    const QString layout = QStringLiteral("cpu-money");
    const QString number = TempOffice::meterOf(layout);
    TempOffice office;
    office.issue(layout);
    QVERIFY(office.desk().topUp({number, TempOffice::twenty(layout), false, {}, false}));
    office.lay(layout);
    QVERIFY(office.desk().replace(number, QStringLiteral("lost")));
    QVERIFY(!office.load(number).loaded); // money stays where it is: the lost card could still be put in

    CardDesk manager = office.as(office.manager);
    const auto card = manager.replace(number, QStringLiteral("card was seen burnt"), true);
    QVERIFY2(card, qPrintable(nameOf(card)));
    QVERIFY(manager.replace(number, QStringLiteral("once more"), true));
    QCOMPARE(office.load(number).credit, 2000);
    const auto view = manager.look();
    QVERIFY2(view, qPrintable(nameOf(view)));
    QCOMPARE(findingName(view->finding), QStringLiteral("ours"));
    QCOMPARE(office.cases(), QStringList()); // what moved is counted once, by the meter and by the books
    QVERIFY(office.auditActions().contains(QStringLiteral("purse-moved")));
    const auto orders = office.journal().orders(noId, 10);
    QVERIFY(orders);
    QCOMPARE(orders->size(), 2);
    QCOMPARE(orders->first().kind, OrderKind::Transfer);
    QCOMPARE(orders->first().paid.fen, 0);
    QCOMPARE(orders->first().moves, orders->last().id);
    QCOMPARE(orders->first().totalAfter.value_or(0), 2000);
    for (const CreditOrder& order : *orders)
        QCOMPARE(order.state, OrderState::Loaded);
    const auto next = office.desk().topUp({number, TempOffice::twenty(layout), false, {}, false});
    QVERIFY2(next, qPrintable(nameOf(next)));
    QCOMPARE(next->totalAfter.value_or(0), 4000);
    QVERIFY(office.balances());
}

void TestCardReplace::purseLeftUnfinished() {
    const QString layout = QStringLiteral("cpu-money");
    const QString number = TempOffice::meterOf(layout);
    int unfinished = 0;
    bool reached = true;
    for (int at = 1; reached; ++at) {
        TempOffice office;
        office.issue(layout);
        QVERIFY(office.desk().topUp({number, TempOffice::twenty(layout), false, {}, false}));
        CardDesk manager = office.as(office.manager);
        const auto card = office.lay(layout);
        QVERIFY(manager.replace(number, QStringLiteral("lost")));
        office.reader.arm({Fault{at, FaultKind::RemovedAfter, 0, {}}});
        const auto moved = manager.replace(number, QStringLiteral("seen burnt"), true);
        reached = office.reader.apdus() >= at;
        office.reader.arm({});
        office.reader.insert(card);
        const CardView view = must(manager.look());
        if (moved) {
            const CreditOrder transfer = must(office.journal().orders(noId, 10)).first();
            const QString note = must(office.journal().attempts(transfer.id)).last().note;
            QCOMPARE(moved->unfinished, note.contains(QLatin1String("not finished")));
            QVERIFY(!view.mended || moved->unfinished);
            unfinished += view.mended ? 1 : 0;
        }
        for (const CreditOrder& open : must(office.journal().openOrders()))
            QVERIFY(manager.resend(open.id));
        QVERIFY(manager.replace(number, QStringLiteral("seen burnt"), true)); // what hadn't begun yet
        QCOMPARE(office.load(number).credit, 2000);
        QCOMPARE(findingName(must(manager.look()).finding), QStringLiteral("ours"));
        QVERIFY(office.balances());
    }
    QVERIFY(unfinished > 0);
}

void TestCardReplace::purseShownUnloaded() {
    const QString layout = QStringLiteral("cpu-quantity");
    const QString number = TempOffice::meterOf(layout);
    const TopUpAsked asked{number, TempOffice::twenty(layout), false, {}, false};
    TempOffice office;
    office.issue(layout);
    QVERIFY(office.desk().topUp(asked));
    QVERIFY(office.load(number).loaded);
    QVERIFY(office.desk().topUp(asked));
    office.lay(layout);
    QVERIFY(office.desk().replace(number, QStringLiteral("lost")));
    QVERIFY(!office.load(number).loaded); // the meter writes on the new card what it last took
    QVERIFY(office.desk().look());
    const auto card = office.desk().replace(number, QStringLiteral("as the meter shows"));
    QVERIFY2(card, qPrintable(nameOf(card)));
    QCOMPARE(office.load(number).credit, 20'000);
    QVERIFY(office.desk().look());
    QCOMPARE(office.journal().last(office.book().meterByNumber(number)->id).value()->totalAfter.value_or(0), 40'000);
    QCOMPARE(office.cases(), QStringList());
    QVERIFY(office.balances());
}

void TestCardReplace::purseTakenBackAfterItMoved() {
    const QString layout = QStringLiteral("cpu-money");
    const QString number = TempOffice::meterOf(layout);
    TempOffice office;
    office.issue(layout);
    QVERIFY(office.desk().topUp({number, TempOffice::twenty(layout), false, {}, false}));
    office.lay(layout);
    CardDesk manager = office.as(office.manager);
    QVERIFY(manager.replace(number, QStringLiteral("burnt"), true));
    const Id meter = office.book().meterByNumber(number)->id;
    const CreditOrder transfer = office.journal().last(meter).value().value_or(CreditOrder{});
    QCOMPARE(transfer.kind, OrderKind::Transfer);
    const auto back = manager.reverse(transfer.id, QStringLiteral("the old card was found"));
    QVERIFY2(back, qPrintable(nameOf(back)));
    const auto view = manager.look();
    QVERIFY(view);
    QCOMPARE(findingName(view->finding), QStringLiteral("ours"));
    QCOMPARE(view->slots_.first().total.value_or(Credit{}).value, 2000);
    QVERIFY(manager.replace(number, QStringLiteral("it doesn't work"), true)); // moved again
    QCOMPARE(office.load(number).credit, 2000);
    QVERIFY(manager.look());
    QCOMPARE(office.cases(), QStringList());
}

void TestCardReplace::manyUnloaded() {
    const QString layout = QStringLiteral("cpu-money");
    const QString number = TempOffice::meterOf(layout);
    TempOffice office;
    office.issue(layout);
    constexpr int sold = 52;
    for (int i = 0; i < sold; ++i)
        QVERIFY(office.desk().topUp({number, TempOffice::twenty(layout), false, {}, false}));
    office.lay(layout);
    CardDesk manager = office.as(office.manager);
    QVERIFY(manager.replace(number, QStringLiteral("burnt"), true));
    QCOMPARE(office.load(number).credit, sold * 2000);
    QVERIFY(manager.look());
    QCOMPARE(office.cases(), QStringList());
}

void TestCardReplace::notShownRecently() {
    // The meter's word, but from before the sale: it says nothing of what was sold since.
    const QString layout = QStringLiteral("cpu-quantity");
    const QString number = TempOffice::meterOf(layout);
    const TopUpAsked asked{number, TempOffice::twenty(layout), false, {}, false};
    TempOffice office;
    office.issue(layout);
    QVERIFY(office.desk().topUp(asked));
    QVERIFY(office.load(number).loaded);
    const simulator::MeterState old = office.meter(number).state();
    QVERIFY(office.desk().topUp(asked));
    const auto fresh = office.lay(layout);
    QVERIFY(office.desk().replace(number, QStringLiteral("lost")));
    // Read after the sale, but written by a clock that stands before it; and a person's word.
    office.clock.pass(1000);
    Observation said;
    said.meterId = office.book().meterByNumber(number)->id;
    said.source = QStringLiteral("card");
    said.lastCount = 1;
    said.totalLoaded = 20'000;
    said.remaining = 19'000;
    said.meterTime = old.time;
    QVERIFY(office.journal().observe(said));
    QVERIFY(office.desk().replace(number, QStringLiteral("as the meter shows")));
    said.source = QStringLiteral("person");
    said.remaining = 18'000;
    said.meterTime = office.clock.now();
    QVERIFY(office.journal().observe(said));
    QVERIFY(office.desk().replace(number, QStringLiteral("as they say")));
    QVERIFY(!office.load(number).loaded);
}

void TestCardReplace::purseReplacedAgain_data() {
    QTest::addColumn<QString>("layout");
    for (const QString& id : {QStringLiteral("cpu-money"), QStringLiteral("cpu-quantity")})
        QTest::newRow(qPrintable(id)) << id;
}

void TestCardReplace::purseReplacedAgain() {
    // Broken off after the card was written, before it was booked.
    QFETCH(QString, layout);
    const QString number = TempOffice::meterOf(layout);
    int last = 0;
    {
        TempOffice office;
        office.issue(layout);
        QVERIFY(office.desk().topUp({number, TempOffice::twenty(layout), false, {}, false}));
        office.lay(layout);
        office.reader.arm({});
        QVERIFY(office.desk().replace(number, QStringLiteral("lost")));
        last = office.reader.apdus();
    }
    TempOffice office;
    office.issue(layout);
    QVERIFY(office.desk().topUp({number, TempOffice::twenty(layout), false, {}, false}));
    const auto card = office.lay(layout);
    office.reader.arm({Fault{last, FaultKind::RemovedBefore, 0, {}}});
    QVERIFY(!office.desk().replace(number, QStringLiteral("lost")));
    office.reader.arm({});
    office.reader.insert(card);
    const auto again = office.desk().replace(number, QStringLiteral("lost"));
    QVERIFY2(again, qPrintable(nameOf(again)));
    QCOMPARE(again->uid, office.book().activeCardOf(office.book().meterByNumber(number)->id).value()->uid);
}

void TestCardReplace::returned() {
    const QString layout = QStringLiteral("mifare-alternating");
    const QString number = TempOffice::meterOf(layout);
    TempOffice office;
    office.issue(layout);
    CardDesk desk = office.desk();
    QVERIFY(desk.topUp({number, TempOffice::twenty(layout), false, {}, false}));
    QCOMPARE(nameOf(desk.returnCard(QStringLiteral("moves out"))), QStringLiteral("card-has-credit"));
    QVERIFY(office.load(number).loaded);
    QCOMPARE(nameOf(desk.returnCard(QString())), QStringLiteral("reason-missing"));
    const auto card = desk.returnCard(QStringLiteral("moves out"));
    QVERIFY2(card, qPrintable(nameOf(card)));
    QCOMPARE(card->status, CardStatus::Returned);
    QVERIFY(office.auditActions().contains(QStringLiteral("card-returned")));
    QCOMPARE(nameOf(desk.returnCard(QStringLiteral("again"))), QStringLiteral("card-barred"));
}

void TestCardReplace::refusals() {
    const QString layout = QStringLiteral("mifare-alternating");
    const QString number = TempOffice::meterOf(layout);
    TempOffice office(2);
    CardDesk desk = office.desk();
    office.lay(layout);
    QCOMPARE(nameOf(desk.replace(number, QStringLiteral("lost"))), QStringLiteral("meter-has-no-card"));
    office.issue(layout);
    QCOMPARE(nameOf(desk.replace(number, QString())), QStringLiteral("reason-missing"));
    const auto first = office.reader.eject();
    office.lay(layout);
    QVERIFY(desk.issue(TempOffice::meterOf(layout, 1)));
    QCOMPARE(nameOf(desk.replace(number, QStringLiteral("lost"))), QStringLiteral("card-not-blank"));
}

QTEST_GUILESS_MAIN(TestCardReplace)
#include "tst_cardreplace.moc"
