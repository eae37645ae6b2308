#include "ui/till/orderpanel.h"

#include "ui/common/chip.h"
#include "ui/common/theme.h"
#include "ui/till/orderactions.h"
#include "ui/till/stepview.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace meterdesk {

OrderPanel::OrderPanel(QWidget* parent)
    : QFrame(parent), m_actions(new OrderActions(QStringLiteral("till_"), this)), m_title(new QLabel),
      m_state(new Chip), m_amount(new QLabel), m_whose(new QLabel), m_known(new QLabel), m_next(new QLabel),
      m_steps(new StepView(QStringLiteral("till_"))) {
    theme::makeCard(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * theme::grid, 2 * theme::grid, 2 * theme::grid, 2 * theme::grid);
    column->setSpacing(theme::grid);
    m_title->setFont(theme::font(theme::Size::Small, true));
    auto* head = new QHBoxLayout;
    head->addWidget(m_title);
    head->addStretch(1);
    head->addWidget(m_state);
    column->addLayout(head);
    m_amount->setObjectName(QStringLiteral("openOrderAmount"));
    m_amount->setAlignment(Qt::AlignRight);
    m_whose->setObjectName(QStringLiteral("openOrderWhose"));
    m_whose->setWordWrap(true);
    m_known->setObjectName(QStringLiteral("openOrderKnown"));
    m_known->setFont(theme::font(theme::Size::Body, true));
    m_known->setWordWrap(true);
    m_next->setObjectName(QStringLiteral("openOrderNext"));
    m_next->setWordWrap(true);
    m_actions->resend()->setProperty("primary", true);
    m_actions->resend()->setMinimumHeight(6 * theme::grid);
    for (QWidget* each : std::initializer_list<QWidget*>{m_amount, m_whose, m_known, m_next, m_actions->resend(),
                                                         m_actions->reason(), m_actions->giveBack(), m_steps})
        column->addWidget(each);
    column->addStretch(1);
    m_steps->hide();
    setFocusProxy(m_amount); // which scrolls the top line into sight, not the whole panel
    connect(m_actions, &OrderActions::resendWanted, this, &OrderPanel::resendWanted);
    connect(m_actions, &OrderActions::reverseWanted, this, &OrderPanel::reverseWanted);
    setShort(false);
    retranslate();
}

void OrderPanel::retranslate() {
    m_title->setText(tr("OPEN ORDER"));
    m_actions->retranslate();
    m_steps->retranslate();
    draw();
}

void OrderPanel::setShort(bool isShort) {
    m_amount->setFont(theme::font(isShort ? theme::Size::Title : theme::Size::Amount, true));
    m_actions->resend()->setMinimumHeight(isShort ? 5 * theme::grid : 6 * theme::grid);
    const int margin = isShort ? theme::grid : 2 * theme::grid;
    layout()->setContentsMargins(margin, margin, margin, margin);
    layout()->setSpacing(isShort ? theme::grid / 2 : theme::grid);
}

void OrderPanel::display(const std::optional<OpenOrder>& open) {
    if (!open || !m_open || open->order.id != m_open->order.id) {
        m_steps->reset();
        m_steps->hide();
    }
    m_open = open;
    m_actions->display(open);
    draw();
}

template <class Change>
void OrderPanel::keepCursor(Change change) {
    // Back to where it was as soon as that may be used; whoever has gone on to the reason stays there.
    const bool waits = m_amount->hasFocus();
    change();
    if (waits && !m_actions->returnCursor())
        start();
}

void OrderPanel::setCardThere(bool there) {
    keepCursor([&] {
        m_cardThere = there;
        m_actions->setCardThere(there);
        draw();
    });
}

void OrderPanel::showStep(SaleStep step) {
    m_steps->show();
    m_steps->begin(step);
}

void OrderPanel::answered() {
    m_steps->stop();
    keepCursor([&] { m_actions->setWaiting(false); });
}

bool OrderPanel::isTyping() const {
    return m_actions->reason()->hasFocus();
}

void OrderPanel::start() {
    QWidget* first = m_actions->resend()->isEnabled() ? static_cast<QWidget*>(m_actions->resend()) : this;
    first->setFocus(Qt::OtherFocusReason);
}

void OrderPanel::draw() {
    if (!m_open)
        return;
    const CreditOrder& order = m_open->order;
    const Saying saying = openOrderSaying(*m_open);
    m_amount->setText(creditText(order.credit, m_open->meter));
    m_whose->setText(
        tr("%1 yuan paid for meter %2 on %3")
            .arg(toString(order.paid), m_open->meter.number,
                 QDateTime::fromMSecsSinceEpoch(order.createdAt).toString(QStringLiteral("yyyy-MM-dd HH:mm"))));
    m_state->say(stateText(order.state), saying.tone);
    m_known->setText(saying.message);
    m_known->setStyleSheet(QStringLiteral("color: %1").arg(theme::ink(saying.tone).name()));
    m_next->setText(saying.next);
    const bool canAct = order.state == OrderState::NotDelivered || order.state == OrderState::Paid;
    for (QWidget* each :
         std::initializer_list<QWidget*>{m_actions->resend(), m_actions->reason(), m_actions->giveBack()})
        each->setVisible(canAct);
    m_actions->resend()->setToolTip(m_cardThere ? QString() : tr("Lay the meter's card on the reader."));
}

} // namespace meterdesk
