// Orders that somebody has still to do something with, and what can be done. The order marked stays marked over
// reloads, and the buttons say whose money they move. Threads: GUI; reads on the books' thread.
#pragma once

#include "ui/till/openorder.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QTableWidget;

namespace meterdesk {

class OrderActions;

class OpenOrders : public QFrame {
    Q_OBJECT
public:
    explicit OpenOrders(OfficeThread& books, QWidget* parent = nullptr);
    void reload();
    /// Read anew to be worked on: the first order is marked, unless one is.
    void open();
    void retranslate();
    /// What a button started has come back: the list is read anew, and then the buttons, shut by the click, open again.
    void answered();
    /// Whether the order is still one of the open ones, as far as was read.
    bool has(Id orderId) const;

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
    void read(bool opensButtons, bool marksFirst = false);
    void fill(const QList<OpenOrder>& rows, bool marksFirst);
    void draw();
    void markChanged();
    void setWaiting(bool waiting);
    OfficeThread& m_books;
    QList<OpenOrder> m_rows;
    Id m_marked = noId;
    OrderActions* m_actions;
    QLabel* m_title;
    QTableWidget* m_table;
    QLabel* m_none;
    QPushButton* m_settle;
    QPushButton* m_close;
};

} // namespace meterdesk
