// Around the sale, by commands alone: setting up, keys, staff and roles, settings, imports, layouts, a folder that
// can't be written.
#include "tests/support/program.h"
#include "tests/support/support.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace meterdesk;
using test::Program;
using test::Ran;

class CliOffice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void setsUpOrLeavesNothing();
    void keepsKeysLocked();
    void neverPrintsAKey();
    void locksOutAfterFive();
    void keepsToRoles_data();
    void keepsToRoles();
    void changesSettings();
    void importsAllOrNothing();
    void checksLayouts();
    void tellsAStoreThatFails();
    void keepsBooksElsewhere();
};

namespace {

QStringList words(const char* line) {
    return QString::fromLatin1(line).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

void set(Program& program, const char* variable, const char* value) {
    program.environment.insert(QString::fromLatin1(variable), QString::fromLatin1(value));
}

QString write(const Program& program, const char* name, const QByteArray& bytes) {
    const QString path = program.path(QString::fromLatin1(name));
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path : QString();
}

/// An empty real office with its administrator `boss`, signed in by the environment.
Program realOffice() {
    Program program = Program::bare();
    set(program, "METERDESK_PASSWORD", "bossboss");
    program.json(words("--as boss setup"));
    return program;
}

const QByteArray importedKey = QByteArrayLiteral("000102030405060708090a0b0c0d0e0f");

} // namespace

void CliOffice::setsUpOrLeavesNothing() {
    Program program = Program::bare();
    QCOMPARE(program.json(words("orders")).error(), QStringLiteral("not-set-up"));
    QCOMPARE(program.json(words("setup")).status, 2);
    set(program, "METERDESK_PASSWORD", "short");
    QCOMPARE(program.json(words("--as boss setup")).status, 2);
    QVERIFY(QDir(program.folder()).isEmpty());
    set(program, "METERDESK_PASSWORD", "bossboss");
    QCOMPARE(program.json(words("--as boss setup")).status, 0);
    QCOMPARE(program.json(words("--as boss setup")).error(), QStringLiteral("already-exists"));
    QCOMPARE(program.json(words("setup --demo")).error(), QStringLiteral("already-exists"));
    QCOMPARE(program.json(words("--as boss orders")).status, 0);
    QCOMPARE(program.json(words("orders")).error(), QStringLiteral("not-signed-in"));
}

void CliOffice::keepsKeysLocked() {
    Program program = realOffice();
    QCOMPARE(program.json(words("--as boss keys generate")).error(), QStringLiteral("keys-locked"));
    QCOMPARE(program.json(words("keys list")).error(), QStringLiteral("keys-missing"));
    set(program, "METERDESK_PASSPHRASE", "a long phrase");
    QCOMPARE(program.json(words("--as boss keys generate")).status, 0);
    QVERIFY(!program.json(words("keys list")).json()[QLatin1String("keys")].toArray().isEmpty());
    set(program, "METERDESK_PASSPHRASE", "another phrase");
    QCOMPARE(program.json(words("keys list")).error(), QStringLiteral("keys-damaged"));
    const Ran wrong = program.json(words("--as boss --reader simulator card show"));
    QCOMPARE(wrong.status, 1);
    QCOMPARE(wrong.error(), QStringLiteral("keys-damaged"));
    program.environment.remove(QStringLiteral("METERDESK_PASSPHRASE"));
    const Ran locked = program.json(words("--as boss --reader simulator card show"));
    QCOMPARE(locked.status, 1);
    QCOMPARE(locked.error(), QStringLiteral("keys-locked"));
}

void CliOffice::neverPrintsAKey() {
    Program program = realOffice();
    set(program, "METERDESK_PASSPHRASE", "a long phrase");
    const QString file =
        write(program, "keys.json",
              R"({"keys":[{"name":"purse-load","version":1,"algorithm":"3des","hex":")" + importedKey + R"("}]})");
    const Ran imported = program.json(words("--as boss keys import") + QStringList{file});
    QVERIFY2(imported.status == 0, imported.out.constData());
    for (const Ran& ran : {imported, program.json(words("keys list")), program.plain(words("keys list")),
                           program.json(words("--as boss keys generate --rotate"))}) {
        QCOMPARE(ran.status, 0);
        QVERIFY(ran.out.contains("purse-load"));
        QVERIFY(!(ran.out + ran.err).toLower().contains(importedKey));
    }
    const QString bad = write(program, "bad.json", R"({"keys":[{"name":"purse-load","hex":"00"}]})");
    QCOMPARE(program.json(words("--as boss keys import") + QStringList{bad}).error(), QStringLiteral("keys-refused"));
}

void CliOffice::locksOutAfterFive() {
    Program program;
    set(program, "METERDESK_PASSWORD", "not this");
    for (int i = 0; i < 5; ++i) {
        const Ran ran = program.json(words("--as cashier orders"));
        QCOMPARE(ran.status, 1);
        QVERIFY(ran.error() == QLatin1String("wrong-password") || i == 4);
    }
    set(program, "METERDESK_PASSWORD", "cashier");
    QCOMPARE(program.json(words("--as cashier orders")).error(), QStringLiteral("locked-out"));
    QCOMPARE(program.json(words("staff unlock cashier")).status, 0);
    QCOMPARE(program.json(words("--as cashier orders")).status, 0);
}

void CliOffice::keepsToRoles_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("forManager"); // what a manager hears
    QTest::newRow("settings") << QStringLiteral("settings set price.water 3") << QString();
    QTest::newRow("adopt") << QStringLiteral("card adopt --meter 200100000001") << QStringLiteral("card-blank");
    QTest::newRow("decide") << QStringLiteral("order decide 7 --delivered --reason r --by demo")
                            << QStringLiteral("not-found");
    QTest::newRow("keys") << QStringLiteral("keys generate") << QStringLiteral("not-allowed");
    QTest::newRow("staff") << QStringLiteral("staff role cashier --role manager") << QStringLiteral("not-allowed");
    QTest::newRow("tool") << QStringLiteral("card issue --tool check --holder Wang") << QString();
    QTest::newRow("free") << QStringLiteral("topup --meter 200100000001 --pay 20 --free --reason r")
                          << QStringLiteral("card-blank");
}

