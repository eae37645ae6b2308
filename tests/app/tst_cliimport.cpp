// What the program adds to the import: it knows the card layouts, and what they have no room for; a long import is
// stopped at the keyboard: it says so, nothing of it is in the books, and it can be begun again.
#include "tests/support/program.h"

#include <QtTest>

#include <csignal>

using namespace meterdesk::test;

namespace {

constexpr int homes = 60'000;

QString writeHomes(const Program& program) {
    QString path = program.path(QStringLiteral("homes.csv"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("can't write %s", qPrintable(path));
    file.write("compound,apartment,owner,meter,kind,layout\n");
    for (int n = 0; n < homes; ++n)
        file.write(QStringLiteral("Long,%1-1-%2,Owner %3,%4,water,mifare-alternating\n")
                       .arg(n / 1000 + 100)
                       .arg(n % 1000 + 1)
                       .arg(n)
                       .arg(300'000'000'000 + n)
                       .toUtf8());
    return path;
}

} // namespace

class CliImport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysWhatNoCardCanCarry_data();
    void saysWhatNoCardCanCarry();
    void stopsAtTheKeyboard();
};

void CliImport::saysWhatNoCardCanCarry_data() {
    QTest::addColumn<QString>("cells"); // meter, kind, layout, last count, total purchased, card, account, keys
    QTest::addColumn<QString>("column");
    const auto row = [](const char* name, const char* cells, const char* column) {
        QTest::newRow(name) << QString::fromLatin1(cells) << QString::fromLatin1(column);
    };
    row("all of it", "600000000001,water,mifare-alternating,7,12.5,B2538F01,12", "");
    row("a seven-byte id", "600000000001,water,mifare-alternating,7,12.5,04B2538F01A2C3,12", "");
    row("a smart card", "600000000001,electricity,cpu-money,7,12.50,00112233445566AA,12", "");
    row("a memory card", "600000000001,gas,sle4442-single,7,12,0012345678,12,1", "");
    row("a memory card, nobody says whose keys", "600000000001,gas,sle4442-single,7,12,0012345678,12", "card keys");
    row("a memory card of version 0", "600000000001,gas,sle4442-single,7,12,0012345678,12,0", "card keys");
    row("a smart card of version 2", "600000000001,electricity,cpu-money,7,12.50,00112233445566AA,12,2", "");
    row("a smart card of version 256", "600000000001,electricity,cpu-money,7,12.50,00112233445566AA,12,256",
        "card keys");
    row("too much", "600000000001,water,mifare-alternating,7,99999999999999,,", "total purchased");
    row("no whole step", "600000000001,water,mifare-alternating,7,5.005,,", "total purchased");
    row("a tool's layout", "600000000001,water,mifare-tool,0,0,,", "layout");
    row("too many digits", "2001000006066666,water,mifare-alternating,0,0,,", "meter");
    row("letters", "ABC-1,water,mifare-alternating,0,0,,", "meter");
    row("a short id", "600000000001,water,mifare-alternating,1,0,B2538F,", "card");
    row("a memory card's short id", "600000000001,gas,sle4442-single,1,0,123456,,1", "card");
    row("another family's id", "600000000001,electricity,cpu-money,1,0,B2538F01,", "card");
    row("an account with letters", "600000000001,water,mifare-alternating,0,0,,A-12-x", "account");
}

void CliImport::saysWhatNoCardCanCarry() {
    QFETCH(QString, cells);
    QFETCH(QString, column);
    const Program program;
    const QString file = program.path(QStringLiteral("home.csv"));
    QFile csv(file);
    QVERIFY(csv.open(QIODevice::WriteOnly));
    csv.write("compound,apartment,owner,meter,kind,layout,last count,total purchased,card,account,card keys\n");
    csv.write("Small,9-1-101,Ann," + cells.toUtf8() + "\n");
    csv.close();
    const Ran ran = program.json({QStringLiteral("import"), file, QStringLiteral("--dry-run")});
    const QJsonArray faults = ran.json()[QLatin1String("faults")].toArray();
    QVERIFY2(faults.size() == (column.isEmpty() ? 0 : 1), ran.out.constData());
    QCOMPARE(ran.status, column.isEmpty() ? 0 : 1);
    if (!column.isEmpty()) {
        QCOMPARE(faults.first()[QLatin1String("column")].toString(), column);
        QCOMPARE(faults.first()[QLatin1String("line")].toInt(), 2);
    }
}

void CliImport::stopsAtTheKeyboard() {
    const Program program;
    const QStringList words{QStringLiteral("import"), writeHomes(program)};
    // It may be through before the key is pressed, on a machine that is busy with other things: then once more.
    Ran stopped;
    for (int tries = 0; tries < 5 && stopped.status != 1; ++tries) {
        const Program office = Program::copyOf(program);
        const auto process = office.start(QStringList{QStringLiteral("--data"), office.folder()} + words);
        QVERIFY(process->waitForReadyRead(60'000)); // the first line of its progress
        QCOMPARE(::kill(pid_t(process->processId()), SIGINT), 0);
        stopped = Program::wait(*process);
        if (stopped.status == 1) {
            QVERIFY2(stopped.err.contains("Stopped at your wish; nothing was changed."), stopped.err.constData());
            const Ran again = office.json(words + QStringList{QStringLiteral("--dry-run")});
            QCOMPARE(again.status, 0); // no meter of it is in the books already
            QCOMPARE(again.json()[QLatin1String("meters")].toInt(), homes);
        }
    }
    QCOMPARE(stopped.status, 1);
}

QTEST_GUILESS_MAIN(CliImport)
#include "tst_cliimport.moc"
