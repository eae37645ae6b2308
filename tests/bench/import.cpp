// Importing a compound of 100,000 apartments from CSV, against a program in the C API that parses the same file by
// libcsv and fills the same tables and indexes, without our checks. What both have written is compared.
#include "models/property/import.h"

#include "tests/bench/bigoffice.h"
#include "tests/bench/measure.h"
#include "tests/bench/plaindb.h"
#include "tests/bench/plainimport.h"

#include <QTemporaryDir>

namespace meterdesk::bench {
namespace {

QByteArray writeHomes(qint64 count) {
    QByteArray csv("compound,building,apartment,owner,owner phone,household size,account,meter,kind,basis,layout,card,"
                   "card family\n");
    for (qint64 n = 0; n < count; ++n) {
        const BenchResident who = benchResident(n);
        const QString household = QString::number(n % 5 + 1), account = QString::asprintf("%08lld", n + 1);
        const QStringList cells{QStringLiteral("花园小区"),
                                who.apartment.section(u'-', 0, 0),
                                who.apartment,
                                who.name,
                                who.phone,
                                household,
                                account,
                                who.meter,
                                QStringLiteral("water"),
                                QStringLiteral("quantity"),
                                QStringLiteral("mifare-alternating"),
                                who.card,
                                QStringLiteral("mifare-classic")};
        csv += cells.join(u',').toUtf8() + '\n';
    }
    return csv;
}

/// Rows by what people know them by, because ids differ: every value that the file gives, where it belongs.
const std::vector<QByteArray> wholeBooks{
    "SELECT c.name, b.name, p.code, r.name, r.phone, r.household_size, o.role, a.number, m.number, m.kind, m.basis, "
    "m.layout, m.state, m.base_count, m.base_total, k.uid, k.family, k.layout, k.key_version, k.status, s.slot "
    "FROM apartment p JOIN building b ON b.id = p.building_id JOIN compound c ON c.id = b.compound_id "
    "JOIN occupancy o ON o.apartment_id = p.id JOIN resident r ON r.id = o.resident_id "
    "JOIN account a ON a.apartment_id = p.id AND a.resident_id = r.id JOIN meter m ON m.account_id = a.id "
    "JOIN card_slot s ON s.meter_id = m.id JOIN card k ON k.id = s.card_id AND k.account_id = a.id ORDER BY p.code",
    "SELECT (SELECT count(*) FROM compound), (SELECT count(*) FROM building), (SELECT count(*) FROM apartment), "
    "(SELECT count(*) FROM resident), (SELECT count(*) FROM occupancy), (SELECT count(*) FROM account), "
    "(SELECT count(*) FROM meter), (SELECT count(*) FROM card), (SELECT count(*) FROM card_slot)",
    "SELECT count(*) FROM resident_name_part WHERE resident_name_part MATCH '\"伟\"'",
    "SELECT r.name FROM resident_name_part n JOIN resident r ON r.id = n.rowid WHERE resident_name_part MATCH '\"敏 "
    "伟\"' "
    "ORDER BY r.name"};

} // namespace

void benchImport(const Options& options, Report& report) {
    const qint64 homes = options.bySize(100'000, 100'000, 500);
    const int pairs = options.bySize(5, 1, 1);
    const QByteArray csv = writeHomes(homes);
    ImportOptions how;
    how.layouts << QStringLiteral("mifare-alternating");
    how.layoutFacts[how.layouts.first()] = {CreditBasis::Quantity, CardFamily::MifareClassic, {MeterKind::Water}, 2};
    const StaffSession who{1, QStringLiteral("bench"), QStringLiteral("bench"), Role::Administrator};
    std::vector<double> ourRates, itsRates;
    bool same = true;
    for (int pair = 0; pair < pairs; ++pair) {
        const QTemporaryDir folder(options.folder + QStringLiteral("/import-XXXXXX"));
        const QString ourFile = folder.filePath(QStringLiteral("ours.db")),
                      itsFile = folder.filePath(QStringLiteral("its.db"));
        need(Store::open(itsFile), "books"); // makes the schema
        const auto store = need(Store::open(ourFile), "books");
        need(store->change(QStringLiteral("INSERT INTO staff (id, name, display, role, password) VALUES (1, 'bench', "
                                          "'bench', 'administrator', '')")),
             "staff");
        ImportReport done;
        Took ours, its;
        const auto import = [&] {
            ours = timed([&] { done = need(importCompound(*store, who, csv, how), "import"); });
        };
        const auto plain = [&] { its = timed([&] { plainImport(itsFile, csv); }); };
        if (pair % 2 == 0) { // turn about: the second finds the file's pages and the allocator warm
            import();
            plain();
        } else {
            plain();
            import();
        }
        if (!done.faults.isEmpty())
            giveUp(QStringLiteral("line %1: %2").arg(done.faults.first().line).arg(done.faults.first().problem));
        ourRates.push_back(double(homes) / ours.wall * 1e6);
        itsRates.push_back(double(homes) / its.wall * 1e6);
        same = same && PlainDb(ourFile).digest(wholeBooks) == PlainDb(itsFile).digest(wholeBooks);
    }
    const QString bench = QStringLiteral("import");
    Figure figure = figureOf(bench, QStringLiteral("%1 apartments from CSV").arg(homes), ourRates, itsRates, 0.5);
    figure.atLeast = true;
    figure.unit = QStringLiteral("rows/s");
    report.figures << figure;
    report.check(bench, QStringLiteral("both sides filled the tables with the same"), same);
}

} // namespace meterdesk::bench
