// Putting a receipt on paper or into a file: each sheet is counted in the journal before it exists, so that no two of
// them are both the original.
//
// Threads: the office's; both may wait for a printer or a disk. Errors: PrinterFailed, and those of receiptOf().
#pragma once

#include "reports/receipt/receipt.h"
#include "ui/common/officethread.h"

namespace meterdesk {

struct PrintedReceipt {
    Receipt receipt; // as the last sheet has it
    QString where;   // the printer's name, or the file's path
};

/// On the printer of the setting receipt.printer, else the system's; receipt.copies sheets.
Result<PrintedReceipt> printReceipt(OfficeOnThread& thread, Id orderId);
Result<PrintedReceipt> saveReceipt(OfficeOnThread& thread, Id orderId, const QString& folder);

// The same in pieces, for a printer that nobody waits for. Those without a thread run on any.

/// The printer that the office has set; empty: none, so whoever wants a receipt asks for it.
Result<QString> printerSet(OfficeOnThread& thread);
Status findPrinter(const QString& name);
/// Counted, as many as receipt.copies says.
Result<QList<Receipt>> countSheets(OfficeOnThread& thread, Id orderId);
Status printSheets(const QString& printer, const QList<Receipt>& sheets);

} // namespace meterdesk
