#include "tests/support/tilldriver.h"

#include "app/demo/demooffice.h"
#include "cardio/keys/keystore.h"
#include "cardio/simulator/shelf.h"
#include "cardio/simulator/shelffiles.h"
#include "models/staff/staffbook.h"
#include "models/store/settings.h"
#include "models/topup/journal.h"
#include "tests/support/tempstore.h"
#include "ui/common/chip.h"
#include "ui/common/language.h"
#include "ui/common/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCloseEvent>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>

namespace meterdesk::test {

namespace {

constexpr auto firstMeter = "200100000001"; // water, of 1-1-101
constexpr int tornBytes = 7;

template <class Condition>
void waitUntil(const char* what, Condition condition) {
    if (!QTest::qWaitFor(condition, patience))
        qFatal("till driver: waited in vain until %s", what);
}

QString& keychainBus() {
    static QString address = QStringLiteral("unix:path=/nonexistent/bus");
    return address;
}

/// The developer's own documents, settings and keychain are none of a test's business.
void moveHome() {
    qputenv("DBUS_SESSION_BUS_ADDRESS", keychainBus().toLocal8Bit());
    static const QTemporaryDir home;
    qputenv("HOME", home.path().toLocal8Bit());
    for (const char* name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_DOCUMENTS_DIR",
                             "METERDESK_PASSPHRASE", "METERDESK_PASSWORD", "METERDESK_LANG", "METERDESK_SIM_KILL_AT"})
        qunsetenv(name);
}

OfficeOptions optionsOf(const QString& folder) {
    OfficeOptions options;
    options.dataFolder = folder;
    return options;
}

} // namespace

TillDriver::TillDriver(Kind kind) {
    moveHome();
    if (kind != Kind::Real)
        must(makeDemoOffice(m_dir.path()));
    else
        must(makeOffice(m_dir.path(), {}, QStringLiteral("wang"), QStringLiteral("secret-1")));
    if (kind == Kind::Real)
        must(KeyStore(m_dir.path(), Sealing::cheap()).generate(QStringLiteral("passphrase-1")));
    if (kind != Kind::Furnished)
        return;
    const auto office = must(Office::open(optionsOf(folder())));
    const StaffSession who = must(office->signIn({}, {}));
    must(StaffBook(office->store(), Clock::system(), who)
             .add(QStringLiteral("wang"), QStringLiteral("wang"), Role::Cashier, QStringLiteral("secret-1")));
    must(KeyStore(folder(), Sealing::cheap())
             .changePassphrase(Office::demoPassphrase(), QStringLiteral("passphrase-1")));
    must(Settings(office->store(), who).setValue(QStringLiteral("demo"), QStringLiteral("0")));
}

void TillDriver::prepare() {
    nameApplication();
    theme::apply(*qobject_cast<QApplication*>(QCoreApplication::instance()), false);
    useLanguage(QStringLiteral("en"));
}

void TillDriver::useKeychain(const QString& bus) {
    keychainBus() = bus;
}

void TillDriver::setReader(const QString& name) {
    const auto office = must(Office::open(optionsOf(folder())));
    const StaffSession who = must(office->signIn(QStringLiteral("wang"), QStringLiteral("secret-1")));
    must(Settings(office->store(), who).setValue(QStringLiteral("reader"), name));
}

void TillDriver::open() {
    m_window = std::make_unique<TillWindow>(optionsOf(m_dir.path()));
    m_window->resize(1366, 768); // the screen of the tests may be smaller than a desk's
    m_window->show();
    m_window->activateWindow();
    if (!QTest::qWaitForWindowActive(m_window.get(), patience))
        qFatal("the window doesn't come up");
}

void TillDriver::click(const char* button) {
    auto* found = find<QAbstractButton>(button);
    waitUntil(button, [found] { return found->isVisible() && found->isEnabled(); });
    QTest::mouseClick(found, Qt::LeftButton);
}

