// How the sale's panel is put together, in a low window too.
#include "ui/common/theme.h"
#include "ui/till/salepanel.h"
#include "ui/till/stepview.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>
#include <utility>

namespace meterdesk {

SalePanel::SalePanel(QWidget* parent)
    : QFrame(parent), m_head(new QHBoxLayout), m_quoteRow(new QHBoxLayout), m_title(new QLabel),
      m_amount(new QLineEdit), m_unit(new QLabel), m_switch(new QPushButton), m_says(new QLabel), m_change(new QLabel),
      m_sell(new QPushButton), m_steps(new StepView), m_result(new QLabel), m_question(new QLabel),
      m_confirm(new QPushButton), m_receipt(new QPushButton) {
    theme::makeCard(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * theme::grid, 2 * theme::grid, 2 * theme::grid, 2 * theme::grid);
    column->setSpacing(theme::grid);
    m_title->setFont(theme::font(theme::Size::Small, true));
    m_head->addWidget(m_title);
    m_head->addStretch(1);
    m_head->addWidget(m_switch);
    column->addLayout(m_head);

    auto* entry = new QHBoxLayout;
    m_amount->setObjectName(QStringLiteral("amountField"));
    m_amount->setFont(theme::font(theme::Size::Amount, true));
    m_amount->setAlignment(Qt::AlignRight);
    m_amount->setMaxLength(14);
    m_unit->setFont(theme::font(theme::Size::Title));
    m_unit->setMinimumWidth(5 * theme::grid);
    entry->addWidget(m_amount, 1);
    entry->addWidget(m_unit);
    column->addLayout(entry);
    m_says->setObjectName(QStringLiteral("quoteText"));
    m_says->setFont(theme::font(theme::Size::Title));
    m_says->setWordWrap(true);
    m_says->setMinimumHeight(9 * theme::grid);
    m_says->setAlignment(Qt::AlignTop);
    m_quoteRow->addWidget(m_says, 1);
    column->addLayout(m_quoteRow);
    m_change->setObjectName(QStringLiteral("changeText"));
    m_change->setWordWrap(true);
    column->addWidget(m_change);
    m_sell->setObjectName(QStringLiteral("sellButton"));
    m_sell->setProperty("primary", true);
    m_sell->setMinimumHeight(6 * theme::grid);
    column->addWidget(m_sell);
    column->addSpacing(theme::grid);
    column->addWidget(m_steps);
    m_result->setObjectName(QStringLiteral("saleResult"));
    m_result->setFont(theme::font(theme::Size::Title, true));
    m_result->setWordWrap(true);
    column->addWidget(m_result);
    m_question->setObjectName(QStringLiteral("confirmText"));
    m_question->setWordWrap(true);
    column->addWidget(m_question);
    m_confirm->setObjectName(QStringLiteral("confirmButton"));
    m_confirm->setMinimumHeight(5 * theme::grid);
    column->addWidget(m_confirm);
    m_receipt->setObjectName(QStringLiteral("receiptButton"));
    column->addWidget(m_receipt);
    column->addStretch(1);

    m_amount->installEventFilter(this);
    connect(m_amount, &QLineEdit::textEdited, this, &SalePanel::askQuote);
    connect(m_amount, &QLineEdit::returnPressed, this, &SalePanel::sell);
    connect(m_sell, &QPushButton::clicked, this, &SalePanel::sell);
    connect(m_confirm, &QPushButton::clicked, this, &SalePanel::sellConfirmed);
    connect(m_receipt, &QPushButton::clicked, this, [this] { Q_EMIT receiptWanted(m_sold); });
    connect(m_switch, &QPushButton::clicked, this, [this] {
        m_byMoney = !m_byMoney;
        m_amount->clear();
        askQuote();
        focusAmount();
    });
    // A button's own shortcut clicks a tenth of a second late; a cashier has typed two digits by then.
    for (const auto& [key, button] :
         {std::pair{Qt::Key_F2, m_switch}, {Qt::Key_F6, m_receipt}, {Qt::Key_F7, m_confirm}})
        connect(new QShortcut(key, this), &QShortcut::activated, this, [target = button] {
            if (target->isVisible())
                target->click();
        });
    retranslate();
}

void SalePanel::setShort(bool isShort) {
    m_says->setMinimumHeight(isShort ? 5 * theme::grid : 9 * theme::grid);
    m_says->setFont(theme::font(isShort ? theme::Size::Body : theme::Size::Title));
    m_sell->setMinimumHeight(isShort ? 5 * theme::grid : 6 * theme::grid);
    const int margin = isShort ? theme::grid : 2 * theme::grid;
    layout()->setContentsMargins(margin, margin, margin, margin);
    layout()->setSpacing(isShort ? theme::grid / 2 : theme::grid);
    if (std::exchange(m_short, isShort) == isShort)
        return;
    // The line above the amount is given up: with it a note would push the button that sells over the window's edge.
    m_title->setVisible(!isShort);
    m_head->removeWidget(m_switch);
    m_quoteRow->removeWidget(m_switch);
    if (isShort)
        m_quoteRow->addWidget(m_switch, 0, Qt::AlignTop);
    else
        m_head->addWidget(m_switch);
}

} // namespace meterdesk
