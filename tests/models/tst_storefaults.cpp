// What disks and other programs do to the books: no folder, no right to write, no space, damage, and two programs at
// once. Faults are real ones: another user, a file system of 2 MB, a killed process. The program runs itself again for
// what a process can do only once, as `tst_storefaults child:TASK PATH`.
#include "models/store/store.h"
#include "tests/support/tempstore.h"

#include <QFile>
#include <QProcess>
#include <QSqlDatabase>
#include <QtTest>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

constexpr uint nobody = 65534;

const QString addSetting = QStringLiteral("INSERT INTO setting (key, value) VALUES (?, ?)");
const QString countSettings = QStringLiteral("SELECT count(*) FROM setting");
const QString addOne = QStringLiteral("INSERT INTO counter (name, value) VALUES ('n', 1) "
                                      "ON CONFLICT (name) DO UPDATE SET value = value + 1");

Status count(Store& store) {
    return store.transact([&]() -> Status {
        MD_TRY(store.change(addOne));
        return {};
    });
}

QByteArray answer(const Status& status) {
    return status ? QByteArrayLiteral("ok") : status.error().name().toLatin1();
}

QByteArray openAnswer(const QString& path) {
    const auto store = Store::open(path);
    return store ? QByteArrayLiteral("ok") : store.error().name().toLatin1();
}

void say(const QByteArray& line) {
    std::printf("%s\n", line.constData());
    std::fflush(stdout);
}

// --- what children do -------------------------------------------------------------------------------------------

/// As a user whom the folder's rights bind, which they don't the superuser.
int openAsNobody(const QString& path) {
    QSqlDatabase::drivers(); // loads the plugin while its file can still be read
    if (geteuid() == 0 && (setgid(nobody) != 0 || setuid(nobody) != 0))
        return 1;
    say(openAnswer(path));
    return 0;
}

/// A small file system seen by this process alone; it goes with the process.
bool mountSmallDisk(const QString& folder) {
    const bool root = geteuid() == 0;
    return unshare(CLONE_NEWNS | (root ? 0 : CLONE_NEWUSER)) == 0 &&
           mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
           mount("tmpfs", qPrintable(folder), "tmpfs", 0, "size=2m") == 0;
}

/// Fills the disk under the books, then makes room again.
int fillDisk(const QString& folder) {
    if (!mountSmallDisk(folder)) {
        say("no-mount");
        return 0;
    }
    QFile ballast(folder + QStringLiteral("/ballast"));
    if (!ballast.open(QIODevice::WriteOnly) || ballast.write(QByteArray(300000, 'x')) != 300000 || !ballast.flush())
        return 1;
    const std::unique_ptr<Store> store = must(Store::open(folder + QStringLiteral("/office.db")));
    const QString page(3000, QLatin1Char('x'));
    Status status;
    int kept = 0;
    while (kept < 2000 && status) {
        status = store->transact([&]() -> Status {
            MD_TRY(store->change(addSetting, {QString::number(kept), page}));
            return {};
        });
        kept += status ? 1 : 0;
    }
    say(answer(status));
    say(must(store->row(countSettings)).at(0).toInt() == kept ? "kept what was committed" : "lost or added rows");
    ballast.remove();
    say(answer(count(*store)));
    say(must(store->row(QStringLiteral("PRAGMA integrity_check"))).at(0).toByteArray());
    return 0;
}

/// Counts up, and says each number only once it is committed.
int countUp(const QString& path, int times) {
    const std::unique_ptr<Store> store = must(Store::open(path));
    for (int i = 0; i < times; ++i) {
        must(count(*store));
        say(QByteArray::number(must(store->row(QStringLiteral("SELECT value FROM counter"))).at(0).toInt()));
    }
    return 0;
}

int child(const QString& task, const QString& path) {
    if (task == QStringLiteral("child:nobody"))
        return openAsNobody(path);
    if (task == QStringLiteral("child:full"))
        return fillDisk(path);
    if (task == QStringLiteral("child:count"))
        return countUp(path, 100);
    return task == QStringLiteral("child:forever") ? countUp(path, 1000000) : 2;
}

