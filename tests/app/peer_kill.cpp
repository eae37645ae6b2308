// SIGKILL of the real program in the middle of a sale, and of taking one back: before every APDU that it sends, and
// around every step of the journal (each write to the books and each wait for the disk). The next commands must find
// everything where it belongs, at once: no lease of a dead program may keep anybody waiting. The card is seen by the
// desk first, and by its meter first; what it doesn't carry is sent again, and given back.
#include "tests/support/killedsale.h"
#include "tests/support/support.h"
#include "tests/support/typed.h"

#include <QtTest>

#include <QFileInfo>
#include <cstdio>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

using Place = KillAt::Place;

} // namespace

class TestKill : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void kills_data();
    void kills();
    void cleanupTestCase();

private:
    KilledSale m_sale;
    QMap<QString, QMap<Place, int>> m_cells; // layout, place -> kills
};

void TestKill::initTestCase() {
    QVERIFY2(QFileInfo::exists(preloadPath()), qPrintable(preloadPath()));
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

void TestKill::kills() {
    QFETCH(QString, layout);
    QFETCH(Place, place);
    QFETCH(bool, takeBack);
    QStringList act = m_sale.topUp(layout);
    const Program origin = Program::copyOf(m_sale.soldOnce(layout));
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
        const QStringList bad = m_sale.settled(office);
        for (const QString& one : bad)
            wrong << QStringLiteral("%1 %2, %3").arg(placeName(place)).arg(n).arg(one);
    }
    QVERIFY(m_cells[layout][place] > 0);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

void TestKill::cleanupTestCase() {
    std::printf("\nSIGKILL of the program, settled by the next one:\n%-20s%12s%12s%12s\n", "", "APDUs", "syncs",
                "writes");
    for (const QString& layout : m_cells.keys()) {
        const auto& row = m_cells[layout];
        std::printf("%-20s%12d%12d%12d\n", qPrintable(layout), row[Place::Apdu], row[Place::Sync], row[Place::Write]);
    }
    m_sale.printWays();
    for (const char* first : {"desk first", "meter first"})
        for (const char* way : {"not begun", "delivered", "taken back", "sent again, given back"}) {
            const QString name = QStringLiteral("%1, %2").arg(QLatin1String(first), QLatin1String(way));
            QVERIFY2(m_sale.ways().value(name) > 0, qPrintable(name));
        }
}

int main(int argc, char** argv) {
    keepOfficesInMemory();
    QCoreApplication app(argc, argv);
    TestKill test;
    return QTest::qExec(&test, argc, argv);
}

#include "peer_kill.moc"
