// Evidence about a meter: what it said of itself, by whatever way, and what that told the books.
//
// Units: amounts in the meter's basis. Threads: value types.
#pragma once

#include "models/common/clock.h"
#include "models/common/id.h"

#include <QList>
#include <QString>
#include <optional>

namespace meterdesk {

/// What a meter has said, by any way.
struct Observation {
    Id meterId = noId;
    QString source;                    // "card", "telemetry", "person", ...
    qint64 lastCount = 0;              // as carried: modulo countModulus
    qint64 countModulus = 0;           // 0: does not wrap
    std::optional<qint64> totalLoaded; // total purchased that the meter has taken in, its basis
    qint64 totalTolerance = 0; // by how much totalLoaded may be off, where it is worked out from rounded amounts
    std::optional<qint64> remaining;
    std::optional<qint64> totalUsed;
    std::optional<bool> valveOpen;
    qint64 faults = 0;
    QList<qint64> monthly; // newest first, up to twelve
    std::optional<TimeMs> meterTime;
};

struct Observed {
    QList<Id> loaded;        // orders that this evidence has moved to loaded
    QList<Id> discrepancies; // cases opened
    bool changed = false;    // false: nothing that we did not know
};

/// Books and meter (or card) disagree, and a person has to find out why.
struct OpenCase {
    Id id = noId;
    Id meterId = noId;
    TimeMs openedAt = 0;
    QString kind;   // as CreditJournal::observe and openCase name them
    QString detail; // what was read and what was expected
};

/// The running count that a counter of `modulus` values (0: one that doesn't wrap) means by `carried`, where about
/// `near` is expected: the nearest one that isn't negative; of two as near, the lower.
qint64 runningCount(qint64 carried, qint64 modulus, qint64 near);

} // namespace meterdesk
