// Every fault at every APDU of a sale, by every layout, and the program killed at every step of the journal; then the
// office settles and the meter loads, in either order. Nobody loses a fen, no meter loads twice, nobody is stuck.
//
// The kills here leave what lay on the disk at that moment (peer_kill does the same to the real program). The table at
// the end says how many cells each fault had at each APDU with each kill. A fault must have cells with every kill
// that the sale comes to before the fault, at that very APDU: an empty one fails.
#include "tests/support/faultbench.h"

#include <QtTest>

#include <QFileInfo>
#include <QSet>
#include <cstdio>

using namespace meterdesk;
using namespace meterdesk::test;
using simulator::Fault;
using simulator::FaultKind;

namespace {

constexpr Kill kills[] = {Kill::None, Kill::BeforeBegin, Kill::AfterBegin, Kill::BeforeClose};
constexpr int faultKinds = int(FaultKind::DaemonGone) + 1;

/// The bytes of a write that are done when the card goes.
QList<int> bytesOf(FaultKind kind) {
    if (kind == FaultKind::RemovedSilent)
        return {0, 7};
    return kind == FaultKind::RemovedHalfway ? QList<int>{1, 2, 7, 15} : QList<int>{0};
}

struct Counted {
    int byKill[4] = {};
};

class Table {
public:
    Table(QString layout, QString family, FaultBench::Apdus apdus)
        : m_layout(std::move(layout)), m_family(std::move(family)), m_apdus(apdus.all), m_toBook(apdus.toBook) {}

    void count(FaultKind kind, int apdu, Kill kill) { ++m_cells[{int(kind), apdu}].byKill[int(kill)]; }
    QStringList empty() const {
        QStringList none;
        for (int kind = 0; kind < faultKinds; ++kind)
            for (int apdu = 1; apdu <= m_apdus; ++apdu)
                for (const Kill kill : kills)
                    if (isReached(kill, apdu) && m_cells.value({kind, apdu}).byKill[int(kill)] == 0)
                        none << QStringLiteral("%1 at %2, %3")
                                    .arg(simulator::faultName(FaultKind(kind)))
                                    .arg(apdu)
                                    .arg(killName(kill));
        return none;
    }
    int print() const {
        std::printf("\n%s (%s): cells by fault and kill (down) and APDU (across)\n%-33s", qPrintable(m_layout),
                    qPrintable(m_family), "");
        for (int apdu = 1; apdu <= m_apdus; ++apdu)
            std::printf("%3d", apdu);
        std::printf(" |  all\n");
        int all = 0;
        for (int kind = 0; kind < faultKinds; ++kind)
            for (const Kill kill : kills) {
                std::printf("%-19s %-13s", qPrintable(simulator::faultName(FaultKind(kind))),
                            qPrintable(killName(kill)));
                int sum = 0;
                for (int apdu = 1; apdu <= m_apdus; ++apdu) {
                    const int cells = m_cells.value({kind, apdu}).byKill[int(kill)];
                    std::printf("%3d", cells);
                    sum += cells;
                }
                std::printf(" | %4d\n", sum);
                all += sum;
            }
        std::printf("%s: %d cells\n", qPrintable(m_layout), all);
        std::fflush(stdout);
        return all;
    }

private:
    /// Whether a sale whose `apdu`-th command goes wrong has come to where it is killed. One that goes wrong before it
    /// is booked may end there.
    bool isReached(Kill kill, int apdu) const { return kill == Kill::None || apdu > m_toBook; }

    QString m_layout, m_family;
    int m_apdus, m_toBook;
    QMap<std::pair<int, int>, Counted> m_cells;
};

} // namespace

class TestFaultMatrix : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void faults_data() { layouts(); }
    void faults();
    void faultWhileSettling_data() { layouts(); }
    void faultWhileSettling();
    void cleanupTestCase();

private:
    static void layouts();
    /// Every kill that `tried` came to, settled; true where a kill was reached.
    bool settle(FaultBench& bench, const Tried& tried, Kill kill, const QString& place, bool copyRestored);
    void complain(const QString& what) { m_wrong << what; }
    QString complaints();

    int m_cells = 0;
    QStringList m_wrong;
    QSet<QByteArray> m_seen; // what a kill leaves is often the same for several faults: looked at once
};

void TestFaultMatrix::layouts() {
    QTest::addColumn<QString>("layout");
    for (const QString& layout : FaultBench::layoutIds())
        QTest::newRow(qPrintable(layout)) << layout;
}

