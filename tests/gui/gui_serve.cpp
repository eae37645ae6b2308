// Whom the till serves, and with what: the next card, another resident, another meter, a manager's word. The real
// window on a demo office, by keys and clicks alone.
#include "tests/support/otherdesk.h"
#include "tests/support/support.h"
#include "tests/support/tilldriver.h"
#include "ui/common/chip.h"
#include "ui/common/language.h"
#include "ui/common/messagebar.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

const QString first = QStringLiteral("1-1-101"), second = QStringLiteral("1-1-102");
const QString firstName = QStringLiteral("王帅"), secondName = QStringLiteral("李秀英");

/// Both have a card for water: mifare-1 and mifare-2, which lies on the reader.
void serveTwo(TillDriver& till) {
    till.serveAndIssue();
    till.takeAway();
    till.serve(second, secondName);
    till.issue(QStringLiteral("mifare-2"));
}

const QString noCard = QStringLiteral("No card on the reader");

QString cardChip(TillDriver& till) {
    return till.find<Chip>("cardChip")->accessibleName();
}

/// The second one's card has been sold onto and taken away; the receipt is still on the screen.
void awaitReceipt(TillDriver& till) {
    serveTwo(till);
    till.sell(QStringLiteral("20"));
    QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
    till.key(Qt::Key_F6);
    QTRY_VERIFY_WITH_TIMEOUT(till.shows("printReceipt"), patience);
    till.takeAway();
    QTRY_COMPARE_WITH_TIMEOUT(cardChip(till), noCard, patience);
}

void signInAs(TillDriver& till, const QString& name) {
    till.key(Qt::Key_F12);
    QTRY_VERIFY_WITH_TIMEOUT(till.shows("signInName"), patience);
    till.type(name);
    till.key(Qt::Key_Return);
    till.type(name); // the demo office's passwords
    till.key(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(till.shows("moveButton"), patience);
}

QString markedMeter(TillDriver& till) {
    const auto* meters = till.find<QListWidget>("meterList");
    const QListWidgetItem* item = meters->currentItem();
    return item ? item->toolTip() : QString();
}

} // namespace

