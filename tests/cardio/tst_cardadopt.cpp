// Cards with purchases made elsewhere.
#include "cardio/cards/cardvisit.h"
#include "models/store/settings.h"
#include "tests/support/tempoffice.h"

#include <QtTest>

using namespace meterdesk;
using namespace meterdesk::test;

class TestCardAdopt : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void adopt_data() { TempOffice::layoutRows(); }
    void adopt();
    void unloadedIsKept_data() { TempOffice::layoutRows(); }
    void unloadedIsKept();
    void unloadedImport();
    void unloadedWithoutReport();
    void unloadedIsReplaced();
    void keyVersionOfACode();
    void totalsAreCompared_data();
    void totalsAreCompared();
    void extrasAreKept_data();
    void extrasAreKept();
    void mismatch();
    void lostBeforeItWasShown_data();
    void lostBeforeItWasShown();
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

namespace {

template <class T>
T must(Result<T> result) {
    if (!result)
        qFatal("%s %s", qPrintable(result.error().name()), qPrintable(result.error().detail));
    return std::move(*result);
}

/// A card on which another office has sold twice; the meter has taken the first purchase only.
std::shared_ptr<simulator::VirtualCard> soldElsewhere(TempOffice& elsewhere, const QString& layout) {
    const TopUpAsked asked{TempOffice::meterOf(layout), TempOffice::twenty(layout), false, {}, false};
    elsewhere.issue(layout);
    must(elsewhere.desk().topUp(asked));
    elsewhere.load(TempOffice::meterOf(layout));
    must(elsewhere.desk().topUp(asked));
    return elsewhere.reader.eject();
}

} // namespace

