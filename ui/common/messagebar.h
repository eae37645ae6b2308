// What has just happened or gone wrong, with the next step, inside the window: never a pop-up. Threads: GUI only.
#pragma once

#include "models/common/error.h"
#include "ui/common/theme.h"

#include <QFrame>

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

private:
    QLabel* m_icon;
    QLabel* m_message;
    QLabel* m_next;
    QToolButton* m_close;
};

} // namespace meterdesk
