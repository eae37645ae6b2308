// Who may write what: every writing function of the books of people, meters, staff and settings, by every role.
#include "models/metering/meterbook.h"
#include "models/property/import.h"
#include "models/property/propertybook.h"
#include "models/staff/staffbook.h"
#include "models/store/settings.h"
#include "tests/support/tempstore.h"

#include <QTest>
#include <functional>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

/// Ids that the functions work on, made by an administrator.
struct Made {
    explicit Made(TempStore& office) {
        PropertyBook homes(*office.store, office.clock, office.administrator);
        MeterBook meters(*office.store, office.administrator, office.clock);
        compound = must(homes.compound(QStringLiteral("阳光花园")));
        building = must(homes.building(compound, QStringLiteral("3")));
        apartment = must(homes.apartment(building, QStringLiteral("3-1-1201")));
        resident = must(homes.addResident({noId, QStringLiteral("王帅"), QString(), 1}));
        must(homes.addOccupancy(apartment, resident, OccupancyRole::Owner));
        account = must(homes.openAccount(apartment, resident));
        meter = must(meters.addMeter(meterOf(QStringLiteral("100"))));
        card = must(meters.addCard(cardOf(QStringLiteral("0A0B0C0D"), account)));
    }
    Meter meterOf(const QString& number) const {
        Meter made;
        made.number = number;
        made.layout = QStringLiteral("maker-a");
        made.accountId = account;
        return made;
    }
    static Card cardOf(const QString& uid, Id account) {
        Card made;
        made.uid = uid;
        made.layout = QStringLiteral("maker-a");
        made.accountId = account;
        return made;
    }
    Id compound, building, apartment, resident, account, meter, card;
};

struct At {
    TempStore& office;
    StaffSession who;
    const Made& made;
    PropertyBook homes() const { return PropertyBook(*office.store, office.clock, who); }
    MeterBook meters() const { return MeterBook(*office.store, who, office.clock); }
    StaffBook staff() const { return StaffBook(*office.store, office.clock, who); }
    Settings settings() const { return Settings(*office.store, who); }
};

template <class T>
QString told(const Result<T>& result) {
    return result ? QStringLiteral("ok") : result.error().name();
}

struct Writing {
    const char* name;
    const char* roles; // who may: c(ashier), d(ispatcher), m(anager), a(dministrator)
    std::function<QString(const At&)> write;
};

