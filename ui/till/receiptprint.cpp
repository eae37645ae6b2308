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

/// Empty: the system's.
Result<QPrinterInfo> printerNamed(const QString& name) {
    const QPrinterInfo printer = name.isEmpty() ? QPrinterInfo::defaultPrinter() : QPrinterInfo::printerInfo(name);
    if (printer.isNull())
        return fail(ErrorCode::PrinterFailed,
                    name.isEmpty() ? Words::tr("no printer is set up") : Words::tr("there is no printer %1").arg(name));
    return printer;
}

} // namespace

Result<QString> printerSet(OfficeOnThread& thread) {
    MD_GET(office, thread.office());
    return Settings(office->store()).value(QStringLiteral("receipt.printer"));
}

Status findPrinter(const QString& name) {
    MD_TRY(printerNamed(name));
    return {};
}

Result<QList<Receipt>> countSheets(OfficeOnThread& thread, Id orderId) {
    MD_GET(office, thread.office());
    MD_GET(who, thread.session());
    MD_GET(receipt, receiptOf(office->store(), orderId));
    MD_GET(copies, Settings(office->store()).value(QStringLiteral("receipt.copies"), QStringLiteral("1")));
    CreditJournal journal(office->store(), *who);
    QList<Receipt> sheets;
    for (int i = 0; i < copies.toInt(); ++i) {
        MD_GET(print, journal.countPrint(orderId));
        receipt.print = print;
        sheets.append(receipt);
    }
    return sheets;
}

Status printSheets(const QString& name, const QList<Receipt>& sheets) {
    MD_GET(printer, printerNamed(name));
    QPrinter device(printer, QPrinter::HighResolution);
    device.setDocName(QStringLiteral("%1").arg(sheets.constFirst().number, 8, 10, QLatin1Char('0')));
    return paintSheets(device, sheets) ? Status() : fail(ErrorCode::PrinterFailed, printer.printerName());
}

Result<PrintedReceipt> printReceipt(OfficeOnThread& thread, Id orderId) {
    MD_GET(name, printerSet(thread));
    MD_GET(printer, printerNamed(name)); // before anything is counted
    MD_GET(sheets, countSheets(thread, orderId));
    MD_TRY(printSheets(name, sheets));
    return PrintedReceipt{sheets.constLast(), printer.printerName()};
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