class GuiServe : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { TillDriver::prepare(); }
    void init() { useLanguage(QStringLiteral("en")); }

    void theReceiptGivesWayToTheNextCard() {
        TillDriver till;
        awaitReceipt(till);
        QVERIFY(till.shows("printReceipt")); // the customer still waits for it
        till.lay(QStringLiteral("mifare-1"));
        QTRY_VERIFY_WITH_TIMEOUT(till.text("residentName") == firstName && till.cardIsRead(), patience);
        QVERIFY(!till.shows("printReceipt"));
        QTRY_VERIFY_WITH_TIMEOUT(till.find<QLineEdit>("amountField")->hasFocus(), patience);
    }

    void theRestOfANumberIsNoAmountWhenACardComes() {
        TillDriver till;
        awaitReceipt(till);
        till.key(Qt::Key_F3);
        till.type(QStringLiteral("20010000"));
        till.layByHand(QStringLiteral("mifare-1"));
        QTRY_VERIFY_WITH_TIMEOUT(till.text("residentName") == firstName && till.cardIsRead(), patience);
        QVERIFY(!till.shows("printReceipt"));
        till.type(QStringLiteral("0002"));
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(till.text("residentName") == secondName, patience);
        QCOMPARE(till.amount(), QString());
        OtherDesk other(till.folder());
        QCOMPARE(other.newestOrder().paid.fen, 2000);
        QCOMPARE(other.newestOrder().count.value_or(0), 1);
    }

    void theRestOfANumberIsNoAmountWhenACardGoes() {
        TillDriver till;
        serveTwo(till);
        till.takeAway();
        till.serve(first, firstName);
        till.lay(QStringLiteral("mifare-3"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("replaceButton"), patience);
        till.key(Qt::Key_F8);
        QTRY_VERIFY(till.shows("cardConfirmButton"));
        till.key(Qt::Key_F3);
        till.type(QStringLiteral("20010000"));
        till.takeByHand();
        QTRY_VERIFY_WITH_TIMEOUT(cardChip(till) == noCard && !till.shows("cardConfirmButton"), patience);
        till.type(QStringLiteral("0002"));
        QCOMPARE(till.amount(), QString());
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(till.text("residentName") == secondName, patience);
        QCOMPARE(till.amount(), QString());
        QCOMPARE(OtherDesk(till.folder()).newestOrder().id, noId);
    }

    void escapeInTheSearchLeavesWhatStandsBeforeTheSale() {
        TillDriver till;
        till.serveAndIssue();
        till.sell(QStringLiteral("20"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        till.key(Qt::Key_F6);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("printReceipt"), patience);
        till.key(Qt::Key_F3);
        till.type(QStringLiteral("1"));
        till.key(Qt::Key_Escape);
        QVERIFY(!till.shows("printReceipt"));
        QVERIFY(till.hasCursor("amountField"));
        till.key(Qt::Key_F9);
        QVERIFY(till.shows("cardConfirmButton"));
        till.key(Qt::Key_F3);
        QVERIFY(till.hasCursor("searchField"));
        till.key(Qt::Key_Escape);
        QVERIFY(!till.shows("cardConfirmButton"));
        QVERIFY(till.hasCursor("amountField"));
    }

    void nothingIsSoldBehindTheOpenOrders() {
        TillDriver till;
        serveTwo(till);
        till.takeAway();
        till.key(Qt::Key_F4);
        QTRY_VERIFY(till.shows("reverseReason"));
        till.lay(QStringLiteral("mifare-1"));
        QTRY_VERIFY_WITH_TIMEOUT(till.text("residentName") == firstName, patience);
        till.type(QStringLiteral("33"));
        till.key(Qt::Key_Return);
        till.key(Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("amountField"), patience);
        QCOMPARE(till.find<QLineEdit>("amountField")->text(), QString());
        OtherDesk other(till.folder());
        QCOMPARE(other.newestOrder().id, noId);
    }

    void theArrowsChooseTheMeter() {
        TillDriver till;
        till.open();
        till.serve(first, firstName);
        till.tabTo("amountField");
        QVERIFY2(markedMeter(till).contains(QStringLiteral("200100000001")), qPrintable(markedMeter(till)));
        till.key(Qt::Key_Down);
        QVERIFY2(markedMeter(till).contains(QStringLiteral("200200000001")), qPrintable(markedMeter(till)));
        QVERIFY(till.find<QLineEdit>("amountField")->hasFocus());
        till.key(Qt::Key_Up);
        till.key(Qt::Key_Up);
        QVERIFY2(markedMeter(till).contains(QStringLiteral("200100000001")), qPrintable(markedMeter(till)));
    }

    void whoIsFoundByAMeterIsServedWithIt() {
        TillDriver till;
        till.open();
        till.serve(QStringLiteral("200200000003"), QStringLiteral("张伟"));
        QTRY_VERIFY2_WITH_TIMEOUT(markedMeter(till).contains(QStringLiteral("200200000003")),
                                  qPrintable(markedMeter(till)), patience);
    }

    void anothersCardIsCalledSoAndLeftAlone() {
        TillDriver till;
        serveTwo(till);
        const auto* list = till.find<QListView>("searchList");
        till.serve(first, firstName);
        QTRY_COMPARE_WITH_TIMEOUT(cardChip(till), QStringLiteral("Another resident's card on the reader"), patience);
        QVERIFY(!till.shows("returnButton"));
        till.key(Qt::Key_F9);
        QVERIFY(!till.shows("cardConfirmButton"));
        // The card that is laid on decides, and the list follows.
        till.takeAway();
        till.key(Qt::Key_F3);
        till.key(Qt::Key_Delete);
        QTRY_VERIFY_WITH_TIMEOUT(list->model()->rowCount() > 5, patience);
        till.key(Qt::Key_Escape);
        till.lay(QStringLiteral("mifare-2"));
        QTRY_VERIFY_WITH_TIMEOUT(till.cardIsRead(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(list->currentIndex().data().toString().contains(secondName), patience);
    }

    void enterPressesTheButtonThatHasTheCursor() {
        TillDriver till;
        till.serveAndIssue();
        till.sell(QStringLiteral("20"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        till.key(Qt::Key_F6);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("saveReceipt"), patience);
        till.tabTo("saveReceipt");
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(till.text("message").contains(QStringLiteral(".pdf")), patience);
        till.click("messageClose");
        till.key(Qt::Key_Escape);
        QTRY_VERIFY(till.shows("amountField"));
    }

    void whatIsToBeGivenBackIsSaidAfterTheSaleToo() {
        TillDriver till;
        till.open();
        till.serve(first, firstName);
        till.tabTo("amountField");
        till.key(Qt::Key_Down);
        till.key(Qt::Key_Down); // gas, in whole units of 2.50 yuan
        till.issue(QStringLiteral("sle-1"));
        till.sell(QStringLiteral("33"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        QVERIFY2(till.text("saleResult").contains(QStringLiteral("Give 0.50 yuan back.")),
                 qPrintable(till.text("saleResult")));
        // The next amount is told at once that it won't be taken.
        till.type(QStringLiteral("10"));
        QTRY_VERIFY_WITH_TIMEOUT(till.text("changeText").contains(QStringLiteral("isn't in the meter yet")), patience);
    }

    void whatIsToBeGivenBackIsSaidAfterADoubtToo() {
        TillDriver till;
        till.serveAndIssue();
        till.sellInDoubt(QStringLiteral("50.01"));
        QVERIFY(till.text("saleResult").startsWith(QStringLiteral("It isn't known whether")));
        QVERIFY2(!till.text("saleResult").contains(QStringLiteral("back")), qPrintable(till.text("saleResult")));
        till.lay(QStringLiteral("mifare-1"));
        QTRY_VERIFY_WITH_TIMEOUT(till.text("saleResult").contains(QStringLiteral("is on the card")), patience);
        QVERIFY2(till.text("saleResult").contains(QStringLiteral("Give 0.01 yuan back.")),
                 qPrintable(till.text("saleResult")));
    }

    void theHintGoesWithThePurchaseThatItIsAbout() {
        TillDriver till;
        till.serveAndIssue();
        till.sell(QStringLiteral("20"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        till.type(QStringLiteral("10"));
        QTRY_VERIFY_WITH_TIMEOUT(till.text("changeText").contains(QStringLiteral("isn't in the meter yet")), patience);
        till.tabTo("drawerLoad");
        till.key(Qt::Key_Space);
        QTRY_COMPARE_WITH_TIMEOUT(till.text("changeText"), QString(), patience);
        QCOMPARE(till.amount(), QStringLiteral("10"));
        QTRY_VERIFY_WITH_TIMEOUT(till.cardIsRead() && till.hasCursor("amountField") && till.canSell(), patience);
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
    }

    void whatADemoMeterSaidIsLeftByOneLookOnly() {
        TillDriver till;
        till.serveAndIssue();
        till.takeAway();
        till.lay(QStringLiteral("mifare-3"));
        const QString blank = QStringLiteral("A blank card.");
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), blank, patience);
        QStringList said;
        const auto* bar = till.find<MessageBar>("messageBar");
        connect(bar, &MessageBar::changed, bar, [&said, bar] { said.append(bar->message()); });
        till.click("drawerLoad");
        QTRY_VERIFY_WITH_TIMEOUT(said.contains(QStringLiteral("The meter took nothing (the card is blank).")) &&
                                     said.contains(blank),
                                 patience);
        // In whichever order those came, this look is after them.
        said.clear();
        till.key(Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(said.contains(blank), patience);
        till.takeAway();
        QTRY_VERIFY_WITH_TIMEOUT(!till.shows("message"), patience);
        till.tabTo("amountField");
        till.key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), QStringLiteral("There is no card on the reader."), patience);
        till.lay(QStringLiteral("mifare-1"));
        QTRY_VERIFY_WITH_TIMEOUT(till.cardIsRead(), patience);
        QVERIFY2(!till.shows("message"), qPrintable(till.text("message")));
    }

    void everyMeterThatAManagerSpeaksForIsNamed() {
        TillDriver till;
        till.serveAndIssue();
        till.takeAway();
        OtherDesk other(till.folder());
        const QString own = QStringLiteral("200100000001"), beside = QStringLiteral("200100000099");
        const auto ask = [&] {
            till.serve(second, secondName); // what other desks did is read anew
            till.serve(first, firstName);
            till.key(Qt::Key_F8);
            QVERIFY(till.shows("cardConfirmText"));
        };
        other.addBeside(first, beside, 7, 60'000);
        till.lay(QStringLiteral("mifare-2"));
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), QStringLiteral("A blank card."), patience);
        ask();
        QVERIFY2(till.text("cardConfirmText").contains(QStringLiteral("elsewhere for meter %1 may").arg(beside)),
                 qPrintable(till.text("cardConfirmText")));
        QCOMPARE(till.label("cardConfirmWord"), QStringLiteral("A manager's word: the meter has that purchase"));
        till.key(Qt::Key_Escape);
        other.bring(first, 3, 20'000);
        ask();
        QVERIFY2(till.text("cardConfirmText")
                     .contains(QStringLiteral("elsewhere for the meters %1, %2 may").arg(own, beside)),
                 qPrintable(till.text("cardConfirmText")));
        QCOMPARE(till.label("cardConfirmWord"), QStringLiteral("A manager's word: each meter has its purchase"));
        till.type(QStringLiteral("lost"));
        till.tabTo("cardConfirmWord");
        till.key(Qt::Key_Space);
        till.key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"),
                                  QStringLiteral("The old card is barred; this one takes its place."), patience);
        // Lost again: that word was given, and nothing has been bought elsewhere since.
        till.lay(QStringLiteral("mifare-3"));
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), QStringLiteral("A blank card."), patience);
        till.key(Qt::Key_F8);
        QVERIFY(till.shows("cardConfirmText"));
        QVERIFY2(!till.text("cardConfirmText").contains(QStringLiteral("elsewhere")),
                 qPrintable(till.text("cardConfirmText")));
        QVERIFY(!till.shows("cardConfirmWord"));
    }

    void aLostPursesMoneyIsMovedLaterByAManagerOnly() {
        TillDriver till;
        till.losePurse();
        till.type(QStringLiteral("lost"));
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("moveButton"), patience);
        QVERIFY2(markedMeter(till).contains(QStringLiteral("50.00 yuan on the lost card")),
                 qPrintable(markedMeter(till)));
        // What is sold onto the new one changes nothing about that.
        till.sell(QStringLiteral("20"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        till.click("drawerLoad");
        QTRY_VERIFY_WITH_TIMEOUT(till.text("saleResult").contains(QStringLiteral("The meter has taken")), patience);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("moveButton"), patience);

        signInAs(till, QStringLiteral("cashier"));
        till.key(Qt::Key_F8);
        QTRY_VERIFY(till.shows("cardConfirmWord"));
        till.type(QStringLiteral("looked"));
        QVERIFY(!till.isEnabled("cardConfirmWord"));
        QVERIFY(!till.isEnabled("cardConfirmButton"));
        till.key(Qt::Key_Escape);
        signInAs(till, QStringLiteral("manager"));
        till.key(Qt::Key_F8);
        QTRY_VERIFY(till.shows("cardConfirmWord"));
        till.type(QStringLiteral("looked at the meter"));
        till.tabTo("cardConfirmWord");
        till.key(Qt::Key_Space);
        till.key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), QStringLiteral("The lost card's money is on this card."),
                                  patience);
        QTRY_VERIFY_WITH_TIMEOUT(!till.shows("moveButton"), patience);
        OtherDesk other(till.folder());
        QCOMPARE(other.newestOrder().kind, OrderKind::Transfer);
        QCOMPARE(other.newestOrder().credit.value, 5000);
    }

    void whatTheMeterHasShownNeedsNoManager() {
        TillDriver till;
        till.open();
        till.serve(first, firstName);
        till.tabTo("amountField");
        till.key(Qt::Key_Down);
        till.issue(QStringLiteral("cpu-1"));
        till.sell(QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        till.takeAway();
        till.lay(QStringLiteral("cpu-2"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("replaceButton"), patience);
        till.key(Qt::Key_F8);
        till.type(QStringLiteral("lost"));
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("moveButton"), patience);
        OtherDesk other(till.folder());
        other.hear(QStringLiteral("200200000001"), 0);

        signInAs(till, QStringLiteral("cashier"));
        till.key(Qt::Key_F8);
        QTRY_VERIFY(till.shows("cardConfirmButton"));
        QVERIFY(!till.shows("cardConfirmWord"));
        QVERIFY2(till.text("cardConfirmText").contains(QStringLiteral("the meter has shown since")),
                 qPrintable(till.text("cardConfirmText")));
        till.type(QStringLiteral("looked"));
        till.key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), QStringLiteral("The lost card's money is on this card."),
                                  patience);
        QTRY_VERIFY_WITH_TIMEOUT(!till.shows("moveButton"), patience);
        QCOMPARE(other.newestOrder().kind, OrderKind::Transfer);
        QCOMPARE(other.newestOrder().credit.value, 5000);
    }
};

QTEST_MAIN(GuiServe)
#include "gui_serve.moc"
