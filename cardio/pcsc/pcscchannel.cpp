#include "cardio/pcsc/pcscchannel.h"

#include "cardio/pcsc/pcscerror.h"
#include "cardio/pcsc/t0channel.h"

#include <array>

namespace meterdesk {
namespace {

constexpr DWORD protocols = SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1;
constexpr std::size_t atrAtMost = 33;
constexpr std::size_t replyAtMost = 256 + 2; // of a short APDU; we send no others

quint32 bits(LONG code) {
    return static_cast<quint32>(code);
}

} // namespace

PcscChannel::PcscChannel(std::shared_ptr<PcscContext> context, SCARDHANDLE card, DWORD protocol)
    : m_context(std::move(context)), m_card(card), m_protocol(protocol) {
}

Result<std::unique_ptr<CardChannel>> PcscChannel::open(std::shared_ptr<PcscContext> context, const QString& reader) {
    const auto failed = [&](LONG code) {
        return tl::unexpected<Error>(pcscError(bits(code), PcscStage::Reader, reader));
    };
    const QByteArray name = reader.toUtf8();
    SCARDHANDLE card = 0;
    DWORD protocol = 0;
    LONG code = SCardConnect(context->handle(), name.constData(), SCARD_SHARE_EXCLUSIVE, protocols, &card, &protocol);
    if (code != SCARD_S_SUCCESS)
        return failed(code);
    std::unique_ptr<PcscChannel> channel(new PcscChannel(std::move(context), card, protocol));
    channel->m_reader = reader;
    // Another program may have left it powered, with a key presented.
    code = SCardReconnect(card, SCARD_SHARE_EXCLUSIVE, protocols, SCARD_RESET_CARD, &channel->m_protocol);
    if (code != SCARD_S_SUCCESS)
        return failed(code);
    std::array<unsigned char, atrAtMost> atr{};
    DWORD size = atr.size(), state = 0, nameSize = 0;
    code = SCardStatus(card, nullptr, &nameSize, &state, &channel->m_protocol, atr.data(), &size);
    if (code != SCARD_S_SUCCESS)
        return failed(code);
    channel->m_atr = QByteArray(reinterpret_cast<const char*>(atr.data()), static_cast<qsizetype>(size));
    if (channel->m_protocol == SCARD_PROTOCOL_T0)
        return withT0(std::move(channel));
    return std::unique_ptr<CardChannel>(std::move(channel));
}

PcscChannel::~PcscChannel() {
    if (!m_error)
        SCardDisconnect(m_card, SCARD_RESET_CARD);
}

tl::unexpected<Error> PcscChannel::die(const Error& error) {
    // At once, because whoever kept the dead channel would keep everybody from connecting again. No reset: one that
    // fails makes pcscd blind for a card that comes back before its next look. The next connection resets.
    if (!m_error)
        SCardDisconnect(m_card, SCARD_LEAVE_CARD);
    m_error = error;
    return tl::unexpected<Error>(error);
}

Result<CardReply> PcscChannel::transmit(const QByteArray& apdu) {
    if (m_error)
        return tl::unexpected<Error>(*m_error);
    ++m_sent;
    std::array<unsigned char, replyAtMost> reply; // NOLINT(cppcoreguidelines-pro-type-member-init): filled by the call
    DWORD size = reply.size();
    const SCARD_IO_REQUEST* header = m_protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
    const LONG code = SCardTransmit(m_card, header, reinterpret_cast<const unsigned char*>(apdu.constData()),
                                    static_cast<DWORD>(apdu.size()), nullptr, reply.data(), &size);
    if (code != SCARD_S_SUCCESS)
        return die(pcscError(bits(code), PcscStage::Card, m_reader));
    // The system says "success" with no reply when the card goes while the command runs: the outcome is unknown.
    if (size < 2)
        return die({ErrorCode::CardSilent, {}});
    const auto dataSize = static_cast<qsizetype>(size) - 2;
    return CardReply{QByteArray(reinterpret_cast<const char*>(reply.data()), dataSize),
                     static_cast<quint16>(reply[size - 2] << 8 | reply[size - 1])};
}

} // namespace meterdesk
