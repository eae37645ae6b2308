// The one door for evidence: what an observation tells the books, first weighed, then taken in.
//
// weigh() only reads, so that a card that says nothing new costs no commit. takeIn() runs in the journal's transaction,
// with a plan weighed in the same transaction.
// Threads: as its Store. Errors: Store*.
#pragma once

#include "models/topup/observation.h"
#include "models/topup/orderstore.h"

namespace meterdesk {

struct EvidencePlan {
    struct Case {
        QString kind, detail;
    };
    qint64 count = 0;      // running
    bool report = false;   // to be kept as a meter report
    QList<OrderRow> loads; // orders that it shows to be in the meter
    QList<Case> cases;     // not open yet

    bool isEmpty() const { return !report && loads.isEmpty() && cases.isEmpty(); }
};

Result<EvidencePlan> weigh(Store& store, const Observation& observation, const MeterBooks& books, TimeMs now);
Result<Observed> takeIn(Store& store, const Observation& observation, const EvidencePlan& plan, const Because& because);
/// Opens a case for a person.
Result<Id> addCase(Store& store, Id meterId, const QString& kind, const QString& detail, TimeMs now);

} // namespace meterdesk
