// What the till's panels ask for, and who answers.
#include "ui/common/messagebar.h"
#include "ui/till/cardactions.h"
#include "ui/till/confirmpanel.h"
#include "ui/till/customerpanel.h"
#include "ui/till/drawer.h"
#include "ui/till/openorders.h"
#include "ui/till/orderpanel.h"
#include "ui/till/receiptview.h"
#include "ui/till/salepanel.h"
#include "ui/till/searchpanel.h"
#include "ui/till/signinpanel.h"
#include "ui/till/tillwindow.h"
#include "ui/till/topbar.h"

#include <QStackedWidget>

namespace meterdesk {

namespace {

/// A piece of work with the card that is done: what else there is to say of it.
struct CardWork {
    QString next = {};
    bool unfinished = false; // the card isn't fit for the meter yet
};

CardWork workOf(const Replaced& card) {
    return card.unfinished ? CardWork{unfinishedText(), true} : CardWork{};
}

} // namespace

void TillWindow::tellOtherCard() {
    MessageBar::Matter matter;
    matter.card = true;
    m_message->say(
        [] {
            return Saying{tr("The card on the reader is another account's."),
                          tr("Lay the meter's own card on the reader."), theme::Tone::Warning};
        },
        matter);
}

void TillWindow::tellNoCardYet() {
    MessageBar::Matter matter;
    matter.card = m_card.isThere();
    m_message->say(
        [] {
            return Saying{tr("This meter has no card yet."),
                          tr("Lay a blank card on the reader and press F8 to issue it."), theme::Tone::Warning};
        },
        matter);
}

void TillWindow::tellWhyNotSold() {
    const CustomerMeter* meter = m_customer->meter();
    const std::optional<CardView>& card = m_card.view();
    const bool noNews = card ? card->finding == CardFinding::Ours : m_card.whyUnread().code == ErrorCode::NoCard;
    if (noNews && meter && !meter->card)
        tellNoCardYet();
    else if (!card)
        m_message->say(m_card.whyUnread());
    else if (card->finding == CardFinding::Ours)
        tellOtherCard();
    else
        tellFinding(card->finding);
}

template <class Work>
void TillWindow::withCard(Work work, const std::function<QString()>& done) {
    m_actions->setEnabled(false); // a second click has to wait for the answer
    m_desk.run(
        this,
        [work](OfficeOnThread& thread) -> Result<CardWork> {
            MD_GET(desk, thread.desk());
            return work(*desk);
        },
        [this, done](const Result<CardWork>& worked) {
            m_actions->setEnabled(true);
            if (worked)
                m_message->say([done, work = *worked] {
                    return Saying{done(), work.next, work.unfinished ? theme::Tone::Warning : theme::Tone::Good};
                });
            else
                m_message->say(worked.error());
            refreshAccount();
            if (worked && m_card.isThere())
                look(Tell::Settled);
        });
}

void TillWindow::connectPanels() {
    connect(m_top, &TopBar::openOrdersWanted, this, &TillWindow::showOpenOrders);
    connect(m_top, &TopBar::languageWanted, this, &TillWindow::changeLanguage);
    connect(m_top, &TopBar::lightWanted, this, &TillWindow::changeLight);
    connect(m_top, &TopBar::signOutWanted, this, &TillWindow::signOut);
    connect(m_signIn, &SignInPanel::signInWanted, &m_staff, &SignIn::enter);
    connect(m_signIn, &SignInPanel::unlockWanted, &m_staff, &SignIn::unlock);
    connect(m_search, &SearchPanel::chosen, this, [this](const ResidentHit& hit, const QString& meter) {
        m_message->clear();
        showSale();
        showAccount(hit.accountId, Cursor::Amount, meter);
    });
    connect(m_search, &SearchPanel::failed, m_message, qOverload<const Error&>(&MessageBar::say));
    connect(m_customer, &CustomerPanel::meterChanged, this, [this] {
        m_sale->setMeter(m_customer->meter());
        m_order->display(m_customer->waiting());
        const QWidget* before = m_right->currentWidget();
        if (before == m_sale || before == m_order)
            showSale();
        // What had the cursor has given way; while a name is typed, or on another page, it is elsewhere.
        if (m_right->currentWidget() != before && m_pages->currentWidget() == m_tillPage && !m_search->isTyping())
            focusSale();
        m_actions->display(m_card.view(), m_customer->meter());
        if (m_message->matter().card)
            m_message->retranslate(); // the next step may be another
    });
    connect(m_customer, &CustomerPanel::orderActivated, m_receipt, &ReceiptView::open);
    connect(m_sale, &SalePanel::otherMeterWanted, m_customer, &CustomerPanel::stepMeter);
    connect(m_sale, &SalePanel::quoteWanted, this, &TillWindow::quote);
    connect(m_sale, &SalePanel::saleWanted, this, &TillWindow::sell);
    connect(m_sale, &SalePanel::receiptWanted, m_receipt, &ReceiptView::open);
    connect(m_sale, &SalePanel::cardMissing, this, &TillWindow::tellWhyNotSold);
    connect(m_receipt, &ReceiptView::opened, this, [this] { m_right->setCurrentWidget(m_receipt); });
    connect(m_receipt, &ReceiptView::closed, this, &TillWindow::backToSale);
    connect(m_receipt, &ReceiptView::printed, this, [this](const QString& printer) {
        m_message->say([printer] { return Saying{tr("The receipt was sent to the printer %1.").arg(printer)}; });
    });
    connect(m_receipt, &ReceiptView::saved, this, [this](const QString& path) {
        m_message->say([path] { return Saying{tr("The receipt is in %1.").arg(path)}; });
    });
    connect(m_receipt, &ReceiptView::hasNone, this, [this](const MessageBar::Words& words) { m_message->say(words); });
    connect(m_receipt, &ReceiptView::failed, m_message, qOverload<const Error&>(&MessageBar::say));
    connect(m_openOrders, &OpenOrders::counted, this, [this](int open) {
        m_top->setOpenOrders(open);
        // Somebody has seen to it, here or at another desk.
        if (m_message->matter().order != noId && !m_openOrders->has(m_message->matter().order))
            m_message->clear();
    });
    connect(m_openOrders, &OpenOrders::closed, this, [this] { showPage(m_tillPage); });
    connect(m_order, &OrderPanel::resendWanted, this, &TillWindow::resend);
    connect(m_order, &OrderPanel::reverseWanted, this, &TillWindow::reverse);
    connect(m_openOrders, &OpenOrders::resendWanted, this, &TillWindow::resend);
    connect(m_openOrders, &OpenOrders::reverseWanted, this, &TillWindow::reverse);
    connect(m_openOrders, &OpenOrders::settleWanted, this, &TillWindow::settle);
    connect(m_openOrders, &OpenOrders::failed, m_message, qOverload<const Error&>(&MessageBar::say));
    connect(m_actions, &CardActions::confirmWanted, this, &TillWindow::confirm);
    connect(m_actions, &CardActions::confirmOver, this, [this] {
        if (m_right->currentWidget() == m_confirm)
            giveWay();
    });
    connect(m_confirm, &ConfirmPanel::closed, this, &TillWindow::backToSale);
    connect(m_actions, &CardActions::issueWanted, this, [this](const QString& meter, bool managerSays) {
        // Now, not when it is done: what is typed from here on is the amount that is sold with the new card.
        m_sale->selectAmount();
        withCard(
            [meter, managerSays](CardDesk& desk) -> Result<CardWork> {
                MD_TRY(desk.issue(meter, managerSays));
                return CardWork{};
            },
            [] { return tr("The card is issued. Type an amount and press Enter."); });
    });
    connect(m_actions, &CardActions::replaceWanted, this,
            [this](const QString& meter, const QString& reason, bool managerSays) {
                withCard(
                    [meter, reason, managerSays](CardDesk& desk) -> Result<CardWork> {
                        MD_GET(card, desk.replace(meter, reason, managerSays));
                        return workOf(card);
                    },
                    [] { return tr("The old card is barred; this one takes its place."); });
            });
    connect(m_actions, &CardActions::moveWanted, this,
            [this](const QString& meter, const QString& reason, bool managerSays, const QString& stays) {
                withCard(
                    [meter, reason, managerSays](CardDesk& desk) -> Result<CardWork> {
                        MD_GET(card, desk.replace(meter, reason, managerSays));
                        return workOf(card);
                    },
                    [stays] {
                        return stays.isEmpty() ? tr("The lost card's money is on this card.")
                                               : tr("What the meter has shown not to have is on this card; %1 stays on "
                                                    "the lost one until a manager moves it.")
                                                     .arg(stays);
                    });
            });
    connect(m_actions, &CardActions::adoptWanted, this, [this](const QString& meter) {
        withCard(
            [meter](CardDesk& desk) -> Result<CardWork> {
                MD_GET(adopted, desk.adopt(meter));
                return CardWork{adopted.found};
            },
            [] { return tr("The card is in the books now."); });
    });
    connect(m_actions, &CardActions::returnWanted, this, [this](const QString& reason) {
        withCard(
            [reason](CardDesk& desk) -> Result<CardWork> {
                MD_TRY(desk.returnCard(reason));
                return CardWork{};
            },
            [] { return tr("The card is taken back."); });
    });
    connect(m_drawer, &Drawer::failed, m_message, qOverload<const Error&>(&MessageBar::say));
    connect(m_drawer, &Drawer::meterVisited, this, [this](const MessageBar::Words& words) {
        // The card was off the reader: the watcher says so, and that it came back and has to be read.
        m_message->say(words);
        m_visitTold = true;
    });
}

} // namespace meterdesk
