// The passphrase in the system's keychain: the real program against GNOME's keyring on a session bus of their own, and
// against a bus on which no keychain answers.
#include "cardio/keys/keystore.h"
#include "tests/support/tilldriver.h"
#include "tests/support/typed.h"
#include "ui/common/language.h"
#include "ui/common/messagebar.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QJsonArray>
#include <QLocalServer>
#include <QScopeGuard>
#include <QTest>
#include <QThread>

#include <csignal>
#include <sys/prctl.h>
#include <sys/stat.h>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

constexpr int soonMs = 20'000;
const QString passphrase = QStringLiteral("a phrase that nobody guesses");
const QString another = QStringLiteral("another phrase, no better");

/// A program that ends with the test, but not before it: a library in this process takes the end of the session bus for
/// the end of the session, and ends the process.
QProcess& companion() {
    auto* process = new QProcess;
    process->setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    return *process;
}

} // namespace

class PeerKeychain : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void isRememberedAndForgotten();
    void isTakenAlongWhenItChanges();
    void aStalePhraseOpensNothing();
    void whatHasChangedIsNoError();
    void aTickAtTheTillIsEnough();
    void aSilentOneHoldsUpNoSale();
    void withoutAKeychainItIsSaid();
    void oneThatIsSilentHoldsNobodyUp();
    void aSilentBusHoldsNobodyUp();

private:
    /// Starts a bus that starts nothing by itself; its address.
    QString startBus(const QString& name);
    /// An office with keys, whose program finds the keychain.
    Program office() const;
    /// A sale from unlocking to the closing of the window, while the keychain is silent.
    void sellPast(bool& gaveUp);

    QTemporaryDir m_home;
    QProcess* m_keyring = nullptr;
    QProcessEnvironment m_environment; // of the user whose keychain it is
};

QString PeerKeychain::startBus(const QString& name) {
    QString socket = QStringLiteral("unix:path=") + m_home.filePath(name);
    QFile conf(m_home.filePath(name + QStringLiteral(".conf")));
    if (!conf.open(QIODevice::WriteOnly))
        return {};
    conf.write(QStringLiteral("<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
                              "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\"><busconfig>"
                              "<type>session</type><listen>%1</listen><auth>EXTERNAL</auth>"
                              "<policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
                              "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>")
                   .arg(socket)
                   .toUtf8());
    conf.close();
    companion().start(QStringLiteral("dbus-daemon"),
                      {QStringLiteral("--nofork"), QStringLiteral("--config-file"), conf.fileName()});
    const QDeadlineTimer late(soonMs);
    while (!QFile::exists(m_home.filePath(name)) && !late.hasExpired())
        QThread::msleep(10);
    return socket;
}

void PeerKeychain::initTestCase() {
    QVERIFY(m_home.isValid());
    m_environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"XDG_CURRENT_DESKTOP", "DESKTOP_SESSION", "DISPLAY", "WAYLAND_DISPLAY"})
        m_environment.remove(QString::fromLatin1(name));
    m_environment.insert(QStringLiteral("HOME"), m_home.path());
    const QString runtime = m_home.filePath(QStringLiteral("run"));
    QVERIFY(mkdir(QFile::encodeName(runtime).constData(), 0700) == 0);
    m_environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), runtime);
    m_environment.insert(QStringLiteral("XDG_DATA_HOME"), m_home.filePath(QStringLiteral("share")));
    m_environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), startBus(QStringLiteral("bus")));

    // As at a sign-in: the password of its owner opens (here: makes) the keyring.
    m_keyring = &companion();
    m_keyring->setProcessEnvironment(m_environment);
    m_keyring->start(
        QStringLiteral("gnome-keyring-daemon"),
        {QStringLiteral("--foreground"), QStringLiteral("--unlock"), QStringLiteral("--components=secrets")});
    QVERIFY(m_keyring->waitForStarted(soonMs));
    m_keyring->write("the owner's password");
    m_keyring->closeWriteChannel();
    const QString keyring = m_home.filePath(QStringLiteral("share/keyrings/login.keyring"));
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(keyring), soonMs);
}

Program PeerKeychain::office() const {
    Program made = officeWithKeys(passphrase);
    for (const QString& name : m_environment.keys())
        if (name.startsWith(QLatin1String("XDG_")) || name.startsWith(QLatin1String("DBUS_")) ||
            name == QLatin1String("HOME"))
            made.environment.insert(name, m_environment.value(name));
    return made;
}

