// SIGKILL of the real program in the middle of a sale through Debian's own pcscd with a virtual reader: between its
// commands to the card, while the card is at one, and around both commits. The service goes on without it. Then the
// program is started again and settles, before or after the card has been in its meter; what the card doesn't carry is
// sent again or given back. Books and meter must agree to the fen, and nobody gets anything twice.
//
// peer_kill does this at every single step, with the simulator in place of the service. All here is an ordinary user's.
#include "cardio/simulator/shelffiles.h"
#include "cardio/simulator/vpcdlink.h"
#include "tests/peers/ordinaryuser.h"
#include "tests/peers/pcscd.h"
#include "tests/peers/watchedcard.h"
#include "tests/support/killing.h"
#include "tests/support/tempstore.h"
#include "tests/support/typed.h"

#include <QtTest>

#include <QJsonArray>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <future>
#include <sys/wait.h>

using namespace meterdesk;
using namespace meterdesk::test;
using simulator::ShelfFiles;
using simulator::VirtualCard;
using simulator::VpcdLink;

namespace {

constexpr int soonMs = 10'000;
constexpr const char* layouts[] = {"cpu-money", "mifare-alternating", "sle4442-single"};

/// Where the program dies. `n`: of its commands to the card from 1, or of its waits for the disk.
struct Point {
    enum class Where { Between, While, Sync } where = Where::Between;
    int n = 0;
    bool booked = true;   // commit one is behind it
    bool written = false; // the card has it all
    QString name;
};

/// How the office goes on.
struct Recovery {
    bool meterFirst = false, giveBack = false;
};

/// Which commands of a sale change the card; the last reads it back.
struct Commands {
    QList<int> changing;
    int all = 0;
};

void killAndSee(qint64 pid) {
    ::kill(static_cast<pid_t>(pid), SIGKILL);
    siginfo_t ended{};
    waitid(P_PID, static_cast<id_t>(pid), &ended, WEXITED | WNOWAIT);
}

} // namespace

class PeerKilledSale : public QObject {
    Q_OBJECT
public:
    explicit PeerKilledSale(bool ordinary) : m_ordinary(ordinary) {}

private Q_SLOTS:
    void initTestCase();
    void ordinaryUser();
    void kills_data();
    void kills();
    void cleanupTestCase();

private:
    Program makeOffice(const QString& layout);
    QList<Point> pointsOf(const QString& layout);
    QStringList atReader(const QStringList& words) const {
        return QStringList{QStringLiteral("--reader"), m_daemon->reader()} + words;
    }
    QStringList sale() const {
        return atReader({QStringLiteral("topup"), QStringLiteral("--meter"), m_meter, QStringLiteral("--pay"),
                         QStringLiteral("50")});
    }
    std::shared_ptr<VirtualCard> takeFrom(const Program& office) const;
    void lay(const std::shared_ptr<VirtualCard>& card);
    void takeAway();
    bool carryToMeter(const Program& office, const VirtualCard& card);
    void killThere(Program& office, const Point& point, const std::shared_ptr<VirtualCard>& card);
    /// What became of the sale: "delivered", "sent again", "given back", "not begun"; empty where the test has failed.
    QString settle(const Program& office, const Point& point, Recovery recovery, std::shared_ptr<VirtualCard>& card);
    QJsonArray settledOrders(const Program& office, const Point& point);
    void finish(const Program& office, const Point& point, const VirtualCard& card);

    bool m_ordinary; // false: the system refused
    std::unique_ptr<Pcscd> m_daemon;
    std::unique_ptr<VpcdLink> m_link;
    std::unique_ptr<CardReader> m_reader;
    std::optional<quint32> m_seen; // Pcscd::changes when the card was laid there
    QString m_card, m_meter;       // of the layout at hand
    QMap<QString, QStringList> m_done;
    QMap<QString, int> m_became;
};

void PeerKilledSale::initTestCase() {
    auto daemon = Pcscd::start();
    QVERIFY2(daemon.has_value(), qPrintable(daemon ? QString() : daemon.error()));
    m_daemon = std::move(*daemon);
    m_link = std::make_unique<VpcdLink>(m_daemon->port());
    m_reader = must(openPcscReader(m_daemon->reader()));
}

void PeerKilledSale::ordinaryUser() {
    // Service and program are started from here and have no other rights.
    QCOMPARE(geteuid() == 0, !m_ordinary);
}

