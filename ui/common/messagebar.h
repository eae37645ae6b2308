// What has just happened or gone wrong, with the next step, inside the window: never a pop-up. Threads: GUI only.
#pragma once

#include "models/common/error.h"
#include "ui/common/theme.h"

#include <QFrame>
#include <optional>

class QLabel;
class QToolButton;

namespace meterdesk {

class MessageBar : public QFrame {
    Q_OBJECT
public:
    explicit MessageBar(QWidget* parent = nullptr);
    void say(const QString& message, theme::Tone tone, const QString& next = {});
    void say(const Error& error);
    void clear();
    QString message() const;
    /// How often something was said: who clears what is stale sees by it that it is the same as before.
    int said() const { return m_said; }
    void retranslate(); // an error is said in the new language; also after a change of light

private:
    void show(const QString& message, theme::Tone tone, const QString& next);

    QLabel* m_icon;
    QLabel* m_message;
    QLabel* m_next;
    QToolButton* m_close;
    theme::Tone m_tone = theme::Tone::Neutral;
    std::optional<Error> m_error;
    int m_said = 0;
};

} // namespace meterdesk
