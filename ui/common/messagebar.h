// What has just happened or gone wrong, with the next step, inside the window: never a pop-up. Its place is kept free,
// so that nothing that can be clicked moves when it comes or goes; a longer message grows over what is above it.
// Threads: GUI only.
#pragma once

#include "models/common/error.h"
#include "models/common/id.h"
#include "ui/common/theme.h"

#include <QFrame>
#include <functional>

class QLabel;
class QTimer;
class QToolButton;

namespace meterdesk {

struct Saying {
    QString message;
    QString next = {};
    theme::Tone tone = theme::Tone::Good;
};

class MessageBar : public QFrame {
    Q_OBJECT
public:
    /// Called again for each change of language: what it says is translated where it stands.
    using Words = std::function<Saying()>;
    /// Whose news it is: what is said of the card on the reader goes with it, what is said of an order when somebody
    /// has seen to that order.
    struct Matter {
        bool card = false;
        Id order = noId;
        QString meter = {};   // what is said of the meter marked goes when another one is
        bool lasting = false; // a card that is laid on and in order doesn't take it away
    };

    explicit MessageBar(QWidget* parent = nullptr);
    void say(const Words& words, const Matter& matter);
    void say(const Words& words) { say(words, Matter{}); }
    void say(const Error& error);
    /// What stands here, or nothing, is said otherwise: it is still the same news.
    void amend(const std::function<void(Saying&)>& change);
    void clear();
    QString message() const;
    const Matter& matter() const { return m_matter; }
    /// How often something was said: who clears what is stale sees by it that it is the same as before.
    int said() const { return m_said; }
    void retranslate();          // also after a change of light
    void setShort(bool isShort); // a low window: smaller type

Q_SIGNALS:
    void changed(); // it may need another height

private:
    void draw();
    void paint(const Saying& saying);
    void nudge();

    QLabel* m_icon;
    QLabel* m_message;
    QLabel* m_next;
    QToolButton* m_close;
    Words m_words;
    Matter m_matter;
    int m_said = 0;
    QTimer* m_nudge;
    bool m_nudged = false; // drawn the other way round, until m_nudge is over
};

/// How an error is told.
Saying sayingOf(const Error& error);

/// The place that is kept for the bar. While it is empty, it shows a quiet line.
class MessagePlace : public QWidget {
    Q_OBJECT
public:
    /// `over`: what the bar may grow over; an ancestor of the place.
    explicit MessagePlace(QWidget* over);
    MessageBar* bar() const { return m_bar; }
    void setRest(const QString& line);
    void setShort(bool isShort);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void moveEvent(QMoveEvent* event) override;

private:
    void arrange();

    QWidget* m_over;
    MessageBar* m_bar;
    QLabel* m_rest;
};

} // namespace meterdesk