// ----------------------------------------------------------------------------------------------------------------

void startChild(QProcess& process, const char* task, const QString& path) {
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(), {QString::fromLatin1(task), path});
}

QList<QByteArray> runChild(const char* task, const QString& path) {
    QProcess process;
    startChild(process, task, path);
    if (!process.waitForFinished() || process.exitCode() != 0)
        return {"child failed"};
    return process.readAllStandardOutput().trimmed().split('\n');
}

void overwrite(const QString& path, qint64 from, qint64 length) {
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || !file.seek(from) || file.write(QByteArray(length, '\xa5')) != length)
        qFatal("can't overwrite");
}

} // namespace

class TestStoreFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void missingFolder() {
        TempStore office;
        const auto store = Store::open(office.folder() + QStringLiteral("/none/office.db"));
        QVERIFY(!store);
        QCOMPARE(store.error().code, ErrorCode::StoreUnavailable);
        QVERIFY2(store.error().message().contains(QStringLiteral("/none")), qPrintable(store.error().message()));
        QCOMPARE(openAnswer(office.path() + QStringLiteral("/office.db")), "store-unavailable"); // a file as folder
        QCOMPARE(openAnswer(office.folder()), "store-unavailable");                              // a folder as file
    }

    void readOnlyFolderAndFile() {
        TempStore office;
        const auto open = QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther;
        const auto readable = QFile::ReadOwner | QFile::ReadOther;
        office.store.reset();
        QVERIFY(QFile::setPermissions(office.path(), readable | QFile::WriteOther | QFile::WriteOwner));
        QVERIFY(QFile::setPermissions(office.folder(), open));
        QCOMPARE(runChild("child:nobody", office.path()), QList<QByteArray>{"store-read-only"});
        QCOMPARE(runChild("child:nobody", office.folder() + QStringLiteral("/new.db")),
                 QList<QByteArray>{"store-read-only"});
        QVERIFY(QFile::setPermissions(office.folder(), open | QFile::WriteOther | QFile::WriteOwner));
        QVERIFY(QFile::setPermissions(office.path(), readable));
        QCOMPARE(runChild("child:nobody", office.path()), QList<QByteArray>{"store-read-only"});
        QVERIFY(QFile::setPermissions(office.path(), readable | QFile::WriteOther | QFile::WriteOwner));
        QCOMPARE(runChild("child:nobody", office.path()), QList<QByteArray>{"ok"});
    }

    void booksThatTurnReadOnly() {
        TempStore office;
        must(office.store->execute(QStringLiteral("PRAGMA query_only = ON"))); // SQLITE_READONLY at the next change
        QCOMPARE(answer(count(*office.store)), "store-read-only");
        must(office.store->execute(QStringLiteral("PRAGMA query_only = OFF")));
        QCOMPARE(answer(count(*office.store)), "ok");
    }

    void fullDisk() {
        TempStore office;
        const QString folder = office.folder() + QStringLiteral("/small");
        QVERIFY(QDir().mkdir(folder));
        const QList<QByteArray> said = runChild("child:full", folder);
        if (said == QList<QByteArray>{"no-mount"})
            qInfo("this user can't mount; booksAtTheirLimit() alone stands for the full disk");
        else
            QCOMPARE(said, (QList<QByteArray>{"store-full", "kept what was committed", "ok", "ok"}));
    }

    void booksAtTheirLimit() {
        TempStore office;
        const int pages = office.one(QStringLiteral("PRAGMA page_count")).toInt();
        must(office.store->execute(QStringLiteral("PRAGMA max_page_count = %1").arg(pages + 1)));
        int after = 0; // statements that ran although the disk was full
        const Status full = office.store->transact([&]() -> Status {
            const QString large(100000, QLatin1Char('x'));
            const auto refused = office.store->change(addSetting, {QStringLiteral("a"), large});
            // A caller that goes on regardless must not write outside the transaction that SQLite has rolled back.
            after = office.store->change(addSetting, {QStringLiteral("b"), QString()}) ? 1 : 0;
            return refused ? Status() : fail(ErrorCode::Cancelled);
        });
        QCOMPARE(after, 0);
        QVERIFY(!full);
        QCOMPARE(office.one(countSettings).toInt(), 0);
        const auto alone = office.store->change(addSetting, {QStringLiteral("a"), QString(100000, QLatin1Char('x'))});
        QCOMPARE(alone.error().code, ErrorCode::StoreFull);
        must(office.store->execute(QStringLiteral("PRAGMA max_page_count = 100000")));
        QCOMPARE(answer(count(*office.store)), "ok");
    }

    void notADatabase() {
        TempStore office;
        const QString path = office.folder() + QStringLiteral("/letter.db");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'a'));
        file.close();
        QCOMPARE(openAnswer(path), "store-corrupt");
    }

    void damagedBooks() {
        TempStore office;
        for (int i = 0; i < 300; ++i)
            office.run(addSetting, {QString::number(i), QString(500, QLatin1Char('x'))});
        office.store.reset(); // takes the log into the file
        const qint64 size = QFileInfo(office.path()).size();
        overwrite(office.path(), 4096, size - 4096); // all but the first page
        QCOMPARE(openAnswer(office.path()), "store-corrupt");
        QVERIFY(QFile::resize(office.path(), 2000)); // cut off within the first
        QCOMPARE(openAnswer(office.path()), "store-corrupt");
    }

    void anotherProgramIsWriting() {
        TempStore office;
        const std::unique_ptr<Store> other = office.another();
        must(office.store->execute(QStringLiteral("PRAGMA busy_timeout = 20"))); // five seconds otherwise
        must(other->transact([&]() -> Status {
            MD_TRY(other->change(addOne));
            const Status busy = count(*office.store);
            if (answer(busy) != "store-busy" || office.store->inTransaction())
                return fail(ErrorCode::StoreError, QString::fromLatin1(answer(busy)));
            // Reading goes on, and sees what is committed.
            MD_TRY(office.store->row(countSettings));
            return {};
        }));
        QCOMPARE(answer(count(*office.store)), "ok");
        QCOMPARE(office.one(QStringLiteral("SELECT value FROM counter")).toInt(), 2);
    }

    void twoProgramsLoseNothing() {
        TempStore office;
        QProcess first;
        QProcess second;
        startChild(first, "child:count", office.path());
        startChild(second, "child:count", office.path());
        for (int i = 0; i < 100; ++i)
            QCOMPARE(answer(count(*office.store)), "ok");
        QVERIFY(first.waitForFinished() && second.waitForFinished());
        QCOMPARE(first.exitCode() + second.exitCode(), 0);
        QCOMPARE(office.one(QStringLiteral("SELECT value FROM counter")).toInt(), 300);
    }

    void killedProgramKeepsWhatItCommitted() {
        TempStore office;
        QProcess process;
        startChild(process, "child:forever", office.path());
        int said = 0;
        while (said < 50) {
            QVERIFY(process.waitForReadyRead());
            while (process.canReadLine())
                said = process.readLine().trimmed().toInt();
        }
        process.kill();
        QVERIFY(process.waitForFinished());
        for (const QByteArray& line : process.readAllStandardOutput().split('\n'))
            said = std::max(said, line.toInt()); // a last line may be cut; it is then a smaller number
        office.reopen();
        QVERIFY(office.one(QStringLiteral("SELECT value FROM counter")).toInt() >= said);
        QCOMPARE(office.one(QStringLiteral("PRAGMA integrity_check")).toString(), QStringLiteral("ok"));
        QCOMPARE(answer(count(*office.store)), "ok");
    }
};

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    if (argc == 3 && QByteArray(argv[1]).startsWith("child:"))
        return child(QString::fromLocal8Bit(argv[1]), QString::fromLocal8Bit(argv[2]));
    TestStoreFaults test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_storefaults.moc"
