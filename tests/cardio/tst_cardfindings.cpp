// Any card that is laid down is called by its name, and nothing is sold on one that isn't in order.
#include "cardio/simulator/virtualcpu.h"
#include "tests/support/tempoffice.h"
#include "tests/support/tempstore.h"

#include <QtTest>

using namespace meterdesk;
using namespace meterdesk::test;

class TestCardFindings : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void words();
    void foreign();
    void unregistered();
    void unregisteredSaysWhatIsStillOnIt_data();
    void unregisteredSaysWhatIsStillOnIt();
    void ahead();
    void behind_data() { TempOffice::layoutRows(); }
    void behind();
    void otherMeter();
    void torn();
    void tornSpareCopy();
    void taken_data() { TempOffice::layoutRows(); }
    void taken();
    void triesUsed();
    void barred();
    void tool();
    void lockedKeys();
    void lockedCard_data();
    void lockedCard();

private:
    static QString found(TempOffice& office) {
        const auto view = office.desk().look();
        return view ? findingName(view->finding) : view.error().name();
    }
    static int cases(TempOffice& office, const QString& kind) {
        const auto row = office.store->row(
            QStringLiteral("SELECT COUNT(*) FROM discrepancy WHERE kind = ? AND closed_at IS NULL"), {kind});
        return row ? row->value(0).toInt() : -1;
    }
    const QString mifare = QStringLiteral("mifare-alternating");
    const QString number = TempOffice::meterOf(mifare);
    const TopUpAsked asked{number, TempOffice::twenty(mifare), false, {}, false};
};

void TestCardFindings::words() {
    for (const CardFinding finding :
         {CardFinding::Ours, CardFinding::Blank, CardFinding::Foreign, CardFinding::Unregistered,
          CardFinding::OtherMeter, CardFinding::Torn, CardFinding::Barred, CardFinding::Ahead, CardFinding::Behind,
          CardFinding::Tool, CardFinding::Locked, CardFinding::TriesUsed}) {
        QVERIFY(!findingName(finding).isEmpty());
        QVERIFY(findingText(finding).size() > 5);
        QVERIFY2(findingNext(finding).size() > 5, qPrintable(findingName(finding)));
        QVERIFY(findingNext(finding) != findingText(finding));
    }
}

void TestCardFindings::foreign() {
    TempOffice office;
    const auto card = office.lay(mifare);
    for (int trailer = 3; trailer < 64; trailer += 4)
        QVERIFY(card->poke(trailer, 0, QByteArray::fromHex("010203040506787788690A0B0C0D0E0F")));
    QCOMPARE(found(office), QStringLiteral("foreign"));
    QCOMPARE(nameOf(office.desk().topUp(asked)), QStringLiteral("card-foreign"));
    QCOMPARE(nameOf(office.desk().issue(number)), QStringLiteral("card-not-blank"));
}

void TestCardFindings::unregistered() {
    TempOffice office;
    TempOffice elsewhere;
    elsewhere.issue(mifare);
    office.reader.insert(elsewhere.reader.eject());
    const auto view = office.desk().look();
    QVERIFY2(view, qPrintable(nameOf(view)));
    QCOMPARE(findingName(view->finding), QStringLiteral("unregistered"));
    QCOMPARE(view->slots_.value(0).meterOnCard, number);
    QCOMPARE(nameOf(office.desk().topUp(asked)), QStringLiteral("card-unregistered"));
}

void TestCardFindings::unregisteredSaysWhatIsStillOnIt_data() {
    QTest::addColumn<QString>("layout");
    // Of the two purses that look alike, one: by which of them an unknown card is written nobody can tell.
    for (const char* id : {"mifare-alternating", "sle4442-single", "cpu-money"})
        QTest::newRow(id) << QString::fromLatin1(id);
}

void TestCardFindings::unregisteredSaysWhatIsStillOnIt() {
    QFETCH(QString, layout);
    const QString meter = TempOffice::meterOf(layout);
    TempOffice elsewhere;
    const auto card = elsewhere.issue(layout);
    const auto sold = elsewhere.desk().topUp({meter, TempOffice::twenty(layout), false, {}, false});
    QVERIFY(sold);
    const auto seen = [&card] {
        TempOffice office; // with the same keys, and other books
        office.reader.insert(card);
        CardView view = must(office.desk().look());
        office.reader.eject();
        return view;
    };
    CardView view = seen();
    QCOMPARE(findingName(view.finding), QStringLiteral("unregistered"));
    QCOMPARE(view.slots_.value(0).credit.value_or(Credit{}).value, sold->credit.value);
    elsewhere.reader.insert(card);
    QVERIFY(elsewhere.load(meter).loaded);
    view = seen();
    QCOMPARE(view.slots_.value(0).credit.value_or(Credit{-1, CreditBasis::Money}).value, 0);
    QVERIFY(view.slots_.value(0).report);
}

