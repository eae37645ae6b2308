#include "tests/bench/plaindb.h"

#include "tests/bench/measure.h"

#include <QCryptographicHash>
#include <QFile>
#include <QStringList>

namespace meterdesk::bench {

PlainDb::PlainDb(const QString& file, bool foreignKeys) {
    if (sqlite3_open(QFile::encodeName(file).constData(), &m_db) != SQLITE_OK)
        failed();
    sqlite3_busy_timeout(m_db, 5000);
    run("PRAGMA journal_mode = WAL");
    run("PRAGMA synchronous = FULL");
    run(foreignKeys ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF");
}

PlainDb::~PlainDb() {
    sqlite3_close(m_db);
}

void PlainDb::failed() {
    giveUp(QStringLiteral("SQLite: ") + QString::fromUtf8(sqlite3_errmsg(m_db)));
}

void PlainDb::run(const char* sql) {
    if (sqlite3_exec(m_db, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        failed();
}

PlainStatement PlainDb::prepare(const QByteArray& sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(m_db, sql.constData(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
        failed();
    return PlainStatement(statement);
}

void PlainDb::step(sqlite3_stmt* statement) {
    if (sqlite3_step(statement) != SQLITE_DONE)
        failed();
    sqlite3_reset(statement);
}

qint64 PlainDb::number(const QByteArray& sql) {
    const PlainStatement statement = prepare(sql);
    return sqlite3_step(statement.get()) == SQLITE_ROW ? sqlite3_column_int64(statement.get(), 0) : 0;
}

QString PlainDb::plan(const QByteArray& sql) {
    const PlainStatement statement = prepare("EXPLAIN QUERY PLAN " + sql);
    QStringList steps;
    while (sqlite3_step(statement.get()) == SQLITE_ROW)
        steps.append(QString::fromUtf8(reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), 3))));
    return steps.join(QStringLiteral("; "));
}

QByteArray PlainDb::digest(const std::vector<QByteArray>& queries) {
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray& sql : queries) {
        const PlainStatement statement = prepare(sql);
        hash.addData(sql);
        qint64 rows = 0;
        int code = 0;
        while ((code = sqlite3_step(statement.get())) == SQLITE_ROW) {
            ++rows;
            for (int i = 0; i < sqlite3_column_count(statement.get()); ++i) {
                const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), i));
                hash.addData(QByteArrayView(text ? text : "NULL"));
                hash.addData(QByteArrayView("\x1f"));
            }
        }
        if (code != SQLITE_DONE)
            failed();
        hash.addData(QByteArray::number(rows));
    }
    return hash.result().toHex();
}

} // namespace meterdesk::bench
