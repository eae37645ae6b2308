// Around the sale, by commands alone: setting up, settings, imports, layouts, a folder that can't be written.
#include "models/store/settings.h"
#include "tests/support/support.h"
#include "tests/support/typed.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>
#include <tuple>
#include <unistd.h>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

/// Root may write everywhere, so the program runs as nobody; from a place that nobody can reach.
struct AsNobody {
    static constexpr QFile::Permissions readable =
        QFile::ReadOwner | QFile::ExeOwner | QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther;
    QTemporaryDir place;
    const QString binary = place.filePath(QStringLiteral("meterdesk"));

    AsNobody() {
        if (!QFile::copy(programPath(), binary) || !QFile::setPermissions(place.path(), readable))
            qFatal("the program can't be copied");
    }
    Ran run(const Program& program, const char* line) const {
        QProcess process;
        process.setProcessEnvironment(program.environment);
        process.setChildProcessModifier([] { static_cast<void>(setuid(65534)); });
        process.start(binary, words("--json --data") + QStringList{program.folder()} + words(line));
        return Program::wait(process);
    }
};

} // namespace

class CliOffice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void setsUpOrLeavesNothing();
    void changesSettings();
    void explainsEverySetting();
    void takesTheDataFolderFromTheEnvironment();
    void hasTheDemoReaderInAnyOffice();
    void importsAllOrNothing();
    void checksLayouts();
    void tellsAStoreThatFails();
    void tellsAFolderThatItMayNotWrite();
    void tellsAFolderThatItMayNotEnter();
    void keepsBooksElsewhere();
    void fillsNoEmptyBooks();
    void givesNextStepsThatFit();
    void answersInChinese();
    void describesLayoutsInChinese();
    void doesWhatTheReadmeSays();
    void takesInACardWithPurchasesMadeElsewhere();
    void runsTheDemoAgainAndAgain();
};

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

void CliOffice::explainsEverySetting() {
    Program program;
    const QJsonArray listed = program.json(words("settings list")).json()[QLatin1String("settings")].toArray();
    QStringList keys;
    for (const QJsonValue one : listed) {
        keys << one[QLatin1String("key")].toString();
        for (const char* part : {"meaning", "takes"})
            QVERIFY2(!one[QLatin1String(part)].toString().isEmpty(), qPrintable(keys.last()));
        QVERIFY(one.toObject().contains(QLatin1String("default")) && one.toObject().contains(QLatin1String("value")));
    }
    QCOMPARE(keys, Settings::knownKeys());
    for (const char* line : {"settings set --help", "settings get --help", "settings list"}) {
        const QByteArray said = program.plain(words(line)).out;
        for (const QString& key : std::as_const(keys))
            QVERIFY2(said.contains(key.toUtf8()), qPrintable(key));
        QVERIFY2(said.contains("yuan per m³") && said.contains("default: 10000.00"), said.constData());
    }
    for (const char* line : {"settings get price.wather", "settings set Price-water 3"}) {
        const Ran unknown = program.json(words(line));
        QCOMPARE(unknown.status, 2);
        QVERIFY2(unknown.out.contains("the nearest is price.water"), unknown.out.constData());
    }
}

void CliOffice::takesTheDataFolderFromTheEnvironment() {
    Program program;
    set(program, "METERDESK_DATA", qPrintable(program.folder()));
    QCOMPARE(program.run(words("--json meter list")).json()[QLatin1String("meters")].toArray().size(), 36);
    const Program other = Program::bare();
    const Ran named = program.run(words("--json meter list --data") + QStringList{other.folder()});
    QCOMPARE(named.error(), QStringLiteral("not-set-up")); // what is typed goes first
    QVERIFY(program.run(words("--help")).out.contains("METERDESK_DATA"));
}

