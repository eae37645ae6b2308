// What meters say enters the books by one door: it proves deliveries, and where it disagrees with the books it opens a
// case, once, which a manager closes.
#include "tests/support/creditoffice.h"

#include <QtTest>

using namespace meterdesk;
using namespace meterdesk::test;

class TestJournalEvidence : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void evidenceProvesADoubtfulDelivery() {
        CreditOffice office;
        CreditJournal journal(*office.store, office.cashier, office.clock);
        const Id meter = office.addMeter();
        const CreditOrder doubt = must(office.sell(journal, sale(meter), unknown));
        const Observed seen = must(journal.observe(meterSays(meter, 1, 10000)));
        QCOMPARE(seen.loaded, QList<Id>{doubt.id});
        QVERIFY(seen.discrepancies.isEmpty());
        const CreditOrder loaded = must(journal.order(doubt.id));
        QCOMPARE(loaded.state, OrderState::Loaded);
        QCOMPARE(loaded.receipt, std::optional<qint64>(1));
        QVERIFY(must(journal.history(doubt.id)).constLast().reason.contains(QLatin1String("proves the delivery")));
    }

    void nothingNewIsNotWritten() {
        CreditOffice office;
        CreditJournal journal(*office.store, office.cashier, office.clock);
        const Id meter = office.addMeter();
        must(office.sell(journal, sale(meter), applied));
        QVERIFY(must(journal.observe(meterSays(meter, 1, 10000))).changed);
        const qint64 before = office.store->commits();
        QVERIFY(!must(journal.observe(meterSays(meter, 1, 10000))).changed);
        QVERIFY(!must(journal.observe(meterSays(meter, 1))).changed);
        QCOMPARE(office.store->commits(), before);
        Observation used = meterSays(meter, 1, 10000);
        used.remaining = 4000;
        used.totalUsed = 6000;
        used.valveOpen = false;
        used.monthly = {3000, 3000};
        used.meterTime = office.clock.time;
        QVERIFY(must(journal.observe(used)).changed);
        QVERIFY(!must(journal.observe(used)).changed);
        QCOMPARE(office.one(QStringLiteral("SELECT monthly FROM meter_report ORDER BY id DESC")).toString(),
                 QStringLiteral("3000,3000"));
        QCOMPARE(journal.observe(meterSays(newId(), 1)).error().code, ErrorCode::NotFound);
    }

    void purseTotalSaysWhatItsCountDoesNot() {
        CreditOffice office;
        CreditJournal journal(*office.store, office.cashier, office.clock);
        const Id meter = office.addMeter();
        const CreditOrder first = must(office.sell(journal, purseSale(meter), applied));
        const CreditOrder second = must(office.sell(journal, purseSale(meter), applied));
        const Observed seen = must(journal.observe(meterSays(meter, 1, 20000)));
        QCOMPARE(seen.loaded, (QList<Id>{first.id, second.id}));
        QVERIFY(seen.discrepancies.isEmpty());
    }

    void disagreementOpensOneCase_data() {
        QTest::addColumn<qint64>("count");
        QTest::addColumn<qint64>("total");
        QTest::addColumn<QString>("kind");
        QTest::newRow("ahead") << qint64{4} << qint64{40000} << QStringLiteral("count-ahead");
        QTest::newRow("excess") << qint64{2} << qint64{20001} << QStringLiteral("total-excess");
        QTest::newRow("short") << qint64{2} << qint64{19999} << QStringLiteral("total-short");
        QTest::newRow("back") << qint64{0} << qint64{0} << QStringLiteral("count-back");
    }
    void disagreementOpensOneCase() {
        QFETCH(qint64, count);
        QFETCH(qint64, total);
        QFETCH(QString, kind);
        CreditOffice office;
        CreditJournal journal(*office.store, office.cashier, office.clock);
        const Id meter = office.addMeter();
        must(office.sell(journal, sale(meter), applied));
        must(journal.observe(meterSays(meter, 1, 10000)));
        must(office.sell(journal, sale(meter), applied));
        QCOMPARE(must(journal.observe(meterSays(meter, count, total))).discrepancies.size(), 1);
        QCOMPARE(office.openCases(meter, kind), 1);
        must(journal.observe(meterSays(meter, count, total)));
        QCOMPARE(office.openCases(meter), 1);
    }

    void totalsMayBeRounded() {
        CreditOffice office;
        CreditJournal journal(*office.store, office.cashier, office.clock);
        const Id meter = office.addMeter({3, 30000, QStringLiteral("quantity"), QStringLiteral("in-use")});
        Observation said = meterSays(meter, 3, 30100);
        said.totalTolerance = 100;
        must(journal.observe(said));
        QCOMPARE(office.openCases(meter), 0);
        said.totalLoaded = 29899;
        must(journal.observe(said));
        QCOMPARE(office.openCases(meter, QStringLiteral("total-short")), 1);
    }

    void aKnownDifferenceIsNoNewsAtTheNextPurchase() {
        CreditOffice office;
        CreditJournal journal(*office.store, office.cashier, office.clock);
        CreditJournal manager(*office.store, office.manager, office.clock);
        const Id meter = office.addMeter();
        const auto buyAndSay = [&](qint64 count, qint64 apart) {
            must(office.sell(journal, sale(meter), applied));
            must(journal.observe(meterSays(meter, count, 10000 * count + apart)));
        };
        buyAndSay(1, 500);
        QCOMPARE(office.openCases(meter, QStringLiteral("total-excess")), 1);
        buyAndSay(2, 500);
        QCOMPARE(office.openCases(meter), 1);
        must(manager.closeCase(must(journal.cases(meter)).first().id, QStringLiteral("it came with that")));
        buyAndSay(3, 500);
        QCOMPARE(office.openCases(meter), 0);
        buyAndSay(4, 501); // more than was seen to
        QCOMPARE(office.openCases(meter, QStringLiteral("total-excess")), 1);
        buyAndSay(5, -1);
        QCOMPARE(office.openCases(meter, QStringLiteral("total-short")), 1);
    }

    void anOldCaseHidesNoLaterOne() {
        CreditOffice office;
        CreditJournal journal(*office.store, office.cashier, office.clock);
        const Id meter = office.addMeter();
        must(journal.observe(meterSays(meter, 4, 40000)));
        must(journal.observe(meterSays(meter, 6, 60000)));
        must(journal.observe(meterSays(meter, 6, 60000)));
        const QList<OpenCase> open = must(journal.cases(meter));
        QCOMPARE(open.size(), 2);
        QCOMPARE(open[0].detail, QStringLiteral("meter 6, books 0"));
        QCOMPARE(open[1].detail, QStringLiteral("meter 4, books 0"));
    }

    void aCountAheadProvesNoDelivery_data() {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::newRow("in doubt") << "in-doubt"
                                  << "in-doubt";
        QTest::newRow("not delivered") << "not-delivered"
                                       << "not-delivered";
        QTest::newRow("delivered") << "delivered"
                                   << "loaded";
    }
    void aCountAheadProvesNoDelivery() {
        QFETCH(QString, before);
        QFETCH(QString, after);
        CreditOffice office;
        CreditJournal journal(*office.store, office.cashier, office.clock);
        const Id meter = office.addMeter();
        const CreditOrder order = must(office.sell(journal, sale(meter),
                                                   before == QLatin1String("delivered")  ? applied
                                                   : before == QLatin1String("in-doubt") ? unknown
                                                                                         : notApplied));
        QCOMPARE(office.stateOf(order.id), before);
        const Observation wrong = meterSays(meter, 515, 10000); // a torn report whose byte sum fits
        must(journal.observe(wrong));
        QCOMPARE(office.stateOf(order.id), after);
        QCOMPARE(office.openCases(meter, QStringLiteral("count-ahead")), 1);
        // Nor is another sold on top of it: the meter would refuse a number that it has.
        const bool isEnded = after == QLatin1String("loaded");
        QCOMPARE(journal.draft(sale(meter), {wrong}).error().code,
                 isEnded ? ErrorCode::CardAhead : ErrorCode::OrderOpen);
        QCOMPARE(journal.draft(sale(meter)).has_value(), isEnded); // as soon as the meter takes it back
    }

    void theMetersWordIsTakenByAManager() {
        CreditOffice office;
        CreditJournal cashiers(*office.store, office.cashier, office.clock);
        CreditJournal managers(*office.store, office.manager, office.clock);
        const Id meter = office.addMeter();
        const QString why = QStringLiteral("bought at the other office");
        must(office.sell(cashiers, sale(meter), applied));
        const Observation said = meterSays(meter, 4, 70000);
        must(cashiers.observe(said));
        QCOMPARE(office.openCases(meter, QStringLiteral("count-ahead")), 1);
        QVERIFY(must(cashiers.isAhead(said)));
        QCOMPARE(cashiers.takeMetersWord(said, why).error().code, ErrorCode::NotAllowed);
        QCOMPARE(managers.takeMetersWord(said, QStringLiteral(" ")).error().code, ErrorCode::ReasonMissing);
        QCOMPARE(managers.takeMetersWord(meterSays(meter, 1, 10000), why).error().code, ErrorCode::BadArgument);
        QCOMPARE(managers.takeMetersWord(meterSays(meter, 4, 10000), why).error().code, ErrorCode::BadArgument);
        const CreditOrder taken = must(managers.takeMetersWord(said, why));
        QCOMPARE(taken.state, OrderState::Loaded);
        QCOMPARE(taken.paid.fen, qint64{0});
        QCOMPARE(taken.credit.value, qint64{60000});
        QVERIFY(!must(cashiers.isAhead(said)));
        QCOMPARE(managers.takeMetersWord(said, why).error().code, ErrorCode::BadArgument);
        QCOMPARE(office.openCases(meter), 0);
        must(cashiers.observe(said));
        QCOMPARE(office.openCases(meter), 0);
        QCOMPARE(must(cashiers.lastDelivered(meter))->count, std::optional<qint64>(1)); // no card tells of the other
        const CreditOrder next = must(office.sell(cashiers, sale(meter), applied));
        QCOMPARE(next.count, std::optional<qint64>(5));
        QCOMPARE(next.totalAfter, std::optional<qint64>(80000));
        QCOMPARE(managers.takeMetersWord(meterSays(meter, 4, 70000), why).error().code, ErrorCode::CardNotLoaded);
    }

    void reversedOrderSeenLoadedIsACase() {
        CreditOffice office;
        CreditJournal journal(*office.store, office.manager, office.clock);
        const Id meter = office.addMeter();
        const CreditOrder order = must(office.sell(journal, sale(meter), notApplied));
        must(journal.reverse(order.id, QStringLiteral("the card broke")));
        must(journal.observe(meterSays(meter, 1, 10000)));
        QCOMPARE(office.openCases(meter, QStringLiteral("reversed-loaded")), 1);
        QCOMPARE(office.stateOf(order.id), QStringLiteral("reversed"));
    }

    void oldNewsByAnotherWayIsNoCase() {
        CreditOffice office;
        CreditJournal journal(*office.store, office.cashier, office.clock);
        const Id meter = office.addMeter();
        must(office.sell(journal, sale(meter), applied));
        Observation radio = meterSays(meter, 1, 10000);
        radio.source = QStringLiteral("telemetry");
        radio.meterTime = office.clock.time;
        must(journal.observe(radio));
        Observation card = meterSays(meter, 0, 0);
        card.meterTime = office.clock.time - 60'000;
        QVERIFY(!must(journal.observe(card)).changed);
        card.source = radio.source;
        must(journal.observe(card));
        QCOMPARE(office.openCases(meter, QStringLiteral("count-back")), 1);
    }

    void casesAreOpenedOnce() {
        CreditOffice office;
        CreditJournal journal(*office.store, office.cashier, office.clock);
        const Id meter = office.addMeter();
        const Id first = must(journal.openCase(meter, QStringLiteral("behind"), QStringLiteral("count 3")));
        QCOMPARE(must(journal.openCase(meter, QStringLiteral("behind"), QStringLiteral("count 3"))), first);
        QVERIFY(must(journal.openCase(meter, QStringLiteral("behind"), QStringLiteral("count 2"))) != first);
    }

    void casesAreClosedOnceByAManager() {
        CreditOffice office;
        CreditJournal cashiers(*office.store, office.cashier, office.clock);
        CreditJournal managers(*office.store, office.manager, office.clock);
        const Id meter = office.addMeter();
        const Id other = office.addMeter();
        const QString kind = QStringLiteral("behind");
        const Id first = must(cashiers.openCase(meter, kind, QStringLiteral("count 3")));
        const Id second = must(cashiers.openCase(meter, kind, QStringLiteral("count 2")));
        const Id third = must(cashiers.openCase(other, kind, QStringLiteral("count 2")));
        const QList<OpenCase> open = must(cashiers.cases(noId));
        QCOMPARE(open.size(), 3);
        QCOMPARE(open[0].id, third);
        QCOMPARE(open[0].meterId, other);
        QCOMPARE(open[0].openedAt, office.clock.time);
        QCOMPARE(open[1].id, second);
        QCOMPARE(open[1].kind, kind);
        QCOMPARE(open[1].detail, QStringLiteral("count 2"));
        QCOMPARE(must(cashiers.cases(noId, 1)).size(), 1);
        QCOMPARE(must(cashiers.cases(meter)).size(), 2);

        const QString why = QStringLiteral("read at the meter");
        QCOMPARE(cashiers.closeCase(first, why).error().code, ErrorCode::NotAllowed);
        QCOMPARE(managers.closeCase(first, QStringLiteral(" ")).error().code, ErrorCode::ReasonMissing);
        must(managers.closeCase(first, why));
        QCOMPARE(managers.closeCase(first, QStringLiteral("again")).error().code, ErrorCode::NotFound);
        QCOMPARE(managers.closeCase(newId(), why).error().code, ErrorCode::NotFound);
        QCOMPARE(must(cashiers.cases(meter)).size(), 1);
        QCOMPARE(office.one(QStringLiteral("SELECT resolution FROM discrepancy WHERE id = ?"), {first}), why);
        QCOMPARE(office.one(QStringLiteral("SELECT closed_by FROM discrepancy WHERE id = ?"), {first}),
                 office.manager.staffId);
        QCOMPARE(office.one(QStringLiteral("SELECT COUNT(*) FROM audit WHERE action = 'close-case'")), 1);
        QVERIFY(must(cashiers.openCase(meter, kind, QStringLiteral("count 3"))) != first); // it came back
    }
};

QTEST_GUILESS_MAIN(TestJournalEvidence)
#include "tst_journalevidence.moc"
