// Orders that somebody has still to do something with, and what can be done. Threads: GUI; reads on the books' thread.
#pragma once

#include "ui/till/customer.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QPushButton;
class QTableWidget;

namespace meterdesk {

class OpenOrders : public QFrame {
    Q_OBJECT
public:
    explicit OpenOrders(OfficeThread& books, QWidget* parent = nullptr);
    void reload();
    void retranslate();

Q_SIGNALS:
    void counted(int open);
    void closed();
    void resendWanted(meterdesk::Id orderId);
    void reverseWanted(meterdesk::Id orderId, const QString& reason);
    void settleWanted();
    void failed(const meterdesk::Error& error);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Row {
        CreditOrder order;
        Meter meter;
        QString apartment;
    };
    void fill(const QList<Row>& rows);
    Id marked() const;
    OfficeThread& m_books;
    QLabel* m_title;
    QTableWidget* m_table;
    QLineEdit* m_reason;
    QPushButton* m_settle;
    QPushButton* m_resend;
    QPushButton* m_reverse;
    QPushButton* m_close;
};

} // namespace meterdesk
