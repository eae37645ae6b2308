// A decision that two people make one after the other: the first one's word is kept in the audit trail until a second
// person says the same. It falls with the next change of the order's state.
//
// Threads: as its Store. Errors: as CreditJournal::decide.
#pragma once

#include "models/topup/journal.h"

namespace meterdesk {

struct Vote {
    StaffSession who;
    bool delivered = false;
    QString reason;
    TimeMs at = 0;
};

/// What people have said of an order since it last changed: the last word of each who is still on the staff, oldest
/// first.
Result<QList<Vote>> votesOn(Store& store, Id orderId);

/// `who` says what became of the order. Where another has said the same and one of the two is a manager, it is decided;
/// else a manager's word is kept, and the answer is SecondPersonMissing.
Result<CreditOrder> vote(Store& store, const StaffSession& who, Id orderId, bool delivered, const QString& reason,
                         const Clock& clock = Clock::system());

} // namespace meterdesk
