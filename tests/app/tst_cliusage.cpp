// How the program takes what is typed: help, wrong usage, hostile words, lost output, no display.
#include "tests/support/typed.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>
#include <algorithm>

using namespace meterdesk;
using namespace meterdesk::test;

class CliUsage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void helps_data();
    void helps();
    void refusesWrongUsage_data();
    void refusesWrongUsage();
    void namesTheWrongWord_data();
    void namesTheWrongWord();
    void takesGlobalOptionsAnywhere();
    void standsHostileWords_data();
    void standsHostileWords();
    void doesNotSteerTheTerminal();
    void tellsLostOutput();
    void meetsWhatStandsInTheWay_data();
    void meetsWhatStandsInTheWay();
    void saysThatThereIsNoDisplay();
    void tellsItsVersion();
};

namespace {

QString help(const QString& line, const char* language) {
    Program program = Program::bare();
    program.environment.insert(QStringLiteral("METERDESK_LANG"), QString::fromLatin1(language));
    return QString::fromUtf8(program.run(words(line) + QStringList{QStringLiteral("--help")}).out);
}

/// The names under "Commands:".
QStringList commandsIn(const QString& help) {
    QStringList names;
    bool inside = false;
    for (const QString& line : help.split(QLatin1Char('\n'))) {
        if (!line.startsWith(QLatin1Char(' ')))
            inside = line == QLatin1String("Commands:");
        else if (inside && line.size() > 2 && line.at(2) != QLatin1Char(' '))
            names.append(line.simplified().section(QLatin1Char(' '), 0, 0));
    }
    return names;
}

/// As far as the help itself leads; a command that it doesn't name is one that nobody finds.
QStringList helpPages() {
    QStringList lines{QString()};
    for (qsizetype i = 0; i < lines.size(); ++i)
        for (const QString& name : commandsIn(help(lines.at(i), "en")))
            lines.append((lines.at(i) + QLatin1Char(' ') + name).trimmed());
    return lines;
}

/// Those that do something: not the nouns that only stand before a verb.
QStringList allCommands() {
    const QStringList pages = helpPages();
    QStringList commands;
    for (const QString& page : pages)
        if (std::none_of(pages.begin(), pages.end(), [&](const QString& other) {
                return page.isEmpty() || other.startsWith(page + QLatin1Char(' '));
            }))
            commands.append(page);
    return commands;
}

} // namespace

void CliUsage::helps_data() {
    QTest::addColumn<QString>("line");
    const QStringList lines = helpPages();
    for (const char* contract :
         {"setup",        "keys generate", "keys import",   "keys list",    "import",      "readers",    "card show",
          "card issue",   "card adopt",    "card replace",  "card return",  "card settle", "topup",      "orders",
          "order show",   "order resend",  "order reverse", "order decide", "meter list",  "meter show", "settings get",
          "settings set", "layout check",  "sim cards",     "sim insert",   "sim eject",   "sim load",   "sim use"})
        QVERIFY2(lines.contains(QString::fromLatin1(contract)), contract);
    for (const QString& line : std::as_const(lines))
        QTest::newRow(line.isEmpty() ? "meterdesk" : qPrintable(line)) << line;
}

void CliUsage::helps() {
    QFETCH(QString, line);
    const Ran ran = Program::bare().run(words(line) + QStringList{QStringLiteral("--help")});
    QCOMPARE(ran.status, 0);
    // A sentence on what it does comes before how it is used.
    QVERIFY2(ran.out.indexOf("Usage:") > 5, ran.out.constData());
    QVERIFY2(ran.out.contains(line.section(QLatin1Char(' '), -1).toUtf8()), ran.out.constData());
    QVERIFY(ran.err.isEmpty());
    // And each of its lines in Chinese.
    const QString chinese = help(line, "zh_CN");
    static const QRegularExpression spoken(QStringLiteral("[\\x{4e00}-\\x{9fff}]"));
    static const QRegularExpression described(QStringLiteral("^  (\\S.*?)  +(\\S.*)$"));
    QVERIFY2(chinese.section(QLatin1Char('\n'), 0, 0).contains(spoken), qPrintable(chinese));
    QVERIFY2(chinese.contains(QStringLiteral("用法:")), qPrintable(chinese));
    for (const QString& each : chinese.split(QLatin1Char('\n'))) {
        const auto parts = described.match(each);
        QVERIFY2(!parts.hasMatch() || parts.captured(2).contains(spoken), qPrintable(each));
    }
}

