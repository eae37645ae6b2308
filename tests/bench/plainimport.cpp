#include "tests/bench/plainimport.h"

#include "tests/bench/measure.h"
#include "tests/bench/plaindb.h"

#include <array>
#include <csv.h>
#include <string>
#include <unordered_map>

namespace meterdesk::bench {
namespace {

enum Column {
    Compound,
    Building,
    Home,
    Owner,
    Phone,
    Household,
    Account,
    Meter,
    Kind,
    Basis,
    Layout,
    Card,
    Family,
    Count
};
enum Table {
    IntoCompound,
    IntoBuilding,
    IntoHome,
    IntoResident,
    IntoOccupancy,
    IntoAccount,
    IntoMeter,
    IntoCard,
    IntoSlot
};

constexpr std::array inserts{
    "INSERT INTO compound (id, name) VALUES (?, ?)",
    "INSERT INTO building (id, compound_id, name) VALUES (?, ?, ?)",
    "INSERT INTO apartment (id, building_id, code) VALUES (?, ?, ?)",
    "INSERT INTO resident (id, name, phone, household_size) VALUES (?, ?, ?, ?)",
    "INSERT INTO occupancy (id, apartment_id, resident_id, role, since) VALUES (?, ?, ?, 'owner', 1767225600000)",
    "INSERT INTO account (id, apartment_id, resident_id, number, opened_at) VALUES (?, ?, ?, ?, 1767225600000)",
    "INSERT INTO meter (id, number, kind, basis, layout, account_id, installed_at) "
    "VALUES (?, ?, ?, ?, ?, ?, 1767225600000)",
    "INSERT INTO card (id, uid, family, layout, key_version, account_id, issued_at) "
    "VALUES (?, ?, ?, ?, 1, ?, 1767225600000)",
    "INSERT INTO card_slot (card_id, slot, meter_id) VALUES (?, 0, ?)",
};

class Import {
public:
    explicit Import(PlainDb& db) : m_db(db) {
        for (const char* sql : inserts)
            m_statements.push_back(db.prepare(sql));
    }

    static void cell(void* data, std::size_t length, void* self) {
        auto* import = static_cast<Import*>(self);
        if (import->m_column < Count)
            import->m_cells.at(import->m_column).assign(static_cast<const char*>(data), length);
        ++import->m_column;
    }

    static void row(int, void* self) {
        auto* import = static_cast<Import*>(self);
        if (import->m_header)
            import->m_header = false;
        else
            import->take();
        import->m_column = 0;
    }

private:
    template <class... Values>
    void put(Table table, const Values&... values) {
        sqlite3_stmt* statement = m_statements[table].get();
        int place = 0;
        (bind(statement, ++place, values), ...);
        m_db.step(statement);
    }
    static void bind(sqlite3_stmt* statement, int place, qint64 value) { sqlite3_bind_int64(statement, place, value); }
    static void bind(sqlite3_stmt* statement, int place, const std::string& value) {
        sqlite3_bind_text(statement, place, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
    }

    qint64 compound() {
        qint64& id = m_compounds[m_cells[Compound]];
        if (id == 0)
            put(IntoCompound, id = ++m_last, m_cells[Compound]);
        return id;
    }

    qint64 building() {
        const qint64 of = compound();
        qint64& id = m_buildings[m_cells[Compound] + '\0' + m_cells[Building]];
        if (id == 0)
            put(IntoBuilding, id = ++m_last, of, m_cells[Building]);
        return id;
    }

    qint64 resident() {
        qint64& id = m_residents[m_cells[Phone] + '\0' + m_cells[Owner] + '\0' + m_cells[Household]];
        if (id == 0)
            put(IntoResident, id = ++m_last, m_cells[Owner], m_cells[Phone], qint64{std::stoi(m_cells[Household])});
        return id;
    }

    void take() {
        const qint64 home = ++m_last, account = ++m_last, meter = ++m_last, card = ++m_last, occupancy = ++m_last;
        put(IntoHome, home, building(), m_cells[Home]);
        const qint64 who = resident();
        put(IntoOccupancy, occupancy, home, who);
        put(IntoAccount, account, home, who, m_cells[Account]);
        put(IntoMeter, meter, m_cells[Meter], m_cells[Kind], m_cells[Basis], m_cells[Layout], account);
        put(IntoCard, card, m_cells[Card], m_cells[Family], m_cells[Layout], account);
        put(IntoSlot, card, meter);
    }

    PlainDb& m_db;
    std::vector<PlainStatement> m_statements;
    std::array<std::string, Count> m_cells;
    std::size_t m_column = 0;
    bool m_header = true;
    qint64 m_last = 0;
    std::unordered_map<std::string, qint64> m_compounds, m_buildings, m_residents;
};

} // namespace

void plainImport(const QString& file, const QByteArray& csv) {
    PlainDb db(file, false);
    Import import(db);
    csv_parser parser{};
    if (csv_init(&parser, CSV_STRICT) != 0)
        giveUp(QStringLiteral("libcsv"));
    db.run("BEGIN IMMEDIATE");
    const auto size = static_cast<std::size_t>(csv.size());
    if (csv_parse(&parser, csv.constData(), size, Import::cell, Import::row, &import) != size ||
        csv_fini(&parser, Import::cell, Import::row, &import) != 0)
        giveUp(QString::fromUtf8(csv_strerror(csv_error(&parser))));
    db.run("COMMIT");
    csv_free(&parser);
}

} // namespace meterdesk::bench