QString TestFaultMatrix::complaints() {
    const QString all = QStringLiteral("%1 wrong:\n%2").arg(m_wrong.size()).arg(m_wrong.mid(0, 40).join(u'\n'));
    const bool none = m_wrong.isEmpty();
    m_wrong.clear();
    return none ? QString() : all;
}

bool TestFaultMatrix::settle(FaultBench& bench, const Tried& tried, Kill kill, const QString& place,
                             bool copyRestored) {
    const std::optional<Moment> left = tried.left(kill);
    if (!left)
        return false;
    const QByteArray key = (copyRestored ? "c" : "") + tried.key(kill);
    if (m_seen.contains(key))
        return true;
    m_seen.insert(key);
    for (const SeenFirst first : {SeenFirst::Desk, SeenFirst::Meter})
        for (const bool giveBack : {false, true})
            if (const QString bad = bench.finish(*left, first, giveBack, copyRestored); !bad.isEmpty())
                complain(QStringLiteral("%1, %2, %3 first%4: %5")
                             .arg(place, killName(kill),
                                  first == SeenFirst::Desk ? QStringLiteral("desk") : QStringLiteral("meter"),
                                  giveBack ? QStringLiteral(", given back") : QString(), bad));
    return true;
}

void TestFaultMatrix::faults() {
    QFETCH(QString, layout);
    FaultBench bench(layout);
    const FaultBench::Apdus count = bench.apdusOfSale();
    const int apdus = count.all;
    QVERIFY(count.toBook > 1 && apdus > count.toBook + 1);
    Table table(layout, bench.family(), count);
    m_seen.clear();
    for (int apdu = 1; apdu <= apdus; ++apdu) {
        for (int number = 0; number < faultKinds; ++number) {
            const auto kind = FaultKind(number);
            for (const int bytes : bytesOf(kind)) {
                const Tried tried = bench.sell({Fault{apdu, kind, bytes, {}}});
                const QString place =
                    QStringLiteral("%1 at %2 (%3)").arg(simulator::faultName(kind)).arg(apdu).arg(bytes);
                if (const QString lie = FaultBench::saidTruly(tried); !lie.isEmpty())
                    complain(place + QStringLiteral(": ") + lie);
                for (const Kill kill : kills)
                    if (settle(bench, tried, kill, place, kind == FaultKind::RestoredCopy))
                        table.count(kind, apdu, kill);
            }
        }
    }
    m_cells += table.print();
    std::printf("%d different moments, each settled in 4 ways\n", int(m_seen.size()));
    QCOMPARE(table.empty(), QStringList());
    const QString wrong = complaints();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void TestFaultMatrix::faultWhileSettling() {
    // The answer is lost, the program powers the card up again to see what became of it, and that goes wrong too.
    QFETCH(QString, layout);
    FaultBench bench(layout);
    const int apdus = bench.apdusOfSale().all;
    m_seen.clear();
    int cells = 0;
    for (int apdu = 1; apdu <= apdus; ++apdu) {
        const Fault lost{apdu, FaultKind::AppliedUnanswered, 0, {}};
        bench.sell({lost});
        const int until = bench.office.reader.apdus();
        for (int second = apdu + 1; second <= until; ++second) {
            for (const FaultKind kind : {FaultKind::RemovedHalfway, FaultKind::RemovedAfter,
                                         FaultKind::AppliedUnanswered, FaultKind::Swapped}) {
                const Tried tried = bench.sell({lost, Fault{second, kind, 7, {}}});
                const QString place =
                    QStringLiteral("unanswered at %1, %2 at %3").arg(apdu).arg(simulator::faultName(kind)).arg(second);
                if (const QString lie = FaultBench::saidTruly(tried); !lie.isEmpty())
                    complain(place + QStringLiteral(": ") + lie);
                for (const Kill kill : {Kill::None, Kill::BeforeClose})
                    cells += settle(bench, tried, kill, place, false) ? 1 : 0;
            }
        }
    }
    std::printf("%s: a second fault while settling: %d cells\n", qPrintable(layout), cells);
    m_cells += cells;
    QVERIFY(cells > 0);
    const QString wrong = complaints();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void TestFaultMatrix::cleanupTestCase() {
    std::printf("\n%d cells\n", m_cells);
    QVERIFY(m_cells > 0);
}

int main(int argc, char** argv) {
    // Thousands of books are opened here: in memory, where there is such a folder.
    if (QFileInfo(QStringLiteral("/dev/shm")).isWritable())
        qputenv("TMPDIR", "/dev/shm");
    QCoreApplication app(argc, argv);
    TestFaultMatrix test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_faultmatrix.moc"
