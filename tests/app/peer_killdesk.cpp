// SIGKILL of the real program while it issues, replaces or adopts a card, or exchanges a meter. Whoever gives the same
// command again must come through, and then sell: nobody is left with a card that is neither this nor that, and every
// fen and every unit is where the books say.
#include "cardio/simulator/shelf.h"
#include "tests/support/killing.h"
#include "tests/support/support.h"
#include "tests/support/tempstore.h"
#include "tests/support/typed.h"

#include <QtTest>

#include <QFileInfo>
#include <QJsonArray>
#include <cstdio>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

constexpr auto newMeter = "900100000077";

/// A meter of the demo office that takes this layout, and the kind of card in its drawer.
struct Home {
    QString layout, meter, card;
};

void install(const Program& office, const QString& number, const QString& layout) {
    simulator::MeterState state;
    state.number = number;
    state.layout = layout;
    must(simulator::Shelf(office.folder()).installMeter(state));
}

} // namespace

class TestKillDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void kills_data();
    void kills();
    void cleanupTestCase();

private:
    Program blank(const Home& home) const;
    Program sold(const Home& home) const;
    Program origin(const QString& act, const Home& home, QString& line, qint64& before) const;
    QString afterwards(const Program& office, const QString& act, const Home& home, const QString& line, qint64 before);

    QList<Home> m_homes;
    QMap<QString, int> m_cells; // act -> kills
    QMap<QString, int> m_again; // act -> how often the command was needed again
    int m_scrapped = 0;
};

void TestKillDesk::initTestCase() {
    QVERIFY2(QFileInfo::exists(preloadPath()), qPrintable(preloadPath()));
    const Program office;
    const QJsonArray meters = office.json(words("meter list")).json()[QStringLiteral("meters")].toArray();
    QStringList seen;
    for (const QJsonValue meter : meters) {
        const QString layout = meter[QStringLiteral("layout")].toString();
        if (seen.contains(layout) || layout == QLatin1String("cpu-quantity"))
            continue;
        seen << layout;
        const QString family =
            layout.startsWith(QLatin1String("sle")) ? QStringLiteral("sle") : layout.section(u'-', 0, 0);
        m_homes << Home{layout, meter[QStringLiteral("number")].toString(), family};
    }
    QCOMPARE(m_homes.size(), 3);
}

void TestKillDesk::kills_data() {
    QTest::addColumn<QString>("act");
    QTest::addColumn<int>("home");
    QTest::addColumn<bool>("atSync");
    for (const char* act : {"issue", "replace", "adopt", "exchange"})
        for (int home = 0; home < m_homes.size(); ++home)
            for (const bool atSync : {false, true})
                QTest::addRow("%s, %s, before %s", act, qPrintable(m_homes.at(home).layout),
                              atSync ? "each wait for the disk" : "APDUs")
                    << QString::fromLatin1(act) << home << atSync;
}

/// A blank card lies on the reader.
Program TestKillDesk::blank(const Home& home) const {
    Program office;
    ok(office, simulated(QStringLiteral("sim insert %1-1").arg(home.card)));
    install(office, home.meter, home.layout);
    return office;
}

/// Its card has been sold to once, and loaded.
Program TestKillDesk::sold(const Home& home) const {
    Program office = blank(home);
    ok(office, simulated("card issue --meter", home.meter));
    ok(office, simulated("topup --pay 50 --meter", home.meter));
    if (!loadMeter(office))
        qFatal("%s: the first sale isn't loaded", qPrintable(home.layout));
    return office;
}

Program TestKillDesk::origin(const QString& act, const Home& home, QString& line, qint64& before) const {
    if (act == QLatin1String("issue")) {
        line = QStringLiteral("card issue --meter ") + home.meter;
        return blank(home);
    }
    Program office = sold(home);
    if (act == QLatin1String("exchange")) { // what the old one has left goes on into the new
        line = QStringLiteral("meter exchange %1 %2 --reason old").arg(home.meter, QLatin1String(newMeter));
        install(office, QLatin1String(newMeter), home.layout);
        return office;
    }
    if (act == QLatin1String("replace")) { // with a purchase on the lost card
        line = QStringLiteral("card replace --reason lost --meter ") + home.meter;
        ok(office, simulated("topup --pay 50 --meter", home.meter));
        ok(office, simulated(QStringLiteral("sim insert %1-2").arg(home.card)));
        return office;
    }
    line = QStringLiteral("card adopt --meter ") + home.meter; // in books that have never seen it
    Program other;
    const QString shelf = QStringLiteral("simulator");
    if (QProcess::execute(QStringLiteral("cp"), {QStringLiteral("-rT"), office.path(shelf), other.path(shelf)}) != 0)
        qFatal("the shelf can't be copied");
    before = bookedIn(office).credit;
    return other;
}

