#include "models/common/id.h"

#include "models/common/clock.h"

#include <QRandomGenerator>
#include <atomic>

namespace meterdesk {
namespace {

constexpr qint64 epoch2024 = 1704067200000;
constexpr int counterBits = 22;

} // namespace

Id newId() {
    // The last id handed out; a new one is always larger, also within one millisecond and when the clock steps back.
    static std::atomic<qint64> last{0};
    const qint64 stamp = (Clock::system().now() - epoch2024) << counterBits;
    qint64 previous = last.load();
    qint64 next = 0;
    do {
        // The random start costs a call of the system: only the first id of a millisecond needs one.
        if (previous >= stamp)
            next = previous + 1;
        else
            next = stamp | QRandomGenerator::system()->bounded(1 << (counterBits - 1));
    } while (!last.compare_exchange_weak(previous, next));
    return next;
}

QString toString(Id id) {
    return QString::number(id);
}

Id idFromString(const QString& text) {
    bool ok = false;
    const qint64 id = text.toLongLong(&ok);
    return ok && id > 0 && toString(id) == text ? id : noId; // no signs, spaces or leading zeros
}

} // namespace meterdesk
