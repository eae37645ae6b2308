// An order that somebody has still to do something with, as a clerk recognises it: whose it is, how much, since when.
// Its number stands in the books and on the command line; nobody at a counter knows it.
#pragma once

#include "ui/common/messagebar.h"
#include "ui/till/customer.h"

namespace meterdesk {

struct OpenOrder {
    CreditOrder order;
    Meter meter;
    QString apartment;
    bool unfinished = false; // just sent or taken back: its card isn't fit for the meter yet
};

/// Threads: the office's.
Result<OpenOrder> openOrderOf(OfficeOnThread& thread, const CreditOrder& order);
Result<QList<OpenOrder>> openOrdersOf(OfficeOnThread& thread, const QList<CreditOrder>& orders);

/// "50.00 yuan for 12.500 m³ (1-1-101 water, 09-12 14:05)"
QString orderWords(const OpenOrder& open);
/// What is known of it, and what to do next, where the order's own meter is being served.
Saying openOrderSaying(const OpenOrder& open);
/// The order that the meter's next purchase has to wait for; nullptr: none.
const CreditOrder* waitsFor(const CustomerMeter& meter);

/// An error, with the order that it is about where it names one.
struct Failure {
    Error error;
    std::optional<OpenOrder> about = {};
    // NOLINTNEXTLINE(google-explicit-constructor): an error is a failure.
    Failure(const Error& why) : error(why) {}
    Failure(const Error& why, const std::optional<OpenOrder>& order) : error(why), about(order) {}
    Saying saying() const;
};

template <class T>
using Told = tl::expected<T, Failure>;

/// Finds the order that the error names. Threads: the office's.
Failure failureOf(OfficeOnThread& thread, const Error& error);

template <class T>
Told<T> told(OfficeOnThread& thread, const Result<T>& result) {
    if (result)
        return *result;
    return tl::unexpected<Failure>(failureOf(thread, result.error()));
}

} // namespace meterdesk
