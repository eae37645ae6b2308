// Taking in a whole compound from CSV: check first, report every bad row by line and column, then all or nothing.
//
// Encoding: UTF-8 with or without BOM, else GB18030 (what Excel writes). Columns by header name, Chinese or English,
// in any order; see models/README.md. Threads: as its Store (a worker's); progress and cancel are called there.
#pragma once

#include "models/staff/session.h"
#include "models/store/store.h"

#include <QByteArray>
#include <QList>

namespace meterdesk {

struct ImportFault {
    qint64 line = 0; // of the file, from 1
    QString column;  // header name; empty for the whole row
    QString problem; // translated sentence
};

struct ImportReport {
    qint64 rows = 0;
    qint64 apartments = 0, residents = 0, meters = 0, cards = 0; // added
    QList<ImportFault> faults;
};

struct ImportOptions {
    bool dryRun = false;
    QString compound;                                     // used where the file has no such column
    QStringList layouts;                                  // known layout ids, checked where not empty
    std::function<bool(qint64 done, qint64 of)> progress; // false: cancel
};

/// The report also where rows are bad (nothing is written then, `faults` not empty). Errors: FileUnreadable,
/// Cancelled, Store*.
Result<ImportReport> importCompound(Store& store, const StaffSession& session, const QByteArray& csv,
                                    const ImportOptions& options);

} // namespace meterdesk