const QList<Writing>& writings() {
    static const QString text = QStringLiteral("x"), password = QStringLiteral("a good one");
    static const QList<Writing> all{
        {"compound", "ma", [](const At& at) { return told(at.homes().compound(text)); }},
        {"building", "ma", [](const At& at) { return told(at.homes().building(at.made.compound, text)); }},
        {"apartment", "ma",
         [](const At& at) { return told(at.homes().apartment(at.made.building, QStringLiteral("3-1-1"))); }},
        {"addResident", "cma",
         [](const At& at) {
             return told(at.homes().addResident({noId, text, {}, 1}));
         }},
        {"addOccupancy", "cma",
         [](const At& at) {
             return told(at.homes().addOccupancy(at.made.apartment, at.made.resident, OccupancyRole::Tenant));
         }},
        {"openAccount", "cma",
         [](const At& at) { return told(at.homes().openAccount(at.made.apartment, at.made.resident)); }},
        {"moveIn", "cma",
         [](const At& at) {
             return told(at.homes().moveIn(at.made.apartment, at.made.resident, OccupancyRole::Owner, true));
         }},
        {"moveOut", "cma",
         [](const At& at) { return told(at.homes().moveOut(at.made.apartment, OccupancyRole::Owner)); }},
        {"correct", "cma",
         [](const At& at) {
             return told(at.homes().correct({at.made.resident, text, {}, 1}));
         }},
        {"import", "ma",
         [](const At& at) {
             ImportOptions options;
             options.compound = text;
             return told(importCompound(*at.office.store, at.who, "apartment,owner\n9-1-101,Li\n", options));
         }},
        {"addMeter", "cma", [](const At& at) { return told(at.meters().addMeter(at.made.meterOf(text))); }},
        {"setState", "cma",
         [](const At& at) { return told(at.meters().setState(at.made.meter, MeterState::Faulty, text)); }},
        {"setBase", "ma", [](const At& at) { return told(at.meters().setBase(at.made.meter, 1, 1)); }},
        {"setValues", "cma",
         [](const At& at) {
             return told(at.meters().setValues(at.made.meter, {{QStringLiteral("overdraft"), 1}}));
         }},
        {"nextCardNumber", "cma", [](const At& at) { return told(at.meters().nextCardNumber(10)); }},
        {"addCard", "cma",
         [](const At& at) { return told(at.meters().addCard(Made::cardOf(QStringLiteral("01"), at.made.account))); }},
        {"addCard, a tool", "ma",
         [](const At& at) { return told(at.meters().addCard(Made::cardOf(QStringLiteral("02"), noId))); }},
        {"setSlot", "cma", [](const At& at) { return told(at.meters().setSlot(at.made.card, 0, at.made.meter)); }},
        {"setCardStatus", "cma",
         [](const At& at) { return told(at.meters().setCardStatus(at.made.card, CardStatus::Lost, text)); }},
        {"staff add", "a",
         [](const At& at) { return told(at.staff().add(QStringLiteral("lin"), {}, Role::Cashier, password)); }},
        {"staff setPassword, another's", "a",
         [](const At& at) {
             const bool self = at.who.staffId == at.office.cashier.staffId;
             return told(
                 at.staff().setPassword(self ? at.office.manager.staffId : at.office.cashier.staffId, password));
         }},
        {"staff setRole", "a",
         [](const At& at) { return told(at.staff().setRole(at.office.cashier.staffId, Role::Manager)); }},
        {"staff setActive", "a",
         [](const At& at) { return told(at.staff().setActive(at.office.cashier.staffId, false)); }},
        {"staff unlock", "a", [](const At& at) { return told(at.staff().unlock(at.office.cashier.staffId)); }},
        {"setting", "ma",
         [](const At& at) { return told(at.settings().setValue(QStringLiteral("price.water"), QStringLiteral("3"))); }},
        {"setting, the language", "cdma",
         [](const At& at) { return told(at.settings().setValue(QStringLiteral("language"), QStringLiteral("en"))); }},
    };
    return all;
}

} // namespace

class TestRoles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void writing_data() {
        QTest::addColumn<int>("function");
        for (int i = 0; i < int(writings().size()); ++i)
            QTest::newRow(writings().at(i).name) << i;
    }

    void writing() {
        QFETCH(int, function);
        TempStore office;
        const Made made(office);
        const Writing& one = writings().at(function);
        const auto tried = [&](const StaffSession& who) {
            // Whatever it does is undone, so that each role finds the same books.
            QString said;
            const Status undone = office.store->transact([&]() -> Status {
                said = one.write(At{office, who, made});
                return fail(ErrorCode::Cancelled);
            });
            return undone ? QStringLiteral("not undone") : said;
        };
        QCOMPARE(tried(StaffSession{}), QStringLiteral("not-signed-in"));
        const QString may = QString::fromLatin1(one.roles);
        for (const auto& [letter, role] : {std::pair{'c', Role::Cashier}, std::pair{'d', Role::Dispatcher},
                                           std::pair{'m', Role::Manager}, std::pair{'a', Role::Administrator}}) {
            StaffSession who = role == Role::Cashier         ? office.cashier
                               : role == Role::Administrator ? office.administrator
                                                             : office.manager;
            who.role = role;
            const QString expected =
                may.contains(QLatin1Char(letter)) ? QStringLiteral("ok") : QStringLiteral("not-allowed");
            const QString said = tried(who);
            QVERIFY2(said == expected, qPrintable(roleName(role) + QStringLiteral(": ") + said));
        }
    }
};

QTEST_GUILESS_MAIN(TestRoles)
#include "tst_roles.moc"
