// Cards with purchases made elsewhere, and meters that take over from others.
#include "tests/support/tempoffice.h"

#include <QtTest>

using namespace meterdesk;
using namespace meterdesk::test;

class TestCardAdopt : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void adopt_data() { layouts(); }
    void adopt();
    void mismatch();
    void exchange_data() { layouts(); }
    void exchange();
    void exchangeRefusals();

private:
    static void layouts() {
        QTest::addColumn<QString>("layout");
        for (const QString& layout : TempOffice::layoutIds())
            QTest::newRow(qPrintable(layout)) << layout;
    }
};

void TestCardAdopt::adopt() {
    QFETCH(QString, layout);
    const QString number = TempOffice::meterOf(layout);
    const TopUpAsked asked{number, TempOffice::twenty(layout), false, {}, false};
    TempOffice elsewhere;
    elsewhere.issue(layout);
    QVERIFY(elsewhere.desk().topUp(asked));
    QVERIFY(elsewhere.load(number).loaded);
    const auto second = elsewhere.desk().topUp(asked);
    QVERIFY(second);
    QVERIFY(elsewhere.load(number).loaded);

    TempOffice office;
    const auto card = elsewhere.reader.eject();
    office.reader.insert(card);
    const auto adopted = office.as(office.manager).adopt(number);
    QVERIFY2(adopted, qPrintable(nameOf(adopted)));
    QCOMPARE(findingName(adopted->view.finding), QStringLiteral("ours"));
    QVERIFY2(adopted->found.contains(QLatin1Char('2')), qPrintable(adopted->found));
    const Meter meter = *office.book().meterByNumber(number);
    QCOMPARE(meter.baseCount, 2);
    QCOMPARE(meter.baseTotal, second->totalAfter.value_or(0));
    QVERIFY(office.auditActions().contains(QStringLiteral("card-adopted")));

    const auto third = office.desk().topUp(asked);
    QVERIFY2(third, qPrintable(nameOf(third)));
    QCOMPARE(third->count.value_or(0), 3);
    elsewhere.reader.insert(card);
    QCOMPARE(elsewhere.load(number).credit, third->credit.value);
}

void TestCardAdopt::mismatch() {
    const QString layout = QStringLiteral("mifare-alternating");
    TempOffice office(2);
    CardDesk desk = office.as(office.manager);
    office.lay(layout);
    QCOMPARE(nameOf(desk.adopt(TempOffice::meterOf(layout))), QStringLiteral("card-blank"));
    TempOffice elsewhere;
    elsewhere.issue(layout);
    office.reader.insert(elsewhere.reader.eject());
    QCOMPARE(nameOf(desk.adopt(TempOffice::meterOf(layout, 1))), QStringLiteral("adopt-mismatch"));
    QVERIFY(!office.book().activeCardOf(office.book().meterByNumber(TempOffice::meterOf(layout, 1))->id)->has_value());
}

void TestCardAdopt::exchange() {
    QFETCH(QString, layout);
    const bool purse = layout.startsWith(QLatin1String("cpu"));
    const QString number = TempOffice::meterOf(layout);
    const QString next = QStringLiteral("777001");
    const TopUpAsked asked{number, TempOffice::twenty(layout), false, {}, false};
    TempOffice office;
    office.issue(layout);
    const auto first = office.desk().topUp(asked);
    QVERIFY(first);
    const qint64 twenty = first->credit.value;
    QVERIFY(office.load(number).loaded);
    office.meter(number).use(twenty / 4);
    office.load(number);
    const auto second = office.desk().topUp(asked); // still on the card when the meter breaks
    QVERIFY2(second, qPrintable(nameOf(second)));

    const auto meter = office.desk().exchangeMeter(number, next, {}, QStringLiteral("display dead"));
    QVERIFY2(meter, qPrintable(nameOf(meter)));
    QCOMPARE(meter->number, next);
    QCOMPARE(office.book().meterByNumber(number)->state, MeterState::Removed);
    QVERIFY(office.auditActions().contains(QStringLiteral("meter-exchanged")));
    const auto transfer = office.journal().last(meter->id);
    QVERIFY(transfer && *transfer);
    QCOMPARE((*transfer)->kind, OrderKind::Transfer);
    QCOMPARE((*transfer)->count.value_or(0), 1);
    QCOMPARE((*transfer)->credit.value, purse ? twenty * 3 / 4 : twenty * 7 / 4);
    QCOMPARE((*transfer)->totalAfter.value_or(0), 2 * twenty);

    QCOMPARE(office.load(next).credit, twenty * 7 / 4);
    const auto view = office.desk().look();
    QVERIFY(view);
    QCOMPARE(findingName(view->finding), QStringLiteral("ours"));
    QCOMPARE(view->slots_.first().lastOrder.value_or(CreditOrder{}).state, OrderState::Loaded);
    const auto third = office.desk().topUp({next, TempOffice::twenty(layout), false, {}, false});
    QVERIFY2(third, qPrintable(nameOf(third)));
    QCOMPARE(third->count.value_or(0), 2);
    QCOMPARE(nameOf(office.desk().topUp(asked)), QStringLiteral("meter-not-in-use"));
    QVERIFY(office.balances());
}

void TestCardAdopt::exchangeRefusals() {
    const QString layout = QStringLiteral("mifare-alternating");
    const QString number = TempOffice::meterOf(layout);
    TempOffice office(2);
    office.issue(layout);
    CardDesk desk = office.desk();
    const QString next = QStringLiteral("777001");
    QCOMPARE(nameOf(desk.exchangeMeter(number, next, {}, QString())), QStringLiteral("reason-missing"));
    QCOMPARE(nameOf(desk.exchangeMeter(number, next, 5000, QStringLiteral("says so"))), QStringLiteral("not-allowed"));
    QCOMPARE(nameOf(desk.exchangeMeter(number, TempOffice::meterOf(layout, 1), {}, QStringLiteral("dead"))),
             QStringLiteral("already-exists"));
    QCOMPARE(office.book().meterByNumber(number)->state, MeterState::InUse);
}

QTEST_GUILESS_MAIN(TestCardAdopt)
#include "tst_cardadopt.moc"