void TestCardFindings::ahead() {
    TempOffice office;
    TempOffice elsewhere;
    const auto card = office.issue(mifare);
    elsewhere.reader.insert(card);
    QVERIFY(elsewhere.as(elsewhere.manager).adopt(number));
    QVERIFY(elsewhere.desk().topUp(asked));
    office.reader.insert(card);
    QCOMPARE(found(office), QStringLiteral("ahead"));
    QCOMPARE(cases(office, QStringLiteral("ahead")), 1);
    QCOMPARE(found(office), QStringLiteral("ahead"));
    QCOMPARE(cases(office, QStringLiteral("ahead")), 1);
    QCOMPARE(nameOf(office.desk().topUp(asked)), QStringLiteral("card-ahead"));
}

void TestCardFindings::behind() {
    QFETCH(QString, layout);
    const QString meter = TempOffice::meterOf(layout);
    const TopUpAsked wish{meter, TempOffice::twenty(layout), false, {}, false};
    TempOffice office;
    const auto card = office.issue(layout);
    QVERIFY(office.desk().topUp(wish));
    QVERIFY(office.load(meter).loaded);
    const std::shared_ptr<simulator::VirtualCard> copy = card->clone();
    QVERIFY(office.desk().topUp(wish));
    QVERIFY(office.load(meter).loaded);
    QVERIFY(office.desk().topUp(wish));
    office.reader.insert(copy);
    QCOMPARE(found(office), QStringLiteral("behind"));
    QCOMPARE(cases(office, QStringLiteral("behind")), 1);
    QCOMPARE(nameOf(office.desk().topUp(wish)), QStringLiteral("card-behind"));
    QVERIFY(!office.load(meter).loaded || layout.startsWith(QLatin1String("cpu")));
}

void TestCardFindings::otherMeter() {
    TempOffice office(2);
    office.issue(mifare);
    const Meter second = *office.book().meterByNumber(TempOffice::meterOf(mifare, 1));
    QVERIFY(office.store->change(QStringLiteral("UPDATE card_slot SET meter_id = ?"), {second.id}));
    QCOMPARE(found(office), QStringLiteral("other-meter"));
    QCOMPARE(nameOf(office.desk().topUp({second.number, TempOffice::twenty(mifare), false, {}, false})),
             QStringLiteral("card-other-meter"));
}