void TillDriver::key(Qt::Key key, Qt::KeyboardModifiers modifiers) {
    QTest::keyClick(m_window->windowHandle(), key, modifiers);
}

void TillDriver::type(const QString& text) {
    for (const QChar each : text)
        QTest::sendKeyEvent(QTest::Click, m_window->windowHandle(), Qt::Key(0), each, Qt::NoModifier);
}

void TillDriver::tabTo(QWidget* widget) {
    constexpr int enough = 100;
    for (int i = 0; i < enough && !widget->hasFocus(); ++i)
        key(Qt::Key_Tab);
    if (!widget->hasFocus())
        qFatal("till driver: Tab never reaches %s", qPrintable(widget->objectName()));
}

bool TillDriver::closeFromOutside() {
    QCloseEvent event;
    QCoreApplication::sendEvent(m_window->windowHandle(), &event);
    return !m_window->isVisible();
}

void TillDriver::lay(const QString& card) {
    // A fault takes the card away behind the window's back; what the window says next would be about the card before.
    if (simulator::Shelf(m_dir.path()).inserted().isEmpty())
        waitUntil("the window has seen the last card go", [this] { return !cardIsRead(); });
    auto* cards = find<QComboBox>("drawerCards");
    waitUntil("the drawer has the card", [&] { return cards->isVisible() && cards->findText(card) >= 0; });
    tabTo(cards);
    key(Qt::Key_Home);
    for (int i = 0; i < cards->count() && cards->currentText() != card; ++i)
        key(Qt::Key_Down);
    click("drawerInsert");
    auto* eject = find<QAbstractButton>("drawerEject");
    waitUntil("the card lies there", [&] { return eject->isEnabled() && cards->currentText() == card; });
}

void TillDriver::takeAway() {
    click("drawerEject");
    waitUntilAway();
}

void TillDriver::waitUntilAway() {
    // The drawer looks for itself and may be ahead of the window, which serves the card until it has seen it go.
    waitUntil("the card is away", [this] { return !isEnabled("drawerEject") && !cardIsRead(); });
}

void TillDriver::layByHand(const QString& card) {
    must(simulator::Shelf(folder()).insert(card));
}

void TillDriver::takeByHand() {
    must(simulator::Shelf(folder()).eject());
}

QString TillDriver::amount() {
    return find<QLineEdit>("amountField")->text();
}

void TillDriver::serve(const QString& words, const QString& resident) {
    auto* list = find<QListView>("searchList");
    waitUntil("residents are listed", [list] { return list->model()->rowCount() > 0; });
    key(Qt::Key_F3);
    waitUntil("F3 goes to the search", [this] { return find<QLineEdit>("searchField")->hasFocus(); });
    type(words);
    key(Qt::Key_Return);
    auto* name = find<QLabel>("residentName");
    waitUntil("the resident is shown", [&] { return name->isVisible() && name->text() == resident; });
}

void TillDriver::issue(const QString& card) {
    lay(card);
    click("issueButton");
    auto* issueButton = find<QAbstractButton>("issueButton");
    waitUntil("the card is issued and read", [&] { return !issueButton->isVisible() && cardIsRead(); });
    waitUntil("the amount can be typed", [this] { return find<QLineEdit>("amountField")->hasFocus(); });
}

void TillDriver::issueByHand(const QString& card) {
    layByHand(card);
    click("issueButton");
    waitUntil("the card is issued and read", [this] { return cardIsRead(); });
}

void TillDriver::serveAndIssue() {
    open();
    serve(QStringLiteral("1-1-101"), QStringLiteral("王帅"));
    issue(QStringLiteral("mifare-1"));
}

void TillDriver::serveAndIssuePurse() {
    open();
    serve(QStringLiteral("1-1-101"), QStringLiteral("王帅"));
    tabTo("meterList");
    key(Qt::Key_Down);
    issue(QStringLiteral("cpu-1"));
}

