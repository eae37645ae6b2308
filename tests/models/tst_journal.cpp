// The journal's way through a sale: two commits, repeats, leases, evidence, and a program killed in between.
#include "tests/support/creditoffice.h"

#include <QCoreApplication>
#include <QProcess>
#include <QtTest>
#include <csignal>
#include <cstdio>
#include <unistd.h>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

/// The other program: begins a sale, says its order's id, and waits to be killed.
int beginAndWait(const QString& path) {
    const auto store = must(Store::open(path));
    const QVariantList staff = must(store->row(QStringLiteral("SELECT id FROM staff WHERE role = 'cashier'")));
    const QVariantList meter = must(store->row(QStringLiteral("SELECT id FROM meter")));
    const StaffSession cashier{staff.at(0).toLongLong(), {}, {}, Role::Cashier};
    CreditJournal journal(*store, cashier);
    const CreditOrder order = must(journal.draft(sale(meter.at(0).toLongLong())));
    must(journal.begin(order, onCard()));
    std::printf("%s\n", qPrintable(toString(order.id)));
    std::fflush(stdout);
    for (;;)
        pause();
}

} // namespace

class TestJournal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saleIsTwoCommits() {
        CreditOffice office;
        const Id meter = office.addMeter({7, 70000, QStringLiteral("quantity"), QStringLiteral("in-use")});
        CreditJournal journal(*office.store, office.cashier, office.clock);
        const qint64 before = office.store->commits();
        const CreditOrder draft = must(journal.draft(sale(meter)));
        QCOMPARE(draft.count, std::optional<qint64>(8));
        QCOMPARE(draft.totalAfter, std::optional<qint64>(80000));
        QCOMPARE(office.store->commits(), before);
        AttemptEvidence evidence = onCard();
        evidence.onlineSerial = 5;
        evidence.oldBalance = 0;
        evidence.terminal = QStringLiteral("001122334455");
        evidence.stamped = QStringLiteral("20260101080000");
        evidence.before = QStringLiteral("abc");
        const Attempt attempt = must(journal.begin(draft, evidence));
        QCOMPARE(office.store->commits(), before + 1);
        QCOMPARE(office.stateOf(draft.id), QStringLiteral("sending"));
        const CreditOrder sold = must(journal.close(
            attempt, {DeliveryOutcome::Applied, false, QStringLiteral("FA00066D"), QStringLiteral("fine"), {}}));
        QCOMPARE(office.store->commits(), before + 2);
        QCOMPARE(sold.state, OrderState::Delivered);
        QCOMPARE(sold.receipt, std::optional<qint64>(1));
        QCOMPARE(sold.createdBy, office.cashier.staffId);

