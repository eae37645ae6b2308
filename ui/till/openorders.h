// Orders that somebody has still to do something with, and what can be done. The order marked stays marked over
// reloads, and the buttons say whose money they move. Threads: GUI; reads on the books' thread.
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
    /// What a button started has come back: the list is read anew, and then the buttons, shut by the click, open again.
    void answered();

Q_SIGNALS:
    void counted(int open);
    void closed();
    void resendWanted(meterdesk::Id orderId);
    void reverseWanted(meterdesk::Id orderId, const QString& reason);
    void settleWanted();
    void failed(const meterdesk::Error& error);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Row {
        CreditOrder order;
        Meter meter;
        QString apartment;
    };
    void read(bool opensButtons);
    void fill(const QList<Row>& rows);
    void draw();
    void markChanged();
    void tellButtons();
    /// The row marked; nullptr where none is.
    const Row* marked() const;
    template <class Ask>
    void askOnce(Ask ask);
    OfficeThread& m_books;
    QList<Row> m_rows;
    Id m_marked = noId;
    bool m_waiting = false;
    QLabel* m_title;
    QTableWidget* m_table;
    QLineEdit* m_reason;
    QPushButton* m_settle;
    QPushButton* m_resend;
    QPushButton* m_reverse;
    QPushButton* m_close;
};

} // namespace meterdesk
