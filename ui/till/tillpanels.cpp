#include "ui/till/tillpanels.h"

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
#include "ui/till/topbar.h"

#include <QHBoxLayout>
#include <QLabel>
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

TillPanels::TillPanels(OfficeThread& books)
    : top(new TopBar(this)), messagePlace(new MessagePlace(this)), message(messagePlace->bar()),
      drawer(new Drawer(books)), signIn(new SignInPanel), openOrders(new OpenOrders(books)),
      search(new SearchPanel(books)), customer(new CustomerPanel), actions(new CardActions), sale(new SalePanel),
      receipt(new ReceiptView(books)), confirm(new ConfirmPanel), order(new OrderPanel), m_pages(new QStackedWidget),
      m_right(new QStackedWidget), m_rightScroll(scrolling(m_right)), m_middle(new QWidget), m_till(new QWidget),
      m_signInPage(nullptr), m_backKey(new QShortcut(Qt::Key_Escape, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::grid, theme::grid, theme::grid, theme::grid);
    column->setSpacing(theme::grid);
    column->addWidget(top);
    column->addWidget(m_pages, 1);
    column->addWidget(messagePlace);
    column->addWidget(drawer);
    drawer->hide();
    buildTill();
    buildPages();
    // Names are others' words: their marks are shown, and load or change nothing.
    const auto labels = findChildren<QLabel*>();
    for (QLabel* label : labels)
        label->setTextFormat(Qt::PlainText);
    // From anywhere: a button that has just been pressed is disabled and takes no keys any more.
    m_backKey->setEnabled(false);
    connect(m_backKey, &QShortcut::activated, this, &TillPanels::showTill);
}

void TillPanels::buildPages() {
    auto* page = new QWidget;
    m_signInPage = scrolling(page);
    auto* centre = new QVBoxLayout(page);
    centre->setContentsMargins(0, 0, 0, 0);
    centre->addStretch(1);
    // Stretches, not an alignment: that would keep wrapped sentences at the height of one line.
    auto* across = new QHBoxLayout;
    across->addStretch(1);
    across->addWidget(signIn, 100);
    across->addStretch(1);
    centre->addLayout(across);
    centre->addStretch(2);

    // The empty till is the first frame; the sign-in page comes only where it is needed.
    m_pages->addWidget(m_till);
    m_pages->addWidget(m_signInPage);
    m_pages->addWidget(openOrders);
}

void TillPanels::buildTill() {
    auto* row = new QHBoxLayout(m_till);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::grid);
    row->addWidget(search);
    auto* middle = new QVBoxLayout(m_middle);
    middle->setContentsMargins(0, 0, 0, 0);
    middle->addWidget(customer, 1);
    middle->addWidget(actions);
    row->addWidget(m_middle, 1);
    buildRight();
    row->addWidget(m_rightScroll);
    connect(new QShortcut(Qt::Key_Escape, search, nullptr, nullptr, Qt::WidgetWithChildrenShortcut),
            &QShortcut::activated, this, [this] {
                setSearching(false);
                backToSale(); // what stands before the sale is left as well: the key doesn't get past here
            });
}

void TillPanels::buildRight() {
    m_right->addWidget(sale);
    m_right->addWidget(receipt);
    m_right->addWidget(confirm);
    m_right->addWidget(order);
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
    // In a low window the way a sale has ended is below the amount: it is brought into sight, and the next amount
    // again.
    QScrollBar* bar = m_rightScroll->verticalScrollBar();
    connect(bar, &QScrollBar::rangeChanged, this,
            [this, bar](int least, int most) { bar->setValue(shows(sale) && sale->isDone() ? most : least); });
}

void TillPanels::fit() {
    const bool narrow = width() < narrowBelow;
    search->setMinimumWidth(narrow ? 0 : searchWidth);
    search->setMaximumWidth(narrow ? QWIDGETSIZE_MAX : searchWidth);
    top->setNarrow(narrow);
    const bool low = height() < lowBelow;
    sale->setShort(low || narrow);
    order->setShort(low || narrow);
    confirm->setShort(low || narrow);
    messagePlace->setShort(low);
    drawer->setShort(low);
    customer->setShort(low);
    actions->setNarrow(narrow);
    search->setVisible(!narrow || m_searching);
    // A receipt is read as a whole: beside the resident there is no room for it.
    const bool receiptAlone = narrow && !m_searching && shows(receipt);
    receipt->setShort(receiptAlone);
    m_rightScroll->setMinimumWidth(narrow ? narrowSaleWidth : saleWidth);
    m_rightScroll->setMaximumWidth(receiptAlone ? QWIDGETSIZE_MAX : m_rightScroll->minimumWidth());
    m_middle->setVisible(!receiptAlone && (!narrow || !m_searching));
}

void TillPanels::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

void TillPanels::setSearching(bool searching) {
    m_searching = searching;
    fit();
}

void TillPanels::showPage(QWidget* page) {
    m_pages->setCurrentWidget(page);
    m_backKey->setEnabled(page == openOrders);
    if (page == openOrders)
        openOrders->setFocus();
    else if (page == m_till)
        focusSale();
    Q_EMIT pageChanged();
}

void TillPanels::showTill() {
    showPage(m_till);
}

void TillPanels::showSignIn() {
    showPage(m_signInPage);
}

void TillPanels::showOpenOrders() {
    openOrders->open();
    showPage(openOrders);
}

bool TillPanels::isTillShown() const {
    return m_pages->currentWidget() == m_till;
}

bool TillPanels::shows(const QWidget* panel) const {
    return m_right->currentWidget() == panel;
}

bool TillPanels::isSaleHidden() const {
    return shows(receipt) || shows(confirm);
}

void TillPanels::ask(const Confirmation& what) {
    if (sale->isSelling())
        return;
    confirm->ask(what);
    m_right->setCurrentWidget(confirm);
    confirm->start();
}

void TillPanels::showReceipt() {
    m_right->setCurrentWidget(receipt);
}

void TillPanels::backToSale() {
    showSale();
    focusSale();
}

void TillPanels::giveWay() {
    showSale();
    // The rest of a name or a number must not become an amount.
    if (!search->isTyping())
        focusSale();
}

void TillPanels::showSale() {
    const bool orderFirst = order->isNeeded() && !sale->isSelling();
    const bool comesBack = !shows(sale);
    m_right->setCurrentWidget(orderFirst ? static_cast<QWidget*>(order) : sale);
    if (orderFirst)
        m_rightScroll->verticalScrollBar()->setValue(0);
    else if (comesBack)
        sale->selectAmount(); // the cursor comes back with the page, and what it stood in isn't selected any more
}

void TillPanels::focusSale() {
    // Nothing is typed where it can't be seen: another page keeps the cursor, and so does what stands before the sale.
    if (!isTillShown() || isSaleHidden())
        return;
    if (shows(order))
        order->start();
    else
        sale->focusAmount();
}

void TillPanels::retranslate() {
    message->retranslate();
    top->retranslate();
    search->retranslate();
    customer->retranslate();
    actions->retranslate();
    sale->retranslate();
    order->retranslate();
    receipt->retranslate();
    confirm->retranslate();
    openOrders->retranslate();
    signIn->retranslate();
    drawer->retranslate();
}

} // namespace meterdesk
