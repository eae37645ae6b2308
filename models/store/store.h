// The books: one connection to the office's database, its prepared statements and its transactions.
//
// Threads: a Store belongs to the thread that opened it; each thread opens its own. Two programs may have the same
// books open; SQLite in WAL mode with synchronous=FULL, foreign keys on, a busy wait of five seconds.
// Errors: Store* codes; a full disk, a read-only folder and a newer version each have their own.
// Statements are prepared once per connection and kept; `finish()` is called before every commit.
#pragma once

#include "models/common/error.h"

#include <QSqlQuery>
#include <QVariant>
#include <functional>
#include <memory>

namespace meterdesk {

class Dialect;

class Store {
public:
    /// `url` is a file path or `sqlite:PATH` (postgresql:// comes with several desks). Runs pending migrations.
    static Result<std::unique_ptr<Store>> open(const QString& url);
    virtual ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    /// A prepared statement of this connection, by its text; the same object each time. Bind by position.
    QSqlQuery& prepared(const QString& sql);

    /// Runs a prepared statement with positional values. The query stays active until the next use or commit.
    Result<QSqlQuery*> run(const QString& sql, const QVariantList& values = {});
    /// The first row's columns, or an empty list where there is none.
    Result<QVariantList> row(const QString& sql, const QVariantList& values = {});
    /// Rows changed.
    Result<qint64> change(const QString& sql, const QVariantList& values = {});

    /// Runs `work` in one immediate transaction: commits where it succeeds, rolls back where it fails. Inside
    /// another transact() it joins the outer one. A commit whose answer is lost is Error::StoreError.
    Status transact(const std::function<Status()>& work);
    bool inTransaction() const;

    /// Commits made by this connection that wrote something: what `./dev bench` counts.
    qint64 commits() const;

    const Dialect& dialect() const;
    QString url() const;
    QString connectionName() const;

private:
    Store();
    struct Private;
    std::unique_ptr<Private> d;
};

/// The error of a failed statement or commit, by the driver's code.
Error storeError(const QSqlError& error);

} // namespace meterdesk
