// SIGKILL of the real program in the middle of a sale, and of taking one back: before every APDU that it sends, and
// around every step of the journal (each write to the books and each wait for the disk). The next commands must find
// everything where it belongs, at once: no lease of a dead program may keep anybody waiting. The card is seen by the
// desk first, and by its meter first; what it doesn't carry is sent again, and given back.
#include "cardio/simulator/shelf.h"
#include "models/store/store.h"
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

using Place = KillAt::Place;

/// Orders that are neither delivered nor given back: state and number.
QList<std::pair<QString, QString>> openOrders(const Program& office) {
    const auto store = must(Store::open(office.path(QStringLiteral("office.db"))));
    QSqlQuery* rows = must(store->run(QStringLiteral(
        "SELECT state, id FROM credit_order WHERE state NOT IN ('delivered', 'loaded', 'reversed') ORDER BY id")));
    QList<std::pair<QString, QString>> open;
    while (rows->next())
        open << std::pair(rows->value(0).toString(), rows->value(1).toString());
    return open;
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
    const Program& soldOnce(const QString& layout);
    /// What is wrong after a kill; nothing where all is well. Counts the ways that it went.
    QStringList settled(const Program& killed);
    QString settledInto(const Program& office, QStringList& wrong);
    QString finished(const Program& office);

    std::map<QString, Program> m_offices;    // by layout: a card has been sold to once, and loaded
    QMap<QString, QString> m_meters;         // layout -> meter
    QMap<QString, QMap<Place, int>> m_cells; // layout, place -> kills
    bool m_turn = false;
    QMap<QString, int> m_ways; // how the office went on
};

void TestKill::initTestCase() {
    QVERIFY2(QFileInfo::exists(preloadPath()), qPrintable(preloadPath()));
    const Program office;
    const QJsonArray meters = ok(office, words("meter list"))[QStringLiteral("meters")].toArray();
    for (const QJsonValue meter : meters) {
        const QString layout = meter[QStringLiteral("layout")].toString();
        if (!m_meters.contains(layout))
            m_meters[layout] = meter[QStringLiteral("number")].toString();
    }
}

void TestKill::kills_data() {
    QTest::addColumn<QString>("layout");
    QTest::addColumn<Place>("place");
    QTest::addColumn<bool>("takeBack");
    for (const char* layout : {"cpu-money", "cpu-quantity", "mifare-alternating", "sle4442-single"}) {
        QTest::addRow("%s, before each APDU", layout) << QString::fromLatin1(layout) << Place::Apdu << false;
        QTest::addRow("%s, before each wait for the disk", layout)
            << QString::fromLatin1(layout) << Place::Sync << false;
    }
    QTest::addRow("mifare-alternating, before each write to the books")
        << QStringLiteral("mifare-alternating") << Place::Write << false;
    for (const char* layout : {"cpu-money", "mifare-alternating", "sle4442-single"}) {
        QTest::addRow("%s, taking back, before each APDU", layout)
            << QString::fromLatin1(layout) << Place::Apdu << true;
        QTest::addRow("%s, taking back, before each wait for the disk", layout)
            << QString::fromLatin1(layout) << Place::Sync << true;
    }
}

const Program& TestKill::soldOnce(const QString& layout) {
    const auto known = m_offices.find(layout);
    if (known != m_offices.end())
        return known->second;
    const Program& office = m_offices.emplace(layout, Program()).first->second;
    const QString family = layout.section(QLatin1Char('-'), 0, 0);
    const QString kind = family.startsWith(QLatin1String("sle")) ? QStringLiteral("sle") : family;
    const QString meter = m_meters.value(layout);
    ok(office, simulated("sim insert", kind + QStringLiteral("-1")));
    // Before its first card: by that alone a meter by quantity couldn't be told from one by money.
    simulator::MeterState state;
    state.number = meter;
    state.layout = layout;
    must(simulator::Shelf(office.folder()).installMeter(state));
    ok(office, simulated("card issue --meter", meter));
    ok(office, simulated("topup --pay 50 --meter", meter));
    if (!loadMeter(office))
        qFatal("%s: the first sale isn't loaded", qPrintable(layout));
    return office;
}