void CliOffice::hasTheDemoReaderInAnyOffice() {
    Program program = realOffice();
    QCOMPARE(program.json(words("--as boss settings set reader simulator")).status, 0);
    const Ran empty = program.plain(words("sim cards"));
    QCOMPARE(empty.status, 0);
    QVERIFY2(empty.out.contains("sim stock") && !empty.out.contains("--demo"), empty.out.constData());
    QCOMPARE(program.json(words("--as boss sim stock")).error(), QStringLiteral("keys-missing"));
    set(program, "METERDESK_PASSPHRASE", "a long phrase");
    QCOMPARE(program.json(words("--as boss keys generate")).status, 0);
    const Ran filled = program.json(words("--as boss sim stock --of-each 2"));
    QCOMPARE(filled.json()[QLatin1String("cards")].toArray().size(), 6);
    QCOMPARE(program.json(words("sim insert cpu-2")).status, 0);
    QCOMPARE(text(program.json(words("--as boss card show")), "finding"), QStringLiteral("blank"));
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
    const QString shipped = sourceDir() + QStringLiteral("/cardio/layouts/sle4442-single.json");
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
    QCOMPARE(made.error(), QStringLiteral("store-unavailable"));
    const Ran asked =
        program.run({QStringLiteral("--json"), QStringLiteral("--data"), below, QStringLiteral("orders")});
    QCOMPARE(asked.status, 5);
    QCOMPARE(asked.error(), QStringLiteral("store-unavailable"));
    const QString noBooks = write(program, "office.db", QByteArray(4096, 'x'));
    const Ran read = program.json(words("orders"));
    QCOMPARE(read.status, 5);
    QVERIFY(read.error().startsWith(QLatin1String("store-")));
}

void CliOffice::fillsNoEmptyBooks() {
    const Program program;
    QFile books(program.path(QStringLiteral("office.db")));
    QVERIFY(books.open(QIODevice::WriteOnly | QIODevice::Truncate)); // what a full disk may leave
    books.close();
    for (const char* suffix : {"-wal", "-shm"})
        QFile::remove(books.fileName() + QLatin1String(suffix));
    const Ran ran = program.json(words("meter list"));
    QCOMPARE(ran.status, 5);
    QCOMPARE(ran.error(), QStringLiteral("store-corrupt"));
    QCOMPARE(QFileInfo(books.fileName()).size(), 0);
}

void CliOffice::keepsBooksElsewhere() {
    const Program program = Program::bare();
    const QStringList books{QStringLiteral("--database"), program.path(QStringLiteral("books.db"))};
    QCOMPARE(program.json(words("setup --demo") + books).status, 0);
    QVERIFY(!QFile::exists(program.path(QStringLiteral("office.db"))));
    QCOMPARE(program.json(words("meter list") + books).json()[QLatin1String("meters")].toArray().size(), 36);
    QCOMPARE(program.json(words("meter list")).error(), QStringLiteral("not-set-up"));
}

void CliOffice::tellsAFolderThatItMayNotWrite() {
    const Program program;
    const AsNobody nobody;
    QVERIFY(QFile::setPermissions(program.folder(), AsNobody::readable));
    for (const char* line :
         {"meter list", "settings set price.water 3", "topup --meter 200100000001 --pay 20", "staff unlock cashier",
          "card issue --meter 200100000001", "meter state 200100000001 faulty --reason r", "sim insert mifare-1",
          "orders", "order reverse 7"}) {
        const Ran ran = nobody.run(program, line);
        QVERIFY2(ran.status == 5, ran.out.constData());
        QCOMPARE(ran.error(), QStringLiteral("store-read-only"));
    }
    QVERIFY(QFile::setPermissions(program.folder(), AsNobody::readable | QFile::WriteOwner));
    QCOMPARE(program.json(words("settings get price.water")).json()[QLatin1String("value")].toString(),
             QStringLiteral("4.00"));
}

void CliOffice::tellsAFolderThatItMayNotEnter() {
    const Program program;
    const AsNobody nobody;
    QVERIFY(QFile::setPermissions(program.folder(), QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther));
    for (const char* line : {"meter list", "setup --demo", "topup --meter 200100000001 --pay 20"}) {
        const Ran ran = nobody.run(program, line);
        QVERIFY2(ran.status == 5, ran.out.constData());
        QVERIFY2(ran.out.contains("may not be entered"), ran.out.constData());
    }
    QVERIFY(QFile::setPermissions(program.folder(), AsNobody::readable | QFile::WriteOwner));
    QCOMPARE(program.json(words("meter list")).status, 0);
}

