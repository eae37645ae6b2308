// What surrounds a sale at the till: open orders, receipts, cards that are replaced and taken back, the reader itself.
// The real window on a demo office, by keys and clicks alone; other desks work in its books behind its back.
#include "models/topup/journal.h"
#include "tests/support/tilldriver.h"
#include "ui/common/language.h"
#include "ui/common/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QProcess>
#include <QStandardPaths>
#include <QTableWidget>

using namespace meterdesk;
using namespace meterdesk::test;
using simulator::FaultKind;

namespace {

bool isEnabled(TillDriver& till, const char* button) {
    return till.find<QAbstractButton>(button)->isEnabled();
}

QString textOf(TillDriver& till, const char* button) {
    return till.find<QAbstractButton>(button)->text();
}

void serveAndIssue(TillDriver& till) {
    till.open();
    till.serve(QStringLiteral("1-1-101"), QStringLiteral("王帅"));
    till.issue(QStringLiteral("mifare-1"));
}

void sell(TillDriver& till, const QString& amount) {
    till.type(amount);
    QTRY_VERIFY_WITH_TIMEOUT(isEnabled(till, "sellButton"), patience);
    till.key(Qt::Key_Return);
}

QString pdfText(const QString& path) {
    QProcess reader;
    reader.start(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), path, QStringLiteral("-")});
    return reader.waitForFinished() ? QString::fromUtf8(reader.readAllStandardOutput()) : QString();
}

} // namespace

