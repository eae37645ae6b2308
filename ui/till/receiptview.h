// The receipt on screen, ready to print or to save. Looking counts nothing; what is printed or saved is counted then,
// and the screen shows it as it went out. Threads: GUI; printing runs on the books' thread.
#pragma once

#include "reports/receipt/receipt.h"
#include "ui/common/messagebar.h"
#include "ui/common/officethread.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QScrollArea;

namespace meterdesk {

struct PrintedReceipt;

class ReceiptView : public QFrame {
    Q_OBJECT
public:
    explicit ReceiptView(OfficeThread& books, QWidget* parent = nullptr);
    void open(Id orderId);
    /// Of a purchase that has just come through, where the office has set a printer: printed without being shown.
    void printAtOnce(Id orderId);
    void retranslate();
    void setShort(bool isShort); // a low window: the buttons stand beside the paper

Q_SIGNALS:
    void opened();
    void closed();
    void printed(const QString& printer);
    void saved(const QString& path);
    /// The purchase has no receipt: why, in words.
    void hasNone(const meterdesk::MessageBar::Words& words);
    void failed(const meterdesk::Error& error);
    void notPrinted(const meterdesk::Error& error); // what was to be printed at once; it can be asked for

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void display(const Receipt& receipt);
    void print();
    void save();
    void setPrinting(bool printing);
    bool took(const Result<PrintedReceipt>& result);
    OfficeThread& m_books;
    Id m_order = noId;
    std::optional<Receipt> m_receipt;
    QScrollArea* m_scroll;
    QLabel* m_paper;
    QPushButton* m_print;
    QPushButton* m_save;
    QPushButton* m_close;
};

} // namespace meterdesk