void TestCardFindings::torn() {
    TempOffice office;
    const auto card = office.issue(mifare);
    QVERIFY(office.desk().topUp(asked));
    for (const int block : {8, 12}) // both copies of slot 0
        QVERIFY(card->poke(block, 6, QByteArray::fromHex("FFEE")));
    QCOMPARE(found(office), QStringLiteral("torn"));
    QCOMPARE(nameOf(office.desk().topUp(asked)), QStringLiteral("card-torn"));
    const auto settled = office.desk().settle();
    QVERIFY2(settled, qPrintable(nameOf(settled)));
    QVERIFY(settled->orders.isEmpty() && settled->mended.record && !settled->mended.dataFile);
    QVERIFY(!must(office.desk().settle()).mended);
    QCOMPARE(found(office), QStringLiteral("ours"));
    QVERIFY(office.auditActions().contains(QStringLiteral("card-repaired")));
    QCOMPARE(office.load(number).credit, 20'000);
}

void TestCardFindings::tornSpareCopy() {
    TempOffice office;
    const auto card = office.issue(mifare);
    QVERIFY(office.desk().topUp(asked));
    QVERIFY(card->poke(8, 6, QByteArray::fromHex("FFEE"))); // the older copy: the next purchase overwrites it
    const QJsonObject before = card->save();
    for (int times = 0; times < 2; ++times)
        QVERIFY(!must(office.desk().settle()).mended);
    QCOMPARE(card->save(), before);
    QVERIFY(!office.auditActions().contains(QStringLiteral("card-repaired"))); // for nothing was
    QCOMPARE(found(office), QStringLiteral("ours"));
    QCOMPARE(office.load(number).credit, 20'000);
    QVERIFY(office.desk().topUp(asked));
}

void TestCardFindings::taken() {
    QFETCH(QString, layout);
    TempOffice office;
    office.issue(layout);
    const QString meter = TempOffice::meterOf(layout);
    const auto slot = [&] { return must(office.desk().look()).slots_.first(); };
    QVERIFY(!slot().taken); // nothing was ever sold
    const CreditOrder order = must(office.desk().topUp({meter, TempOffice::twenty(layout), false, {}, false}));
    QVERIFY(slot().credit == order.credit);
    QVERIFY(!slot().taken);
    QVERIFY(office.load(meter).loaded);
    const SlotView after = slot();
    QVERIFY(after.credit == (Credit{0, order.credit.basis}));
    // A purse is emptied; a record stays as it was written.
    const bool purse = office.layouts.find(layout)->purse.has_value();
    QVERIFY(after.taken == (purse ? std::nullopt : std::optional(order.credit)));
}

void TestCardFindings::triesUsed() {
    const QString sle = QStringLiteral("sle4442-single");
    TempOffice office;
    const auto card = office.issue(sle);
    QVERIFY(office.desk().topUp({TempOffice::meterOf(sle), TempOffice::twenty(sle), false, {}, false}));
    QCOMPARE(found(office), QStringLiteral("ours"));
    card->transmit(QByteArray::fromHex("FF20000003AAAAAA")); // somebody guessed
    const QJsonObject before = card->save();
    QCOMPARE(found(office), QStringLiteral("tries-used"));
    QCOMPARE(card->save(), before);
    // What is said of it holds: the meter takes what is on it, and another card takes its place.
    QCOMPARE(office.load(TempOffice::meterOf(sle)).credit, 20'000);
    QCOMPARE(found(office), QStringLiteral("tries-used"));
    office.lay(sle);
    QVERIFY(office.desk().replace(TempOffice::meterOf(sle), QStringLiteral("a try is spent")));
    QCOMPARE(found(office), QStringLiteral("ours"));
}

void TestCardFindings::barred() {
    TempOffice office;
    const auto lost = office.issue(mifare);
    office.lay(mifare);
    QVERIFY(office.desk().replace(number, QStringLiteral("lost on the bus")));
    const QJsonObject before = lost->save();
    office.reader.insert(lost);
    QCOMPARE(found(office), QStringLiteral("barred"));
    QCOMPARE(nameOf(office.desk().topUp(asked)), QStringLiteral("card-barred"));
    QCOMPARE(nameOf(office.desk().settle()), QStringLiteral("card-barred"));
    QCOMPARE(lost->save(), before);
}

void TestCardFindings::tool() {
    TempOffice office;
    office.lay(mifare);
    QVERIFY(
        office.as(office.manager)
            .issueTool(QStringLiteral("mifare-tool"), QStringLiteral("parameter"), QStringLiteral("Li"), number, 70));
    QCOMPARE(found(office), QStringLiteral("tool"));
    const ToolView told = must(office.desk().look()).tool.value_or(ToolView{});
    QCOMPARE(told.kind, QStringLiteral("parameter"));
    QCOMPARE(told.meterNumber, number);
    QCOMPARE(told.parameter, 70);
    QCOMPARE(told.holder, QStringLiteral("Li"));
    for (const char* kind : {"clear", "check", "valve", "parameter", "transfer"})
        QVERIFY(toolText(QString::fromLatin1(kind)).contains(QLatin1Char(' ')));
    QCOMPARE(nameOf(office.desk().issue(number)), QStringLiteral("card-not-blank"));
}

void TestCardFindings::lockedKeys() {
    TempOffice office;
    office.issue(mifare);
    CardDesk desk(*office.store, office.cashier, office.reader, office.layouts, nullptr, office.clock);
    QCOMPARE(nameOf(desk.look()), QStringLiteral("keys-locked"));
    QCOMPARE(nameOf(desk.topUp(asked)), QStringLiteral("keys-locked"));
}

void TestCardFindings::lockedCard_data() {
    QTest::addColumn<quint16>("word");
    QTest::newRow("card") << quint16(0x6A81);
    QTest::newRow("application") << quint16(0x9303);
}

void TestCardFindings::lockedCard() {
    QFETCH(quint16, word);
    const QString layout = QStringLiteral("cpu-money");
    const QString meter = TempOffice::meterOf(layout);
    TempOffice office(2);
    const auto card = std::dynamic_pointer_cast<simulator::VirtualCpu>(office.issue(layout));
    QVERIFY(office.desk().topUp({meter, TempOffice::twenty(layout), false, {}, false}));
    card->setLocked(word);
    QCOMPARE(found(office), QStringLiteral("locked"));
    const QString refused = QStringLiteral("card-locked");
    CardDesk desk = office.as(office.manager);
    const Id order = must(office.journal().orders(noId, 1)).first().id;
    QCOMPARE(nameOf(desk.topUp({meter, TempOffice::twenty(layout), false, {}, false})), refused);
    QCOMPARE(nameOf(desk.settle()), refused);
    QCOMPARE(nameOf(desk.reverse(order, QStringLiteral("wish"))), refused);
    QCOMPARE(nameOf(desk.issue(TempOffice::meterOf(layout, 1))), refused);
    QCOMPARE(nameOf(desk.adopt(meter)), refused);
    QCOMPARE(nameOf(desk.replace(meter, QStringLiteral("lost"))), refused);
    QCOMPARE(nameOf(desk.returnCard(QStringLiteral("moves out"))), refused);
    QCOMPARE(nameOf(desk.exchangeMeter(meter, QStringLiteral("777001"), 0, QStringLiteral("dead"))), refused);
    // It is replaced as a lost one, and unlocked again it would be barred.
    office.lay(layout);
    QVERIFY(desk.replace(meter, QStringLiteral("locked")));
    card->setLocked(0);
    office.reader.insert(card);
    QCOMPARE(found(office), QStringLiteral("barred"));
}

QTEST_GUILESS_MAIN(TestCardFindings)
#include "tst_cardfindings.moc"
