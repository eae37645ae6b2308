// The receipt on screen, ready to print or to save; a reprint is counted before it is shown. Threads: GUI.
#pragma once

#include "reports/receipt/receipt.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace meterdesk {

class ReceiptView : public QFrame {
    Q_OBJECT
public:
    explicit ReceiptView(QWidget* parent = nullptr);
    void display(const Receipt& receipt);
    void retranslate();

Q_SIGNALS:
    void closed();
    void printed(const QString& where);
    void failed(const meterdesk::Error& error);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void print();
    void save();
    Receipt m_receipt;
    QLabel* m_paper;
    QPushButton* m_print;
    QPushButton* m_save;
    QPushButton* m_close;
};

} // namespace meterdesk
