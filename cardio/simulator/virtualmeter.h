// A meter that isn't there: it takes credit from a card by purchase count, uses it up, closes its valve, writes back.
//
// Which bytes it looks at is its own code per layout (metercodec*.cpp), not the layouts engine. Numbers: thousandths of
// the unit, or fen for meters by money. Threads: one at a time.
#pragma once

#include "cardio/simulator/virtualcard.h"

#include <functional>
#include <optional>

namespace meterdesk::simulator {

struct MeterState {
    QString number;
    QString layout;
    qint64 lastCount = 0;   // purchase count last taken in, unwrapped
    qint64 loaded = 0;      // all credit ever taken in
    qint64 used = 0;        // all ever used
    qint64 months[12] = {}; // newest first
    bool valveOpen = true;
    quint8 faults = 0;
    qint64 time = 0; // UTC ms of the meter's own clock
    qint64 remaining() const { return loaded - used; }
};

struct LoadResult {
    bool loaded = false; // credit was taken in
    qint64 credit = 0;
    QString reason; // why not: "count", "other meter", "bad record", "no key", ...
};

/// How one kind of card is read and written by the meter itself (own RF front end: straight to the memory).
class MeterCodec {
public:
    virtual ~MeterCodec() = default;
    virtual LoadResult exchange(VirtualCard& card, MeterState& meter) const = 0;
};

class VirtualMeter {
public:
    explicit VirtualMeter(MeterState state);
    LoadResult present(VirtualCard& card); // the card is put into the meter
    void use(qint64 amount);               // overdraw closes the valve
    void passDays(int days);
    MeterState& state() { return m_state; }
    const MeterState& state() const { return m_state; }
    QJsonObject save() const;
    static VirtualMeter load(const QJsonObject& saved);

    /// Codecs by layout id; tests add their own for layouts that they bring.
    static void registerCodec(const QString& layout, std::shared_ptr<const MeterCodec> codec);
    static std::shared_ptr<const MeterCodec> codec(const QString& layout);

private:
    MeterState m_state;
};

} // namespace meterdesk::simulator
