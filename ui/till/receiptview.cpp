#include "ui/till/receiptview.h"

#include "ui/common/theme.h"

#include <QDir>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPrinter>
#include <QPrinterInfo>
#include <QPushButton>
#include <QScrollArea>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace meterdesk {

namespace {
constexpr int paperWidth = 300;
constexpr int paperMargin = 16;
} // namespace

ReceiptView::ReceiptView(QWidget* parent)
    : QFrame(parent), m_paper(new QLabel), m_print(new QPushButton), m_save(new QPushButton), m_close(new QPushButton) {
    theme::makeCard(this);
    auto* column = new QVBoxLayout(this);
    auto* scroll = new QScrollArea;
    scroll->setWidget(m_paper);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    m_paper->setAlignment(Qt::AlignTop | Qt::AlignHCenter);
    column->addWidget(scroll, 1);
    m_print->setProperty("primary", true);
    m_print->setObjectName(QStringLiteral("printReceipt"));
    m_save->setObjectName(QStringLiteral("saveReceipt"));
    m_close->setObjectName(QStringLiteral("closeReceipt"));
    for (QPushButton* button : {m_print, m_save, m_close})
        column->addWidget(button);
    connect(m_print, &QPushButton::clicked, this, &ReceiptView::print);
    connect(m_save, &QPushButton::clicked, this, &ReceiptView::save);
    connect(m_close, &QPushButton::clicked, this, &ReceiptView::closed);
    retranslate();
}

void ReceiptView::retranslate() {
    m_print->setText(tr("Print"));
    m_save->setText(tr("Save as PDF"));
    m_close->setText(tr("Back  (Esc)"));
}

void ReceiptView::display(const Receipt& receipt) {
    m_receipt = receipt;
    const qreal ratio = devicePixelRatioF();
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
    m_print->setFocus();
}

void ReceiptView::print() {
    const QPrinterInfo printer = QPrinterInfo::defaultPrinter();
    if (printer.isNull()) {
        Q_EMIT failed(Error{ErrorCode::PrinterFailed, tr("no printer is set up")});
        return;
    }
    QPrinter device(printer, QPrinter::HighResolution);
    device.setPageMargins(QMarginsF(4, 4, 4, 4), QPageLayout::Millimeter);
    QPainter painter(&device);
    if (!painter.isActive()) {
        Q_EMIT failed(Error{ErrorCode::PrinterFailed, printer.printerName()});
        return;
    }
    const int width =
        std::min(device.pageLayout().paintRectPixels(device.resolution()).width(), device.resolution() * 720 / 254);
    paintReceipt(painter, m_receipt, width);
    painter.end();
    Q_EMIT printed(printer.printerName());
}

void ReceiptView::save() {
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    folder.mkpath(QStringLiteral("."));
    const QString copy = m_receipt.print > 1 ? QStringLiteral("-%1").arg(m_receipt.print) : QString();
    const QString path =
        folder.filePath(QStringLiteral("receipt-%1%2.pdf").arg(m_receipt.number, 8, 10, QLatin1Char('0')).arg(copy));
    const Status written = writeReceiptPdf(m_receipt, path);
    if (written)
        Q_EMIT printed(path);
    else
        Q_EMIT failed(written.error());
}

void ReceiptView::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QFrame::keyPressEvent(event);
}

} // namespace meterdesk
