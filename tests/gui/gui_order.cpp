// An order that a broken sale has left open, mended where the cashier stands; and messages that go when what they say
// is no longer so. By keys and clicks alone.
#include "tests/support/otherdesk.h"
#include "tests/support/support.h"
#include "tests/support/tilldriver.h"
#include "ui/common/language.h"
#include "ui/common/messagebar.h"
#include "ui/common/theme.h"

#include <QAbstractButton>
#include <QDateTime>
#include <QLineEdit>
#include <QListView>
#include <QRegularExpression>
#include <QTableWidget>

using namespace meterdesk;
using namespace meterdesk::test;
using simulator::FaultKind;

namespace {

/// A sale whose card is taken away before anything is on it; the till then shows its open order.
void leaveUnsent(TillDriver& till, const QString& amount = QStringLiteral("50")) {
    till.serveAndIssue();
    till.arm(FaultKind::RemovedHalfway, TillDriver::breaks().unsent, 7);
    till.sell(amount);
    QTRY_VERIFY_WITH_TIMEOUT(till.shows("till_resendButton"), patience);
    till.waitUntilAway();
}

/// A sale whose purse is loaded, and whose card goes before its data file says so.
void leaveUnfinished(TillDriver& till) {
    till.serveAndIssuePurse();
    till.arm(FaultKind::RemovedAfter, TillDriver::creditForLoad);
    till.sell(QStringLiteral("5"));
    QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
    till.waitUntilAway();
}

/// cpu-1 lies there again after a sale that hadn't reached its purse, and waits to be written again.
void leavePurseUnsent(TillDriver& till) {
    till.serveAndIssuePurse();
    till.arm(FaultKind::RemovedBefore, TillDriver::creditForLoad);
    till.sell(QStringLiteral("5"));
    QTRY_VERIFY_WITH_TIMEOUT(till.shows("openOrderNext"), patience);
    till.waitUntilAway();
    QVERIFY2(till.text("message").startsWith(QStringLiteral("It isn't known whether")),
             qPrintable(till.text("message")));
    till.lay(QStringLiteral("cpu-1"));
    QTRY_VERIFY_WITH_TIMEOUT(till.shows("till_resendButton") && till.isEnabled("till_resendButton"), patience);
}

/// The numbers of the books, which nobody at a counter knows.
bool hasOrderNumber(const QString& text) {
    static const QRegularExpression digits(QStringLiteral("[0-9]{15,}"));
    return text.contains(digits);
}

bool isChinese(const QString& text) {
    static const QRegularExpression latin(QStringLiteral("[a-z]{3,}"));
    return !text.isEmpty() && !text.contains(latin);
}

} // namespace

