#include "ui/till/confirmpanel.h"

#include "ui/common/theme.h"
#include "ui/common/wrappedcheck.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace meterdesk {

ConfirmPanel::ConfirmPanel(QWidget* parent)
    : QFrame(parent), m_title(new QLabel), m_says(new QLabel), m_reason(new QLineEdit), m_word(new WrappedCheck),
      m_do(new QPushButton), m_leave(new QPushButton) {
    theme::makeCard(this);
    auto* column = new QVBoxLayout(this);
    m_title->setFont(theme::font(theme::Size::Title, true));
    m_title->setWordWrap(true);
    m_says->setObjectName(QStringLiteral("cardConfirmText"));
    m_says->setWordWrap(true);
    m_reason->setObjectName(QStringLiteral("cardConfirmReason"));
    m_reason->setMaxLength(200);
    m_word->setObjectName(QStringLiteral("cardConfirmWord"));
    m_do->setObjectName(QStringLiteral("cardConfirmButton"));
    m_do->setProperty("primary", true);
    m_leave->setObjectName(QStringLiteral("cardConfirmLeave"));
    for (QWidget* each : std::initializer_list<QWidget*>{m_title, m_says, m_reason, m_word, m_do, m_leave})
        column->addWidget(each);
    column->addStretch(1);
    connect(m_reason, &QLineEdit::textChanged, this, &ConfirmPanel::refresh);
    connect(m_word, &WrappedCheck::toggled, this, &ConfirmPanel::refresh);
    connect(m_do, &QPushButton::clicked, this, &ConfirmPanel::act);
    connect(m_leave, &QPushButton::clicked, this, &ConfirmPanel::closed);
    setShort(false);
    retranslate();
}

void ConfirmPanel::setShort(bool isShort) {
    const int margin = isShort ? theme::grid : 2 * theme::grid;
    layout()->setContentsMargins(margin, margin, margin, margin);
    layout()->setSpacing(margin);
    m_do->setMinimumHeight(isShort ? 5 * theme::grid : 6 * theme::grid);
}

void ConfirmPanel::retranslate() {
    m_reason->setPlaceholderText(tr("Reason (has to be given)"));
    m_reason->setAccessibleName(tr("Reason"));
    if (m_do->text().isEmpty())
        m_do->setText(tr("Do it  (Enter)"));
    m_word->setAccessibleName(tr("A manager's word"));
    m_leave->setText(tr("Leave it  (Esc)"));
}

void ConfirmPanel::ask(const Confirmation& what) {
    m_what = what;
    m_title->setText(what.title);
    m_says->setText(what.says.join(QStringLiteral("\n\n")));
    m_do->setText(what.doIt);
    m_do->setAccessibleDescription(m_says->text());
    m_reason->clear();
    m_reason->setVisible(what.needsReason);
    m_word->setChecked(false);
    m_word->setText(what.mayGiveWord ? what.managersWord : tr("%1 (a manager signs in: F12)").arg(what.managersWord));
    m_word->setAccessibleName(m_word->text());
    m_word->setEnabled(what.mayGiveWord);
    m_word->setVisible(!what.managersWord.isEmpty());
    refresh();
}

void ConfirmPanel::start() {
    (m_what.needsReason ? static_cast<QWidget*>(m_reason) : m_do)->setFocus(Qt::OtherFocusReason);
}

void ConfirmPanel::refresh() {
    const bool reasoned = !m_what.needsReason || !m_reason->text().trimmed().isEmpty();
    m_do->setEnabled(m_what.act && reasoned && (!m_what.wordIsNeeded || m_word->isChecked()));
}

void ConfirmPanel::act() {
    if (!m_do->isEnabled())
        return;
    const auto act = std::exchange(m_what.act, {}); // once
    refresh();
    const QString reason = m_reason->text().trimmed();
    const bool managerSays = m_word->isChecked();
    Q_EMIT closed();
    act(reason, managerSays);
}

void ConfirmPanel::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape || (enter && m_leave->hasFocus()))
        Q_EMIT closed();
    else if (enter)
        act(); // from the reason too
    else
        QFrame::keyPressEvent(event);
}

} // namespace meterdesk
