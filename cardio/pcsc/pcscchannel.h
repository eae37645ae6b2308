// The CardChannel of a real reader. Exclusive share for its life. The card is reset at its end, so that nobody inherits
// what was opened with our keys, and let go at its first error. No SCardBeginTransaction: exclusive share keeps others
// out already, and Windows resets a card whose transaction is idle for five seconds.
//
// Threads and errors: as CardChannel.
#pragma once

#include "cardio/pcsc/cardchannel.h"
#include "cardio/pcsc/pcsccontext.h"

#include <optional>

namespace meterdesk {

class PcscChannel : public CardChannel {
public:
    /// Powers the card up afresh. Errors: NoService, NoReader, NoCard, CardBusy, CardSilent, CardUnsupported.
    static Result<std::unique_ptr<CardChannel>> open(std::shared_ptr<PcscContext> context, const QString& reader);
    ~PcscChannel() override;
    PcscChannel(const PcscChannel&) = delete;
    PcscChannel& operator=(const PcscChannel&) = delete;

    QByteArray atr() const override { return m_atr; }
    Result<CardReply> transmit(const QByteArray& apdu) override;
    bool dead() const override { return m_error.has_value(); }
    qint64 sent() const override { return m_sent; }

private:
    PcscChannel(std::shared_ptr<PcscContext> context, SCARDHANDLE card, DWORD protocol);
    tl::unexpected<Error> die(const Error& error);

    std::shared_ptr<PcscContext> m_context; // outlives the handle
    SCARDHANDLE m_card;
    DWORD m_protocol;
    QByteArray m_atr;
    QString m_reader;
    std::optional<Error> m_error;
    qint64 m_sent = 0;
};

} // namespace meterdesk
