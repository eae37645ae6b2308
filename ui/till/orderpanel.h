// The open order that the marked meter's next purchase waits for, where the cashier stands: what it is, what is known,
// and what can be done, in the place of the sale. Threads: GUI.
#pragma once

#include "ui/till/openorder.h"

#include <QFrame>

class QLabel;

namespace meterdesk {

class Chip;
class OrderActions;
class StepView;

class OrderPanel : public QFrame {
    Q_OBJECT
public:
    explicit OrderPanel(QWidget* parent = nullptr);
    /// Nothing: no order is in the way.
    void display(const std::optional<OpenOrder>& open);
    bool isNeeded() const { return m_open.has_value(); }
    /// Whether the order's own card lies on the reader.
    void setCardThere(bool there);
    void showStep(SaleStep step);
    bool isTyping() const; // a reason for giving the money back
    void answered();       // what a button started has come back
    void start();          // the cursor where the next key belongs
    void setShort(bool isShort);
    void retranslate();

Q_SIGNALS:
    void resendWanted(meterdesk::Id orderId);
    void reverseWanted(meterdesk::Id orderId, const QString& reason);

private:
    void draw();
    template <class Change>
    void keepCursor(Change change);

    std::optional<OpenOrder> m_open;
    bool m_cardThere = false;
    OrderActions* m_actions;
    QLabel* m_title;
    Chip* m_state;
    QLabel* m_amount;
    QLabel* m_whose;
    QLabel* m_known;
    QLabel* m_next;
    StepView* m_steps;
};

} // namespace meterdesk
