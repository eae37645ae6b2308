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
/// The same for a purchase that has just come through; nothing where no printer is set: then whoever wants one asks.
Result<std::optional<PrintedReceipt>> printAtOnce(OfficeOnThread& thread, Id orderId);
Result<PrintedReceipt> saveReceipt(OfficeOnThread& thread, Id orderId, const QString& folder);

} // namespace meterdesk
