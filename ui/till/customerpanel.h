// Whom the cashier serves: the resident, the meters, what the meters last said, the last purchases. Threads: GUI.
#pragma once

#include "ui/till/openorder.h"

#include <QFrame>

class QLabel;
class QListWidget;
class QTableWidget;
class QVBoxLayout;

namespace meterdesk {

class Chip;
class ElidedLabel;

class CustomerPanel : public QFrame {
    Q_OBJECT
public:
    explicit CustomerPanel(QWidget* parent = nullptr);
    /// `card`: on the reader, where it is this account's or may become so; `anothers`: one lies there that isn't.
    void display(const Customer& customer, const std::optional<CardView>& card, bool anothers);
    void clear();
    void retranslate();
    void setShort(bool isShort); // a low window: less air
    /// The meter marked; nullptr where nobody is served.
    const CustomerMeter* meter() const;
    /// The open order that the marked meter's next purchase waits for.
    std::optional<OpenOrder> waiting() const;
    const std::optional<Customer>& customer() const { return m_customer; }
    void selectMeter(const QString& number);
    void stepMeter(int by); // the next one, or the one before

Q_SIGNALS:
    void meterChanged();
    void orderActivated(meterdesk::Id orderId);

private:
    bool isOnCard(const Meter& meter) const;
    void fillMeters();
    void fillOrders();
    void tellCases();
    void showMarked();
    void tellReport();

    std::optional<Customer> m_customer;
    std::optional<CardView> m_card;
    bool m_anothers = false;
    ElidedLabel* m_name;
    QLabel* m_home;
    Chip* m_cardChip;
    QLabel* m_metersTitle;
    QListWidget* m_meters;
    QLabel* m_report;   // what the marked meter wrote back
    QWidget* m_caseRow; // what a person has to look into
    QLabel* m_caseIcon;
    QLabel* m_cases;
    QLabel* m_ordersTitle;
    QTableWidget* m_orders;
    QLabel* m_nobody;
    QWidget* m_body;
    QVBoxLayout* m_rest;
};

} // namespace meterdesk
