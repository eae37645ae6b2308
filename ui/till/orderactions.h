// What can be done with one open order: write it again, or give the money back for a reason. The buttons say whose
// money they move and what they write. Where they stand is their owner's: the page of all open orders, or the till
// itself. Threads: GUI.
#pragma once

#include "ui/till/openorder.h"

#include <QObject>

class QLineEdit;
class QPushButton;
class QWidget;

namespace meterdesk {

class OrderActions : public QObject {
    Q_OBJECT
public:
    /// The names of the widgets begin with `prefix`.
    explicit OrderActions(const QString& prefix, QWidget* owner);
    /// Nothing: no order is marked. A reason written for another order is forgotten.
    void display(const std::optional<OpenOrder>& open);
    /// Where it is known that no card lies there that the order could be written onto, the button is shut.
    void setCardThere(bool there);
    void retranslate();
    /// From a click to its answer everything is shut: a hand in a hurry clicks twice.
    void setWaiting(bool waiting);
    bool isWaiting() const { return m_waiting; }
    /// The cursor goes back to what was shut under it; false where that was nothing, or is shut still.
    bool returnCursor();

    QLineEdit* reason() const { return m_reason; }
    QPushButton* resend() const { return m_resend; }
    QPushButton* giveBack() const { return m_giveBack; }

Q_SIGNALS:
    void resendWanted(meterdesk::Id orderId);
    void reverseWanted(meterdesk::Id orderId, const QString& reason);

private:
    void refresh();
    void askGiveBack();

    std::optional<OpenOrder> m_open;
    bool m_waiting = false;
    bool m_cardThere = true;
    QWidget* m_shut = nullptr; // had the cursor
    QWidget* m_owner;          // has the cursor where nothing here may
    QLineEdit* m_reason;
    QPushButton* m_resend;
    QPushButton* m_giveBack;
};

} // namespace meterdesk
