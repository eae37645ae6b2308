#include "ui/till/receiptview.h"

#include "ui/common/theme.h"
#include "ui/common/unwaited.h"
#include "ui/till/openorder.h"
#include "ui/till/receiptprint.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace meterdesk {

namespace {
constexpr int mostPaperWidth = 300;
constexpr int leastPaperWidth = 200;
constexpr int scrollBarWidth = 12; // as the theme has it, and the border
constexpr int paperMargin = 16;

Saying whyNoReceipt(const OpenOrder& open) {
    if (open.order.state == OrderState::Reversed)
        return {ReceiptView::tr("This purchase was given back, so it has no receipt."),
                ReceiptView::tr("Choose another one to see its receipt."), theme::Tone::Accent};
    return {ReceiptView::tr("It has no receipt until it is on the card."), openOrderSaying(open).next,
            theme::Tone::Warning};
}
} // namespace

ReceiptView::ReceiptView(OfficeThread& books, QWidget* parent)
    : QFrame(parent), m_books(books), m_scroll(new QScrollArea), m_paper(new QLabel), m_print(new QPushButton),
      m_save(new QPushButton), m_close(new QPushButton) {
    theme::makeCard(this);
    auto* parts = new QVBoxLayout(this);
    parts->setContentsMargins(theme::grid, theme::grid, theme::grid, theme::grid);
    m_scroll->setWidget(m_paper);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_paper->setObjectName(QStringLiteral("receiptPaper"));
    m_paper->setAlignment(Qt::AlignTop | Qt::AlignHCenter);
    parts->addWidget(m_scroll, 1);
    m_print->setProperty("primary", true);
    m_print->setObjectName(QStringLiteral("printReceipt"));
    m_save->setObjectName(QStringLiteral("saveReceipt"));
    m_close->setObjectName(QStringLiteral("closeReceipt"));
    auto* buttons = new QVBoxLayout;
    for (QPushButton* button : {m_print, m_save, m_close})
        buttons->addWidget(button);
    buttons->addStretch(0);
    parts->addLayout(buttons);
    connect(m_print, &QPushButton::clicked, this, &ReceiptView::print);
    connect(m_save, &QPushButton::clicked, this, &ReceiptView::save);
    connect(m_close, &QPushButton::clicked, this, &ReceiptView::closed);
    setShort(false);
    retranslate();
}

void ReceiptView::setShort(bool isShort) {
    qobject_cast<QBoxLayout*>(layout())->setDirection(isShort ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_scroll->setMinimumHeight(isShort ? 0 : 20 * theme::grid);
}

void ReceiptView::retranslate() {
    m_print->setText(tr("Print"));
    m_save->setText(tr("Save as PDF"));
    m_close->setText(tr("Back  (Esc)"));
    m_scroll->setAccessibleName(tr("Receipt"));
    if (m_receipt)
        display(*m_receipt);
}

void ReceiptView::open(Id orderId) {
    m_order = orderId;
    m_books.run(
        this,
        [orderId](OfficeOnThread& thread) -> Told<Receipt> {
            const auto find = [&]() -> Result<Receipt> {
                MD_GET(office, thread.office());
                MD_TRY(thread.session());
                return receiptOf(office->store(), orderId);
            };
            return told(thread, find());
        },
        [this, orderId](const Told<Receipt>& receipt) {
            if (orderId != m_order)
                return;
            if (!receipt) {
                if (receipt.error().about)
                    Q_EMIT hasNone([open = *receipt.error().about] { return whyNoReceipt(open); });
                else
                    Q_EMIT failed(receipt.error().error);
                return;
            }
            display(*receipt);
            Q_EMIT opened();
            m_print->setFocus();
        });
}

void ReceiptView::display(const Receipt& receipt) {
    m_receipt = receipt;
    const qreal ratio = devicePixelRatioF();
    // Never wider than the column, which is narrow in a narrow window: the amounts stand at the right edge.
    const int column = m_scroll->width() - scrollBarWidth - 2 * paperMargin;
    const int paperWidth = std::clamp(column, leastPaperWidth, mostPaperWidth);
    // Painted twice: once to learn how long the paper is.
    int height = 0;
    for (const bool measuring : {true, false}) {
        QPixmap pixmap(QSize(paperWidth + 2 * paperMargin, std::max(1, height + 2 * paperMargin)) * ratio);
        pixmap.setDevicePixelRatio(ratio);
        pixmap.fill(Qt::white);
        QPainter painter(&pixmap);
        painter.translate(paperMargin, paperMargin);
        height = paintReceipt(painter, receipt, paperWidth);
        painter.end();
        if (!measuring)
            m_paper->setPixmap(pixmap);
    }
    m_paper->setAccessibleName(receiptText(receipt));
}

void ReceiptView::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    if (m_receipt)
        display(*m_receipt);
}

void ReceiptView::setPrinting(bool printing) {
    m_print->setEnabled(!printing);
    m_save->setEnabled(!printing);
}

void ReceiptView::print() {
    setPrinting(true);
    m_books.run(
        this, [id = m_order](OfficeOnThread& thread) { return printReceipt(thread, id); },
        [this](const Result<PrintedReceipt>& result) {
            if (took(result))
                Q_EMIT printed(result->where);
        });
}

void ReceiptView::printAtOnce(Id orderId) {
    // A printer may hang: neither the next sale nor the window's end waits for it.
    const auto told = [this](const Status& done) {
        if (!done)
            Q_EMIT notPrinted(done.error());
    };
    const auto spool = [this, told, orderId](const QString& printer) {
        m_books.run(
            this, [orderId](OfficeOnThread& thread) { return countSheets(thread, orderId); },
            [this, told, printer](const Result<QList<Receipt>>& sheets) {
                if (sheets)
                    runUnwaited(
                        this, [printer, sheets = *sheets] { return printSheets(printer, sheets); }, told);
                else
                    told(tl::unexpected<Error>(sheets.error()));
            });
    };
    m_books.run(
        this, [](OfficeOnThread& thread) { return printerSet(thread); },
        [this, told, spool](const Result<QString>& printer) {
            if (!printer || printer->isEmpty())
                return;
            runUnwaited(
                this, [name = *printer] { return findPrinter(name); },
                [told, spool, name = *printer](const Status& found) {
                    if (found)
                        spool(name);
                    else
                        told(found);
                });
        });
}

void ReceiptView::save() {
    setPrinting(true);
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    m_books.run(
        this, [id = m_order, folder](OfficeOnThread& thread) { return saveReceipt(thread, id, folder); },
        [this](const Result<PrintedReceipt>& result) {
            if (took(result))
                Q_EMIT saved(result->where);
        });
}

bool ReceiptView::took(const Result<PrintedReceipt>& result) {
    setPrinting(false);
    if (!result) {
        Q_EMIT failed(result.error());
        return false;
    }
    // Meanwhile another receipt may have been opened; this one is on paper all the same.
    if (m_receipt && m_receipt->number == result->receipt.number)
        display(result->receipt);
    return true;
}

void ReceiptView::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QFrame::keyPressEvent(event);
}

} // namespace meterdesk
