// The receipt of a credit order: 80 mm paper, amount in figures and in Chinese capitals, reprints marked.
//
// Units: see amount.h. Threads: receiptOf() as its Store; the others on any thread (a QGuiApplication must exist for
// those that paint). Errors: NotFound, OrderState (no receipt before delivery), PrinterFailed for paper or a PDF that
// can't be written.
#pragma once

#include "models/common/amount.h"
#include "models/metering/meter.h"
#include "models/store/store.h"

#include <QDateTime>
#include <QList>
#include <optional>

class QPagedPaintDevice;
class QPainter;

namespace meterdesk {

struct Receipt {
    QString office;
    QString phone; // the office's
    qint64 number = 0;
    QDateTime at; // local
    QString apartment;
    QString resident;
    QString account;
    QString meter;
    MeterKind kind = MeterKind::Water;
    Money paid;
    Price price; // 0: the meter prices itself
    Credit credit;
    qint64 count = 0;
    std::optional<qint64> totalAfter;
    QString cashier;
    QString footer;
    bool free = false;
    std::optional<QDateTime> givenBack; // reversed since; local
    int print = 1;                      // 1 is the original; more is a copy and says so
};

/// Reads what the receipt of an order says. `print`: which print this is, as CreditJournal::countPrint answered; 0, to
/// look at it: the one that would come next. Nothing is counted here.
Result<Receipt> receiptOf(Store& store, Id orderId, int print = 0);

/// One line of the receipt: a label at the left and a value at the right, or a text of its own.
struct ReceiptLine {
    enum class Style { Pair, Title, Centre, Amount, Rule };
    Style style = Style::Pair;
    QString label;
    QString value;
};
QList<ReceiptLine> receiptLines(const Receipt& receipt);

/// For the terminal and plain printers: `columns` wide, a Chinese character counts two.
QString receiptText(const Receipt& receipt, int columns = 40);
/// Paints at the painter's origin, `width` wide in its units (80 mm less margins); the height used.
int paintReceipt(QPainter& painter, const Receipt& receipt, int width);
/// One sheet each, on pages of 80 mm that are as long as the longest of them; narrower where the paper is.
Status paintSheets(QPagedPaintDevice& device, const QList<Receipt>& sheets);
Status writeReceiptPdf(const Receipt& receipt, const QString& path);

} // namespace meterdesk
