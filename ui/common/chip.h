// A state in a few words: coloured, with an icon, because colour is never the only signal. Threads: GUI only.
#pragma once

#include "ui/common/theme.h"

#include <QLabel>

namespace meterdesk {

class Chip : public QWidget {
    Q_OBJECT
public:
    explicit Chip(QWidget* parent = nullptr);
    void say(const QString& text, theme::Tone tone);
    QString text() const;
    void paintTone(); // again after a change of light

private:
    QLabel* m_icon;
    QLabel* m_text;
    theme::Tone m_tone = theme::Tone::Neutral;
};

} // namespace meterdesk
