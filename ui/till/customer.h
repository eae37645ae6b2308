// All that the till shows of one account, read in one go on the books' thread.
#pragma once

#include "models/metering/pricing.h"
#include "models/topup/observation.h"
#include "ui/common/officethread.h"

namespace meterdesk {

struct CustomerMeter {
    Meter meter;
    std::optional<Card> card;
    std::optional<MeterReport> report;
    QList<CreditOrder> orders; // newest first, a handful
    QList<CreditOrder> open;
    bool purse = false;        // its card holds money that adds up, instead of a record that is overwritten
    QStringList sharing;       // other meters on the same card
    QList<OpenCase> cases;     // where the meter, or its card, and the books disagree
    Credit leftBehind;         // in lost purses, not in the meter as far as is known, and not moved
    Credit leftShown;          // as much of it as the meter itself has shown not to have: that needs nobody's word
    bool mayMiss = false;      // a card that isn't here may carry a purchase from before these books
    QStringList othersMayMiss; // of `sharing`, those of which the same is true
};

struct Customer {
    Account account;
    Resident resident;
    Apartment apartment;
    QList<CustomerMeter> meters;
};

/// Threads: the office's.
Result<Customer> loadCustomer(OfficeOnThread& thread, Id accountId);

QString unitText(const Meter& meter);

} // namespace meterdesk
