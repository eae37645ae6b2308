// Where meters hang: the apartments of a page of meters, in one query. Threads: as its Store. Errors: Store*.
#pragma once

#include "models/common/id.h"
#include "models/store/store.h"

#include <QHash>

namespace meterdesk {

/// Meter id to apartment code, for the page that MeterBook::meters(limit, afterNumber) answers.
Result<QHash<Id, QString>> homesOfMeters(Store& store, int limit, const QString& afterNumber = {});

} // namespace meterdesk
