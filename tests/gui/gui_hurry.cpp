// A cashier who is faster than the card: what is typed, and Enter, before it is known what the card on the reader can
// carry. The real window on a demo office, by keys and clicks alone.
#include "tests/support/otherdesk.h"
#include "tests/support/support.h"
#include "tests/support/tempoffice.h"
#include "tests/support/tilldriver.h"
#include "ui/common/language.h"
#include "ui/common/messagebar.h"

#include <QTableWidget>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

const QString home = QStringLiteral("1-1-101"), resident = QStringLiteral("王帅");
const QString noCard = QStringLiteral("There is no card on the reader.");

qint64 newestPaid(TillDriver& till) {
    return OtherDesk(till.folder()).newestOrder().paid.fen;
}

/// A blank card lies there for the resident served, and the cursor is in the amount.
void awaitIssue(TillDriver& till) {
    till.open();
    till.serve(home, resident);
    till.lay(QStringLiteral("mifare-1"));
    QTRY_VERIFY_WITH_TIMEOUT(till.shows("issueButton"), patience);
    till.tabTo("amountField");
}

/// mifare-1 is issued, and has been taken away.
void issueAndTake(TillDriver& till) {
    till.serveAndIssue();
    till.takeAway();
}

/// The first command of a look at which taking the card away comes too late: the order that the look found in doubt is
/// settled. Found by trying, each time on an office of its own, since a look that fails earlier changes the card.
int settledBefore() {
    const QString layout = QStringLiteral("mifare-alternating");
    for (int at = 1; at < 100; ++at) {
        TempOffice office;
        office.issue(layout);
        const auto card = office.reader.card();
        office.reader.arm({{TillDriver::breaks().torn, simulator::FaultKind::RemovedHalfway, 7, {}}});
        const auto sold =
            office.desk().topUp({TempOffice::meterOf(layout), TempOffice::twenty(layout), false, {}, false});
        if (sold || sold.error().code != ErrorCode::OutcomeUnknown)
            break;
        office.reader.insert(card);
        office.reader.arm({{at, simulator::FaultKind::RemovedBefore, 0, {}}});
        Settled already;
        if (!office.desk().look(&already) && already)
            return at;
    }
    qFatal("no look that fails has settled anything");
}

} // namespace

