// How the till is put together: panels, shortcuts, language and light.
#include "models/staff/staffbook.h"
#include "ui/common/chip.h"
#include "ui/common/language.h"
#include "ui/common/messagebar.h"
#include "ui/common/scrolling.h"
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

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace meterdesk {

namespace {
constexpr int searchWidth = 36 * theme::grid;
constexpr int saleWidth = 48 * theme::grid;
// 1366 × 768 at 200 % is 683 × 384: there the search gives way, and the sale gets narrower.
constexpr int narrowBelow = 120 * theme::grid;
constexpr int lowBelow = 70 * theme::grid;
constexpr int narrowSaleWidth = 44 * theme::grid;
} // namespace

void TillWindow::build() {
    auto* whole = new QWidget;
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(theme::grid, theme::grid, theme::grid, theme::grid);
    column->setSpacing(theme::grid);
    m_top = new TopBar;
    column->addWidget(m_top);
    m_pages = new QStackedWidget;
    column->addWidget(m_pages, 1);
    m_messagePlace = new MessagePlace(whole);
    m_message = m_messagePlace->bar();
    column->addWidget(m_messagePlace);
    m_drawer = new Drawer(m_books);
    m_drawer->hide();
    column->addWidget(m_drawer);

    buildTillPage();
    m_openOrders = new OpenOrders(m_books);

    auto* signIn = new QWidget;
    m_signInPage = scrolling(signIn);
    auto* centre = new QVBoxLayout(signIn);
    centre->setContentsMargins(0, 0, 0, 0);
    m_signIn = new SignInPanel;
    centre->addStretch(1);
    // Stretches, not an alignment: that would keep wrapped sentences at the height of one line.
    auto* across = new QHBoxLayout;
    across->addStretch(1);
    across->addWidget(m_signIn, 100);
    across->addStretch(1);
    centre->addLayout(across);
    centre->addStretch(2);

    // The empty till is the first frame; the sign-in page comes only where it is needed.
    m_pages->addWidget(m_tillPage);
    m_pages->addWidget(m_signInPage);
    m_pages->addWidget(m_openOrders);
    setCentralWidget(whole);
    // Names are others' words: their marks are shown, and load or change nothing.
    const auto labels = whole->findChildren<QLabel*>();
    for (QLabel* label : labels)
        label->setTextFormat(Qt::PlainText);
}

void TillWindow::buildTillPage() {
    m_tillPage = new QWidget;
    auto* row = new QHBoxLayout(m_tillPage);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::grid);
    m_search = new SearchPanel(m_books);
    row->addWidget(m_search);
    m_middle = new QWidget;
    auto* middle = new QVBoxLayout(m_middle);
    middle->setContentsMargins(0, 0, 0, 0);
    m_customer = new CustomerPanel;
    m_actions = new CardActions;
    middle->addWidget(m_customer, 1);
    middle->addWidget(m_actions);
    row->addWidget(m_middle, 1);
    m_right = new QStackedWidget;
    m_sale = new SalePanel;
    m_receipt = new ReceiptView(m_books);
    m_right->addWidget(m_sale);
    m_right->addWidget(m_receipt);
    m_confirm = new ConfirmPanel;
    m_right->addWidget(m_confirm);
    m_order = new OrderPanel;
    m_right->addWidget(m_order);
    // Only the page that is seen counts for the height: the longest would make all of them scroll.
    const auto fitPage = [right = m_right](int shown) {
        for (int i = 0; i < right->count(); ++i)
            right->widget(i)->setSizePolicy(QSizePolicy::Preferred,
                                            i == shown ? QSizePolicy::Preferred : QSizePolicy::Ignored);
    };
    connect(m_right, &QStackedWidget::currentChanged, this, [this, fitPage](int shown) {
        fitPage(shown);
        fit();
    });
    fitPage(0);
    // The column's width is its own: whatever stands in it has to do with that, and leaves it as it was.
    m_right->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_rightScroll = scrolling(m_right);
    // In a low window the way a sale has ended is below the amount: it is brought into sight, and the next amount
    // again.
    QScrollBar* bar = m_rightScroll->verticalScrollBar();
    connect(bar, &QScrollBar::rangeChanged, this, [this, bar](int least, int most) {
        bar->setValue(m_right->currentWidget() == m_sale && m_sale->isDone() ? most : least);
    });
    row->addWidget(m_rightScroll);
    connect(new QShortcut(Qt::Key_Escape, m_search, nullptr, nullptr, Qt::WidgetWithChildrenShortcut),
            &QShortcut::activated, this, [this] {
                setSearching(false);
                backToSale(); // what stands before the sale is left as well: the key doesn't get past here
            });
    fit();
}

void TillWindow::fit() {
    if (!m_rightScroll)
        return; // not built yet
    const bool narrow = width() < narrowBelow;
    m_search->setMinimumWidth(narrow ? 0 : searchWidth);
    m_search->setMaximumWidth(narrow ? QWIDGETSIZE_MAX : searchWidth);
    m_top->setNarrow(narrow);
    const bool low = height() < lowBelow;
    m_sale->setShort(low || narrow);
    m_order->setShort(low || narrow);
    m_confirm->setShort(low || narrow);
    m_messagePlace->setShort(low);
    m_drawer->setShort(low);
    m_customer->setShort(low);
    m_actions->setNarrow(narrow);
    m_search->setVisible(!narrow || m_searching);
    // A receipt is read as a whole: beside the resident there is no room for it.
    const bool receiptAlone = narrow && !m_searching && m_right->currentWidget() == m_receipt;
    m_receipt->setShort(receiptAlone);
    m_rightScroll->setMinimumWidth(narrow ? narrowSaleWidth : saleWidth);
    m_rightScroll->setMaximumWidth(receiptAlone ? QWIDGETSIZE_MAX : m_rightScroll->minimumWidth());
    m_middle->setVisible(!receiptAlone && (!narrow || !m_searching));
}

