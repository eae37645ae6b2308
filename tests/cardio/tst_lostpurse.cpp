// Money on a lost purse: what a meter's count and total say of it, and what they don't.
#include "tests/support/askedagain.h"
#include "tests/support/tempoffice.h"
#include "tests/support/tempstore.h"

#include <QtTest>

using namespace meterdesk;
using namespace meterdesk::test;
using simulator::Fault;
using simulator::FaultKind;

class TestLostPurse : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void laterPurchaseSaysNothingOfTheLostPurse_data();
    void laterPurchaseSaysNothingOfTheLostPurse();
    void oneOfTwoLostIsFound_data();
    void oneOfTwoLostIsFound();
    void theFileLagsBehindThePurse_data();
    void theFileLagsBehindThePurse();
    void aLackThatNobodyCanExplain();
    void theTotalShowsWhatALostPurseStillHolds_data();
    void theTotalShowsWhatALostPurseStillHolds();
    void whatStaysBehindIsTold();
    void replaceAskedAgainFinishesTheDataFile();
    void theSecondOfTwoFailsAfterTheFirstWasMoved();
    void lostPurseTurnsUp_data();
    void lostPurseTurnsUp();

private:
    static TopUpAsked asked(int quantity) {
        return {TempOffice::meterOf(units), {{}, Quantity{qint64(1000) * quantity}}, false, {}, false};
    }
    /// Rows of a test's data function.
    static void eitherWay(const char* column, const char* yes, const char* no);
    static CreditOrder sold(TempOffice& office, int quantity);
    static OrderState stateOf(TempOffice& office, const CreditOrder& order) {
        return must(office.journal().order(order.id)).state;
    }
    /// The card on the reader is in the meter and back, and is looked at.
    static bool visits(TempOffice& office);
    static const inline QString units = QStringLiteral("cpu-quantity"); // the layout
};

void TestLostPurse::eitherWay(const char* column, const char* yes, const char* no) {
    QTest::addColumn<bool>(column);
    QTest::newRow(yes) << true;
    QTest::newRow(no) << false;
}

CreditOrder TestLostPurse::sold(TempOffice& office, int quantity) {
    return must(office.desk().topUp(asked(quantity)));
}

bool TestLostPurse::visits(TempOffice& office) {
    const bool loaded = office.load(TempOffice::meterOf(units)).loaded;
    must(office.desk().look());
    return loaded;
}

void TestLostPurse::laterPurchaseSaysNothingOfTheLostPurse_data() {
    QTest::addColumn<QString>("layout");
    QTest::addColumn<bool>("found");
    for (const char* id : {"cpu-money", "cpu-quantity"})
        for (const bool found : {false, true})
            QTest::addRow("%s, %s", id, found ? "found again" : "moved") << QString::fromLatin1(id) << found;
}

void TestLostPurse::laterPurchaseSaysNothingOfTheLostPurse() {
    QFETCH(QString, layout);
    QFETCH(bool, found);
    const QString number = TempOffice::meterOf(layout);
    const TopUpAsked twenty{number, TempOffice::twenty(layout), false, {}, false};
    TempOffice office;
    const auto lost = office.issue(layout);
    const auto first = office.desk().topUp(twenty);
    QVERIFY(first);
    const auto successor = office.lay(layout);
    QVERIFY(office.desk().replace(number, QStringLiteral("lost")));
    for (int purchase = 0; purchase < 2; ++purchase) {
        const auto later = office.desk().topUp(twenty);
        QVERIFY2(later, qPrintable(nameOf(later)));
        QVERIFY(office.load(number).loaded);
        QVERIFY(office.desk().look());
        QCOMPARE(must(office.journal().order(later->id)).state, OrderState::Loaded);
        QCOMPARE(must(office.journal().order(first->id)).state, OrderState::Delivered);
    }
    QCOMPARE(office.cases(), QStringList());
    if (found) {
        office.reader.insert(lost);
        QVERIFY(office.load(number).loaded);
        office.reader.insert(successor);
        static_cast<void>(office.load(number)); // brings the report back
    } else {
        QVERIFY(office.as(office.manager).replace(number, QStringLiteral("not in the meter"), true));
        QVERIFY(office.desk().look());
        QCOMPARE(must(office.journal().order(first->id)).state, OrderState::Delivered); // on its way by the other card
        QVERIFY(office.load(number).loaded);
    }
    QVERIFY(office.desk().look());
    QCOMPARE(must(office.journal().order(first->id)).state, OrderState::Loaded);
    QCOMPARE(office.meter(number).state().loaded, 3 * first->credit.value);
    QCOMPARE(office.cases(), QStringList());
    QVERIFY(office.balances());
}

