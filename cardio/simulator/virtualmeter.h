// A meter that isn't there: it takes credit from a card by purchase count, uses it up, closes its valve, writes back.
//
// Which bytes it looks at is its own code per layout (metercodec*.cpp), not the layouts engine. Numbers: thousandths of
// the unit, or fen for meters by money. Threads: one at a time.
#pragma once

#include "cardio/simulator/virtualcard.h"

#include <QMap>
#include <QStringList>
#include <functional>

namespace meterdesk::simulator {

/// The card's own key for `master`, diversified by `diversifier` (cardio/README.md); empty where the meter has none.
using MeterKeys = std::function<QByteArray(const QString& master, const QByteArray& diversifier)>;
/// A meter that holds master keys and diversifies for itself.
MeterKeys meterKeysFromMasters(const QMap<QString, QByteArray>& masters);

struct MeterState {
    QString number;
    QString layout;
    qint64 lastCount = 0;   // purchase count last taken in, unwrapped
    qint64 loaded = 0;      // all credit ever taken in
    qint64 used = 0;        // all ever used
    qint64 months[12] = {}; // newest first
    bool valveOpen = true;
    quint8 faults = 0;
    qint64 time = 0;      // UTC ms of the meter's own clock; 0: set to now when the meter is made
    qint64 overdraft = 0; // may be used beyond what was loaded; the card tells
    qint64 dailyUse = 0;  // by passDays
    MeterKeys keys;       // not saved
    qint64 remaining() const { return loaded - used; }
};

struct LoadResult {
    bool loaded = false; // credit was taken in
    qint64 credit = 0;
    QString reason; // why not: "count", "empty", "other meter", "bad record", "blank", "foreign", "no key", "refused";
                    // by the shelf: "no meter" (a tool card for any, and none was named);
                    // a tool card: "clear", "check", "valve", "parameter", "transfer"
};

/// How one kind of card is read and written by the meter itself (own RF front end: straight to the memory).
class MeterCodec {
public:
    virtual ~MeterCodec() = default;
    virtual LoadResult exchange(VirtualCard& card, MeterState& meter) const = 0;
    /// Numbers of the meters that the card says it is for; none where it isn't this codec's kind of card.
    virtual QStringList metersOn(VirtualCard& card) const;
};

class VirtualMeter {
public:
    explicit VirtualMeter(MeterState state);
    LoadResult present(VirtualCard& card); // the card is put into the meter
    void use(qint64 amount);               // nothing flows through a closed valve; using all up closes it
    void passDays(int days);               // uses dailyUse each day; a new month shifts the twelve
    MeterState& state() { return m_state; }
    const MeterState& state() const { return m_state; }
    QJsonObject save() const;
    static VirtualMeter load(const QJsonObject& saved);

    /// Codecs by layout id; tests add their own for layouts that they bring.
    static void registerCodec(const QString& layout, std::shared_ptr<const MeterCodec> codec);
    static std::shared_ptr<const MeterCodec> codec(const QString& layout); // null: none
    static QStringList codecs();                                           // the shipped ones first

private:
    MeterState m_state;
};

} // namespace meterdesk::simulator
