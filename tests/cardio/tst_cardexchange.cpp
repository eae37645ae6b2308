// A meter takes over from another one: the card brings what was left, and the counts start anew.
#include "tests/support/askedagain.h"
#include "tests/support/tempoffice.h"
#include "tests/support/tempstore.h"

#include <QtTest>

using namespace meterdesk;
using namespace meterdesk::test;
using simulator::Fault;
using simulator::FaultKind;

namespace {

const QString nextNumber = QStringLiteral("777001");

/// One sale loaded and `used` quarters of it used, another still on the card. What one sale is worth.
qint64 brokenDown(TempOffice& office, const QString& layout, int used) {
    const QString number = TempOffice::meterOf(layout);
    const TopUpAsked asked{number, TempOffice::twenty(layout), false, {}, false};
    office.issue(layout);
    const auto first = office.desk().topUp(asked);
    if (!first || !office.load(number).loaded)
        qFatal("no first sale");
    office.meter(number).use(first->credit.value / 4 * used);
    office.load(number);
    if (!office.desk().topUp(asked))
        qFatal("no second sale");
    return first->credit.value;
}

/// The exchange is booked, and the card is taken away before anything of it is written.
Meter bookedAlone(TempOffice& office, const QString& layout) {
    const auto card = office.reader.card();
    const QJsonObject before = card->save();
    for (int at = 1; !office.book().meterByNumber(nextNumber); ++at) {
        office.reader.arm({Fault{at, FaultKind::RemovedBefore, 0, {}}});
        if (office.desk().exchangeMeter(TempOffice::meterOf(layout), nextNumber, {}, QStringLiteral("dead")))
            qFatal("nothing broke the exchange off");
        office.reader.arm({});
        office.reader.insert(card);
    }
    if (card->save() != before)
        qFatal("the card was written");
    return must(office.book().meterByNumber(nextNumber));
}

} // namespace

class TestCardExchange : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void exchange_data() { TempOffice::layoutRows(); }
    void exchange();
    void exchangeWithNothingLeft_data() { TempOffice::layoutRows(); }
    void exchangeWithNothingLeft();
    void exchangeBreaksOff_data() { TempOffice::layoutRows(); }
    void exchangeBreaksOff();
    void exchangeByWordOfMouth();
    void exchangeThatNoCardCanCarry_data() { TempOffice::layoutRows(); }
    void exchangeThatNoCardCanCarry();
    void exchangeGoesOnWhenTheCardIsSeen_data() { TempOffice::layoutRows(); }
    void exchangeGoesOnWhenTheCardIsSeen();
    void exchangeOfAMeterThatFailsBeforeItsCardIsWritten_data() { TempOffice::layoutRows(); }
    void exchangeOfAMeterThatFailsBeforeItsCardIsWritten();
    void exchangeLeavesWhatIsAhead_data() { TempOffice::layoutRows(); }
    void exchangeLeavesWhatIsAhead();
    void exchangeAskedAgainFinishesTheDataFile();
    void exchangeWithNothingGoesOnByTheSameCommand();
    void exchangeRefusals();
    void exchangeNeedsTheMetersWord_data() { TempOffice::layoutRows(); }
    void exchangeNeedsTheMetersWord();
};

void TestCardExchange::exchange() {
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
    QCOMPARE(office.load(next).credit, twenty);
    QVERIFY(office.desk().look());
    QCOMPARE(office.meter(next).state().loaded, twenty * 11 / 4);
    QCOMPARE(office.journal().last(meter->id).value()->totalAfter.value_or(0), 3 * twenty);
    QCOMPARE(office.cases(), QStringList());
    QVERIFY(office.balances());
}