class GuiOrder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { TillDriver::prepare(); }
    void init() { useLanguage(QStringLiteral("en")); }

    void whatDidNotArriveIsWrittenAgainWhereTheCashierStands() {
        TillDriver till;
        leaveUnsent(till);
        QVERIFY(!till.shows("amountField")); // another sale would be refused
        QCOMPARE(till.text("openOrderAmount"), QStringLiteral("12.500 m³"));
        QVERIFY2(till.text("openOrderWhose").startsWith(QStringLiteral("50.00 yuan paid for meter 200100000001")),
                 qPrintable(till.text("openOrderWhose")));
        QCOMPARE(till.text("openOrderKnown"), QStringLiteral("The card doesn't have this credit."));
        QCOMPARE(till.label("till_resendButton"), QStringLiteral("Write 12.500 m³ again (no. 1)  (F10)"));
        QVERIFY(!till.isEnabled("till_resendButton")); // the card is away
        till.key(Qt::Key_F10);
        till.lay(QStringLiteral("mifare-1"));
        QTRY_VERIFY_WITH_TIMEOUT(till.isEnabled("till_resendButton"), patience);
        till.key(Qt::Key_F10);
        QVERIFY(!till.isEnabled("till_resendButton"));
        QTRY_VERIFY2_WITH_TIMEOUT(
            till.text("message").startsWith(QStringLiteral("The order was sent again: 50.00 yuan for 12.500 m³")),
            qPrintable(till.text("message")), patience);
        // The next sale, and the receipt of this one.
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("amountField") && till.shows("receiptButton"), patience);
        QVERIFY(till.text("saleResult").startsWith(QStringLiteral("12.500 m³ is on the card.")));
        QCOMPARE(OtherDesk(till.folder()).newestOrder().state, OrderState::Delivered);
    }

    void theCursorWaitsOnTheButtonThatWritesAgain() {
        TillDriver till;
        leaveUnsent(till);
        QVERIFY(!till.hasCursor("till_reverseReason"));
        till.layByHand(QStringLiteral("mifare-1"));
        QTRY_VERIFY_WITH_TIMEOUT(till.isEnabled("till_resendButton") && till.hasCursor("till_resendButton"), patience);
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton") && till.hasCursor("amountField"), patience);
    }

    void itsMoneyIsGivenBackWhereTheCashierStands() {
        TillDriver till;
        leaveUnsent(till);
        QCOMPARE(till.label("till_reverseButton"), QStringLiteral("Give 50.00 yuan back to 1-1-101  (F11)"));
        QVERIFY(!till.isEnabled("till_reverseButton"));
        till.key(Qt::Key_F11); // to the reason, without which nothing goes back
        QVERIFY(till.find<QLineEdit>("till_reverseReason")->hasFocus());
        till.key(Qt::Key_Return);
        QCOMPARE(OtherDesk(till.folder()).newestOrder().state, OrderState::NotDelivered);
        till.type(QStringLiteral("changed his mind"));
        till.key(Qt::Key_F11);
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"),
                                  QStringLiteral("Give 50.00 yuan back to 1-1-101: the order is reversed."), patience);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("amountField"), patience);
        QCOMPARE(OtherDesk(till.folder()).newestOrder().state, OrderState::Reversed);
        QVERIFY(till.find<QLineEdit>("amountField")->hasFocus());
    }

    void whoIsRefusedToGiveItBackIsNotLedToWriteIt() {
        TillDriver till;
        till.serveAndIssue();
        till.sellInDoubt(QStringLiteral("50"), 0);
        // Not before the card has been looked for.
        QTRY_VERIFY_WITH_TIMEOUT((till.key(Qt::Key_F12), till.shows("signInName")), patience);
        for (int twice = 0; twice < 2; ++twice) { // the name, and the demo office's password
            till.type(QStringLiteral("cashier"));
            till.key(Qt::Key_Return);
        }
        till.serve(QStringLiteral("1-1-101"), QStringLiteral("王帅"));
        till.lay(QStringLiteral("mifare-1")); // read, it says where it stands, and proves nothing
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("till_resendButton") && till.isEnabled("till_resendButton"), patience);
        till.key(Qt::Key_F11);
        till.type(QStringLiteral("changed his mind"));
        till.key(Qt::Key_F11);
        QTRY_VERIFY2_WITH_TIMEOUT(till.text("message").startsWith(QStringLiteral("The money can't be given back yet")),
                                  qPrintable(till.text("message")), patience);
        QTRY_VERIFY(till.isEnabled("till_resendButton") && till.hasCursor("till_reverseReason"));
        QCOMPARE(OtherDesk(till.folder()).newestOrder().state, OrderState::NotDelivered);
    }

    void aCardLaidOnWhileTheReasonIsWrittenLeavesTheCursorThere() {
        TillDriver till;
        leaveUnsent(till);
        till.key(Qt::Key_F11);
        till.type(QStringLiteral("changed "));
        till.layByHand(QStringLiteral("mifare-1"));
        QTRY_VERIFY_WITH_TIMEOUT(till.isEnabled("till_resendButton"), patience);
        till.type(QStringLiteral("his mind"));
        QCOMPARE(till.find<QLineEdit>("till_reverseReason")->text(), QStringLiteral("changed his mind"));
        till.key(Qt::Key_Return); // which would have written the credit
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("amountField"), patience);
        QCOMPARE(OtherDesk(till.folder()).newestOrder().state, OrderState::Reversed);
    }

    void itsChangeIsGivenBackToo() {
        TillDriver till;
        leaveUnsent(till, QStringLiteral("50.01")); // 50.00 yuan for 12.500 m³; the customer has paid it all
        till.key(Qt::Key_F11);
        till.type(QStringLiteral("changed his mind"));
        till.key(Qt::Key_F11);
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"),
                                  QStringLiteral("Give 50.00 yuan back to 1-1-101: the order is reversed.\n"
                                                 "And the change from before: 0.01 yuan."),
                                  patience);
    }

    void anOrderInDoubtSaysWhatToDoThere() {
        TillDriver till;
        till.serveAndIssue();
        till.sellInDoubt(QStringLiteral("50"));
        QCOMPARE(till.text("openOrderNext"),
                 QStringLiteral("Lay the same card on the reader: it is read and the order is settled."));
        QVERIFY(!till.shows("till_resendButton"));
        QVERIFY(!till.shows("till_reverseButton"));
        till.lay(QStringLiteral("mifare-1"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("amountField"), patience);
    }

    void noMessageNamesAnOrderByItsNumber() {
        TillDriver till;
        leaveUnsent(till);
        QVERIFY2(till.text("message").contains(QStringLiteral("50.00 yuan for 12.500 m³ (1-1-101 water, ")),
                 qPrintable(till.text("message")));
        const auto labels = till.window().findChildren<QLabel*>();
        for (const QLabel* label : labels)
            QVERIFY2(!hasOrderNumber(label->text()), qPrintable(label->text()));
    }

    void aMessageAboutAnOrderGoesWithIt() {
        TillDriver till;
        leaveUnsent(till);
        QVERIFY(till.shows("message"));
        OtherDesk other(till.folder());
        other.reverse(other.newestOrder().id); // at another desk
        till.key(Qt::Key_F4);
        QTRY_VERIFY_WITH_TIMEOUT(!till.shows("message"), patience);
    }

    void aBlankCardSaysWhatItCanBeForTheMeterMarked() {
        TillDriver till;
        till.serveAndIssue();
        till.takeAway();
        till.layByHand(QStringLiteral("mifare-2"));
        const QString lost = QStringLiteral("Press F8 to use it in place of the lost one.");
        QTRY_COMPARE_WITH_TIMEOUT(till.text("messageNext"), lost, patience);
        till.tabTo("amountField");
        till.key(Qt::Key_Down); // a meter that has no card yet
        const QString fresh = QStringLiteral("Press F8 to issue it for this meter.");
        QCOMPARE(till.text("messageNext"), fresh);
        till.key(Qt::Key_Up);
        QCOMPARE(till.text("messageNext"), lost);
        // Who is searched for while it lies there is told as well.
        till.serve(QStringLiteral("1-1-102"), QStringLiteral("李秀英"));
        QTRY_COMPARE_WITH_TIMEOUT(till.text("messageNext"), fresh, patience);
    }

    void aMeterWithoutACardSaysSo() {
        TillDriver till;
        till.serveAndIssue();
        till.type(QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(till.canSell(), patience);
        auto* sell = till.find<QWidget>("sellButton");
        QVERIFY(sell->property("primary").toBool());
        till.key(Qt::Key_Down);
        till.type(QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(till.canSell(), patience);
        QVERIFY(!sell->property("primary").toBool()); // it would be refused
        till.key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), QStringLiteral("This meter has no card yet."), patience);
        QCOMPARE(till.text("messageNext"), QStringLiteral("Lay a blank card on the reader and press F8 to issue it."));
        QVERIFY(!till.shows("saleResult")); // once is enough
        till.key(Qt::Key_Up);
        QVERIFY(!till.shows("message")); // that one has a card
        till.key(Qt::Key_Down);
        till.type(QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(till.canSell(), patience);
        till.key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), QStringLiteral("This meter has no card yet."), patience);
        QCOMPARE(OtherDesk(till.folder()).newestOrder().id, noId);
        // Pressed again, it answers again.
        const auto* bar = till.find<MessageBar>("messageBar");
        QStringList drawn{bar->styleSheet()};
        connect(bar, &MessageBar::changed, bar, [&drawn, bar] { drawn.append(bar->styleSheet()); });
        till.key(Qt::Key_Return);
        // The other way round, and back.
        QTRY_VERIFY_WITH_TIMEOUT(drawn.size() > 2 && drawn.constLast() == drawn.constFirst(), patience);
        QVERIFY(drawn.count(drawn.constFirst()) < drawn.size());
        bar->disconnect(bar);
        till.takeByHand();
        QTRY_VERIFY_WITH_TIMEOUT(!till.cardIsRead(), patience);
        till.key(Qt::Key_Up);
        till.type(QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(till.canSell(), patience);
        QVERIFY(!sell->property("primary").toBool());
    }

    void aMessageAboutACardGoesWithIt() {
        TillDriver till;
        till.open();
        till.serve(QStringLiteral("1-1-101"), QStringLiteral("王帅"));
        till.lay(QStringLiteral("mifare-1"));
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), QStringLiteral("A blank card."), patience);
        till.takeAway();
        QTRY_VERIFY_WITH_TIMEOUT(!till.shows("message"), patience);
    }

    void whatTheMeterHasTakenIsNoLongerOnTheCard() {
        TillDriver till;
        till.serveAndIssue();
        till.sell(QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        QVERIFY(till.text("saleResult").contains(QStringLiteral("is on the card")));
        till.click("drawerLoad");
        QTRY_COMPARE_WITH_TIMEOUT(till.text("saleResult"), QStringLiteral("The meter has taken 12.500 m³."), patience);
        QVERIFY(till.shows("receiptButton"));
    }

    void aSaleWhoseDataFileIsUnfinishedSaysWhatToDo() {
        TillDriver till;
        leaveUnfinished(till);
        const QString result = till.text("saleResult");
        QVERIFY2(result.startsWith(QStringLiteral("5.00 yuan is on the card.")), qPrintable(result));
        QVERIFY2(result.contains(unfinishedText()), qPrintable(result));
        QVERIFY(till.find<QLabel>("saleResult")->styleSheet().contains(theme::ink(theme::Tone::Warning).name()));
        QCOMPARE(OtherDesk(till.folder()).newestOrder().state, OrderState::Delivered);
        // Laid on again, it is finished, and says so.
        till.lay(QStringLiteral("cpu-1"));
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), QStringLiteral("The card's data file is finished."), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!till.text("saleResult").contains(unfinishedText()), patience);
        QVERIFY(till.text("saleResult").startsWith(QStringLiteral("5.00 yuan is on the card.")));
        till.click("drawerLoad");
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), QStringLiteral("The meter has taken the credit."), patience);
    }

    void whatWasSaidOfAnOrderStaysWhileItsCardIsMended() {
        TillDriver till;
        leavePurseUnsent(till);
        // Half the data file is written, and the card is silent until the next look.
        till.arm({{TillDriver::creditForLoad + 2, FaultKind::AppliedUnanswered, 0, {}},
                  {TillDriver::creditForLoad + 3, FaultKind::AppliedUnanswered, 0, {}}});
        till.key(Qt::Key_F10);
        QTRY_VERIFY2_WITH_TIMEOUT(till.text("message").endsWith(QStringLiteral("The card's data file is finished.")),
                                  qPrintable(till.text("message")), patience);
        QVERIFY2(till.text("message").startsWith(QStringLiteral("The order was sent again: 5.00 yuan")),
                 qPrintable(till.text("message")));
        QCOMPARE(till.text("messageNext"), QString());
    }

    void anOrderSentAgainWhoseDataFileIsUnfinishedSaysSo() {
        TillDriver till;
        leavePurseUnsent(till);
        till.arm(FaultKind::RemovedAfter, TillDriver::creditForLoad);
        till.key(Qt::Key_F10);
        QTRY_VERIFY2_WITH_TIMEOUT(till.text("message").startsWith(QStringLiteral("The order was sent again: ")),
                                  qPrintable(till.text("message")), patience);
        QCOMPARE(till.text("messageNext"), unfinishedText());
        QVERIFY2(till.text("saleResult").contains(unfinishedText()), qPrintable(till.text("saleResult")));
        till.lay(QStringLiteral("cpu-1"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("saleResult") && !till.text("saleResult").contains(unfinishedText()),
                                 patience);
    }

    void settlingATornRecordSaysThatItIsMended() {
        TillDriver till;
        till.serveAndIssue();
        till.takeAway();
        QVERIFY(tearRecord(till.folder() + QStringLiteral("/simulator/cards/mifare-1.json")));
        till.lay(QStringLiteral("mifare-1"));
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), QStringLiteral("The record is torn; settling writes it again."),
                                  patience);
        till.key(Qt::Key_F4);
        till.tabTo("settleButton");
        till.key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"),
                                  QStringLiteral("The card's record was torn: it is written again from the books."),
                                  patience);
    }

    void howOneSaleEndedIsNoNewsOfTheNextCard() {
        TillDriver till;
        till.serveAndIssue();
        till.sell(QStringLiteral("20"));
        QTRY_VERIFY_WITH_TIMEOUT(till.text("saleResult").contains(QStringLiteral("is on the card")), patience);
        till.takeAway();
        QVERIFY(till.shows("saleResult")); // the customer may still ask for the receipt
        till.layByHand(QStringLiteral("mifare-2"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("replaceButton"), patience);
        QVERIFY2(!till.shows("saleResult"), qPrintable(till.text("saleResult")));
        QVERIFY(!till.shows("receiptButton"));
    }

    void aRefusalOfTheCardGoesWhenTheMeterHasLoadedIt() {
        TillDriver till;
        till.serveAndIssue();
        till.sell(QStringLiteral("20"));
        QTRY_VERIFY_WITH_TIMEOUT(till.text("saleResult").contains(QStringLiteral("5.000 m³ is on the card")), patience);
        till.sell(QStringLiteral("20"));
        const QString notYet = QStringLiteral("The last purchase on this card hasn't been loaded yet.");
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), notYet, patience);
        QCOMPARE(till.text("saleResult"), notYet);
        QVERIFY(!till.shows("step1")); // it was refused before the first of them
        till.click("drawerLoad");
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), QStringLiteral("The meter has taken the credit."), patience);
        QTRY_COMPARE_WITH_TIMEOUT(till.text("saleResult"), QString(), patience);
    }

    void unlockingTakesAwayWhatWasWrongBefore() {
        TillDriver till(TillDriver::Kind::Real);
        till.open();
        till.signIn();
        till.type(QStringLiteral("not it"));
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("message"), patience);
        till.type(QStringLiteral("passphrase-1"));
        till.key(Qt::Key_Return);
        QVERIFY(!till.shows("message")); // at once: working the key out takes its time
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("searchField"), patience);
    }

    void aKeychainThatIsNotThereKeepsNobodyOut() {
        TillDriver till(TillDriver::Kind::Real);
        till.setReader(QStringLiteral("simulator")); // one that has nothing to say itself
        till.open();
        till.signIn();
        till.type(QStringLiteral("passphrase-1"));
        till.tabTo("signInRemember");
        till.key(Qt::Key_Space);
        till.click("signInButton");
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("searchField"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(till.text("message").startsWith(QStringLiteral("The system's keychain can't be used")),
                                 patience);
    }

    void whatStandsThereIsTranslated() {
        TillDriver till;
        till.serveAndIssue();
        const auto toChinese = [&](const char* what) {
            QVERIFY2(till.shows("message") && !isChinese(till.text("message")), what);
            till.key(Qt::Key_L, Qt::ControlModifier);
            QVERIFY2(isChinese(till.text("message")), qPrintable(till.text("message")));
            QVERIFY2(!till.shows("messageNext") || isChinese(till.text("messageNext")),
                     qPrintable(till.text("messageNext")));
            till.key(Qt::Key_L, Qt::ControlModifier);
            QVERIFY2(!isChinese(till.text("message")), what);
        };
        toChinese("the card is issued");
        till.arm(FaultKind::RemovedHalfway, TillDriver::breaks().unsent, 7);
        till.sell(QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("till_resendButton"), patience);
        toChinese("nothing was written");
        till.lay(QStringLiteral("mifare-1"));
        QTRY_VERIFY_WITH_TIMEOUT(till.isEnabled("till_resendButton"), patience);
        till.key(Qt::Key_F10);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        toChinese("sent again");
        till.click("drawerLoad");
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), QStringLiteral("The meter has taken the credit."), patience);
        toChinese("loaded");
    }

    void aNameIsShownAsItIsAndKeepsToItsPlace() {
        TillDriver till;
        const QString name = QStringLiteral("<b>") + QString(93, u'W') + QStringLiteral("</b>");
        OtherDesk(till.folder()).rename(QStringLiteral("1-1-101"), name);
        till.open();
        till.serve(QStringLiteral("1-1-101"), name);
        till.issue(QStringLiteral("mifare-1"));
        // Marks in it are no layout, and nothing is loaded because of them.
        const auto labels = till.window().findChildren<QLabel*>();
        for (const QLabel* label : labels)
            QVERIFY2(label->textFormat() == Qt::PlainText || label->text().isEmpty(), qPrintable(label->text()));
        auto* chip = till.find<QWidget>("cardChip");
        QVERIFY(chip->isVisible());
        const QWidget* pane = till.find<QWidget>("meterList")->parentWidget();
        const int right = chip->mapTo(&till.window(), QPoint(chip->width(), 0)).x();
        QVERIFY2(right <= pane->mapTo(&till.window(), QPoint(pane->width(), 0)).x(),
                 qPrintable(QString::number(right)));
        QVERIFY(chip->visibleRegion().boundingRect() == chip->rect());
    }

    void aLongNameLeavesTheApartmentWhole() {
        TillDriver till;
        OtherDesk(till.folder())
            .rename(QStringLiteral("1-2-102"), QStringLiteral("Maximiliane Friederike von Habsburg-Lothringen"));
        till.open();
        auto* list = till.find<QListView>("searchList");
        // Two homes that differ in their last digit alone: what is right of the names is compared in between.
        const auto home = [&](int row) {
            const QRect place = list->visualRect(list->model()->index(row, 0));
            const int width = QFontMetrics(theme::font(theme::Size::Body)).horizontalAdvance(QStringLiteral("1-2-10"));
            const int digit = QFontMetrics(theme::font(theme::Size::Body)).horizontalAdvance(QLatin1Char('1'));
            const int right = place.right() - 2 - theme::grid - digit;
            return list->viewport()
                ->grab(QRect(right - width - theme::grid, place.top() + 4, width + theme::grid, 22))
                .toImage();
        };
        QTRY_VERIFY_WITH_TIMEOUT(list->model()->rowCount() > 5, patience);
        const QString sixth = list->model()->index(5, 0).data().toString();
        QVERIFY2(sixth.contains(QStringLiteral("Habsburg")), qPrintable(sixth));

        QVERIFY(!home(4).isNull());
        QCOMPARE(home(5), home(4));
    }
};

QTEST_MAIN(GuiOrder)
#include "gui_order.moc"
