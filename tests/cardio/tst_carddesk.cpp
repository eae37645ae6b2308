// The main job at the desk, for each shipped layout: issue, sell, load, look, sell again; and what is refused.
#include "tests/support/tempoffice.h"

#include <QtTest>

using namespace meterdesk;
using namespace meterdesk::test;

class TestCardDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sale_data() { TempOffice::layoutRows(); }
    void sale();
    void twoCommits_data() { TempOffice::layoutRows(); }
    void twoCommits();
    void quotes();
    void freeCredit();
    void refusals();
    void roles();
    void heldUnused();
    void confirmedLoaded();
    void receiptNumbers();
    void twoDesks();
    void aMissingKeyIsMissedFirst_data() { TempOffice::layoutRows(); }
    void aMissingKeyIsMissedFirst();
};

void TestCardDesk::sale() {
    QFETCH(QString, layout);
    TempOffice office;
    const QString number = TempOffice::meterOf(layout);
    office.lay(layout);
    CardDesk desk = office.desk();
    const Result<CardView> blank = desk.look();
    QVERIFY2(blank, qPrintable(nameOf(blank)));
    QCOMPARE(findingName(blank->finding), QStringLiteral("blank"));

    const Result<Card> card = desk.issue(number);
    QVERIFY2(card, qPrintable(nameOf(card)));
    QVERIFY(!card->uid.isEmpty());
    QCOMPARE(card->layout, layout);

    QList<SaleStep> steps;
    const Result<CreditOrder> first =
        desk.topUp({number, TempOffice::twenty(layout), false, {}, false}, [&](SaleStep step) { steps << step; });
    QVERIFY2(first, qPrintable(nameOf(first)));
    QCOMPARE(first->state, OrderState::Delivered);
    QCOMPARE(first->count.value_or(0), 1);
    QVERIFY(first->receipt.has_value());
    QCOMPARE(steps, (QList{SaleStep::Book, SaleStep::Write, SaleStep::Verify}));

    const simulator::LoadResult loaded = office.load(number);
    QVERIFY2(loaded.loaded, qPrintable(loaded.reason));
    QCOMPARE(loaded.credit, first->credit.value);

    const Result<CardView> view = desk.look();
    QVERIFY2(view, qPrintable(nameOf(view)));
    QCOMPARE(findingName(view->finding), QStringLiteral("ours"));
    QCOMPARE(view->resident.value_or(Resident{}).name, QStringLiteral("王小明"));
    QCOMPARE(view->apartment.value_or(Apartment{}).code, QStringLiteral("3-1-1201"));
    const SlotView slot = view->slots_.value(0);
    QCOMPARE(slot.meter.value_or(Meter{}).number, number);
    QCOMPARE(slot.count.value_or(-1), 1);
    QVERIFY(slot.report.has_value());
    QCOMPARE(slot.report->remaining.value_or(-1), first->credit.value);
    QCOMPARE(slot.lastOrder.value_or(CreditOrder{}).state, OrderState::Loaded);
    QVERIFY(!slot.openOrder);

    const Result<CreditOrder> second = desk.topUp({number, TempOffice::twenty(layout), false, {}, false});
    QVERIFY2(second, qPrintable(nameOf(second)));
    QCOMPARE(second->count.value_or(0), 2);
    QCOMPARE(second->totalAfter.value_or(0), 2 * first->credit.value);
    QVERIFY(office.load(number).loaded);
    QCOMPARE(office.meter(number).state().loaded, 2 * first->credit.value);
    QVERIFY(office.balances());
}

void TestCardDesk::twoCommits() {
    QFETCH(QString, layout);
    TempOffice office;
    const QString number = TempOffice::meterOf(layout);
    office.issue(layout);
    CardDesk desk = office.desk();
    QVERIFY(desk.topUp({number, TempOffice::twenty(layout), false, {}, false}));
    QVERIFY(office.load(number).loaded);
    // The card comes straight from its meter: what it wrote back goes into the first of the two commits.
    const qint64 before = office.store->commits();
    QVERIFY(desk.topUp({number, TempOffice::twenty(layout), false, {}, false}));
    QCOMPARE(office.store->commits() - before, 2);
    const auto orders = office.journal().orders(noId, 10);
    QVERIFY(orders);
    QCOMPARE(orders->last().state, OrderState::Loaded);
}