void TestLostPurse::oneOfTwoLostIsFound_data() {
    eitherWay("firstIsFound", "the first", "the second");
}

void TestLostPurse::oneOfTwoLostIsFound() {
    QFETCH(bool, firstIsFound);
    const QString number = TempOffice::meterOf(units);
    TempOffice office;
    const auto a = office.issue(units);
    const CreditOrder onA = sold(office, 100);
    const auto b = office.lay(units);
    must(office.desk().replace(number, QStringLiteral("lost")));
    const CreditOrder onB = sold(office, 50);
    const auto c = office.lay(units);
    must(office.desk().replace(number, QStringLiteral("lost again")));
    const CreditOrder onC = sold(office, 70);
    QVERIFY(visits(office));
    QCOMPARE(stateOf(office, onA), OrderState::Delivered);
    QCOMPARE(stateOf(office, onB), OrderState::Delivered);
    QCOMPARE(stateOf(office, onC), OrderState::Loaded);

    office.reader.insert(firstIsFound ? a : b);
    QVERIFY(office.load(number).loaded);
    office.reader.insert(c);
    QVERIFY(!visits(office)); // empty: it only brings the meter's word back
    QCOMPARE(stateOf(office, onA), firstIsFound ? OrderState::Loaded : OrderState::Delivered);
    QCOMPARE(stateOf(office, onB), firstIsFound ? OrderState::Delivered : OrderState::Loaded);
    QCOMPARE(office.cases(), QStringList());

    office.reader.insert(firstIsFound ? b : a);
    QVERIFY(office.load(number).loaded);
    office.reader.insert(c);
    QVERIFY(!visits(office));
    for (const CreditOrder& order : {onA, onB, onC})
        QCOMPARE(stateOf(office, order), OrderState::Loaded);
    QCOMPARE(office.meter(number).state().loaded, 220'000);
    QCOMPARE(office.cases(), QStringList());
    QVERIFY(office.balances());
}

void TestLostPurse::theFileLagsBehindThePurse_data() {
    QTest::addColumn<int>("onLost");
    QTest::addColumn<int>("onTorn");
    QTest::newRow("which purchase it was shows") << 100 << 30;
    QTest::newRow("it might be either") << 50 << 50; // the meter's total is the same whichever it has taken
}

void TestLostPurse::theFileLagsBehindThePurse() {
    QFETCH(int, onLost);
    QFETCH(int, onTorn);
    const QString number = TempOffice::meterOf(units);
    // The APDU that puts the credit into the purse, found by trying; the one after it would begin the file.
    int credited = 0;
    for (int at = 1; at < 30 && credited == 0; ++at) {
        TempOffice office;
        office.issue(units);
        office.reader.arm({Fault{at, FaultKind::RemovedAfter, 0, {}}});
        const auto card = office.reader.card();
        static_cast<void>(office.desk().topUp(asked(30)));
        office.reader.arm({});
        office.reader.insert(card);
        if (office.load(number).loaded)
            credited = at;
    }
    QVERIFY2(credited != 0, "the credit was never on the card");
    TempOffice office;
    office.issue(units);
    const CreditOrder lost = sold(office, onLost);
    const auto card = office.lay(units);
    must(office.desk().replace(number, QStringLiteral("lost")));
    const CreditOrder whole = sold(office, 50);
    QVERIFY(visits(office));
    QCOMPARE(stateOf(office, lost), OrderState::Delivered);

    office.reader.arm({Fault{credited, FaultKind::RemovedAfter, 0, {}}});
    const CreditOrder torn = sold(office, onTorn); // what the purse has is delivered; the file is finished later
    office.reader.arm({});
    office.reader.insert(card);
    QVERIFY(visits(office)); // the meter has the credit, and the count of the file before
    QCOMPARE(stateOf(office, lost), OrderState::Delivered);
    QCOMPARE(stateOf(office, whole), OrderState::Loaded);
    QCOMPARE(office.cases(), QStringList());

    sold(office, 10);
    QVERIFY(visits(office));
    QCOMPARE(stateOf(office, torn), OrderState::Loaded);
    QCOMPARE(stateOf(office, lost), OrderState::Delivered);
    QCOMPARE(office.cases(), QStringList());
    QVERIFY(office.balances());
}

void TestLostPurse::aLackThatNobodyCanExplain() {
    const QString number = TempOffice::meterOf(units);
    TempOffice office;
    office.issue(units);
    const CreditOrder lost = sold(office, 100);
    office.lay(units);
    must(office.desk().replace(number, QStringLiteral("lost")));
    sold(office, 50);
    office.meter(number).state().loaded -= 5'000; // a meter that has forgotten something
    QVERIFY(visits(office));
    QCOMPARE(office.cases(), QStringList{QStringLiteral("total-short")});
    QCOMPARE(stateOf(office, lost), OrderState::Delivered); // a person finds out, and the money can still be moved
}

void TestLostPurse::theTotalShowsWhatALostPurseStillHolds_data() {
    eitherWay("lostTwice", "it might be either of two", "it can only be that one");
}

void TestLostPurse::theTotalShowsWhatALostPurseStillHolds() {
    QFETCH(bool, lostTwice);
    const QString number = TempOffice::meterOf(units);
    TempOffice office;
    office.issue(units);
    const CreditOrder lost = sold(office, 100);
    office.clock.pass(60'000);
    if (lostTwice) { // the other one's credit is the same, and has come into the meter
        const auto found = office.lay(units);
        must(office.desk().replace(number, QStringLiteral("lost")));
        sold(office, 100);
        const auto loaded = office.reader.card();
        QVERIFY(office.load(number).loaded);
        office.reader.insert(loaded);
    }
    office.lay(units);
    must(office.desk().replace(number, QStringLiteral("lost")));
    sold(office, 50);
    office.clock.pass(60'000);
    QVERIFY(visits(office)); // a later purchase is in the meter: the count says nothing any more, the total does
    QCOMPARE(stateOf(office, lost), OrderState::Delivered);
    const Replaced again = must(office.desk().replace(number, QStringLiteral("lost")));
    QCOMPARE(again.left.isEmpty(), !lostTwice);
    QCOMPARE(office.load(number).credit, lostTwice ? 0 : lost.credit.value);
    must(office.desk().look());
    QCOMPARE(office.cases(), QStringList());
    QVERIFY(office.balances());
}

void TestLostPurse::whatStaysBehindIsTold() {
    const QString number = TempOffice::meterOf(units);
    TempOffice office;
    office.issue(units);
    const CreditOrder first = must(office.desk().topUp({number, TempOffice::twenty(units), false, {}, false}));
    office.lay(units);
    const Replaced replaced = must(office.desk().replace(number, QStringLiteral("lost")));
    QCOMPARE(replaced.left.size(), 1);
    QVERIFY(replaced.left.first().credit == first.credit);
    QVERIFY(leftText(replaced.left.first()).contains(number));
    QVERIFY(must(office.desk().look()).slots_.first().leftOnLost == first.credit);
    // The meter's word comes on the card, and counts for the one who asks again.
    office.clock.pass(60'000);
    static_cast<void>(office.load(number));
    const Replaced again = must(office.desk().replace(number, QStringLiteral("lost")));
    QVERIFY(again.left.isEmpty());
    QCOMPARE(must(office.desk().look()).slots_.first().leftOnLost.value, 0);
    QCOMPARE(office.load(number).credit, first.credit.value);
}

void TestLostPurse::replaceAskedAgainFinishesTheDataFile() {
    const QString number = TempOffice::meterOf(units);
    finishesWhenAskedAgain(
        [&](TempOffice& office) {
            office.issue(units);
            sold(office, 100);
            office.lay(units);
            must(office.desk().replace(number, QStringLiteral("lost"))); // what is on the lost one stays there
        },
        [&](TempOffice& office) {
            return office.as(office.manager).replace(number, QStringLiteral("seen burnt"), true);
        },
        [&](TempOffice& office) { return office.load(number).credit == 100'000; });
}

void TestLostPurse::theSecondOfTwoFailsAfterTheFirstWasMoved() {
    const QString number = TempOffice::meterOf(units);
    int half = 0, nothing = 0;
    bool reached = true;
    for (int at = 1; reached; ++at) {
        TempOffice office;
        QVERIFY(office.store->execute(QStringLiteral("PRAGMA synchronous = OFF")));
        office.issue(units);
        const CreditOrder first = sold(office, 100);
        office.lay(units);
        must(office.desk().replace(number, QStringLiteral("lost")));
        const CreditOrder second = sold(office, 50);
        office.lay(units);
        must(office.desk().replace(number, QStringLiteral("lost again")));
        office.reader.arm({Fault{at, FaultKind::RemovedBefore, 0, {}}});
        const auto moved = office.as(office.manager).replace(number, QStringLiteral("both burnt"), true);
        reached = office.reader.apdus() >= at;
        const auto movedOn = [&](const CreditOrder& order) {
            for (const CreditOrder& each : must(office.journal().orders(first.meterId, 10)))
                if (each.moves == order.id && each.state == OrderState::Delivered)
                    return true;
            return false;
        };
        if (moved)
            continue; // what the purse has and the file lacks is no failure
        // Whoever is told "refused" takes it that nothing was done.
        const bool one = movedOn(first);
        QVERIFY(!movedOn(second));
        QVERIFY2(!one || moved.error().outcome() == Outcome::Unknown,
                 qPrintable(QStringLiteral("at %1: %2").arg(at).arg(nameOf(moved))));
        ++(one ? half : nothing);
    }
    QVERIFY2(half > 0 && nothing > 0, qPrintable(QStringLiteral("%1, %2").arg(half).arg(nothing)));
}

void TestLostPurse::lostPurseTurnsUp_data() {
    eitherWay("lostFirst", "before the new card", "after the new card");
}

void TestLostPurse::lostPurseTurnsUp() {
    QFETCH(bool, lostFirst);
    const QString layout = QStringLiteral("cpu-money");
    const QString number = TempOffice::meterOf(layout);
    TempOffice office;
    office.issue(layout);
    QVERIFY(office.desk().topUp({number, TempOffice::twenty(layout), false, {}, false}));
    const auto lost = office.reader.eject();
    const auto fresh = office.lay(layout);
    QVERIFY(office.as(office.manager).replace(number, QStringLiteral("seen burnt"), true));
    if (!lostFirst)
        QCOMPARE(office.load(number).credit, 2000);
    office.reader.insert(lost);
    QCOMPARE(office.load(number).credit, 2000);
    office.reader.insert(fresh);
    QCOMPARE(office.load(number).credit, lostFirst ? 2000 : 0);
    QVERIFY(office.desk().look());
    QCOMPARE(office.meter(number).state().loaded, 4000); // twice, and the office must hear of it
    QCOMPARE(office.cases(), QStringList{QStringLiteral("total-excess")});
}

QTEST_GUILESS_MAIN(TestLostPurse)
#include "tst_lostpurse.moc"
