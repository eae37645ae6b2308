#include "ui/common/messagebar.h"

#include "ui/common/announce.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace meterdesk {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_message(new QLabel(this)), m_next(new QLabel(this)),
      m_close(new QToolButton(this)) {
    setObjectName(QStringLiteral("messageBar"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2 * theme::grid, theme::grid, theme::grid, theme::grid);
    row->setSpacing(theme::grid);
    row->addWidget(m_icon);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addWidget(m_message);
    texts->addWidget(m_next);
    row->addLayout(texts, 1);
    row->addWidget(m_close);
    m_close->setObjectName(QStringLiteral("messageClose"));
    m_close->setFocusPolicy(Qt::TabFocus);
    m_message->setFont(theme::font(theme::Size::Body, true));
    m_message->setWordWrap(true);
    m_message->setObjectName(QStringLiteral("message"));
    m_next->setWordWrap(true);
    m_next->setObjectName(QStringLiteral("messageNext"));
    m_close->setIcon(theme::icon("dialog-close"));
    m_close->setAccessibleName(tr("Close the message"));
    connect(m_close, &QToolButton::clicked, this, &MessageBar::clear);
    clear();
}

void MessageBar::say(const QString& message, theme::Tone tone, const QString& next) {
    m_error.reset();
    ++m_said;
    show(message, tone, next);
}

void MessageBar::show(const QString& message, theme::Tone tone, const QString& next) {
    m_tone = tone;
    const char* icon = tone == theme::Tone::Bad       ? "dialog-error"
                       : tone == theme::Tone::Warning ? "dialog-warning"
                       : tone == theme::Tone::Good    ? "dialog-ok-apply"
                                                      : "dialog-information";
    m_icon->setPixmap(theme::icon(icon).pixmap(24, 24));
    m_message->setText(message);
    m_next->setText(next);
    m_next->setVisible(!next.isEmpty());
    setStyleSheet(QStringLiteral("QFrame#messageBar { background: %1; border-radius: 8px; } QLabel { color: %2; }")
                      .arg(theme::wash(tone).name(), theme::ink(tone).name()));
    const QString whole = next.isEmpty() ? message : message + QLatin1Char(' ') + next;
    const bool news = isHidden() || whole != accessibleName();
    setAccessibleName(whole);
    setVisible(true);
    if (news)
        announce(this);
}

void MessageBar::say(const Error& error) {
    m_error = error;
    ++m_said;
    show(error.message(), error.outcome() == Outcome::Unknown ? theme::Tone::Warning : theme::Tone::Bad, error.next());
}

void MessageBar::retranslate() {
    m_close->setAccessibleName(tr("Close the message"));
    if (isHidden())
        return;
    if (m_error)
        say(Error(*m_error));
    else
        show(message(), m_tone, m_next->text());
}

void MessageBar::clear() {
    m_error.reset();
    m_message->clear();
    m_next->clear();
    setVisible(false);
}

QString MessageBar::message() const {
    return m_message->text();
}

} // namespace meterdesk