void TillDriver::losePurse() {
    serveAndIssuePurse();
    sell(QStringLiteral("50"));
    waitUntil("it is sold", [&] { return shows("receiptButton"); });
    takeAway();
    lay(QStringLiteral("cpu-2"));
    waitUntil("the card may take the lost one's place", [&] { return shows("replaceButton"); });
    key(Qt::Key_F8);
}

void TillDriver::sell(const QString& amount) {
    tabTo("amountField");
    type(amount);
    waitUntil("it may be sold", [this] { return canSell(); });
    key(Qt::Key_Return);
}

void TillDriver::sellInDoubt(const QString& amount, int bytes) {
    arm(simulator::FaultKind::RemovedHalfway, breaks().torn, bytes);
    sell(amount);
    waitUntil("the order is in doubt", [this] { return shows("openOrderNext"); });
    waitUntilAway();
}

void TillDriver::signIn() {
    waitUntil("a name is asked for", [this] { return shows("signInName"); });
    type(QStringLiteral("wang"));
    key(Qt::Key_Return);
    type(QStringLiteral("secret-1"));
    key(Qt::Key_Return);
    waitUntil("the keys are asked for", [this] { return !shows("signInName") && shows("signInSecret"); });
}

bool TillDriver::isEnabled(const char* button) {
    return find<QAbstractButton>(button)->isEnabled();
}

QString TillDriver::label(const char* button) {
    return find<QAbstractButton>(button)->text();
}

void TillDriver::arm(simulator::FaultKind kind, int atApdu, int bytes) {
    arm({simulator::Fault{atApdu, kind, bytes, {}}});
}

void TillDriver::arm(const QList<simulator::Fault>& faults) {
    must(simulator::Shelf(m_dir.path()).arm(faults));
}

std::unique_ptr<QLockFile> TillDriver::holdCards() {
    return must(simulator::ShelfFiles(m_dir.filePath(QStringLiteral("simulator"))).lock());
}

std::unique_ptr<QLockFile> TillDriver::layBusy(const QString& card) {
    std::unique_ptr<QLockFile> busy =
        must(simulator::ShelfFiles(m_dir.filePath(QStringLiteral("simulator"))).holdReader());
    layByHand(card);
    const auto* chip = find<Chip>("readerChip");
    waitUntil("the card isn't ready",
              [chip] { return chip->accessibleName() == QStringLiteral("The card isn't ready yet"); });
    return busy;
}

TillDriver::Breaks TillDriver::breaks() {
    static const Breaks found = [] {
        TillDriver driver; // its window stays closed
        const auto office = must(Office::open(optionsOf(driver.folder())));
        const StaffSession who = must(office->signIn({}, {}));
        CardDesk desk(office->store(), who, *must(office->reader()), office->layouts(), must(office->requireKeys()));
        CreditJournal journal(office->store(), who);
        simulator::Shelf shelf(driver.folder());
        must(shelf.insert(QStringLiteral("mifare-1")));
        must(desk.issue(QLatin1String(firstMeter)));
        TopUpAsked asked;
        asked.meterNumber = QLatin1String(firstMeter);
        asked.amount.pay = Money{5000};
        Breaks breaks;
        for (int at = 1; breaks.torn == 0; ++at) {
            must(shelf.insert(QStringLiteral("mifare-1")));
            driver.arm(simulator::FaultKind::RemovedHalfway, at, tornBytes);
            const Result<CreditOrder> sold = desk.topUp(asked);
            if (sold)
                qFatal("till driver: no command of the sale leaves it in doubt");
            if (sold.error().code == ErrorCode::OutcomeUnknown)
                breaks.torn = at;
            for (const CreditOrder& open : must(journal.openOrders()))
                if (open.state == OrderState::NotDelivered) {
                    breaks.unsent = at;
                    must(journal.reverse(open.id, QStringLiteral("tried")));
                }
        }
        return breaks;
    }();
    if (found.unsent == 0)
        qFatal("till driver: no command of the sale leaves it unsent");
    return found;
}

} // namespace meterdesk::test
