// Taking in a whole compound from CSV: check first, report every bad row by line and column, then all or nothing.
//
// Encoding: UTF-8 with or without BOM, else GB18030 (what Excel writes). Columns by header name, Chinese or English,
// in any order; see models/README.md. Threads: as its Store (a worker's); progress and cancel are called there.
#pragma once

#include "models/metering/meter.h"
#include "models/staff/session.h"
#include "models/store/store.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QStringList>
#include <functional>

namespace meterdesk {

struct ImportFault {
    qint64 line = 0; // of the file, from 1
    QString column;  // header name; empty for the whole row
    QString problem; // translated sentence
};

struct ImportReport {
    qint64 rows = 0;
    qint64 apartments = 0, residents = 0, meters = 0, cards = 0; // added (dry run: would be)
    QStringList ignored;                                         // columns that nobody knows; tell the user
    QList<ImportFault> faults;                                   // in the order of lines; a row may have several
    qint64 badRows() const;
};

/// What the check knows of a card layout (this layer doesn't know layouts themselves).
struct ImportLayout {
    CreditBasis basis = CreditBasis::Quantity;
    CardFamily family = CardFamily::Cpu;
    QList<MeterKind> kinds; // empty: any
    int slotCount = 1;
    // Whether its cards have room for what the row says; not asked where empty.
    std::function<bool(const QString&)> fitsMeter{}, fitsAccount{}, fitsCardId{};
    std::function<bool(qint64)> fitsTotal{};
};

struct ImportOptions {
    bool dryRun = false;
    QString compound;                         // used where the file has no such column
    QStringList layouts;                      // known layout ids, checked where not empty
    QHash<QString, ImportLayout> layoutFacts; // by id: fills in, and checks, basis, card family, kind and slots
    /// At least every 1,000 rows; lines of the file, each counted when checked and again when written. False: cancel.
    std::function<bool(qint64 done, qint64 of)> progress;
};

/// The report also where rows are bad (nothing is written then, `faults` not empty). Errors: NotSignedIn, NotAllowed,
/// FileUnreadable, Cancelled, Store*.
Result<ImportReport> importCompound(Store& store, const StaffSession& session, const QByteArray& csv,
                                    const ImportOptions& options);

} // namespace meterdesk
