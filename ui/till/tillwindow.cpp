// What the till does: questions to the threads, answers to the panels. How it is put together: tillwindowlayout.cpp.
#include "ui/till/tillwindow.h"

#include "ui/common/cardwatcher.h"
#include "ui/common/chip.h"
#include "ui/common/messagebar.h"
#include "ui/till/cardactions.h"
#include "ui/till/customerpanel.h"
#include "ui/till/drawer.h"
#include "ui/till/openorders.h"
#include "ui/till/receiptview.h"
#include "ui/till/salepanel.h"
#include "ui/till/searchpanel.h"
#include "ui/till/signinpanel.h"

#include <QCloseEvent>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>

namespace meterdesk {

TillWindow::TillWindow(const OfficeOptions& options, QWidget* parent)
    : QMainWindow(parent), m_options(options), m_desk(options), m_books(options) {
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
        bool demo = false, keys = false;
    };
    m_desk.run(
        this,
        [name, password](OfficeOnThread& thread) -> Result<Opened> {
            MD_GET(who, thread.signIn(name, password));
            MD_GET(office, thread.office());
            MD_GET(title, Settings(office->store()).value(QStringLiteral("office.name")));
            return Opened{who, title, office->isDemo() && office->usesSimulator(), office->keys() != nullptr};
        },
        [this, name, password](const Result<Opened>& result) {
            if (!result) {
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
                [this, keys = result->keys](const Result<StaffSession>& who) {
                    if (!who) {
                        m_message->say(who.error());
                        return;
                    }
                    m_who = *who;
                    if (keys) {
                        opened(*who);
                    } else {
                        showPage(m_signInPage);
                        m_signIn->askPassphrase();
                    }
                });
        });
}

void TillWindow::unlock(const QString& passphrase) {
    m_desk.run(
        this, [passphrase](OfficeOnThread& thread) { return thread.unlock(passphrase); },
        [this](const Status& unlocked) {
            if (unlocked)
                opened(m_who);
            else
                m_message->say(unlocked.error());
        });
}

void TillWindow::opened(const StaffSession& who) {
    m_person->setText(who.display);
    m_open = true;
    showPage(m_tillPage);
    m_search->start();
    m_openOrders->reload();
    if (m_drawer->isVisibleTo(this))
        m_drawer->reload();
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
    m_search->focusField();
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
    if (m_drawer->isVisibleTo(this))
        m_drawer->reload();
    if (m_sale->isSelling())
        m_cameWhileSelling = true;
    else
        look();
}

void TillWindow::cardWent() {
    m_cardThere = false;
    m_card.reset();
    if (m_drawer->isVisibleTo(this))
        m_drawer->reload();
    m_sale->setCardThere(false);
    if (m_customer->customer())
        m_customer->display(*m_customer->customer(), m_card);
    m_actions->display(m_card, m_customer->meter());
}

void TillWindow::look(bool afterMoney) {
    m_desk.run(
        this,
        [](OfficeOnThread& thread) -> Result<CardView> {
            MD_GET(desk, thread.desk());
            return desk->look();
        },
        [this, afterMoney](const Result<CardView>& view) {
            if (view)
                showLooked(*view, afterMoney);
            else if (!afterMoney)
                m_message->say(view.error());
        });
}

void TillWindow::showLooked(const CardView& view, bool afterMoney) {
    m_card = view;
    const bool sellable = view.finding == CardFinding::Ours;
    m_sale->setCardThere(sellable);
    if (!view.settled.isEmpty())
        tellOrder(view.settled.first());
    else if (view.finding != CardFinding::Ours)
        m_message->say(findingText(view.finding),
                       view.finding == CardFinding::Blank ? theme::Tone::Accent : theme::Tone::Warning);
    else if (!afterMoney)
        m_message->clear();
    if (!view.settled.isEmpty())
        m_openOrders->reload();
    if (view.account)
        showAccount(view.account->id);
    else
        refreshAccount();
    m_actions->display(m_card, m_customer->meter());
}

