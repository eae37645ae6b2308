// One powered session with one card: bytes in, bytes and status out. Implementations: PC/SC (pcsc/pcscchannel.h) and
// the simulator (simulator/simulatorreader.h); a maker's own library is to come.
//
// After any error the channel is dead: every further call answers the first error. Nothing is retried on it; the caller
// connects again, reads identity and count again and compares with the journal. A reply of fewer than two bytes is
// CardSilent even where the system calls it success. Holds the card exclusively for its life.
// Threads: one thread at a time, never the GUI's; calls block. Source: PC/SC part 3; reference on error codes.
#pragma once

#include "models/common/error.h"

#include <QByteArray>
#include <QStringList>
#include <memory>

namespace meterdesk {

struct CardReply {
    QByteArray data; // without the status word
    quint16 sw = 0;
    bool ok() const { return sw == 0x9000; }
};

class CardChannel {
public:
    virtual ~CardChannel() = default;
    virtual QByteArray atr() const = 0;
    /// Errors: CardRemoved, CardSwapped, CardSilent, CardBusy, ReaderGone, NoService.
    virtual Result<CardReply> transmit(const QByteArray& apdu) = 0;
    virtual bool dead() const = 0;
    /// APDUs sent through this channel: what `./dev bench` counts.
    virtual qint64 sent() const = 0;
};

/// What a wait has ended with. `changed`: a card has come or gone, or one taken the other's place, since the last
/// answer; not so where the time was up or the wait was cancelled. At first, against a reader without a card.
struct CardPresence {
    bool present = false;
    bool changed = false;
    friend bool operator==(CardPresence, CardPresence) = default;
};

/// A place to lay a card on.
class CardReader {
public:
    virtual ~CardReader() = default;
    virtual QString name() const = 0;
    /// Powers the card up afresh. Errors: NoService, NoReader, ReaderUnknown, ReaderGone,
    /// NoCard, CardBusy.
    virtual Result<std::unique_ptr<CardChannel>> connect() = 0;
    /// Blocks until a card comes or goes (or the reader does), `timeoutMs` (-1: no limit) is over, or cancel().
    virtual Result<CardPresence> waitForChange(int timeoutMs) = 0;
    /// From any thread: ends a waitForChange at once; where none is under way, the next one.
    virtual void cancel() = 0;
    virtual Result<bool> cardPresent() = 0;
};

/// Readers of this machine by PC/SC. Errors: NoService, NoReader, ReaderUnknown (others are there).
Result<QStringList> pcscReaders();
Result<std::unique_ptr<CardReader>> openPcscReader(const QString& name); // empty: the first one
/// The same for a program that stays: neither service nor reader need be there yet, waitForChange waits for them.
std::unique_ptr<CardReader> watchPcscReader(const QString& name);

} // namespace meterdesk
