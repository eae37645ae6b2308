// One card for several meters: a sale for any of them, torn at any command to the card, comes to its end and leaves
// what the card holds for the others alone. By every layout with more than one slot, the makers' among them.
#include "tests/support/layouts.h"
#include "tests/support/makermeters.h"
#include "tests/support/tempoffice.h"
#include "tests/support/tempstore.h"

#include <QtTest>

using namespace meterdesk;
using namespace meterdesk::test;
using simulator::Fault;
using simulator::FaultKind;
using simulator::VirtualCard;

class TestSlots : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everySlotIsSoldToAndTorn_data();
    void everySlotIsSoldToAndTorn();
    void aReplacementThatBreaksOffBetweenSlotsSaysSo();

private:
    static Quantity asked(int slot) { return {qint64(1000) * (20 + slot)}; }
    /// The meters of a new card on the reader, by slot.
    static QStringList issue(TempOffice& office, const Layout& layout);
    /// Two meters' purchases are on a card that was lost, and a fresh one lies there.
    static QStringList lose(TempOffice& office, const Layout& layout);
    static bool isOnCard(TempOffice& office, const QString& number, const QString& uid);
    /// What a sale for this slot left on the card, settled and sent again where it has to be.
    static void finish(TempOffice& office, const QString& number);
};

QStringList TestSlots::issue(TempOffice& office, const Layout& layout) {
    if (office.layouts.find(layout.id) == nullptr)
        office.layouts.add(Layout(layout));
    const QString lent = QStringLiteral("sle4442-single"); // these meters take such a card from now on
    must(office.store->change(QStringLiteral("UPDATE meter SET layout = ?, basis = ? WHERE layout = ?"),
                              {layout.id, basisName(layout.basis), lent}));
    const QJsonObject made = layout.needs4k ? QJsonObject{{QStringLiteral("size"), QStringLiteral("4k")},
                                                          {QStringLiteral("uid"), QStringLiteral("0badbeef")}}
                                            : QJsonObject();
    office.reader.insert(VirtualCard::fresh(familyName(layout.family), QStringLiteral("several"), made));
    QStringList numbers;
    for (int slot = 0; slot < layout.slotCount; ++slot) {
        numbers << TempOffice::meterOf(lent, slot);
        must(office.desk().issue(numbers.last()));
    }
    return numbers;
}

