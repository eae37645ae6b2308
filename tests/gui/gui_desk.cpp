// What surrounds a sale at the till: open orders, receipts, cards that are replaced and taken back, the reader itself.
// The real window on a demo office, by keys and clicks alone; other desks work in its books behind its back.
#include "app/demo/demooffice.h"
#include "cardio/simulator/shelf.h"
#include "models/topup/journal.h"
#include "tests/support/otherdesk.h"
#include "tests/support/support.h"
#include "tests/support/tilldriver.h"
#include "ui/common/cardwatcher.h"
#include "ui/common/chip.h"
#include "ui/common/language.h"
#include "ui/common/theme.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QDir>
#include <QHeaderView>
#include <QLineEdit>
#include <QListWidget>
#include <QProcess>
#include <QStandardPaths>
#include <QTableWidget>
#include <cmath>

using namespace meterdesk;
using namespace meterdesk::test;
using simulator::FaultKind;

namespace {

/// Of the newest purchase; the table is empty for a moment whenever it is filled anew.
QString stateIn(const QTableWidget* orders) {
    const QTableWidgetItem* state = orders->rowCount() > 0 ? orders->item(0, 4) : nullptr;
    return state ? state->text() : QString();
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
    void initTestCase() { TillDriver::prepare(); }
    void init() { useLanguage(QStringLiteral("en")); }

    void theMarkedOrderStaysMarkedWhenOthersComeAndGo() {
        TillDriver till;
        till.serveAndIssue();
        till.arm(FaultKind::RemovedHalfway, 20, 7);
        till.sell(QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(till.label("openOrdersButton").startsWith(QStringLiteral("Open orders: 1")), patience);
        OtherDesk other(till.folder());
        other.keepOrder(QStringLiteral("1-1-102"), Money{2000});
        const Id third = other.keepOrder(QStringLiteral("1-2-101"), Money{3000});

        till.key(Qt::Key_F4);
        auto* open = till.find<QTableWidget>("openOrderTable");
        QTRY_VERIFY_WITH_TIMEOUT(open->isVisible() && open->rowCount() == 3, patience);
        // The first one is marked, so that its keys work at once.
        QCOMPARE(till.label("reverseButton"), QStringLiteral("Give 50.00 yuan back to 1-1-101  (F11)"));
        QCOMPARE(till.label("resendButton"), QStringLiteral("Write 12.500 m³ again (no. 1)  (F10)"));
        auto* reason = till.find<QLineEdit>("reverseReason");
        QTest::mouseClick(reason, Qt::LeftButton);
        till.type(QStringLiteral("for the first"));
        open->setFocus();
        till.key(Qt::Key_Down);
        QCOMPARE(reason->text(), QString()); // it was the other order's
        till.key(Qt::Key_Down);
        const QString back = QStringLiteral("Give 30.00 yuan back to 1-2-101  (F11)");
        QCOMPARE(till.label("reverseButton"), back);

        // The torn card comes back, its order is settled, the rows move up under the mark.
        till.lay(QStringLiteral("mifare-1"));
        QTRY_COMPARE_WITH_TIMEOUT(open->rowCount(), 2, patience);
        QCOMPARE(till.label("reverseButton"), back);
        QTest::mouseClick(reason, Qt::LeftButton);
        till.type(QStringLiteral("changed his mind"));
        // Twice, as a hand in a hurry does: the money goes back once, and nobody is told off.
        auto* reverse = till.find<QAbstractButton>("reverseButton");
        QTest::mouseClick(reverse, Qt::LeftButton);
        QVERIFY(!reverse->isEnabled());
        QTest::mouseClick(reverse, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(open->rowCount(), 1, patience);
        QCOMPARE(till.text("message"), QStringLiteral("Give 30.00 yuan back to 1-2-101: the order is reversed."));
        QCOMPARE(other.order(third).state, OrderState::Reversed);
        QCOMPARE(open->item(0, 1)->text(), QStringLiteral("1-1-102"));
        QCOMPARE(open->item(0, 5)->text(), stateText(OrderState::Paid));
        // It has gone, and so has the mark: another click would move nobody's money.
        QTRY_VERIFY(!reverse->isEnabled());
        QVERIFY(!till.isEnabled("resendButton"));
        QCOMPARE(reason->text(), QString());
        QTRY_VERIFY(till.isEnabled("settleButton"));
        till.key(Qt::Key_Escape);
        QTRY_VERIFY(till.shows("amountField"));
    }

    void theFirstOrderIsGivenBackFromItsPageAtOnce() {
        TillDriver till;
        till.open();
        auto* none = till.find<QWidget>("noOpenOrders");
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("signOutButton"), patience);
        till.key(Qt::Key_F4);
        QTRY_VERIFY_WITH_TIMEOUT(none->isVisible(), patience);
        till.key(Qt::Key_Escape);
        OtherDesk other(till.folder());
        const Id kept = other.keepOrder(QStringLiteral("1-1-102"), Money{2000});
        till.key(Qt::Key_F4);
        auto* open = till.find<QTableWidget>("openOrderTable");
        QTRY_VERIFY_WITH_TIMEOUT(open->rowCount() == 1, patience);
        QVERIFY(!none->isVisible());
        const int filled = open->horizontalHeader()->length();
        QVERIFY2(filled >= open->viewport()->width(), qPrintable(QString::number(filled)));
        for (const int column : {3, 4}) // figures stand under one another, and their titles above them
            for (const QTableWidgetItem* each : {open->horizontalHeaderItem(column), open->item(0, column)})
                QVERIFY(each->textAlignment() & Qt::AlignRight);
        till.key(Qt::Key_F11);
        till.type(QStringLiteral("changed his mind"));
        till.key(Qt::Key_F11);
        QTRY_COMPARE_WITH_TIMEOUT(other.order(kept).state, OrderState::Reversed, patience);
        QTRY_VERIFY_WITH_TIMEOUT(none->isVisible(), patience);
        till.key(Qt::Key_Escape);

        // It has no receipt, and that is said without a number of the books.
        till.serve(QStringLiteral("1-1-102"), QStringLiteral("李秀英"));
        auto* orders = till.find<QTableWidget>("orderTable");
        QTRY_COMPARE_WITH_TIMEOUT(stateIn(orders), stateText(OrderState::Reversed), patience);
        for (const int column : {1, 2, 3})
            QCOMPARE(orders->horizontalHeaderItem(column)->textAlignment(), orders->item(0, column)->textAlignment());
        till.tabTo(orders);
        till.key(Qt::Key_Down);
        till.key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"),
                                  QStringLiteral("This purchase was given back, so it has no receipt."), patience);
        other.keepOrder(QStringLiteral("1-1-102"), Money{3000});
        till.serve(QStringLiteral("1-1-102"), QStringLiteral("李秀英"));
        QTRY_COMPARE_WITH_TIMEOUT(stateIn(orders), stateText(OrderState::Paid), patience);
        till.tabTo(orders);
        till.key(Qt::Key_Down);
        till.key(Qt::Key_Up);
        till.key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), QStringLiteral("It has no receipt until it is on the card."),
                                  patience);
    }

    void aReceiptIsCountedWhenItIsPrintedAndNotWhenItIsRead() {
        TillDriver till;
        OtherDesk other(till.folder());
        other.set(QStringLiteral("office.phone"), QStringLiteral("0571-8765 4321"));
        other.set(QStringLiteral("receipt.footer"), QStringLiteral("Keep this receipt for a year."));
        till.serveAndIssue();
        till.sell(QStringLiteral("50"));
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
        till.serveAndIssue();
        till.sell(QStringLiteral("50"));
        const QString noPrinter = QStringLiteral("The receipt could not be printed: there is no printer Counter 7.");
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), noPrinter, patience); // tried at once
        QVERIFY(till.shows("receiptButton"));
        till.click("messageClose");
        till.key(Qt::Key_F6);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("printReceipt"), patience);
        till.click("printReceipt");
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), noPrinter, patience);
        QVERIFY(till.text("messageNext").contains(QStringLiteral("receipt.printer")));
        QCOMPARE(other.newestOrder().prints, 0); // no sheet, no count
        QVERIFY(till.isEnabled("printReceipt"));
    }

    void replacingAndReturningSayWhatTheyDoFirst() {
        TillDriver till;
        OtherDesk other(till.folder());
        till.serveAndIssue();
        till.sell(QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        const QString lost = other.activeCard(QStringLiteral("1-1-101"));
        till.takeAway();
        till.lay(QStringLiteral("mifare-2"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("replaceButton"), patience);
        till.key(Qt::Key_F8);
        QTRY_VERIFY(till.shows("cardConfirmButton"));
        const QString says = till.text("cardConfirmText");
        QVERIFY2(says.contains(QStringLiteral("The old card (%1) is barred").arg(lost)), qPrintable(says));
        QVERIFY2(says.contains(QStringLiteral("12.500 m³, is written onto this card again")), qPrintable(says));
        QVERIFY2(says.contains(QStringLiteral("(no. 1)")), qPrintable(says));
        QVERIFY(!till.isEnabled("cardConfirmButton")); // no reason yet
        till.key(Qt::Key_Return);
        till.key(Qt::Key_Escape);
        QTRY_VERIFY(till.shows("amountField"));
        QCOMPARE(other.activeCard(QStringLiteral("1-1-101")), lost);

        till.key(Qt::Key_F8);
        QTRY_VERIFY(till.shows("cardConfirmButton"));
        till.type(QStringLiteral("fell into the river"));
        till.key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"),
                                  QStringLiteral("The old card is barred; this one takes its place."), patience);
        QVERIFY(other.activeCard(QStringLiteral("1-1-101")) != lost);
        QCOMPARE(other.newestOrder().count.value_or(0), 1); // the same purchase, on the new card

        QTRY_VERIFY_WITH_TIMEOUT(till.cardIsRead(), patience);
        till.click("drawerLoad");
        auto* orders = till.find<QTableWidget>("orderTable");
        QTRY_COMPARE_WITH_TIMEOUT(stateIn(orders), QStringLiteral("loaded by the meter"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(till.cardIsRead(), patience);
        till.key(Qt::Key_F9);
        QTRY_VERIFY(till.shows("cardConfirmButton"));
        // Another card lies there now: what was asked was about the first.
        till.takeAway();
        QTRY_VERIFY_WITH_TIMEOUT(!till.shows("cardConfirmButton"), patience);
        till.lay(QStringLiteral("mifare-2"));
        QTRY_VERIFY_WITH_TIMEOUT(till.cardIsRead(), patience);
        till.key(Qt::Key_F9);
        QTRY_VERIFY(till.shows("cardConfirmButton"));
        till.type(QStringLiteral("moves out"));
        till.click("cardConfirmButton");
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), QStringLiteral("The card is taken back."), patience);
        QCOMPARE(other.activeCard(QStringLiteral("1-1-101")), QString());
    }

    void theLostPurseIsMovedOnAManagersWord() {
        TillDriver till;
        till.losePurse();
        QTRY_VERIFY(till.shows("cardConfirmWord"));
        QVERIFY(till.text("cardConfirmText").contains(QStringLiteral("Money on the lost card stays there")));
        till.type(QStringLiteral("looked at the meter"));
        till.key(Qt::Key_Tab);
        till.key(Qt::Key_Space);
        till.key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"),
                                  QStringLiteral("The old card is barred; this one takes its place."), patience);
        OtherDesk other(till.folder());
        const CreditOrder moved = other.newestOrder();
        QCOMPARE(moved.kind, OrderKind::Transfer);
        QCOMPARE(moved.state, OrderState::Delivered);
        QCOMPARE(moved.credit.value, 5000);
    }

    void aMeterWithPurchasesFromElsewhereGetsItsCardOnAManagersWord() {
        TillDriver till;
        OtherDesk other(till.folder());
        other.bring(QStringLiteral("1-1-101"), 7, 90'000);
        till.open();
        till.serve(QStringLiteral("1-1-101"), QStringLiteral("王帅"));
        till.lay(QStringLiteral("mifare-1"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("issueButton"), patience);
        till.key(Qt::Key_F8);
        QTRY_VERIFY(till.shows("cardConfirmWord"));
        QVERIFY(till.text("cardConfirmText").contains(QStringLiteral("may lie on the earlier card still")));
        till.key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"),
                                  QStringLiteral("An earlier card of meter 200100000001 may carry a purchase made "
                                                 "elsewhere that isn't in the meter yet."),
                                  patience);
        QCOMPARE(other.activeCard(QStringLiteral("1-1-101")), QString());
        till.key(Qt::Key_F8);
        QTRY_VERIFY(till.shows("cardConfirmWord"));
        till.tabTo("cardConfirmWord");
        till.key(Qt::Key_Space);
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(till.cardIsRead(), patience);
        QVERIFY(!other.activeCard(QStringLiteral("1-1-101")).isEmpty());
        till.sell(QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        QCOMPARE(other.newestOrder().count.value_or(0), 8);
        QCOMPARE(other.newestOrder().totalAfter.value_or(0), 102'500);
    }

    void aCardThatIsNotReadyYetIsLookedAtAgain() {
        TillDriver till;
        till.serveAndIssue();
        // Another program looks at the card while it is laid on, as desktops with card agents do.
        till.click("messageClose");
        std::unique_ptr<CardReader> reader = simulator::Shelf(till.folder()).reader();
        QTRY_VERIFY_WITH_TIMEOUT(till.cardIsRead(), patience);
        Result<std::unique_ptr<CardChannel>> busy = reader->connect();
        QVERIFY(busy);
        till.takeAway();
        till.lay(QStringLiteral("mifare-1"));
        QTRY_COMPARE_WITH_TIMEOUT(till.find<Chip>("readerChip")->accessibleName(),
                                  QStringLiteral("The card isn't ready yet"), patience);
        QVERIFY(!till.shows("message"));
        busy->reset();
        QTRY_VERIFY_WITH_TIMEOUT(till.cardIsRead(), patience);
        QVERIFY(!till.shows("message"));
        QCOMPARE(till.find<Chip>("readerChip")->accessibleName(), QStringLiteral("Demo reader"));

        // One that stays busy is told of in the end.
        busy = reader->connect();
        QVERIFY(busy);
        till.takeAway();
        till.lay(QStringLiteral("mifare-1"));
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), (Error{ErrorCode::CardBusy, {}}.message()), patience);
    }

    void theWatcherTriesAgainUntilTheBooksOpen() {
        QTemporaryDir folder;
        OfficeOptions options;
        options.dataFolder = folder.filePath(QStringLiteral("office"));
        CardWatcher watcher([options] { return readerToWatch(options); });
        QList<ErrorCode> failures;
        QString ready;
        connect(&watcher, &CardWatcher::readerFailed, this,
                [&failures](const Error& error) { failures.append(error.code); });
        connect(&watcher, &CardWatcher::readerReady, this, [&ready](const QString& name) { ready = name; });
        watcher.start();
        QTRY_COMPARE_WITH_TIMEOUT(failures.size(), 1, patience);
        QCOMPARE(failures.first(), ErrorCode::NotSetUp);
        // Made elsewhere: half an office may have another reader.
        QVERIFY(makeDemoOffice(folder.filePath(QStringLiteral("made"))));
        QVERIFY(QDir(folder.path()).rename(QStringLiteral("made"), QStringLiteral("office")));
        QTRY_COMPARE_WITH_TIMEOUT(ready, QStringLiteral("simulator"), patience);
        QCOMPARE(failures.count(ErrorCode::NotSetUp), 1); // said once, tried often
    }

    void theLanguageIsKeptWhereTheSettingSays() {
        TillDriver till;
        till.open();
        till.serve(QStringLiteral("1-1-101"), QStringLiteral("王帅"));
        OtherDesk other(till.folder());
        till.key(Qt::Key_L, Qt::ControlModifier);
        QCOMPARE(languageInUse(), QStringLiteral("zh_CN"));
        QTRY_COMPARE_WITH_TIMEOUT(other.setting(QStringLiteral("language")), QStringLiteral("zh_CN"), patience);
        till.key(Qt::Key_L, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(other.setting(QStringLiteral("language")), QStringLiteral("en"), patience);
        useLanguage(QStringLiteral("zh_CN"));
        useLanguageOf(till.folder(), false);
        QCOMPARE(languageInUse(), QStringLiteral("en"));
        // Where it can't be kept, that is said, and the two still agree.
        QVERIFY(QFile::remove(QDir(till.folder()).filePath(QStringLiteral("language"))));
        QVERIFY(QDir(till.folder()).mkdir(QStringLiteral("language")));
        till.key(Qt::Key_L, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("message"), patience);
        QCOMPARE(till.text("message"), (Error{ErrorCode::StoreReadOnly, {}}.message()));
        QCOMPARE(other.setting(QStringLiteral("language")), QStringLiteral("en"));
    }

    void aScreenReaderReadsTheOfficesName() {
        TillDriver till;
        till.open();
        QTRY_VERIFY_WITH_TIMEOUT(!till.text("officeName").isEmpty(), patience);
        QCOMPARE(QAccessible::queryAccessibleInterface(till.find<QLabel>("officeName"))->text(QAccessible::Name),
                 till.text("officeName"));
    }

    void aNarrowWindowShowsTheSearchOrTheResident() {
        TillDriver till;
        till.open();
        till.window().resize(683, 384); // 1366 × 768 at 200 %
        QCOMPARE(till.window().size(), QSize(683, 384));
        QTRY_VERIFY(!till.shows("searchField"));
        till.serve(QStringLiteral("1-1-101"), QStringLiteral("王帅"));
        QVERIFY(!till.shows("searchField"));
        till.issue(QStringLiteral("mifare-1"));
        till.sell(QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        // What came of it is in sight, not below the window's edge.
        QTRY_VERIFY(!till.find<QLabel>("saleResult")->visibleRegion().isEmpty());
        till.key(Qt::Key_F3);
        QTRY_VERIFY(till.shows("searchField"));
        QVERIFY(!till.shows("residentName"));
        till.key(Qt::Key_Escape);
        QTRY_VERIFY(till.shows("residentName"));
        QVERIFY(!till.shows("searchField"));
        QVERIFY(till.find<QLineEdit>("amountField")->hasFocus());
    }

    void lightChangesWithoutLeavingAnythingBehind() {
        TillDriver till;
        till.open();
        till.key(Qt::Key_D, Qt::ControlModifier);
        QTRY_VERIFY(theme::isDark());
        const QStringList paths = QIcon::themeSearchPaths();
        till.key(Qt::Key_D, Qt::ControlModifier);
        QTRY_VERIFY(!theme::isDark());
        QCOMPARE(QIcon::themeSearchPaths(), paths);
    }

    void theVersionIsTheProjects() {
        QFile project(QDir(sourceDir()).filePath(QStringLiteral("CMakeLists.txt")));
        QVERIFY(project.open(QIODevice::ReadOnly));
        QVERIFY(project.readAll().contains("project(meterdesk VERSION " +
                                           QCoreApplication::applicationVersion().toLatin1() + ' '));
    }

    void theBadgeIsSeenOnTheMarkedRow() {
        TillDriver till;
        till.open();
        till.serve(QStringLiteral("1-1-101"), QStringLiteral("王帅"));
        auto* meters = till.find<QListWidget>("meterList");
        QTRY_VERIFY(meters->currentRow() == 0);
        const QRect row = meters->visualItemRect(meters->item(0));
        const QImage seen = meters->viewport()->grab().toImage();
        const auto brightness = [&](int x) {
            const QColor colour(seen.pixel(x, row.center().y()));
            const auto linear = [](double c) { return c <= 0.04 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
            return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF()) +
                   0.05;
        };
        // From the row's ground over the badge's edge, still left of the sign in it.
        const int edge = row.left() + 2 + theme::grid;
        const double ground = brightness(edge - 4);
        double most = 1;
        for (int x = edge - 2; x < edge + 4; ++x)
            most = std::max(most, std::max(ground, brightness(x)) / std::min(ground, brightness(x)));
        QVERIFY2(most >= 3, qPrintable(QString::number(most))); // WCAG 2.1, 1.4.11
    }

    void theDemoDrawerSaysWhyTheMeterTookNothing() {
        TillDriver till;
        till.serveAndIssue();
        till.sell(QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        till.click("drawerLoad");
        auto* orders = till.find<QTableWidget>("orderTable");
        QTRY_COMPARE_WITH_TIMEOUT(stateIn(orders), QStringLiteral("loaded by the meter"), patience);
        useLanguage(QStringLiteral("zh_CN"));
        till.click("drawerLoad");
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), QStringLiteral("表没有读入任何充值（这次购买已经读入过）。"),
                                  patience);
    }
};

QTEST_MAIN(GuiDesk)
#include "gui_desk.moc"