void TestCardExchange::exchangeWithNothingLeft() {
    QFETCH(QString, layout);
    TempOffice office;
    const qint64 twenty = brokenDown(office, layout, 4);
    const auto meter =
        office.desk().exchangeMeter(TempOffice::meterOf(layout), nextNumber, {}, QStringLiteral("display dead"));
    QVERIFY2(meter, qPrintable(nameOf(meter)));
    QCOMPARE(office.load(nextNumber).credit, twenty);
    const auto view = office.desk().look();
    QVERIFY(view);
    QCOMPARE(findingName(view->finding), QStringLiteral("ours"));
    QCOMPARE(office.cases(), QStringList());
    const auto third = office.desk().topUp({nextNumber, TempOffice::twenty(layout), false, {}, false});
    QVERIFY2(third, qPrintable(nameOf(third)));
    QCOMPARE(third->totalAfter.value_or(0), 3 * twenty);
    QVERIFY(office.load(nextNumber).loaded);
    QVERIFY(office.desk().look());
    QCOMPARE(office.cases(), QStringList());
}

void TestCardExchange::exchangeBreaksOff() {
    QFETCH(QString, layout);
    const QString number = TempOffice::meterOf(layout);
    bool reached = true;
    int booked = 0;
    int unfinished = 0;
    for (int at = 1; reached; ++at) {
        TempOffice office;
        QVERIFY(office.store->execute(QStringLiteral("PRAGMA synchronous = OFF")));
        const qint64 twenty = brokenDown(office, layout, 1);
        const auto card = office.reader.card();
        office.reader.arm({Fault{at, FaultKind::RemovedHalfway, 3, {}}, Fault{at + 1, FaultKind::ReaderGone, 0, {}}});
        const auto broken = office.desk().exchangeMeter(number, nextNumber, {}, QStringLiteral("dead"));
        reached = office.reader.apdus() >= at;
        office.reader.arm({});
        office.reader.insert(card);
        const bool begun = office.book().meterByNumber(nextNumber).has_value();
        booked += begun && !broken ? 1 : 0;
        unfinished += broken && broken->unfinished ? 1 : 0;
        // Who goes on needs no new word of the meter: what was booked counts.
        const auto again = office.desk().exchangeMeter(number, nextNumber, {}, QStringLiteral("dead"));
        if (!again && again.error().code == ErrorCode::CardTriesUsed)
            continue;
        const bool done = again || (broken && again.error().code == ErrorCode::AlreadyExists);
        QVERIFY2(done, qPrintable(QStringLiteral("at %1: %2").arg(at).arg(nameOf(again))));
        QVERIFY(office.desk().look());
        const Id meter = office.book().meterByNumber(nextNumber)->id;
        const CreditOrder transfer = office.journal().last(meter).value().value_or(CreditOrder{});
        if (broken)
            QCOMPARE(broken->unfinished,
                     must(office.journal().attempts(transfer.id)).last().note.contains(QLatin1String("not finished")));
        if (transfer.state == OrderState::NotDelivered)
            QVERIFY(office.desk().resend(transfer.id));
        const auto loaded = office.load(nextNumber);
        QVERIFY2(loaded.credit == twenty * 7 / 4, qPrintable(QStringLiteral("at %1: %2").arg(at).arg(loaded.reason)));
        QVERIFY(office.desk().look());
        QCOMPARE(office.journal().last(meter).value()->totalAfter.value_or(0), 2 * twenty);
        QCOMPARE(office.journal().orders(meter, 10)->size(), 1);
        QCOMPARE(office.cases(), QStringList());
        QVERIFY(office.balances());
    }
    QVERIFY(booked > 5);
    QCOMPARE(unfinished > 0, layout.startsWith(QLatin1String("cpu"))); // a record is one with its credit
}

