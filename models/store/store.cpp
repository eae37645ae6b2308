#include "models/store/store.h"

#include "models/store/dialect.h"
#include "models/store/migrations.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QHash>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlRecord>
#include <QThread>
#include <atomic>
#include <vector>

namespace meterdesk {
namespace {

constexpr int busyWaitMs = 5000;

QString uniqueConnectionName() {
    static std::atomic<int> next{1};
    return QStringLiteral("meterdesk-%1").arg(next.fetch_add(1));
}

struct Statement {
    explicit Statement(const QSqlDatabase& database) : query(database) {}
    QSqlQuery query;
    bool ready = false;     // prepared without an error
    bool used = false;      // stands in Private::used
    bool returning = false; // changes rows and answers with them
    int columns = -1;       // counted once: the driver builds a whole record to tell
};

} // namespace

struct Store::Private {
    QString url;
    QString connection = uniqueConnectionName();
    const Dialect* dialect = &Dialect::sqlite();
    QHash<QString, std::shared_ptr<Statement>> statements;
    std::vector<Statement*> used; // may be active
    bool open = false;
    int depth = 0;
    std::optional<Error> doomed; // why the running transaction can't be committed any more
    bool wrote = false;          // the running transaction has changed something
    qint64 commits = 0;
    qint64 changes = 0; // statements of this connection that have changed something, rolled back or not

    QSqlDatabase database() const { return QSqlDatabase::database(connection, false); }

    Statement& statement(const QString& sql) {
        std::shared_ptr<Statement>& kept = statements[sql];
        if (!kept) {
            kept = std::make_shared<Statement>(database());
            kept->query.setForwardOnly(true);
            kept->returning = sql.contains(QLatin1String("RETURNING"));
        }
        // Again after a failure: its reason may be gone.
        if (!kept->ready)
            kept->ready = kept->query.prepare(sql);
        if (!kept->used) {
            kept->used = true;
            used.push_back(kept.get());
        }
        return *kept;
    }

    void finishAll() {
        for (Statement* statement : used) {
            statement->query.finish();
            statement->used = false;
        }
        used.clear();
    }

    /// A refused value leaves the transaction as it was; after anything else the database may have rolled back by
    /// itself, and whatever ran next would be committed alone.
    Error failed(const QSqlError& sqlError) {
        Error error = storeError(sqlError);
        const bool refused = error.code == ErrorCode::AlreadyExists || sqlError.nativeErrorCode().toInt() % 256 == 19;
        if (depth > 0 && !refused && !doomed)
            doomed = error;
        return error;
    }
};

Store::Store() : d(std::make_unique<Private>()) {
}

Store::~Store() {
    if (!d->open)
        return;
    d->finishAll();
    d->statements.clear();
    d->database().close();
    QSqlDatabase::removeDatabase(d->connection);
}

Result<std::unique_ptr<Store>> Store::open(const QString& url) {
    std::unique_ptr<Store> store(new Store);
    store->d->url = url;
    MD_TRY(store->connectTo(url.startsWith(QLatin1String("sqlite:")) ? url.mid(7) : url));
    // The common case asks nothing but this row: the program's start counts.
    const auto version = store->row(QStringLiteral("SELECT version FROM schema_version"));
    const bool current = version && !version->isEmpty() && version->at(0).toInt() == currentSchemaVersion;
    if (!current)
        MD_TRY(migrate(*store, builtInMigrations(store->dialect())));
    return store;
}

Result<std::unique_ptr<Store>> Store::open(const QString& url, const QList<Migration>& migrations) {
    std::unique_ptr<Store> store(new Store);
    store->d->url = url;
    MD_TRY(store->connectTo(url.startsWith(QLatin1String("sqlite:")) ? url.mid(7) : url));
    MD_TRY(migrate(*store, migrations));
    return store;
}

Status Store::connectTo(const QString& path) {
    if (path.contains(QLatin1String("://")))
        return fail(ErrorCode::StoreUnavailable, QStringLiteral("this kind of database isn't supported: %1").arg(path));
    const QFileInfo file(path);
    const QFileInfo folder(file.absolutePath());
    if (!folder.isDir())
        return fail(ErrorCode::StoreUnavailable, QStringLiteral("there is no folder %1").arg(folder.filePath()));
    // WAL needs files beside the database; asked here, because the driver falls back to reading silently.
    if (!folder.isWritable() || (file.exists() && !file.isWritable()))
        return fail(ErrorCode::StoreReadOnly);
    // Names and telephone numbers: for the owner alone. SQLite gives the files beside it the same rights.
    if (!file.exists()) {
        QFile fresh(path);
        if (!fresh.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
            !QFileInfo::exists(path))
            return fail(ErrorCode::StoreUnavailable, path);
    }
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), d->connection);
    d->open = true;
    database.setDatabaseName(path);
    database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(busyWaitMs));
    if (!database.open())
        return tl::unexpected(storeError(database.lastError()));
    MD_TRY(execute(QStringLiteral("PRAGMA synchronous = FULL")));
    MD_TRY(execute(QStringLiteral("PRAGMA foreign_keys = ON")));
    return waitForWal();
}

