// The store: transactions, what is counted as a commit, and that two programs may share the books.
#include "models/store/dialect.h"
#include "models/store/migrations.h"
#include "models/store/store.h"
#include "tests/support/tempstore.h"

#include <QtTest>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

const QString addSetting = QStringLiteral("INSERT INTO setting (key, value) VALUES (?, ?)");
const QString countSettings = QStringLiteral("SELECT count(*) FROM setting");

} // namespace

class TestStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void connectionIsDurable() {
        TempStore office;
        QCOMPARE(office.one(QStringLiteral("PRAGMA journal_mode")).toString(), QStringLiteral("wal"));
        QCOMPARE(office.one(QStringLiteral("PRAGMA synchronous")).toInt(), 2);
        QCOMPARE(office.one(QStringLiteral("PRAGMA foreign_keys")).toInt(), 1);
        QCOMPARE(office.one(QStringLiteral("PRAGMA busy_timeout")).toInt(), 5000);
    }

    void transactionCommitsOnceWhereItWrote() {
        TempStore office;
        const qint64 before = office.store->commits();
        must(office.store->transact([&]() -> Status {
            MD_TRY(office.store->change(addSetting, {QStringLiteral("a"), QStringLiteral("1")}));
            MD_TRY(office.store->change(addSetting, {QStringLiteral("b"), QString()}));
            return {};
        }));
        QCOMPARE(office.store->commits(), before + 1);
        must(office.store->transact([&]() -> Status {
            MD_TRY(office.store->row(countSettings));
            return {};
        }));
        QCOMPARE(office.store->commits(), before + 1);
        office.reopen();
        QCOMPARE(office.one(countSettings).toInt(), 2);
    }

    void failureRollsBack() {
        TempStore office;
        const Status done = office.store->transact([&]() -> Status {
            MD_TRY(office.store->change(addSetting, {QStringLiteral("a"), QStringLiteral("1")}));
            return fail(ErrorCode::Cancelled);
        });
        QCOMPARE(done.error().code, ErrorCode::Cancelled);
        QVERIFY(!office.store->inTransaction());
        QCOMPARE(office.one(countSettings).toInt(), 0);
    }
};

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
