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
#include "ui/till/tillpanels.h"
#include "ui/till/tillwindow.h"
#include "ui/till/topbar.h"

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

template <class Work>
void TillWindow::withCard(Work work, const std::function<QString()>& done) {
    m_panels->actions->setEnabled(false); // a second click has to wait for the answer
    m_desk.run(
        this,
        [work](OfficeOnThread& thread) -> Result<CardWork> {
            MD_GET(desk, thread.desk());
            return work(*desk);
        },
        [this, done](const Result<CardWork>& worked) {
            m_panels->actions->setEnabled(true);
            if (worked)
                m_panels->message->say([done, work = *worked] {
                    return Saying{done(), work.next, work.unfinished ? theme::Tone::Warning : theme::Tone::Good};
                });
            else
                m_panels->message->say(worked.error());
            refreshAccount();
            if (worked && m_card.isThere())
                look(Tell::Settled);
        });
}

void TillWindow::showMeter() {
    m_panels->sale->setMeter(m_panels->customer->meter());
    m_panels->order->display(m_panels->customer->waiting());
    if (!m_panels->isSaleHidden()) {
        const bool orderBefore = m_panels->shows(m_panels->order);
        m_panels->showSale();
        // What had the cursor has given way; while a name is typed, or on another page, it is elsewhere.
        if (m_panels->shows(m_panels->order) != orderBefore && m_panels->isTillShown() && !m_panels->search->isTyping())
            m_panels->focusSale();
    }
    m_panels->actions->display(m_card.view(), m_panels->customer->meter());
    const MessageBar::Matter& said = m_panels->message->matter();
    const CustomerMeter* marked = m_panels->customer->meter();
    if (!said.meter.isEmpty() && (marked == nullptr || marked->meter.number != said.meter))
        m_panels->message->clear();
    else if (said.card)
        m_panels->message->retranslate(); // the next step may be another
}

void TillWindow::connectPanels() {
    connect(m_panels, &TillPanels::pageChanged, this, &TillWindow::tellRest);
    connect(m_panels->top, &TopBar::openOrdersWanted, m_panels, &TillPanels::showOpenOrders);
    connect(m_panels->top, &TopBar::languageWanted, this, &TillWindow::changeLanguage);
    connect(m_panels->top, &TopBar::lightWanted, this, &TillWindow::changeLight);
    connect(m_panels->top, &TopBar::signOutWanted, this, &TillWindow::signOut);
    connect(m_panels->signIn, &SignInPanel::signInWanted, &m_staff, &SignIn::enter);
    connect(m_panels->signIn, &SignInPanel::unlockWanted, &m_staff, &SignIn::unlock);
    connect(m_panels->search, &SearchPanel::chosen, this, [this](const ResidentHit& hit, const QString& meter) {
        m_panels->message->clear();
        m_panels->showSale();
        showAccount(hit.accountId, Cursor::Amount, meter);
    });
    connect(m_panels->search, &SearchPanel::failed, m_panels->message, qOverload<const Error&>(&MessageBar::say));
    connect(m_panels->customer, &CustomerPanel::meterChanged, this, &TillWindow::showMeter);
    connect(m_panels->customer, &CustomerPanel::orderActivated, m_panels->receipt, &ReceiptView::open);
    connect(m_panels->sale, &SalePanel::otherMeterWanted, m_panels->customer, &CustomerPanel::stepMeter);
    connect(m_panels->sale, &SalePanel::quoteWanted, this, &TillWindow::quote);
    connect(m_panels->sale, &SalePanel::saleWanted, this, &TillWindow::sell);
    connect(m_panels->sale, &SalePanel::receiptWanted, m_panels->receipt, &ReceiptView::open);
    connect(m_panels->sale, &SalePanel::cardMissing, this, [this] { m_speech->tellWhyNotSold(); });
    connect(m_panels->receipt, &ReceiptView::opened, this, [this] { m_panels->showReceipt(); });
    connect(m_panels->receipt, &ReceiptView::closed, m_panels, &TillPanels::backToSale);
    connect(m_panels->receipt, &ReceiptView::printed, this, [this](const QString& printer) {
        m_panels->message->say(
            [printer] { return Saying{tr("The receipt was sent to the printer %1.").arg(printer)}; });
    });
    connect(m_panels->receipt, &ReceiptView::saved, this, [this](const QString& path) {
        m_panels->message->say([path] { return Saying{tr("The receipt is in %1.").arg(path)}; });
    });
    connect(m_panels->receipt, &ReceiptView::hasNone, this,
            [this](const MessageBar::Words& words) { m_panels->message->say(words); });
    connect(m_panels->receipt, &ReceiptView::failed, m_panels->message, qOverload<const Error&>(&MessageBar::say));
    // What is said of the sale itself still holds.
    connect(m_panels->receipt, &ReceiptView::notPrinted, this, [this](const Error& error) {
        m_panels->message->amend([error](Saying& saying) {
            saying.message += (saying.message.isEmpty() ? QString() : QStringLiteral("\n")) + error.message();
            if (saying.next.isEmpty())
                saying.next = error.next();
            saying.tone = theme::Tone::Warning;
        });
    });
    connect(m_panels->openOrders, &OpenOrders::counted, this, [this](int open) {
        m_panels->top->setOpenOrders(open);
        // Somebody has seen to it, here or at another desk.
        if (m_panels->message->matter().order != noId && !m_panels->openOrders->has(m_panels->message->matter().order))
            m_panels->message->clear();
    });
    connect(m_panels->openOrders, &OpenOrders::closed, this, [this] { m_panels->showTill(); });
    connect(m_panels->order, &OrderPanel::resendWanted, this, &TillWindow::resend);
    connect(m_panels->order, &OrderPanel::reverseWanted, this, &TillWindow::reverse);
    connect(m_panels->openOrders, &OpenOrders::resendWanted, this, &TillWindow::resend);
    connect(m_panels->openOrders, &OpenOrders::reverseWanted, this, &TillWindow::reverse);
    connect(m_panels->openOrders, &OpenOrders::settleWanted, this, &TillWindow::settle);
    connect(m_panels->openOrders, &OpenOrders::failed, m_panels->message, qOverload<const Error&>(&MessageBar::say));
    connect(m_panels->drawer, &Drawer::failed, m_panels->message, qOverload<const Error&>(&MessageBar::say));
    connect(m_panels->drawer, &Drawer::meterVisited, this, [this](const MessageBar::Words& words) {
        // The card was off the reader: the watcher says so, and that it came back and has to be read.
        m_panels->message->say(words);
        m_visitTold = true;
    });
}

