#include "models/metering/meterbook.h"
#include "models/metering/reportrow.h"
#include "models/property/propertybook.h"
#include "tests/support/tempstore.h"

#include <QTest>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

struct Home {
    explicit Home(TempStore& office) : book(*office.store, office.clock, office.manager) {
        const Id building = must(book.building(must(book.compound(QStringLiteral("阳光花园"))), QStringLiteral("3")));
        apartment = must(book.apartment(building, QStringLiteral("3-1-1201")));
        resident = must(book.addResident({noId, QStringLiteral("王帅"), QStringLiteral("13800138000"), 3}));
        account = must(book.openAccount(apartment, resident));
        other = must(book.openAccount(must(book.apartment(building, QStringLiteral("3-1-1202"))), resident));
    }
    Meter meter(const QString& number) const {
        Meter meter;
        meter.number = number;
        meter.layout = QStringLiteral("maker-a");
        meter.accountId = account;
        return meter;
    }
    Card card(const QString& uid, Id meterId) const {
        Card card;
        card.uid = uid;
        card.family = CardFamily::MifareClassic;
        card.layout = QStringLiteral("maker-a");
        card.accountId = account;
        card.slots_ = {meterId};
        return card;
    }
    PropertyBook book;
    Id apartment = noId, resident = noId, account = noId, other = noId;
};

ErrorCode codeOf(const Status& status) {
    return status ? ErrorCode(-1) : status.error().code;
}
template <class T>
ErrorCode codeOf(const Result<T>& result) {
    return result ? ErrorCode(-1) : result.error().code;
}

} // namespace

