// The opponent of an import: libcsv and sqlite3.h, row by row with prepared statements, in one transaction. It fills
// the same tables, and so the same indexes and triggers, but checks nothing: whatever the file says goes in.
#pragma once

#include <QByteArray>
#include <QString>

namespace meterdesk::bench {

/// Columns as writeHomes() (import.cpp) gives them, in that order, after a header. Ends the program where it fails.
void plainImport(const QString& file, const QByteArray& csv);

} // namespace meterdesk::bench
