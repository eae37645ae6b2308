// Puts a virtual card into a virtual reader of the real card service: vpcd's socket protocol, with faults at any APDU.
//
// Linux only (vpcd's driver is); elsewhere insert() answers ReaderGone. The card is served on a thread of the link's
// own: don't touch it while it is in the reader. insert, eject, arm: one thread. Source: vsmartcard's api
// documentation; cures of its delays: reference on pcscd.
#pragma once

#include "cardio/simulator/simulatorreader.h"

namespace meterdesk::simulator {

class VpcdLink {
public:
    /// The driver listens on 127.0.0.1:`port`.
    explicit VpcdLink(quint16 port);
    ~VpcdLink();
    VpcdLink(const VpcdLink&) = delete;
    VpcdLink& operator=(const VpcdLink&) = delete;

    /// The service sees the card at its next look, within half a second. Ejects what was in.
    Status insert(std::shared_ptr<VirtualCard> card);
    void eject();
    /// False once a fault has taken the card away.
    bool inserted() const;

    /// How a swap happens: the new card sits there without notice; or it waits while the first is taken away under the
    /// command, so that the service finds it in the same place under the same handle.
    enum class Swap { Silent, ThroughBacklog };
    /// As SimulatorReader::arm. RemovedHalfway, RemovedSilent and AppliedUnanswered take the card away without an
    /// answer; AppliedUnanswered with `bytes` answers so many bytes first. ReaderGone and DaemonGone: see onOutside.
    void arm(const QList<Fault>& faults, Swap swap = Swap::Silent);
    int apdus() const; // since armed
    /// What a card can't do itself: called on the link's thread before the APDU is looked at.
    void onOutside(std::function<void(FaultKind)> outside);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace meterdesk::simulator
