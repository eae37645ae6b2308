// A blank card becomes a meter's, a second meter's, or a tool; and every way in which it may not.
#include "cardio/simulator/virtualcpu.h"
#include "cardio/simulator/virtualsle.h"
#include "tests/support/tempoffice.h"

#include <QtTest>

using namespace meterdesk;
using namespace meterdesk::test;
using simulator::Fault;
using simulator::FaultKind;

class TestCardIssue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void refusals();
    void secondMeter();
    void cardNumbers();
    void tornIssue_data();
    void tornIssue();
    void loadedPurse();
    void purseFromBeforeARotation();
    void anothersPurse();
    void tools();
    void tooSmall();

private:
    const QString mifare = QStringLiteral("mifare-alternating");
    const QString number = TempOffice::meterOf(mifare);
};

void TestCardIssue::refusals() {
    TempOffice office;
    CardDesk desk = office.desk();
    QCOMPARE(nameOf(desk.issue(number)), QStringLiteral("no-card"));
    QCOMPARE(nameOf(desk.issue(QStringLiteral("4711"))), QStringLiteral("not-found"));
    office.lay(QStringLiteral("sle4442-single"));
    QCOMPARE(nameOf(desk.issue(number)), QStringLiteral("card-wrong-family"));
    office.issue(mifare);
    QCOMPARE(nameOf(desk.issue(number)), QStringLiteral("already-exists"));
    office.lay(mifare);
    QCOMPARE(nameOf(desk.issue(number)), QStringLiteral("already-exists"));
    QVERIFY(office.auditActions().contains(QStringLiteral("card-issued")));
}