void CliUsage::refusesWrongUsage_data() {
    QTest::addColumn<QString>("line");
    for (const char* line : {"bogus",
                             "card",
                             "card bogus",
                             "topup",
                             "topup --meter 200100000001",
                             "topup --pay 5",
                             "topup --meter 200100000001 --pay 5 --quantity 1",
                             "topup --meter 200100000001 --pay five",
                             "topup --meter 200100000001 --pay 1.234",
                             "topup --meter 200100000001 --pay -5",
                             "meter show",
                             "meter list --limit 0",
                             "order show x",
                             "order show -5",
                             "order decide 5 --reason r",
                             "order decide 5 --delivered --not-delivered --reason r",
                             "card issue",
                             "card issue --tool bogus",
                             "card issue --tool clear",
                             "card issue --tool parameter --holder Li",
                             "card issue --tool transfer --holder Li",
                             "card issue --tool clear --holder Li --parameter 5",
                             "card issue --tool parameter --holder Li --parameter -5",
                             "card issue --meter 200100000001 --parameter 5",
                             "sim fault bogus",
                             "sim fault removed-before --at 0",
                             "sim use 200100000001",
                             "settings set price.water",
                             "settings set price.water free",
                             "settings set no.such 1",
                             "settings set demo 1",
                             "settings set terminal 12",
                             "orders --bogus",
                             "orders extra",
                             "import",
                             "--reader",
                             ""})
        QTest::newRow(*line ? line : "nothing") << QString::fromLatin1(line);
}

void CliUsage::refusesWrongUsage() {
    QFETCH(QString, line);
    const Program program;
    const Ran ran = program.json(words(line));
    QCOMPARE(ran.status, 2);
    const QJsonObject error = ran.json()[QLatin1String("error")].toObject();
    QCOMPARE(ran.json().keys(), QStringList{QStringLiteral("error")});
    for (const char* part : {"code", "message", "next"})
        QVERIFY2(!error[QLatin1String(part)].toString().isEmpty(), ran.out.constData());
    const Ran spoken = program.plain(words(line));
    QCOMPARE(spoken.status, 2);
    QVERIFY(spoken.out.isEmpty());
    QVERIFY(!spoken.err.isEmpty());
}

void CliUsage::namesTheWrongWord_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("chinese");
    const auto row = [](const char* line, const char* english, const char* chinese) {
        QTest::newRow(line) << QString::fromUtf8(line) << QString::fromUtf8(english) << QString::fromUtf8(chinese);
    };
    row("card", "Say what to do: a command is missing.", "请说明要做什么：缺少命令。");
    row("card bogus", "“bogus” is not known here.", "这里没有“bogus”。");
    row("topup --pay 5", "--meter is missing.", "缺少 --meter。");
    row("topup --meter 2", "--pay / --quantity is missing.", "缺少 --pay / --quantity。");
    row("topup --meter 2 --pay 5 --quantity 1", "--pay and --quantity can't both be given.",
        "--pay 和 --quantity 不能同时使用。");
    row("orders --bogus", "“--bogus” is not known here.", "这里没有“--bogus”。");
    row("meter list --limit 0", "--limit can't be 0; it goes from 1 to 100000.",
        "--limit 不能是 0；范围是 1 到 100000。");
    row("meter list --limit x", "--limit can't be x; it goes from 1 to 100000.",
        "--limit 不能是 x；范围是 1 到 100000。");
    row("meter state 2 lost --reason r", "state can't be “lost”; it is one of: in-use,faulty,removed.",
        "state 不能是“lost”；可选：in-use,faulty,removed。");
    row("card issue --meter 2 --parameter x", "--parameter can't be x; it goes from 0 to 4294967295.",
        "--parameter 不能是 x；范围是 0 到 4294967295。");
    row("orders --meter", "--meter needs a value, and only one.", "--meter 需要一个值，且只能有一个。");
}

