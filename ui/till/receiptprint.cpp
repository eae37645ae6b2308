#include "ui/till/receiptprint.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QPrinter>
#include <QPrinterInfo>

namespace meterdesk {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ReceiptPrint)
};

Result<QPrinterInfo> printerOf(Store& store) {
    MD_GET(name, Settings(store).value(QStringLiteral("receipt.printer")));
    const QPrinterInfo printer = name.isEmpty() ? QPrinterInfo::defaultPrinter() : QPrinterInfo::printerInfo(name);
    if (printer.isNull())
        return fail(ErrorCode::PrinterFailed,
                    name.isEmpty() ? Words::tr("no printer is set up") : Words::tr("there is no printer %1").arg(name));
    return printer;
}

} // namespace

Result<PrintedReceipt> printReceipt(OfficeOnThread& thread, Id orderId) {
    MD_GET(office, thread.office());
    MD_GET(who, thread.session());
    MD_GET(receipt, receiptOf(office->store(), orderId));
    MD_GET(printer, printerOf(office->store()));
    MD_GET(copies, Settings(office->store()).value(QStringLiteral("receipt.copies"), QStringLiteral("1")));
    CreditJournal journal(office->store(), *who);
    QList<Receipt> sheets;
    for (int i = 0; i < copies.toInt(); ++i) {
        MD_GET(print, journal.countPrint(orderId));
        receipt.print = print;
        sheets.append(receipt);
    }
    QPrinter device(printer, QPrinter::HighResolution);
    device.setDocName(QStringLiteral("%1").arg(receipt.number, 8, 10, QLatin1Char('0')));
    if (!paintSheets(device, sheets))
        return fail(ErrorCode::PrinterFailed, printer.printerName());
    return PrintedReceipt{receipt, printer.printerName()};
}

Result<std::optional<PrintedReceipt>> printAtOnce(OfficeOnThread& thread, Id orderId) {
    MD_GET(office, thread.office());
    MD_GET(name, Settings(office->store()).value(QStringLiteral("receipt.printer")));
    if (name.isEmpty())
        return std::nullopt;
    MD_GET(printed, printReceipt(thread, orderId));
    return printed;
}

Result<PrintedReceipt> saveReceipt(OfficeOnThread& thread, Id orderId, const QString& folder) {
    MD_GET(office, thread.office());
    MD_GET(who, thread.session());
    MD_GET(receipt, receiptOf(office->store(), orderId));
    const QDir place(folder);
    if (!place.mkpath(QStringLiteral(".")) || !QFileInfo(folder).isWritable())
        return fail(ErrorCode::PrinterFailed, Words::tr("the folder %1 can't be written").arg(folder));
    MD_GET(print, CreditJournal(office->store(), *who).countPrint(orderId));
    receipt.print = print;
    const QString copy = print > 1 ? QStringLiteral("-%1").arg(print) : QString();
    const QString path =
        place.filePath(QStringLiteral("receipt-%1%2.pdf").arg(receipt.number, 8, 10, QLatin1Char('0')).arg(copy));
    MD_TRY(writeReceiptPdf(receipt, path));
    return PrintedReceipt{receipt, path};
}

} // namespace meterdesk