void CliOffice::keepsToRoles() {
    QFETCH(QString, line);
    QFETCH(QString, forManager);
    Program program;
    set(program, "METERDESK_PASSPHRASE", "demo");
    set(program, "METERDESK_SECOND_PASSWORD", "demodemo");
    QCOMPARE(program.json(words("sim insert mifare-1")).status, 0);
    const QStringList command = line.split(QLatin1Char(' '));
    set(program, "METERDESK_PASSWORD", "cashier");
    const Ran cashier = program.json(words("--as cashier") + command);
    QCOMPARE(cashier.status, 1);
    QVERIFY2(cashier.error() == QLatin1String("not-allowed"), cashier.out.constData());
    set(program, "METERDESK_PASSWORD", "manager");
    const Ran manager = program.json(words("--as manager") + command);
    QVERIFY2(manager.error() == forManager, manager.out.constData());
}

void CliOffice::changesSettings() {
    const Program program;
    const Ran set = program.json(words("settings set terminal 00112233aabb"));
    QCOMPARE(set.status, 0);
    QCOMPARE(set.json()[QLatin1String("value")].toString(), QStringLiteral("00112233AABB"));
    QCOMPARE(program.plain(words("settings get terminal")).out.trimmed(), QByteArrayLiteral("00112233AABB"));
    QCOMPARE(program.json(words("settings set price.water 0")).status, 2);
    QCOMPARE(program.json(words("settings get price.water")).json()[QLatin1String("value")].toString(),
             QStringLiteral("4.00"));
}

