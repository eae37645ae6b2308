#include "ui/till/orderactions.h"

#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>

namespace meterdesk {

OrderActions::OrderActions(const QString& prefix, QWidget* owner)
    : QObject(owner), m_owner(owner), m_reason(new QLineEdit), m_resend(new QPushButton), m_giveBack(new QPushButton) {
    m_reason->setObjectName(prefix + QStringLiteral("reverseReason"));
    m_reason->setMaxLength(200);
    m_resend->setObjectName(prefix + QStringLiteral("resendButton"));
    m_giveBack->setObjectName(prefix + QStringLiteral("reverseButton"));
    connect(m_resend, &QPushButton::clicked, this, [this] {
        setWaiting(true);
        Q_EMIT resendWanted(m_open->order.id);
    });
    connect(m_giveBack, &QPushButton::clicked, this, &OrderActions::askGiveBack);
    connect(m_reason, &QLineEdit::textChanged, this, &OrderActions::refresh);
    connect(m_reason, &QLineEdit::returnPressed, m_giveBack, &QPushButton::click);
    connect(new QShortcut(Qt::Key_F10, owner), &QShortcut::activated, m_resend, &QPushButton::click);
    connect(new QShortcut(Qt::Key_F11, owner), &QShortcut::activated, this, [this] {
        // The reason first: the key leads to where it is written.
        if (m_giveBack->isEnabled())
            m_giveBack->click();
        else
            m_reason->setFocus(Qt::ShortcutFocusReason);
    });
    retranslate();
}

void OrderActions::retranslate() {
    m_reason->setPlaceholderText(tr("Reason for giving money back"));
    m_reason->setAccessibleName(tr("Reason for giving money back"));
    refresh();
}

void OrderActions::display(const std::optional<OpenOrder>& open) {
    const auto idOf = [](const std::optional<OpenOrder>& each) { return each ? each->order.id : noId; };
    // A reason was written for one order; it says nothing about the next.
    if (idOf(open) != idOf(m_open)) {
        if (m_reason->hasFocus())
            m_owner->setFocus(Qt::OtherFocusReason);
        m_reason->clear();
        m_shut = nullptr;
    }
    m_open = open;
    refresh();
}

void OrderActions::setCardThere(bool there) {
    m_cardThere = there;
    refresh();
}

void OrderActions::setWaiting(bool waiting) {
    m_waiting = waiting;
    refresh();
}

bool OrderActions::returnCursor() {
    if (m_shut == nullptr || !m_shut->isEnabled())
        return false;
    std::exchange(m_shut, nullptr)->setFocus(Qt::OtherFocusReason);
    return true;
}

void OrderActions::askGiveBack() {
    const Id id = m_open->order.id;
    setWaiting(true);
    Q_EMIT reverseWanted(id, m_reason->text().trimmed());
}

void OrderActions::refresh() {
    const bool can = m_open && !m_waiting &&
                     (m_open->order.state == OrderState::NotDelivered || m_open->order.state == OrderState::Paid);
    // What is shut hands the cursor on to whatever comes next, which nobody has chosen: it goes to the owner instead.
    const auto enable = [this](QWidget* each, bool on) {
        if (!on && each->hasFocus()) {
            m_shut = each;
            m_owner->setFocus(Qt::OtherFocusReason);
        }
        each->setEnabled(on);
    };
    enable(m_resend, can && m_cardThere);
    enable(m_reason, can);
    enable(m_giveBack, can && !m_reason->text().trimmed().isEmpty());
    if (!m_open) {
        m_resend->setText(tr("Write again  (F10)"));
        m_giveBack->setText(tr("Give the money back  (F11)"));
        return;
    }
    const CreditOrder& order = m_open->order;
    const QString amount = creditText(order.credit, m_open->meter);
    m_resend->setText(order.count ? tr("Write %1 again (no. %2)  (F10)").arg(amount).arg(*order.count)
                                  : tr("Write %1 onto the card  (F10)").arg(amount));
    m_giveBack->setText(tr("Give %1 yuan back to %2  (F11)").arg(toString(order.paid), m_open->apartment));
}

} // namespace meterdesk