/// One sale is delivered and in the meter; that isn't in the books yet.
Program PeerKilledSale::makeOffice(const QString& layout) {
    Program office;
    // The one that pcscd.cpp has set, in place of none.
    office.environment.insert(QStringLiteral("PCSCLITE_CSOCK_NAME"), qEnvironmentVariable("PCSCLITE_CSOCK_NAME"));
    m_meter.clear();
    const QJsonArray meters = ok(office, words("meter list"))[QStringLiteral("meters")].toArray();
    for (const QJsonValue meter : meters)
        if (m_meter.isEmpty() && meter[QStringLiteral("layout")] == layout)
            m_meter = meter[QStringLiteral("number")].toString();
    const QString kind = layout.section(QLatin1Char('-'), 0, 0);
    m_card = (kind.startsWith(QLatin1String("sle")) ? QStringLiteral("sle") : kind) + QStringLiteral("-1");
    ok(office, {QStringLiteral("sim"), QStringLiteral("insert"), m_card});
    ok(office, simulated("card issue --meter", m_meter));
    ok(office, simulated("topup --pay 50 --meter", m_meter));
    if (!loadMeter(office))
        qFatal("%s: the first sale isn't loaded", qPrintable(layout));
    return office;
}

std::shared_ptr<VirtualCard> PeerKilledSale::takeFrom(const Program& office) const {
    return must(ShelfFiles(office.path(QStringLiteral("simulator"))).card(m_card));
}

void PeerKilledSale::lay(const std::shared_ptr<VirtualCard>& card) {
    takeAway();
    QVERIFY(m_link->insert(card));
    // The service says that the card is there a moment before it can be connected to.
    QTRY_VERIFY_WITH_TIMEOUT(m_reader->connect().has_value(), soonMs);
    m_seen = m_daemon->changes();
}

/// And waits until the service has noticed: people aren't faster than its looks either.
void PeerKilledSale::takeAway() {
    m_link->eject();
    QTRY_VERIFY_WITH_TIMEOUT(!m_reader->cardPresent().value_or(true), soonMs);
    if (m_seen)
        QTRY_VERIFY_WITH_TIMEOUT(m_daemon->changes() != *m_seen, soonMs);
    m_seen.reset();
}

bool PeerKilledSale::carryToMeter(const Program& office, const VirtualCard& card) {
    takeAway();
    must(ShelfFiles(office.path(QStringLiteral("simulator"))).saveCard(card));
    return loadMeter(office);
}

QList<Point> PeerKilledSale::pointsOf(const QString& layout) {
    Commands commands;
    const Program office = Program::copyOf(makeOffice(layout));
    const auto card = takeFrom(office);
    quint64 revision = card->revision();
    // Looked at before the next command: what the last one did. The last of all changes nothing: it reads back.
    lay(std::make_shared<WatchedCard>(card, [&](int n) {
        if (card->revision() != revision)
            commands.changing << n - 1;
        revision = card->revision();
        commands.all = n;
    }));
    Program selling = office;
    selling.environment.insert(QStringLiteral("PCSCLITE_CSOCK_NAME"), qEnvironmentVariable("PCSCLITE_CSOCK_NAME"));
    ok(selling, sale());
    takeAway();
    if (commands.changing.isEmpty())
        qFatal("%s: nothing changes the card", qPrintable(layout));
    const int first = commands.changing.first(), last = commands.changing.last();
    const int middle = commands.changing.at(commands.changing.size() / 2);
    QList<Point> points{{Point::Where::Sync, 1, false, false, QStringLiteral("in commit one")},
                        {Point::Where::Between, first, true, false, QStringLiteral("before the first change")},
                        {Point::Where::While, first, true, first == last, QStringLiteral("at the first change")}};
    if (middle > first)
        points << Point{Point::Where::Between, middle, true, false, QStringLiteral("between two changes")};
    if (last > first)
        points << Point{Point::Where::While, last, true, true, QStringLiteral("at the last change")};
    if (commands.all > last)
        points << Point{Point::Where::While, commands.all, true, true, QStringLiteral("at the last command")};
    points << Point{Point::Where::Sync, 3, true, true, QStringLiteral("in commit two")}
           << Point{Point::Where::Sync, 4, true, true, QStringLiteral("after commit two")};
    return points;
}

void PeerKilledSale::kills_data() {
    QTest::addColumn<QString>("layout");
    for (const char* layout : layouts)
        QTest::newRow(layout) << QString::fromLatin1(layout);
}

void PeerKilledSale::kills() {
    QFETCH(QString, layout);
    const QList<Point> points = pointsOf(layout);
    const Program origin = makeOffice(layout);
    if (QTest::currentTestFailed())
        return;
    for (int i = 0; i < points.size(); ++i) {
        const Point& point = points.at(i);
        Program office = Program::copyOf(origin);
        office.environment = origin.environment;
        // Each of the four ways at some points of each family, and at other points of the next.
        const int way = (i + int(m_done.size())) % 4;
        const Recovery recovery{way % 2 == 1, way >= 2};
        std::shared_ptr<VirtualCard> card = takeFrom(office);
        killThere(office, point, card);
        QString became;
        if (!QTest::currentTestFailed())
            became = settle(office, point, recovery, card);
        if (!QTest::currentTestFailed())
            finish(office, point, *card);
        const QString cell =
            QStringLiteral("%1, %2 first: %3")
                .arg(point.name, recovery.meterFirst ? QStringLiteral("meter") : QStringLiteral("desk"), became);
        if (QTest::currentTestFailed()) {
            qWarning("%s", qPrintable(cell));
            return;
        }
        m_done[layout] << cell;
        ++m_became[became];
    }
}

