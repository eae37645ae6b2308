// What an action with a card will do, said before it is done, in the side panel: Enter does it, Esc leaves it. Threads:
// GUI.
#pragma once

#include <QFrame>
#include <QStringList>
#include <functional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace meterdesk {

class WrappedCheck;

/// A question that says what will happen, and who does it.
struct Confirmation {
    QString title;
    QStringList says; // one sentence each
    QString doIt;     // the button
    bool needsReason = false;
    QString managersWord;      // what a manager may say besides, to be ticked; empty: nothing
    bool mayGiveWord = true;   // whoever is signed in is a manager
    bool wordIsNeeded = false; // nothing happens without it
    std::function<void(const QString& reason, bool managerSays)> act;
};

class ConfirmPanel : public QFrame {
    Q_OBJECT
public:
    explicit ConfirmPanel(QWidget* parent = nullptr);
    void ask(const Confirmation& what);
    void start();                // once it is shown: the cursor where the next key belongs
    void setShort(bool isShort); // a low or narrow window: less air
    void retranslate();

Q_SIGNALS:
    void closed(); // done or left

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void refresh();
    void act();

    Confirmation m_what;
    QLabel* m_title;
    QLabel* m_says;
    QLineEdit* m_reason;
    WrappedCheck* m_word;
    QPushButton* m_do;
    QPushButton* m_leave;
};

} // namespace meterdesk
