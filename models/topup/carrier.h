// Whatever takes credit to a meter: a card, a Bluetooth link, the network, a courier. The journal drives it and knows
// none of them; a carrier knows nothing of the books beyond the order that it is handed.
//
// Threads: called on the thread that runs the sale (never the GUI's). All calls block until the device answers.
#pragma once

#include "models/topup/order.h"

namespace meterdesk {

class CreditCarrier {
public:
    virtual ~CreditCarrier() = default;

    /// Reads only: nothing that changes card or meter is sent. The order has its count and total.
    virtual Result<AttemptEvidence> prepare(const CreditOrder& order, AttemptPurpose purpose) = 0;
    /// The writing. Called once, after `attempt` is durably in the books, in the session that prepared it.
    virtual Delivery deliver(const CreditOrder& order, const Attempt& attempt) = 0;
    /// Finds out by reading what became of an attempt; finishes what is half done (a torn record is written again
    /// with the same count and amount; a purse's data file is completed). Never starts money moving anew.
    virtual Delivery settle(const CreditOrder& order, const Attempt& attempt) = 0;
};

} // namespace meterdesk
