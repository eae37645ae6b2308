// Opening an office: folder, books, keys, sign-in and reader.
#include "cardio/desk/office.h"
#include "models/staff/staffbook.h"
#include "tests/support/tempoffice.h"

#include <QFileInfo>
#include <QtTest>

using namespace meterdesk;
using namespace meterdesk::test;

class TestOffice : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qunsetenv("METERDESK_PASSPHRASE"); }
    void folder();
    void keys();
    void signIn();
    void readers();

private:
    static OfficeOptions in(const QTemporaryDir& dir) {
        OfficeOptions options;
        options.dataFolder = dir.filePath(QStringLiteral("office"));
        options.create = true;
        return options;
    }
};

void TestOffice::folder() {
    const QTemporaryDir dir;
    OfficeOptions options = in(dir);
    options.create = false;
    QCOMPARE(nameOf(Office::open(options)), QStringLiteral("not-set-up"));
    QVERIFY(!QFileInfo::exists(options.dataFolder));
    options.create = true;
    const auto office = Office::open(options);
    QVERIFY2(office, qPrintable(nameOf(office)));
    const auto others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QVERIFY(!(QFileInfo(options.dataFolder).permissions() & others));
    QVERIFY(QFileInfo::exists((*office)->dataFolder() + QStringLiteral("/office.db")));
    for (const QString& layout : TempOffice::layoutIds())
        QVERIFY((*office)->layouts().find(layout));
    options.create = false;
    QVERIFY(Office::open(options));
}

void TestOffice::keys() {
    const QTemporaryDir dir;
    OfficeOptions options = in(dir);
    QCOMPARE(nameOf((*Office::open(options))->requireKeys()), QStringLiteral("keys-missing"));
    QVERIFY(KeyStore(options.dataFolder).generate(QStringLiteral("open sesame")));
    options.passphrase = QStringLiteral("wrong");
    QCOMPARE(nameOf((*Office::open(options))->requireKeys()), QStringLiteral("keys-damaged"));
    QVERIFY(!(*Office::open(options))->keys());
    options.passphrase = QStringLiteral("open sesame");
    const auto office = Office::open(options);
    QVERIFY((*office)->keys());
    QVERIFY((*office)->keys()->has(QStringLiteral("record-mac")));
}

void TestOffice::signIn() {
    const QTemporaryDir dir;
    const auto office = Office::open(in(dir));
    QVERIFY(office);
    QCOMPARE(nameOf((*office)->signIn({}, {})), QStringLiteral("not-signed-in"));
    QVERIFY(StaffBook((*office)->store())
                .add(QStringLiteral("boss"), QStringLiteral("Boss"), Role::Administrator, QStringLiteral("secret 1")));
    QCOMPARE(nameOf((*office)->signIn(QStringLiteral("boss"), QStringLiteral("secret 2"))),
             QStringLiteral("wrong-password"));
    const auto session = (*office)->signIn(QStringLiteral("boss"), QStringLiteral("secret 1"));
    QVERIFY2(session, qPrintable(nameOf(session)));
    QCOMPARE(session->role, Role::Administrator);
}

void TestOffice::readers() {
    const QTemporaryDir dir;
    OfficeOptions options = in(dir);
    options.reader = QStringLiteral("simulator");
    const auto office = Office::open(options);
    QVERIFY((*office)->usesSimulator());
    const auto reader = (*office)->reader();
    QVERIFY2(reader, qPrintable(nameOf(reader)));
    const auto present = (*reader)->cardPresent();
    QVERIFY(present);
    QVERIFY(!*present);
    options.reader.clear();
    QVERIFY(!(*Office::open(options))->usesSimulator());
    QVERIFY(Settings((*office)->store(), {1, {}, {}, Role::Administrator})
                .setValue(QStringLiteral("demo"), QStringLiteral("1")));
    QVERIFY((*Office::open(options))->usesSimulator());
    QVERIFY((*Office::open(options))->isDemo());
}

QTEST_GUILESS_MAIN(TestOffice)
#include "tst_office.moc"
