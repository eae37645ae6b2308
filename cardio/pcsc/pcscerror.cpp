#include "cardio/pcsc/pcscerror.h"

#include <winscard.h>

namespace meterdesk {
namespace {

constexpr quint32 bits(long long code) {
    return static_cast<quint32>(code);
}

} // namespace

bool meansServiceLost(quint32 code) {
    switch (code) {
    case bits(SCARD_E_NO_SERVICE):
    case bits(SCARD_E_SERVICE_STOPPED):
    case bits(SCARD_E_INVALID_HANDLE):
    case bits(SCARD_F_COMM_ERROR):
    case bits(SCARD_E_SYSTEM_CANCELLED):
    case bits(SCARD_P_SHUTDOWN):
        return true;
    default:
        return false;
    }
}

Error pcscError(quint32 code, PcscStage stage, const QString& reader) {
    if (meansServiceLost(code))
        return {ErrorCode::NoService, {}};
    // No card has been spoken to. A service that dies while it is being asked looks like one that refuses us
    // (SCARD_W_SECURITY_VIOLATION).
    if (stage == PcscStage::Service)
        return {ErrorCode::NoService, QStringLiteral("PC/SC %1").arg(code, 8, 16, QLatin1Char('0'))};
    switch (code) {
    case bits(SCARD_E_NO_READERS_AVAILABLE):
        return {ErrorCode::NoReader, {}};
    case bits(SCARD_E_UNKNOWN_READER):
    case bits(SCARD_E_READER_UNAVAILABLE):
        return {stage == PcscStage::Card ? ErrorCode::ReaderGone : ErrorCode::NoReader, reader};
    case bits(SCARD_E_NO_SMARTCARD):
    case bits(SCARD_W_REMOVED_CARD):
        return {stage == PcscStage::Card ? ErrorCode::CardRemoved : ErrorCode::NoCard, {}};
    case bits(SCARD_E_SHARING_VIOLATION):
    case bits(SCARD_W_RESET_CARD): // somebody else had it meanwhile; its session is lost
        return {ErrorCode::CardBusy, {}};
    case bits(SCARD_E_PROTO_MISMATCH):
    case bits(SCARD_W_UNSUPPORTED_CARD):
        return {ErrorCode::CardUnsupported, QStringLiteral("PC/SC %1").arg(code, 8, 16, QLatin1Char('0'))};
    case bits(SCARD_E_CANCELLED):
        return {ErrorCode::Cancelled, {}};
    default: // NOT_TRANSACTED, UNRESPONSIVE_CARD, UNPOWERED_CARD and what no list has
        return {ErrorCode::CardSilent, QStringLiteral("PC/SC %1").arg(code, 8, 16, QLatin1Char('0'))};
    }
}

} // namespace meterdesk