void TillWindow::showAccount(Id accountId, bool focusAmount) {
    m_account = accountId;
    m_books.run(
        this, [accountId](OfficeOnThread& thread) { return loadCustomer(thread, accountId); },
        [this, accountId, focusAmount](const Result<Customer>& customer) {
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
            if (focusAmount)
                m_sale->focusAmount();
        });
}

void TillWindow::refreshAccount() {
    if (m_account != noId)
        showAccount(m_account, false);
}

void TillWindow::quote(quint64 token, const QString& meter, const SaleAsked& asked) {
    m_desk.run(
        this,
        [meter, asked](OfficeOnThread& thread) -> Result<Quote> {
            MD_GET(desk, thread.desk());
            return desk->quote(meter, asked);
        },
        [this, token](const Result<Quote>& result) { m_sale->setQuote(token, result); });
}

void TillWindow::sell(const TopUpAsked& asked) {
    struct Sold {
        CreditOrder order;
        Meter meter;
    };
    m_message->clear();
    m_desk.run(
        this,
        [this, asked](OfficeOnThread& thread) -> Result<Sold> {
            MD_GET(desk, thread.desk());
            // Called on the desk's thread; the step is shown on the GUI's. The window outlives its threads.
            MD_GET(order, desk->topUp(asked, [this](SaleStep step) {
                QMetaObject::invokeMethod(
                    this, [this, step] { m_sale->showStep(step); }, Qt::QueuedConnection);
            }));
            MD_GET(office, thread.office());
            MD_GET(who, thread.session());
            MD_GET(meter, MeterBook(office->store(), *who).meter(order.meterId));
            return Sold{order, meter};
        },
        [this](const Result<Sold>& sold) {
            if (sold) {
                m_sale->showSold(sold->order, sold->meter);
            } else {
                m_sale->showFailed(sold.error());
                m_message->say(sold.error());
            }
            // After a sale that went well the cashier may take the card at once: it isn't read again.
            afterMoney(!sold || m_cameWhileSelling);
        });
}

void TillWindow::afterMoney(bool readCard) {
    m_cameWhileSelling = false;
    refreshAccount();
    m_openOrders->reload();
    if (readCard && m_cardThere)
        look(true);
}

void TillWindow::tellOrder(const CreditOrder& order) {
    const bool good = order.state == OrderState::Delivered || order.state == OrderState::Loaded;
    m_message->say(tr("An open order was settled: %1 yuan, %2.").arg(toString(order.paid), stateText(order.state)),
                   good ? theme::Tone::Good : theme::Tone::Warning,
                   order.state == OrderState::NotDelivered
                       ? tr("Send it again or give the money back: open orders (F4).")
                       : QString());
}

void TillWindow::resend(Id orderId) {
    m_desk.run(
        this,
        [orderId](OfficeOnThread& thread) -> Result<CreditOrder> {
            MD_GET(desk, thread.desk());
            return desk->resend(orderId);
        },
        [this](const Result<CreditOrder>& order) {
            if (order)
                tellOrder(*order);
            else
                m_message->say(order.error());
            m_openOrders->answered();
            afterMoney();
        });
}

void TillWindow::reverse(Id orderId, const QString& reason) {
    m_desk.run(
        this,
        [orderId, reason](OfficeOnThread& thread) -> Result<CreditOrder> {
            MD_GET(office, thread.office());
            MD_GET(who, thread.session());
            CreditJournal journal(office->store(), *who);
            MD_GET(order, journal.order(orderId));
            if (order.state != OrderState::Delivered && order.state != OrderState::Reversing)
                return journal.reverse(orderId, reason);
            MD_GET(desk, thread.desk());
            return desk->reverse(orderId, reason);
        },
        [this](const Result<CreditOrder>& order) {
            if (order)
                m_message->say(
                    tr("Give %1 yuan back to the customer: the order is reversed.").arg(toString(order->paid)),
                    theme::Tone::Good);
            else
                m_message->say(order.error());
            m_openOrders->answered();
            afterMoney();
        });
}