class GuiDesk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        nameApplication();
        theme::apply(*qobject_cast<QApplication*>(QCoreApplication::instance()), false);
    }
    void init() { useLanguage(QStringLiteral("en")); }

    void theMarkedOrderStaysMarkedWhenOthersComeAndGo() {
        TillDriver till;
        serveAndIssue(till);
        till.arm(FaultKind::RemovedHalfway, 20, 7);
        sell(till, QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(textOf(till, "openOrdersButton").startsWith(QStringLiteral("Open orders: 1")),
                                 patience);
        OtherDesk other(till.folder());
        other.keepOrder(QStringLiteral("1-1-102"), Money{2000});
        const Id third = other.keepOrder(QStringLiteral("1-2-101"), Money{3000});

        till.key(Qt::Key_F4);
        auto* open = till.find<QTableWidget>("openOrderTable");
        QTRY_VERIFY_WITH_TIMEOUT(open->isVisible() && open->rowCount() == 3, patience);
        // Nothing is marked by itself.
        QVERIFY(!isEnabled(till, "reverseButton"));
        QVERIFY(!isEnabled(till, "resendButton"));
        till.key(Qt::Key_Down);
        QCOMPARE(textOf(till, "reverseButton"), QStringLiteral("Give 50.00 yuan back to 1-1-101"));
        QCOMPARE(textOf(till, "resendButton"), QStringLiteral("Write 12.500 m³ again (no. 1)"));
        auto* reason = till.find<QLineEdit>("reverseReason");
        QTest::mouseClick(reason, Qt::LeftButton);
        till.type(QStringLiteral("for the first"));
        open->setFocus();
        till.key(Qt::Key_Down);
        QCOMPARE(reason->text(), QString()); // it was the other order's
        till.key(Qt::Key_Down);
        const QString back = QStringLiteral("Give 30.00 yuan back to 1-2-101");
        QCOMPARE(textOf(till, "reverseButton"), back);

        // The torn card comes back, its order is settled, the rows move up under the mark.
        till.lay(QStringLiteral("mifare-1"));
        QTRY_COMPARE_WITH_TIMEOUT(open->rowCount(), 2, patience);
        QCOMPARE(textOf(till, "reverseButton"), back);
        QTest::mouseClick(reason, Qt::LeftButton);
        till.type(QStringLiteral("changed his mind"));
        // Twice, as a hand in a hurry does: the money goes back once, and nobody is told off.
        auto* reverse = till.find<QAbstractButton>("reverseButton");
        QTest::mouseClick(reverse, Qt::LeftButton);
        QVERIFY(!reverse->isEnabled());
        QTest::mouseClick(reverse, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(open->rowCount(), 1, patience);
        QCOMPARE(till.text("message"), QStringLiteral("Give 30.00 yuan back to the customer: the order is reversed."));
        QCOMPARE(other.order(third).state, OrderState::Reversed);
        QCOMPARE(open->item(0, 1)->text(), QStringLiteral("1-1-102"));
        QCOMPARE(open->item(0, 5)->text(), stateText(OrderState::Paid));
        // It has gone, and so has the mark: another click would move nobody's money.
        QTRY_VERIFY(!reverse->isEnabled());
        QVERIFY(!isEnabled(till, "resendButton"));
        QCOMPARE(reason->text(), QString());
        QTRY_VERIFY(isEnabled(till, "settleButton"));
        till.key(Qt::Key_Escape);
        QTRY_VERIFY(till.shows("amountField"));
    }

    void aReceiptIsCountedWhenItIsPrintedAndNotWhenItIsRead() {
        TillDriver till;
        OtherDesk other(till.folder());
        other.set(QStringLiteral("office.phone"), QStringLiteral("0571-8765 4321"));
        other.set(QStringLiteral("receipt.footer"), QStringLiteral("Keep this receipt for a year."));
        serveAndIssue(till);
        sell(till, QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        const Id sold = other.newestOrder().id;
        for (int looks = 0; looks < 2; ++looks) {
            till.key(Qt::Key_F6);
            QTRY_VERIFY_WITH_TIMEOUT(till.shows("saveReceipt"), patience);
            till.key(Qt::Key_Escape);
            QTRY_VERIFY(till.shows("amountField"));
        }
        QCOMPARE(other.order(sold).prints, 0);

        const QDir documents(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
        const QString original = documents.filePath(QStringLiteral("receipt-00000001.pdf"));
        const QString copy = documents.filePath(QStringLiteral("receipt-00000001-2.pdf"));
        till.key(Qt::Key_F6);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("saveReceipt"), patience);
        till.click("saveReceipt");
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), QStringLiteral("The receipt is in %1.").arg(original),
                                  patience);
        QCOMPARE(other.order(sold).prints, 1);
        till.click("saveReceipt");
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), QStringLiteral("The receipt is in %1.").arg(copy), patience);
        QCOMPARE(other.order(sold).prints, 2);
        const QString first = pdfText(original);
        QVERIFY2(first.contains(QStringLiteral("¥50.00")) && !first.contains(QStringLiteral("COPY")),
                 qPrintable(first));
        for (const char* words : {"Phone 0571-8765 4321", "Keep this receipt for a year."})
            QVERIFY2(first.contains(QLatin1String(words)), qPrintable(first));
        QVERIFY(pdfText(copy).contains(QStringLiteral("COPY, print no. 2")));
        // The screen shows what went out.
        QVERIFY(till.find<QLabel>("receiptPaper")->accessibleName().contains(QStringLiteral("COPY, print no. 2")));
    }

    void aPrinterThatIsNotThereIsToldWithWhatToDo() {
        TillDriver till;
        OtherDesk other(till.folder());
        other.set(QStringLiteral("receipt.printer"), QStringLiteral("Counter 7"));
        serveAndIssue(till);
        sell(till, QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        till.key(Qt::Key_F6);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("printReceipt"), patience);
        till.click("printReceipt");
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"),
                                  QStringLiteral("The receipt could not be printed: there is no printer Counter 7."),
                                  patience);
        QVERIFY(till.text("messageNext").contains(QStringLiteral("receipt.printer")));
        QCOMPARE(other.newestOrder().prints, 0); // no sheet, no count
        QVERIFY(isEnabled(till, "printReceipt"));
    }
};

QTEST_MAIN(GuiDesk)
#include "gui_desk.moc"
