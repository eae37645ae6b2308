// The receipt on paper: 80 mm, measured first so that the page is as long as its lines.
#include "reports/receipt/receipt.h"

#include <QFileInfo>
#include <QFontMetrics>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>

namespace meterdesk {
namespace {

constexpr int paperMm = 80;
constexpr int marginMm = 4;
constexpr int resolution = 300;

constexpr int longestText = 16; // lines that one text of the receipt may take

int millimetres(int mm, int dotsPerInch) {
    return mm * dotsPerInch * 10 / 254;
}

QFont fontOf(ReceiptLine::Style style, int width) {
    // WenQuanYi's text can be searched and copied from the PDF; Noto CJK turns into Kangxi radicals there.
    QFont font(QStringLiteral("WenQuanYi Micro Hei"));
    const bool large = style == ReceiptLine::Style::Title || style == ReceiptLine::Style::Amount;
    font.setPixelSize(std::max(1, width / (large ? 16 : 26)));
    font.setBold(large);
    return font;
}

int drawLine(QPainter* painter, const QPaintDevice* device, const ReceiptLine& line, int y, int width) {
    using Style = ReceiptLine::Style;
    const QFont font = fontOf(line.style, width);
    const QFontMetrics metrics(font, const_cast<QPaintDevice*>(device));
    const int height = metrics.height();
    if (painter)
        painter->setFont(font);
    if (line.style == Style::Rule) {
        if (painter)
            painter->drawLine(0, y + height / 2, width, y + height / 2);
        return y + height;
    }
    if (line.style == Style::Title || line.style == Style::Centre) {
        const QRect place(0, y, width, height * longestText);
        const int flags = Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap;
        const int used = metrics.boundingRect(place, flags, line.value).height();
        if (painter)
            painter->drawText(place, flags, line.value);
        return y + used;
    }
    const int labelWidth = metrics.horizontalAdvance(line.label + QStringLiteral("  "));
    if (painter)
        painter->drawText(QRect(0, y, width, height), Qt::AlignLeft | Qt::AlignTop, line.label);
    const bool fits = labelWidth + metrics.horizontalAdvance(line.value) <= width;
    const QRect place(fits ? labelWidth : 0, fits ? y : y + height, fits ? width - labelWidth : width,
                      height * longestText);
    const int flags = Qt::AlignRight | Qt::AlignTop | Qt::TextWrapAnywhere;
    const int used = metrics.boundingRect(place, flags, line.value).height();
    if (painter)
        painter->drawText(place, flags, line.value);
    return place.y() + std::max(used, height);
}

int layLines(QPainter* painter, const QPaintDevice* device, const Receipt& receipt, int width) {
    int y = 0;
    const QList<ReceiptLine> lines = receiptLines(receipt);
    for (const ReceiptLine& line : lines)
        y = drawLine(painter, device, line, y, width) + width / 100;
    return y;
}

} // namespace

int paintReceipt(QPainter& painter, const Receipt& receipt, int width) {
    painter.setPen(Qt::black);
    return layLines(&painter, painter.device(), receipt, width);
}

Status paintSheets(QPagedPaintDevice& device, const QList<Receipt>& sheets) {
    const int dotsPerInch = device.logicalDpiX();
    const QMarginsF margins(marginMm, marginMm, marginMm, marginMm);
    int width = millimetres(paperMm - 2 * marginMm, dotsPerInch);
    int height = 0;
    for (const Receipt& sheet : sheets)
        height = std::max(height, layLines(nullptr, &device, sheet, width));
    const QSizeF paper(paperMm, qreal(height) * 25.4 / dotsPerInch + 2 * marginMm);
    device.setPageSize(QPageSize(paper, QPageSize::Millimeter, QString(), QPageSize::ExactMatch));
    device.setPageMargins(margins, QPageLayout::Millimeter);
    QPainter painter(&device);
    if (!painter.isActive())
        return fail(ErrorCode::PrinterFailed, {});
    // A printer with paper of its own keeps that: what is narrower gets smaller letters.
    width = std::min(width, device.pageLayout().paintRectPixels(dotsPerInch).width());
    for (int i = 0; i < sheets.size(); ++i) {
        if (i > 0 && !device.newPage())
            return fail(ErrorCode::PrinterFailed, {});
        paintReceipt(painter, sheets.at(i), width);
    }
    return painter.end() ? Status() : fail(ErrorCode::PrinterFailed, {});
}

Status writeReceiptPdf(const Receipt& receipt, const QString& path) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorCode::PrinterFailed, QFileInfo(path).fileName() + QStringLiteral(": ") + file.errorString());
    {
        QPdfWriter writer(&file);
        writer.setResolution(resolution);
        writer.setTitle(QStringLiteral("%1").arg(receipt.number, 8, 10, QLatin1Char('0')));
        writer.setCreator(QStringLiteral("Meterdesk"));
        if (!paintSheets(writer, {receipt}))
            return fail(ErrorCode::PrinterFailed, QFileInfo(path).fileName());
    }
    if (!file.commit())
        return fail(ErrorCode::PrinterFailed, QFileInfo(path).fileName() + QStringLiteral(": ") + file.errorString());
    return {};
}

} // namespace meterdesk
