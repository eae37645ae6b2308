// The store: transactions, what is counted as a commit, its statements, and parts of names.
#include "models/store/dialect.h"
#include "models/store/store.h"
#include "tests/support/tempstore.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QtTest>
#include <set>
#include <thread>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

const QString addSetting = QStringLiteral("INSERT INTO setting (key, value) VALUES (?, ?)");
const QString countSettings = QStringLiteral("SELECT count(*) FROM setting");

Status add(Store& store, const char* key) {
    MD_TRY(store.change(addSetting, {QString::fromLatin1(key), QStringLiteral("1")}));
    return {};
}

std::set<QString> namesWith(TempStore& office, const QString& part) {
    const Dialect& dialect = office.store->dialect();
    QSqlQuery* query = must(office.store->run(
        QStringLiteral("SELECT name FROM resident WHERE ") + dialect.namePartFilter(), {dialect.namePartValue(part)}));
    std::set<QString> names;
    while (query->next())
        names.insert(query->value(0).toString());
    return names;
}

} // namespace

class TestStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // A leaked connection or a misused statement shows as a warning of Qt's only.
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void connectionIsDurable() {
        TempStore office;
        QCOMPARE(office.one(QStringLiteral("PRAGMA journal_mode")).toString(), QStringLiteral("wal"));
        QCOMPARE(office.one(QStringLiteral("PRAGMA synchronous")).toInt(), 2);
        QCOMPARE(office.one(QStringLiteral("PRAGMA foreign_keys")).toInt(), 1);
        QCOMPARE(office.one(QStringLiteral("PRAGMA busy_timeout")).toInt(), 5000);
    }

    void booksAreForTheirOwnerAlone() {
        QTemporaryDir dir;
        QFile(dir.path())
            .setPermissions(QFile::permissions(dir.path()) | QFileDevice::ReadOther | QFileDevice::ExeOther);
        const QString path = dir.filePath(QStringLiteral("office.db"));
        const std::unique_ptr<Store> store = must(Store::open(path));
        must(store->execute(QStringLiteral("CREATE TABLE t (x INTEGER)")));
        for (const char* suffix : {"", "-wal", "-shm"}) {
            const QFileDevice::Permissions rights = QFile::permissions(path + QLatin1String(suffix));
            QVERIFY2(rights.testFlag(QFileDevice::ReadOwner), suffix);
            QVERIFY2(!(rights & (QFileDevice::ReadGroup | QFileDevice::ReadOther)), suffix);
        }
    }

    void urlMayNameTheKindOfDatabase() {
        TempStore office;
        const std::unique_ptr<Store> same = must(Store::open(QStringLiteral("sqlite:") + office.path()));
        QCOMPARE(must(same->row(QStringLiteral("SELECT count(*) FROM staff"))).at(0).toInt(), 3);
        const auto other = Store::open(QStringLiteral("postgresql://localhost/office"));
        QVERIFY(!other);
        QCOMPARE(other.error().code, ErrorCode::StoreUnavailable);
    }

    void closingLeavesNoConnection() {
        QString name;
        {
            TempStore office;
            name = office.store->connectionName();
            QVERIFY(QSqlDatabase::contains(name));
            QVERIFY(office.another()->connectionName() != name);
            QVERIFY(must(office.store->run(QStringLiteral("SELECT id FROM staff")))->next()); // left active
        }
        QVERIFY(!QSqlDatabase::contains(name));
        QVERIFY(QSqlDatabase::connectionNames().isEmpty());
    }

    void eachThreadOpensItsOwn() {
        TempStore office;
        int seen = 0;
        std::thread([&] {
            const std::unique_ptr<Store> own = office.another();
            seen = must(own->row(QStringLiteral("SELECT count(*) FROM staff"))).at(0).toInt();
        }).join();
        QCOMPARE(seen, 3);
    }

    void transactionCommitsOnceWhereItWrote() {
        TempStore office;
        const qint64 before = office.store->commits();
        must(office.store->transact([&]() -> Status {
            if (!office.store->inTransaction())
                return fail(ErrorCode::StoreError, QStringLiteral("outside"));
            MD_TRY(add(*office.store, "a"));
            return add(*office.store, "b");
        }));
        QCOMPARE(office.store->commits(), before + 1);
        must(office.store->transact([&]() -> Status {
            MD_TRY(office.store->row(countSettings));
            return {};
        }));
        QCOMPARE(office.store->commits(), before + 1);
        must(add(*office.store, "c")); // on its own
        QCOMPARE(office.store->commits(), before + 2);
        must(office.store->change(QStringLiteral("DELETE FROM setting WHERE key = 'nothing'")));
        QCOMPARE(office.store->commits(), before + 2);
        office.reopen();
        QCOMPARE(office.one(countSettings).toInt(), 3);
    }

    void theMarkMovesWithEveryChangeWhoeverMakesIt() {
        TempStore office;
        const std::unique_ptr<Store> other = must(Store::open(office.path()));
        const auto mark = [&office] { return must(office.store->mark()).value(); };
        must(add(*office.store, "there"));
        Store::Mark before = mark();
        must(office.store->row(countSettings));
        must(office.store->transact([]() -> Status { return {}; }));
        must(office.store->change(QStringLiteral("DELETE FROM setting WHERE key = 'nothing'")));
        QCOMPARE(mark(), before);
        must(add(*office.store, "ours"));
        QVERIFY(mark() != before);
        before = mark();
        must(add(*other, "another's"));
        QVERIFY(mark() != before);
        before = mark();
        must(other->row(countSettings));
        QVERIFY(!add(*other, "ours")); // refused
        QCOMPARE(mark(), before);
        // Inside a transaction too: what was read before it may have been changed until it began.
        must(add(*other, "in between"));
        must(office.store->transact([&]() -> Status {
            if (mark() == before)
                return fail(ErrorCode::StoreError);
            before = mark();
            MD_TRY(add(*office.store, "within"));
            return mark() == before ? Status(fail(ErrorCode::StoreError)) : Status();
        }));
        before = mark();
        QVERIFY(!office.store->transact([&]() -> Status {
            MD_TRY(add(*office.store, "taken back"));
            return fail(ErrorCode::BadArgument);
        }));
        QVERIFY(mark() != before); // to be on the safe side
    }

    void failureRollsBack() {
        TempStore office;
        const qint64 before = office.store->commits();
        const Status done = office.store->transact([&]() -> Status {
            MD_TRY(add(*office.store, "a"));
            return fail(ErrorCode::Cancelled);
        });
        QCOMPARE(done.error().code, ErrorCode::Cancelled);
        QVERIFY(!office.store->inTransaction());
        QCOMPARE(office.one(countSettings).toInt(), 0);
        QCOMPARE(office.store->commits(), before);
        must(office.store->transact([&] { return add(*office.store, "a"); }));
        QCOMPARE(office.one(countSettings).toInt(), 1);
    }

    void innerTransactionJoinsTheOuter() {
        TempStore office;
        const qint64 before = office.store->commits();
        must(office.store->transact([&]() -> Status {
            MD_TRY(add(*office.store, "a"));
            MD_TRY(office.store->transact([&] { return add(*office.store, "b"); }));
            return office.another()->row(countSettings).and_then([](const QVariantList& row) -> Status {
                return row.at(0).toInt() == 0 ? Status()
                                              : fail(ErrorCode::StoreError, QStringLiteral("seen too early"));
            });
        }));
        QCOMPARE(office.store->commits(), before + 1);
        QCOMPARE(office.one(countSettings).toInt(), 2);
    }

    void innerFailureCantBeSwallowed() {
        TempStore office;
        const Status done = office.store->transact([&]() -> Status {
            MD_TRY(add(*office.store, "a"));
            const Status inner = office.store->transact([&]() -> Status {
                MD_TRY(add(*office.store, "b"));
                return fail(ErrorCode::OrderOpen);
            });
            return inner ? fail(ErrorCode::StoreError) : Status(); // says that all is well
        });
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::OrderOpen);
        QCOMPARE(office.one(countSettings).toInt(), 0);
        must(add(*office.store, "a")); // the failure is over
    }

    void refusedValueLeavesTheTransactionGoing() {
        TempStore office;
        must(add(*office.store, "a"));
        must(office.store->transact([&]() -> Status {
            const Status again = add(*office.store, "a");
            if (again || again.error().code != ErrorCode::AlreadyExists)
                return fail(ErrorCode::StoreError, QStringLiteral("a second key"));
            return add(*office.store, "b");
        }));
        QCOMPARE(office.one(countSettings).toInt(), 2);
    }

    void constraintsHold() {
        TempStore office;
        const auto orphan =
            office.store->change(QStringLiteral("INSERT INTO building (id, compound_id, name) VALUES (1, 99, 'none')"));
        QVERIFY(!orphan);
        QCOMPARE(orphan.error().code, ErrorCode::StoreError);
        QVERIFY2(orphan.error().detail.contains(QStringLiteral("FOREIGN KEY")), qPrintable(orphan.error().detail));
        const auto twin = office.store->change(QStringLiteral(
            "INSERT INTO staff (id, name, display, role, password) VALUES (1, 'anna', '', 'cashier', '')"));
        QVERIFY(!twin);
        QCOMPARE(twin.error(), (Error{ErrorCode::AlreadyExists, QStringLiteral("staff.name")}));
    }

    void appendOnlyTablesRefuseChanges_data() {
        QTest::addColumn<QString>("table");
        for (const char* table : {"audit", "credit_event", "meter_report"})
            QTest::newRow(table) << QString::fromLatin1(table);
    }
    void appendOnlyTablesRefuseChanges() {
        QFETCH(QString, table);
        TempStore office;
        must(office.store->execute(QStringLiteral("PRAGMA foreign_keys = OFF"))); // one row needs no whole office
        office.run(table == QStringLiteral("audit")
                       ? QStringLiteral("INSERT INTO audit (id, at, action, subject) VALUES (1, 1, 'a', 's')")
                   : table == QStringLiteral("credit_event")
                       ? QStringLiteral("INSERT INTO credit_event (id, order_id, at, from_state, to_state) "
                                        "VALUES (1, 1, 1, '', 'paid')")
                       : QStringLiteral("INSERT INTO meter_report (id, meter_id, at, source, last_count) "
                                        "VALUES (1, 1, 1, 'card', 1)"));
        const QString columns = table == QStringLiteral("audit")          ? QStringLiteral("action, subject")
                                : table == QStringLiteral("credit_event") ? QStringLiteral("from_state, to_state")
                                                                          : QStringLiteral("source, last_count");
        const QString rest = table == QStringLiteral("credit_event")   ? QStringLiteral(", order_id")
                             : table == QStringLiteral("meter_report") ? QStringLiteral(", meter_id")
                                                                       : QString();
        // REPLACE takes the old row away without asking whoever guards deletions.
        const QString replace = QStringLiteral("INSERT OR REPLACE INTO %1 (id, at, ") + columns + rest +
                                QStringLiteral(") SELECT id, 2, ") + columns + rest + QStringLiteral(" FROM %1");
        for (const QString& sql : {QStringLiteral("UPDATE %1 SET at = 2"), QStringLiteral("DELETE FROM %1"), replace,
                                   QStringLiteral("UPDATE OR REPLACE %1 SET at = 2")}) {
            const auto changed = office.store->change(sql.arg(table));
            QVERIFY(!changed);
            QCOMPARE(changed.error().detail, table + QStringLiteral(" is append-only"));
        }
        QCOMPARE(office.one(QStringLiteral("SELECT at FROM %1").arg(table)).toInt(), 1);
    }

    void statementsAreKept() {
        TempStore office;
        QSqlQuery* first = &office.store->prepared(countSettings);
        for (int i = 0; i < 100; ++i)
            office.store->prepared(QStringLiteral("SELECT %1").arg(i));
        QCOMPARE(&office.store->prepared(countSettings), first);
        QCOMPARE(must(office.store->run(countSettings)), first);
        QVERIFY(first->isForwardOnly());
    }

    void badStatementTellsWhyAndMayWorkLater() {
        TempStore office;
        const QString sql = QStringLiteral("SELECT n FROM later");
        for (int i = 0; i < 2; ++i) {
            const auto refused = office.store->row(sql);
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::StoreError);
            QVERIFY2(refused.error().detail.contains(QStringLiteral("later")), qPrintable(refused.error().detail));
        }
        must(office.store->execute(QStringLiteral("CREATE TABLE later (n INTEGER)")));
        QVERIFY(must(office.store->row(sql)).isEmpty());
    }

    void valuesKeepTheirKind() {
        TempStore office;
        const QString kinds = QStringLiteral("SELECT typeof(?), typeof(?), typeof(?), typeof(?), typeof(?), ?");
        const qint64 large = std::numeric_limits<qint64>::max();
        const QVariantList row = must(office.store->row(
            kinds, {QString(), QVariant(), nullable(std::optional<qint64>()), nullableId(0), nullableId(5), large}));
        const QStringList expected{QStringLiteral("text"), QStringLiteral("null"), QStringLiteral("null"),
                                   QStringLiteral("null"), QStringLiteral("integer")};
        for (int i = 0; i < expected.size(); ++i)
            QCOMPARE(row.at(i).toString(), expected.at(i));
        QCOMPARE(row.at(5).toLongLong(), large);
    }

    void openQueryDoesNotHoldBackATransaction() {
        TempStore office;
        const QString all = QStringLiteral("SELECT id FROM staff");
        QVERIFY(must(office.store->run(all))->next()); // not read to its end
        const std::unique_ptr<Store> other = office.another();
        must(add(*other, "theirs"));
        // With the old query still open, the books of that moment would be held and this write be refused as stale.
        must(office.store->transact([&] { return add(*office.store, "ours"); }));
        QCOMPARE(office.one(countSettings).toInt(), 2);
    }

    void partsOfNamesAreFound() {
        TempStore office;
        int id = 1;
        for (const char* name : {"张三", "张三丰", "李张三", "三张", "欧阳张三思", "O'Brien", "阿凡提·买买提", "𠮷野家",
                                 "say \"hi\"", "王 五"})
            office.run(QStringLiteral("INSERT INTO resident (id, name) VALUES (?, ?)"),
                       {id++, QString::fromUtf8(name)});
        const auto names = [](std::initializer_list<const char*> list) {
            std::set<QString> set;
            for (const char* name : list)
                set.insert(QString::fromUtf8(name));
            return set;
        };
        QCOMPARE(namesWith(office, QStringLiteral("张三")), names({"张三", "张三丰", "李张三", "欧阳张三思"}));
        QCOMPARE(namesWith(office, QStringLiteral("三")), names({"张三", "张三丰", "李张三", "欧阳张三思", "三张"}));
        QCOMPARE(namesWith(office, QStringLiteral("阳张三思")), names({"欧阳张三思"}));
        QCOMPARE(namesWith(office, QStringLiteral("BRI")), names({"O'Brien"}));
        QCOMPARE(namesWith(office, QStringLiteral("提·买")), names({"阿凡提·买买提"}));
        QCOMPARE(namesWith(office, QStringLiteral("𠮷")), names({"𠮷野家"}));
        QCOMPARE(namesWith(office, QStringLiteral("\"hi")), names({"say \"hi\""}));
        QCOMPARE(namesWith(office, QStringLiteral("五 ")), names({"王 五"}));
        QCOMPARE(namesWith(office, QStringLiteral("* OR 张")), names({}));
        QVERIFY(office.store->dialect().namePartValue(QStringLiteral(" \t")).isEmpty());
    }

    void indexOfNamesStaysInStep() {
        TempStore office;
        const QString zhang = QStringLiteral("张三");
        office.run(QStringLiteral("INSERT INTO resident (id, name) VALUES (7, ?)"), {zhang});
        office.run(QStringLiteral("UPDATE resident SET name = ? WHERE id = 7"), {QStringLiteral("李四")});
        QVERIFY(namesWith(office, zhang).empty());
        QCOMPARE(namesWith(office, QStringLiteral("四")).size(), size_t(1));
        office.run(QStringLiteral("UPDATE resident SET phone = '1' WHERE id = 7"));
        QCOMPARE(namesWith(office, QStringLiteral("李四")).size(), size_t(1));
        office.run(QStringLiteral("DELETE FROM resident WHERE id = 7"));
        QVERIFY(office.one(QStringLiteral("SELECT rowid FROM resident_name_part WHERE resident_name_part MATCH '李'"))
                    .isNull());
    }

    void partOfANameUsesItsIndex() {
        TempStore office;
        QSqlQuery* plan = must(office.store->run(QStringLiteral("EXPLAIN QUERY PLAN SELECT name FROM resident WHERE ") +
                                                     office.store->dialect().namePartFilter(),
                                                 {QStringLiteral("\"张\"")}));
        QString steps;
        while (plan->next())
            steps += plan->value(3).toString() + QLatin1Char('\n');
        QVERIFY2(steps.contains(QStringLiteral("resident_name_part VIRTUAL TABLE INDEX")), qPrintable(steps));
        QVERIFY2(steps.contains(QStringLiteral("SEARCH resident USING INTEGER PRIMARY KEY")), qPrintable(steps));
        QVERIFY2(!steps.contains(QStringLiteral("SCAN resident\n")), qPrintable(steps));
    }
};

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
