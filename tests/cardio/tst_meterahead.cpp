// A meter that has loaded a purchase which the books don't have: nothing more is sold until a manager takes its word.
#include "cardio/simulator/virtualcard.h"
#include "tests/support/creditoffice.h"
#include "tests/support/tempoffice.h"

#include <QtTest>

using namespace meterdesk;
using namespace meterdesk::test;

class TestMeterAhead : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void givenBackAndLoadedAllTheSame_data();
    void givenBackAndLoadedAllTheSame();
    void whatWasSoldIsNotTakenForIt();

private:
    const QString m_why = QStringLiteral("sold by mistake");
};

void TestMeterAhead::givenBackAndLoadedAllTheSame_data() {
    QTest::addColumn<QString>("layout");
    QTest::addColumn<bool>("copyStays");
    for (const char* layout : {"mifare-alternating", "sle4442-single"})
        for (const bool stays : {false, true})
            QTest::addRow("%s, %s", layout, stays ? "the copy is laid down" : "the card is laid down")
                << QString::fromLatin1(layout) << stays;
}

/// Money is given back for a purchase on the card, of which somebody has kept a copy; the meter loads it from the copy.
void TestMeterAhead::givenBackAndLoadedAllTheSame() {
    QFETCH(QString, layout);
    QFETCH(bool, copyStays);
    const QString number = TempOffice::meterOf(layout);
    const TopUpAsked asked{number, TempOffice::twenty(layout), false, {}, false};
    TempOffice office;
    const std::shared_ptr<simulator::VirtualCard> card = office.issue(layout);
    must(office.desk().topUp(asked));
    QVERIFY(office.load(number).loaded);
    const CreditOrder second = must(office.desk().topUp(asked));
    const std::shared_ptr<simulator::VirtualCard> copy = card->clone();
    must(office.as(office.manager).reverse(second.id, m_why));
    office.reader.insert(copy);
    QCOMPARE(office.load(number).credit, second.credit.value);
    if (!copyStays) {
        office.reader.insert(card);
        QVERIFY(!office.load(number).loaded); // it only writes back
    }

    const Id meter = must(office.book().meterByNumber(number)).id;
    QCOMPARE(findingName(must(office.desk().look()).finding), QStringLiteral("ahead"));
    QCOMPARE(nameOf(office.desk().topUp(asked)), QStringLiteral("card-ahead"));
    QVERIFY(must(office.journal().openOrders()).isEmpty());
    const auto kinds = [&] {
        QStringList found;
        for (const OpenCase& each : must(office.journal().cases(meter)))
            found << each.kind;
        return found;
    };
    QVERIFY(kinds().contains(QStringLiteral("reversed-loaded")));

    QCOMPARE(nameOf(office.desk().adopt(number)), QStringLiteral("not-allowed"));
    must(office.as(office.manager).adopt(number));
    QVERIFY(!kinds().contains(QStringLiteral("reversed-loaded")));
    QCOMPARE(findingName(must(office.desk().look()).finding), QStringLiteral("ours"));
    const CreditOrder third = must(office.desk().topUp(asked));
    QCOMPARE(third.count.value_or(0), 3);
    QCOMPARE(office.load(number).credit, third.credit.value);
    QCOMPARE(findingName(must(office.desk().look()).finding), QStringLiteral("ours"));
    QCOMPARE(must(office.journal().order(third.id)).state, OrderState::Loaded);
    QVERIFY(office.balances());
    const auto report = must(office.book().lastReport(meter));
    QVERIFY(report.has_value());
    QCOMPARE(report->totalLoaded.value_or(*third.totalAfter), *third.totalAfter);
    QVERIFY(!kinds().contains(QStringLiteral("total-excess")));
    QVERIFY(office.auditActions().contains(QStringLiteral("meters-word-taken")));
}

/// An order that was written but not applied is not sent again onto a card whose meter is beyond it.
void TestMeterAhead::whatWasSoldIsNotTakenForIt() {
    const QString layout = QStringLiteral("mifare-alternating");
    const QString number = TempOffice::meterOf(layout);
    const TopUpAsked asked{number, TempOffice::twenty(layout), false, {}, false};
    TempOffice office;
    const std::shared_ptr<simulator::VirtualCard> card = office.issue(layout);
    std::shared_ptr<simulator::VirtualCard> copy;
    for (int purchase = 1; purchase <= 2; ++purchase) {
        const CreditOrder order = must(office.desk().topUp(asked));
        copy = card->clone();
        must(office.as(office.manager).reverse(order.id, m_why));
        office.reader.insert(copy);
        QVERIFY(office.load(number).loaded);
        office.reader.insert(card);
        QVERIFY(!office.load(number).loaded);
        if (purchase == 1)
            must(office.as(office.manager).adopt(number));
    }
    office.reader.insert(copy); // its record and its meter's word are one
    must(office.as(office.manager).adopt(number));
    const CreditOrder third = must(office.desk().topUp(asked));
    QCOMPARE(third.count.value_or(0), 3);
    QCOMPARE(office.load(number).credit, third.credit.value);
    QVERIFY(office.balances());
}

QTEST_GUILESS_MAIN(TestMeterAhead)
#include "tst_meterahead.moc"