void PeerKeychain::isRememberedAndForgotten() {
    Program desk = office();
    const Program with = desk;
    desk.environment.remove(QStringLiteral("METERDESK_PASSPHRASE"));
    const QStringList list = words("keys list");
    QCOMPARE(desk.json(list).error(), QStringLiteral("keys-locked"));

    Program wrong = with;
    wrong.environment.insert(QStringLiteral("METERDESK_PASSPHRASE"), another);
    QCOMPARE(wrong.json(words("keys remember")).error(), QStringLiteral("keys-damaged"));
    QCOMPARE(desk.json(list).error(), QStringLiteral("keys-locked")); // a wrong one isn't kept

    const Ran kept = with.json(words("keys remember"));
    QVERIFY2(kept.status == 0, kept.out.constData());
    QCOMPARE(kept.json()[QLatin1String("remembered")].toBool(), true);
    const Ran open = desk.json(list);
    QVERIFY2(open.status == 0, open.out.constData());
    // One entry a data folder: another office's is no key to this one.
    Program other = office();
    other.environment.remove(QStringLiteral("METERDESK_PASSPHRASE"));
    QCOMPARE(other.json(list).error(), QStringLiteral("keys-locked"));

    QCOMPARE(desk.json(words("keys forget")).status, 0);
    QCOMPARE(desk.json(list).error(), QStringLiteral("keys-locked"));
    QCOMPARE(desk.json(words("keys forget")).status, 0); // as it should be
}

void PeerKeychain::isTakenAlongWhenItChanges() {
    Program desk = office();
    QCOMPARE(desk.json(words("keys remember")).status, 0);
    Program change = desk;
    change.environment.insert(QStringLiteral("METERDESK_NEW_PASSPHRASE"), another);
    const Ran changed = change.json(words("--as boss keys passphrase"));
    QVERIFY2(changed.status == 0, changed.out.constData());
    QCOMPARE(changed.json()[QLatin1String("remembered")].toBool(), true);
    desk.environment.remove(QStringLiteral("METERDESK_PASSPHRASE"));
    QCOMPARE(desk.json(words("keys list")).status, 0);
    desk.environment.insert(QStringLiteral("METERDESK_PASSPHRASE"), passphrase);
    QCOMPARE(desk.json(words("keys list")).error(), QStringLiteral("keys-damaged"));
}

void PeerKeychain::aStalePhraseOpensNothing() {
    // Changed on another computer, the folder being shared: here the old one is still remembered.
    Program desk = office();
    QCOMPARE(desk.json(words("keys remember")).status, 0);
    Program elsewhere = desk;
    elsewhere.environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("unix:path=/nonexistent"));
    elsewhere.environment.insert(QStringLiteral("METERDESK_NEW_PASSPHRASE"), another);
    QCOMPARE(elsewhere.json(words("--as boss keys passphrase")).status, 0);
    desk.environment.remove(QStringLiteral("METERDESK_PASSPHRASE"));
    QCOMPARE(desk.json(words("keys list")).error(), QStringLiteral("keys-damaged"));
    desk.environment.insert(QStringLiteral("METERDESK_PASSPHRASE"), another);
    QCOMPARE(desk.json(words("keys remember")).status, 0);
    desk.environment.remove(QStringLiteral("METERDESK_PASSPHRASE"));
    QCOMPARE(desk.json(words("keys list")).status, 0);
}

void PeerKeychain::whatHasChangedIsNoError() {
    Program desk = office();
    QCOMPARE(desk.json(words("keys remember")).status, 0);
    Program change = desk;
    change.environment.insert(QStringLiteral("METERDESK_NEW_PASSPHRASE"), another);
    QCOMPARE(kill(pid_t(m_keyring->processId()), SIGSTOP), 0);
    const Ran changed = change.json(words("--as boss keys passphrase"));
    kill(pid_t(m_keyring->processId()), SIGCONT);
    QVERIFY2(changed.status == 0, changed.out.constData());
    QCOMPARE(changed.json()[QLatin1String("remembered")].toBool(true), false);
    QCOMPARE(changed.json()[QLatin1String("keychain")].toString(), QStringLiteral("keychain-unavailable"));
    QCOMPARE(desk.json(words("keys list")).error(), QStringLiteral("keys-damaged")); // the former one opens nothing
    desk.environment.insert(QStringLiteral("METERDESK_PASSPHRASE"), another);
    QCOMPARE(desk.json(words("keys list")).status, 0);
    // New keys, and nobody to remember their passphrase: they are there all the same.
    desk.environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("unix:path=/nonexistent"));
    const Ran made = desk.json(words("--as boss keys generate --rotate --remember"));
    QVERIFY2(made.status == 0, made.out.constData());
    QCOMPARE(made.json()[QLatin1String("remembered")].toBool(true), false);
    QCOMPARE(made.json()[QLatin1String("keychain")].toString(), QStringLiteral("keychain-unavailable"));
    QCOMPARE(made.json()[QLatin1String("keys")].toArray(),
             desk.json(words("keys list")).json()[QLatin1String("keys")].toArray());
    QVERIFY(desk.plain(words("--as boss keys generate --rotate --remember")).out.contains("keys remember"));
}

