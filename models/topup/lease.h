// Whose lease an order is under: a process, told apart from every other one that ever ran.
//
// The text form "host|boot|pid|start" is kept in credit_order.owner. A process number alone is used again after a
// while; with the boot id and the process's start time it isn't. Windows has no boot id; pid and start time do there.
// Threads: value type; any thread. Source: proc(5), field 22 of /proc/PID/stat; Win32 GetProcessTimes.
#pragma once

#include "models/common/clock.h"

#include <QString>
#include <optional>

namespace meterdesk {

/// How long a lease lasts without being prolonged.
constexpr TimeMs leaseMs = 30'000;

struct LeaseOwner {
    QString host;
    QString boot; // boot id, with the process-number namespace where there is one
    qint64 pid = 0;
    qint64 started = 0; // the system's own unit; only ever compared

    static const LeaseOwner& thisProcess();
    static std::optional<LeaseOwner> fromText(const QString& text);
    QString text() const;
    /// Certainly ended: only said of processes that this one could see if they ran. False where it can't be known.
    bool isGone() const;
    bool operator==(const LeaseOwner&) const = default;
};

} // namespace meterdesk
