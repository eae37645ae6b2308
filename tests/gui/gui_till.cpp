// The till as a cashier uses it: the real window on a demo office, by keys and clicks alone.
#include "models/topup/journal.h"
#include "tests/support/tilldriver.h"
#include "ui/common/language.h"
#include "ui/common/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCloseEvent>
#include <QComboBox>
#include <QDir>
#include <QFontMetrics>
#include <QLineEdit>
#include <QListView>
#include <QProcess>
#include <QStandardPaths>
#include <QTableWidget>

using namespace meterdesk;
using namespace meterdesk::test;
using simulator::FaultKind;

namespace {

constexpr int patience = 30'000;
constexpr auto home = "1-1-101";
constexpr auto resident = "王帅";

bool canSell(TillDriver& till) {
    return till.find<QAbstractButton>("sellButton")->isEnabled();
}

void serveAndIssue(TillDriver& till) {
    till.open();
    till.serve(QLatin1String(home), QString::fromUtf8(resident));
    till.issue(QStringLiteral("mifare-1"));
}

} // namespace

class GuiTill : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        nameApplication();
        useLanguage(QStringLiteral("en"));
        theme::apply(*qobject_cast<QApplication*>(QCoreApplication::instance()), false);
    }
    void init() { useLanguage(QStringLiteral("en")); }

    void theFontHasChinese() { QVERIFY(QFontMetrics(theme::font(theme::Size::Body)).inFontUcs4(U'充')); }

    void wholeSale() {
        TillDriver till;
        serveAndIssue(till);
        till.type(QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(canSell(till), patience);
        QCOMPARE(till.find<QLineEdit>("amountField")->text(), QStringLiteral("50"));
        QVERIFY(till.text("quoteText").startsWith(QStringLiteral("12.500 m³ for 50.00 yuan")));
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        for (const char* step : {"step1", "step2", "step3"})
            QVERIFY2(till.text(step).endsWith(QStringLiteral("done")), qPrintable(till.text(step)));
        QVERIFY(till.text("saleResult").contains(QStringLiteral("12.500 m³ is on the card")));
        auto* orders = till.find<QTableWidget>("orderTable");
        QTRY_COMPARE_WITH_TIMEOUT(orders->rowCount(), 1, patience);
        QCOMPARE(orders->item(0, 1)->text(), QStringLiteral("50.00"));
        QCOMPARE(orders->item(0, 4)->text(), QStringLiteral("delivered"));

        QDir documents(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
        const QString pdf = documents.filePath(QStringLiteral("receipt-00000001.pdf"));
        QFile::remove(pdf);
        till.key(Qt::Key_F6);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("saveReceipt"), patience);
        till.click("saveReceipt");
        QTRY_VERIFY_WITH_TIMEOUT(till.text("message").contains(pdf), patience);
        QProcess reader;
        reader.start(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), pdf, QStringLiteral("-")});
        QVERIFY(reader.waitForFinished());
        const QString text = QString::fromUtf8(reader.readAllStandardOutput());
        for (const char* words : {"¥50.00", "伍拾元整", "王帅", "12.500"})
            QVERIFY2(text.contains(QString::fromUtf8(words)), qPrintable(text));
        QVERIFY(QFile::remove(pdf));
        till.key(Qt::Key_Escape);
        QTRY_VERIFY(till.find<QLineEdit>("amountField")->hasFocus());

        // The meter takes it, and the card tells so when it is laid on again.
        till.click("drawerLoad");
        QTRY_COMPARE_WITH_TIMEOUT(orders->item(0, 4)->text(), QStringLiteral("loaded by the meter"), patience);
    }

    void tornSaleIsSettledWhenTheCardComesBack() {
        TillDriver till;
        serveAndIssue(till);
        // The twentieth command of a sale onto this card writes; seven of its bytes arrive.
        till.arm(FaultKind::RemovedHalfway, 20, 7);
        till.type(QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(canSell(till), patience);
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!till.text("saleResult").isEmpty(), patience);
        const QString inDoubt = QStringLiteral("It isn't known whether");
        QVERIFY2(till.text("saleResult").startsWith(inDoubt), qPrintable(till.text("saleResult")));
        QCOMPARE(till.text("message"), till.text("saleResult"));
        QCOMPARE(till.text("messageNext"),
                 QStringLiteral("Lay the same card on the reader: it is read and the order is settled."));
        QTRY_VERIFY_WITH_TIMEOUT(
            till.find<QAbstractButton>("openOrdersButton")->text().startsWith(QStringLiteral("Open orders: 1")),
            patience);
        till.key(Qt::Key_F4);
        auto* open = till.find<QTableWidget>("openOrderTable");
        QTRY_VERIFY_WITH_TIMEOUT(open->isVisible() && open->rowCount() == 1, patience);
        QCOMPARE(open->item(0, 5)->text(), QStringLiteral("in doubt"));
        QCOMPARE(open->item(0, 3)->text(), QStringLiteral("50.00"));
        till.key(Qt::Key_Escape);
        till.lay(QStringLiteral("mifare-1"));
        QTRY_VERIFY2_WITH_TIMEOUT(till.text("message").startsWith(QStringLiteral("An open order was settled: 50.00")),
                                  qPrintable(till.text("message")), patience);
        QTRY_COMPARE_WITH_TIMEOUT(open->rowCount(), 0, patience);
        auto* orders = till.find<QTableWidget>("orderTable");
        QTRY_COMPARE_WITH_TIMEOUT(orders->rowCount(), 1, patience);
        QTRY_COMPARE_WITH_TIMEOUT(orders->item(0, 4)->text(), QStringLiteral("delivered"), patience);
    }

    void refusals() {
        TillDriver till;
        serveAndIssue(till);
        till.type(QStringLiteral("5x"));
        QTRY_VERIFY(till.text("quoteText").contains(QStringLiteral("is not a number")));
        QVERIFY(!canSell(till));
        till.key(Qt::Key_Backspace);
        QTRY_VERIFY_WITH_TIMEOUT(canSell(till), patience);
        till.takeAway();
        QTRY_VERIFY_WITH_TIMEOUT(!till.cardIsRead(), patience);
        till.find<QLineEdit>("amountField")->setFocus();
        till.key(Qt::Key_Return);
        QTRY_COMPARE(till.text("message"), QStringLiteral("There is no card on the reader."));
        QCOMPARE(till.text("messageNext"), QStringLiteral("Lay the card on the reader."));
        // Another resident's card turns the till to that resident; a blank one says what it is.
        till.lay(QStringLiteral("sle-1"));
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), QStringLiteral("A blank card."), patience);
        till.takeAway();
        till.serve(QStringLiteral("1-1-102"), QStringLiteral("李秀英"));
        till.lay(QStringLiteral("mifare-1"));
        QTRY_COMPARE_WITH_TIMEOUT(till.text("residentName"), QString::fromUtf8(resident), patience);
        QTRY_VERIFY(till.find<QLineEdit>("amountField")->hasFocus());
        QCOMPARE(till.find<QLineEdit>("amountField")->text(), QString()); // the other one's amount is gone
    }

    void signInLocksAfterFiveTries() {
        TillDriver till(TillDriver::Kind::Real);
        till.open();
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("signInName"), patience);
        till.type(QStringLiteral("wang"));
        QString said;
        for (int i = 0; i < 6; ++i) {
            till.find<QLineEdit>("signInSecret")->setFocus();
            till.type(QStringLiteral("wrong"));
            till.key(Qt::Key_Return);
            QTRY_VERIFY_WITH_TIMEOUT(till.shows("message"), patience);
            said = till.text("message");
            till.click("messageClose");
        }
        QVERIFY2(said.startsWith(QStringLiteral("This name is locked")), qPrintable(said));
    }

    void lockedKeysAreAskedFor() {
        TillDriver till(TillDriver::Kind::Real);
        till.open();
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("signInName"), patience);
        till.type(QStringLiteral("wang"));
        till.key(Qt::Key_Return);
        till.type(QStringLiteral("secret-1"));
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!till.shows("signInName") && till.shows("signInSecret"), patience);
        till.type(QStringLiteral("not it"));
        till.key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"),
                                  QStringLiteral("The key file is damaged or the passphrase is wrong."), patience);
        till.find<QLineEdit>("signInSecret")->setFocus();
        till.type(QStringLiteral("passphrase-1"));
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("searchField"), patience);
    }

    void languageAndLightChangeInPlace() {
        TillDriver till;
        serveAndIssue(till);
        till.type(QStringLiteral("8"));
        QTRY_VERIFY_WITH_TIMEOUT(canSell(till), patience);
        till.key(Qt::Key_L, Qt::ControlModifier);
        QTRY_COMPARE(languageInUse(), QStringLiteral("zh_CN"));
        QTRY_VERIFY(till.find<QAbstractButton>("sellButton")->text().contains(QStringLiteral("写入卡")));
        QVERIFY(till.text("quoteText").contains(QStringLiteral("2.000 m³")));
        QVERIFY(!till.text("quoteText").contains(QStringLiteral("for")));
        QCOMPARE(till.text("residentName"), QString::fromUtf8(resident));
        till.key(Qt::Key_D, Qt::ControlModifier);
        QTRY_VERIFY(theme::isDark());
        QVERIFY(till.window().palette().color(QPalette::Window).lightness() < 100);
        till.key(Qt::Key_D, Qt::ControlModifier);
        QTRY_VERIFY(!theme::isDark());
    }

    void everyControlHasANameAndIsReachedByTab() {
        TillDriver till;
        serveAndIssue(till);
        QSet<QWidget*> wanted;
        for (QWidget* each : till.window().findChildren<QWidget*>()) {
            const bool interactive = qobject_cast<QAbstractButton*>(each) || qobject_cast<QLineEdit*>(each) ||
                                     qobject_cast<QComboBox*>(each) || qobject_cast<QAbstractItemView*>(each);
            // Qt's own parts: a field's clear button, a combo box's list, a table's corner.
            if (!interactive || each->objectName().startsWith(QLatin1String("qt_")) ||
                qobject_cast<QLineEdit*>(each->parentWidget()) || each->inherits("QComboBoxListView") ||
                each->inherits("QHeaderView") || each->inherits("QTableCornerButton"))
                continue;
            const auto* button = qobject_cast<QAbstractButton*>(each);
            QVERIFY2(
                !each->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                qPrintable(each->objectName() + QLatin1Char(' ') + QLatin1String(each->metaObject()->className())));
            if (each->isVisible() && each->isEnabled())
                wanted.insert(each);
        }
        QVERIFY(wanted.size() >= 10);
        for (int i = 0; i < 60; ++i) {
            wanted.remove(QApplication::focusWidget());
            till.key(Qt::Key_Tab);
        }
        for (QWidget* missed : std::as_const(wanted))
            QFAIL(qPrintable(QStringLiteral("Tab never reaches %1").arg(missed->objectName())));
    }

    void closingWaitsForTheSale() {
        TillDriver till;
        serveAndIssue(till);
        till.type(QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(canSell(till), patience);
        till.key(Qt::Key_Return); // the sale runs on its own thread; the window hears of its end only in the event loop
        QVERIFY(!till.window().close());
        QCOMPARE(till.text("message"), QStringLiteral("A sale is under way."));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        QVERIFY(till.window().close());
    }
};

QTEST_MAIN(GuiTill)
#include "gui_till.moc"