void TestCardIssue::secondMeter() {
    TempOffice office(3);
    office.issue(mifare);
    CardDesk desk = office.desk();
    const QString second = TempOffice::meterOf(mifare, 1);
    const auto card = desk.issue(second);
    QVERIFY2(card, qPrintable(nameOf(card)));
    QCOMPARE(card->slots_.size(), 2);
    QCOMPARE(nameOf(desk.issue(TempOffice::meterOf(mifare, 2))), QStringLiteral("card-other-meter"));

    QVERIFY(desk.topUp({number, {{}, Quantity{20'000}}, false, {}, false}));
    QVERIFY(desk.topUp({second, {{}, Quantity{30'000}}, false, {}, false}));
    QCOMPARE(office.load(number).credit, 20'000);
    QCOMPARE(office.load(second).credit, 30'000);
    const auto view = desk.look();
    QVERIFY(view);
    QCOMPARE(view->slots_.size(), 2);
    for (const SlotView& slot : view->slots_)
        QCOMPARE(slot.lastOrder.value_or(CreditOrder{}).state, OrderState::Loaded);
}

void TestCardIssue::cardNumbers() {
    TempOffice office(2);
    const QString sle = QStringLiteral("sle4442-single");
    office.issue(sle);
    office.lay(sle);
    const auto second = office.desk().issue(TempOffice::meterOf(sle, 1));
    QVERIFY2(second, qPrintable(nameOf(second)));
    QCOMPARE(second->uid, QStringLiteral("0000000002"));
}

void TestCardIssue::tornIssue_data() {
    QTest::addColumn<QString>("layout");
    for (const QString& id :
         {QStringLiteral("mifare-alternating"), QStringLiteral("sle4442-single"), QStringLiteral("cpu-money")})
        QTest::newRow(qPrintable(id)) << id;
}

void TestCardIssue::tornIssue() {
    QFETCH(QString, layout);
    const QString meter = TempOffice::meterOf(layout);
    TempOffice office;
    bool reached = true;
    int at = 0;
    while (reached) {
        ++at;
        const auto card = office.lay(layout);
        office.reader.arm({Fault{at, FaultKind::RemovedHalfway, 4, {}}});
        Result<Card> issued = office.desk().issue(meter);
        reached = office.reader.apdus() >= at;
        office.reader.arm({});
        office.reader.insert(card);
        if (!issued)
            issued = office.desk().issue(meter);
        // Torn in the wrong place, a file doesn't say any more whose it was, and a trailer locks its sector for ever:
        // such a card is thrown away, and the books know nothing of it.
        if (!issued) {
            const auto* sle = dynamic_cast<const simulator::VirtualSle*>(card.get());
            const bool tryLost = sle != nullptr && sle->counter() != 7; // in the very moment of a presentation
            QCOMPARE(nameOf(issued), tryLost ? QStringLiteral("card-tries-used") : QStringLiteral("card-not-blank"));
            QVERIFY2(tryLost || issued.error().detail.contains(QLatin1String("torn half-way")),
                     qPrintable(issued.error().detail));
            // Whatever stands on it: nobody is sold anything on it, and no code is offered to it again.
            const int tries = sle != nullptr ? sle->counter() : 0;
            QVERIFY(!office.desk().look().has_value() || !office.desk().look()->card);
            QVERIFY(!office.desk().topUp({meter, TempOffice::twenty(layout), false, {}, false}));
            QVERIFY(sle == nullptr || sle->counter() == tries);
        } else {
            const auto sold = office.desk().topUp({meter, TempOffice::twenty(layout), false, {}, false});
            QVERIFY2(sold, qPrintable(nameOf(sold)));
            QVERIFY(office.as(office.manager).reverse(sold->id, QStringLiteral("a trial")));
        }
        const auto booked = office.book().activeCardOf(office.book().meterByNumber(meter)->id);
        QVERIFY(booked);
        QCOMPARE(booked->has_value(), issued.has_value());
        if (issued)
            QVERIFY(office.book().setCardStatus(issued->id, CardStatus::Returned, QStringLiteral("again")));
    }
    QVERIFY(at > 6);
}

void TestCardIssue::loadedPurse() {
    const QString layout = QStringLiteral("cpu-money");
    TempOffice office;
    const auto card = std::dynamic_pointer_cast<simulator::VirtualCpu>(office.lay(layout));
    QVERIFY(card);
    card->setBalance(500); // the file says nothing of it
    const QJsonObject before = card->save();
    const auto refused = office.desk().issue(TempOffice::meterOf(layout));
    QCOMPARE(nameOf(refused), QStringLiteral("card-has-credit"));
    QVERIFY(refused.error().detail.contains(QLatin1String("5.00")));
    QCOMPARE(card->save(), before);
    card->setBalance(0);
    QVERIFY(office.desk().issue(TempOffice::meterOf(layout)));
}

namespace {

void rotate(TempOffice& office) {
    const QList<KeyInfo> all = office.keys->list();
    for (const KeyInfo& key : all) {
        QByteArray next = QByteArray::fromHex("A1A2A3A4A5A6A7A8B1B2B3B4B5B6B7B8");
        next[0] = char(next.at(0) + key.name.size());
        office.keys->add({key.name, office.keys->newest(key.name) + 1, key.algorithm, {}}, Secret::from(next));
    }
}

} // namespace

void TestCardIssue::purseFromBeforeARotation() {
    const QString layout = QStringLiteral("cpu-money");
    const QString meter = TempOffice::meterOf(layout);
    TempOffice office(2);
    const auto before = office.lay(layout);
    rotate(office);
    const auto card = office.desk().issue(meter);
    QVERIFY2(card, qPrintable(nameOf(card)));
    QCOMPARE(card->keyVersion, 1);
    const auto sold = office.desk().topUp({meter, TempOffice::twenty(layout), false, {}, false});
    QVERIFY2(sold, qPrintable(nameOf(sold)));
    QCOMPARE(office.load(meter).credit, 2000);
    QVERIFY(before->save().value(QLatin1String("tries")).toObject().isEmpty());
    // What its maker delivers from now on has the new keys.
    office.lay(layout);
    const auto next = office.desk().issue(TempOffice::meterOf(layout, 1));
    QVERIFY2(next, qPrintable(nameOf(next)));
    QCOMPARE(next->keyVersion, 2);
}

void TestCardIssue::anothersPurse() {
    const QString layout = QStringLiteral("cpu-money");
    const QString meter = TempOffice::meterOf(layout);
    TempOffice elsewhere;
    rotate(elsewhere);
    const auto card = elsewhere.lay(layout);
    const QJsonObject before = card->save();
    TempOffice office;
    office.reader.insert(elsewhere.reader.eject());
    for (int again = 0; again < 4; ++again)
        QCOMPARE(nameOf(office.desk().issue(meter)), QStringLiteral("card-foreign"));
    QCOMPARE(card->save(), before);
    // A version that has been lost might fit.
    TempOffice lost;
    const auto later = std::make_shared<KeyRing>();
    rotate(lost);
    for (const KeyInfo& key : lost.keys->list())
        if (key.version == 2)
            later->add(key, lost.keys->master(key.name, 2)->clone());
    TempOffice old;
    lost.keys = later;
    lost.reader.insert([&] {
        old.lay(layout);
        return old.reader.eject();
    }());
    QCOMPARE(nameOf(lost.desk().issue(meter)), QStringLiteral("keys-missing"));
}

void TestCardIssue::tools() {
    TempOffice office;
    CardDesk desk = office.as(office.manager);
    const QString tool = QStringLiteral("mifare-tool");
    office.lay(mifare);
    QCOMPARE(nameOf(desk.issueTool(tool, QStringLiteral("hammer"), QStringLiteral("Li"), number)),
             QStringLiteral("bad-argument"));
    QCOMPARE(nameOf(desk.issueTool(tool, QStringLiteral("valve"), QString(), number)), QStringLiteral("bad-argument"));
    QCOMPARE(nameOf(desk.issueTool(mifare, QStringLiteral("valve"), QStringLiteral("Li"), number)),
             QStringLiteral("bad-argument"));
    QCOMPARE(nameOf(desk.issueTool(QStringLiteral("nowhere"), QStringLiteral("valve"), QStringLiteral("Li"), number)),
             QStringLiteral("layout-unknown"));
    const auto card = desk.issueTool(tool, QStringLiteral("valve"), QStringLiteral("Li"), number, 1);
    QVERIFY2(card, qPrintable(nameOf(card)));
    QCOMPARE(card->holder, QStringLiteral("Li"));
    QCOMPARE(card->accountId, noId);
    QVERIFY(office.auditActions().contains(QStringLiteral("tool-issued")));
    const simulator::LoadResult used = office.load(number);
    QCOMPARE(used.reason, QStringLiteral("valve"));
    QCOMPARE(nameOf(desk.topUp({number, TempOffice::twenty(mifare), false, {}, false})), QStringLiteral("card-tool"));
}

void TestCardIssue::tooSmall() {
    TempOffice office;
    Layout large = *office.layouts.find(mifare);
    large.id = QStringLiteral("large");
    large.needs4k = true;
    office.layouts.add(std::move(large));
    QVERIFY(office.store->change(QStringLiteral("UPDATE meter SET layout = 'large' WHERE number = ?"), {number}));
    const auto card = office.lay(mifare);
    const QJsonObject before = card->save();
    const auto issued = office.desk().issue(number);
    QCOMPARE(nameOf(issued), QStringLiteral("card-too-small"));
    QVERIFY2(issued.error().message().contains(QLatin1String("large")), qPrintable(issued.error().message()));
    QCOMPARE(card->save(), before);
}

QTEST_GUILESS_MAIN(TestCardIssue)
#include "tst_cardissue.moc"
