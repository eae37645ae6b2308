// How the till is put together: panels, top bar, shortcuts, language and light.
#include "ui/common/chip.h"
#include "ui/common/language.h"
#include "ui/common/messagebar.h"
#include "ui/till/cardactions.h"
#include "ui/till/customerpanel.h"
#include "ui/till/drawer.h"
#include "ui/till/openorders.h"
#include "ui/till/receiptview.h"
#include "ui/till/salepanel.h"
#include "ui/till/searchpanel.h"
#include "ui/till/signinpanel.h"
#include "ui/till/tillwindow.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace meterdesk {

namespace {
constexpr int searchWidth = 36 * theme::grid;
constexpr int saleWidth = 48 * theme::grid;
} // namespace

QWidget* TillWindow::buildTopBar() {
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(theme::grid, 0, theme::grid, 0);
    row->setSpacing(theme::grid);
    m_office = new QLabel;
    m_office->setFont(theme::font(theme::Size::Title, true));
    m_readerChip = new Chip;
    m_person = new QLabel;
    m_person->setObjectName(QStringLiteral("personName"));
    m_openButton = new QToolButton;
    m_openButton->setObjectName(QStringLiteral("openOrdersButton"));
    m_openButton->setFocusPolicy(Qt::TabFocus);
    m_openButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_languageButton = new QToolButton;
    m_languageButton->setObjectName(QStringLiteral("languageButton"));
    m_themeButton = new QToolButton;
    m_languageButton->setFocusPolicy(Qt::TabFocus);
    m_themeButton->setFocusPolicy(Qt::TabFocus);
    m_themeButton->setObjectName(QStringLiteral("themeButton"));
    m_signOutButton = new QToolButton;
    m_signOutButton->setFocusPolicy(Qt::TabFocus);
    m_signOutButton->setObjectName(QStringLiteral("signOutButton"));
    m_signOutButton->hide(); // until somebody is signed in
    row->addWidget(m_office);
    row->addSpacing(theme::grid);
    row->addWidget(m_readerChip);
    row->addStretch(1);
    for (QWidget* each :
         std::initializer_list<QWidget*>{m_openButton, m_languageButton, m_themeButton, m_person, m_signOutButton})
        row->addWidget(each);
    connect(m_openButton, &QToolButton::clicked, this, [this] {
        m_openOrders->reload();
        showPage(m_openOrders);
    });
    connect(m_languageButton, &QToolButton::clicked, this, [this] {
        const QString next = languageInUse() == QLatin1String("zh_CN") ? QStringLiteral("en") : QStringLiteral("zh_CN");
        useLanguage(next);
        keepLanguage(m_options.dataFolder, next);
    });
    connect(m_themeButton, &QToolButton::clicked, this, [this] {
        theme::apply(*qobject_cast<QApplication*>(QCoreApplication::instance()), !theme::isDark());
        relight();
    });
    connect(m_signOutButton, &QToolButton::clicked, this, &TillWindow::signOut);
    return bar;
}

void TillWindow::build() {
    auto* whole = new QWidget;
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(theme::grid, theme::grid, theme::grid, theme::grid);
    column->setSpacing(theme::grid);
    column->addWidget(buildTopBar());
    m_pages = new QStackedWidget;
    column->addWidget(m_pages, 1);
    m_message = new MessageBar;
    column->addWidget(m_message);
    m_drawer = new Drawer(m_books);
    m_drawer->hide();
    column->addWidget(m_drawer);

    buildTillPage();
    m_openOrders = new OpenOrders(m_books);

    m_signInPage = new QWidget;
    auto* centre = new QVBoxLayout(m_signInPage);
    m_signIn = new SignInPanel;
    centre->addStretch(1);
    centre->addWidget(m_signIn, 0, Qt::AlignHCenter);
    centre->addStretch(2);

    // The empty till is the first frame; the sign-in page comes only where it is needed.
    m_pages->addWidget(m_tillPage);
    m_pages->addWidget(m_signInPage);
    m_pages->addWidget(m_openOrders);
    setCentralWidget(whole);
}

void TillWindow::buildTillPage() {
    m_tillPage = new QWidget;
    auto* row = new QHBoxLayout(m_tillPage);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::grid);
    m_search = new SearchPanel(m_books);
    m_search->setFixedWidth(searchWidth);
    row->addWidget(m_search);
    auto* middle = new QVBoxLayout;
    m_customer = new CustomerPanel;
    m_actions = new CardActions;
    middle->addWidget(m_customer, 1);
    middle->addWidget(m_actions);
    row->addLayout(middle, 1);
    m_right = new QStackedWidget;
    m_right->setFixedWidth(saleWidth);
    m_sale = new SalePanel;
    m_receipt = new ReceiptView(m_books);
    m_right->addWidget(m_sale);
    m_right->addWidget(m_receipt);
    row->addWidget(m_right);
}

void TillWindow::showPage(QWidget* page) {
    m_pages->setCurrentWidget(page);
    if (page == m_openOrders)
        m_openOrders->setFocus();
    else if (page == m_tillPage)
        m_sale->focusAmount();
}

void TillWindow::addShortcuts() {
    const auto key = [this](const QKeySequence& sequence, auto action) {
        connect(new QShortcut(sequence, this), &QShortcut::activated, this, action);
    };
    key(Qt::Key_F3, [this] {
        if (!m_open)
            return;
        showPage(m_tillPage);
        m_search->focusField();
    });
    key(Qt::Key_F4, [this] {
        if (m_open)
            m_openButton->click();
    });
    key(Qt::Key_F5, [this] {
        if (m_open && !m_sale->isSelling())
            look();
    });
    key(Qt::Key_F12, [this] { signOut(); });
    key(Qt::CTRL | Qt::Key_L, [this] { m_languageButton->click(); });
    key(Qt::CTRL | Qt::Key_D, [this] { m_themeButton->click(); });
}

void TillWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange && m_message)
        retranslate();
    QMainWindow::changeEvent(event);
}

void TillWindow::relight() {
    const auto chips = findChildren<Chip*>();
    for (Chip* chip : chips)
        chip->paintTone();
    retranslate();
}

void TillWindow::retranslate() {
    showReader();
    m_message->retranslate();
    m_office->setAccessibleName(tr("Office"));
    setWindowTitle(tr("Meterdesk: till"));
    m_languageButton->setText(languageInUse() == QLatin1String("zh_CN") ? QStringLiteral("EN")
                                                                        : QStringLiteral("中文"));
    m_languageButton->setToolTip(tr("Language (Ctrl+L)"));
    m_languageButton->setAccessibleName(tr("Language"));
    m_themeButton->setIcon(theme::icon("contrast"));
    m_themeButton->setToolTip(tr("Light or dark (Ctrl+D)"));
    m_themeButton->setAccessibleName(tr("Light or dark"));
    m_openButton->setText(m_openOrderCount == 0 ? tr("Open orders  (F4)")
                                                : tr("Open orders: %1  (F4)").arg(m_openOrderCount));
    m_signOutButton->setText(tr("Sign out  (F12)"));
    m_search->retranslate();
    m_customer->retranslate();
    m_actions->retranslate();
    m_sale->retranslate();
    m_receipt->retranslate();
    m_openOrders->retranslate();
    m_signIn->retranslate();
    m_drawer->retranslate();
}

} // namespace meterdesk
