// Giving money back, and taking credit back off a card: what proves that the card doesn't carry it, and who decides
// where nothing does.
#include "tests/support/creditoffice.h"

#include <QtTest>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

const QString why = QStringLiteral("the resident has moved");

} // namespace

class TestGiveBack : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void moneyBackNeedsProofOrAManager() {
        CreditOffice office;
        CreditJournal cashier(*office.store, office.cashier, office.clock);
        CreditJournal manager(*office.store, office.manager, office.clock);
        const auto failed = [&](const NewOrder& asked, const Delivery& how) {
            return must(office.sell(cashier, asked, how)).id;
        };
        QVERIFY(cashier.reverse(failed(sale(office.addMeter()), provenNotApplied), {}).has_value());
        QVERIFY(cashier.reverse(failed(purseSale(office.addMeter()), notApplied), {}).has_value());
        const Id unproven = failed(sale(office.addMeter()), notApplied);
        QCOMPARE(cashier.reverse(unproven, why).error().code, ErrorCode::ReverseNeedsProof);
        QCOMPARE(manager.reverse(unproven, QStringLiteral(" ")).error().code, ErrorCode::ReasonMissing);
        QVERIFY(manager.reverse(unproven, why).has_value());
        QCOMPARE(must(manager.history(unproven)).constLast().reason, why);
        QCOMPARE(office
                     .one(QStringLiteral("SELECT detail FROM audit WHERE action = 'reverse' AND subject = ?"),
                          {QStringLiteral("order:") + toString(unproven)})
                     .toString(),
                 why);
    }

    void reportSinceIsAProof() {
        CreditOffice office;
        CreditJournal cashier(*office.store, office.cashier, office.clock);
        const Id meter = office.addMeter();
        must(cashier.observe(meterSays(meter, 0, 0)));
        office.clock.time += 1000;
        const Id order = must(office.sell(cashier, sale(meter), notApplied)).id;
        QCOMPARE(cashier.reverse(order, why).error().code, ErrorCode::ReverseNeedsProof);
        office.clock.time += 60'000;
        Observation said = meterSays(meter, 0, 0);
        said.source = QStringLiteral("person");
        said.remaining = 5;
        must(cashier.observe(said));
        QCOMPARE(cashier.reverse(order, why).error().code, ErrorCode::ReverseNeedsProof);
        said.source = QStringLiteral("card");
        said.remaining = 3; // by card, and nobody knows from when
        must(cashier.observe(said));
        QCOMPARE(cashier.reverse(order, why).error().code, ErrorCode::ReverseNeedsProof);
        said.remaining = 4;
        said.meterTime = office.clock.time - 120'000; // read since, but written before
        must(cashier.observe(said));
        QCOMPARE(cashier.reverse(order, why).error().code, ErrorCode::ReverseNeedsProof);
        said.meterTime = office.clock.time;
        must(cashier.observe(said));
        QVERIFY(cashier.reverse(order, why).has_value());
    }

    void earlierDoubtIsNotMadeGoodByALaterProof() {
        CreditOffice office;
        CreditJournal cashier(*office.store, office.cashier, office.clock);
        const Id order = must(office.sell(cashier, sale(office.addMeter()), notApplied)).id;
        const Attempt again = must(cashier.begin(must(cashier.resendable(order)), onCard()));
        QVERIFY(!must(cashier.close(again, provenNotApplied)).proven);
        QCOMPARE(cashier.reverse(order, why).error().code, ErrorCode::ReverseNeedsProof);
        const Id clean = must(office.sell(cashier, sale(office.addMeter()), provenNotApplied)).id;
        const Attempt twice = must(cashier.begin(must(cashier.resendable(clean)), onCard()));
        QVERIFY(must(cashier.close(twice, provenNotApplied)).proven);
    }

    void takingBackFollowsTheSameRule() {
        CreditOffice office;
        CreditJournal cashier(*office.store, office.cashier, office.clock);
        CreditJournal manager(*office.store, office.manager, office.clock);
        const CreditOrder record = must(office.sell(cashier, sale(office.addMeter()), applied));
        QCOMPARE(cashier.mayTakeBack(record, why).error().code, ErrorCode::ReverseNeedsProof);
        QCOMPARE(cashier.begin(record, onCard(), AttemptPurpose::TakeBack, {}, why).error().code,
                 ErrorCode::ReverseNeedsProof);
        QCOMPARE(manager.begin(record, onCard(), AttemptPurpose::TakeBack).error().code, ErrorCode::ReasonMissing);
        QCOMPARE(cashier.reverse(record.id, why).error().code, ErrorCode::OrderState);
        const Attempt back = must(manager.begin(record, onCard(), AttemptPurpose::TakeBack, {}, why));
        QCOMPARE(must(manager.close(back, applied)).state, OrderState::Reversed);

        const Id meter = office.addMeter();
        const CreditOrder earlier = must(office.sell(cashier, purseSale(meter), applied));
        const CreditOrder purse = must(office.sell(cashier, purseSale(meter), applied));
        QVERIFY(cashier.mayTakeBack(purse, {}).has_value());
        // The later one's count and total stand on the earlier.
        QCOMPARE(cashier.begin(earlier, onCard(), AttemptPurpose::TakeBack).error().code, ErrorCode::OrderState);
        QCOMPARE(cashier.begin(purse, onCard(QStringLiteral("OTHER")), AttemptPurpose::TakeBack).error().code,
                 ErrorCode::ReverseNeedsProof);
        const Attempt doubtful = must(cashier.begin(purse, onCard(), AttemptPurpose::TakeBack));
        QCOMPARE(must(cashier.close(doubtful, unknown)).state, OrderState::Reversing);
        QCOMPARE(must(cashier.close(must(cashier.claim(purse.id)), notApplied)).state, OrderState::Delivered);
        // A delivered purse order isn't sent again: a purse adds.
        QCOMPARE(cashier.resendable(purse.id).error().code, ErrorCode::OrderState);
        QCOMPARE(cashier.begin(purse, onCard()).error().code, ErrorCode::OrderState);
    }

    void takingBackThatTheMeterForestalledIsACase() {
        CreditOffice office;
        CreditJournal cashier(*office.store, office.cashier, office.clock);
        const Id meter = office.addMeter();
        const CreditOrder order = must(office.sell(cashier, purseSale(meter), applied));
        const Attempt back = must(cashier.begin(order, onCard(), AttemptPurpose::TakeBack));
        QVERIFY(must(cashier.observe(meterSays(meter, 1))).loaded.isEmpty()); // while the carrier is at work
        office.clock.time += leaseMs;
        // Its number stands in the card's file until it is off: only the total says that the meter has the credit.
        QVERIFY(must(cashier.observe(meterSays(meter, 1))).loaded.isEmpty());
        QCOMPARE(must(cashier.observe(meterSays(meter, 1, order.totalAfter))).loaded, QList<Id>{order.id});
        QCOMPARE(must(cashier.close(back, applied)).state, OrderState::Loaded);
        QCOMPARE(office.openCases(meter, QStringLiteral("taken-back-loaded")), 1);
    }
};

QTEST_GUILESS_MAIN(TestGiveBack)
#include "tst_giveback.moc"
