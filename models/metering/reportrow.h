// A meter's report as a row of the table `meter_report`. Threads: pure functions.
#pragma once

#include "models/metering/meter.h"

class QSqlQuery;

namespace meterdesk {

/// Of the table under the name `r`.
QString reportColumns();
/// Reads them from column `first` on; nothing where the row has no report (an outer join).
std::optional<MeterReport> reportFrom(const QSqlQuery& query, int first);
/// Twelve months' use as the column `monthly` holds it: whole numbers with commas between, newest first.
QString monthlyText(const QList<qint64>& monthly);

} // namespace meterdesk