void TestCardExchange::exchangeByWordOfMouth() {
    // The remainder that was booked counts, not what the one who goes on says or leaves out.
    const QString layout = QStringLiteral("mifare-alternating");
    TempOffice office;
    const qint64 twenty = brokenDown(office, layout, 1);
    const auto card = office.reader.card();
    CardDesk manager = office.as(office.manager);
    Result<Meter> broken = fail(ErrorCode::NotFound);
    for (int at = 1; !office.book().meterByNumber(nextNumber); ++at) {
        office.reader.arm({Fault{at, FaultKind::RemovedBefore, 0, {}}});
        broken = manager.exchangeMeter(TempOffice::meterOf(layout), nextNumber, twenty, QStringLiteral("read by Li"));
        office.reader.arm({});
        office.reader.insert(card);
    }
    QVERIFY(!broken);
    const auto meter = manager.exchangeMeter(TempOffice::meterOf(layout), nextNumber, 5 * twenty, QStringLiteral("x"));
    QVERIFY2(meter, qPrintable(nameOf(meter)));
    QCOMPARE(office.load(nextNumber).credit, 2 * twenty);
}

void TestCardExchange::exchangeThatNoCardCanCarry() {
    QFETCH(QString, layout);
    TempOffice office;
    brokenDown(office, layout, 1);
    const QString number = TempOffice::meterOf(layout);
    const QJsonObject before = office.reader.card()->save();
    const qint64 slip = 99'999'999'999'000;
    QCOMPARE(nameOf(office.as(office.manager).exchangeMeter(number, nextNumber, slip, QStringLiteral("a slip"))),
             QStringLiteral("amount-too-large"));
    QVERIFY(!office.book().meterByNumber(nextNumber)); // nothing is booked, and nothing written
    QCOMPARE(must(office.book().meterByNumber(number)).state, MeterState::InUse);
    QCOMPARE(office.reader.card()->save(), before);
    QVERIFY(office.as(office.manager).exchangeMeter(number, nextNumber, 20'000, QStringLiteral("now right")));
}

void TestCardExchange::exchangeGoesOnWhenTheCardIsSeen() {
    QFETCH(QString, layout);
    const QString number = TempOffice::meterOf(layout);
    const TopUpAsked asked{nextNumber, TempOffice::twenty(layout), false, {}, false};
    bool reached = true;
    int waited = 0, told = 0;
    for (int at = 1; reached; ++at) {
        TempOffice office;
        QVERIFY(office.store->execute(QStringLiteral("PRAGMA synchronous = OFF")));
        const qint64 twenty = brokenDown(office, layout, 1);
        const auto card = office.reader.card();
        office.reader.arm({Fault{at, FaultKind::RemovedBefore, 0, {}}});
        const auto broken = office.desk().exchangeMeter(number, nextNumber, {}, QStringLiteral("dead"));
        reached = office.reader.apdus() >= at;
        office.reader.arm({});
        office.reader.insert(card);
        if (!office.book().meterByNumber(nextNumber)) {
            QVERIFY(!broken && broken.error().outcome() != Outcome::Unknown); // nothing was booked
            continue;
        }
        // Where it is booked, the answer says so.
        QVERIFY2(broken || broken.error().outcome() == Outcome::Unknown || broken.error().code == ErrorCode::NotApplied,
                 qPrintable(nameOf(broken)));
        told += nameOf(broken) == QLatin1String("card-unfinished") ? 1 : 0;
        const Id meter = office.book().meterByNumber(nextNumber)->id;
        const bool waits = !must(office.journal().last(meter));
        if (waits) { // nothing is sold before what the old meter left is on the card
            QVERIFY(!office.desk().topUp(asked));
            QVERIFY(!must(office.journal().last(meter)));
            ++waited;
        }
        const auto view = office.desk().look();
        if (!view && view.error().code == ErrorCode::CardTriesUsed)
            continue;
        QVERIFY2(view, qPrintable(nameOf(view)));
        const CreditOrder transfer = must(office.journal().last(meter)).value_or(CreditOrder{});
        QCOMPARE(transfer.kind, OrderKind::Transfer);
        if (transfer.state == OrderState::NotDelivered)
            QVERIFY(office.desk().resend(transfer.id));
        QCOMPARE(findingName(must(office.desk().look()).finding), QStringLiteral("ours"));
        QCOMPARE(office.load(nextNumber).credit, twenty * 7 / 4);
        QVERIFY(office.desk().look());
        QCOMPARE(office.journal().orders(meter, 10)->size(), 1);
        QVERIFY2(office.cases().isEmpty(), qPrintable(QStringLiteral("at %1: ").arg(at) + office.cases().join(u' ')));
        QVERIFY(office.balances());
    }
    QVERIFY(waited > 0 && told > 0);
}

void TestCardExchange::exchangeOfAMeterThatFailsBeforeItsCardIsWritten() {
    QFETCH(QString, layout);
    TempOffice office;
    const qint64 twenty = brokenDown(office, layout, 1);
    const Meter dead = bookedAlone(office, layout);
    const CreditOrder waiting = must(office.journal().openOrdersOf(dead.id)).value(0);
    QCOMPARE(waiting.state, OrderState::Paid);
    const QString reason = QStringLiteral("dead on arrival");
    QVERIFY(office.book().setState(dead.id, MeterState::Faulty, reason));
    // The card can be read, and says what waits; nothing is written for a meter that isn't in use.
    const QJsonObject before = office.reader.card()->save();
    const auto view = office.desk().look();
    QVERIFY2(view, qPrintable(nameOf(view)));
    QCOMPARE(view->slots_.first().openOrder.value_or(CreditOrder{}).id, waiting.id);
    QVERIFY(office.desk().settle());
    QCOMPARE(office.reader.card()->save(), before);
    // A third meter would leave behind what waits for the second.
    CardDesk manager = office.as(office.manager);
    const QString third = QStringLiteral("777002");
    QCOMPARE(nameOf(manager.exchangeMeter(nextNumber, third, 0, reason)), QStringLiteral("order-open"));
    QVERIFY(office.book().setState(dead.id, MeterState::InUse, reason));
    QVERIFY(office.desk().look());
    QCOMPARE(must(office.journal().order(waiting.id)).state, OrderState::Delivered);
    const auto meter = manager.exchangeMeter(nextNumber, third, 0, reason);
    QVERIFY2(meter, qPrintable(nameOf(meter)));
    QCOMPARE(office.load(third).credit, twenty * 7 / 4);
    QVERIFY(office.balances());
}

void TestCardExchange::exchangeLeavesWhatIsAhead() {
    QFETCH(QString, layout);
    // Books from a backup that was made while the remainder was on its way: the card has it already.
    TempOffice whole;
    brokenDown(whole, layout, 1);
    QVERIFY(whole.desk().exchangeMeter(TempOffice::meterOf(layout), nextNumber, {}, QStringLiteral("dead")));
    TempOffice backup;
    brokenDown(backup, layout, 1);
    const Meter meter = bookedAlone(backup, layout);
    backup.reader.insert(simulator::VirtualCard::load(whole.reader.card()->save()));
    const QJsonObject before = backup.reader.card()->save();
    for (int times = 0; times < 2; ++times) {
        const auto view = backup.desk().look();
        QVERIFY2(view, qPrintable(nameOf(view)));
        QCOMPARE(findingName(view->finding), QStringLiteral("ahead"));
    }
    QCOMPARE(nameOf(backup.desk().exchangeMeter(TempOffice::meterOf(layout), nextNumber, {}, QStringLiteral("dead"))),
             QStringLiteral("card-unfinished"));
    QCOMPARE(backup.reader.card()->save(), before);
    QCOMPARE(must(backup.journal().openOrdersOf(meter.id)).value(0).state, OrderState::Paid);
}

void TestCardExchange::exchangeAskedAgainFinishesTheDataFile() {
    const QString layout = QStringLiteral("cpu-quantity");
    finishesWhenAskedAgain([&](TempOffice& office) { brokenDown(office, layout, 1); },
                           [&](TempOffice& office) {
                               return office.desk().exchangeMeter(TempOffice::meterOf(layout), nextNumber, {},
                                                                  QStringLiteral("dead"));
                           },
                           [](TempOffice& office) { return office.load(nextNumber).loaded; });
}

void TestCardExchange::exchangeWithNothingGoesOnByTheSameCommand() {
    const QString layout = QStringLiteral("mifare-alternating");
    const QString number = TempOffice::meterOf(layout);
    const auto exchange = [&](TempOffice& office, qint64 remainder) {
        return office.as(office.manager).exchangeMeter(number, nextNumber, remainder, QStringLiteral("read by Li"));
    };
    int unfinished = 0;
    bool reached = true;
    for (int at = 1; reached; ++at) {
        TempOffice office;
        QVERIFY(office.store->execute(QStringLiteral("PRAGMA synchronous = OFF")));
        office.issue(layout);
        const auto card = office.reader.card();
        office.reader.arm({Fault{at, FaultKind::RemovedBefore, 0, {}}});
        const auto broken = exchange(office, 0);
        reached = office.reader.apdus() >= at;
        office.reader.arm({});
        office.reader.insert(card);
        if (nameOf(broken) == QLatin1String("card-unfinished")) {
            ++unfinished;
            QCOMPARE(nameOf(exchange(office, 5000)), QStringLiteral("already-exists")); // that isn't what was booked
        }
        const auto meter = exchange(office, 0);
        QVERIFY2(meter, qPrintable(QStringLiteral("at %1: %2").arg(at).arg(nameOf(meter))));
        QCOMPARE(findingName(must(office.desk().look()).finding), QStringLiteral("ours"));
        QVERIFY(office.desk().topUp({nextNumber, TempOffice::twenty(layout), false, {}, false}));
        QVERIFY(office.load(nextNumber).loaded);
    }
    QVERIFY(unfinished > 0);
}

void TestCardExchange::exchangeNeedsTheMetersWord() {
    QFETCH(QString, layout);
    const QString number = TempOffice::meterOf(layout);
    TempOffice office;
    office.issue(layout);
    CardDesk desk = office.desk();
    const auto exchange = [&] { return nameOf(desk.exchangeMeter(number, nextNumber, {}, QStringLiteral("dead"))); };
    QCOMPARE(exchange(), QStringLiteral("remainder-unknown"));
    // Said to somebody, but not on this card.
    QVERIFY(desk.topUp({number, TempOffice::twenty(layout), false, {}, false}));
    Observation said;
    said.meterId = office.book().meterByNumber(number)->id;
    said.source = QStringLiteral("telemetry");
    said.remaining = 50'000;
    QVERIFY(office.journal().observe(said));
    QCOMPARE(exchange(), QStringLiteral("remainder-unknown"));
    // On this card, but long ago.
    QVERIFY(office.load(number).loaded);
    office.clock.pass(30LL * 24 * 60 * 60 * 1000);
    QCOMPARE(exchange(), QStringLiteral("remainder-unknown"));
    QCOMPARE(office.book().meterByNumber(number)->state, MeterState::InUse);
    office.load(number);
    QCOMPARE(exchange(), QStringLiteral("ok"));
}

void TestCardExchange::exchangeRefusals() {
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
    // What no card can say, or says of another meter.
    CardDesk manager = office.as(office.manager);
    const QString zeros = QStringLiteral("000000000000");
    for (const QString& slip : {QStringLiteral("AB%"), QStringLiteral("2002000000012"), zeros})
        QCOMPARE(nameOf(manager.exchangeMeter(number, slip, 0, QStringLiteral("dead"))),
                 QStringLiteral("bad-argument"));
    QCOMPARE(nameOf(manager.exchangeMeter(number, QLatin1Char('0') + TempOffice::meterOf(layout, 1), 0,
                                          QStringLiteral("dead"))),
             QStringLiteral("already-exists"));
    QCOMPARE(office.book().meterByNumber(number)->state, MeterState::InUse);
}

QTEST_GUILESS_MAIN(TestCardExchange)
#include "tst_cardexchange.moc"
