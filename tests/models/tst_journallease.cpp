// Whose an order is while its carrier is at work: a living program's lease is respected, and one that has ended, or was
// killed, loses it at once.
#include "tests/support/creditoffice.h"

#include <QCoreApplication>
#include <QProcess>
#include <QtTest>
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

class TestJournalLease : public QObject {
    Q_OBJECT

private Q_SLOTS:
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
};

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments.at(1) == QLatin1String("--begin"))
        return beginAndWait(arguments.at(2));
    TestJournalLease test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_journallease.moc"
