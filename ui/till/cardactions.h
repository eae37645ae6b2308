// What can be done with the card on the reader besides selling: issue, replace, take in, give back. Only what fits the
// card and the meter marked is shown; what can't be undone is confirmed by what it will do. Threads: GUI.
#pragma once

#include "ui/till/confirmpanel.h"
#include "ui/till/customer.h"

#include <QWidget>

class QPushButton;

namespace meterdesk {

class CardActions : public QWidget {
    Q_OBJECT
public:
    explicit CardActions(QWidget* parent = nullptr);
    void display(const std::optional<CardView>& card, const CustomerMeter* meter);
    void retranslate();
    void setNarrow(bool narrow);     // one below the other
    void setManager(bool isManager); // who may give a manager's word, and take cards into the books
    bool isManager() const { return m_manager; }

Q_SIGNALS:
    void confirmWanted(const meterdesk::Confirmation& what);
    /// Another card, or another meter: what was asked is no longer about what lies there.
    void confirmOver();
    void issueWanted(const QString& meter, bool managerSays);
    void replaceWanted(const QString& meter, const QString& reason, bool managerSays);
    /// What lost purses of this meter still hold, onto the card that took their place. `stays`: what is left there
    /// until a manager gives his word, in words; empty: nothing.
    void moveWanted(const QString& meter, const QString& reason, bool managerSays, const QString& stays);
    void adoptWanted(const QString& meter);
    void returnWanted(const QString& reason);

private:
    /// Into a question: that the last purchase made elsewhere for these meters may be lost, and a manager's word.
    static void askAboutEarlier(Confirmation& what, const QStringList& meters);
    Confirmation issuing();
    Confirmation replacing();
    Confirmation moving();
    Confirmation adopting();
    Confirmation returning();

    std::optional<CardView> m_card;
    std::optional<CustomerMeter> m_meter;
    QPushButton* m_issue;
    QPushButton* m_replace;
    QPushButton* m_adopt;
    QPushButton* m_return;
    QPushButton* m_move;
    bool m_manager = false;
};

} // namespace meterdesk
