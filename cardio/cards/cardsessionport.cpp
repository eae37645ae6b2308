#include "cardio/cards/cardsessionport.h"

#include <openssl/crypto.h>

namespace meterdesk {

Result<CardReply> CardPort::send(const QByteArray& apdu) {
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