void CliUsage::namesTheWrongWord() {
    QFETCH(QString, line);
    QFETCH(QString, english);
    QFETCH(QString, chinese);
    Program program = Program::bare();
    const auto message = [&](const char* language) {
        program.environment.insert(QStringLiteral("METERDESK_LANG"), QString::fromLatin1(language));
        const Ran ran = program.json(words(line));
        return ran.status == 2 ? ran.json()[QLatin1String("error")][QLatin1String("message")].toString()
                               : QString::number(ran.status);
    };
    QCOMPARE(message("en"), english);
    QCOMPARE(message("zh_CN"), chinese);
}

void CliUsage::takesGlobalOptionsAnywhere() {
    const Program program;
    const QStringList before{QStringLiteral("--data"), program.folder(), QStringLiteral("--json")};
    const QStringList noun = words("meter list --limit 2");
    const Ran first = program.run(before + noun);
    const Ran last = program.run(noun + before);
    QCOMPARE(first.status, 0);
    QCOMPARE(first.json()[QLatin1String("meters")].toArray().size(), 2);
    QCOMPARE(last.out, first.out);
}

void CliUsage::standsHostileWords_data() {
    QTest::addColumn<QStringList>("line");
    QTest::addColumn<int>("status");
    const QString huge(100'000, QLatin1Char('9'));
    const QString control = QStringLiteral("\x1b[2J\x07\r\n\t");
    const QString sql = QStringLiteral("x'; DROP TABLE meter; --");
    QTest::newRow("huge meter") << QStringList{QStringLiteral("meter"), QStringLiteral("show"), huge} << 1;
    QTest::newRow("huge amount") << QStringList{QStringLiteral("topup"), QStringLiteral("--meter"),
                                                QStringLiteral("200100000001"), QStringLiteral("--pay"), huge}
                                 << 1;
    QTest::newRow("huge order") << QStringList{QStringLiteral("order"), QStringLiteral("show"), huge} << 2;
    QTest::newRow("control") << QStringList{QStringLiteral("meter"), QStringLiteral("show"), control} << 2;
    QTest::newRow("sql") << QStringList{QStringLiteral("meter"), QStringLiteral("show"), sql} << 1;
    QTest::newRow("sql after") << QStringList{QStringLiteral("meter"), QStringLiteral("list"),
                                              QStringLiteral("--after"), sql}
                               << 0;
    QTest::newRow("sql sign-in") << QStringList{QStringLiteral("--as"), sql, QStringLiteral("orders")} << 1;
    QTest::newRow("climbing card") << QStringList{QStringLiteral("sim"), QStringLiteral("insert"),
                                                  QStringLiteral("../../x")}
                                   << 1;
    QTest::newRow("climbing to the books")
        << QStringList{QStringLiteral("sim"), QStringLiteral("insert"), QStringLiteral("../reader")} << 1;
    QTest::newRow("climbing meter") << QStringList{QStringLiteral("sim"), QStringLiteral("use"),
                                                   QStringLiteral("../cards/cpu-1"), QStringLiteral("3")}
                                    << 1;
    QTest::newRow("control in a setting") << QStringList{QStringLiteral("settings"), QStringLiteral("set"),
                                                         QStringLiteral("office.name"), QStringLiteral("a\x1b[2Jb")}
                                          << 2;
    QTest::newRow("no such file") << QStringList{QStringLiteral("import"), QStringLiteral("/nonexistent/\x01.csv")}
                                  << 2;
    const QString forged = QStringLiteral("leaks\nOrder 1: reversed");
    QTest::newRow("a reason of two lines")
        << QStringList{QStringLiteral("meter"),  QStringLiteral("state"),    QStringLiteral("200100000001"),
                       QStringLiteral("faulty"), QStringLiteral("--reason"), forged}
        << 2;
    QTest::newRow("an escape of one sign")
        << QStringList{QStringLiteral("meter"), QStringLiteral("show"), QStringLiteral("\u009b2J")} << 2;
    QTest::newRow("a folder as file") << QStringList{QStringLiteral("layout"), QStringLiteral("check"),
                                                     QStringLiteral("/")}
                                      << 1;
}

void CliUsage::standsHostileWords() {
    QFETCH(QStringList, line);
    QFETCH(int, status);
    const Program program;
    const Ran ran = program.json(line);
    QVERIFY2(ran.status == status, ran.out.right(400).constData());
    QVERIFY(!ran.json().isEmpty());
    QVERIFY(ran.err.isEmpty());
    const Ran after = program.json({QStringLiteral("meter"), QStringLiteral("list")});
    QCOMPARE(after.json()[QLatin1String("meters")].toArray().size(), 36);
}

void CliUsage::doesNotSteerTheTerminal() {
    const Program program;
    const Ran ran = program.plain({QStringLiteral("meter"), QStringLiteral("show"), QStringLiteral("\x1b[2J")});
    QCOMPARE(ran.status, 2);
    QVERIFY(!ran.err.contains('\x1b'));
    const Ran lengthy =
        program.plain({QStringLiteral("meter"), QStringLiteral("show"), QString(100'000, QLatin1Char('x'))});
    QVERIFY(lengthy.err.size() < 2'000);
}

void CliUsage::tellsLostOutput() {
    Program program;
    program.standardOutput = QStringLiteral("/dev/full");
    for (const char* line : {"orders", "orders --json", "--help", "--version"}) {
        const Ran ran = program.plain(words(line));
        QVERIFY2(ran.status == 74, line);
    }
}

namespace {

/// A command of the table: what it needs (Office, Session, Keys, a Reader, a Card on it, the card serVice), and how it
/// ends on the demo office with a blank MIFARE card on the reader.
struct Row {
    const char* line;
    const char* needs;
    const char* ends;
};

constexpr Row commandTable[] = {
    {"setup --demo", "", "1 already-exists"},
    {"keys generate", "OSK", "0 "},
    {"keys import /nonexistent", "OSK", "1 file-unreadable"},
    {"keys list", "OK", "0 "},
    {"keys passphrase", "OSK", "2 bad-argument"},
    {"keys remember", "K", "1 keys-locked"},
    {"keys forget", "", "1 keychain-unavailable"},
    {"import /nonexistent.csv", "OS", "1 file-unreadable"},
    {"readers", "V", "0 "},
    {"card show", "OSKRC", "0 "},
    {"card issue --meter 200100000001", "OSKRC", "0 "},
    {"card adopt --meter 200100000001", "OSKRC", "1 card-blank"},
    {"card replace --meter 200100000001 --reason lost", "OSKR", "1 meter-has-no-card"},
    {"card return --reason moved", "OSKRC", "1 card-blank"},
    {"card settle", "OSKRC", "1 card-blank"},
    {"topup --meter 200100000001 --pay 20", "OSKRC", "1 card-blank"},
    {"orders", "OS", "0 "},
    {"order show 7", "OS", "1 not-found"},
    {"order resend 7", "OSKR", "1 not-found"},
    {"order reverse 7 --reason slip", "OS", "1 not-found"},
    {"order decide 7 --delivered --reason seen", "OS", "1 not-found"},
    {"order print 7", "OS", "1 not-found"},
    {"meter list", "OS", "0 "},
    {"meter show 200100000001", "OS", "0 "},
    {"meter state 200100000001 faulty --reason leaks", "OS", "0 "},
    {"meter exchange 200100000001 200100009999 --reason old", "OSKRC", "1 card-blank"},
    {"meter close-case 7 --reason seen", "OS", "1 not-found"},
    {"settings list", "O", "0 "},
    {"settings get terminal", "O", "0 "},
    {"settings set price.water 3", "OS", "0 "},
    {"layout check /nonexistent", "", "1 file-unreadable"},
    {"layout list", "", "0 "},
    {"staff list", "OS", "0 "},
    {"staff add bob", "OS", "2 bad-argument"},
    {"staff password cashier", "OS", "2 bad-argument"},
    {"staff role cashier --role manager", "OS", "0 "},
    {"staff unlock cashier", "OS", "0 "},
    {"sim cards", "", "0 "},
    {"sim stock", "OSK", "0 "},
    {"sim insert mifare-1", "", "0 "},
    {"sim eject", "", "0 "},
    {"sim load", "C", "0 "},
    {"sim use 200100000001 1", "", "1 not-found"},
    {"sim fault none", "", "0 "},
    {"demo", "O", "0 "},
};

QString ended(const Ran& ran) {
    return QStringLiteral("%1 %2").arg(ran.status).arg(ran.error());
}

} // namespace

void CliUsage::meetsWhatStandsInTheWay_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("needs");
    QTest::addColumn<QString>("ends");
    QStringList unknown = allCommands();
    for (const Row& row : commandTable) {
        const QString line = QString::fromLatin1(row.line);
        QTest::newRow(row.line) << line << QString::fromLatin1(row.needs) << QString::fromLatin1(row.ends);
        unknown.removeIf([&](const QString& command) { return (line + u' ').startsWith(command + u' '); });
    }
    QVERIFY2(unknown.isEmpty(), qPrintable(unknown.join(QStringLiteral(", ")))); // not in the table
}

void CliUsage::meetsWhatStandsInTheWay() {
    QFETCH(QString, line);
    QFETCH(QString, needs);
    QFETCH(QString, ends);
    const auto holds = [&](const Program& program, const QStringList& command, char need, const char* otherwise) {
        const Ran ran = program.json(command);
        const QString is = ended(ran);
        if (ran.json().isEmpty() || !ran.err.isEmpty()) // one document, whatever happens
            return QStringLiteral("%1: no single document").arg(is);
        if (needs.contains(QLatin1Char(need)))
            return is == QLatin1String(otherwise) ? QString() : is;
        return is.endsWith(QLatin1String(otherwise).mid(1)) ? is : QString(); // with the space before its name
    };
    const QStringList command = words(line);
    QCOMPARE(holds(Program::bare(), command, 'O', "1 not-set-up"), QString());
    const Program demo;
    QCOMPARE(holds(demo, words("--reader ACR122U") + command, 'R', "3 no-service"),
             line == QLatin1String("readers") ? QStringLiteral("3 no-service") : QString());
    if (line != QLatin1String("demo")) // which lays cards on itself
        QCOMPARE(holds(Program(), command, 'C', "3 no-card"), QString());
    // No demo office: its administrator signs in, and its keys have to be unlocked.
    static const Program office = officeWithKeys(QStringLiteral("long enough"));
    Program real = Program::copyOf(office);
    real.environment.insert(QStringLiteral("METERDESK_PASSWORD"), QStringLiteral("bossboss"));
    QCOMPARE(holds(real, command, 'S', "1 not-signed-in"), QString());
    if (!line.startsWith(QLatin1String("card replace")) && !line.contains(QLatin1String("exchange")))
        QCOMPARE(holds(real, words("--as boss") + command, 'K', "1 keys-locked"), QString());

    const Program program;
    QCOMPARE(program.json(words("sim insert mifare-1")).status, 0);
    const Program same = Program::copyOf(program);
    QCOMPARE(ended(program.json(command)), ends);
    // In words: an answer on standard output, or a sentence and the next step on the other.
    const Ran spoken = same.plain(command);
    QCOMPARE(spoken.status, ends.section(u' ', 0, 0).toInt());
    QCOMPARE(spoken.out.isEmpty(), spoken.status != 0);
    QCOMPARE(spoken.err.count('\n'), spoken.status != 0 ? 2 : 0);
}

void CliUsage::saysThatThereIsNoDisplay() {
    const Ran ran = Program().plain({});
    QCOMPARE(ran.status, 2);
    QVERIFY2(ran.err.contains("no display"), ran.err.constData());
    QVERIFY(!ran.err.contains("qt.qpa"));
}

void CliUsage::tellsItsVersion() {
    const Ran ran = Program::bare().run({QStringLiteral("--version")});
    QCOMPARE(ran.status, 0);
    QCOMPARE(ran.out.count('.'), 2);
    const Ran json = Program::bare().run({QStringLiteral("--version"), QStringLiteral("--json")});
    QCOMPARE(json.json()[QLatin1String("version")].toString().toUtf8(), ran.out.trimmed());
}

QTEST_GUILESS_MAIN(CliUsage)
#include "tst_cliusage.moc"