void CliOffice::givesNextStepsThatFit() {
    const Program program;
    const Ran order = program.json(words("order show 999"));
    QCOMPARE(order.error(), QStringLiteral("not-found"));
    QVERIFY2(!order.out.contains("apartment"), order.out.constData());
    QCOMPARE(program.json({QStringLiteral("settings"), QStringLiteral("set"), QStringLiteral("price.gas"), QString()})
                 .status,
             0);
    QCOMPARE(program.json(words("sim insert sle-1")).status, 0);
    QCOMPARE(program.json(words("card issue --meter 200300000001")).status, 0);
    const Ran ran = program.json(words("topup --meter 200300000001 --pay 20"));
    QCOMPARE(ran.error(), QStringLiteral("price-missing"));
    QVERIFY2(ran.out.contains("price.gas") && !ran.out.contains("price.water"), ran.out.constData());
}

void CliOffice::answersInChinese() {
    Program program;
    set(program, "METERDESK_LANG", "zh_CN");
    QCOMPARE(program.json(words("sim insert cpu-1")).status, 0);
    QCOMPARE(program.json(words("card issue --meter 200200000001")).status, 0);
    const Ran sold = program.json(words("topup --meter 200200000001 --pay 20"));
    QCOMPARE(text(sold, "unit"), QStringLiteral("yuan")); // scripts read the same in every language
    const QByteArray english = QByteArrayLiteral("yuan|administrator|cashier|applied");
    const QByteArray id = text(sold, "order").toLatin1();
    for (const QByteArray& line : {QByteArray("orders"), QByteArray("staff list"), "order show " + id}) {
        const Ran ran = program.plain(words(line.constData()));
        QCOMPARE(ran.status, 0);
        // Names that people sign in with stand first on their line.
        for (const QByteArray& row : ran.out.split('\n'))
            for (const QByteArray& word : english.split('|'))
                QVERIFY2(row.lastIndexOf(word) <= 0, row.constData());
    }
}

void CliOffice::describesLayoutsInChinese() {
    Program program;
    set(program, "METERDESK_LANG", "zh_CN");
    const QString shipped = sourceDir() + QStringLiteral("/cardio/layouts/sle4442-single.json");
    const Ran good = program.json(words("layout check") + QStringList{shipped});
    const QString warning = good.json()[QLatin1String("warnings")][0].toString();
    QVERIFY2(warning.startsWith(QLatin1String("$.")) && warning.contains(QStringLiteral("撕卡")), qPrintable(warning));
    const QString described = good.json()[QLatin1String("described")].toVariant().toStringList().join(u'\n');
    QVERIFY2(described.contains(QStringLiteral("区域")) && !described.contains(QLatin1String("area ")),
             qPrintable(described));
    QFile file(shipped);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString broken =
        write(program, "broken.json", file.readAll().replace("\"least\": \"1\"", "\"least\": \"1.5\""));
    const QString said = program.json(words("layout check") + QStringList{broken})
                             .json()[QLatin1String("error")][QLatin1String("message")]
                             .toString();
    QVERIFY2(said.contains(QStringLiteral("$.limits.least: 不是步长的倍数")), qPrintable(said));
    // Whatever reads the file says why in Chinese: the guard, the schema, the areas and their rules.
    QVERIFY(file.seek(0));
    const QByteArray whole = file.readAll();
    const std::tuple<const char*, const char*, const char*> faults[] = {
        {"\"least\": \"1\"", "\"least\": 1.5", "$.limits.least: 只能是不小于 0 的整数"},
        {"\"sle4442\"", "\"papyrus\"", "$.family: 不是这里可用的词"},
        {"\"basis\"", "\"bases\"", "$: "},
        {"\"address\"", "\"sector\"", "没有意义"},
        {"\"offset\": 0", "\"offset\": 250", "字节"},
    };
    for (const auto& [right, bad, reason] : faults) {
        QByteArray changed = whole;
        const qsizetype at = changed.indexOf(right);
        QVERIFY2(at >= 0, right);
        changed.replace(at, qsizetype(qstrlen(right)), bad);
        const QString path = write(program, "fault.json", changed);
        const QString why = program.json(words("layout check") + QStringList{path})
                                .json()[QLatin1String("error")][QLatin1String("message")]
                                .toString();
        QVERIFY2(why.contains(QString::fromUtf8(reason)), qPrintable(why));
        static const QRegularExpression english(QStringLiteral("[a-z]{2,} [a-z]{2,}"));
        QVERIFY2(!why.contains(english), qPrintable(why));
    }
}