void TillWindow::settle() {
    m_desk.run(
        this,
        [](OfficeOnThread& thread) -> Result<QList<CreditOrder>> {
            MD_GET(desk, thread.desk());
            return desk->settle();
        },
        [this](const Result<QList<CreditOrder>>& orders) {
            if (!orders)
                m_message->say(orders.error());
            else if (orders->isEmpty())
                m_message->say(tr("Nothing on this card needs settling."), theme::Tone::Accent);
            else
                tellOrder(orders->first());
            refreshAccount();
            m_openOrders->answered();
        });
}

template <class Work>
void TillWindow::withCard(Work work, const QString& done) {
    m_desk.run(
        this,
        [work](OfficeOnThread& thread) -> Status {
            MD_GET(desk, thread.desk());
            MD_TRY(work(*desk));
            return {};
        },
        [this, done](const Status& result) {
            if (result)
                m_message->say(done, theme::Tone::Good);
            else
                m_message->say(result.error());
            refreshAccount();
            if (result && m_cardThere)
                m_desk.run(
                    this,
                    [](OfficeOnThread& thread) -> Result<CardView> {
                        MD_GET(desk, thread.desk());
                        return desk->look();
                    },
                    [this](const Result<CardView>& view) {
                        if (!view)
                            return;
                        m_card = *view;
                        if (view->account)
                            showAccount(view->account->id);
                        m_actions->display(m_card, m_customer->meter());
                    });
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
        if (m_cardThere && m_card)
            m_message->say(findingText(m_card->finding), theme::Tone::Warning,
                           tr("Lay the meter's own card on the reader."));
        else
            m_message->say(Error{ErrorCode::NoCard, {}});
    });
    connect(m_receipt, &ReceiptView::opened, this, [this] { m_right->setCurrentWidget(m_receipt); });
    connect(m_receipt, &ReceiptView::closed, this, [this] {
        m_right->setCurrentWidget(m_sale);
        m_sale->focusAmount();
    });
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
    connect(m_actions, &CardActions::issueWanted, this, [this](const QString& meter) {
        withCard([meter](CardDesk& desk) { return desk.issue(meter); },
                 tr("The card is issued. Type an amount and press Enter."));
    });
    connect(m_actions, &CardActions::replaceWanted, this, [this](const QString& meter, const QString& reason) {
        withCard([meter, reason](CardDesk& desk) { return desk.replace(meter, reason); },
                 tr("The old card is barred; this one takes its place."));
    });
    connect(m_actions, &CardActions::adoptWanted, this, [this](const QString& meter) {
        withCard([meter](CardDesk& desk) { return desk.adopt(meter); }, tr("The card is in the books now."));
    });
    connect(m_actions, &CardActions::returnWanted, this, [this](const QString& reason) {
        withCard([reason](CardDesk& desk) { return desk.returnCard(reason); }, tr("The card is taken back."));
    });
    connect(m_drawer, &Drawer::said, this, [this](const QString& text) { m_message->say(text, theme::Tone::Accent); });
    connect(m_drawer, &Drawer::failed, m_message, qOverload<const Error&>(&MessageBar::say));
    connect(m_drawer, &Drawer::meterVisited, this, [this] {
        if (m_cardThere)
            look();
    });
}

void TillWindow::closeEvent(QCloseEvent* event) {
    // A sale under way is finished first: closing never tears a card.
    if (m_sale->isSelling()) {
        m_message->say(tr("A sale is under way."), theme::Tone::Warning, tr("Close the window when it is done."));
        event->ignore();
        return;
    }
    QMainWindow::closeEvent(event);
}

} // namespace meterdesk