        const CreditOrder kept = must(journal.order(sold.id));
        QCOMPARE(kept.state, OrderState::Delivered);
        QCOMPARE(kept.count, std::optional<qint64>(8));
        QCOMPARE(kept.receipt, std::optional<qint64>(1));
        QCOMPARE(kept.paid.fen, qint64{5000});
        const QList<Attempt> attempts = must(journal.attempts(sold.id));
        QCOMPARE(attempts.size(), 1);
        QCOMPARE(attempts[0].evidence.onlineSerial, std::optional<qint64>(5));
        QCOMPARE(attempts[0].evidence.oldBalance, std::optional<qint64>(0));
        QCOMPARE(attempts[0].evidence.terminal, evidence.terminal);
        QCOMPARE(attempts[0].evidence.stamped, evidence.stamped);
        QCOMPARE(attempts[0].evidence.before, evidence.before);
        QCOMPARE(attempts[0].tac, QStringLiteral("FA00066D"));
        QCOMPARE(attempts[0].outcome, QStringLiteral("applied"));
        const QList<OrderEvent> history = must(journal.history(sold.id));
        QCOMPARE(history.size(), 2);
        QVERIFY(!history[0].from);
        QCOMPARE(history[0].to, OrderState::Sending);
        QCOMPARE(history[1].from, std::optional(OrderState::Sending));
        QCOMPARE(history[1].staffId, office.cashier.staffId);
        QCOMPARE(history[1].reason, QStringLiteral("fine"));
        QCOMPARE(office.one(QStringLiteral("SELECT owner FROM credit_order")).toString(), QString());
    }

    void reportReadOnTheWayCostsNoCommit() {
        CreditOffice office;
        const Id meter = office.addMeter();
        CreditJournal journal(*office.store, office.cashier, office.clock);
        const CreditOrder first = must(office.sell(journal, sale(meter), applied));
        QCOMPARE(journal.draft(sale(meter)).error().code, ErrorCode::CardNotLoaded);
        const qint64 before = office.store->commits();
        const CreditOrder second = must(office.sell(journal, sale(meter), applied, {meterSays(meter, 1, 10000)}));
        QCOMPARE(office.store->commits(), before + 2);
        QCOMPARE(second.count, std::optional<qint64>(2));
        QCOMPARE(office.stateOf(first.id), QStringLiteral("loaded"));
    }

    void beginRepeatedAnswersTheSameAttempt() {
        CreditOffice office;
        CreditJournal journal(*office.store, office.cashier, office.clock);
        const CreditOrder draft = must(journal.draft(sale(office.addMeter())));
        const Attempt attempt = must(journal.begin(draft, onCard()));
        const qint64 before = office.store->commits();
        QCOMPARE(must(journal.begin(draft, onCard())).id, attempt.id);
        QCOMPARE(office.store->commits(), before);
        QCOMPARE(journal.begin(draft, onCard(QStringLiteral("FFFF"))).error().code, ErrorCode::OrderState);
        CreditJournal other(*office.store, office.cashier, office.clock, elsewhere());
        QCOMPARE(other.begin(draft, onCard()).error().code, ErrorCode::OrderState);
        must(journal.close(attempt, notApplied));
        const CreditOrder open = must(journal.resendable(draft.id));
        const Attempt again = must(journal.begin(open, onCard()));
        QCOMPARE(again.number, 2);
        QCOMPARE(must(journal.begin(open, onCard())).id, again.id);
    }

    void closeRepeatedAnswersTheOrder() {
        CreditOffice office;
        CreditJournal journal(*office.store, office.cashier, office.clock);
        const CreditOrder draft = must(journal.draft(sale(office.addMeter())));
        const Attempt attempt = must(journal.begin(draft, onCard()));
        must(journal.close(attempt, applied));
        const qint64 before = office.store->commits();
        QCOMPARE(must(journal.close(attempt, applied)).receipt, std::optional<qint64>(1));
        QCOMPARE(office.store->commits(), before);
        for (const Delivery& other : {notApplied, handedOver, unknown})
            QCOMPARE(journal.close(attempt, other).error().code, ErrorCode::OrderState);
        Attempt nobodys = attempt;
        nobodys.id = newId();
        QCOMPARE(journal.close(nobodys, applied).error().code, ErrorCode::NotFound);
    }

    void closeThatFailsIsRepeatedSafely() {
        CreditOffice office;
        CreditJournal journal(*office.store, office.cashier, office.clock);
        const CreditOrder draft = must(journal.draft(sale(office.addMeter())));
        const Attempt attempt = must(journal.begin(draft, onCard()));
        // The last statement of the commit fails: nothing of it may stay, the receipt number neither.
        office.run(QStringLiteral("CREATE TRIGGER stop BEFORE UPDATE ON credit_attempt "
                                  "BEGIN SELECT RAISE(ABORT, 'stopped'); END"));
        QCOMPARE(journal.close(attempt, applied).error().outcome(), Outcome::StoreFailed);
        QCOMPARE(office.stateOf(draft.id), QStringLiteral("sending"));
        office.run(QStringLiteral("DROP TRIGGER stop"));
        QCOMPARE(must(journal.close(attempt, applied)).receipt, std::optional<qint64>(1));
    }

    void receiptsHaveNoGaps() {
        CreditOffice office;
        CreditJournal journal(*office.store, office.cashier, office.clock);
        for (qint64 n = 1; n <= 3; ++n) {
            must(office.sell(journal, sale(office.addMeter()), notApplied));
            QCOMPARE(must(office.sell(journal, sale(office.addMeter()), applied)).receipt, std::optional(n));
        }
    }

    void doubtIsSettledByClaimAndClose() {
        CreditOffice office;
        CreditJournal journal(*office.store, office.cashier, office.clock);
        const Id meter = office.addMeter();
        const CreditOrder doubt = must(office.sell(journal, sale(meter), unknown));
        QCOMPARE(doubt.state, OrderState::InDoubt);
        QCOMPARE(journal.draft(sale(meter)).error().code, ErrorCode::OrderOpen);
        Attempt attempt = must(journal.claim(doubt.id));
        QCOMPARE(must(journal.close(attempt, unknown)).state, OrderState::InDoubt);
        attempt = must(journal.claim(doubt.id));
        QCOMPARE(must(journal.close(attempt, applied)).state, OrderState::Delivered);
        QCOMPARE(journal.claim(doubt.id).error().code, ErrorCode::OrderState);
    }

    void leaseOfALivingProgramIsRespected() {
        CreditOffice office;
        CreditJournal here(*office.store, office.cashier, office.clock);
        const auto otherStore = office.another();
        CreditJournal there(*otherStore, office.cashier, office.clock, elsewhere());
        const Id meter = office.addMeter();
        const CreditOrder draft = must(there.draft(sale(meter)));
        const Attempt attempt = must(there.begin(draft, onCard()));
        QCOMPARE(here.claim(draft.id).error().code, ErrorCode::OrderBusy);
        QVERIFY(!must(here.observe(meterSays(meter, 1))).loaded.contains(draft.id));
        office.clock.time += leaseMs - 1;
        QCOMPARE(here.claim(draft.id).error().code, ErrorCode::OrderBusy);
        office.clock.time += 1;
        const Attempt taken = must(here.claim(draft.id));
        QCOMPARE(taken.id, attempt.id);
        QCOMPARE(office.stateOf(draft.id), QStringLiteral("in-doubt"));
        // What the slow one has to say now is from before.
        QCOMPARE(there.close(attempt, notApplied).error().code, ErrorCode::OrderBusy);
        must(here.close(taken, applied));
        QCOMPARE(there.close(attempt, notApplied).error().code, ErrorCode::OrderState);
        QCOMPARE(must(there.close(attempt, applied)).state, OrderState::Delivered);
    }

    void answerFromBeforeIsRefusedAlsoAfterRelease() {
        CreditOffice office;
        CreditJournal there(*office.store, office.cashier, office.clock, elsewhere());
        CreditJournal here(*office.store, office.cashier, office.clock);
        const CreditOrder draft = must(there.draft(sale(office.addMeter())));
        const Attempt attempt = must(there.begin(draft, onCard()));
        office.clock.time += leaseMs;
        must(here.claim(draft.id));
        here.release(draft.id);
        QCOMPARE(there.close(attempt, notApplied).error().code, ErrorCode::OrderBusy);
        must(there.claim(draft.id));
        QCOMPARE(must(there.close(attempt, applied)).state, OrderState::Delivered);
    }

    void ownerThatHasEndedLosesItsLeaseAtOnce() {
        CreditOffice office;
        CreditJournal crashed(*office.store, office.cashier, office.clock, ended());
        CreditJournal here(*office.store, office.cashier, office.clock);
        const CreditOrder draft = must(crashed.draft(sale(office.addMeter())));
        must(crashed.begin(draft, onCard()));
        must(here.claim(draft.id));
        QCOMPARE(office.stateOf(draft.id), QStringLiteral("in-doubt"));
        QVERIFY(!LeaseOwner::thisProcess().isGone());
        QVERIFY(!elsewhere().isGone());
        QCOMPARE(LeaseOwner::fromText(LeaseOwner::thisProcess().text()), std::optional(LeaseOwner::thisProcess()));
        for (const char* bad : {"", "a|b|c", "a|b|x|1", "a|b|1|x", "a|b|0|1", "a|b|1|2|3"})
            QVERIFY(!LeaseOwner::fromText(QString::fromLatin1(bad)));
    }

    void killedProgramIsSettledAtOnce() {
        CreditOffice office;
        const Id meter = office.addMeter();
        CreditJournal journal(*office.store, office.cashier); // the real clock: nothing waits for thirty seconds
        QProcess other;
        other.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--begin"), office.path()});
        QVERIFY(other.waitForReadyRead());
        const Id orderId = idFromString(QString::fromLatin1(other.readLine()).trimmed());
        QCOMPARE(office.stateOf(orderId), QStringLiteral("sending"));
        QCOMPARE(journal.claim(orderId).error().code, ErrorCode::OrderBusy);
        QCOMPARE(journal.draft(sale(meter)).error().code, ErrorCode::OrderOpen);
        other.kill();
        QVERIFY(other.waitForFinished());
        QCOMPARE(other.exitStatus(), QProcess::CrashExit);
        const Attempt attempt = must(journal.claim(orderId));
        QCOMPARE(office.stateOf(orderId), QStringLiteral("in-doubt"));
        QCOMPARE(must(journal.close(attempt, provenNotApplied)).state, OrderState::NotDelivered);
        QCOMPARE(must(journal.reverse(orderId, {})).state, OrderState::Reversed);
        const CreditJournal::Totals totals = must(journal.totals());
        QCOMPARE(totals.paid.fen, qint64{5000});
        QCOMPARE(totals.reversed.fen, qint64{5000});
        QCOMPARE(totals.open.fen, qint64{0});
    }

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

    void aListThatBreaksOffIsNoList() {
        CreditOffice office;
        CreditJournal journal(*office.store, office.cashier, office.clock);
        must(journal.accept(sale(office.addMeter())));
        must(journal.accept(sale(office.addMeter())));
        QCOMPARE(must(journal.orders(noId, 10)).size(), 2);
        // The second row can't be read.
        office.run(QStringLiteral("ALTER TABLE credit_order RENAME TO kept_order"));
        office.run(QStringLiteral(
            "CREATE VIEW credit_order AS SELECT id, meter_id, account_id, kind, state, abs(CASE WHEN id = (SELECT "
            "MIN(id) FROM kept_order) THEN -9223372036854775807 - 1 ELSE paid_fen END) AS paid_fen, price, credit, "
            "purchase_count, total_after, overwrites, copyable, proven, reason, receipt, prints, created_by, "
            "created_at, changed_at, owner, lease_until, moves FROM kept_order"));
        QCOMPARE(must(journal.orders(noId, 1)).size(), 1);
        QCOMPARE(journal.orders(noId, 10).error().code, ErrorCode::StoreError);
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

    void nothingIsSentAgainBehindTheMeter() {
        CreditOffice office;
        CreditJournal journal(*office.store, office.cashier, office.clock);
        const Id meter = office.addMeter();
        const CreditOrder order = must(office.sell(journal, sale(meter), notApplied));
        const Observation beyond = meterSays(meter, 2, 20000);
        QCOMPARE(
            journal.begin(must(journal.resendable(order.id)), onCard(), AttemptPurpose::Deliver, {beyond}).error().code,
            ErrorCode::CardAhead);
        QCOMPARE(office.stateOf(order.id), QStringLiteral("not-delivered"));
        const CreditOrder kept = must(journal.accept(sale(office.addMeter())));
        QCOMPARE(journal.draftKept(kept.id, {meterSays(kept.meterId, 1, 10000)}).error().code, ErrorCode::CardAhead);
        QVERIFY(journal.draftKept(kept.id));
    }

    void whatACardBroughtAlongIsTakenOver() {
        CreditOffice office;
        CreditJournal journal(*office.store, office.cashier, office.clock);
        const Id meter = office.addMeter({7, 70000, QStringLiteral("quantity"), QStringLiteral("in-use")});
        const CreditOrder taken = must(journal.takeOver(meter, 20000, onCard()));
        QCOMPARE(taken.kind, OrderKind::Transfer);
        QCOMPARE(taken.state, OrderState::Delivered);
        QCOMPARE(taken.count, std::optional<qint64>(7));
        QCOMPARE(taken.totalAfter, std::optional<qint64>(70000));
        QCOMPARE(taken.paid.fen, qint64{0});
        QCOMPARE(journal.takeOver(meter, 20000, onCard()).error().code, ErrorCode::OrderState);
        QCOMPARE(journal.draft(sale(meter)).error().code, ErrorCode::CardNotLoaded);
        must(journal.observe(meterSays(meter, 7, 70000)));
        QCOMPARE(must(journal.draft(sale(meter))).count, std::optional<qint64>(8));
        QCOMPARE(office.openCases(meter), 0);
        const Id fresh = office.addMeter();
        QCOMPARE(journal.takeOver(fresh, 20000, onCard()).error().code, ErrorCode::BadArgument);
    }

    void aDoubtIsWrittenAgainOnAnotherCardOnly() {
        CreditOffice office;
        CreditJournal journal(*office.store, office.cashier, office.clock);
        const Id meter = office.addMeter();
        const CreditOrder order = must(office.sell(journal, sale(meter), unknown));
        QCOMPARE(journal.begin(order, onCard()).error().code, ErrorCode::OrderState);
        const LeaseOwner far = elsewhere();
        CreditJournal another(*office.store, office.cashier, office.clock, far);
        must(another.claim(order.id));
        QCOMPARE(journal.begin(order, onCard(QStringLiteral("0E0F"))).error().code, ErrorCode::OrderBusy);
        another.release(order.id);
        const Attempt second = must(journal.begin(order, onCard(QStringLiteral("0E0F"))));
        QCOMPARE(second.number, 2);
        QCOMPARE(office.stateOf(order.id), QStringLiteral("sending"));
        // The new card doesn't have it; of the lost one nobody knows, so it takes a manager to give the money back.
        must(journal.close(second, provenNotApplied));
        QCOMPARE(office.stateOf(order.id), QStringLiteral("not-delivered"));
        QCOMPARE(journal.reverse(order.id, QStringLiteral("regret")).error().code, ErrorCode::ReverseNeedsProof);
        const Id purse = office.addMeter();
        const CreditOrder loaded = must(office.sell(journal, purseSale(purse), unknown));
        QCOMPARE(journal.begin(loaded, onCard(QStringLiteral("0E0F"))).error().code, ErrorCode::OrderState);
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

    void courierAnswersLater() {
        CreditOffice office;
        CreditJournal journal(*office.store, office.cashier, office.clock);
        const CreditOrder sent = must(office.sell(journal, sale(office.addMeter()), handedOver));
        QCOMPARE(sent.state, OrderState::WithCourier);
        QCOMPARE(must(journal.close(must(journal.claim(sent.id)), unknown)).state, OrderState::WithCourier);
        QCOMPARE(must(journal.close(must(journal.claim(sent.id)), applied)).state, OrderState::Loaded);
        const CreditOrder back = must(office.sell(journal, sale(office.addMeter()), handedOver));
        QCOMPARE(must(journal.close(must(journal.claim(back.id)), provenNotApplied)).state, OrderState::Void);
        QCOMPARE(must(journal.reverse(back.id, {})).state, OrderState::Reversed);
    }

    void lostCardIsReplacedWithTheSameCount() {
        CreditOffice office;
        CreditJournal journal(*office.store, office.cashier, office.clock);
        const Id meter = office.addMeter();
        const CreditOrder order = must(office.sell(journal, sale(meter), applied));
        const CreditOrder again = must(journal.resendable(order.id));
        QCOMPARE(again.count, order.count);
        Attempt attempt = must(journal.begin(again, onCard(QStringLiteral("NEW"))));
        // The new card doesn't have it, but the lost one does.
        QCOMPARE(must(journal.close(attempt, notApplied)).state, OrderState::Delivered);
        attempt = must(journal.begin(must(journal.resendable(order.id)), onCard(QStringLiteral("NEW"))));
        const CreditOrder done = must(journal.close(attempt, applied));
        QCOMPARE(done.state, OrderState::Delivered);
        QCOMPARE(done.receipt, order.receipt);
        QCOMPARE(must(journal.totals()).paid.fen, qint64{5000});
    }

    void keptOrderWaitsForTheMeter() {
        CreditOffice office;
        CreditJournal journal(*office.store, office.cashier, office.clock);
        const Id meter = office.addMeter();
        const CreditOrder first = must(office.sell(journal, sale(meter), applied));
        const CreditOrder waiting = must(journal.accept(sale(meter)));
        QVERIFY(!waiting.count);
        QCOMPARE(must(journal.totals()).open.fen, qint64{5000});
        QCOMPARE(journal.resendable(waiting.id).error().code, ErrorCode::CardNotLoaded);
        const QList<Observation> seen{meterSays(meter, 1, 10000)};
        const CreditOrder ready = must(journal.draftKept(waiting.id, seen));
        QCOMPARE(ready.count, std::optional<qint64>(2));
        const Attempt attempt = must(journal.begin(ready, onCard(), AttemptPurpose::Deliver, seen));
        QCOMPARE(must(journal.close(attempt, applied)).totalAfter, std::optional<qint64>(20000));
        QCOMPARE(office.stateOf(first.id), QStringLiteral("loaded"));
    }

    void ordersArePagedByKey() {
        CreditOffice office;
        CreditJournal journal(*office.store, office.cashier, office.clock);
        const Id meter = office.addMeter(), other = office.addMeter();
        QList<Id> ids;
        for (int i = 0; i < 5; ++i)
            ids.prepend(must(journal.accept(sale(meter))).id);
        const Id elsewhereId = must(journal.accept(sale(other))).id;
        const QList<CreditOrder> page = must(journal.orders(meter, 3));
        QCOMPARE(page.size(), 3);
        QCOMPARE(page[0].id, ids[0]);
        const QList<CreditOrder> rest = must(journal.orders(meter, 3, page[2].id));
        QCOMPARE(rest.size(), 2);
        QCOMPARE(rest[1].id, ids[4]);
        QCOMPARE(must(journal.orders(noId, 10)).constFirst().id, elsewhereId);
        must(journal.reverse(ids[0], {}));
        QCOMPARE(must(journal.openOrdersOf(meter)).size(), 4);
        const QList<CreditOrder> open = must(journal.openOrders(2));
        QCOMPARE(open[0].id, ids[4]);
        QCOMPARE(must(journal.openOrders(10, open[1].id)).size(), 3);
        QVERIFY(!must(journal.last(meter)));
        QCOMPARE(must(journal.countPrint(ids[1])), 1);
        QCOMPARE(must(journal.countPrint(ids[1])), 2);
        QCOMPARE(journal.countPrint(newId()).error().code, ErrorCode::NotFound);
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

    void busyQueriesUseTheirIndexes() {
        CreditOffice office;
        const auto plan = [&](const QString& sql) {
            QString text;
            QSqlQuery* query = must(office.store->run(QStringLiteral("EXPLAIN QUERY PLAN ") + sql));
            while (query->next())
                text += query->value(3).toString() + QLatin1Char('\n');
            query->finish();
            return text;
        };
        const QString newest =
            plan(QStringLiteral("SELECT m.number, o.id FROM meter m LEFT JOIN credit_order o ON o.meter_id = m.id "
                                "AND o.purchase_count IS NOT NULL AND o.state <> 'reversed' WHERE m.id = 1 "
                                "ORDER BY o.purchase_count DESC LIMIT 1"));
        QVERIFY2(newest.contains(QLatin1String("credit_order_count")) && !newest.contains(QLatin1String("TEMP B-TREE")),
                 qPrintable(newest));
        const QString open = plan(QStringLiteral("SELECT id FROM credit_order WHERE state > '' AND "
                                                 "state NOT IN ('loaded', 'reversed', 'delivered')"));
        QVERIFY2(open.contains(QLatin1String("credit_order_open")), qPrintable(open));
    }
};

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments.at(1) == QLatin1String("--begin"))
        return beginAndWait(arguments.at(2));
    TestJournal test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_journal.moc"