void TestKill::kills() {
    QFETCH(QString, layout);
    QFETCH(Place, place);
    QFETCH(bool, takeBack);
    QVERIFY2(m_meters.contains(layout), qPrintable(layout));
    QStringList act = simulated("topup --pay 50 --meter", m_meters.value(layout));
    const Program origin = Program::copyOf(soldOnce(layout));
    if (takeBack) { // what has just been sold
        const QString order = ok(origin, act)[QStringLiteral("order")].toString();
        act = simulated("order reverse --reason mistyped", order);
    }
    QStringList wrong;
    for (int n = 1;; ++n) {
        const Program office = Program::copyOf(origin);
        const Ran sale = runUntil(office, {place, n}, act);
        if (!sale.killed) { // it doesn't come so far
            QVERIFY2(sale.status == 0, qPrintable(told(sale)));
            break;
        }
        ++m_cells[layout][place];
        const QStringList bad = settled(office);
        for (const QString& one : bad)
            wrong << QStringLiteral("%1 %2, %3").arg(placeName(place)).arg(n).arg(one);
    }
    QVERIFY(m_cells[layout][place] > 0);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

QStringList TestKill::settled(const Program& killed) {
    QStringList wrong;
    // Before commit one there is nothing to settle, and all those kills leave the same: each order by turns.
    const bool begun = bookedIn(killed).orders > 1;
    m_turn = !m_turn;
    for (const bool meterFirst : {false, true}) {
        if (!begun && meterFirst == m_turn)
            continue;
        const Program office = Program::copyOf(killed);
        if (meterFirst)
            loadMeter(office);
        QStringList bad;
        const QString way = settledInto(office, bad);
        ++m_ways[(meterFirst ? QStringLiteral("meter first, ") : QStringLiteral("desk first, ")) + way];
        for (const QString& one : std::as_const(bad))
            wrong << (meterFirst ? QStringLiteral("meter first, ") : QStringLiteral("desk first, ")) + one;
    }
    return wrong;
}

/// The program settles; then each way there is to go on, on a copy of its own.
QString TestKill::settledInto(const Program& office, QStringList& wrong) {
    const Ran settling = office.json(simulated("card settle"));
    const auto open = openOrders(office);
    if (settling.status != 0 || open.size() > 1 ||
        (open.size() == 1 && open.first().first != QLatin1String("not-delivered"))) {
        wrong << QStringLiteral("settle: %1, %2 open").arg(told(settling)).arg(open.size());
        return QStringLiteral("stuck");
    }
    if (open.isEmpty()) {
        if (const QString bad = finished(office); !bad.isEmpty())
            wrong << bad;
        const Booked booked = bookedIn(office);
        return booked.orders == 1    ? QStringLiteral("not begun")
               : booked.reversed > 0 ? QStringLiteral("taken back")
                                     : QStringLiteral("delivered");
    }
    const QString id = open.first().second;
    for (const QStringList& next : {QStringList{QStringLiteral("order"), QStringLiteral("resend"), id},
                                    QStringList{QStringLiteral("order"), QStringLiteral("reverse"), id,
                                                QStringLiteral("--reason"), QStringLiteral("not on the card")}}) {
        const Program branch = Program::copyOf(office);
        const Ran going = branch.json(words("--reader simulator") + next);
        const QString bad = going.status != 0 ? told(going) : finished(branch);
        if (!bad.isEmpty())
            wrong << next.at(1) + QStringLiteral(": ") + bad;
        else if (const Booked booked = bookedIn(branch); booked.reversed != (next.size() > 3 ? 5000 : 0))
            wrong << QStringLiteral("%1: given back are %2 fen").arg(next.at(1)).arg(booked.reversed);
    }
    return QStringLiteral("sent again, given back");
}

/// The meter takes what there is, once, and the desk sees the card again.
QString TestKill::finished(const Program& office) {
    loadMeter(office);
    if (loadMeter(office))
        return QStringLiteral("loaded twice");
    const Ran showing = office.json(simulated("card show"));
    const QJsonObject card = showing.json();
    if (showing.status != 0 || !card[QStringLiteral("openOrder")].isNull() ||
        card[QStringLiteral("status")] != QStringLiteral("active"))
        return QStringLiteral("the card: ") + told(showing);
    const Booked booked = bookedIn(office);
    if (booked.orders > 2 || booked.paid != 5000 * booked.orders)
        return QStringLiteral("%1 orders, paid %2 fen").arg(booked.orders).arg(booked.paid);
    return whereMoneyWent(office);
}

void TestKill::cleanupTestCase() {
    std::printf("\nSIGKILL of the program, settled by the next one:\n%-20s%12s%12s%12s\n", "", "APDUs", "syncs",
                "writes");
    for (const QString& layout : m_cells.keys()) {
        const auto& row = m_cells[layout];
        std::printf("%-20s%12d%12d%12d\n", qPrintable(layout), row[Place::Apdu], row[Place::Sync], row[Place::Write]);
    }
    for (const char* first : {"desk first", "meter first"})
        for (const char* way : {"not begun", "delivered", "taken back", "sent again, given back"}) {
            const QString name = QStringLiteral("%1, %2").arg(QLatin1String(first), QLatin1String(way));
            std::printf("%-40s%6d\n", qPrintable(name), m_ways.value(name));
            QVERIFY2(m_ways.value(name) > 0, qPrintable(name));
        }
}

int main(int argc, char** argv) {
    keepOfficesInMemory();
    QCoreApplication app(argc, argv);
    TestKill test;
    return QTest::qExec(&test, argc, argv);
}

#include "peer_kill.moc"
