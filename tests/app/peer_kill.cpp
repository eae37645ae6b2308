// SIGKILL of the real program in the middle of a sale: before every APDU that it sends, and around every step of the
// journal (each write to the books and each wait for the disk). The next commands must find everything where it
// belongs, at once: no lease of a dead program may keep anybody waiting.
#include "tests/support/support.h"

#include <QtTest>

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <cstdio>

using namespace meterdesk::test;

namespace {

constexpr int soonMs = 60'000;

const QString atApdu = QStringLiteral("METERDESK_SIM_KILL_AT");
const QString atWrite = QStringLiteral("METERDESK_KILL_AT_WRITE");
const QString atSync = QStringLiteral("METERDESK_KILL_AT_SYNC");

struct Ran {
    bool killed = false;
    int status = -1;
    QJsonObject json;
    QByteArray text;
};

void copyFolder(const QString& from, const QString& to) {
    QDir().mkpath(to);
    const auto entries = QDir(from).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    for (const QFileInfo& entry : entries) {
        const QString target = to + QLatin1Char('/') + entry.fileName();
        if (entry.isDir())
            copyFolder(entry.filePath(), target);
        else if (!QFile::copy(entry.filePath(), target))
            qFatal("can't copy %s", qPrintable(entry.filePath()));
    }
}

/// Decimal text as an integer of thousandths: "12.500" is 12500.
qint64 thousandths(const QString& text) {
    const QStringList parts = text.split(QLatin1Char('.'));
    return parts.at(0).toLongLong() * 1000 + parts.value(1).leftJustified(3, QLatin1Char('0')).toLongLong();
}

} // namespace

class TestKill : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void kills_data();
    void kills();
    void cleanupTestCase();

private:
    Ran run(const QStringList& arguments, const QString& killAt = {}, int n = 0);
    QJsonObject ok(const QStringList& arguments);
    QString makeTemplate(const QString& layout);
    /// Empty, or what is wrong after a kill.
    QString settled(bool meterFirst);
    QString ordersFit();

    QTemporaryDir m_dir;
    QString m_data;                            // the office that commands run on
    QMap<QString, QString> m_meters;           // layout -> meter
    QMap<QString, QMap<QString, int>> m_cells; // layout, place -> kills
    QString m_meter;
};

Ran TestKill::run(const QStringList& arguments, const QString& killAt, int n) {
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!killAt.isEmpty()) {
        environment.insert(killAt, QString::number(n));
        environment.insert(QStringLiteral("LD_PRELOAD"), preloadPath());
        // A sanitizer wants to be the first library; killat has no sanitizer and does no harm before it.
        const QString sanitizer = environment.value(QStringLiteral("ASAN_OPTIONS"));
        environment.insert(QStringLiteral("ASAN_OPTIONS"),
                           sanitizer + QStringLiteral(":verify_asan_link_order=0:detect_leaks=0"));
    }
    program.setProcessEnvironment(environment);
    program.start(programPath(), QStringList{QStringLiteral("--data"), m_data, QStringLiteral("--reader"),
                                             QStringLiteral("simulator"), QStringLiteral("--json")} +
                                     arguments);
    Ran ran;
    if (!program.waitForFinished(soonMs))
        qFatal("meterdesk %s doesn't end", qPrintable(arguments.join(QLatin1Char(' '))));
    ran.killed = program.exitStatus() == QProcess::CrashExit;
    ran.status = program.exitCode();
    ran.text = program.readAllStandardOutput() + program.readAllStandardError();
    ran.json = QJsonDocument::fromJson(ran.text).object();
    return ran;
}

QJsonObject TestKill::ok(const QStringList& arguments) {
    const Ran ran = run(arguments);
    if (ran.killed || ran.status != 0)
        qFatal("meterdesk %s: %d %s", qPrintable(arguments.join(QLatin1Char(' '))), ran.status, ran.text.constData());
    return ran.json;
}

void TestKill::initTestCase() {
    QVERIFY(m_dir.isValid());
    QVERIFY2(QFileInfo::exists(preloadPath()), qPrintable(preloadPath()));
    m_data = m_dir.filePath(QStringLiteral("office"));
    ok({QStringLiteral("setup"), QStringLiteral("--demo")});
    const QJsonArray meters = ok({QStringLiteral("meter"), QStringLiteral("list")})[QStringLiteral("meters")].toArray();
    for (const QJsonValue meter : meters) {
        const QString layout = meter[QStringLiteral("layout")].toString();
        if (!m_meters.contains(layout))
            m_meters[layout] = meter[QStringLiteral("number")].toString();
    }
}

void TestKill::kills_data() {
    QTest::addColumn<QString>("layout");
    QTest::addColumn<QString>("place");
    for (const char* layout : {"cpu-money", "cpu-quantity", "mifare-alternating", "sle4442-single"}) {
        QTest::addRow("%s, before each APDU", layout) << QString::fromLatin1(layout) << atApdu;
        QTest::addRow("%s, before each wait for the disk", layout) << QString::fromLatin1(layout) << atSync;
    }
    QTest::addRow("mifare-alternating, before each write to the books")
        << QStringLiteral("mifare-alternating") << atWrite;
}

