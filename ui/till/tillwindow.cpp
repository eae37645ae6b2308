// What the till does: who is at it, the card, the customer. What its panels ask for: tillwindowpanels.cpp; money:
// tillwindowmoney.cpp; keys, language and light: tillwindowkeys.cpp.
#include "ui/till/tillwindow.h"

#include "ui/common/messagebar.h"
#include "ui/till/cardactions.h"
#include "ui/till/customerpanel.h"
#include "ui/till/drawer.h"
#include "ui/till/openorders.h"
#include "ui/till/orderpanel.h"
#include "ui/till/receiptview.h"
#include "ui/till/salepanel.h"
#include "ui/till/searchpanel.h"
#include "ui/till/signinpanel.h"
#include "ui/till/tillpanels.h"
#include "ui/till/topbar.h"

#include <QAbstractButton>
#include <QCloseEvent>
#include <QScreen>

namespace meterdesk {

TillWindow::TillWindow(const OfficeOptions& options, QWidget* parent)
    : QMainWindow(parent), m_options(options), m_desk(options), m_books(options), m_card(options, m_desk),
      m_staff(m_desk, m_books) {
    // Of its own, because a layout's would keep the window too wide to become narrow.
    setMinimumSize(80 * theme::grid, 45 * theme::grid);
    resize(QSize(1366, 728).boundedTo(screen()->availableSize()));
    build();
    connectReader();
    connectSignIn();
    addShortcuts();
    // The demo office lets `demo` in; of a real one the page asks who it is.
    m_staff.enter({}, {});
}

TillWindow::~TillWindow() = default;

void TillWindow::build() {
    m_panels = new TillPanels(m_books);
    m_speech = std::make_unique<TillSpeech>(*m_panels, m_card);
    setCentralWidget(m_panels);
    connectPanels();
    connectCardWork();
    retranslate();
}

void TillWindow::connectSignIn() {
    connect(&m_staff, &SignIn::trying, this, [this] { m_panels->message->clear(); });
    connect(&m_staff, &SignIn::officeFound, this, [this](const QString& name, bool demo) {
        m_office = name;
        m_demo = demo;
        m_panels->signIn->setOffice(name, demo);
    });
    connect(&m_staff, &SignIn::nameWanted, this, [this] {
        m_panels->showSignIn();
        m_panels->signIn->askName();
    });
    connect(&m_staff, &SignIn::passphraseWanted, this, [this] {
        m_panels->showSignIn();
        m_panels->signIn->askPassphrase();
    });
    connect(&m_staff, &SignIn::officeKnown, this, [this](const QString& name, bool demo) {
        m_panels->message->clear();
        m_panels->top->setOffice(name);
        m_panels->drawer->setVisible(demo);
    });
    connect(&m_staff, &SignIn::opened, this, &TillWindow::opened);
    connect(&m_staff, &SignIn::left, this, &TillWindow::forget);
    connect(&m_staff, &SignIn::failed, this, [this](const Error& error) { m_panels->message->say(error); });
    connect(&m_staff, &SignIn::notRemembered, this, [this](const Error& error) {
        m_panels->message->say([error] { return sayingOf(error); }, MessageBar::Matter{.lasting = true});
    });
}

void TillWindow::opened() {
    m_panels->top->setPerson(m_staff.who().display);
    m_panels->actions->setManager(mayDo(m_staff.who().role, Permission::Decide));
    m_panels->message->clear();
    m_panels->showTill();
    m_panels->search->start();
    m_panels->openOrders->reload();
    if (m_panels->drawer->isVisibleTo(this))
        m_panels->drawer->reload();
    m_card.watch();
    if (m_card.isThere())
        look();
    m_panels->search->focusField();
}

void TillWindow::connectReader() {
    connect(&m_card, &CardOnReader::came, this, &TillWindow::cardCame);
    connect(&m_card, &CardOnReader::went, this, &TillWindow::cardWent);
    connect(&m_card, &CardOnReader::looked, this, &TillWindow::showLooked);
    connect(&m_card, &CardOnReader::failed, this, [this](const Error& error, const CardOnReader::Look& look) {
        if (look.tell == Tell::All)
            m_panels->message->say(error);
    });
    connect(&m_card, &CardOnReader::settledAndGone, this, [this](const QString& uid, const Settled& settled) {
        m_toldOf = uid;
        refreshAccount(); // before anything is said of it, as after a look
        tellSettled(settled);
    });
    connect(&m_card, &CardOnReader::readerChanged, this, &TillWindow::showReader);
    connect(&m_desk, &OfficeThread::pendingChanged, this, &TillWindow::showCardServes);
    connect(&m_card, &CardOnReader::readerReady, this, [this] {
        if (m_readerSaid == m_panels->message->said())
            m_panels->message->clear();
        m_readerSaid.reset();
    });
    connect(&m_card, &CardOnReader::readerFailed, this, [this](const Error& error) {
        m_panels->message->say(error);
        m_readerSaid = m_panels->message->said();
    });
}

void TillWindow::signOut() {
    if (!m_staff.isOpen() || isBusy([] { return tr("Sign out when it is done."); }))
        return;
    m_panels->setEnabled(false);
    m_staff.leave();
}

void TillWindow::forget() {
    m_card.forget();
    m_readerSaid.reset();
    m_account = noId;
    m_cameWhileSelling = false;
    m_toldOf.clear();
    m_visitTold = false;
    build();
    m_panels->showSignIn();
    m_panels->signIn->setOffice(m_office, m_demo);
    m_panels->signIn->askName();
}

void TillWindow::showReader() {
    const QString& name = m_card.readerName();
    if (m_card.hasTrouble())
        m_panels->top->sayReader(tr("No reader"), theme::Tone::Warning);
    else if (m_card.isNotReady())
        m_panels->top->sayReader(tr("The card isn't ready yet"), theme::Tone::Accent);
    else if (!name.isEmpty())
        m_panels->top->sayReader(name == QLatin1String("simulator") ? tr("Demo reader") : name, theme::Tone::Good);
}

void TillWindow::cardCame() {
    if (!m_staff.isOpen())
        return;
    if (m_panels->drawer->isVisibleTo(this))
        m_panels->drawer->reload();
    if (m_panels->sale->isSelling()) {
        m_cameWhileSelling = true;
        return;
    }
    // The next one is served: what is typed now must be seen, and the last one's receipt is no longer in sight.
    if (m_panels->shows(m_panels->receipt))
        m_panels->giveWay();
    m_card.lookUntilReady({Tell::All, m_panels->message->said()});
}

void TillWindow::cardWent() {
    if (!m_staff.isOpen())
        return;
    if (m_panels->message->matter().card)
        m_panels->message->clear();
    if (m_panels->drawer->isVisibleTo(this))
        m_panels->drawer->reload();
    if (m_panels->customer->customer())
        display(*m_panels->customer->customer());
    showCardServes();
    m_panels->actions->display(m_card.view(), m_panels->customer->meter());
}

void TillWindow::display(const Customer& customer) {
    // A card that isn't this account's says nothing about it, but a blank one may become theirs.
    const std::optional<CardView>& card = m_card.view();
    const bool theirs = card && (!card->account || card->account->id == customer.account.id);
    m_panels->customer->display(customer, theirs ? card : std::nullopt, card && !theirs);
}

void TillWindow::look(Tell tell) {
    m_card.look({tell, m_panels->message->said()});
}

void TillWindow::showLooked(const CardOnReader::Look& look) {
    const CardView view = *m_card.view();
    const bool all = look.tell == Tell::All;
    // Whatever this look tells, it is the one that followed the visit: the next mustn't take itself for it.
    const bool visitTold = all && std::exchange(m_visitTold, false);
    // Pulled and laid on again so fast that a sale's own look has read it before it was seen to come.
    const bool justTold = all && std::exchange(m_toldOf, {}) == view.uid;
    m_panels->sale->showCard(view.uid);
    if (view.finding == CardFinding::Ours)
        for (const SlotView& slot : view.slots_)
            if (slot.meter)
                m_panels->sale->showFinished(slot.meter->id);
    // Who asked to sell must know first that an earlier sale has come through after all.
    if (!view.settled.isEmpty())
        m_panels->sale->forgetEnter();
    // Before anything is said of it: whoever reads that finds the sale where the open order was.
    if (view.account)
        showAccount(view.account->id, Cursor::AmountUnlessTyping);
    else
        refreshAccount();
    const bool changed = !view.settled.isEmpty() || view.mended;
    if (changed && !all)
        m_toldOf = view.uid;
    if (view.settled.isEmpty() && view.mended && look.tell == Tell::News)
        m_speech->tellMended(view.mended);
    else if (changed)
        tellSettled({view.settled, view.mended});
    else if (look.tell != Tell::Settled && view.finding != CardFinding::Ours)
        m_speech->tellFinding(view.finding);
    else if (all && look.said == m_panels->message->said() && !m_panels->message->matter().lasting && !visitTold &&
             !justTold)
        m_panels->message->clear();
    m_panels->actions->display(m_card.view(), m_panels->customer->meter());
}

void TillWindow::showAccount(Id accountId, Cursor cursor, const QString& meter) {
    m_account = accountId;
    ++m_coming;
    m_books.run(
        this, [accountId](OfficeOnThread& thread) { return loadCustomer(thread, accountId); },
        [this, accountId, cursor, meter](const Result<Customer>& customer) {
            --m_coming;
            if (!customer)
                m_panels->message->say(customer.error());
            else if (accountId == m_account)
                showCustomer(*customer, cursor, meter);
            showCardServes(); // last: an Enter that has waited for it sells to whom is shown
        });
}

void TillWindow::showCustomer(const Customer& customer, Cursor cursor, const QString& meter) {
    display(customer);
    if (!meter.isEmpty())
        m_panels->customer->selectMeter(meter);
    // Who was searched for may be whom the card that lies there waits for.
    if (cursor == Cursor::Amount && m_card.view() && !m_card.view()->account &&
        m_card.view()->finding != CardFinding::Ours)
        m_speech->tellFinding(m_card.view()->finding);
    m_panels->search->mark(customer.account.id);
    // A card may come while the cashier types a name: those digits must not become an amount. Nor is who is giving
    // money back led to the button that writes the credit.
    const bool typing =
        cursor == Cursor::AmountUnlessTyping && (m_panels->search->isTyping() || m_panels->order->isTyping());
    if (cursor != Cursor::Stays && !typing) {
        m_panels->setSearching(false);
        m_panels->focusSale();
    }
}

void TillWindow::showCardServes() {
    // Whatever is going on with the card may change what it can carry, and whose it is.
    if (m_card.isThere() && (m_desk.pending() > 0 || m_card.isNotReady() || m_coming > 0)) {
        m_panels->sale->setCard(SalePanel::CardIs::BeingRead);
        return;
    }
    const std::optional<CardView>& card = m_card.view();
    const std::optional<Customer>& customer = m_panels->customer->customer();
    const bool serves = card && card->finding == CardFinding::Ours && card->account && customer &&
                        card->account->id == customer->account.id;
    m_panels->order->setCardThere(serves);
    m_panels->sale->setCard(serves ? SalePanel::CardIs::Fit : SalePanel::CardIs::Missing);
}

void TillWindow::refreshAccount() {
    if (m_account != noId)
        showAccount(m_account, Cursor::Stays);
}

bool TillWindow::isBusy(const std::function<QString()>& next) {
    if (m_desk.pending() == 0)
        return false;
    m_speech->tellBusy(next);
    return true;
}

void TillWindow::keyPressEvent(QKeyEvent* event) {
    // What nobody below has taken: Enter presses the button that has the cursor, Esc leaves what stands before the
    // sale. A box that is ticked is ticked by Space.
    auto* button = qobject_cast<QAbstractButton*>(focusWidget());
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && button != nullptr && button->isVisible() && !button->isCheckable())
        button->click();
    else if (event->key() == Qt::Key_Escape && m_panels->isSaleHidden())
        m_panels->backToSale();
    else
        QMainWindow::keyPressEvent(event);
}

void TillWindow::closeEvent(QCloseEvent* event) {
    // What is under way is finished first, and seen: closing never tears a card.
    if (m_staff.isOpen() && isBusy([] { return tr("Close the window when it is done."); })) {
        event->ignore();
        return;
    }
    QMainWindow::closeEvent(event);
}

} // namespace meterdesk
