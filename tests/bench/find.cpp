// Finding a resident among a million, by each of the five keys and by a part of the name.
//
// By a key, the opponent is a prepared look-up of the same row by the C API: it knows that the key is whole, and asks
// for equality, while ours also finds what begins so. By a part of a name, it runs the same SQL. Each pair looks new
// residents up, and the sides take turns in going first, so that neither profits from what the other has read.
#include "models/property/search.h"
#include "models/store/dialect.h"
#include "tests/bench/bigoffice.h"
#include "tests/bench/measure.h"
#include "tests/bench/plaindb.h"

#include <algorithm>
#include <string>

namespace meterdesk::bench {
namespace {

struct PlainHit {
    qint64 account = 0, resident = 0;
    std::string apartment, name, phone, meter;
    auto operator<=>(const PlainHit&) const = default;
};

std::vector<PlainHit> plain(const QList<ResidentHit>& hits) {
    std::vector<PlainHit> found;
    for (const ResidentHit& hit : hits)
        found.push_back({hit.accountId, hit.residentId, hit.apartment.toStdString(), hit.name.toStdString(),
                         hit.phone.toStdString(), hit.meterNumber.toStdString()});
    std::sort(found.begin(), found.end());
    return found;
}

std::string text(sqlite3_stmt* statement, int column) {
    return {reinterpret_cast<const char*>(sqlite3_column_text(statement, column)),
            static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
}

std::vector<PlainHit> look(sqlite3_stmt* statement, const QByteArray& key, int limit) {
    sqlite3_bind_text(statement, 1, key.constData(), static_cast<int>(key.size()), SQLITE_STATIC);
    if (limit > 0)
        sqlite3_bind_int(statement, 2, limit);
    std::vector<PlainHit> found;
    while (sqlite3_step(statement) == SQLITE_ROW)
        found.push_back({sqlite3_column_int64(statement, 0), sqlite3_column_int64(statement, 1), text(statement, 2),
                         text(statement, 3), text(statement, 4), text(statement, 5)});
    sqlite3_reset(statement);
    return found;
}

struct Key {
    SearchKey key;
    const char* name;
    QString BenchResident::*value;
    const char* from; // of the opponent's look-up
    const char* index;
};

constexpr const char* shownColumns = "SELECT a.id, r.id, p.code, r.name, r.phone, (SELECT number FROM meter WHERE "
                                     "account_id = a.id ORDER BY id LIMIT 1) ";
const Key keys[] = {
    {SearchKey::Apartment, "apartment", &BenchResident::apartment,
     "FROM apartment p CROSS JOIN account a ON a.apartment_id = p.id CROSS JOIN resident r ON r.id = a.resident_id "
     "WHERE p.code = ?",
     "sqlite_autoindex_apartment_1"},
    {SearchKey::Name, "name", &BenchResident::name,
     "FROM resident r CROSS JOIN account a ON a.resident_id = r.id CROSS JOIN apartment p ON p.id = a.apartment_id "
     "WHERE r.name = ?",
     "resident_name"},
    {SearchKey::Phone, "phone", &BenchResident::phone,
     "FROM resident r CROSS JOIN account a ON a.resident_id = r.id CROSS JOIN apartment p ON p.id = a.apartment_id "
     "WHERE r.phone = ?",
     "resident_phone"},
    {SearchKey::Meter, "meter", &BenchResident::meter,
     "FROM meter m CROSS JOIN account a ON a.id = m.account_id CROSS JOIN apartment p ON p.id = a.apartment_id "
     "CROSS JOIN resident r ON r.id = a.resident_id WHERE m.number = ?",
     "sqlite_autoindex_meter_1"},
    {SearchKey::Card, "card", &BenchResident::card,
     "FROM card c CROSS JOIN account a ON a.id = c.account_id CROSS JOIN apartment p ON p.id = a.apartment_id "
     "CROSS JOIN resident r ON r.id = a.resident_id WHERE c.uid = ?",
     "sqlite_autoindex_card_1"},
};

class Finder {
public:
    Finder(const Options& options, Report& report)
        : m_options(options), m_report(report), m_residents(options.bySize(1'000'000, 1'000'000, 2'000)),
          m_file(officeWith(m_residents, options.folder) + QStringLiteral("/office.db")),
          m_store(need(Store::open(m_file), "books")), m_search(*m_store), m_db(m_file) {}

    void byKey(const Key& key) {
        const PlainStatement statement = m_db.prepare(QByteArray(shownColumns) + key.from);
        compare(
            QString::fromLatin1(key.name), m_options.bySize(60, 20, 2), m_options.bySize(500, 200, 10), 3.0,
            [&](qint64 n) { return benchResident(n).*key.value; },
            [&](const QString& value) { return need(m_search.findBy(key.key, value), "search"); },
            [&](const QString& value) { return look(statement.get(), value.toUtf8(), 0); });
        plan(QString::fromLatin1(key.name), Search::sqlFor(key.key), key.index);
    }

    void byPart() {
        const Dialect& dialect = Dialect::sqlite();
        const QString sql = Search::namePartSql(dialect);
        const PlainStatement statement = m_db.prepare(sql.toUtf8());
        constexpr int limit = 50;
        compare(
            QStringLiteral("part of a name"), m_options.bySize(60, 20, 2), m_options.bySize(50, 20, 5), 1.5,
            [](qint64 n) { return benchResident(n).name.right(2); },
            [&](const QString& value) { return need(m_search.findNamePart(value, limit), "search"); },
            [&](const QString& value) { return look(statement.get(), dialect.namePartValue(value).toUtf8(), limit); });
        plan(QStringLiteral("part of a name"), sql, "resident_name_part VIRTUAL TABLE INDEX");
    }

private:
    template <class Value, class Ours, class Theirs>
    void compare(const QString& what, int pairs, int times, double target, Value value, Ours ours, Theirs theirs) {
        std::vector<double> ourTimes, theirTimes;
        bool same = true;
        for (int pair = -1; pair < pairs; ++pair) { // the first one warms up
            QStringList values;
            for (int i = 0; i < times; ++i)
                values.append(value((m_next += 7'919) % m_residents));
            std::vector<QList<ResidentHit>> found(static_cast<std::size_t>(times));
            std::vector<std::vector<PlainHit>> itsFound(found.size());
            Took took, itsTook;
            const auto one = [&] {
                took = timed([&] {
                    for (std::size_t i = 0; i < found.size(); ++i)
                        found[i] = ours(values.at(qsizetype(i)));
                });
            };
            const auto other = [&] {
                itsTook = timed([&] {
                    for (std::size_t i = 0; i < itsFound.size(); ++i)
                        itsFound[i] = theirs(values.at(qsizetype(i)));
                });
            };
            if (pair % 2 == 0) {
                one();
                other();
            } else {
                other();
                one();
            }
            for (std::size_t i = 0; i < found.size(); ++i) {
                std::sort(itsFound[i].begin(), itsFound[i].end());
                same = same && !itsFound[i].empty() && plain(found[i]) == itsFound[i];
            }
            if (pair < 0)
                continue;
            ourTimes.push_back(took.wall);
            theirTimes.push_back(itsTook.wall);
        }
        const QString bench = QStringLiteral("find");
        m_report.figures << figureOf(bench, what, ourTimes, theirTimes, target, times);
        m_report.check(bench, what + QStringLiteral(": both sides found the same rows"), same);
    }

    void plan(const QString& what, const QString& sql, const char* index) {
        const QString steps = m_db.plan(sql.toUtf8());
        m_report.notes << QStringLiteral("find, %1: %2").arg(what, steps);
        m_report.check(QStringLiteral("find"), what + QStringLiteral(": the plan uses ") + QString::fromLatin1(index),
                       steps.contains(QLatin1String(index)));
    }

    const Options& m_options;
    Report& m_report;
    const qint64 m_residents;
    const QString m_file;
    std::unique_ptr<Store> m_store;
    Search m_search;
    PlainDb m_db;
    qint64 m_next = 0;
};

} // namespace

void benchFind(const Options& options, Report& report) {
    Finder finder(options, report);
    for (const Key& key : keys)
        finder.byKey(key);
    finder.byPart();
}

} // namespace meterdesk::bench
