// Migrations: forward only, whole or not at all, and by one program at a time.
#include "models/store/dialect.h"
#include "models/store/migrations.h"
#include "tests/support/tempstore.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QTemporaryDir>
#include <QtTest>
#include <atomic>
#include <thread>
#include <vector>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

const Migration first{1,
                      {QStringLiteral("CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT NOT NULL)"),
                       QStringLiteral("INSERT INTO thing (id, name) VALUES (1, 'old')")}};
const Migration second{2,
                       {QStringLiteral("ALTER TABLE thing ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey'"),
                        QStringLiteral("UPDATE thing SET colour = 'red' WHERE name = 'old'")}};
const Migration broken{
    2, {QStringLiteral("ALTER TABLE thing ADD COLUMN colour TEXT"), QStringLiteral("INSERT INTO nowhere VALUES (1)")}};

struct Folder {
    QTemporaryDir dir;
    QString path() const { return dir.filePath(QStringLiteral("office.db")); }
};

/// Runs statements on a file without the store; the last one's first value.
QString plainly(const QString& path, const QStringList& statements) {
    const QString name = QStringLiteral("plain");
    QString last;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(path);
        if (!database.open())
            qFatal("%s", qPrintable(database.lastError().text()));
        for (const QString& sql : statements) {
            QSqlQuery query(database);
            if (!query.exec(sql))
                qFatal("%s", qPrintable(query.lastError().text()));
            last = query.next() ? query.value(0).toString() : QString();
        }
    }
    QSqlDatabase::removeDatabase(name);
    return last;
}

/// Books as the program of that version has left them.
std::unique_ptr<Store> asOf(int version, const Folder& folder) {
    const TempStore any;
    return must(Store::open(folder.path(), builtInMigrations(any.store->dialect()).first(version)));
}

QString text(Store& store, const QString& sql) {
    const QVariantList row = must(store.row(sql));
    return row.isEmpty() ? QString() : row.at(0).toString();
}

} // namespace

