// Unlocking the keys at the till, where the system has no keychain to remember the passphrase. The real window, by keys
// alone.
#include "tests/support/support.h"
#include "tests/support/tilldriver.h"
#include "ui/common/language.h"

#include <QAbstractButton>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

const QString passphrase = QStringLiteral("passphrase-1");

bool saysNoKeychain(TillDriver& till) {
    return till.text("message").startsWith(QStringLiteral("The system's keychain can't be used"));
}

} // namespace

class GuiUnlock : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { TillDriver::prepare(); }
    void init() { useLanguage(QStringLiteral("en")); }

    void enterOnTheTickedBoxUnlocks() {
        TillDriver till(TillDriver::Kind::Furnished); // a reader that fails would have its say too
        till.open();
        till.signIn();
        till.type(passphrase);
        till.tabTo("signInRemember");
        till.key(Qt::Key_Space);
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("searchField"), patience);
        // It was still ticked: the keychain was asked.
        QTRY_VERIFY_WITH_TIMEOUT(saysNoKeychain(till), patience);
    }

    void whatWasWrongIsTypedAgainAtOnce() {
        TillDriver till(TillDriver::Kind::Real);
        till.open();
        till.signIn();
        till.type(QStringLiteral("not it"));
        till.tabTo("signInRemember");
        till.key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"),
                                  QStringLiteral("The passphrase is wrong, or the key file is damaged."), patience);
        QVERIFY(!till.find<QAbstractButton>("signInRemember")->isChecked());
        till.type(passphrase);
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("searchField"), patience);
    }

    void theRefusalOutlastsTheCardThatLiesThere() {
        TillDriver till(TillDriver::Kind::Furnished);
        till.open();
        till.signIn();
        till.type(passphrase);
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("searchField"), patience);
        till.serve(QStringLiteral("1-1-101"), QStringLiteral("王帅"));
        till.issueByHand(QStringLiteral("mifare-1"));
        till.close();

        till.open();
        till.signIn();
        till.click("signInRemember");
        till.type(passphrase);
        auto held = till.holdCards(); // it is read after the keychain has refused
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("searchField") && saysNoKeychain(till), patience);
        QVERIFY(!till.cardIsRead());
        held.reset();
        QTRY_VERIFY_WITH_TIMEOUT(till.cardIsRead(), patience);
        QVERIFY2(till.shows("message") && saysNoKeychain(till), qPrintable(till.text("message")));
    }
};

QTEST_MAIN(GuiUnlock)
#include "gui_unlock.moc"
