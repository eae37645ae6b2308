// What can be done with the card on the reader besides selling: issue, replace, take in, give back. Only what fits the
// card and the meter marked is shown. Threads: GUI.
#pragma once

#include "ui/till/customer.h"

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace meterdesk {

class CardActions : public QWidget {
    Q_OBJECT
public:
    explicit CardActions(QWidget* parent = nullptr);
    void display(const std::optional<CardView>& card, const CustomerMeter* meter);
    void retranslate();

Q_SIGNALS:
    void issueWanted(const QString& meter);
    void replaceWanted(const QString& meter, const QString& reason);
    void adoptWanted(const QString& meter);
    void returnWanted(const QString& reason);

private:
    QString m_meter;
    QPushButton* m_issue;
    QPushButton* m_replace;
    QPushButton* m_adopt;
    QPushButton* m_return;
    QLineEdit* m_reason;
};

} // namespace meterdesk