Status Store::waitForWal() {
    // Changing the mode of a new file needs it alone, and SQLite doesn't use its busy wait for that.
    const QDeadlineTimer deadline(busyWaitMs);
    for (;;) {
        Status done = execute(QStringLiteral("PRAGMA journal_mode = WAL"));
        if (done || done.error().code != ErrorCode::StoreBusy || deadline.hasExpired())
            return done;
        QThread::msleep(5);
    }
}

QSqlQuery& Store::prepared(const QString& sql) {
    return d->statement(sql).query;
}

Result<QSqlQuery*> Store::run(const QString& sql, const QVariantList& values) {
    if (d->doomed)
        return tl::unexpected(*d->doomed);
    Statement& statement = d->statement(sql);
    QSqlQuery& query = statement.query;
    if (!statement.ready)
        return tl::unexpected(d->failed(query.lastError()));
    query.finish();
    for (qsizetype i = 0; i < values.size(); ++i) {
        const QVariant& value = values.at(i);
        const bool nullText = value.typeId() == QMetaType::QString && value.toString().isNull();
        query.bindValue(static_cast<int>(i), nullText ? QVariant(QLatin1String("")) : value);
    }
    if (!query.exec())
        return tl::unexpected(d->failed(query.lastError()));
    if (query.isSelect() ? statement.returning : query.numRowsAffected() > 0) {
        d->wrote = true;
        ++d->changes;
    }
    return &query;
}

Result<QVariantList> Store::row(const QString& sql, const QVariantList& values) {
    MD_GET(query, run(sql, values));
    QVariantList columns;
    if (query->next()) {
        int& count = d->statement(sql).columns;
        if (count < 0)
            count = query->record().count();
        columns.reserve(count);
        for (int i = 0; i < count; ++i)
            columns.append(query->value(i));
    }
    const QSqlError error = query->lastError();
    query->finish();
    if (error.isValid())
        return tl::unexpected(d->failed(error));
    return columns;
}

Result<qint64> Store::change(const QString& sql, const QVariantList& values) {
    MD_GET(query, run(sql, values));
    const qint64 rows = query->numRowsAffected();
    query->finish();
    if (d->depth == 0 && rows > 0)
        ++d->commits;
    return rows;
}

Status Store::execute(const QString& sql) {
    if (d->doomed)
        return tl::unexpected(*d->doomed);
    QSqlQuery query(d->database());
    if (!query.exec(sql))
        return tl::unexpected(d->failed(query.lastError()));
    d->wrote = true;
    ++d->changes;
    return {};
}

Status Store::transact(const std::function<Status()>& work) {
    if (d->depth > 0) {
        Status done = work();
        if (!done && !d->doomed)
            d->doomed = done.error();
        return done;
    }
    d->finishAll();
    const qint64 changes = d->changes;
    MD_TRY(run(d->dialect->beginSql()));
    d->changes = changes; // the driver answers with the rows of the statement before
    d->depth = 1;
    d->wrote = false;
    Status done = work();
    if (done && d->doomed)
        done = tl::unexpected(*d->doomed);
    d->doomed.reset();
    const bool wrote = d->wrote;
    if (done)
        done = commit();
    if (!done) {
        d->finishAll();
        // Where the database has rolled back by itself, it says that there is nothing to roll back.
        QSqlQuery(d->database()).exec(QStringLiteral("ROLLBACK"));
        ++d->changes; // what was read meanwhile has never been
    }
    d->depth = 0;
    d->doomed.reset();
    if (done && wrote)
        ++d->commits;
    return done;
}

Status Store::commit() {
    d->finishAll();
    const qint64 changes = d->changes;
    MD_TRY(run(QStringLiteral("COMMIT")));
    d->changes = changes;
    return {};
}

bool Store::inTransaction() const {
    return d->depth > 0;
}

Result<std::optional<Store::Mark>> Store::mark() {
    const QString sql = d->dialect->othersCommitsSql();
    if (sql.isEmpty())
        return std::nullopt;
    MD_GET(values, row(sql));
    return Mark{values.value(0).toLongLong(), d->changes};
}

qint64 Store::commits() const {
    return d->commits;
}

const Dialect& Store::dialect() const {
    return *d->dialect;
}

QString Store::url() const {
    return d->url;
}

QString Store::connectionName() const {
    return d->connection;
}

} // namespace meterdesk