void PeerKeychain::aTickAtTheTillIsEnough() {
    useLanguage(QStringLiteral("en"));
    TillDriver::useKeychain(m_environment.value(QStringLiteral("DBUS_SESSION_BUS_ADDRESS")));
    TillDriver till(TillDriver::Kind::Real);
    till.open();
    till.signIn();
    till.click("signInRemember");
    till.type(QStringLiteral("passphrase-1"));
    till.key(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(till.shows("searchField"), patience);
    till.close(); // the keychain is seen to all the same
    QTRY_VERIFY_WITH_TIMEOUT(KeyStore::remembered(till.folder()).has_value(), patience);
    till.open();
    QTRY_VERIFY_WITH_TIMEOUT(till.shows("signInName"), patience);
    till.type(QStringLiteral("wang"));
    till.key(Qt::Key_Return);
    till.type(QStringLiteral("secret-1"));
    till.key(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(till.shows("searchField"), patience);
}

void PeerKeychain::aSilentOneHoldsUpNoSale() {
    // Work that stood behind the keychain's would come after its end, every time; a machine that is busy with other
    // things may once be slower than the keychain is waited for.
    bool gaveUp = true;
    for (int tries = 0; gaveUp && tries < 3; ++tries) {
        sellPast(gaveUp);
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY(!gaveUp);
}

void PeerKeychain::sellPast(bool& gaveUp) {
    useLanguage(QStringLiteral("en"));
    TillDriver::useKeychain(m_environment.value(QStringLiteral("DBUS_SESSION_BUS_ADDRESS")));
    TillDriver till(TillDriver::Kind::Furnished);
    till.open();
    till.signIn();
    gaveUp = false;
    const auto* bar = till.find<MessageBar>("messageBar");
    connect(bar, &MessageBar::changed, bar, [&gaveUp, bar] {
        gaveUp = gaveUp || bar->message().startsWith(QStringLiteral("The system's keychain can't be used"));
    });
    till.click("signInRemember");
    till.type(QStringLiteral("passphrase-1"));
    QCOMPARE(kill(pid_t(m_keyring->processId()), SIGSTOP), 0);
    const auto goOn = qScopeGuard([this] { kill(pid_t(m_keyring->processId()), SIGCONT); });
    till.key(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(till.shows("searchField"), patience);
    till.serve(QStringLiteral("1-1-101"), QStringLiteral("王帅"));
    till.issueByHand(QStringLiteral("mifare-1"));
    till.sell(QStringLiteral("50"));
    QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
    QTRY_VERIFY_WITH_TIMEOUT(till.closeFromOutside(), patience);
    till.close();
    kill(pid_t(m_keyring->processId()), SIGCONT);
    if (!gaveUp)
        QTRY_COMPARE_WITH_TIMEOUT(KeyStore::remembered(till.folder()).value_or(QString()),
                                  QStringLiteral("passphrase-1"), patience);
}

void PeerKeychain::withoutAKeychainItIsSaid() {
    Program desk = office();
    desk.environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), startBus(QStringLiteral("empty")));
    QCOMPARE(desk.json(words("keys remember")).error(), QStringLiteral("keychain-unavailable"));
    desk.environment.remove(QStringLiteral("METERDESK_PASSPHRASE"));
    QCOMPARE(desk.json(words("keys list")).error(), QStringLiteral("keys-locked"));
}

void PeerKeychain::oneThatIsSilentHoldsNobodyUp() {
    Program desk = office();
    QCOMPARE(desk.json(words("keys remember")).status, 0);
    desk.environment.remove(QStringLiteral("METERDESK_PASSPHRASE"));
    QCOMPARE(kill(pid_t(m_keyring->processId()), SIGSTOP), 0);
    const Ran asked = desk.json(words("keys list"));
    kill(pid_t(m_keyring->processId()), SIGCONT);
    QCOMPARE(asked.error(), QStringLiteral("keys-locked"));
    QCOMPARE(desk.json(words("keys list")).status, 0);
}

void PeerKeychain::aSilentBusHoldsNobodyUp() {
    // A daemon's answer is waited for by the client's library for a while of its own; a bus that takes the connection
    // and says nothing is waited for without end, so that only our own limit can have ended it.
    QLocalServer silent; // accepts nobody: no event loop runs meanwhile
    QVERIFY(silent.listen(m_home.filePath(QStringLiteral("silent"))));
    Program desk = office();
    desk.environment.remove(QStringLiteral("METERDESK_PASSPHRASE"));
    desk.environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"),
                            QStringLiteral("unix:path=") + silent.fullServerName());
    QCOMPARE(desk.json(words("keys list")).error(), QStringLiteral("keys-locked"));
}

QTEST_MAIN(PeerKeychain)
#include "peer_keychain.moc"