void CliOffice::importsAllOrNothing() {
    const Program program;
    const auto count = [&] {
        return program.json(words("meter list")).json()[QLatin1String("meters")].toArray().size();
    };
    const QByteArray head = "apartment,name,phone,meter,kind,layout,colour\n";
    const QString good =
        write(program, "good.csv", head + "9-1-101,Li,10012345699,900100000001,water,mifare-alternating,red\n");
    const Ran dry = program.json(words("import --dry-run --compound Test") + QStringList{good});
    QVERIFY2(dry.status == 0, dry.out.constData());
    QCOMPARE(dry.json()[QLatin1String("ignored")].toArray().size(), 1);
    QCOMPARE(count(), 36);
    const QString bad = write(program, "bad.csv",
                              head + "9-1-101,Li,10012345699,900100000001,water,mifare-alternating,\n"
                                     "9-1-102,Li,10012345699,900100000002,wine,mifare-alternating,\n");
    const Ran refused = program.json(words("import --compound Test") + QStringList{bad});
    QCOMPARE(refused.status, 1);
    QCOMPARE(refused.error(), QStringLiteral("import-refused"));
    QCOMPARE(refused.json()[QLatin1String("faults")][0][QLatin1String("line")].toInt(), 3);
    QCOMPARE(count(), 36);
    // "李" as Excel writes it, in GB18030.
    const QString chinese =
        write(program, "gb.csv", head + "9-1-101,\xc0\xee,10012345699,900100000001,water,mifare-alternating,\n");
    QCOMPARE(program.json(words("import --compound Test") + QStringList{chinese}).status, 0);
    QCOMPARE(count(), 37);
}

void CliOffice::checksLayouts() {
    const Program program;
    const QString shipped = test::sourceDir() + QStringLiteral("/cardio/layouts/sle4442-single.json");
    const Ran good = program.json(words("layout check") + QStringList{shipped});
    QVERIFY2(good.status == 0, good.out.constData());
    QCOMPARE(good.json()[QLatin1String("valid")].toBool(), true);
    QFile file(shipped);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString broken = write(program, "broken.json", file.readAll().replace("\"sle4442\"", "\"papyrus\""));
    const Ran bad = program.json(words("layout check") + QStringList{broken});
    QCOMPARE(bad.status, 1);
    QCOMPARE(bad.error(), QStringLiteral("layout-invalid"));
    QVERIFY2(bad.out.contains("$.family") || bad.out.contains("/family"), bad.out.constData());
}

void CliOffice::tellsAStoreThatFails() {
    const Program program;
    // A folder below a file can't be made, whoever asks.
    const QString below = write(program, "file", "x") + QStringLiteral("/office");
    const Ran made = program.run(
        {QStringLiteral("--json"), QStringLiteral("--data"), below, QStringLiteral("setup"), QStringLiteral("--demo")});
    QCOMPARE(made.status, 5);
    QCOMPARE(made.error(), QStringLiteral("store-read-only"));
    const QString noBooks = write(program, "office.db", QByteArray(4096, 'x'));
    const Ran read = program.json(words("orders"));
    QCOMPARE(read.status, 5);
    QVERIFY(read.error().startsWith(QLatin1String("store-")));
}

void CliOffice::keepsBooksElsewhere() {
    const Program program = Program::bare();
    const QStringList books{QStringLiteral("--database"), program.path(QStringLiteral("books.db"))};
    QCOMPARE(program.json(words("setup --demo") + books).status, 0);
    QVERIFY(!QFile::exists(program.path(QStringLiteral("office.db"))));
    QCOMPARE(program.json(words("meter list") + books).json()[QLatin1String("meters")].toArray().size(), 36);
    QCOMPARE(program.json(words("meter list")).error(), QStringLiteral("not-set-up"));
}

QTEST_GUILESS_MAIN(CliOffice)
#include "tst_clioffice.moc"
