// A reader that isn't there: a CardReader over virtual cards, with faults at any APDU.
//
// What a channel answers: RemovedBefore and RemovedHalfway CardRemoved; RemovedSilent and AppliedUnanswered CardSilent;
// after RemovedAfter, an eject or an insert the next APDU CardRemoved. After Swapped the same channel goes on with the
// other card, as was seen with pcscd and a swapped virtual card. A second channel beside a living one is CardBusy.
// Threads: connect/transmit on one thread; insert/eject/cancel from any (they take a lock).
#pragma once

#include "cardio/pcsc/cardchannel.h"
#include "cardio/simulator/virtualcard.h"

#include <QList>
#include <functional>
#include <optional>

namespace meterdesk::simulator {

enum class FaultKind {
    RemovedBefore,     // the card is gone before the APDU arrives
    RemovedHalfway,    // `bytes` of the write are done, then it is gone; no answer
    RemovedSilent,     // the same, and the system calls it success with no bytes, as pcscd does until it has noticed
    RemovedAfter,      // the answer arrives, then the card is gone
    AppliedUnanswered, // done, but the answer is lost (success with no bytes)
    Swapped,           // `other` card lies there from now on, without notice
    RestoredCopy,      // the card's content is that of `other`, an earlier clone (put back before this APDU)
    WrongKey,          // the card answers as to a wrong key
    ReaderGone,        // until armed anew
    DaemonGone,        // until armed anew
};
QList<FaultKind> allFaults();
QString faultName(FaultKind kind);
std::optional<FaultKind> faultFromName(const QString& name);

struct Fault {
    int atApdu = 0; // the n-th APDU of the reader's life since armed, from 1
    FaultKind kind = FaultKind::RemovedBefore;
    int bytes = 0;
    std::shared_ptr<VirtualCard> other;
};

class SimulatorReader : public CardReader {
public:
    SimulatorReader();
    ~SimulatorReader() override;
    void insert(std::shared_ptr<VirtualCard> card);
    std::shared_ptr<VirtualCard> eject();
    std::shared_ptr<VirtualCard> card() const;
    void arm(const QList<Fault>& faults); // restarts the count of APDUs
    int apdus() const;                    // since armed
    /// Called, before the answer is given, after every APDU that changed the card: the shelf saves it. Must not call
    /// the reader.
    void onChange(std::function<void(const VirtualCard&)> changed);

    QString name() const override;
    Result<std::unique_ptr<CardChannel>> connect() override;
    Result<CardPresence> waitForChange(int timeoutMs) override;
    void cancel() override;
    Result<bool> cardPresent() override;

private:
    struct Private;
    std::shared_ptr<Private> d;
};

} // namespace meterdesk::simulator