/// An office whose card of this layout has been sold to once, and loaded.
QString TestKill::makeTemplate(const QString& layout) {
    QString folder = m_dir.filePath(layout);
    if (QDir(folder).exists())
        return folder;
    copyFolder(m_dir.filePath(QStringLiteral("office")), folder);
    m_data = folder;
    const QString family = layout.section(QLatin1Char('-'), 0, 0);
    const QString card =
        family.startsWith(QLatin1String("sle")) ? QStringLiteral("sle-1") : family + QStringLiteral("-1");
    const QString meter = m_meters.value(layout);
    ok({QStringLiteral("sim"), QStringLiteral("insert"), card});
    ok({QStringLiteral("card"), QStringLiteral("issue"), QStringLiteral("--meter"), meter});
    ok({QStringLiteral("topup"), QStringLiteral("--meter"), meter, QStringLiteral("--pay"), QStringLiteral("50")});
    ok({QStringLiteral("sim"), QStringLiteral("load")});
    return folder;
}

void TestKill::kills() {
    QFETCH(QString, layout);
    QFETCH(QString, place);
    QVERIFY2(m_meters.contains(layout), qPrintable(layout));
    m_meter = m_meters.value(layout);
    const QString origin = makeTemplate(layout);
    QStringList wrong;
    for (int n = 1;; ++n) {
        QTemporaryDir cell;
        m_data = cell.filePath(QStringLiteral("office"));
        copyFolder(origin, m_data);
        const Ran sale = run({QStringLiteral("topup"), QStringLiteral("--meter"), m_meter, QStringLiteral("--pay"),
                              QStringLiteral("50")},
                             place, n);
        if (!sale.killed) { // it doesn't come so far
            QVERIFY2(sale.status == 0, sale.text.constData());
            break;
        }
        ++m_cells[layout][place];
        if (const QString bad = settled(n % 2 == 0); !bad.isEmpty())
            wrong << QStringLiteral("%1=%2: %3").arg(place).arg(n).arg(bad);
    }
    QVERIFY(m_cells[layout][place] > 0);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

QString TestKill::settled(bool meterFirst) {
    if (meterFirst)
        ok({QStringLiteral("sim"), QStringLiteral("load")});
    const Ran settling = run({QStringLiteral("card"), QStringLiteral("settle")});
    if (settling.status != 0)
        return QStringLiteral("settle: ") + QString::fromUtf8(settling.text);
    const QJsonArray open =
        ok({QStringLiteral("orders"), QStringLiteral("--open")})[QStringLiteral("orders")].toArray();
    for (const QJsonValue order : open) {
        if (order[QStringLiteral("state")] != QStringLiteral("not-delivered"))
            return QStringLiteral("stuck: ") + order[QStringLiteral("state")].toString();
        const Ran again =
            run({QStringLiteral("order"), QStringLiteral("resend"), order[QStringLiteral("order")].toString()});
        if (again.status != 0)
            return QStringLiteral("resend: ") + QString::fromUtf8(again.text);
    }
    ok({QStringLiteral("sim"), QStringLiteral("load")});
    if (ok({QStringLiteral("sim"), QStringLiteral("load")})[QStringLiteral("loaded")].toBool())
        return QStringLiteral("loaded twice");
    return ordersFit();
}

QString TestKill::ordersFit() {
    const QJsonObject card = ok({QStringLiteral("card"), QStringLiteral("show")});
    if (!card[QStringLiteral("openOrder")].isNull() || card[QStringLiteral("status")] != QStringLiteral("active"))
        return QStringLiteral("the card: ") + QString::fromUtf8(QJsonDocument(card).toJson(QJsonDocument::Compact));
    const QJsonArray orders = ok({QStringLiteral("orders")})[QStringLiteral("orders")].toArray();
    qint64 sold = 0;
    for (const QJsonValue order : orders) {
        if (order[QStringLiteral("state")] != QStringLiteral("loaded"))
            return QStringLiteral("an order is ") + order[QStringLiteral("state")].toString();
        if (order[QStringLiteral("paid")] != QStringLiteral("50.00"))
            return QStringLiteral("paid ") + order[QStringLiteral("paid")].toString();
        sold += thousandths(order[QStringLiteral("quantity")].toString());
    }
    const QString remaining = card[QStringLiteral("meterReport")][QStringLiteral("remaining")].toString();
    if (orders.isEmpty() || orders.size() > 2 || thousandths(remaining) != sold)
        return QStringLiteral("%1 orders, and the meter has %2").arg(orders.size()).arg(remaining);
    return {};
}

void TestKill::cleanupTestCase() {
    std::printf("\nSIGKILL of the program, settled by the next one:\n%-20s%12s%12s%12s\n", "", "APDUs", "syncs",
                "writes");
    for (const QString& layout : m_cells.keys()) {
        const auto& row = m_cells[layout];
        std::printf("%-20s%12d%12d%12d\n", qPrintable(layout), row[atApdu], row[atSync], row[atWrite]);
    }
}

int main(int argc, char** argv) {
    // Hundreds of offices are copied here: in memory, where there is such a folder.
    if (QFileInfo(QStringLiteral("/dev/shm")).isWritable())
        qputenv("TMPDIR", "/dev/shm");
    QCoreApplication app(argc, argv);
    TestKill test;
    return QTest::qExec(&test, argc, argv);
}

#include "peer_kill.moc"
