// What is wrong with an amount that was typed, and how much it may be: said while the cashier types.
#pragma once

#include "models/metering/pricing.h"
#include "ui/till/customer.h"

namespace meterdesk {

/// What a meter's layout and the office allow at once.
struct AmountLimits {
    Meter meter;
    SaleLimits limits;
    Price price; // 0 for meters that price themselves
    Money most;
};

/// Threads: the office's.
Result<AmountLimits> amountLimits(OfficeOnThread& thread, const QString& meterNumber);

/// Two sentences: what is wrong with what was typed, and what can be typed. `limits`: where they are known.
QString amountAdvice(const Error& error, const QString& typed, const std::optional<AmountLimits>& limits);

} // namespace meterdesk
