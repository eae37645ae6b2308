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

int millimetres(int mm) {
    return mm * resolution * 10 / 254;
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
        const QRect place(0, y, width, height * 4);
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
    const QRect place(fits ? labelWidth : 0, fits ? y : y + height, fits ? width - labelWidth : width, height * 4);
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

Status writeReceiptPdf(const Receipt& receipt, const QString& path) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorCode::PrinterFailed, QFileInfo(path).fileName() + QStringLiteral(": ") + file.errorString());
    {
        QPdfWriter writer(&file);
        writer.setResolution(resolution);
        writer.setTitle(QStringLiteral("%1").arg(receipt.number, 8, 10, QLatin1Char('0')));
        writer.setCreator(QStringLiteral("Meterdesk"));
        const int width = millimetres(paperMm - 2 * marginMm);
        const int height = layLines(nullptr, &writer, receipt, width);
        const qreal heightMm = qreal(height) * 25.4 / resolution + 2 * marginMm;
        writer.setPageSize(
            QPageSize(QSizeF(paperMm, heightMm), QPageSize::Millimeter, QString(), QPageSize::ExactMatch));
        writer.setPageMargins(QMarginsF(marginMm, marginMm, marginMm, marginMm), QPageLayout::Millimeter);
        QPainter painter(&writer);
        if (!painter.isActive())
            return fail(ErrorCode::PrinterFailed, QFileInfo(path).fileName());
        paintReceipt(painter, receipt, width);
    }
    if (!file.commit())
        return fail(ErrorCode::PrinterFailed, QFileInfo(path).fileName() + QStringLiteral(": ") + file.errorString());
    return {};
}

} // namespace meterdesk