void TestKillDesk::kills() {
    QFETCH(QString, act);
    QFETCH(int, home);
    QFETCH(bool, atSync);
    const Home& where = m_homes.at(home);
    QString line;
    qint64 before = 0;
    const Program start = origin(act, where, line, before);
    QStringList wrong;
    // Issuing is some dozens of commands of the same kind: the first ones each, then every fifth.
    for (int n = 1;; n += atSync || n < 6 ? 1 : 5) {
        const Program office = Program::copyOf(start);
        const Ran ran = runUntil(office, {atSync ? KillAt::Place::Sync : KillAt::Place::Apdu, n}, simulated(line));
        if (!ran.killed) { // it doesn't come so far
            QVERIFY2(ran.status == 0, qPrintable(told(ran)));
            break;
        }
        ++m_cells[act];
        if (const QString bad = afterwards(office, act, where, line, before); !bad.isEmpty())
            wrong << QStringLiteral("%1: %2").arg(n).arg(bad);
    }
    QVERIFY(m_cells[act] > 0);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

/// The command is given again, and the office goes on. What is wrong then; nothing where all is well.
QString TestKillDesk::afterwards(const Program& office, const QString& act, const Home& home, const QString& line,
                                 qint64 before) {
    Ran again = office.json(simulated(line));
    QString current = home.card + (act == QLatin1String("replace") ? QStringLiteral("-2") : QStringLiteral("-1"));
    // Torn between the maker's code and ours, a card is of no use to anybody: the next blank one is taken.
    if (again.error() == QLatin1String("card-not-blank")) {
        ++m_scrapped;
        current = home.card + QStringLiteral("-3");
        ok(office, simulated("sim insert", current));
        again = office.json(simulated(line));
    }
    // It may have been through, and the program died before it said so.
    const bool wasThrough = act == QLatin1String("issue") && again.error() == QLatin1String("already-exists");
    if (again.status != 0 && !wasThrough)
        return told(again);
    m_again[act] += wasThrough ? 0 : 1;
    // What was under way is an order like any other: settled, and sent again where it isn't on the card.
    const Ran settled = office.json(simulated("card settle"));
    if (settled.status != 0)
        return QStringLiteral("settle: ") + told(settled);
    const QJsonArray open = office.json(words("orders --open")).json()[QStringLiteral("orders")].toArray();
    for (const QJsonValue order : open)
        if (const Ran sent = office.json(simulated("order resend", order[QStringLiteral("order")].toString()));
            sent.status != 0)
            return QStringLiteral("send again: ") + told(sent);
    const bool exchanged = act == QLatin1String("exchange");
    const QString meter = exchanged ? QString::fromLatin1(newMeter) : home.meter;
    loadMeter(office);
    if (act == QLatin1String("replace")) { // and the lost card is found
        for (const QString& card : {home.card + QStringLiteral("-1"), current}) {
            const Ran laid = office.json(simulated("sim insert", card));
            if (laid.status != 0)
                return told(laid);
            loadMeter(office);
        }
    }
    if (const Ran shown = office.json(simulated("card show")); shown.status != 0)
        return told(shown);
    const Ran sale = office.json(simulated("topup --pay 50 --meter", meter));
    if (sale.status != 0)
        return QStringLiteral("the next sale: ") + told(sale);
    if (!loadMeter(office))
        return QStringLiteral("the next sale isn't loaded");
    if (loadMeter(office))
        return QStringLiteral("loaded twice");
    if (const Ran shown = office.json(simulated("card show"));
        shown.json()[QStringLiteral("status")] != QStringLiteral("active"))
        return told(shown);
    return whereMoneyWent(office, before);
}

void TestKillDesk::cleanupTestCase() {
    std::printf("\nSIGKILL of the program at the desk; the command is given again:\n");
    for (const char* act : {"issue", "replace", "adopt", "exchange"}) {
        const QString name = QString::fromLatin1(act);
        std::printf("%-12s%6d kills, %d commands carried on\n", act, m_cells.value(name), m_again.value(name));
        QVERIFY2(m_again.value(name) > 0, act);
    }
}

int main(int argc, char** argv) {
    keepOfficesInMemory();
    QCoreApplication app(argc, argv);
    TestKillDesk test;
    return QTest::qExec(&test, argc, argv);
}

#include "peer_killdesk.moc"
