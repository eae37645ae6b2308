// Ids are made by the client, so that an unanswered COMMIT can be looked up by the id that it carried.
//
// An Id is positive, ordered by time (milliseconds since 2024-01-01 in the upper 41 bits, a counter with a random
// start in the lower 22) and unique over desks. JSON carries it as a string, because 63 bits don't fit a double.
// Threads: newId() may be called from any thread.
#pragma once

#include <QString>

namespace meterdesk {

using Id = qint64;
constexpr Id noId = 0;

Id newId();
QString toString(Id id);
/// 0 where `text` is not an id.
Id idFromString(const QString& text);

} // namespace meterdesk
