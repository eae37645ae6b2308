#include "models/topup/transitions.h"

#include <algorithm>

namespace meterdesk {
namespace {

using enum OrderState;

// clang-format off
constexpr Transition table[] = {
    {std::nullopt, OrderStep::Accept,   Paid},
    {std::nullopt, OrderStep::Send,     Sending},
    {Paid,         OrderStep::Send,     Sending},
    {NotDelivered, OrderStep::Send,     Sending},      // again: same count, same amount
    {Delivered,    OrderStep::Send,     Sending},      // a lost record card is replaced: same count, same amount
    {InDoubt,      OrderStep::Send,     Sending},      // the same, where what the lost one has isn't known
    {Sending,      OrderStep::Answer,   Delivered},
    {Sending,      OrderStep::Answer,   NotDelivered},
    {Sending,      OrderStep::Answer,   WithCourier},
    {Sending,      OrderStep::Answer,   InDoubt},
    {Sending,      OrderStep::Expire,   InDoubt},
    {InDoubt,      OrderStep::Answer,   Delivered},
    {InDoubt,      OrderStep::Answer,   NotDelivered},
    {InDoubt,      OrderStep::Answer,   WithCourier},
    {WithCourier,  OrderStep::Answer,   Loaded},       // the meter has confirmed it
    {WithCourier,  OrderStep::Answer,   Void},         // the meter has confirmed that it never will
    {Delivered,    OrderStep::TakeBack, Reversing},
    {Reversing,    OrderStep::Answer,   Reversed},
    {Reversing,    OrderStep::Answer,   Delivered},
    {Paid,         OrderStep::Reverse,  Reversed},
    {NotDelivered, OrderStep::Reverse,  Reversed},
    {Void,         OrderStep::Reverse,  Reversed},
    {InDoubt,      OrderStep::Decide,   Delivered},
    {InDoubt,      OrderStep::Decide,   NotDelivered},
    {Reversing,    OrderStep::Decide,   Delivered},
    {Reversing,    OrderStep::Decide,   Reversed},
    {Sending,      OrderStep::Observe,  Loaded},
    {InDoubt,      OrderStep::Observe,  Loaded},
    {NotDelivered, OrderStep::Observe,  Loaded},
    {Delivered,    OrderStep::Observe,  Loaded},
    {Reversing,    OrderStep::Observe,  Loaded},
    {WithCourier,  OrderStep::Observe,  Loaded},
    {Void,         OrderStep::Observe,  Loaded},
};
// clang-format on

} // namespace

std::span<const Transition> transitions() {
    return table;
}

bool mayMove(std::optional<OrderState> from, OrderStep step, OrderState to) {
    return std::ranges::any_of(table,
                               [&](const Transition& t) { return t.from == from && t.step == step && t.to == to; });
}

bool mayTake(OrderState from, OrderStep step) {
    return std::ranges::any_of(table, [&](const Transition& t) { return t.from == from && t.step == step; });
}

} // namespace meterdesk