class TestMetering : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesGoThereAndBack() {
        for (const auto kind : {MeterKind::Water, MeterKind::Electricity, MeterKind::Gas}) {
            QCOMPARE(meterKindFromName(kindName(kind)), std::optional(kind));
            QVERIFY(!kindText(kind).isEmpty());
        }
        for (const auto state : {MeterState::InUse, MeterState::Faulty, MeterState::Removed}) {
            QCOMPARE(meterStateFromName(stateName(state)), std::optional(state));
            QVERIFY(!stateText(state).isEmpty());
        }
        for (const auto basis : {CreditBasis::Quantity, CreditBasis::Money})
            QCOMPARE(basisFromName(basisName(basis)), std::optional(basis));
        for (const auto family : {CardFamily::Cpu, CardFamily::MifareClassic, CardFamily::Sle4442})
            QCOMPARE(familyFromName(familyName(family)), std::optional(family));
        for (const auto status : {CardStatus::Active, CardStatus::Lost, CardStatus::Returned})
            QCOMPARE(statusFromName(statusName(status)), std::optional(status));
        QCOMPARE(kindName(MeterKind::Gas), QStringLiteral("gas"));
        QCOMPARE(familyName(CardFamily::MifareClassic), QStringLiteral("mifare-classic"));
        QCOMPARE(unitName(MeterKind::Electricity), QStringLiteral("kWh"));
        QVERIFY(!meterKindFromName(QStringLiteral("steam")));
    }

    void aMeterIsKeptAndFoundInAnySpelling() {
        TempStore office;
        Home home(office);
        MeterBook book(*office.store, office.cashier, office.clock);
        Meter given = home.meter(QStringLiteral(" ｓ10０1 "));
        given.kind = MeterKind::Gas;
        given.basis = CreditBasis::Money;
        given.baseCount = 7;
        given.baseTotal = 12345;
        const Id id = must(book.addMeter(given));
        const Meter kept = must(book.meterByNumber(QStringLiteral("s1001")));
        QCOMPARE(kept.id, id);
        QCOMPARE(kept.number, QStringLiteral("S1001"));
        QCOMPARE(kept.kind, MeterKind::Gas);
        QCOMPARE(kept.basis, CreditBasis::Money);
        QCOMPARE(kept.baseCount, 7);
        QCOMPARE(kept.baseTotal, 12345);
        QCOMPARE(kept.accountId, home.account);
        QCOMPARE(codeOf(book.meterByNumber(QStringLiteral("S1002"))), ErrorCode::NotFound);
        QCOMPARE(codeOf(book.addMeter(given)), ErrorCode::AlreadyExists);
        given.number = QStringLiteral("00s1001"); // the same on a card
        QCOMPARE(codeOf(book.addMeter(given)), ErrorCode::AlreadyExists);
        given.number = QStringLiteral("000");
        QCOMPARE(codeOf(book.addMeter(given)), ErrorCode::BadArgument);
        QCOMPARE(office.one(QStringLiteral("SELECT count(*) FROM audit WHERE action = 'meter-add'")).toInt(), 1);
    }

    void zerosInFrontTellNoMetersApart() {
        TempStore office;
        Home home(office);
        MeterBook book(*office.store, office.manager);
        for (const char* number : {"0071", "72"}) {
            Meter given = home.meter(QString::fromLatin1(number));
            must(book.addMeter(given));
        }
        for (const char* number : {"71", "071", "0071", "00071", "072", "0072"})
            QCOMPARE(codeOf(book.addMeter(home.meter(QString::fromLatin1(number)))), ErrorCode::AlreadyExists);
        must(book.addMeter(home.meter(QStringLiteral("710"))));
    }

    void aBadMeterIsRefused() {
        TempStore office;
        Home home(office);
        MeterBook book(*office.store, office.cashier, office.clock);
        QCOMPARE(codeOf(book.addMeter(home.meter({}))), ErrorCode::BadArgument);
        Meter meter = home.meter(QStringLiteral("1"));
        meter.layout.clear();
        QCOMPARE(codeOf(book.addMeter(meter)), ErrorCode::BadArgument);
        meter = home.meter(QStringLiteral("1"));
        meter.baseCount = -1;
        QCOMPARE(codeOf(book.addMeter(meter)), ErrorCode::BadArgument);
        meter = home.meter(QStringLiteral("1"));
        meter.accountId = 99;
        QCOMPARE(codeOf(book.addMeter(meter)), ErrorCode::NotFound);
        const StaffSession nobody;
        QCOMPARE(codeOf(MeterBook(*office.store, nobody).addMeter(home.meter(QStringLiteral("1")))),
                 ErrorCode::NotSignedIn);
        QCOMPARE(office.one(QStringLiteral("SELECT count(*) FROM meter")).toInt(), 0);
    }

    void metersPageByNumber() {
        TempStore office;
        Home home(office);
        MeterBook book(*office.store, office.cashier, office.clock);
        for (int i = 5; i > 0; --i)
            must(book.addMeter(home.meter(QStringLiteral("M%1").arg(i))));
        QStringList seen;
        for (auto page = must(book.meters(2)); !page.isEmpty(); page = must(book.meters(2, seen.last())))
            for (const Meter& meter : page)
                seen.append(meter.number);
        QCOMPARE(seen.join(u','), QStringLiteral("M1,M2,M3,M4,M5"));
    }

    void stateNeedsAReasonAndIsAudited() {
        TempStore office;
        Home home(office);
        MeterBook book(*office.store, office.cashier, office.clock);
        const Id id = must(book.addMeter(home.meter(QStringLiteral("1"))));
        QCOMPARE(codeOf(book.setState(id, MeterState::Faulty, QStringLiteral(" "))), ErrorCode::ReasonMissing);
        QCOMPARE(must(book.meter(id)).state, MeterState::InUse);
        must(book.setState(id, MeterState::Removed, QStringLiteral("leaks")));
        QCOMPARE(must(book.meter(id)).state, MeterState::Removed);
        QCOMPARE(office.one(QStringLiteral("SELECT removed_at FROM meter")).toLongLong(), office.clock.time);
        QCOMPARE(office.one(QStringLiteral("SELECT detail FROM audit WHERE action = 'meter-state'")).toString(),
                 QStringLiteral("in-use -> removed: leaks"));
        must(book.setState(id, MeterState::InUse, QStringLiteral("wrong meter")));
        QVERIFY(office.one(QStringLiteral("SELECT removed_at FROM meter")).isNull());
        QCOMPARE(codeOf(book.setState(1, MeterState::InUse, QStringLiteral("x"))), ErrorCode::NotFound);
    }

    void theBaseMovesOnlyBeforeOurOrders() {
        TempStore office;
        Home home(office);
        MeterBook cashiers(*office.store, office.cashier, office.clock);
        MeterBook book(*office.store, office.manager, office.clock);
        const Id id = must(cashiers.addMeter(home.meter(QStringLiteral("1"))));
        QCOMPARE(codeOf(cashiers.setBase(id, 3, 4000)), ErrorCode::NotAllowed);
        QCOMPARE(codeOf(book.setBase(id, -1, 0)), ErrorCode::BadArgument);
        must(book.setBase(id, 3, 4000));
        QCOMPARE(must(book.meter(id)).baseCount, 3);
        QCOMPARE(must(book.meter(id)).baseTotal, 4000);
        office.run(QStringLiteral("INSERT INTO credit_order (id, meter_id, account_id, kind, state, paid_fen, credit, "
                                  "created_at, changed_at) VALUES (77, ?, ?, 'sale', 'reversed', 100, 1000, 1, 1)"),
                   {id, home.account});
        must(book.setBase(id, 4, 5000));
        office.run(QStringLiteral("UPDATE credit_order SET state = 'loaded'"));
        QCOMPARE(codeOf(book.setBase(id, 5, 6000)), ErrorCode::OrderState);
        QCOMPARE(must(book.meter(id)).baseCount, 4);
        QCOMPARE(office.one(QStringLiteral("SELECT count(*) FROM audit WHERE action = 'meter-base'")).toInt(), 2);
    }

    void cardsKeepTheirSlots() {
        TempStore office;
        Home home(office);
        MeterBook book(*office.store, office.cashier, office.clock);
        const Id one = must(book.addMeter(home.meter(QStringLiteral("1"))));
        const Id two = must(book.addMeter(home.meter(QStringLiteral("2"))));
        Card given = home.card(QStringLiteral("04a1b2c3"), one);
        given.slots_ = {noId, one};
        const Id id = must(book.addCard(given));
        QCOMPARE(must(book.card(id)).slots_, (QList<Id>{noId, one}));
        must(book.setSlot(id, 0, two));
        const auto card = must(book.cardByUid(QStringLiteral("０4A1b2c3")));
        QVERIFY(card);
        QCOMPARE(card->uid, QStringLiteral("04A1B2C3"));
        QCOMPARE(card->slots_, (QList<Id>{two, one}));
        QCOMPARE(must(book.activeCardOf(two))->id, id);
        must(book.setSlot(id, 0, noId));
        QVERIFY(!must(book.activeCardOf(two)));
        QVERIFY(!must(book.cardByUid(QStringLiteral("FFFF"))));
        QCOMPARE(codeOf(book.card(5)), ErrorCode::NotFound);
    }

    void aMeterHasOneActiveCard() {
        TempStore office;
        Home home(office);
        MeterBook book(*office.store, office.cashier, office.clock);
        const Id meter = must(book.addMeter(home.meter(QStringLiteral("1"))));
        const Id first = must(book.addCard(home.card(QStringLiteral("AA01"), meter)));
        QCOMPARE(codeOf(book.addCard(home.card(QStringLiteral("AA01"), noId))), ErrorCode::AlreadyExists);
        QCOMPARE(codeOf(book.addCard(home.card(QStringLiteral("AA02"), meter))), ErrorCode::AlreadyExists);
        Card stranger = home.card(QStringLiteral("AA03"), meter);
        stranger.accountId = home.other;
        QCOMPARE(codeOf(book.addCard(stranger)), ErrorCode::BadArgument);
        QCOMPARE(codeOf(book.setCardStatus(first, CardStatus::Lost, {})), ErrorCode::ReasonMissing);
        must(book.setCardStatus(first, CardStatus::Lost, QStringLiteral("in the lift")));
        const Id second = must(book.addCard(home.card(QStringLiteral("AA02"), meter)));
        QCOMPARE(must(book.activeCardOf(meter))->id, second);
        QCOMPARE(codeOf(book.setCardStatus(first, CardStatus::Active, QStringLiteral("found"))),
                 ErrorCode::AlreadyExists);
        QCOMPARE(must(book.card(first)).status, CardStatus::Lost);
        QCOMPARE(must(book.cardsOf(home.account)).size(), 2);
        QCOMPARE(must(book.cardsOf(home.account)).first().id, second);
        Card tool = home.card(QStringLiteral("AA09"), noId);
        tool.accountId = noId;
        QCOMPARE(codeOf(book.addCard(tool)), ErrorCode::NotAllowed);
    }

    void metersComeWithTheirLastReport() {
        TempStore office;
        Home home(office);
        MeterBook book(*office.store, office.cashier, office.clock);
        const Id silent = must(book.addMeter(home.meter(QStringLiteral("1"))));
        const Id talking = must(book.addMeter(home.meter(QStringLiteral("2"))));
        const QString add = QStringLiteral("INSERT INTO meter_report (id, meter_id, at, source, last_count, "
                                           "total_loaded, valve_open, faults, monthly) VALUES (?, ?, 5, 'card', ?, "
                                           "9000, 0, 2, ?)");
        office.run(add, {1, talking, 3, QString()});
        office.run(add, {2, talking, 4, monthlyText({30, 20, 10})});
        const auto both = must(book.metersWithReports(home.account));
        QCOMPARE(both.size(), 2);
        QCOMPARE(both.at(0).meter.id, silent);
        QVERIFY(!both.at(0).report);
        const auto report = must(book.lastReport(talking));
        QVERIFY(report && both.at(1).report);
        for (const MeterReport& each : {*report, *both.at(1).report}) {
            QCOMPARE(each.lastCount, 4);
            QCOMPARE(each.totalLoaded, std::optional<qint64>(9000));
            QVERIFY(!each.remaining);
            QCOMPARE(each.valveOpen, std::optional(false));
            QCOMPARE(each.monthly, (QList<qint64>{30, 20, 10}));
        }
        QVERIFY(!must(book.lastReport(silent)));
    }
};

QTEST_GUILESS_MAIN(TestMetering)
#include "tst_metering.moc"
