// What the sessions of all families share: sending, and remembering whether the card may have changed.
//
// The one place that asks again with the right length (6Cxx) and fetches what a card has ready (61xx: GET RESPONSE), as
// T=0 wants it. Each of these is an APDU of its own. What can change the card, or costs a try, is sent once.
// Threads: its channel's. Errors: the channel's; CardRefused with the status word as detail; CardSilent for an answer
// that is shorter than the command asks for, or that promises more for ever. Source: ISO 7816-4.
#pragma once

#include "cardio/pcsc/cardchannel.h"

namespace meterdesk {

class CardPort {
public:
    explicit CardPort(CardChannel& channel) : m_channel(channel) {}

    /// Any answer, whole.
    Result<CardReply> send(const QByteArray& apdu);
    /// Any answer, as it comes.
    Result<CardReply> sendOnce(const QByteArray& apdu);
    /// As sendOnce; `apdu` holds a key and is wiped.
    Result<CardReply> sendSecret(QByteArray apdu);
    /// As sendOnce, for what can change the card: touched() from just before.
    Result<CardReply> change(const QByteArray& apdu);
    /// As change; `apdu` holds a key and is wiped.
    Result<CardReply> changeSecret(QByteArray apdu);
    bool touched() const { return m_touched; }
    /// With what the card still has ready of it.
    Result<CardReply> whole(CardReply reply);

private:
    CardChannel& m_channel;
    bool m_touched = false;
};

/// CardRefused with the status word.
tl::unexpected<Error> refused(const CardReply& reply);
/// The answer's data, at least `least` bytes, where the status word is 9000.
Result<QByteArray> dataOf(const Result<CardReply>& reply, qsizetype least);
Status done(const Result<CardReply>& reply);
void wipe(QByteArray& bytes);

} // namespace meterdesk
