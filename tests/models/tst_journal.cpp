// The journal's way through a sale: two commits, repeats, an order that is kept, sent again or taken over, and the
// lists of orders.
#include "tests/support/creditoffice.h"

#include <QtTest>

using namespace meterdesk;
using namespace meterdesk::test;

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
        const QString spent = plan(QStringLiteral("SELECT MAX(x.purchase_count) FROM credit_order x WHERE "
                                                  "x.meter_id = 1 AND x.state = 'reversed' AND x.purchase_count <= 7"));
        QVERIFY2(spent.contains(QLatin1String("credit_order_reversed")), qPrintable(spent));
    }
};

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
