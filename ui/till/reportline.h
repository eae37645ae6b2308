// What a meter wrote back, in words for a cashier: one line, and the whole of it for whoever hovers. Threads: any.
#pragma once

#include "ui/till/customer.h"

namespace meterdesk {

struct ReportLine {
    QString text;       // empty: the meter hasn't said anything
    QString whole;      // with the use of each month, one part a line
    bool warns = false; // the valve is closed, or the meter tells of a fault
};
ReportLine reportLine(const CustomerMeter& meter);

} // namespace meterdesk