void TestCardDesk::quotes() {
    TempOffice office;
    CardDesk desk = office.desk();
    const QString number = TempOffice::meterOf(QStringLiteral("mifare-alternating"));
    const Result<Quote> quote = desk.quote(number, {Money{5001}, {}});
    QVERIFY2(quote, qPrintable(nameOf(quote)));
    QCOMPARE(quote->priced.paid.fen, 5000);
    QCOMPARE(quote->priced.change.fen, 1);
    QCOMPARE(quote->priced.credit.value, 25'000);
    QCOMPARE(quote->newTotal.value_or(Credit{}).value, 25'000);
    QCOMPARE(nameOf(desk.quote(QStringLiteral("999"), {Money{100}, {}})), QStringLiteral("not-found"));
}

void TestCardDesk::freeCredit() {
    const QString layout = QStringLiteral("mifare-alternating");
    const QString number = TempOffice::meterOf(layout);
    TempOffice office;
    office.issue(layout);
    const SaleAsked five{{}, Quantity{5'000}};
    QCOMPARE(nameOf(office.desk().topUp({number, five, true, QStringLiteral("flood"), false})),
             QStringLiteral("not-allowed"));
    QCOMPARE(nameOf(office.as(office.manager).topUp({number, five, true, QStringLiteral(" "), false})),
             QStringLiteral("reason-missing"));
    const auto order = office.as(office.manager).topUp({number, five, true, QStringLiteral("flood"), false});
    QVERIFY2(order, qPrintable(nameOf(order)));
    QCOMPARE(order->paid.fen, 0);
    QCOMPARE(order->kind, OrderKind::Free);
    QCOMPARE(office.load(number).credit, 5'000);
}

void TestCardDesk::refusals() {
    const QString layout = QStringLiteral("mifare-alternating");
    const QString number = TempOffice::meterOf(layout);
    TempOffice office(2);
    CardDesk desk = office.desk();
    const TopUpAsked asked{number, TempOffice::twenty(layout), false, {}, false};
    QCOMPARE(nameOf(desk.topUp(asked)), QStringLiteral("no-card"));
    office.lay(layout);
    QCOMPARE(nameOf(desk.topUp(asked)), QStringLiteral("card-blank"));
    const auto card = office.issue(layout);
    QCOMPARE(nameOf(desk.topUp({TempOffice::meterOf(layout, 1), TempOffice::twenty(layout), false, {}, false})),
             QStringLiteral("card-other-meter"));
    QVERIFY(desk.topUp(asked));
    QCOMPARE(nameOf(desk.topUp(asked)), QStringLiteral("card-not-loaded"));
    QVERIFY(office.load(number).loaded);
    const Meter meter = *office.book().meterByNumber(number);
    QVERIFY(office.book().setState(meter.id, MeterState::Faulty, QStringLiteral("stuck")));
    QCOMPARE(nameOf(desk.topUp(asked)), QStringLiteral("meter-not-in-use"));
    QVERIFY(office.balances());
}

void TestCardDesk::roles() {
    const QString layout = QStringLiteral("mifare-alternating");
    const QString number = TempOffice::meterOf(layout);
    TempOffice office;
    office.lay(layout);
    const StaffSession stranger;
    CardDesk nobody = office.as(stranger);
    QCOMPARE(nameOf(nobody.look()), QStringLiteral("not-signed-in"));
    QCOMPARE(nameOf(nobody.issue(number)), QStringLiteral("not-signed-in"));
    CardDesk dispatcher = office.as(office.dispatcher);
    QVERIFY(dispatcher.look());
    QCOMPARE(nameOf(dispatcher.issue(number)), QStringLiteral("not-allowed"));
    QCOMPARE(nameOf(dispatcher.topUp({number, TempOffice::twenty(layout), false, {}, false})),
             QStringLiteral("not-allowed"));
    CardDesk cashier = office.desk();
    QCOMPARE(nameOf(cashier.adopt(number)), QStringLiteral("not-allowed"));
    QCOMPARE(
        nameOf(cashier.issueTool(QStringLiteral("mifare-tool"), QStringLiteral("check"), QStringLiteral("Li"), number)),
        QStringLiteral("not-allowed"));
    QCOMPARE(nameOf(cashier.replace(number, QStringLiteral("lost"), true)), QStringLiteral("not-allowed"));
}

void TestCardDesk::heldUnused() {
    TempOffice office;
    Layout narrow = *office.layouts.find(QStringLiteral("mifare-alternating"));
    narrow.id = QStringLiteral("narrow");
    narrow.limits.mostHeld = 30'000;
    office.layouts.add(narrow);
    QVERIFY(office.store->change(QStringLiteral("UPDATE meter SET layout = 'narrow' WHERE number = ?"),
                                 {TempOffice::meterOf(QStringLiteral("mifare-alternating"))}));
    simulator::VirtualMeter::registerCodec(narrow.id,
                                           simulator::VirtualMeter::codec(QStringLiteral("mifare-alternating")));
    const QString number = TempOffice::meterOf(QStringLiteral("mifare-alternating"));
    office.issue(QStringLiteral("mifare-alternating"));
    CardDesk desk = office.desk();
    const TopUpAsked asked{number, {{}, Quantity{20'000}}, false, {}, false};
    QVERIFY(desk.topUp(asked));
    QVERIFY(office.load(number).loaded);
    QCOMPARE(nameOf(desk.topUp(asked)), QStringLiteral("held-too-much"));
    office.meter(number).use(15'000);
    office.load(number);
    const auto later = desk.topUp(asked);
    QVERIFY2(later, qPrintable(nameOf(later)));
}

void TestCardDesk::confirmedLoaded() {
    TempOffice office;
    Layout silent = *office.layouts.find(QStringLiteral("sle4442-single"));
    silent.id = QStringLiteral("silent");
    silent.areas.removeIf([](const AreaSpec& area) { return area.role == AreaRole::Report; });
    office.layouts.add(silent);
    const QString number = TempOffice::meterOf(QStringLiteral("sle4442-single"));
    QVERIFY(office.store->change(QStringLiteral("UPDATE meter SET layout = 'silent' WHERE number = ?"), {number}));
    office.issue(QStringLiteral("sle4442-single"));
    CardDesk desk = office.desk();
    TopUpAsked asked{number, {{}, Quantity{20'000}}, false, {}, false};
    const auto first = desk.topUp(asked);
    QVERIFY2(first, qPrintable(nameOf(first)));
    QCOMPARE(nameOf(desk.topUp(asked)), QStringLiteral("card-not-loaded"));
    asked.confirmLoaded = true;
    const auto second = desk.topUp(asked);
    QVERIFY2(second, qPrintable(nameOf(second)));
    const auto report = office.book().lastReport(second->meterId);
    QVERIFY(report && *report);
    QCOMPARE((*report)->source, QStringLiteral("person"));
}

void TestCardDesk::receiptNumbers() {
    TempOffice office;
    QList<qint64> receipts;
    for (const QString& layout : TempOffice::layoutIds()) {
        office.issue(layout);
        const auto order =
            office.desk().topUp({TempOffice::meterOf(layout), TempOffice::twenty(layout), false, {}, false});
        QVERIFY2(order, qPrintable(nameOf(order)));
        receipts << order->receipt.value_or(0);
    }
    QCOMPARE(receipts, (QList<qint64>{1, 2, 3, 4}));
}

void TestCardDesk::twoDesks() {
    const QString layout = QStringLiteral("mifare-alternating");
    const QString number = TempOffice::meterOf(layout);
    TempOffice office;
    const auto card = office.issue(layout);
    simulator::SimulatorReader otherReader;
    auto second = Store::open(office.store->url());
    QVERIFY(second);
    CardDesk here = office.desk();
    CardDesk there(**second, office.cashier, otherReader, office.layouts, office.keys, office.clock);
    QVERIFY(here.topUp({number, TempOffice::twenty(layout), false, {}, false}));
    otherReader.insert(office.reader.eject());
    QCOMPARE(nameOf(there.topUp({number, TempOffice::twenty(layout), false, {}, false})),
             QStringLiteral("card-not-loaded"));
    office.reader.insert(otherReader.eject());
    QVERIFY(office.load(number).loaded);
    otherReader.insert(office.reader.eject());
    const auto order = there.topUp({number, TempOffice::twenty(layout), false, {}, false});
    QVERIFY2(order, qPrintable(nameOf(order)));
    QCOMPARE(order->count.value_or(0), 2);
}

void TestCardDesk::aMissingKeyIsMissedFirst() {
    QFETCH(QString, layout);
    TempOffice office;
    office.issue(layout);
    const TopUpAsked asked{TempOffice::meterOf(layout), TempOffice::twenty(layout), false, {}, false};
    const auto all = office.keys;
    const auto without = [&all](const QString& master) {
        auto ring = std::make_shared<KeyRing>();
        for (const KeyInfo& key : all->list())
            if (key.name != master)
                ring->add(key, all->master(key.name, key.version)->clone());
        return ring;
    };
    const QMap<QString, KeySpec> keys = office.layouts.find(layout)->keys;
    QVERIFY(!keys.isEmpty());
    for (auto key = keys.begin(); key != keys.end(); ++key) {
        if (key.key() == u"purse-debit") // for taking off alone
            continue;
        office.keys = without(key->master);
        QCOMPARE(nameOf(office.desk().topUp(asked)), QStringLiteral("keys-missing"));
        QCOMPARE(office.journal().orders(noId, 10)->size(), 0); // nothing was booked
    }
    if (!keys.contains(QStringLiteral("purse-debit")))
        return;
    office.keys = without(keys.value(QStringLiteral("purse-debit")).master);
    const auto sold = office.desk().topUp(asked);
    QVERIFY2(sold, qPrintable(nameOf(sold)));
    QCOMPARE(nameOf(office.desk().reverse(sold->id, QStringLiteral("mistyped"))), QStringLiteral("keys-missing"));
    QCOMPARE(office.journal().order(sold->id)->state, OrderState::Delivered);
}

QTEST_GUILESS_MAIN(TestCardDesk)
#include "tst_carddesk.moc"
