#include "models/metering/meterbook.h"
#include "models/property/propertybook.h"
#include "models/property/search.h"
#include "models/store/dialect.h"
#include "tests/support/tempstore.h"

#include <QTest>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

/// A small compound: apartments 3-1-101 … 3-1-106, each with a resident, a meter and a card.
struct Compound {
    explicit Compound(TempStore& office)
        : book(*office.store, office.clock, office.manager), meters(*office.store, office.cashier, office.clock),
          search(*office.store) {
        building = must(book.building(must(book.compound(QStringLiteral("阳光花园"))), QStringLiteral("3")));
        const QStringList names{QStringLiteral("王帅"),     QStringLiteral("王帅帅"),  QStringLiteral("李王"),
                                QStringLiteral("欧阳小帅"), QStringLiteral("Anna Li"), QStringLiteral("张\"三")};
        for (int i = 0; i < names.size(); ++i) {
            const Id apartment = must(book.apartment(building, QStringLiteral("3-1-10%1").arg(i + 1)));
            const Id resident = must(book.addResident({noId, names.at(i), QStringLiteral("1380013800%1").arg(i), 1}));
            must(book.addOccupancy(apartment, resident, OccupancyRole::Owner));
            const Id account = must(book.openAccount(apartment, resident));
            Meter meter;
            meter.number = QStringLiteral("S100%1").arg(i + 1);
            meter.layout = QStringLiteral("maker-a");
            meter.accountId = account;
            Card card;
            card.uid = QStringLiteral("04AABB0%1").arg(i + 1);
            card.layout = meter.layout;
            card.accountId = account;
            card.slots_ = {must(meters.addMeter(meter))};
            must(meters.addCard(card));
            apartments.append(apartment);
            residents.append(resident);
            accounts.append(account);
        }
    }
    QString names(const QList<ResidentHit>& hits) const {
        QStringList names;
        for (const ResidentHit& hit : hits)
            names.append(hit.name);
        return names.join(u',');
    }
    QString found(const char* text, int limit = 50) { return names(must(search.find(QString::fromUtf8(text), limit))); }

    PropertyBook book;
    MeterBook meters;
    Search search;
    Id building = noId;
    QList<Id> apartments, residents, accounts;
};

} // namespace

