// A meter with what the books expect of it: where its counts and totals stand, and whether it may be sold to.
//
// Threads: values. What was read is as old as its reading; whatever is written upon it is checked again in the
// transaction that writes.
#pragma once

#include "models/metering/meter.h"
#include "models/topup/order.h"

#include <algorithm>

namespace meterdesk {

/// An order with who is at work on it.
struct OrderRow {
    CreditOrder order;
    QString owner;
    TimeMs leaseUntil = 0;

    /// Someone who may be alive holds it.
    bool leased(TimeMs now) const;
};

struct MeterBooks {
    Meter meter;
    std::optional<OrderRow> newest; // of the orders that have a count and aren't reversed

    qint64 spent = 0; // the highest count of an order taken back that the meter has counted all the same

    qint64 count() const { return std::max(spent, newest ? newest->order.count.value_or(0) : meter.baseCount); }
    qint64 total() const { return newest ? newest->order.totalAfter.value_or(0) : meter.baseTotal; }
};

} // namespace meterdesk
