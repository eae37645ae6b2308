// SIGKILL of the real program after its card has failed: every fault at every APDU that comes after commit one, then
// death around each later wait for the disk. The program has learned what went wrong, and dies before, or while, it
// writes that down; the next commands must find everything where it belongs all the same.
#include "cardio/simulator/shelf.h"
#include "tests/support/killedsale.h"
#include "tests/support/support.h"
#include "tests/support/typed.h"

#include <QtTest>

#include <cstdio>

using namespace meterdesk;
using namespace meterdesk::test;
using simulator::FaultKind;

namespace {

using Place = KillAt::Place;

// A card that is another one, or an older one, from then on is no accident of the sale, and a key that is refused
// spends a try of an SLE4442 for ever, so that nothing is left to be settled on it: tst_faultmatrix has them too.
const QList<FaultKind> faults{FaultKind::RemovedBefore, FaultKind::RemovedHalfway,    FaultKind::RemovedSilent,
                              FaultKind::RemovedAfter,  FaultKind::AppliedUnanswered, FaultKind::ReaderGone,
                              FaultKind::DaemonGone};
constexpr int atMost = 60; // APDUs of a sale, syncs of a run

} // namespace

class TestKillFault : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void kills_data();
    void kills();
    void cleanupTestCase();

private:
    /// The APDUs of the sale, and the first one after commit one: (first, all).
    std::pair<int, int> apdusOf(const QString& layout);
    KilledSale m_sale;
    QMap<QString, QMap<FaultKind, int>> m_cells;
};

void TestKillFault::kills_data() {
    QTest::addColumn<QString>("layout");
    QTest::addColumn<FaultKind>("fault");
    for (const char* layout : {"cpu-money", "mifare-alternating", "sle4442-single"})
        for (const FaultKind fault : faults)
            QTest::addRow("%s, %s", layout, qPrintable(simulator::faultName(fault)))
                << QString::fromLatin1(layout) << fault;
}

std::pair<int, int> TestKillFault::apdusOf(const QString& layout) {
    static QMap<QString, std::pair<int, int>> known;
    if (known.contains(layout))
        return known.value(layout);
    const Program& origin = m_sale.soldOnce(layout);
    int first = 0, at = 1;
    for (; at < atMost; ++at) {
        const Program office = Program::copyOf(origin);
        if (!runUntil(office, {Place::Apdu, at}, m_sale.topUp(layout)).killed)
            break;
        if (first == 0 && bookedIn(office).orders > 1)
            first = at;
    }
    return known[layout] = {first, at < atMost ? at - 1 : 0}; // none is left out because of the limit
}

void TestKillFault::kills() {
    QFETCH(QString, layout);
    QFETCH(FaultKind, fault);
    const auto [first, last] = apdusOf(layout);
    QVERIFY2(first > 1 && last >= first, qPrintable(QStringLiteral("%1 to %2").arg(first).arg(last)));
    QStringList wrong;
    for (int at = first; at <= last; ++at) {
        const Program failing = Program::copyOf(m_sale.soldOnce(layout));
        const QString card = simulator::Shelf(failing.folder()).inserted();
        ok(failing,
           words("sim fault") + QStringList{simulator::faultName(fault), QStringLiteral("--at"), QString::number(at),
                                            QStringLiteral("--bytes"), QStringLiteral("3")});
        for (int sync = 1;; ++sync) {
            QVERIFY(sync < atMost);
            const Program office = Program::copyOf(failing);
            if (!runUntil(office, {Place::Sync, sync}, m_sale.topUp(layout)).killed)
                break; // it doesn't come so far
            if (bookedIn(office).orders < 2)
                continue; // before commit one no card is written: peer_kill's
            QVERIFY(simulator::Shelf(office.folder()).insert(card)); // wherever it was, the customer has it
            ++m_cells[layout][fault];
            const QStringList bad = m_sale.settled(office);
            for (const QString& one : bad)
                wrong << QStringLiteral("APDU %1, sync %2, %3").arg(at).arg(sync).arg(one);
        }
    }
    QVERIFY(m_cells[layout][fault] > 0);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

void TestKillFault::cleanupTestCase() {
    std::printf("\nSIGKILL after a fault of the card, settled by the next program (kills):\n%-20s", "");
    for (const FaultKind fault : faults)
        std::printf("%20s", qPrintable(simulator::faultName(fault)));
    std::printf("\n");
    for (const QString& layout : m_cells.keys()) {
        std::printf("%-20s", qPrintable(layout));
        for (const FaultKind fault : faults)
            std::printf("%20d", m_cells[layout][fault]);
        std::printf("\n");
    }
    m_sale.printWays();
}

int main(int argc, char** argv) {
    keepOfficesInMemory();
    QCoreApplication app(argc, argv);
    TestKillFault test;
    return QTest::qExec(&test, argc, argv);
}

#include "peer_killfault.moc"