void TillWindow::connectCardWork() {
    connect(m_panels->actions, &CardActions::confirmWanted, m_panels, &TillPanels::ask);
    connect(m_panels->actions, &CardActions::confirmOver, this, [this] {
        if (m_panels->shows(m_panels->confirm))
            m_panels->giveWay();
    });
    connect(m_panels->confirm, &ConfirmPanel::closed, m_panels, &TillPanels::backToSale);
    connect(m_panels->actions, &CardActions::issueWanted, this, [this](const QString& meter, bool managerSays) {
        // Now, not when it is done: what is typed from here on is the amount that is sold with the new card.
        m_panels->sale->selectAmount();
        withCard(
            [meter, managerSays](CardDesk& desk) -> Result<CardWork> {
                MD_TRY(desk.issue(meter, managerSays));
                return CardWork{};
            },
            [] { return tr("The card is issued. Type an amount and press Enter."); });
    });
    connect(m_panels->actions, &CardActions::replaceWanted, this,
            [this](const QString& meter, const QString& reason, bool managerSays) {
                withCard(
                    [meter, reason, managerSays](CardDesk& desk) -> Result<CardWork> {
                        MD_GET(card, desk.replace(meter, reason, managerSays));
                        return workOf(card);
                    },
                    [] { return tr("The old card is barred; this one takes its place."); });
            });
    connect(m_panels->actions, &CardActions::moveWanted, this,
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
    connect(m_panels->actions, &CardActions::adoptWanted, this, [this](const QString& meter) {
        withCard(
            [meter](CardDesk& desk) -> Result<CardWork> {
                MD_GET(adopted, desk.adopt(meter));
                return CardWork{adopted.found};
            },
            [] { return tr("The card is in the books now."); });
    });
    connect(m_panels->actions, &CardActions::returnWanted, this, [this](const QString& reason) {
        withCard(
            [reason](CardDesk& desk) -> Result<CardWork> {
                MD_TRY(desk.returnCard(reason));
                return CardWork{};
            },
            [] { return tr("The card is taken back."); });
    });
}

} // namespace meterdesk
