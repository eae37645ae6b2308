// What a meter's total says of purses that it hasn't seen. Used by the door for evidence alone.
//
// Threads: as its Store. Errors: Store*.
#pragma once

#include "models/topup/observation.h"
#include "models/topup/orderstore.h"

namespace meterdesk {

/// The total that the books expect of a meter at this count, where they know it.
Result<std::optional<qint64>> totalAt(Store& store, const MeterBooks& books, qint64 count);

struct LeftInPurses {
    QList<Id> orders;      // delivered, and not to be called loaded because of the count
    bool explains = false; // they are what the meter's total lacks
    bool certain = false;  // and no others can be
};

/// Purses add, each for itself: a count that came by one says nothing of what another, lost one still holds. A meter
/// empties a purse as a whole, so what its total lacks is the sum of some of them. Where more than one such sum fits,
/// or none does and credit is missing, nobody knows which, and all of them stay delivered until a manager says
/// otherwise.
Result<LeftInPurses> leftInOtherPurses(Store& store, const Observation& observation, const MeterBooks& books,
                                       qint64 count);

} // namespace meterdesk
