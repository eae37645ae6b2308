#include "models/property/normal.h"
#include "models/property/propertybook.h"
#include "tests/support/tempstore.h"

#include <QTest>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

template <class T>
ErrorCode codeOf(const Result<T>& result) {
    return result ? ErrorCode(-1) : result.error().code;
}

struct Homes {
    explicit Homes(TempStore& office) : book(*office.store, office.clock, office.manager) {
        building = must(book.building(must(book.compound(QStringLiteral("阳光花园"))), QStringLiteral("3")));
        apartment = must(book.apartment(building, QStringLiteral("3-1-1201")));
    }
    Id person(const QString& name) { return must(book.addResident({noId, name, QString(), 1})); }
    PropertyBook book;
    Id building = noId, apartment = noId;
};

} // namespace

class TestProperty : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void spellings() {
        QCOMPARE(normalText(QStringLiteral("　王　帅 ")), QStringLiteral("王 帅"));
        QCOMPARE(normalText(QStringLiteral("a\n b")), QStringLiteral("a b"));
        QCOMPARE(normalText(QStringLiteral("\ufeff王\u200b\u202e帅\u2069 ")), QStringLiteral("王帅"));
        QCOMPARE(normalText(QStringLiteral("\u200e \u200f")), QString());
        QCOMPARE(normalText(QString()), QString());
        QCOMPARE(normalKey(QStringLiteral("３－1－ 12０1a")), QStringLiteral("3-1-1201A"));
        QCOMPARE(normalPhone(QStringLiteral("(010) 6275-1234")), QStringLiteral("01062751234"));
        QVERIFY(isPhone(QStringLiteral("+8613800138000")));
        QVERIFY(!isPhone(QStringLiteral("1.38E+10")));
        QVERIFY(!isPhone(QStringLiteral("12")));
        for (const char* good : {"3-1", "3-1-1201", "A-B-C-D-E", "甲-1-101"})
            QVERIFY2(isApartmentCode(QString::fromUtf8(good)), good);
        for (const char* bad : {"", "1201", "-1", "3-", "3--1", "1-2-3-4-5-6", "3 1", "3_1-2"})
            QVERIFY2(!isApartmentCode(QString::fromUtf8(bad)), bad);
    }

    void namesAreFoundBeforeTheyAreAdded() {
        TempStore office;
        Homes homes(office);
        QCOMPARE(must(homes.book.compound(QStringLiteral(" 阳光花园 "))),
                 office.one(QStringLiteral("SELECT id FROM compound")).toLongLong());
        QCOMPARE(must(homes.book.apartment(homes.building, QStringLiteral("３-1-1201"))), homes.apartment);
        QCOMPARE(office.one(QStringLiteral("SELECT count(*) FROM apartment")).toInt(), 1);
        const Id next =
            must(homes.book.building(must(homes.book.compound(QStringLiteral("阳光花园"))), QStringLiteral("4")));
        QCOMPARE(codeOf(homes.book.apartment(next, QStringLiteral("3-1-1201"))), ErrorCode::AlreadyExists);
        QCOMPARE(codeOf(homes.book.apartment(next, QStringLiteral("1201"))), ErrorCode::BadArgument);
        QCOMPARE(codeOf(homes.book.compound(QStringLiteral(" "))), ErrorCode::BadArgument);
        QCOMPARE(codeOf(homes.book.building(next, {})), ErrorCode::BadArgument);
    }

    void residentsAreChecked() {
        TempStore office;
        Homes homes(office);
        QCOMPARE(codeOf(homes.book.addResident({noId, QStringLiteral(" "), QString(), 1})), ErrorCode::BadArgument);
        QCOMPARE(codeOf(homes.book.addResident({noId, QStringLiteral("王"), QStringLiteral("abc"), 1})),
                 ErrorCode::BadArgument);
        QCOMPARE(codeOf(homes.book.addResident({noId, QStringLiteral("王"), QString(), 0})), ErrorCode::BadArgument);
        const Id id =
            must(homes.book.addResident({noId, QStringLiteral(" 王帅 "), QStringLiteral("138-0013-8000"), 4}));
        const Resident kept = must(homes.book.resident(id));
        QCOMPARE(kept.name, QStringLiteral("王帅"));
        QCOMPARE(kept.phone, QStringLiteral("13800138000"));
        QCOMPARE(kept.householdSize, 4);
        QCOMPARE(codeOf(homes.book.resident(1)), ErrorCode::NotFound);
        must(homes.book.correct({id, QStringLiteral("王率"), QStringLiteral("110"), 2}));
        QCOMPARE(must(homes.book.resident(id)).name, QStringLiteral("王率"));
        QVERIFY(office.one(QStringLiteral("SELECT detail FROM audit WHERE action = 'resident-correct'"))
                    .toString()
                    .contains(QStringLiteral("王帅")));
    }

    void accountNumbersRunOnAroundThoseGivenOut() {
        TempStore office;
        Homes homes(office);
        const Id who = homes.person(QStringLiteral("王"));
        QCOMPARE(must(homes.book.account(must(homes.book.openAccount(homes.apartment, who)))).number,
                 QStringLiteral("00000001"));
        must(homes.book.openAccount(homes.apartment, who, QStringLiteral("00000002")));
        QCOMPARE(must(homes.book.account(must(homes.book.openAccount(homes.apartment, who)))).number,
                 QStringLiteral("00000003"));
        QCOMPARE(codeOf(homes.book.openAccount(homes.apartment, who, QStringLiteral("00000003"))),
                 ErrorCode::AlreadyExists);
        QCOMPARE(must(homes.book.accountByNumber(QStringLiteral("００000002"))).apartmentId, homes.apartment);
        QCOMPARE(codeOf(homes.book.accountByNumber(QStringLiteral("9"))), ErrorCode::NotFound);
        must(office.store->transact([&]() -> Status {
            const auto numbers = must(takeAccountNumbers(*office.store, 3, {QStringLiteral("00000005")}));
            [&] {
                QCOMPARE(numbers, (QStringList{QStringLiteral("00000004"), QStringLiteral("00000006"),
                                               QStringLiteral("00000007")}));
            }();
            return {};
        }));
    }

    void peopleMoveAndTheAccountStays() {
        TempStore office;
        Homes homes(office);
        const Id owner = homes.person(QStringLiteral("业主")), tenant = homes.person(QStringLiteral("租户"));
        const Id account = must(homes.book.openAccount(homes.apartment, owner));
        must(homes.book.moveIn(homes.apartment, owner, OccupancyRole::Owner, true));
        must(homes.book.moveIn(homes.apartment, tenant, OccupancyRole::Tenant, true));
        ApartmentDetail detail = must(homes.book.detail(QStringLiteral("3-1-1201")));
        QCOMPARE(detail.compound, QStringLiteral("阳光花园"));
        QCOMPARE(detail.building, QStringLiteral("3"));
        QCOMPARE(detail.owner->id, owner);
        QCOMPARE(detail.tenant->id, tenant);
        QCOMPARE(detail.accounts.size(), 1);
        QCOMPARE(detail.accounts.first().id, account);
        QCOMPARE(detail.accounts.first().residentId, tenant);

        const Id buyer = homes.person(QStringLiteral("买主"));
        must(homes.book.moveIn(homes.apartment, buyer, OccupancyRole::Owner, false));
        QCOMPARE(must(homes.book.account(account)).residentId, tenant);
        must(homes.book.moveOut(homes.apartment, OccupancyRole::Tenant));
        QCOMPARE(must(homes.book.account(account)).residentId, buyer);
        detail = must(homes.book.detail(QStringLiteral("3-1-1201")));
        QCOMPARE(detail.owner->id, buyer);
        QVERIFY(!detail.tenant);
        QCOMPARE(codeOf(homes.book.moveOut(homes.apartment, OccupancyRole::Tenant)), ErrorCode::NotFound);
        QCOMPARE(
            codeOf(
                PropertyBook(*office.store, office.clock).moveIn(homes.apartment, owner, OccupancyRole::Owner, true)),
            ErrorCode::NotSignedIn);
        QCOMPARE(codeOf(homes.book.detail(QStringLiteral("9-9"))), ErrorCode::NotFound);
        QCOMPARE(office.one(QStringLiteral("SELECT count(*) FROM audit WHERE action LIKE 'move-%'")).toInt(), 4);
        QCOMPARE(office.one(QStringLiteral("SELECT count(*) FROM occupancy WHERE until IS NOT NULL")).toInt(), 2);
    }

    void pagesGoDownAndUpWithoutGapsOrDoubles() {
        TempStore office;
        Homes homes(office);
        for (int i = 1; i <= 7; ++i) {
            const Id apartment = must(homes.book.apartment(homes.building, QStringLiteral("5-1-10%1").arg(i)));
            if (i == 4)
                continue; // nobody lives here
            must(homes.book.openAccount(apartment, homes.person(QStringLiteral("人%1").arg(i))));
            if (i == 5)
                must(homes.book.openAccount(apartment, homes.person(QStringLiteral("第二户"))));
        }
        QStringList down, up;
        for (auto page = must(homes.book.page({}, 3)); !page.isEmpty(); page = must(homes.book.page(down.last(), 3)))
            for (const ResidentHit& line : page)
                down.append(line.apartment);
        for (auto page = must(homes.book.pageBefore(QStringLiteral("9"), 3)); !page.isEmpty();
             page = must(homes.book.pageBefore(up.first(), 3)))
            for (qsizetype i = page.size() - 1; i >= 0; --i)
                up.prepend(page.at(i).apartment);
        QCOMPARE(down.size(), 8);
        QCOMPARE(up, down);
        QCOMPARE(must(homes.book.apartmentCount()), 8);
        const auto lines = must(homes.book.page(QStringLiteral("5-1-103"), 2));
        QCOMPARE(lines.at(0).accountId, noId);
        QCOMPARE(lines.at(0).name, QString());
        QCOMPARE(lines.at(1).name, QStringLiteral("人5"));
    }
};

QTEST_GUILESS_MAIN(TestProperty)
#include "tst_property.moc"
