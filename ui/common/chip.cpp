#include "ui/common/chip.h"

#include <QHBoxLayout>

namespace meterdesk {

namespace {

const char* iconName(theme::Tone tone) {
    switch (tone) {
    case theme::Tone::Good:
        return "emblem-ok-symbolic";
    case theme::Tone::Warning:
        return "dialog-warning";
    case theme::Tone::Bad:
        return "dialog-error";
    case theme::Tone::Accent:
    case theme::Tone::Neutral:
        return "documentinfo";
    }
    return "";
}

} // namespace

Chip::Chip(QWidget* parent) : QWidget(parent), m_icon(new QLabel(this)), m_text(new QLabel(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme::grid, theme::grid / 4, theme::grid, theme::grid / 4);
    row->setSpacing(theme::grid / 2);
    row->addWidget(m_icon);
    row->addWidget(m_text);
    m_text->setFont(theme::font(theme::Size::Small));
    setAttribute(Qt::WA_StyledBackground);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Maximum);
}

void Chip::say(const QString& text, theme::Tone tone) {
    m_tone = tone;
    m_text->setText(text);
    paintTone();
    setAccessibleName(text);
    setVisible(!text.isEmpty());
}

void Chip::paintTone() {
    const theme::Tone tone = m_tone;
    m_icon->setPixmap(theme::icon(iconName(tone)).pixmap(16, 16));
    m_text->setStyleSheet(QStringLiteral("color: %1").arg(theme::ink(tone).name()));
    setStyleSheet(
        QStringLiteral("meterdesk--Chip { background: %1; border-radius: 10px; }").arg(theme::wash(tone).name()));
}

QString Chip::text() const {
    return m_text->text();
}

} // namespace meterdesk
