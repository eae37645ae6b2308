// Where books and meter (or card) disagree: open cases, which a person has to look at.
//
// Threads: as its Store. Errors: Store*.
#pragma once

#include "models/store/store.h"

#include "models/common/clock.h"
#include "models/common/id.h"

namespace meterdesk {

struct OpenCase {
    TimeMs at = 0;
    QString kind; // as given to CreditJournal::openCase: "ahead", "total-excess", ...
    QString note; // what was read, and what the books say
};

/// Oldest first.
Result<QList<OpenCase>> openCasesOf(Store& store, Id meterId);
/// The kind in a translated sentence.
QString caseText(const QString& kind);

} // namespace meterdesk
