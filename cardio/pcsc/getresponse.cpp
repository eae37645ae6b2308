#include "cardio/pcsc/getresponse.h"

#include <optional>

namespace meterdesk {
namespace {

constexpr int piecesAtMost = 64;
constexpr quint8 moreReady = 0x61, wrongLength = 0x6C;

quint8 high(const CardReply& reply) {
    return static_cast<quint8>(reply.sw >> 8);
}

char low(const CardReply& reply) {
    return static_cast<char>(reply.sw & 0xFF);
}

/// The same short command with `length` as its Le. Nothing for what has no well-formed short form.
QByteArray withLength(const QByteArray& apdu, char length) {
    constexpr qsizetype header = 4;
    if (apdu.size() == header)
        return apdu + length;
    if (apdu.size() == header + 1)
        return apdu.left(header) + length;
    const qsizetype upToData = header + 1 + static_cast<quint8>(apdu.size() > header ? apdu[header] : 0);
    if (apdu.size() == upToData || apdu.size() == upToData + 1)
        return apdu.left(upToData) + length;
    return {};
}

class GetResponseChannel : public CardChannel {
public:
    explicit GetResponseChannel(std::unique_ptr<CardChannel> inner) : m_inner(std::move(inner)) {}

    QByteArray atr() const override { return m_inner->atr(); }
    bool dead() const override { return m_error || m_inner->dead(); }
    qint64 sent() const override { return m_inner->sent(); }

    Result<CardReply> transmit(const QByteArray& apdu) override {
        if (m_error)
            return tl::unexpected<Error>(*m_error);
        auto reply = m_inner->transmit(apdu);
        if (reply && high(*reply) == wrongLength) { // it hasn't run, so that asking again is safe
            if (const QByteArray again = withLength(apdu, low(*reply)); !again.isEmpty())
                reply = m_inner->transmit(again);
        }
        QByteArray data;
        for (int piece = 0; reply && high(*reply) == moreReady; ++piece) {
            if (piece == piecesAtMost) {
                m_error = Error{ErrorCode::CardSilent, QStringLiteral("61xx")};
                return tl::unexpected<Error>(*m_error);
            }
            data += reply->data;
            QByteArray fetch = QByteArray::fromHex("00C00000") + low(*reply);
            reply = m_inner->transmit(fetch);
            if (reply && high(*reply) == wrongLength)
                reply = m_inner->transmit(withLength(fetch, low(*reply)));
        }
        if (reply && !data.isEmpty())
            reply->data.prepend(data);
        return reply;
    }

private:
    std::unique_ptr<CardChannel> m_inner;
    std::optional<Error> m_error;
};

} // namespace

std::unique_ptr<CardChannel> withGetResponse(std::unique_ptr<CardChannel> channel) {
    return std::make_unique<GetResponseChannel>(std::move(channel));
}

} // namespace meterdesk
