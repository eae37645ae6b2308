// The end of a list that was read row by row.
//
// QSqlQuery::next() says the same for "no more rows" and for "the file couldn't be read on". A list cut short looks
// like "no open order", so every loop over next() ends with finishRows(). Threads: as the query's Store. Errors:
// Store*.
#pragma once

#include "models/common/error.h"

class QSqlQuery;

namespace meterdesk {

/// After the loop: what stopped it, where it wasn't the end; the query is finished.
Status finishRows(QSqlQuery& query);

} // namespace meterdesk
