// Time as the store keeps it: UTC milliseconds since 1970. A test replaces the clock; nothing else reads the system's.
#pragma once

#include <QtGlobal>

namespace meterdesk {

using TimeMs = qint64;

class Clock {
public:
    virtual ~Clock() = default;
    virtual TimeMs now() const = 0; // any thread
    static const Clock& system();
};

} // namespace meterdesk