class GuiHurry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { TillDriver::prepare(); }
    void init() { useLanguage(QStringLiteral("en")); }

    void anAmountTypedWhileTheCardIsIssuedIsSold() {
        TillDriver till;
        awaitIssue(till);
        auto held = till.holdCards();
        till.key(Qt::Key_F8);
        till.type(QStringLiteral("50"));
        till.key(Qt::Key_Return);
        held.reset();
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        QCOMPARE(newestPaid(till), 5000);
    }

    void anAmountTypedBeforeTheCardIsIssuedGivesWay() {
        TillDriver till;
        awaitIssue(till);
        till.type(QStringLiteral("9"));
        till.key(Qt::Key_F8);
        QTRY_VERIFY_WITH_TIMEOUT(till.cardIsRead(), patience);
        QCOMPARE(till.amount(), QStringLiteral("9")); // it is still there, for who wants it
        till.type(QStringLiteral("15"));
        QCOMPARE(till.amount(), QStringLiteral("15"));
    }

    void anAmountTypedBeforeTheLostCardIsReplacedGivesWay() {
        TillDriver till;
        till.serveAndIssue();
        till.takeAway();
        till.lay(QStringLiteral("mifare-2"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("replaceButton"), patience);
        till.tabTo("amountField");
        till.type(QStringLiteral("9"));
        till.key(Qt::Key_F8);
        QTRY_VERIFY(till.shows("cardConfirmButton"));
        till.type(QStringLiteral("lost"));
        till.key(Qt::Key_Return);
        QTRY_VERIFY(till.shows("amountField") && till.hasCursor("amountField"));
        till.type(QStringLiteral("15"));
        QTRY_VERIFY_WITH_TIMEOUT(till.cardIsRead(), patience);
        QCOMPARE(till.amount(), QStringLiteral("15"));
    }

    void anAmountTypedWhileARecordIsMendedIsSold() {
        TillDriver till;
        till.serveAndIssue();
        till.takeAway();
        QVERIFY(tearRecord(till.folder() + QStringLiteral("/simulator/cards/mifare-1.json")));
        till.lay(QStringLiteral("mifare-1"));
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), QStringLiteral("The record is torn; settling writes it again."),
                                  patience);
        till.key(Qt::Key_F4);
        till.tabTo("settleButton");
        auto held = till.holdCards();
        till.key(Qt::Key_Return);
        till.key(Qt::Key_Escape);
        QTRY_VERIFY(till.shows("amountField") && till.hasCursor("amountField"));
        till.type(QStringLiteral("20"));
        till.key(Qt::Key_Return);
        held.reset();
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        QCOMPARE(newestPaid(till), 2000);
    }

    void whoReadsThatAnOrderIsSettledFindsTheSale() {
        TillDriver till;
        till.serveAndIssue();
        till.sellInDoubt(QStringLiteral("50"));
        till.key(Qt::Key_F4);
        auto* open = till.find<QTableWidget>("openOrderTable");
        QTRY_VERIFY_WITH_TIMEOUT(open->isVisible() && open->rowCount() == 1, patience);
        bool told = false, found = false;
        const auto* bar = till.find<MessageBar>("messageBar");
        connect(bar, &MessageBar::changed, bar, [&] {
            if (told || !bar->message().startsWith(QStringLiteral("An open order was settled: 50.00")))
                return;
            told = true;
            till.key(Qt::Key_Escape);
            found = till.shows("amountField") && till.hasCursor("amountField");
        });
        till.lay(QStringLiteral("mifare-1"));
        QTRY_VERIFY2_WITH_TIMEOUT(told, qPrintable(till.text("message")), patience);
        QVERIFY(found);
        till.type(QStringLiteral("20"));
        till.key(Qt::Key_Return);
        // It reaches the card, which has another word to say: the meter comes first.
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"),
                                  QStringLiteral("The last purchase on this card hasn't been loaded yet."), patience);
    }

    void whatWasSettledIsToldThoughTheCardGoes() {
        TillDriver till;
        till.serveAndIssue();
        till.sellInDoubt(QStringLiteral("50"));
        till.arm(simulator::FaultKind::RemovedBefore, settledBefore());
        till.layByHand(QStringLiteral("mifare-1"));
        QTRY_VERIFY2_WITH_TIMEOUT(till.text("message").startsWith(QStringLiteral("An open order was settled: 50.00")),
                                  qPrintable(till.text("message")), patience);
        QVERIFY(till.shows("amountField")); // where the open order was
        QCOMPARE(OtherDesk(till.folder()).newestOrder().state, OrderState::Delivered);
    }

    void enterWaitsForTheCardThatWasJustLaidOn() {
        TillDriver till;
        issueAndTake(till);
        till.tabTo("amountField");
        till.type(QStringLiteral("50"));
        auto busy = till.layBusy(QStringLiteral("mifare-1")); // another program has a look at it
        till.key(Qt::Key_Return);
        QVERIFY2(till.text("message") != noCard, "it lies there");
        busy.reset();
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        QCOMPARE(newestPaid(till), 5000);
    }

    void anEnterThatWaitsIsForgottenWithItsCardAndSaysSo() {
        TillDriver till;
        till.serveAndIssue();
        till.type(QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(till.canSell(), patience);
        till.takeByHand();
        QTRY_VERIFY_WITH_TIMEOUT(!till.cardIsRead(), patience);
        auto busy = till.layBusy(QStringLiteral("mifare-1"));
        till.key(Qt::Key_Return);
        till.takeByHand();
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), noCard, patience);
        busy.reset();
        till.layByHand(QStringLiteral("mifare-1"));
        QTRY_VERIFY_WITH_TIMEOUT(till.cardIsRead() && till.canSell(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(till.closeFromOutside(), patience); // nothing is under way
        QCOMPARE(till.amount(), QStringLiteral("50"));
        QCOMPARE(OtherDesk(till.folder()).newestOrder().id, noId);
    }

    void anEnterThatWaitsIsForgottenWhereMoreIsTyped() {
        TillDriver till;
        till.serveAndIssue();
        till.type(QStringLiteral("5"));
        QTRY_VERIFY_WITH_TIMEOUT(till.canSell(), patience);
        auto held = till.holdCards();
        till.key(Qt::Key_F5);
        till.key(Qt::Key_Return);
        till.type(QStringLiteral("0"));
        held.reset();
        QTRY_VERIFY_WITH_TIMEOUT(till.closeFromOutside(), patience);
        QCOMPARE(till.amount(), QStringLiteral("50"));
        QCOMPARE(OtherDesk(till.folder()).newestOrder().id, noId);
    }

    void anEnterThatWaitsIsForgottenWhereAnOrderIsSettled() {
        TillDriver till;
        till.serveAndIssuePurse(); // it would take one sale on top of the other
        till.takeByHand();
        QTRY_VERIFY_WITH_TIMEOUT(!till.cardIsRead(), patience);
        OtherDesk other(till.folder()); // the resident was there before, and the books here don't show it yet
        other.breakSale(QStringLiteral("cpu-1"), QStringLiteral("200200000001"), Money{700}, TillDriver::creditForLoad);
        till.tabTo("amountField");
        till.type(QStringLiteral("5"));
        auto busy = till.layBusy(QStringLiteral("cpu-1"));
        till.key(Qt::Key_Return);
        busy.reset();
        QTRY_VERIFY2_WITH_TIMEOUT(till.text("message").startsWith(QStringLiteral("An open order was settled: 7.00")),
                                  qPrintable(till.text("message")), patience);
        QTRY_VERIFY_WITH_TIMEOUT(till.canSell(), patience);
        QCOMPARE(till.amount(), QStringLiteral("5"));
        QCOMPARE(newestPaid(till), 700);
        till.key(Qt::Key_Return); // who has seen it, sells
        QTRY_VERIFY_WITH_TIMEOUT(newestPaid(till) == 500, patience);
    }

    void aCardThatCouldNotBeReadIsNotCalledMissing() {
        TillDriver till;
        issueAndTake(till);
        auto busy = till.layBusy(QStringLiteral("mifare-1"));
        const QString why = Error{ErrorCode::CardBusy, {}}.message();
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), why, patience);
        till.click("messageClose");
        till.tabTo("amountField");
        till.type(QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(till.canSell(), patience);
        till.key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), why, patience);
        busy.reset();
        // What settling reads is known from then on.
        till.key(Qt::Key_F4);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("settleButton"), patience);
        till.tabTo("settleButton");
        till.key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), QStringLiteral("Nothing on this card needs settling."),
                                  patience);
        till.key(Qt::Key_Escape);
        QTRY_VERIFY(till.shows("amountField") && till.hasCursor("amountField"));
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        QCOMPARE(newestPaid(till), 5000);
    }
};

QTEST_MAIN(GuiHurry)
#include "gui_hurry.moc"