void TestSlots::finish(TempOffice& office, const QString& number) {
    must(office.desk().look());
    const auto order = must(office.journal().last(must(office.book().meterByNumber(number)).id));
    if (!order) // nothing was booked
        must(office.desk().topUp({number, {{}, Quantity{20'000}}, false, {}, false}));
    else if (order->state == OrderState::NotDelivered)
        must(office.desk().resend(order->id));
}

QStringList TestSlots::lose(TempOffice& office, const Layout& layout) {
    must(office.store->execute(QStringLiteral("PRAGMA synchronous = OFF")));
    QStringList numbers = issue(office, layout);
    for (int slot = 0; slot < layout.slotCount; ++slot)
        must(office.desk().topUp({numbers.at(slot), {{}, asked(slot)}, false, {}, false}));
    office.lay(layout.id);
    return numbers;
}

bool TestSlots::isOnCard(TempOffice& office, const QString& number, const QString& uid) {
    const auto order = must(office.journal().last(must(office.book().meterByNumber(number)).id));
    const QList<Attempt> attempts = must(office.journal().attempts(order->id));
    return std::any_of(attempts.begin(), attempts.end(), [&](const Attempt& attempt) {
        return attempt.evidence.carrierId == uid && attempt.outcome == QLatin1String("applied");
    });
}

void TestSlots::aReplacementThatBreaksOffBetweenSlotsSaysSo() {
    const Layout& layout = *allLayouts().find(QStringLiteral("mifare-alternating"));
    const QString lost = QStringLiteral("lost");
    int issued = 0; // the first command after which the successor is in the books, and nothing is on it
    bool reached = true;
    for (int at = 1; reached && issued == 0; ++at) {
        TempOffice office(layout.slotCount);
        const QStringList numbers = lose(office, layout);
        office.reader.arm({Fault{at, FaultKind::RemovedBefore, 0, {}}});
        if (nameOf(office.desk().replace(numbers.first(), lost)) == QLatin1String("card-unfinished"))
            issued = at;
        reached = office.reader.apdus() >= at;
    }
    QVERIFY(issued > 0);
    int half = 0;
    reached = true;
    for (int at = 1; reached; ++at) {
        TempOffice office(layout.slotCount);
        const QStringList numbers = lose(office, layout);
        const auto card = office.reader.card();
        office.reader.arm({Fault{issued, FaultKind::RemovedBefore, 0, {}}});
        QVERIFY(!office.desk().replace(numbers.first(), lost));
        office.reader.arm({Fault{at, FaultKind::RemovedBefore, 0, {}}});
        office.reader.insert(card);
        const auto again = office.desk().replace(numbers.first(), lost);
        reached = office.reader.apdus() >= at;
        office.reader.arm({});
        office.reader.insert(card);
        const QString uid =
            must(office.book().activeCardOf(must(office.book().meterByNumber(numbers.first())).id))->uid;
        if (!again && isOnCard(office, numbers.first(), uid)) {
            ++half;
            const bool told = again.error().outcome() == Outcome::Unknown || // or what has become of the other's order
                              again.error().code == ErrorCode::NotApplied;
            QVERIFY2(told, qPrintable(QStringLiteral("at %1: %2").arg(at).arg(nameOf(again))));
        }
        for (const QString& number : numbers) // and it goes on from there
            finish(office, number);
        QVERIFY(office.desk().replace(numbers.first(), lost));
        for (int slot = 0; slot < layout.slotCount; ++slot)
            QCOMPARE(office.load(numbers.at(slot)).credit, asked(slot).milli);
        QVERIFY(office.balances());
    }
    QVERIFY(half > 0);
}

void TestSlots::everySlotIsSoldToAndTorn_data() {
    registerMakerMeters();
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("slot");
    for (const char* id : {"mifare-alternating", "maker-b", "maker-c"}) {
        const Layout& layout = *allLayouts().find(QString::fromLatin1(id));
        QVERIFY(layout.slotCount > 1 && layout.basis == CreditBasis::Quantity);
        for (int slot = 0; slot < layout.slotCount; ++slot)
            QTest::addRow("%s, slot %d", id, slot) << layout.id << slot;
    }
}

void TestSlots::everySlotIsSoldToAndTorn() {
    QFETCH(QString, id);
    QFETCH(int, slot);
    const Layout& layout = *allLayouts().find(id);
    bool reached = true;
    int torn = 0;
    for (int at = 1; reached; ++at) {
        TempOffice office(layout.slotCount);
        QVERIFY(office.store->execute(QStringLiteral("PRAGMA synchronous = OFF")));
        const QStringList numbers = issue(office, layout);
        const auto card = office.reader.card();
        for (int other = 0; other < layout.slotCount; ++other)
            if (other != slot)
                must(office.desk().topUp({numbers.at(other), {{}, asked(other)}, false, {}, false}));
        office.reader.arm({Fault{at, FaultKind::RemovedHalfway, 7, {}}});
        const auto sold = office.desk().topUp({numbers.at(slot), {{}, Quantity{20'000}}, false, {}, false});
        reached = office.reader.apdus() >= at;
        office.reader.arm({});
        office.reader.insert(card);
        torn += !sold && sold.error().code == ErrorCode::OutcomeUnknown ? 1 : 0;
        finish(office, numbers.at(slot));
        const CardView view = must(office.desk().look());
        QCOMPARE(findingName(view.finding), QStringLiteral("ours"));
        for (int each = 0; each < layout.slotCount; ++each) {
            const qint64 wanted = each == slot ? 20'000 : asked(each).milli;
            QCOMPARE(office.load(numbers.at(each)).credit, wanted);
            QVERIFY2(!office.load(numbers.at(each)).loaded, "twice");
        }
        must(office.desk().look());
        for (const QString& number : numbers)
            QCOMPARE(must(office.journal().last(must(office.book().meterByNumber(number)).id))->state,
                     OrderState::Loaded);
        QCOMPARE(office.cases(), QStringList());
        QVERIFY(office.balances());
    }
    QVERIFY(torn > 0);
}

QTEST_GUILESS_MAIN(TestSlots)
#include "tst_slots.moc"
