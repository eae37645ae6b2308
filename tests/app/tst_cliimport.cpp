// A long import is stopped at the keyboard: it says so, nothing of it is in the books, and it can be begun again.
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
    void stopsAtTheKeyboard();
};

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
