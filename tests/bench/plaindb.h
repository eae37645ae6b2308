// SQLite by its own C API, for the opponents of the benches: a connection and its statements, freed at their end.
// What is measured calls sqlite3_* directly. Threads: one.
#pragma once

#include <QByteArray>
#include <QString>
#include <memory>
#include <sqlite3.h>
#include <vector>

namespace meterdesk::bench {

struct StatementEnd {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using PlainStatement = std::unique_ptr<sqlite3_stmt, StatementEnd>;

class PlainDb {
public:
    /// In the mode of the books: WAL, synchronous FULL, foreign keys checked where `foreignKeys`.
    explicit PlainDb(const QString& file, bool foreignKeys = true);
    ~PlainDb();
    PlainDb(const PlainDb&) = delete;
    PlainDb& operator=(const PlainDb&) = delete;

    void run(const char* sql);
    PlainStatement prepare(const QByteArray& sql);
    /// For statements that give no rows: ends the program where they fail.
    void step(sqlite3_stmt* statement);
    qint64 number(const QByteArray& sql);
    QString plan(const QByteArray& sql);
    sqlite3* handle() const { return m_db; }

    /// SHA-256 over all rows of these queries.
    QByteArray digest(const std::vector<QByteArray>& queries);

private:
    [[noreturn]] void failed();
    sqlite3* m_db = nullptr;
};

} // namespace meterdesk::bench