class TestMigrations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scriptIsSplitAtStatements() {
        const QString script = QStringLiteral("-- words; with a semicolon\n"
                                              "CREATE TABLE a (x TEXT DEFAULT 'it''s; -- fine'); -- more; words\n"
                                              "CREATE TRIGGER t BEFORE DELETE ON a BEGIN\n"
                                              "    SELECT RAISE(ABORT, 'no; END');\n"
                                              "    SELECT 1;\n"
                                              "END;\n"
                                              ";\n"
                                              "INSERT INTO a VALUES ('last')");
        const QStringList statements = splitStatements(script);
        QCOMPARE(statements.size(), 3);
        QCOMPARE(statements.at(0), QStringLiteral("CREATE TABLE a (x TEXT DEFAULT 'it''s; -- fine')"));
        QVERIFY(statements.at(1).endsWith(QStringLiteral("SELECT 1;\nEND")));
        QCOMPARE(statements.at(2), QStringLiteral("INSERT INTO a VALUES ('last')"));
        QVERIFY(splitStatements(QStringLiteral("-- nothing\n ; ")).isEmpty());
    }

    void newFileGetsTheWholeSchema() {
        TempStore office;
        QCOMPARE(must(schemaVersion(*office.store)), currentSchemaVersion);
        for (const char* table : {"resident", "credit_order", "audit", "resident_name_part", "counter"})
            QCOMPARE(office.one(office.store->dialect().anyTableSql(), {QString::fromLatin1(table)}).toString(),
                     QString::fromLatin1(table));
        const QList<Migration> all = builtInMigrations(office.store->dialect());
        QCOMPARE(all.size(), currentSchemaVersion);
        for (const Migration& migration : all) {
            QVERIFY(!migration.statements.isEmpty());
            for (const QString& statement : migration.statements)
                QVERIFY2(!statement.contains(QLatin1Char('@')), qPrintable(statement));
        }
    }

    void idsAreTheRowsOwnPlaces() {
        TempStore office;
        // A second tree beside each table would cost every look-up and import.
        QCOMPARE(office
                     .one(QStringLiteral("SELECT count(*) FROM pragma_table_list AS t WHERE t.type = 'table' AND "
                                         "EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE name = 'id' AND type "
                                         "<> 'INTEGER')"))
                     .toInt(),
                 0);
    }

    void reopeningChangesNothing() {
        TempStore office;
        office.reopen();
        QCOMPARE(must(office.store->row(QStringLiteral("SELECT total_changes()"))).at(0).toInt(), 0);
        QCOMPARE(office.store->commits(), 0);
        QCOMPARE(office.one(QStringLiteral("SELECT count(*) FROM schema_version")).toInt(), 1);
    }

    void olderFileIsBroughtForward() {
        Folder folder;
        QCOMPARE(must(schemaVersion(*must(Store::open(folder.path(), {first})))), 1);
        const std::unique_ptr<Store> store = must(Store::open(folder.path(), {first, second}));
        QCOMPARE(must(schemaVersion(*store)), 2);
        QCOMPARE(text(*store, QStringLiteral("SELECT colour FROM thing WHERE name = 'old'")), QStringLiteral("red"));
        QCOMPARE(text(*store, QStringLiteral("SELECT count(*) FROM thing")), QStringLiteral("1"));
    }

    void versionOneIsBroughtForward() {
        Folder folder;
        QList<Migration> all;
        {
            const TempStore any;
            all = builtInMigrations(any.store->dialect());
        }
        {
            const std::unique_ptr<Store> old = must(Store::open(folder.path(), all.first(1)));
            must(old->execute(QStringLiteral("PRAGMA foreign_keys = OFF"))); // no homes, no people
            must(old->change(QStringLiteral("INSERT INTO meter (id, number, kind, basis, layout, account_id, "
                                            "base_count, base_total, installed_at) VALUES (1, '7', 'gas', 'money', "
                                            "'cpu-money', 1, 3, 400, 0)")));
            must(old->change(QStringLiteral("INSERT INTO credit_order (id, meter_id, account_id, kind, state, "
                                            "paid_fen, credit, purchase_count, total_after, created_at, changed_at) "
                                            "VALUES (9, 1, 1, 'transfer', 'delivered', 0, 50, 4, 450, 0, 0)")));
        }
        const std::unique_ptr<Store> store = must(Store::open(folder.path()));
        QCOMPARE(must(schemaVersion(*store)), currentSchemaVersion);
        QCOMPARE(text(*store, QStringLiteral("SELECT total_after || ' ' || (moves IS NULL) FROM credit_order")),
                 QStringLiteral("450 1"));
        QCOMPARE(text(*store, QStringLiteral("SELECT base_total || ' ' || carried || ' ' || (replaces IS NULL) "
                                             "FROM meter")),
                 QStringLiteral("400 0 1"));
    }

    void versionTwoIsBroughtForward() {
        Folder folder;
        {
            const std::unique_ptr<Store> old = asOf(2, folder);
            must(old->execute(QStringLiteral("PRAGMA foreign_keys = OFF"))); // no meters
            must(old->change(QStringLiteral("INSERT INTO credit_order (id, meter_id, account_id, kind, state, "
                                            "paid_fen, credit, purchase_count, total_after, created_at, changed_at) "
                                            "VALUES (9, 1, 1, 'sale', 'reversed', 50, 50, 4, 450, 0, 0)")));
        }
        const std::unique_ptr<Store> store = must(Store::open(folder.path()));
        QCOMPARE(must(schemaVersion(*store)), currentSchemaVersion);
        QCOMPARE(text(*store, QStringLiteral("SELECT MAX(purchase_count) FROM credit_order INDEXED BY "
                                             "credit_order_reversed WHERE meter_id = 1 AND state = 'reversed'")),
                 QStringLiteral("4"));
    }

    void versionThreeIsBroughtForward() {
        Folder folder;
        const QString forged = QStringLiteral("INSERT OR REPLACE INTO audit SELECT * FROM audit");
        {
            const std::unique_ptr<Store> old = asOf(3, folder);
            must(old->change(
                QStringLiteral("INSERT INTO audit (id, at, action, subject) VALUES (7, 1, 'signed-in', '')")));
            must(old->execute(forged)); // as it was
        }
        const std::unique_ptr<Store> store = must(Store::open(folder.path()));
        QCOMPARE(must(schemaVersion(*store)), currentSchemaVersion);
        QCOMPARE(text(*store, QStringLiteral("SELECT action FROM audit WHERE id = 7")), QStringLiteral("signed-in"));
        QVERIFY(!store->execute(forged));
    }

    void failedMigrationLeavesTheOldVersion() {
        Folder folder;
        const auto failed = Store::open(folder.path(), {first, broken});
        QVERIFY(!failed);
        QCOMPARE(failed.error().code, ErrorCode::StoreError);
        QVERIFY2(failed.error().detail.contains(QStringLiteral("nowhere")), qPrintable(failed.error().detail));
        const std::unique_ptr<Store> store = must(Store::open(folder.path(), {first}));
        QCOMPARE(must(schemaVersion(*store)), 1);
        QCOMPARE(text(*store, QStringLiteral("SELECT count(*) FROM pragma_table_info('thing') WHERE name = 'colour'")),
                 QStringLiteral("0"));
        // and the mended program takes it from there
        must(migrate(*store, {first, second}));
        QCOMPARE(must(schemaVersion(*store)), 2);
    }

    void emptyMigrationIsRefused() {
        Folder folder;
        const auto empty = Store::open(folder.path(), {first, Migration{2, {}}});
        QVERIFY(!empty);
        QCOMPARE(empty.error().code, ErrorCode::StoreError);
        QCOMPARE(must(schemaVersion(*must(Store::open(folder.path(), {first})))), 1);
    }

    void newerFileIsRefused() {
        TempStore office;
        office.run(QStringLiteral("UPDATE schema_version SET version = 99"));
        const auto newer = Store::open(office.path());
        QVERIFY(!newer);
        QCOMPARE(newer.error(), (Error{ErrorCode::StoreNewer, QStringLiteral("99")}));
        QCOMPARE(office.one(QStringLiteral("SELECT version FROM schema_version")).toInt(), 99);
    }

    void anotherProgramsFileIsLeftAlone() {
        Folder folder;
        const QString list = QStringLiteral("SELECT group_concat(name) FROM sqlite_schema");
        QCOMPARE(plainly(folder.path(), {QStringLiteral("CREATE TABLE theirs (x INTEGER)"), list}),
                 QStringLiteral("theirs"));
        const auto refused = Store::open(folder.path());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::StoreUnavailable);
        QCOMPARE(plainly(folder.path(), {list}), QStringLiteral("theirs"));
    }

    void oneOfManyMigrates() {
        for (int round = 0; round < 5; ++round) {
            Folder folder;
            std::atomic<int> opened{0};
            constexpr int count = 4;
            std::vector<std::thread> programs;
            programs.reserve(count);
            for (int i = 0; i < count; ++i)
                programs.emplace_back([&] {
                    if (const auto store = Store::open(folder.path()))
                        ++opened;
                    else
                        qWarning("%s %s", qPrintable(store.error().name()), qPrintable(store.error().message()));
                });
            for (std::thread& program : programs)
                program.join();
            QCOMPARE(opened.load(), count);
            const std::unique_ptr<Store> store = must(Store::open(folder.path()));
            QCOMPARE(text(*store, QStringLiteral("SELECT count(*) FROM schema_version")), QStringLiteral("1"));
        }
    }
};

QTEST_GUILESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
