// Keys and staff, by commands alone: what opens the keys, what never shows, and who may do what.
#include "models/store/store.h"
#include "tests/support/typed.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace meterdesk;
using namespace meterdesk::test;

class CliKeys : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsKeysLocked();
    void neverPrintsAKey();
    void locksOutAfterFive();
    void keepsToRoles_data();
    void keepsToRoles();
    void wantsALongPassphrase();
    void recordsOnlyKeysThatChanged();
    void neverOffersAWrongCode();
    void makesNoKeyThatCardsHave();
    void teachesTheDemosMeters();
    void countsNoPasswordAsNoTry();
    void opensTheDemoWhateverIsGiven();
};

namespace {

const QByteArray importedKey = QByteArrayLiteral("000102030405060708090a0b0c0d0e0f");

QString purseLoadFile(const Program& program) {
    return write(program, "keys.json",
                 R"({"keys":[{"name":"purse-load","version":1,"algorithm":"3des","hex":")" + importedKey + R"("}]})");
}

} // namespace

void CliKeys::keepsKeysLocked() {
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

void CliKeys::neverPrintsAKey() {
    Program program = realOffice();
    set(program, "METERDESK_PASSPHRASE", "a long phrase");
    const QString file = purseLoadFile(program);
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

void CliKeys::locksOutAfterFive() {
    Program program;
    set(program, "METERDESK_PASSWORD", "not this");
    for (int i = 0; i < 5; ++i) {
        const Ran ran = program.json(words("--as cashier orders"));
        QCOMPARE(ran.status, 1);
        QCOMPARE(ran.error(), QStringLiteral("wrong-password")); // the fifth locks, and says no more than the others
    }
    set(program, "METERDESK_PASSWORD", "cashier");
    QCOMPARE(program.json(words("--as cashier orders")).error(), QStringLiteral("locked-out"));
    QCOMPARE(program.json(words("staff unlock cashier")).status, 0);
    QCOMPARE(program.json(words("--as cashier orders")).status, 0);
}

void CliKeys::keepsToRoles_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("forManager"); // what a manager hears
    QTest::newRow("settings") << QStringLiteral("settings set price.water 3") << QString();
    QTest::newRow("adopt") << QStringLiteral("card adopt --meter 200100000001") << QStringLiteral("card-blank");
    QTest::newRow("decide") << QStringLiteral("order decide 7 --delivered --reason r --by demo")
                            << QStringLiteral("not-found");
    QTest::newRow("keys") << QStringLiteral("keys generate") << QStringLiteral("not-allowed");
    QTest::newRow("passphrase") << QStringLiteral("keys passphrase") << QStringLiteral("not-allowed");
    QTest::newRow("staff") << QStringLiteral("staff role cashier --role manager") << QStringLiteral("not-allowed");
    QTest::newRow("tool") << QStringLiteral("card issue --tool check --holder Wang") << QString();
    QTest::newRow("free") << QStringLiteral("topup --meter 200100000001 --pay 20 --free --reason r")
                          << QStringLiteral("card-blank");
}

void CliKeys::keepsToRoles() {
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

void CliKeys::wantsALongPassphrase() {
    Program program = realOffice();
    set(program, "METERDESK_PASSPHRASE", "1234567");
    const QString file = purseLoadFile(program);
    for (const QStringList& line :
         {words("--as boss keys generate"), words("--as boss keys import") + QStringList{file}}) {
        const Ran refused = program.json(line);
        QCOMPARE(refused.status, 1);
        QCOMPARE(refused.error(), QStringLiteral("passphrase-short"));
        QVERIFY2(refused.out.contains("at least 8 characters"), refused.out.constData());
        QVERIFY(!QFile::exists(program.path(QStringLiteral("keys.sealed"))));
    }
    for (const char* said : {"keys --help", "setup --help"})
        QVERIFY(program.plain(words(said)).out.contains("at least "));
    set(program, "METERDESK_PASSPHRASE", "12345678");
    QCOMPARE(program.json(words("--as boss keys generate")).status, 0);
    // The demo's own, which everybody knows, goes on working.
    Program demo;
    set(demo, "METERDESK_PASSPHRASE", "demo");
    QCOMPARE(demo.json(words("keys list")).status, 0);
    QCOMPARE(demo.json(words("keys generate --rotate")).status, 0);
}

void CliKeys::recordsOnlyKeysThatChanged() {
    Program program = realOffice();
    set(program, "METERDESK_PASSPHRASE", "a long phrase");
    const auto recorded = [&] {
        const auto store = Store::open(program.path(QStringLiteral("office.db")));
        const auto row = (*store)->row(QStringLiteral("SELECT count(*) FROM audit WHERE subject = 'keys'"));
        return row->at(0).toInt();
    };
    QCOMPARE(program.json(words("--as boss keys import /nonexistent.json")).error(), QStringLiteral("file-unreadable"));
    const QString bad = write(program, "bad.json", "{}");
    QCOMPARE(program.json(words("--as boss keys import") + QStringList{bad}).error(), QStringLiteral("keys-refused"));
    QCOMPARE(recorded(), 0);
    QCOMPARE(program.json(words("--as boss keys generate")).status, 0);
    QCOMPARE(recorded(), 1);
    QCOMPARE(program.json(words("--as boss keys passphrase")).error(), QStringLiteral("bad-argument"));
    set(program, "METERDESK_NEW_PASSPHRASE", "short");
    QCOMPARE(program.json(words("--as boss keys passphrase")).error(), QStringLiteral("passphrase-short"));
    QCOMPARE(recorded(), 1);
    set(program, "METERDESK_NEW_PASSPHRASE", "a longer phrase");
    QCOMPARE(program.json(words("--as boss keys passphrase")).status, 0);
    QCOMPARE(recorded(), 2);
}

namespace {

int codeTries(const Program& program) {
    QFile file(program.path(QStringLiteral("simulator/cards/sle-1.json")));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    return QJsonDocument::fromJson(file.readAll()).object().value(QLatin1String("counter")).toInt(-1);
}

QString newestMade(const Program& program, const char* name) {
    QStringList versions;
    const QJsonArray keys = ok(program, words("keys list"))[QLatin1String("keys")].toArray();
    for (const QJsonValue key : keys)
        if (key[QLatin1String("name")].toString() == QLatin1String(name))
            versions << QString::number(key[QLatin1String("version")].toInt());
    return versions.join(QLatin1Char(','));
}

} // namespace

void CliKeys::neverOffersAWrongCode() {
    Program program;
    QCOMPARE(issue(program, QStringLiteral("mifare-1"), water).status, 0);
    QCOMPARE(issue(program, QStringLiteral("cpu-1"), electricity).status, 0);
    QCOMPARE(issue(program, QStringLiteral("sle-1"), gas).status, 0);
    QCOMPARE(codeTries(program), 7);
    const QString sealed = program.path(QStringLiteral("keys.sealed"));
    QVERIFY(QFile::remove(sealed));
    const Ran missing = program.json(words("card show"));
    QCOMPARE(missing.error(), QStringLiteral("keys-missing"));
    QVERIFY2(missing.out.contains("backup"), missing.out.constData());

    set(program, "METERDESK_PASSPHRASE", "a long phrase");
    for (const char* line : {"keys generate", "keys generate sle-psc", "keys generate my-mac:aes-128"}) {
        const Ran refused = program.json(words(line));
        QCOMPARE(refused.error(), QStringLiteral("keys-lost"));
        QVERIFY2(refused.out.contains("version 1 and before") && refused.out.contains("keys import FILE") &&
                     refused.out.contains("--rotate"),
                 refused.out.constData());
        QVERIFY(!QFile::exists(sealed));
    }
    ok(program, words("keys generate --rotate"));
    QCOMPARE(newestMade(program, "sle-psc"), QStringLiteral("2"));
    for (const auto& [card, meter] :
         {std::pair("sle-1", gas), std::pair("mifare-1", water), std::pair("cpu-1", electricity)}) {
        ok(program, words("sim insert") + QStringList{QString::fromLatin1(card)});
        const Ran sold = program.json(sale(meter));
        QVERIFY2(sold.error() == QLatin1String("keys-missing"), sold.out.constData());
        program.json(words("card show"));
    }
    QCOMPARE(codeTries(program), 7);
    QCOMPARE(ok(program, words("orders"))[QLatin1String("orders")].toArray().size(), 0); // nothing was booked
    ok(program, words("keys generate"));                                                 // all are there
    QCOMPARE(newestMade(program, "sle-psc"), QStringLiteral("2"));
    // A new card gets the new keys, and is sold to.
    ok(program, words("sim insert sle-2"));
    ok(program, words("card replace --reason keys --meter") + QStringList{gas});
    ok(program, sale(gas));
}

void CliKeys::makesNoKeyThatCardsHave() {
    Program program;
    QCOMPARE(issue(program, QStringLiteral("sle-1"), gas).status, 0);
    QVERIFY(QFile::remove(program.path(QStringLiteral("keys.sealed"))));
    set(program, "METERDESK_PASSPHRASE", "a long phrase");
    ok(program, words("keys import") + QStringList{purseLoadFile(program)}); // only a part comes back
    QCOMPARE(program.json(words("keys generate")).error(), QStringLiteral("keys-lost"));
    QCOMPARE(program.json(words("keys generate sle-psc")).error(), QStringLiteral("keys-lost"));
    ok(program, words("keys generate card-access record-mac")); // no card has these yet
    ok(program, words("keys generate --rotate sle-psc"));
    QCOMPARE(newestMade(program, "sle-psc"), QStringLiteral("2"));
    QCOMPARE(program.json(sale(gas)).error(), QStringLiteral("keys-missing"));
    QCOMPARE(codeTries(program), 7);
}

void CliKeys::teachesTheDemosMeters() {
    const Program program;
    ok(program, words("keys generate --rotate"));
    QCOMPARE(issue(program, QStringLiteral("mifare-3"), water).status, 0);
    ok(program, sale(water));
    const Ran loaded = program.json(words("sim load"));
    QVERIFY2(loaded.json()[QLatin1String("loaded")].toBool(), loaded.out.constData());
    // The drawer's own cards have the keys from before.
    QCOMPARE(issue(program, QStringLiteral("cpu-1"), electricity).status, 0);
    ok(program, sale(electricity));
    QVERIFY(ok(program, words("sim load"))[QLatin1String("loaded")].toBool());
    // What the demo's meters can't learn is no reason to say that there are no keys.
    QFile broken(program.path(QStringLiteral("simulator/cards/mifare-2.json")));
    QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("[") == 1);
    broken.close();
    const QJsonObject made = ok(program, words("keys generate --rotate"));
    QVERIFY(made.contains(QLatin1String("demoMeters")));
    QCOMPARE(newestMade(program, "record-mac"), QStringLiteral("1,2,3"));
}

void CliKeys::countsNoPasswordAsNoTry() {
    Program program;
    for (int i = 0; i < 6; ++i) {
        const Ran ran = program.json(words("--as cashier orders"));
        QCOMPARE(ran.status, 1);
        QCOMPARE(ran.error(), QStringLiteral("not-signed-in"));
        QVERIFY2(ran.out.contains("METERDESK_PASSWORD"), ran.out.constData());
        const Ran second = program.json(words("order decide 7 --delivered --reason seen --by cashier"));
        QCOMPARE(second.error(), QStringLiteral("second-person-missing"));
        QVERIFY2(second.out.contains("METERDESK_SECOND_PASSWORD"), second.out.constData());
    }
    set(program, "METERDESK_PASSWORD", "cashier");
    QCOMPARE(program.json(words("--as cashier orders")).status, 0);
}

void CliKeys::opensTheDemoWhateverIsGiven() {
    Program program;
    ok(program, words("keys generate --rotate")); // without any
    set(program, "METERDESK_PASSPHRASE", "another office's phrase");
    QCOMPARE(newestMade(program, "record-mac"), QStringLiteral("1,2"));
    ok(program, words("keys generate --rotate"));
    QCOMPARE(newestMade(program, "record-mac"), QStringLiteral("1,2,3"));
    QCOMPARE(issue(program, QStringLiteral("mifare-1"), water).status, 0);
    program.environment.remove(QStringLiteral("METERDESK_PASSPHRASE"));
    ok(program, sale(water)); // sealed as before
    // Its own, once it has one.
    set(program, "METERDESK_NEW_PASSPHRASE", "the demo's new phrase");
    ok(program, words("keys passphrase"));
    QCOMPARE(program.json(words("keys list")).error(), QStringLiteral("keys-damaged"));
    set(program, "METERDESK_PASSPHRASE", "the demo's new phrase");
    ok(program, words("keys list"));
    set(program, "METERDESK_PASSPHRASE", "another office's phrase");
    QCOMPARE(program.json(words("keys list")).error(), QStringLiteral("keys-damaged"));
}

QTEST_GUILESS_MAIN(CliKeys)
#include "tst_clikeys.moc"