/// The commands of the README are what somebody types who starts; each block goes to the shell as it stands.
void CliOffice::doesWhatTheReadmeSays() {
    QFile readme(sourceDir() + QStringLiteral("/README.md"));
    QVERIFY(readme.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(readme.readAll());
    const QString section =
        text.section(QStringLiteral("## With a real reader"), 1).section(QStringLiteral("\n## "), 0, 0);
    const QStringList parts = section.split(QStringLiteral("```"));
    QCOMPARE(parts.size(), 5);
    const QString office = parts.at(1).section(QLatin1Char('\n'), 1);
    const QString card = parts.at(3).section(QLatin1Char('\n'), 1);

    Program program = Program::bare();
    set(program, "HOME", qPrintable(program.folder()));
    program.environment.remove(QStringLiteral("XDG_DATA_HOME"));
    const QString folder = QFileInfo(programPath()).path();
    program.environment.insert(QStringLiteral("PATH"),
                               folder + QLatin1Char(':') + program.environment.value(QStringLiteral("PATH")));
    const auto type = [&](const QString& lines) {
        QProcess shell;
        shell.setProcessEnvironment(program.environment);
        shell.setWorkingDirectory(program.folder());
        shell.start(QStringLiteral("bash"), {QStringLiteral("-euc"), lines});
        return Program::wait(shell);
    };
    const Ran made = type(office);
    QVERIFY2(made.status == 0, (made.out + made.err).constData());
    QVERIFY(QDir(program.folder()).exists(QStringLiteral(".local/share/meterdesk")));
    QVERIFY(QDir(program.path(QStringLiteral(".local/share/meterdesk"))).removeRecursively());
    QVERIFY(QFile::remove(program.path(QStringLiteral("compound.csv"))));
    const Ran sold = type(office + card); // one shell, as what it exports is typed once
    QVERIFY2(sold.status == 0, (sold.out + sold.err).constData());
    for (const char* said : {"3-1-1201", "200100000001", "49.99", "The meter has taken the credit", "remaining 14.490"})
        QVERIFY2(sold.out.contains(said), (QByteArray(said) + sold.out.right(700)).constData());
    // And what the window is said to take in the demo office.
    const QString demoPart = text.section(QStringLiteral("## With a real reader"), 0, 0);
    static const QRegularExpression named(QStringLiteral("pick `([a-z0-9-]+)`.*apartment `([0-9-]+)`"),
                                          QRegularExpression::DotMatchesEverythingOption);
    const auto recipe = named.match(demoPart);
    QVERIFY(recipe.hasMatch());
    const Program demoOffice;
    QCOMPARE(demoOffice.json({QStringLiteral("sim"), QStringLiteral("insert"), recipe.captured(1)}).status, 0);
    QString first; // of the apartment's meters, by number, as the window shows them
    for (const QJsonValue meter : demoOffice.json(words("meter list")).json()[QLatin1String("meters")].toArray())
        if (first.isEmpty() && meter[QLatin1String("apartment")].toString() == recipe.captured(2))
            first = meter[QLatin1String("number")].toString();
    QCOMPARE(demoOffice.json(words("card issue --meter") + QStringList{first}).status, 0);
}

void CliOffice::takesInACardWithPurchasesMadeElsewhere() {
    // Three offices with the same keys: the card's first one, one with nothing but the meter, and one that was told of
    // the card when it changed over.
    const Program elsewhere;
    const Program bare = Program::copyOf(elsewhere);
    const Program told = Program::copyOf(elsewhere);
    const QString number = QStringLiteral("900100000001");
    const auto import = [&](const Program& program, const QByteArray& more, const QByteArray& values) {
        QFile file(program.path(QStringLiteral("meters.csv")));
        if (!file.open(QIODevice::WriteOnly))
            return Ran();
        file.write("apartment,name,meter,kind,layout" + more + "\n9-1-101,Li,900100000001,water,mifare-alternating" +
                   values + '\n');
        file.close();
        return program.json(words("import --compound Test") + QStringList{file.fileName()});
    };
    QCOMPARE(import(elsewhere, {}, {}).status, 0);
    QCOMPARE(elsewhere.json(words("sim insert mifare-1")).status, 0);
    QCOMPARE(elsewhere.json(words("card issue --meter") + QStringList{number}).status, 0);
    QCOMPARE(elsewhere.json(words("topup --pay 20 --meter") + QStringList{number}).status, 0);
    QCOMPARE(elsewhere.json(words("sim load")).status, 0);
    QCOMPARE(elsewhere.json(words("topup --pay 40 --meter") + QStringList{number}).status, 0);
    const QByteArray uid = text(elsewhere.json(words("card show")), "id").toLatin1();

    QCOMPARE(import(bare, {}, {}).status, 0);
    const Ran imported =
        import(told, ",last count,total purchased,card,card family", ",2,15.000," + uid + ",mifare-classic");
    QVERIFY2(imported.status == 0, imported.out.constData());
    for (const Program* program : {&bare, &told}) {
        const QString file = QStringLiteral("simulator/cards/mifare-1.json");
        QVERIFY(QFile::remove(program->path(file)) && QFile::copy(elsewhere.path(file), program->path(file)));
        QCOMPARE(program->json(words("sim insert mifare-1")).status, 0);
        if (program == &bare)
            QCOMPARE(text(program->json(words("card show")), "finding"), QStringLiteral("unregistered"));
        // The card names its meter itself.
        const Ran adopted = program->json(words("card adopt"));
        QVERIFY2(adopted.status == 0, adopted.out.constData());
        QCOMPARE(text(adopted, "finding"), QStringLiteral("ours"));
        QCOMPARE(text(adopted, "id").toLatin1(), uid);
        QCOMPARE(text(adopted, "meter"), number);
        QCOMPARE(adopted.json()[QLatin1String("count")].toInt(), 2);
        QCOMPARE(text(adopted, "total"), QStringLiteral("15.000"));
        const QString found = QStringLiteral("Count 2, total 15.000: %1. The meter last loaded count 1.");
        // Where the card was in the books already, looking at it has taken that purchase in before.
        QCOMPARE(text(adopted, "found"), program == &bare
                                             ? found.arg(QStringLiteral("taken into the books")) +
                                                   QStringLiteral(" Its last purchase, 10.000, isn't in the meter yet.")
                                             : found.arg(QStringLiteral("as in the books")));
        // What was bought elsewhere isn't loaded yet.
        QCOMPARE(program->json(words("topup --pay 20 --meter") + QStringList{number}).error(),
                 QStringLiteral("card-not-loaded"));
    }
}

void CliOffice::runsTheDemoAgainAndAgain() {
    const Program program;
    const qsizetype cards = program.json(words("sim cards")).json()[QLatin1String("cards")].toArray().size();
    // More often than there are cards in the drawer.
    for (qsizetype run = 0; run < cards + 3; ++run) {
        const Ran ran = program.json(words("demo"));
        QVERIFY2(ran.status == 0, ran.out.constData());
        QCOMPARE(text(ran, "state"), QStringLiteral("loaded"));
        QCOMPARE(text(ran, "paid"), QStringLiteral("50.00"));
        QCOMPARE(ran.json()[QLatin1String("card")][QLatin1String("finding")].toString(), QStringLiteral("ours"));
    }
    const Ran told = program.plain(words("demo"));
    QCOMPARE(told.status, 0);
    for (const char* words : {"1. ", "2. ", "3. ", "4. ", "伍拾元整", "In order"})
        QVERIFY2(told.out.contains(words), told.out.constData());
    QVERIFY(program.json(words("orders --open")).json()[QLatin1String("orders")].toArray().isEmpty());
    QCOMPARE(program.json(words("orders")).json()[QLatin1String("orders")].toArray().size(), cards + 4);
}

QTEST_GUILESS_MAIN(CliOffice)
#include "tst_clioffice.moc"