void TestCardAdopt::unloadedIsKept() {
    QFETCH(QString, layout);
    const bool purse = layout.startsWith(QLatin1String("cpu"));
    const QString number = TempOffice::meterOf(layout);
    const TopUpAsked asked{number, TempOffice::twenty(layout), false, {}, false};
    TempOffice elsewhere;
    const auto card = soldElsewhere(elsewhere, layout);
    TempOffice office;
    office.reader.insert(card);
    const auto adopted = office.as(office.manager).adopt(number);
    QVERIFY2(adopted, qPrintable(nameOf(adopted)));
    QCOMPARE(findingName(adopted->view.finding), QStringLiteral("ours"));
    const Meter meter = *office.book().meterByNumber(number);
    const auto taken = office.journal().last(meter.id);
    QVERIFY(taken);
    QCOMPARE(taken->has_value(), !purse); // a purse adds: nothing can be written over
    if (!purse) {
        QCOMPARE((*taken)->kind, OrderKind::Transfer);
        QCOMPARE((*taken)->state, OrderState::Delivered);
        QCOMPARE((*taken)->paid.fen, 0);
        QCOMPARE((*taken)->credit.value, 20'000);
        QCOMPARE((*taken)->count.value_or(0), 2);
        QCOMPARE((*taken)->totalAfter.value_or(0), 40'000);
        QCOMPARE(nameOf(office.desk().topUp(asked)), QStringLiteral("card-not-loaded"));
        QCOMPARE(nameOf(office.desk().returnCard(QStringLiteral("moves out"))), QStringLiteral("card-has-credit"));
    }
    QVERIFY(office.as(office.manager).adopt(number)); // once more, nothing new
    elsewhere.reader.insert(card);
    QVERIFY(elsewhere.load(number).loaded);
    office.reader.insert(elsewhere.reader.eject());
    office.clock.pass(600'000);
    const auto third = office.desk().topUp(asked);
    QVERIFY2(third, qPrintable(nameOf(third)));
    QCOMPARE(third->count.value_or(0), 3);
    elsewhere.reader.insert(card);
    QCOMPARE(elsewhere.load(number).credit, third->credit.value);
    QVERIFY(office.balances());
    QVERIFY(must(office.journal().cases(noId)).isEmpty());
}

namespace {

/// The books know the card and what was bought before, as after an import.
void import(TempOffice& office, const QString& uid, const QString& layout, qint64 count, qint64 total) {
    MeterBook book = office.book();
    const Meter meter = must(book.meterByNumber(TempOffice::meterOf(layout)));
    if (!book.setBase(meter.id, count, total))
        qFatal("no base");
    Card card;
    card.uid = uid;
    card.family = office.layouts.find(layout)->family;
    card.layout = layout;
    card.accountId = meter.accountId;
    card.slots_ = {meter.id};
    must(book.addCard(card));
}

} // namespace

void TestCardAdopt::unloadedImport() {
    const QString layout = QStringLiteral("mifare-alternating");
    const QString number = TempOffice::meterOf(layout);
    const TopUpAsked asked{number, TempOffice::twenty(layout), false, {}, false};
    TempOffice elsewhere;
    const auto card = soldElsewhere(elsewhere, layout);
    TempOffice office;
    office.reader.insert(card);
    import(office, must(office.desk().look()).uid, layout, 2, 40'000);
    QVERIFY(office.as(office.dispatcher).look()); // who may not sell changes nothing
    QVERIFY(!must(office.journal().last(must(office.book().meterByNumber(number)).id)));
    QCOMPARE(nameOf(office.desk().topUp(asked)), QStringLiteral("card-not-loaded"));
    QCOMPARE(nameOf(office.desk().topUp(asked)), QStringLiteral("card-not-loaded"));
    elsewhere.reader.insert(card);
    QCOMPARE(elsewhere.load(number).credit, 20'000);
    TempOffice other; // here it is first seen with its last purchase loaded
    other.reader.insert(simulator::VirtualCard::load(card->save()));
    import(other, must(other.desk().look()).uid, layout, 2, 40'000);
    const auto first = other.desk().topUp(asked);
    QVERIFY2(first, qPrintable(nameOf(first)));
    QCOMPARE(first->count.value_or(0), 3);

    office.reader.insert(elsewhere.reader.eject());
    office.clock.pass(600'000);
    const auto third = office.desk().topUp(asked);
    QVERIFY2(third, qPrintable(nameOf(third)));
    QCOMPARE(third->totalAfter.value_or(0), 60'000);
}

void TestCardAdopt::unloadedWithoutReport() {
    const QString layout = QStringLiteral("mifare-alternating");
    const QString number = TempOffice::meterOf(layout);
    TempOffice elsewhere;
    const auto card = soldElsewhere(elsewhere, layout);
    for (const bool customerSays : {false, true}) {
        TempOffice office;
        Layout mute = *office.layouts.find(layout);
        mute.areas.removeIf([](const AreaSpec& area) { return area.role == AreaRole::Report; });
        LayoutBook layouts;
        layouts.add(mute);
        office.reader.insert(simulator::VirtualCard::load(card->save()));
        CardDesk desk(*office.store, office.cashier, office.reader, layouts, office.keys, office.clock);
        import(office, must(desk.look()).uid, layout, 2, 40'000);
        QCOMPARE(nameOf(desk.topUp({number, TempOffice::twenty(layout), false, {}, customerSays})),
                 customerSays ? QStringLiteral("ok") : QStringLiteral("card-not-loaded"));
    }
}

void TestCardAdopt::unloadedIsReplaced() {
    const QString layout = QStringLiteral("mifare-alternating");
    const QString number = TempOffice::meterOf(layout);
    TempOffice elsewhere;
    const auto card = soldElsewhere(elsewhere, layout);
    TempOffice office;
    office.reader.insert(card);
    QVERIFY(office.as(office.manager).adopt(number));
    office.fresh(TempOffice::familyOf(layout)); // its id is that of the other office's first card
    office.lay(layout);
    const auto next = office.desk().replace(number, QStringLiteral("lost"));
    QVERIFY2(next, qPrintable(nameOf(next)));
    elsewhere.reader.insert(office.reader.eject());
    QCOMPARE(elsewhere.load(number).credit, 20'000);
    elsewhere.reader.insert(card);
    QCOMPARE(elsewhere.load(number).credit, 0);
}

void TestCardAdopt::totalsAreCompared_data() {
    QTest::addColumn<QString>("layout");
    QTest::addColumn<bool>("imported"); // with a total, but no count
    for (const QString& layout : TempOffice::layoutIds())
        for (const bool imported : {false, true})
            QTest::addRow("%s%s", qPrintable(layout), imported ? ", imported" : "") << layout << imported;
}

void TestCardAdopt::totalsAreCompared() {
    QFETCH(QString, layout);
    QFETCH(bool, imported);
    const QString number = TempOffice::meterOf(layout);
    const TopUpAsked asked{number, TempOffice::twenty(layout), false, {}, false};
    TempOffice office;
    const Meter meter = *office.book().meterByNumber(number);
    const qint64 twenty = meter.basis == CreditBasis::Money ? 2000 : 20'000;
    if (imported) {
        QVERIFY(office.book().setBase(meter.id, 0, 2 * twenty));
        office.meter(number).state().loaded = 2 * twenty; // before these books, and used up since
        office.meter(number).state().used = 2 * twenty;
    }
    office.issue(layout);
    QVERIFY(office.desk().topUp(asked));
    QVERIFY(office.load(number).loaded);
    QVERIFY(office.desk().look());
    QVERIFY(must(office.journal().cases(meter.id)).isEmpty());
    // Somebody has helped the meter to more than was ever sold.
    office.meter(number).state().loaded += twenty;
    office.load(number);
    QVERIFY(office.desk().look());
    const QList<OpenCase> cases = must(office.journal().cases(meter.id));
    QCOMPARE(cases.size(), 1);
    QCOMPARE(cases.first().kind, QStringLiteral("total-excess"));
}

void TestCardAdopt::extrasAreKept_data() {
    QTest::addColumn<QString>("layout");
    QTest::newRow("mifare") << QStringLiteral("mifare-alternating");
    QTest::newRow("sle") << QStringLiteral("sle4442-single");
}

void TestCardAdopt::extrasAreKept() {
    QFETCH(QString, layout);
    const QString number = TempOffice::meterOf(layout);
    TempOffice elsewhere;
    Settings settings(*elsewhere.store, elsewhere.manager);
    QVERIFY(settings.setValue(QStringLiteral("meter.alarm"), QStringLiteral("5")));
    QVERIFY(settings.setValue(QStringLiteral("meter.overdraft"), QStringLiteral("2")));
    elsewhere.issue(layout);
    const auto extras = [&](TempOffice& at, const std::shared_ptr<simulator::VirtualCard>& card) {
        at.reader.insert(card);
        CardVisit visit(at.reader, at.layouts, at.keys);
        const CardLookup lookup = [&](const QString& uid) -> Result<std::optional<KnownCard>> {
            MD_GET(known, at.book().cardByUid(uid));
            return known ? std::optional(KnownCard{known->layout, known->keyVersion}) : std::nullopt;
        };
        if (!visit.open(lookup, IdentityReading::WhereNeeded))
            qFatal("no card");
        const CardRecord record = must(visit.read(*visit.layout()->area(AreaRole::Purchase, 0))).record;
        return QList<qint64>{record.number(Field::AlarmLevel).value_or(-1),
                             record.number(Field::Overdraft).value_or(-1)};
    };
    const QList<qint64> set{5000, 2000};
    const auto card = elsewhere.reader.card();
    QCOMPARE(extras(elsewhere, card), set);

    TempOffice office;
    office.reader.insert(elsewhere.reader.eject());
    QVERIFY(office.as(office.manager).adopt(number));
    // Torn at any byte, it is written again from the books.
    const TopUpAsked asked{number, TempOffice::twenty(layout), false, {}, false};
    bool reached = true;
    int unknown = 0;
    for (int at = 1; reached; ++at) {
        office.reader.arm({simulator::Fault{at, simulator::FaultKind::RemovedHalfway, 4, {}}});
        const auto sold = office.desk().topUp(asked);
        reached = office.reader.apdus() >= at;
        unknown += !sold && sold.error().code == ErrorCode::OutcomeUnknown ? 1 : 0;
        office.reader.arm({});
        office.reader.insert(card);
        QVERIFY(office.desk().look());
        const auto last = must(office.journal().last(must(office.book().meterByNumber(number)).id));
        if (last && last->state == OrderState::NotDelivered)
            QVERIFY(office.desk().resend(last->id));
        QCOMPARE(extras(office, card), set);
        office.load(number);
        QVERIFY(office.desk().look());
    }
    QVERIFY(unknown > 0);
    office.fresh(TempOffice::familyOf(layout)); // its id is that of the other office's first card
    const auto next = office.lay(layout);
    QVERIFY(office.desk().replace(number, QStringLiteral("lost")));
    QCOMPARE(extras(office, next), set);
}

void TestCardAdopt::keyVersionOfACode() {
    const QString layout = QStringLiteral("sle4442-single");
    const QString number = TempOffice::meterOf(layout);
    TempOffice elsewhere;
    elsewhere.issue(layout);
    TempOffice office;
    QByteArray master(16, 'x');
    office.keys->add({QStringLiteral("sle-psc"), 2, QStringLiteral("3des"), {}}, Secret::from(master));
    office.reader.insert(elsewhere.reader.eject());
    CardDesk desk = office.as(office.manager);
    // Any version fits its identity: the newest would be presented, and spend a try for ever.
    QCOMPARE(nameOf(desk.adopt(number)), QStringLiteral("adopt-mismatch"));
    QCOMPARE(nameOf(desk.adopt(number, 3)), QStringLiteral("keys-missing"));
    {
        // So might one that the office has lost.
        TempOffice lost;
        lost.keys = std::make_shared<KeyRing>();
        for (const KeyInfo& key : office.keys->list())
            if (key.name != QLatin1String("sle-psc") || key.version == 2)
                lost.keys->add(key, office.keys->master(key.name, key.version)->clone());
        const auto card = office.reader.eject();
        lost.reader.insert(card);
        QCOMPARE(nameOf(lost.as(lost.manager).adopt(number)), QStringLiteral("adopt-mismatch"));
        office.reader.insert(lost.reader.eject());
    }
    const auto adopted = desk.adopt(number, 1);
    QVERIFY2(adopted, qPrintable(nameOf(adopted)));
    const auto sold = office.desk().topUp({number, TempOffice::twenty(layout), false, {}, false});
    QVERIFY2(sold, qPrintable(nameOf(sold)));
}

void TestCardAdopt::lostBeforeItWasShown_data() {
    QTest::addColumn<QString>("layout");
    QTest::addColumn<bool>("loaded");
    QTest::addColumn<bool>("cardInBooks");
    for (const char* layout : {"mifare-alternating", "sle4442-single"})
        for (const bool loaded : {false, true})
            for (const bool cardInBooks : {false, true})
                QTest::addRow("%s%s%s", layout, loaded ? ", loaded" : "", cardInBooks ? "" : ", its card unknown")
                    << QString::fromLatin1(layout) << loaded << cardInBooks;
}

void TestCardAdopt::lostBeforeItWasShown() {
    // Count and total, perhaps the card too, came from another system's file; whether the last purchase still lies on
    // that card, nobody here knows.
    QFETCH(QString, layout);
    QFETCH(bool, loaded);
    QFETCH(bool, cardInBooks);
    const QString number = TempOffice::meterOf(layout);
    const TopUpAsked asked{number, TempOffice::twenty(layout), false, {}, false};
    TempOffice elsewhere;
    const auto lost = elsewhere.issue(layout);
    QVERIFY(elsewhere.desk().topUp(asked));
    if (loaded)
        QVERIFY(elsewhere.load(number).loaded);
    TempOffice office;
    const Meter meter = *office.book().meterByNumber(number);
    QVERIFY(office.book().setBase(meter.id, 1, 20'000));
    Card imported = must(elsewhere.book().activeCardOf(must(elsewhere.book().meterByNumber(number)).id)).value();
    imported.accountId = office.accountId;
    imported.slots_ = {meter.id};
    if (imported.uid == QLatin1String("0000000001")) // the numbers that this office gives to its cards start there too
        QVERIFY(office.book().nextCardNumber(10));
    if (cardInBooks)
        QVERIFY(office.book().addCard(imported));
    const auto newCard = [&](const StaffSession& who, bool managerSays) -> Result<Card> {
        CardDesk desk = office.as(who);
        if (cardInBooks)
            return desk.replace(number, QStringLiteral("lost"), managerSays);
        return desk.issue(number, managerSays);
    };
    office.fresh(TempOffice::familyOf(layout)); // its id is that of the other office's first card
    const auto next = office.lay(layout);
    const QJsonObject blank = next->save();
    QCOMPARE(nameOf(newCard(office.cashier, false)), QStringLiteral("lost-purchase-unknown"));
    QCOMPARE(next->save(), blank);
    QCOMPARE(nameOf(newCard(office.cashier, true)), QStringLiteral("not-allowed"));
    if (loaded) {
        Observation said;
        said.meterId = meter.id;
        said.source = QStringLiteral("telemetry");
        said.lastCount = 1;
        QVERIFY(office.journal().observe(said));
        const auto given = newCard(office.cashier, false);
        QVERIFY2(given, qPrintable(nameOf(given)));
    } else {
        const auto given = newCard(office.manager, true);
        QVERIFY2(given, qPrintable(nameOf(given)));
    }
    if (cardInBooks)
        QCOMPARE(office.book().cardByUid(imported.uid)->value().status, CardStatus::Lost);
    const auto sold = office.desk().topUp(asked);
    QVERIFY2(sold, qPrintable(nameOf(sold)));
    QCOMPARE(sold->count.value_or(0), 2);
    QCOMPARE(sold->totalAfter.value_or(0), 40'000);
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

QTEST_GUILESS_MAIN(TestCardAdopt)
#include "tst_cardadopt.moc"
