// What the till does: questions to the threads, answers to the panels. How it is put together: tillwindowlayout.cpp.
#include "ui/till/tillwindow.h"

#include "ui/common/cardwatcher.h"
#include "ui/common/chip.h"
#include "ui/common/messagebar.h"
#include "ui/till/cardactions.h"
#include "ui/till/confirmpanel.h"
#include "ui/till/customerpanel.h"
#include "ui/till/drawer.h"
#include "ui/till/openorders.h"
#include "ui/till/receiptview.h"
#include "ui/till/salepanel.h"
#include "ui/till/searchpanel.h"
#include "ui/till/signinpanel.h"

#include <QCloseEvent>
#include <QLabel>
#include <QScreen>
#include <QShortcut>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>

namespace meterdesk {

namespace {
// A second in all, beside the window: a timer, so that neither it nor the cards' thread waits.
constexpr int looksAtMost = 6;
constexpr int lookAgainMs = 180;
} // namespace

TillWindow::TillWindow(const OfficeOptions& options, QWidget* parent)
    : QMainWindow(parent), m_options(options), m_desk(options), m_books(options), m_backKey(new QShortcut(this)) {
    // Of its own, because a layout's would keep the window too wide to become narrow.
    setMinimumSize(80 * theme::grid, 45 * theme::grid);
    resize(QSize(1366, 728).boundedTo(screen()->availableSize()));
    build();
    connectPanels();
    addShortcuts();
    retranslate();
    // The demo office lets `demo` in; a real one answers NotSignedIn and the page asks.
    signIn({}, {});
}

TillWindow::~TillWindow() = default;

void TillWindow::signIn(const QString& name, const QString& password) {
    struct Opened {
        StaffSession who;
        QString office;
        bool demo = false;
        std::optional<Error> noKeys;
    };
    if (m_signingIn)
        return; // a second Enter would count as a wrong try
    m_signingIn = true;
    m_desk.run(
        this,
        [name, password](OfficeOnThread& thread) -> Result<Opened> {
            MD_GET(who, thread.signIn(name, password));
            MD_GET(office, thread.office());
            MD_GET(title, Settings(office->store()).value(QStringLiteral("office.name")));
            const auto keys = office->requireKeys();
            return Opened{who, title, office->isDemo() && office->usesSimulator(),
                          keys ? std::nullopt : std::optional<Error>(keys.error())};
        },
        [this, name, password](const Result<Opened>& result) {
            if (!result) {
                m_signingIn = false;
                showPage(m_signInPage);
                m_signIn->askName();
                if (!name.isEmpty() || result.error().code != ErrorCode::NotSignedIn)
                    m_message->say(result.error());
                return;
            }
            m_message->clear();
            m_office->setText(result->office);
            m_drawer->setVisible(result->demo);
            m_books.run(
                this, [name, password](OfficeOnThread& thread) { return thread.signIn(name, password); },
                [this, noKeys = result->noKeys](const Result<StaffSession>& who) {
                    m_signingIn = false;
                    if (!who) {
                        m_message->say(who.error());
                        return;
                    }
                    m_who = *who;
                    // Without any keys there is no passphrase to ask for; looking things up needs none.
                    if (!noKeys || noKeys->code == ErrorCode::KeysMissing) {
                        opened(*who);
                    } else {
                        showPage(m_signInPage);
                        m_signIn->askPassphrase();
                    }
                    if (noKeys && noKeys->code != ErrorCode::KeysLocked)
                        m_message->say(*noKeys);
                });
        });
}

void TillWindow::unlock(const QString& passphrase) {
    m_desk.run(
        this, [passphrase](OfficeOnThread& thread) { return thread.unlock(passphrase); },
        [this](const Status& unlocked) {
            if (m_open)
                return; // Enter twice
            if (unlocked)
                opened(m_who);
            else
                m_message->say(unlocked.error());
        });
}

void TillWindow::opened(const StaffSession& who) {
    m_person->setText(who.display);
    m_open = true;
    m_signOutButton->show();
    m_message->clear();
    showPage(m_tillPage);
    m_search->start();
    m_openOrders->reload();
    if (m_drawer->isVisibleTo(this))
        m_drawer->reload();
    if (!m_watcher)
        watchReader();
    else if (m_cardThere)
        look();
    m_search->focusField();
}

void TillWindow::watchReader() {
    m_watcher = std::make_unique<CardWatcher>(m_options);
    connect(m_watcher.get(), &CardWatcher::cardCame, this, &TillWindow::cardCame);
    connect(m_watcher.get(), &CardWatcher::cardWent, this, &TillWindow::cardWent);
    connect(m_watcher.get(), &CardWatcher::readerReady, this, [this](const QString& name) {
        if (m_readerTrouble)
            m_message->clear();
        m_readerTrouble = false;
        m_readerName = name;
        showReader();
    });
    connect(m_watcher.get(), &CardWatcher::readerFailed, this, [this](const Error& error) {
        m_readerTrouble = true;
        showReader();
        m_message->say(error);
    });
    m_watcher->start();
}

void TillWindow::signOut() {
    if (!m_open || isBusy(tr("Sign out when it is done.")))
        return;
    m_open = false;
    centralWidget()->setEnabled(false);
    // Each thread answers in order: once both have forgotten the cashier, no earlier answer is on its way.
    const auto leave = [](OfficeOnThread& thread) -> Status {
        thread.signOut();
        return {};
    };
    m_desk.run(this, leave,
               [this, leave](const Status&) { m_books.run(this, leave, [this](const Status&) { forget(); }); });
}

void TillWindow::forget() {
    m_who = {};
    m_card.reset();
    m_account = noId;
    m_openOrderCount = 0;
    m_cameWhileSelling = false;
    build();
    connectPanels();
    retranslate();
    showPage(m_signInPage);
    m_signIn->askName();
}

void TillWindow::showReader() {
    if (m_readerTrouble)
        m_readerChip->say(tr("No reader"), theme::Tone::Warning);
    else if (!m_readerName.isEmpty())
        m_readerChip->say(m_readerName == QLatin1String("simulator") ? tr("Demo reader") : m_readerName,
                          theme::Tone::Good);
}

void TillWindow::cardCame() {
    m_cardThere = true;
    ++m_sight;
    if (!m_open)
        return;
    if (m_drawer->isVisibleTo(this))
        m_drawer->reload();
    if (m_sale->isSelling())
        m_cameWhileSelling = true;
    else
        look(Tell::All, looksAtMost);
}

void TillWindow::cardWent() {
    m_cardThere = false;
    ++m_sight;
    m_card.reset();
    if (!m_open)
        return;
    if (m_drawer->isVisibleTo(this))
        m_drawer->reload();
    m_sale->setCardThere(false);
    if (m_customer->customer())
        m_customer->display(*m_customer->customer(), m_card);
    m_actions->display(m_card, m_customer->meter());
}

void TillWindow::look(Tell tell, int tries, std::optional<int> said) {
    const int before = said.value_or(m_message->said());
    m_desk.run(
        this,
        [](OfficeOnThread& thread) -> Result<CardView> {
            MD_GET(desk, thread.desk());
            return desk->look();
        },
        [this, tell, tries, before, sight = m_sight](const Result<CardView>& view) {
            // A card just laid on may still be powering up, or another program may be having its look at it.
            const bool notYet =
                !view && (view.error().code == ErrorCode::NoCard || view.error().code == ErrorCode::CardBusy);
            if (notYet && tries > 1 && sight == m_sight && m_cardThere) {
                m_readerChip->say(tr("The card isn't ready yet"), theme::Tone::Accent);
                QTimer::singleShot(lookAgainMs, this, [this, tell, tries, before, sight] {
                    if (sight == m_sight && !m_sale->isSelling())
                        look(tell, tries - 1, before);
                    else
                        showReader();
                });
                return;
            }
            showReader();
            if (!view) {
                // What a card that has gone failed at is no news; another one is looked at by itself.
                if (tell == Tell::All && (sight == m_sight || view.error().outcome() != Outcome::DeviceFailed))
                    m_message->say(view.error());
            } else if (sight == m_sight && m_cardThere) {
                showLooked(*view, tell, before);
            } else if (!view->settled.isEmpty()) { // the card isn't there any more, but its orders are settled
                tellSettled(view->settled);
                refreshAccount();
            }
        });
}

void TillWindow::showLooked(const CardView& view, Tell tell, int said) {
    m_card = view;
    m_sale->setCardThere(view.finding == CardFinding::Ours);
    if (!view.settled.isEmpty())
        tellSettled(view.settled);
    else if (tell != Tell::Settled && view.finding != CardFinding::Ours)
        m_message->say(findingText(view.finding),
                       view.finding == CardFinding::Blank ? theme::Tone::Accent : theme::Tone::Warning,
                       findingNext(view.finding));
    else if (tell == Tell::All && said == m_message->said())
        m_message->clear();
    if (view.account)
        showAccount(view.account->id, Cursor::AmountUnlessTyping);
    else
        refreshAccount();
    m_actions->display(m_card, m_customer->meter());
}

void TillWindow::showAccount(Id accountId, Cursor cursor) {
    m_account = accountId;
    m_books.run(
        this, [accountId](OfficeOnThread& thread) { return loadCustomer(thread, accountId); },
        [this, accountId, cursor](const Result<Customer>& customer) {
            if (!customer) {
                m_message->say(customer.error());
                return;
            }
            if (accountId != m_account)
                return;
            // A card that isn't this account's says nothing about it, but a blank one may become theirs.
            const bool theirs = m_card && (!m_card->account || m_card->account->id == accountId);
            m_customer->display(*customer, theirs ? m_card : std::nullopt);
            m_sale->setCardThere(m_card && m_card->account && m_card->account->id == accountId &&
                                 m_card->finding == CardFinding::Ours);
            // A card may come while the cashier types a name: those digits must not become an amount.
            const bool typing = cursor == Cursor::AmountUnlessTyping && m_search->isTyping();
            if (cursor != Cursor::Stays && !typing) {
                setSearching(false);
                m_sale->focusAmount();
            }
        });
}

void TillWindow::refreshAccount() {
    if (m_account != noId)
        showAccount(m_account, Cursor::Stays);
}

template <class Work>
void TillWindow::withCard(Work work, const QString& done) {
    m_actions->setEnabled(false); // a second click has to wait for the answer
    m_desk.run(
        this,
        [work](OfficeOnThread& thread) -> Result<QString> {
            MD_GET(desk, thread.desk());
            return work(*desk);
        },
        [this, done](const Result<QString>& found) {
            m_actions->setEnabled(true);
            if (found)
                m_message->say(found->isEmpty() ? done : done + QLatin1Char('\n') + *found, theme::Tone::Good);
            else
                m_message->say(found.error());
            refreshAccount();
            if (found && m_cardThere)
                look(Tell::Settled);
        });
}

void TillWindow::connectPanels() {
    connect(m_signIn, &SignInPanel::signInWanted, this, &TillWindow::signIn);
    connect(m_signIn, &SignInPanel::unlockWanted, this, &TillWindow::unlock);
    connect(m_search, &SearchPanel::chosen, this, [this](const ResidentHit& hit) {
        m_message->clear();
        m_right->setCurrentWidget(m_sale);
        showAccount(hit.accountId);
    });
    connect(m_search, &SearchPanel::failed, m_message, qOverload<const Error&>(&MessageBar::say));
    connect(m_customer, &CustomerPanel::meterChanged, this, [this] {
        m_sale->setMeter(m_customer->meter());
        m_actions->display(m_card, m_customer->meter());
    });
    connect(m_customer, &CustomerPanel::orderActivated, m_receipt, &ReceiptView::open);
    connect(m_sale, &SalePanel::quoteWanted, this, &TillWindow::quote);
    connect(m_sale, &SalePanel::saleWanted, this, &TillWindow::sell);
    connect(m_sale, &SalePanel::receiptWanted, m_receipt, &ReceiptView::open);
    connect(m_sale, &SalePanel::cardMissing, this, [this] {
        if (!m_cardThere || !m_card)
            m_message->say(Error{ErrorCode::NoCard, {}});
        else if (m_card->finding == CardFinding::Ours)
            m_message->say(tr("The card on the reader is another account's."), theme::Tone::Warning,
                           tr("Lay the meter's own card on the reader."));
        else
            m_message->say(findingText(m_card->finding), theme::Tone::Warning, findingNext(m_card->finding));
    });
    connect(m_receipt, &ReceiptView::opened, this, [this] { m_right->setCurrentWidget(m_receipt); });
    connect(m_receipt, &ReceiptView::closed, this, &TillWindow::backToSale);
    connect(m_receipt, &ReceiptView::printed, this, [this](const QString& where) {
        m_message->say(tr("The receipt is in %1.").arg(where), theme::Tone::Good);
    });
    connect(m_receipt, &ReceiptView::failed, m_message, qOverload<const Error&>(&MessageBar::say));
    connect(m_openOrders, &OpenOrders::counted, this, [this](int open) {
        m_openOrderCount = open;
        m_openButton->setText(open == 0 ? tr("Open orders  (F4)") : tr("Open orders: %1  (F4)").arg(open));
        m_openButton->setIcon(open == 0 ? QIcon() : theme::icon("dialog-warning"));
    });
    connect(m_openOrders, &OpenOrders::closed, this, [this] { showPage(m_tillPage); });
    connect(m_openOrders, &OpenOrders::resendWanted, this, &TillWindow::resend);
    connect(m_openOrders, &OpenOrders::reverseWanted, this, &TillWindow::reverse);
    connect(m_openOrders, &OpenOrders::settleWanted, this, &TillWindow::settle);
    connect(m_openOrders, &OpenOrders::failed, m_message, qOverload<const Error&>(&MessageBar::say));
    connect(m_actions, &CardActions::confirmWanted, this, &TillWindow::confirm);
    connect(m_actions, &CardActions::confirmOver, this, [this] {
        if (m_right->currentWidget() == m_confirm)
            backToSale();
    });
    connect(m_confirm, &ConfirmPanel::closed, this, &TillWindow::backToSale);
    connect(m_actions, &CardActions::issueWanted, this, [this](const QString& meter) {
        withCard(
            [meter](CardDesk& desk) -> Result<QString> {
                MD_TRY(desk.issue(meter));
                return QString();
            },
            tr("The card is issued. Type an amount and press Enter."));
    });
    connect(m_actions, &CardActions::replaceWanted, this, [this](const QString& meter, const QString& reason) {
        withCard(
            [meter, reason](CardDesk& desk) -> Result<QString> {
                MD_TRY(desk.replace(meter, reason));
                return QString();
            },
            tr("The old card is barred; this one takes its place."));
    });
    connect(m_actions, &CardActions::adoptWanted, this, [this](const QString& meter) {
        withCard(
            [meter](CardDesk& desk) -> Result<QString> {
                MD_GET(adopted, desk.adopt(meter));
                return adopted.found;
            },
            tr("The card is in the books now."));
    });
    connect(m_actions, &CardActions::returnWanted, this, [this](const QString& reason) {
        withCard(
            [reason](CardDesk& desk) -> Result<QString> {
                MD_TRY(desk.returnCard(reason));
                return QString();
            },
            tr("The card is taken back."));
    });
    connect(m_drawer, &Drawer::failed, m_message, qOverload<const Error&>(&MessageBar::say));
    connect(m_drawer, &Drawer::meterVisited, this, [this] {
        if (m_cardThere)
            look();
    });
}

bool TillWindow::isBusy(const QString& next) {
    if (m_desk.pending() == 0)
        return false;
    m_message->say(m_sale->isSelling() ? tr("A sale is under way.") : tr("Work with the card is under way."),
                   theme::Tone::Warning, next);
    return true;
}

void TillWindow::closeEvent(QCloseEvent* event) {
    // What is under way is finished first, and seen: closing never tears a card.
    if (m_open && isBusy(tr("Close the window when it is done."))) {
        event->ignore();
        return;
    }
    QMainWindow::closeEvent(event);
}

} // namespace meterdesk
