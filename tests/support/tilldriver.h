// The real till window over an office in a temporary folder, as a cashier has it before him: tests reach into it by the
// names of its fields and buttons, and drive it by keys and clicks alone.
//
// What the window writes beside its books (receipts) goes into a temporary home, whoever starts the test.
// Threads: GUI. Whatever can't be set up ends the test loudly.
#pragma once

#include "cardio/desk/office.h"
#include "cardio/simulator/simulatorreader.h"
#include "ui/till/tillwindow.h"

#include <QLabel>
#include <QLockFile>
#include <QTemporaryDir>
#include <QTest>

namespace meterdesk::test {

/// The machine may be slow; nothing waits longer than it needs.
constexpr int patience = 30'000;

class TillDriver {
public:
    /// Real: "wang" with the password "secret-1"; keys under "passphrase-1". Furnished: as real, with the demo's homes,
    /// reader and cards; a window without a drawer, so that cards come by layByHand().
    enum class Kind { Demo, Real, Furnished };
    explicit TillDriver(Kind kind = Kind::Demo);

    /// The application's name and looks, in English: before the first window.
    static void prepare();

    /// The session bus on which the windows from now on find a keychain; without it they find none.
    static void useKeychain(const QString& bus);

    /// Of a real office, before it is opened.
    void setReader(const QString& name);
    /// Opens the window and, in a demo office, waits until its residents are listed.
    void open();
    void close() { m_window.reset(); }
    /// As the window system asks it to (Alt+F4, the corner's cross); whether it closed.
    bool closeFromOutside();
    TillWindow& window() { return *m_window; }
    QString folder() const { return m_dir.path(); }

    template <class T>
    T* find(const char* name) {
        T* found = m_window->findChild<T*>(QLatin1String(name));
        if (!found)
            qFatal("the window has no %s", name);
        return found;
    }
    QString text(const char* label) { return find<QLabel>(label)->text(); }
    bool shows(const char* name) { return find<QWidget>(name)->isVisible(); }
    bool isEnabled(const char* button);
    QString label(const char* button);
    void click(const char* button);
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {});
    /// Types into whatever has the focus.
    void type(const QString& text);

    /// Tab, until it has the focus.
    void tabTo(QWidget* widget);
    void tabTo(const char* name) { tabTo(find<QWidget>(name)); }

    /// A card of the drawer goes onto the reader: "mifare-1".
    void lay(const QString& card);
    void takeAway();
    /// Until the window has seen the card go, whoever took it.
    void waitUntilAway();
    /// As a customer's hand does it: the cursor stays where the cashier has it.
    void layByHand(const QString& card);
    void takeByHand();
    /// The card on the reader is in the books, and has been read.
    bool cardIsRead() { return shows("returnButton"); }
    /// Where names are asked for: wang's, and his password; then the keys are asked for.
    void signIn();
    /// What stands in the amount, and where the cursor is.
    QString amount();
    bool hasCursor(const char* field) { return find<QWidget>(field)->hasFocus(); }
    /// F3, the words, Enter: their account is served.
    void serve(const QString& words, const QString& resident);
    /// A blank card is laid on and issued for the meter marked.
    void issue(const QString& card);
    /// The same where there is no drawer.
    void issueByHand(const QString& card);
    /// Opened; mifare-1 is issued for the first meter of 1-1-101.
    void serveAndIssue();
    /// Opened; cpu-1, a purse, is issued for the second meter of 1-1-101.
    void serveAndIssuePurse();
    /// Which command of a sale onto cpu-1 is CREDIT FOR LOAD: the data file is written after it.
    static constexpr int creditForLoad = 6;
    /// 50 yuan are sold onto cpu-1 for the second meter of 1-1-101; then cpu-2 lies there in its place, and F8 is
    /// pressed.
    void losePurse();
    bool canSell() { return isEnabled("sellButton"); }
    /// The amount, and Enter as soon as it may be sold.
    void sell(const QString& amount);
    /// Sold onto mifare-1, which is taken away amid its writing, so many bytes on: nobody knows what became of it.
    void sellInDoubt(const QString& amount, int bytes = 7);
    /// The next program that connects to the card meets this.
    void arm(simulator::FaultKind kind, int atApdu, int bytes = 0);
    void arm(const QList<simulator::Fault>& faults);
    /// Nothing moves on the demo reader until this is let go: a card that takes its time.
    std::unique_ptr<QLockFile> holdCards();
    /// The card is laid on while another program has it, and the window says that it isn't ready; until this is let go.
    std::unique_ptr<QLockFile> layBusy(const QString& card);

    /// Where the first sale onto a fresh mifare-1 breaks, by the number of its command (found by trying, on an office
    /// of its own): taken away before `unsent` nothing is on the card, and the order stays open; taken away amid
    /// `torn`, seven bytes on, nobody knows.
    struct Breaks {
        int unsent = 0, torn = 0;
    };
    static Breaks breaks();

private:
    QTemporaryDir m_dir;
    std::unique_ptr<TillWindow> m_window;
};

} // namespace meterdesk::test
