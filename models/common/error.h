// What went wrong, as a typed code. Each code has, in one table (errortable.cpp), its stable name for scripts, the
// sentence that a clerk reads, the next step, and the exit status of the command line.
//
// Threads: value type. Source: the design's "Errors" rule. Never put keys, PSCs, PINs, tokens or whole card images in
// `detail`.
#pragma once

#include <QList>
#include <QString>
#include <tl/expected.hpp>

namespace meterdesk {

enum class ErrorCode : int;

/// Exit status of the command line, by what is left behind.
enum class Outcome {
    Refused = 1,      // a rule says no; nothing changed
    Usage = 2,        // the call itself is wrong
    DeviceFailed = 3, // a device failed and nothing changed
    Unknown = 4,      // the outcome is unknown and an order stays open
    StoreFailed = 5,  // the store could not be read or written
};

struct Error {
    ErrorCode code;
    QString detail; // fills %1 of the sentence where it has one, and %2 behind a '|'; safe to log

    QString name() const;    // "card-torn": stable, for scripts
    QString message() const; // one sentence in the language of the program
    QString next() const;    // what to do now
    Outcome outcome() const;
    bool operator==(const Error&) const = default;
};

/// Every code that the table knows.
QList<ErrorCode> errorCodes();

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

inline tl::unexpected<Error> fail(ErrorCode code, const QString& detail = {}) {
    return tl::unexpected<Error>(Error{code, detail});
}

} // namespace meterdesk

#include "models/common/errorcodes.h"

/// Leaves the function with the error, or goes on. `status` may be any Result.
#define MD_TRY(status) MD_TRY_NAMED(MD_JOIN(mdTried, __COUNTER__), status)
// NOLINTBEGIN(bugprone-macro-parentheses): what is left bare is a name that the macro declares.
// A name of its own for each, because the argument may be a lambda that tries things itself.
#define MD_JOIN(a, b) MD_JOIN_EXPANDED(a, b)
#define MD_JOIN_EXPANDED(a, b) a##b
#define MD_TRY_NAMED(tried, status)                                                                                    \
    do {                                                                                                               \
        auto&& tried = (status);                                                                                       \
        if (!tried)                                                                                                    \
            return tl::unexpected<meterdesk::Error>(tried.error());                                                    \
    } while (false)

/// Declares `name` with the value of `result`, or leaves the function with its error.
#define MD_GET(name, result)                                                                                           \
    auto name##Result = (result);                                                                                      \
    if (!name##Result)                                                                                                 \
        return tl::unexpected<meterdesk::Error>(name##Result.error());                                                 \
    auto& name = *name##Result
// NOLINTEND(bugprone-macro-parentheses)
