// The one table of the states that a credit order can go through, and by which step. Nothing else decides it.
//
// Threads: constant data. Source: the design's diagram of the credit order; models/README.md tells the reasons.
#pragma once

#include "models/topup/order.h"

#include <span>

namespace meterdesk {

enum class OrderStep {
    Accept,   // money taken, kept for later
    Send,     // an attempt to deliver begins
    TakeBack, // an attempt to take it off its carrier begins
    Answer,   // the carrier's answer, at once or after settling
    Expire,   // its program has ended while sending
    Observe,  // the meter has said so
    Reverse,  // money given back
    Decide,   // two people
};

struct Transition {
    std::optional<OrderState> from; // nothing: a new order
    OrderStep step;
    OrderState to;
};

std::span<const Transition> transitions();
bool mayMove(std::optional<OrderState> from, OrderStep step, OrderState to);
/// Whether `step` leads anywhere from `from`.
bool mayTake(OrderState from, OrderStep step);

} // namespace meterdesk
