#include "cardio/cards/cardsessionport.h"

#include "cardio/cards/apdu.h"

#include <openssl/crypto.h>

namespace meterdesk {
namespace {

constexpr int piecesAtMost = 64;
constexpr int moreReady = 0x61, wrongLength = 0x6C;

int high(const CardReply& reply) {
    return reply.sw >> 8;
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

} // namespace

Result<CardReply> CardPort::send(const QByteArray& apdu) {
    MD_GET(reply, m_channel.transmit(apdu));
    if (high(reply) == wrongLength) { // it hasn't run
        if (const QByteArray again = withLength(apdu, low(reply)); !again.isEmpty()) {
            MD_GET(second, m_channel.transmit(again));
            return whole(std::move(second));
        }
    }
    return whole(std::move(reply));
}

Result<CardReply> CardPort::whole(CardReply reply) {
    for (int piece = 0; high(reply) == moreReady; ++piece) {
        if (piece == piecesAtMost)
            return fail(ErrorCode::CardSilent, QStringLiteral("61xx"));
        const QByteArray fetch = apdu::getResponse(reply.sw & 0xFF);
        MD_GET(more, m_channel.transmit(fetch));
        if (high(more) == wrongLength) {
            MD_GET(again, m_channel.transmit(withLength(fetch, low(more))));
            more = again;
        }
        reply.data += more.data;
        reply.sw = more.sw;
    }
    return reply;
}

Result<CardReply> CardPort::sendOnce(const QByteArray& apdu) {
    return m_channel.transmit(apdu);
}

Result<CardReply> CardPort::sendSecret(QByteArray apdu) {
    auto reply = m_channel.transmit(apdu);
    wipe(apdu);
    return reply;
}

Result<CardReply> CardPort::change(const QByteArray& apdu) {
    m_touched = true;
    return m_channel.transmit(apdu);
}

Result<CardReply> CardPort::changeSecret(QByteArray apdu) {
    m_touched = true;
    return sendSecret(std::move(apdu));
}

tl::unexpected<Error> refused(const CardReply& reply) {
    return fail(ErrorCode::CardRefused, QString::number(reply.sw, 16).rightJustified(4, u'0').toUpper());
}

Result<QByteArray> dataOf(const Result<CardReply>& reply, qsizetype least) {
    MD_TRY(reply);
    if (!reply->ok())
        return refused(*reply);
    if (reply->data.size() < least)
        return fail(ErrorCode::CardSilent);
    return reply->data;
}

Status done(const Result<CardReply>& reply) {
    MD_TRY(reply);
    if (!reply->ok())
        return refused(*reply);
    return {};
}

void wipe(QByteArray& bytes) {
    OPENSSL_cleanse(bytes.data(), static_cast<std::size_t>(bytes.size()));
    bytes.clear();
}

} // namespace meterdesk