void TillWindow::showOpenOrders() {
    m_openOrders->open();
    showPage(m_openOrders);
}

void TillWindow::setSearching(bool searching) {
    m_searching = searching;
    fit();
}

void TillWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    fit();
}

void TillWindow::showPage(QWidget* page) {
    m_pages->setCurrentWidget(page);
    m_backKey->setEnabled(page == m_openOrders);
    if (page == m_openOrders)
        m_openOrders->setFocus();
    else if (page == m_tillPage)
        focusSale();
    tellRest();
}

void TillWindow::confirm(const Confirmation& what) {
    if (m_sale->isSelling())
        return;
    m_confirm->ask(what);
    m_right->setCurrentWidget(m_confirm);
    m_confirm->start();
}

void TillWindow::backToSale() {
    showSale();
    focusSale();
}

void TillWindow::giveWay() {
    showSale();
    // The rest of a name or a number must not become an amount.
    if (!m_search->isTyping())
        focusSale();
}

void TillWindow::showSale() {
    const bool orderFirst = m_order->isNeeded() && !m_sale->isSelling();
    const bool comesBack = m_right->currentWidget() != m_sale;
    m_right->setCurrentWidget(orderFirst ? static_cast<QWidget*>(m_order) : m_sale);
    if (orderFirst)
        m_rightScroll->verticalScrollBar()->setValue(0);
    else if (comesBack)
        m_sale->selectAmount(); // the cursor comes back with the page, and what it stood in isn't selected any more
}

void TillWindow::focusSale() {
    // Nothing is typed where it can't be seen: another page keeps the cursor, and so does what stands before the sale.
    if (m_pages->currentWidget() != m_tillPage)
        return;
    if (m_right->currentWidget() == m_receipt || m_right->currentWidget() == m_confirm)
        return;
    if (m_right->currentWidget() == m_order)
        m_order->start();
    else
        m_sale->focusAmount();
}

void TillWindow::tellRest() {
    m_messagePlace->setRest(
        m_pages->currentWidget() == m_tillPage && m_staff.isOpen()
            ? tr("F3 find a resident  ·  ↑↓ another meter  ·  F5 read the card again  ·  F4 open orders")
            : QString());
}

void TillWindow::changeLanguage() {
    const QString next = languageInUse() == QLatin1String("zh_CN") ? QStringLiteral("en") : QStringLiteral("zh_CN");
    if (m_right->currentWidget() == m_confirm)
        giveWay(); // it asks in the old language
    useLanguage(next);
    if (!m_staff.isOpen())
        return; // whoever hasn't signed in changes what he sees, not what the office has chosen
    m_books.run(
        this,
        [next](OfficeOnThread& thread) -> Status {
            MD_GET(office, thread.office());
            MD_GET(who, thread.session());
            return office->store().transact([&]() -> Status {
                MD_TRY(Settings(office->store(), *who).setValue(QStringLiteral("language"), next));
                MD_TRY(audit(office->store(), Clock::system(), *who, QStringLiteral("setting"),
                             QStringLiteral("setting:language"), next));
                return keepLanguage(office->dataFolder(), next);
            });
        },
        [this](const Status& kept) {
            if (!kept)
                m_message->say(kept.error());
        });
}

void TillWindow::addShortcuts() {
    const auto key = [this](const QKeySequence& sequence, auto action) {
        connect(new QShortcut(sequence, this), &QShortcut::activated, this, action);
    };
    // From anywhere: a button that has just been pressed is disabled and takes no keys any more.
    m_backKey->setKey(Qt::Key_Escape);
    m_backKey->setEnabled(false);
    connect(m_backKey, &QShortcut::activated, this, [this] { showPage(m_tillPage); });
    key(Qt::Key_F3, [this] {
        if (!m_staff.isOpen())
            return;
        showPage(m_tillPage);
        setSearching(true);
        m_search->focusField();
    });
    key(Qt::Key_F4, [this] {
        if (m_staff.isOpen())
            showOpenOrders();
    });
    key(Qt::Key_F5, [this] {
        if (m_staff.isOpen() && !m_sale->isSelling())
            look();
    });
    key(Qt::Key_F12, [this] { signOut(); });
    key(Qt::CTRL | Qt::Key_L, [this] { changeLanguage(); });
    key(Qt::CTRL | Qt::Key_D, [this] { changeLight(); });
}

void TillWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange && m_message)
        retranslate();
    QMainWindow::changeEvent(event);
}

void TillWindow::changeLight() {
    theme::apply(*qobject_cast<QApplication*>(QCoreApplication::instance()), !theme::isDark());
    const auto chips = findChildren<Chip*>();
    for (Chip* chip : chips)
        chip->paintTone();
    retranslate();
}

void TillWindow::retranslate() {
    showReader();
    m_message->retranslate();
    setWindowTitle(tr("Meterdesk: till"));
    m_top->retranslate();
    tellRest();
    m_search->retranslate();
    m_customer->retranslate();
    m_actions->retranslate();
    m_sale->retranslate();
    m_order->retranslate();
    m_receipt->retranslate();
    m_confirm->retranslate();
    m_openOrders->retranslate();
    m_signIn->retranslate();
    m_drawer->retranslate();
}

} // namespace meterdesk
