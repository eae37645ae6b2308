// The books: one connection to the office's database, its prepared statements and its transactions.
//
// Threads: a Store belongs to the thread that opened it; each thread opens its own. Two programs may have the same
// books open; SQLite in WAL mode with synchronous=FULL, foreign keys on, a busy wait of five seconds.
// Errors: Store* codes; a full disk, a read-only folder and a newer version each have their own. A value that must be
// unique and isn't is AlreadyExists.
// Statements are prepared once per connection and kept; `finish()` is called before every commit.
#pragma once

#include "models/common/error.h"

#include <QList>
#include <QSqlQuery>
#include <QVariant>
#include <functional>
#include <memory>
#include <optional>

class QSqlError;

namespace meterdesk {

class Dialect;
struct Migration;

class Store {
public:
    /// `url` is a file path or `sqlite:PATH` (postgresql:// comes with several desks). Runs pending migrations; where
    /// there are none, it costs the pragmas and one row.
    static Result<std::unique_ptr<Store>> open(const QString& url);
    /// The same with other migrations than this program's: for tests.
    static Result<std::unique_ptr<Store>> open(const QString& url, const QList<Migration>& migrations);
    virtual ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    /// A prepared statement of this connection, by its text; the same object each time. Bind by position. Where
    /// preparing fails, exec() fails too and lastError() tells why.
    QSqlQuery& prepared(const QString& sql);

    /// Runs a prepared statement with positional values. The query stays active until it is read to its end, or the
    /// next use, transact() or commit; outside a transaction, a query that isn't read to its end must be finished, or
    /// this connection goes on seeing the books of that moment. A null QString is bound as the empty text; NULL is an
    /// invalid QVariant (see nullable()).
    Result<QSqlQuery*> run(const QString& sql, const QVariantList& values = {});
    /// The first row's columns, or an empty list where there is none.
    Result<QVariantList> row(const QString& sql, const QVariantList& values = {});
    /// Rows changed.
    Result<qint64> change(const QString& sql, const QVariantList& values = {});
    /// Runs a statement that isn't worth keeping: migrations, pragmas.
    Status execute(const QString& sql);

    /// Runs `work` in one immediate transaction: commits where it succeeds, rolls back where it fails. Inside
    /// another transact() it joins the outer one, which then fails too where the inner one failed. A commit whose
    /// answer is lost is Error::StoreError.
    Status transact(const std::function<Status()>& work);
    bool inTransaction() const;

    /// Where the books stand: the same mark again as long as no connection has changed anything. Nothing where the
    /// database doesn't tell. Asked before something is read, it tells later whether that still holds.
    struct Mark {
        qint64 others = 0, own = 0;
        friend bool operator==(const Mark&, const Mark&) = default;
    };
    Result<std::optional<Mark>> mark();

    /// Commits made by this connection that wrote something: what `./dev bench` counts.
    qint64 commits() const;

    const Dialect& dialect() const;
    QString url() const;
    QString connectionName() const;

private:
    Store();
    Status connectTo(const QString& path);
    Status waitForWal();
    Status commit();
    struct Private;
    std::unique_ptr<Private> d;
};

/// The error of a failed statement or commit, by the driver's code.
Error storeError(const QSqlError& error);

/// NULL where there is no value.
template <class T>
QVariant nullable(const std::optional<T>& value) {
    return value ? QVariant::fromValue(*value) : QVariant();
}

/// NULL where `id` is 0.
inline QVariant nullableId(qint64 id) {
    return id != 0 ? QVariant(id) : QVariant();
}

} // namespace meterdesk
