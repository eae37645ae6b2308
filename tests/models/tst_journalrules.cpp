// Who may do what with a credit order, and when: every state against every action, and each refusal. A take-back that
// is begun again with the same evidence is the same one; a sale is looked at first (resendable), so it is refused.
#include "models/topup/transitions.h"
#include "models/topup/votes.h"
#include "tests/support/creditoffice.h"

#include <QtTest>
#include <limits>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

const QString why = QStringLiteral("the resident has moved");

/// The states that each action leads to, written down apart from the program's own table. "-": refused, unchanged.
struct Expected {
    const char* state;
    const char *send, *takeBack, *applied, *notApplied, *handedOver, *unknown, *reverse, *decideYes, *decideNo, *seen;
};
// clang-format off
constexpr Expected expected[] = {
    //               send        takeBack     applied      notApplied       handedOver      unknown         reverse     decideYes    decideNo         seen
    {"paid",         "sending",  "-",         "-",         "-",             "-",            "-",            "reversed", "-",         "-",             "="},
    {"sending",      "-",        "-",         "delivered", "not-delivered", "with-courier", "in-doubt",     "-",        "-",         "-",             "="},
    {"in-doubt",     "-",        "-",         "delivered", "not-delivered", "with-courier", "=",            "-",        "delivered", "not-delivered", "loaded"},
    {"not-delivered","sending",  "-",         "-",         "-",             "-",            "-",            "reversed", "-",         "-",             "loaded"},
    {"delivered",    "sending",  "reversing", "-",         "-",             "-",            "-",            "-",        "-",         "-",             "loaded"},
    {"loaded",       "-",        "-",         "=",         "=",             "=",            "=",            "-",        "-",         "-",             "="},
    {"reversing",    "-",        "=",         "reversed",  "delivered",     "=",            "=",            "-",        "delivered", "reversed",      "="},
    {"reversed",     "-",        "-",         "-",         "-",             "-",            "-",            "-",        "-",         "-",             "="},
    {"with-courier", "-",        "-",         "loaded",    "=",             "=",            "=",            "-",        "-",         "-",             "loaded"},
    {"void",         "-",        "-",         "-",         "-",             "-",            "-",            "reversed", "-",         "-",             "loaded"},
};
// clang-format on

enum class Action { Send, TakeBack, Applied, NotApplied, HandedOver, Unknown, Reverse, DecideYes, DecideNo, Seen };

const Delivery& deliveryOf(Action action) {
    switch (action) {
    case Action::Applied:
        return applied;
    case Action::NotApplied:
        return notApplied;
    case Action::HandedOver:
        return handedOver;
    default:
        return unknown;
    }
}

template <class T>
Status statusOf(const Result<T>& result) {
    return result ? Status{} : Status(tl::unexpected(result.error()));
}

} // namespace

class TestJournalRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_office = std::make_unique<CreditOffice>(); }

    void everyStateAgainstEveryAction_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<int>("action");
        QTest::addColumn<QString>("to");
        int cells = 0;
        for (const Expected& row : expected) {
            const char* cellsOfRow[] = {row.send,    row.takeBack, row.applied,   row.notApplied, row.handedOver,
                                        row.unknown, row.reverse,  row.decideYes, row.decideNo,   row.seen};
            for (int action = 0; action < 10; ++action, ++cells)
                QTest::addRow("%s %d", row.state, action)
                    << QString::fromLatin1(row.state) << action << QString::fromLatin1(cellsOfRow[action]);
        }
        QCOMPARE(cells, 100);
    }
    void everyStateAgainstEveryAction() {
        QFETCH(QString, from);
        QFETCH(int, action);
        QFETCH(QString, to);
        CreditOffice& office = *m_office; // one for all cells: each has a meter of its own
        CreditJournal journal(*office.store, office.manager, office.clock);
        const Id meter = office.addMeter();
        const OrderState state = *stateFromName(from);
        Id orderId = noId;
        Attempt attempt;
        if (state == OrderState::Paid) {
            orderId = must(journal.accept(sale(meter))).id;
            attempt.id = newId();
        } else {
            const CreditOrder draft = must(journal.draft(sale(meter)));
            attempt = must(journal.begin(draft, onCard()));
            orderId = draft.id;
            office.force(orderId, state);
            if (state == OrderState::Reversing)
                office.run(QStringLiteral("UPDATE credit_attempt SET purpose = 'take-back' WHERE order_id = ?"),
                           {orderId});
        }
        const auto act = [&]() -> Status {
            switch (static_cast<Action>(action)) {
            case Action::Send: {
                MD_GET(order, journal.resendable(orderId));
                return statusOf(journal.begin(order, onCard()));
            }
            case Action::TakeBack:
                return statusOf(
                    journal.begin(must(journal.order(orderId)), onCard(), AttemptPurpose::TakeBack, {}, why));
            case Action::Reverse:
                return statusOf(journal.reverse(orderId, why));
            case Action::DecideYes:
            case Action::DecideNo:
                return statusOf(journal.decide(orderId, static_cast<Action>(action) == Action::DecideYes, why,
                                               office.administrator));
            case Action::Seen:
                return statusOf(journal.observe(meterSays(meter, 1)));
            default:
                return statusOf(journal.close(attempt, deliveryOf(static_cast<Action>(action))));
            }
        };
        const Status done = act();
        const bool refused = to == QLatin1String("-");
        QCOMPARE(done.has_value(), !refused);
        QCOMPARE(office.stateOf(orderId), refused || to == QLatin1String("=") ? from : to);
        QVERIFY(refused || to == QLatin1String("=") ||
                must(journal.history(orderId)).constLast().to == *stateFromName(to));
    }

    void tableHoldsNoStepTwice() {
        for (const Transition& a : transitions())
            QCOMPARE(std::ranges::count_if(
                         transitions(),
                         [&](const Transition& b) { return a.from == b.from && a.step == b.step && a.to == b.to; }),
                     1);
        QVERIFY(!mayMove(OrderState::Loaded, OrderStep::Reverse, OrderState::Reversed));
        QVERIFY(!mayMove(OrderState::Reversed, OrderStep::Observe, OrderState::Loaded));
    }

    void namesAreStable() {
        for (const Expected& row : expected)
            QCOMPARE(stateName(*stateFromName(QString::fromLatin1(row.state))), QString::fromLatin1(row.state));
        QVERIFY(!stateFromName(QStringLiteral("lost")));
        for (const OrderKind kind : {OrderKind::Sale, OrderKind::Free, OrderKind::Transfer})
            QCOMPARE(kindFromName(kindName(kind)), std::optional(kind));
        QVERIFY(!kindFromName(QStringLiteral("gift")));
        QVERIFY(isOpen(OrderState::Void) && !isOpen(OrderState::Delivered));
    }

    void whatMayBeSold_data() {
        QTest::addColumn<int>("change");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, int change, ErrorCode code) {
            QTest::newRow(name) << change << static_cast<int>(code);
        };
        row("no money", 0, ErrorCode::AmountZero);
        row("no credit", 1, ErrorCode::AmountZero);
        row("negative credit", 2, ErrorCode::AmountZero);
        row("another basis", 3, ErrorCode::BadArgument);
        row("free that costs", 4, ErrorCode::BadArgument);
        row("free without reason", 5, ErrorCode::ReasonMissing);
        row("moved credit that costs", 6, ErrorCode::BadArgument);
        row("no such meter", 7, ErrorCode::NotFound);
        row("more than can be counted", 8, ErrorCode::AmountTooLarge);
    }
    void whatMayBeSold() {
        QFETCH(int, change);
        QFETCH(int, code);
        CreditOffice office;
        CreditJournal journal(*office.store, office.manager, office.clock);
        NewOrder asked = sale(office.addMeter({0, 5, QStringLiteral("quantity"), QStringLiteral("in-use")}));
        switch (change) {
        case 0:
            asked.paid = {};
            break;
        case 1:
            asked.credit.value = 0;
            break;
        case 2:
            asked.credit.value = -1;
            break;
        case 3:
            asked.credit = Credit::of(Money{100});
            break;
        case 4:
            asked.kind = OrderKind::Free;
            asked.reason = why;
            break;
        case 5:
            asked.kind = OrderKind::Free;
            asked.paid = {};
            asked.reason = QStringLiteral("  ");
            break;
        case 6:
            asked.kind = OrderKind::Transfer;
            break;
        case 7:
            asked.meterId = newId();
            break;
        default:
            asked.credit.value = std::numeric_limits<qint64>::max();
        }
        QCOMPARE(static_cast<int>(journal.draft(asked).error().code), code);
        if (change < 8)
            QCOMPARE(static_cast<int>(journal.accept(asked).error().code), code);
    }

    void meterOutOfUseRefuses() {
        CreditOffice office;
        CreditJournal journal(*office.store, office.cashier, office.clock);
        for (const char* state : {"faulty", "removed"}) {
            const Id meter = office.addMeter({0, 0, QStringLiteral("quantity"), QString::fromLatin1(state)});
            QCOMPARE(journal.draft(sale(meter)).error().code, ErrorCode::MeterNotInUse);
            QCOMPARE(journal.accept(sale(meter)).error().code, ErrorCode::MeterNotInUse);
        }
        const Id meter = office.addMeter();
        const CreditOrder open = must(office.sell(journal, sale(meter), notApplied));
        const CreditOrder draft = must(journal.draft(sale(office.addMeter())));
        office.run(QStringLiteral("UPDATE meter SET state = 'faulty'"));
        QCOMPARE(journal.resendable(open.id).error().code, ErrorCode::MeterNotInUse);
        QCOMPARE(journal.begin(draft, onCard()).error().code, ErrorCode::MeterNotInUse);
    }

    void openOrderBlocksTheMeter() {
        for (const OrderState state : {OrderState::Sending, OrderState::InDoubt, OrderState::NotDelivered,
                                       OrderState::Reversing, OrderState::WithCourier, OrderState::Void}) {
            CreditOffice office;
            CreditJournal journal(*office.store, office.cashier, office.clock);
            const Id meter = office.addMeter();
            const CreditOrder order = must(office.sell(journal, purseSale(meter), applied));
            QVERIFY(journal.draft(purseSale(meter)).has_value());
            office.force(order.id, state);
            QVERIFY(journal.draft(purseSale(meter)).error() == (Error{ErrorCode::OrderOpen, toString(order.id)}));
        }
    }

    void twoDesksCannotSellAtOnce() {
        CreditOffice office;
        const auto otherStore = office.another();
        CreditJournal here(*office.store, office.cashier, office.clock);
        CreditJournal there(*otherStore, office.cashier, office.clock, elsewhere());
        const Id meter = office.addMeter(), purse = office.addMeter();
        const CreditOrder mine = must(here.draft(sale(meter))), theirs = must(there.draft(sale(meter)));
        const Attempt attempt = must(here.begin(mine, onCard()));
        QCOMPARE(there.begin(theirs, onCard()).error().code, ErrorCode::OrderOpen);
        must(here.close(attempt, applied));
        QCOMPARE(there.begin(theirs, onCard()).error().code, ErrorCode::CardNotLoaded);
        // A purse takes both, but not with a count that is used up.
        const CreditOrder stale = must(there.draft(purseSale(purse)));
        must(office.sell(here, purseSale(purse), applied));
        QCOMPARE(there.begin(stale, onCard()).error().code, ErrorCode::OrderBusy);
    }

    void indexesAreTheLastGuard() {
        CreditOffice office;
        CreditJournal journal(*office.store, office.cashier, office.clock);
        const Id meter = office.addMeter();
        const CreditOrder first = must(journal.draft(sale(meter)));
        must(journal.begin(first, onCard()));
        // Without its count the rules don't see the first order; the index still does.
        office.run(QStringLiteral("UPDATE credit_order SET purchase_count = NULL"));
        const CreditOrder second = must(journal.draft(sale(meter)));
        QCOMPARE(journal.begin(second, onCard()).error().code, ErrorCode::OrderBusy);
        QCOMPARE(office.one(QStringLiteral("SELECT count(*) FROM credit_order")).toInt(), 1);
    }

    void roles() {
        CreditOffice office;
        const Id meter = office.addMeter();
        const StaffSession nobody, dispatcher{office.cashier.staffId, {}, {}, Role::Dispatcher};
        CreditJournal none(*office.store, nobody, office.clock), repairs(*office.store, dispatcher, office.clock);
        CreditJournal cashier(*office.store, office.cashier, office.clock);
        CreditJournal manager(*office.store, office.manager, office.clock);
        QCOMPARE(none.draft(sale(meter)).error().code, ErrorCode::NotSignedIn);
        QCOMPARE(none.claim(newId()).error().code, ErrorCode::NotSignedIn);
        QCOMPARE(repairs.draft(sale(meter)).error().code, ErrorCode::NotAllowed);
        QCOMPARE(repairs.accept(sale(meter)).error().code, ErrorCode::NotAllowed);
        QCOMPARE(repairs.reverse(newId(), why).error().code, ErrorCode::NotAllowed);
        const CreditOrder draft = must(cashier.draft(sale(meter)));
        QCOMPARE(repairs.begin(draft, onCard()).error().code, ErrorCode::NotAllowed);
        QCOMPARE(repairs.resendable(draft.id).error().code, ErrorCode::NotAllowed);
        NewOrder free = sale(meter);
        free.kind = OrderKind::Free;
        free.paid = {};
        free.reason = why;
        QCOMPARE(cashier.draft(free).error().code, ErrorCode::NotAllowed);
        const CreditOrder given = must(office.sell(manager, free, applied));
        QCOMPARE(given.reason, why);
        QCOMPARE(office.one(QStringLiteral("SELECT detail FROM audit WHERE action = 'free'")).toString(), why);
        QCOMPARE(must(manager.totals()).paid.fen, qint64{0});
    }

    void whatMovesIsCountedOnce() {
        CreditOffice office;
        const Id meter = office.addMeter({2, 500, QStringLiteral("quantity"), QStringLiteral("in-use")});
        CreditJournal journal(*office.store, office.cashier, office.clock);
        const CreditOrder sold = must(office.sell(journal, purseSale(meter), applied));
        QCOMPARE(totalBefore(sold), qint64{500});
        QCOMPARE(must(journal.unloadedInPurses(meter)).size(), 1);
        NewOrder wish = purseSale(meter);
        wish.moves = sold.id;
        QCOMPARE(journal.draft(wish).error().code, ErrorCode::BadArgument); // a sale moves nothing
        wish.kind = OrderKind::Transfer;
        wish.paid = {};
        wish.overwrites = true;
        QCOMPARE(journal.draft(wish).error().code, ErrorCode::BadArgument);
        wish.overwrites = false;
        NewOrder more = wish;
        more.credit.value += 1;
        QCOMPARE(journal.begin(must(journal.draft(more)), onCard()).error().code, ErrorCode::OrderState);
        NewOrder strange = wish;
        strange.moves = must(office.sell(journal, purseSale(office.addMeter()), applied)).id;
        QCOMPARE(journal.begin(must(journal.draft(strange)), onCard()).error().code, ErrorCode::OrderState);

        const CreditOrder moved = must(office.sell(journal, wish, applied));
        QCOMPARE(moved.count, std::optional<qint64>(4));
        QCOMPARE(moved.totalAfter, sold.totalAfter);
        QCOMPARE(totalBefore(moved), *sold.totalAfter);
        QCOMPARE(must(journal.order(moved.id)).moves, sold.id);
        const QList<CreditOrder> left = must(journal.unloadedInPurses(meter));
        QCOMPARE(left.size(), 1);
        QCOMPARE(left.first().id, moved.id);
        QCOMPARE(journal.begin(must(journal.draft(wish)), onCard()).error().code, ErrorCode::OrderBusy); // once

        // The total may have come by the card that was lost: only the count says that this one was loaded.
        must(journal.observe(meterSays(meter, 3, *sold.totalAfter)));
        QCOMPARE(office.stateOf(sold.id), QStringLiteral("loaded"));
        QCOMPARE(office.stateOf(moved.id), QStringLiteral("delivered"));
        must(journal.observe(meterSays(meter, 4, *sold.totalAfter + sold.credit.value)));
        QCOMPARE(office.stateOf(moved.id), QStringLiteral("loaded"));
        QCOMPARE(office.openCases(meter, QStringLiteral("total-excess")), 1);
        QCOMPARE(office.openCases(meter), 1);
    }

    void decisionNeedsTwo() {
        CreditOffice office;
        CreditJournal cashier(*office.store, office.cashier, office.clock);
        const Id order = must(office.sell(cashier, sale(office.addMeter()), unknown)).id;
        CreditJournal manager(*office.store, office.manager, office.clock);
        const StaffSession dispatcher{office.administrator.staffId, {}, {}, Role::Dispatcher};
        QCOMPARE(manager.decide(order, true, why, {}).error().code, ErrorCode::SecondPersonMissing);
        QCOMPARE(manager.decide(order, true, why, office.manager).error().code, ErrorCode::SecondPersonMissing);
        QCOMPARE(manager.decide(order, true, why, dispatcher).error().code, ErrorCode::NotAllowed);
        QCOMPARE(cashier.decide(order, true, why, office.manager).error().code, ErrorCode::NotAllowed);
        QCOMPARE(manager.decide(order, true, {}, office.cashier).error().code, ErrorCode::ReasonMissing);
        CreditJournal there(*office.store, office.cashier, office.clock, elsewhere());
        must(there.claim(order));
        QCOMPARE(manager.decide(order, true, why, office.cashier).error().code, ErrorCode::OrderBusy);
        there.release(order);
        const CreditOrder decided = must(manager.decide(order, false, why, office.cashier));
        QCOMPARE(decided.state, OrderState::NotDelivered);
        const OrderEvent event = must(cashier.history(order)).constLast();
        QCOMPARE(event.staffId, office.manager.staffId);
        QCOMPARE(event.secondStaffId, office.cashier.staffId);
        QCOMPARE(event.reason, why);
        // A decision is no proof: money back is asked of a manager once more.
        QCOMPARE(cashier.reverse(order, why).error().code, ErrorCode::ReverseNeedsProof);
    }

    void aWordIsKeptUntilASecondPersonSaysTheSame() {
        CreditOffice office;
        CreditJournal journal(*office.store, office.cashier, office.clock);
        const auto says = [&](const StaffSession& who, Id order, bool delivered) {
            const auto answer = vote(*office.store, who, order, delivered, who.name, office.clock);
            return answer ? stateName(answer->state) : answer.error().name();
        };
        const QString second = QStringLiteral("second-person-missing");
        const CreditOrder sold = must(office.sell(journal, sale(office.addMeter()), unknown));
        const Id order = sold.id;
        QCOMPARE(vote(*office.store, office.manager, order, true, {}, office.clock).error().code,
                 ErrorCode::ReasonMissing);
        QCOMPARE(says(office.cashier, order, false), QStringLiteral("not-allowed")); // a manager begins
        QCOMPARE(says(office.manager, order, false), second);
        QCOMPARE(says(office.manager, order, false), second); // twice the same person
        QCOMPARE(office.stateOf(order), QStringLiteral("in-doubt"));
        QCOMPARE(must(votesOn(*office.store, order)).size(), 1);
        QCOMPARE(says(office.administrator, order, true), second); // they disagree
        office.reopen();
        QCOMPARE(says(office.cashier, order, false), QStringLiteral("not-delivered"));
        CreditJournal after(*office.store, office.cashier, office.clock);
        const OrderEvent event = must(after.history(order)).constLast();
        QCOMPARE(event.staffId, office.manager.staffId);
        QCOMPARE(event.secondStaffId, office.cashier.staffId);
        QCOMPARE(event.reason, QStringLiteral("mei / chen"));
        QVERIFY(must(votesOn(*office.store, order)).isEmpty());
        QCOMPARE(says(office.manager, order, true), QStringLiteral("order-state"));
        // What was said before the order moved on is no word on what it is now.
        const Id other = must(office.sell(after, sale(office.addMeter()), unknown)).id;
        QCOMPARE(says(office.manager, other, true), second);
        must(after.close(must(after.claim(other)), notApplied));
        must(after.close(must(after.begin(must(after.resendable(other)), onCard())), unknown));
        QCOMPARE(says(office.administrator, other, true), second);
        QCOMPARE(says(office.manager, other, true), QStringLiteral("delivered"));
    }

    void sendingOfAnEndedProgramMayBeDecided() {
        CreditOffice office;
        CreditJournal crashed(*office.store, office.cashier, office.clock, ended());
        CreditJournal manager(*office.store, office.manager, office.clock);
        const CreditOrder draft = must(crashed.draft(sale(office.addMeter())));
        must(crashed.begin(draft, onCard()));
        const CreditOrder decided = must(manager.decide(draft.id, true, why, office.cashier));
        QCOMPARE(decided.state, OrderState::Delivered);
        QCOMPARE(decided.receipt, std::optional<qint64>(1));
        QCOMPARE(must(manager.history(draft.id)).size(), 3);
    }

private:
    std::unique_ptr<CreditOffice> m_office;
};

QTEST_GUILESS_MAIN(TestJournalRules)
#include "tst_journalrules.moc"