void PeerKilledSale::killThere(Program& office, const Point& point, const std::shared_ptr<VirtualCard>& card) {
    std::promise<qint64> started;
    const auto pid = started.get_future().share();
    lay(std::make_shared<WatchedCard>(card, [&point, pid](int n) {
        if (point.where == Point::Where::While && n == point.n)
            killAndSee(pid.get());
    }));
    if (point.where != Point::Where::While)
        arm(office, {point.where == Point::Where::Sync ? KillAt::Place::Sync : KillAt::Place::Transmit, point.n});
    const auto process =
        office.start(QStringList{QStringLiteral("--data"), office.folder(), QStringLiteral("--json")} + sale());
    const bool runs = process->waitForStarted();
    started.set_value(process->processId());
    QVERIFY(runs);
    const Ran ran = Program::wait(*process);
    disarm(office);
    QVERIFY2(ran.killed, (ran.out + ran.err).constData());
}

/// What is open once the program has read the card.
QJsonArray PeerKilledSale::settledOrders(const Program& office, const Point& point) {
    // Written down before the first byte that can change the card, and never lost again.
    [&] { QCOMPARE(bookedIn(office).orders, point.booked ? 2 : 1); }();
    ok(office, atReader(words("card settle")));
    QJsonArray open = ok(office, words("orders --open"))[QStringLiteral("orders")].toArray();
    [&] {
        QVERIFY(open.isEmpty() || point.booked);
        QVERIFY2(open.isEmpty() || !point.written, "the card has it, and the program says that it hasn't");
        QVERIFY2(open.size() <= 1, "more than one order is open");
        for (const QJsonValue order : std::as_const(open))
            QCOMPARE(order[QStringLiteral("state")].toString(), QStringLiteral("not-delivered"));
    }();
    return open;
}

QString PeerKilledSale::settle(const Program& office, const Point& point, Recovery recovery,
                               std::shared_ptr<VirtualCard>& card) {
    if (recovery.meterFirst) {
        carryToMeter(office, *card);
        card = takeFrom(office); // with what the meter has taken and written
        lay(card);
    }
    const QJsonArray open = settledOrders(office, point);
    if (QTest::currentTestFailed())
        return {};
    if (open.isEmpty())
        return point.booked ? QStringLiteral("delivered") : QStringLiteral("not begun");
    const QString order = open.first()[QStringLiteral("order")].toString();
    if (recovery.giveBack) {
        ok(office, atReader({QStringLiteral("order"), QStringLiteral("reverse"), order, QStringLiteral("--reason"),
                             QStringLiteral("not on the card")}));
        return QStringLiteral("given back");
    }
    ok(office, atReader({QStringLiteral("order"), QStringLiteral("resend"), order}));
    return QStringLiteral("sent again");
}

void PeerKilledSale::finish(const Program& office, const Point& point, const VirtualCard& card) {
    carryToMeter(office, card);
    QVERIFY2(!loadMeter(office), "loaded twice");
    const QJsonObject shown = ok(office, simulated("card show"));
    QVERIFY(shown[QStringLiteral("openOrder")].isNull());
    QCOMPARE(shown[QStringLiteral("finding")].toString(), QStringLiteral("ours"));
    QCOMPARE(whereMoneyWent(office), QString());
    const Booked booked = bookedIn(office);
    if (point.written) // what the card had is the resident's
        QCOMPARE(booked.delivered, 10'000);
    // Nobody is stuck: the next sale goes as if nothing had been.
    ok(office, simulated("topup --pay 50 --meter", m_meter));
    QVERIFY(loadMeter(office));
    ok(office, simulated("card show"));
    QCOMPARE(whereMoneyWent(office), QString());
    QCOMPARE(bookedIn(office).delivered, booked.delivered + 5'000);
}

void PeerKilledSale::cleanupTestCase() {
    std::printf("\nSIGKILL of the program at a sale through pcscd, as uid %d:\n", int(geteuid()));
    for (const char* layout : layouts) {
        const QStringList done = m_done.value(QString::fromLatin1(layout));
        for (const QString& cell : done)
            std::printf("%-20s %s\n", layout, qPrintable(cell));
        QVERIFY2(done.size() >= 6, layout);
    }
    for (const char* became : {"not begun", "delivered", "sent again", "given back"})
        QVERIFY2(m_became.value(QString::fromLatin1(became)) >= 2, became);
    m_reader.reset();
    m_link.reset();
    m_daemon.reset();
}

int main(int argc, char** argv) {
    const bool ordinary = becomeOrdinaryUser();
    keepOfficesInMemory();
    QCoreApplication app(argc, argv);
    PeerKilledSale test(ordinary);
    return QTest::qExec(&test, argc, argv);
}

#include "peer_killedsale.moc"