class TestSearch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachKeyFindsTheWholeLine() {
        TempStore office;
        Compound homes(office);
        const std::pair<SearchKey, const char*> keys[] = {{SearchKey::Apartment, "３-1-101"},
                                                          {SearchKey::Name, " 王帅"},
                                                          {SearchKey::Phone, "138 0013 8000"},
                                                          {SearchKey::Meter, "ｓ1001"},
                                                          {SearchKey::Card, "04aabb01"}};
        for (const auto& [key, text] : keys) {
            const auto hits = must(homes.search.findBy(key, QString::fromUtf8(text)));
            QVERIFY2(!hits.isEmpty(), text);
            const ResidentHit& hit = hits.first();
            QCOMPARE(hit.accountId, homes.accounts.first());
            QCOMPARE(hit.residentId, homes.residents.first());
            QCOMPARE(hit.apartment, QStringLiteral("3-1-101"));
            QCOMPARE(hit.name, QStringLiteral("王帅"));
            QCOMPARE(hit.phone, QStringLiteral("13800138000"));
            QCOMPARE(hit.meterNumber, QStringLiteral("S1001"));
            QCOMPARE(must(homes.search.find(QString::fromUtf8(text))).first().accountId, homes.accounts.first());
        }
    }

    void prefixesAndPartsAreFoundExactFirst() {
        TempStore office;
        Compound homes(office);
        QCOMPARE(homes.found("王"), QStringLiteral("王帅,王帅帅,李王"));
        QCOMPARE(homes.found("王帅"), QStringLiteral("王帅,王帅帅"));
        QCOMPARE(homes.found("小帅"), QStringLiteral("欧阳小帅"));
        QCOMPARE(homes.found("帅王"), QString());
        QCOMPARE(homes.found("nna"), QStringLiteral("Anna Li"));
        QCOMPARE(homes.found("张\"三"), QStringLiteral("张\"三"));
        QCOMPARE(homes.found("\"三"), QStringLiteral("张\"三"));
        QCOMPARE(homes.found("04aabb"), QStringLiteral("王帅,王帅帅,李王,欧阳小帅,Anna Li,张\"三"));
        QCOMPARE(homes.found("1380013800", 2), QStringLiteral("王帅,王帅帅"));
        QCOMPARE(homes.found("S1003"), QStringLiteral("李王"));
        QCOMPARE(homes.found("3-1-10", 3), QStringLiteral("王帅,王帅帅,李王"));
        QCOMPARE(homes.found("nobody"), QString());
        QCOMPARE(homes.found("* OR"), QString());
        QCOMPARE(must(homes.search.find(QStringLiteral("王"), 0)).size(), 0);
    }

    void anExactHitStandsBeforeAnotherKeysPrefix() {
        TempStore office;
        Compound homes(office);
        Meter meter;
        meter.number = QStringLiteral("13800"); // the beginning of everybody's phone
        meter.layout = QStringLiteral("maker-a");
        meter.accountId = homes.accounts.at(4);
        must(homes.meters.addMeter(meter));
        const auto hits = must(homes.search.find(QStringLiteral("13800"), 3));
        QCOMPARE(homes.names(hits), QStringLiteral("Anna Li,王帅,王帅帅"));
        QCOMPARE(hits.first().meterNumber, QStringLiteral("13800"));
    }

    void emptyTextGivesTheFirstApartments() {
        TempStore office;
        Compound homes(office);
        QCOMPARE(homes.found("  ", 2), QStringLiteral("王帅,王帅帅"));
    }

    void ownersOfALetFlatAreFoundAndThoseWhoLeftAreNot() {
        TempStore office;
        Compound homes(office);
        const Id tenant = must(homes.book.addResident({noId, QStringLiteral("赵租"), QString(), 1}));
        must(homes.book.moveIn(homes.apartments.first(), tenant, OccupancyRole::Tenant, true));
        auto hits = must(homes.search.findBy(SearchKey::Name, QStringLiteral("王帅"), 1));
        QCOMPARE(hits.size(), 1);
        QCOMPARE(hits.first().accountId, homes.accounts.first());
        QCOMPARE(hits.first().residentId, homes.residents.first());
        QCOMPARE(homes.found("赵租"), QStringLiteral("赵租"));
        must(homes.book.moveOut(homes.apartments.first(), OccupancyRole::Tenant));
        QCOMPARE(homes.found("赵租"), QString());
        office.run(QStringLiteral("UPDATE account SET closed_at = 1 WHERE id = ?"), {homes.accounts.at(1)});
        QCOMPARE(homes.found("王帅帅"), QString());
    }

    void aCorrectedNameIsFoundByItsNewParts() {
        TempStore office;
        Compound homes(office);
        must(homes.book.correct({homes.residents.at(3), QStringLiteral("欧阳大伟"), QString(), 1}));
        QCOMPARE(homes.found("大伟"), QStringLiteral("欧阳大伟"));
        QCOMPARE(homes.found("小帅"), QString());
    }

    void textsAskOnlyTheKeysThatTheyCanBe() {
        using Keys = QList<SearchKey>;
        QCOMPARE(Search::keysFor(QStringLiteral("王帅")), Keys{SearchKey::Name});
        QCOMPARE(Search::keysFor(QStringLiteral("13800138000")),
                 (Keys{SearchKey::Phone, SearchKey::Meter, SearchKey::Card}));
        QVERIFY(!Search::keysFor(QStringLiteral("04AABB01")).contains(SearchKey::Phone));
        QVERIFY(!Search::keysFor(QStringLiteral("S1001")).contains(SearchKey::Card));
        QCOMPARE(Search::keysFor(QStringLiteral("3-1-1201")).first(), SearchKey::Apartment);
        QVERIFY(Search::keysFor(QStringLiteral("甲-1-101")).contains(SearchKey::Apartment));
    }

    void everyKeyGoesByAnIndex() {
        TempStore office;
        const auto plan = [&](const QString& sql, const QVariantList& values) {
            QStringList steps;
            QSqlQuery* query = must(office.store->run(QStringLiteral("EXPLAIN QUERY PLAN ") + sql, values));
            while (query->next())
                steps.append(query->value(3).toString());
            query->finish();
            return steps.join(u'\n');
        };
        const char* indexes[] = {"apartment USING INDEX", "resident USING INDEX resident_name",
                                 "resident USING INDEX resident_phone", "m USING INDEX", "c USING INDEX"};
        for (int key = 0; key < 5; ++key) {
            const QString steps = plan(Search::sqlFor(SearchKey(key)), {QStringLiteral("a"), QStringLiteral("b"), 1});
            QVERIFY2(!steps.contains(QStringLiteral("SCAN")), qPrintable(steps));
            QVERIFY2(!steps.contains(QStringLiteral("TEMP B-TREE FOR ORDER BY\n")), qPrintable(steps));
            if (key > 0)
                QVERIFY2(steps.contains(QLatin1String(indexes[key])), qPrintable(steps));
        }
        const QString part = plan(Search::namePartSql(office.store->dialect()), {QStringLiteral("\"王\""), 1});
        QVERIFY2(part.contains(QStringLiteral("resident_name_part VIRTUAL TABLE INDEX")), qPrintable(part));
        QVERIFY2(!part.contains(QStringLiteral("SCAN resident\n")), qPrintable(part));
    }
};

QTEST_GUILESS_MAIN(TestSearch)
#include "tst_search.moc"
