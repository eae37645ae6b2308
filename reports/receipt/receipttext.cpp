// The receipt as plain text: what the command line prints.
#include "reports/receipt/receipt.h"

#include <QTextBoundaryFinder>

namespace meterdesk {
namespace {

/// Columns on a terminal or a dot-matrix printer: East Asian wide characters take two.
int columnsOf(const QString& text) {
    int columns = 0;
    const auto points = text.toUcs4();
    for (const auto point : points)
        columns += (point >= 0x1100 && point <= 0x115F) || (point >= 0x2E80 && point <= 0xA4CF) ||
                           (point >= 0xAC00 && point <= 0xD7A3) || (point >= 0xF900 && point <= 0xFAFF) ||
                           (point >= 0xFE30 && point <= 0xFE4F) || (point >= 0xFF00 && point <= 0xFF60) ||
                           (point >= 0xFFE0 && point <= 0xFFE6) || (point >= 0x20000 && point <= 0x3FFFD)
                       ? 2
                       : 1;
    return columns;
}

QString spaces(int count) {
    return QString(std::max(count, 0), QLatin1Char(' '));
}

QString firstColumns(const QString& text, int columns) {
    qsizetype end = 0;
    while (end < text.size()) {
        const qsizetype next = end + (text.at(end).isHighSurrogate() ? 2 : 1);
        if (end > 0 && columnsOf(text.left(next)) > columns)
            break;
        end = next;
    }
    return text.left(end);
}

/// Broken where a language allows it; a word without such a place, anywhere.
QStringList wrapped(const QString& text, int columns) {
    QStringList lines;
    QString line;
    QTextBoundaryFinder places(QTextBoundaryFinder::Line, text);
    for (qsizetype from = 0, to = places.toNextBoundary(); to != -1; from = to, to = places.toNextBoundary()) {
        const QString piece = text.mid(from, to - from);
        if (!line.isEmpty() && columnsOf(QString(line + piece).trimmed()) > columns) {
            lines.append(line.trimmed());
            line.clear();
        }
        line += piece;
        while (columnsOf(line.trimmed()) > columns) { // no place to break it: anywhere, then
            const QString fits = firstColumns(line, columns);
            lines.append(fits.trimmed());
            line = line.mid(fits.size());
        }
    }
    lines.append(line.trimmed());
    return lines;
}

} // namespace

QString receiptText(const Receipt& receipt, int columns) {
    using Style = ReceiptLine::Style;
    QString text;
    for (const ReceiptLine& line : receiptLines(receipt)) {
        switch (line.style) {
        case Style::Rule:
            text += QString(columns, QLatin1Char('-'));
            break;
        case Style::Title:
        case Style::Centre: {
            QStringList centred;
            const QStringList parts = wrapped(line.value, columns);
            for (const QString& part : parts)
                centred.append(spaces((columns - columnsOf(part)) / 2) + part);
            text += centred.join(QLatin1Char('\n'));
            break;
        }
        case Style::Pair:
        case Style::Amount: {
            const int gap = columns - columnsOf(line.label) - columnsOf(line.value);
            QStringList parts{line.label + spaces(gap) + line.value};
            if (gap <= 0) {
                parts = wrapped(line.label, columns);
                const QStringList values = wrapped(line.value, columns);
                for (const QString& part : values)
                    parts.append(spaces(columns - columnsOf(part)) + part);
            }
            text += parts.join(QLatin1Char('\n'));
            break;
        }
        }
        text += QLatin1Char('\n');
    }
    return text;
}

} // namespace meterdesk
