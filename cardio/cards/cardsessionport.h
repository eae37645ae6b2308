// What the sessions of all families share: sending, and remembering whether the card may have changed.
//
// Threads: its channel's. Errors: the channel's; CardRefused with the status word as detail; CardSilent for an answer
// that is shorter than the command asks for.
#pragma once

#include "cardio/pcsc/cardchannel.h"

namespace meterdesk {

class CardPort {
public:
    explicit CardPort(CardChannel& channel) : m_channel(channel) {}

    /// Any answer.
    Result<CardReply> send(const QByteArray& apdu);
    /// As send; `apdu` holds a key and is wiped.
    Result<CardReply> sendSecret(QByteArray apdu);
    /// As send, for what can change the card: touched() from just before.
    Result<CardReply> change(const QByteArray& apdu);
    /// As change; `apdu` holds a key and is wiped.
    Result<CardReply> changeSecret(QByteArray apdu);
    bool touched() const { return m_touched; }

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
