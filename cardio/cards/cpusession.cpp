#include "cardio/cards/cpusession.h"

#include "cardio/cards/apdu.h"
#include "cardio/cards/cardsessionkeys.h"
#include "cardio/cards/fmcos.h"
#include "cardio/cards/purse.h"

#include <algorithm>

namespace meterdesk {
namespace {

constexpr int publicFile = 0x15; // construction ministry's application: cardio/README.md
constexpr int publicLength = 30;
constexpr int serialAt = 12;
constexpr int serialLength = 8;
constexpr int longestRead = 255;
constexpr int longestPiece = 32;
constexpr int fileEnd = 256; // an offset is one byte

constexpr int high(quint16 sw) {
    return sw >> 8;
}

/// ISO 7816-4 and FMCOS: these say that the command was looked at and not carried out.
bool saysNotDone(quint16 sw) {
    switch (high(sw)) {
    case 0x67:
    case 0x68:
    case 0x69:
    case 0x6A:
    case 0x6B:
    case 0x6C:
    case 0x6D:
    case 0x6E:
    case 0x93:
    case 0x94:
        return true;
    default:
        return false;
    }
}

} // namespace

CpuSession::CpuSession(CardChannel& channel) : m_port(channel), m_purse(std::make_unique<CpuPurse>(*this)) {
}

CpuSession::~CpuSession() = default;

Status CpuSession::use(const Layout& layout, const KeyRing& keys, int keyVersion) {
    if (layout.application.isEmpty())
        return fail(ErrorCode::LayoutInvalid, QStringLiteral("%1: application").arg(layout.id));
    m_layout = layout;
    m_keys = &keys;
    m_keyVersion = keyVersion;
    if (m_application == layout.application)
        return {};
    m_application.clear();
    m_cardId.clear();
    MD_GET(selected, m_port.sendOnce(apdu::selectApplication(layout.application)));
    if (selected.sw == apdu::swFileNotFound)
        return fail(ErrorCode::CardForeign);
    if (selected.sw == apdu::swCardLocked || selected.sw == apdu::swApplicationLocked)
        return fail(ErrorCode::CardLocked, QString::number(selected.sw, 16).toUpper());
    if (!selected.ok() && high(selected.sw) != 0x61) // what it tells of itself isn't needed
        return refused(selected);
    MD_GET(reply, ask(apdu::readBinary(publicFile, 0, publicLength)));
    if (reply.sw == apdu::swFileNotFound)
        return fail(ErrorCode::CardForeign);
    MD_GET(bytes, dataOf(reply, publicLength));
    m_publicFile = bytes.first(publicLength);
    m_cardId = QString::fromLatin1(m_publicFile.mid(serialAt, serialLength).toHex().toUpper());
    m_application = layout.application;
    return {};
}

Status CpuSession::check(const Place& place) const {
    const bool inside = place.space > 0 && place.space < 31 && place.offset >= 0 && place.length > 0 &&
                        place.length <= fileEnd && place.offset <= fileEnd - place.length;
    if (m_application.isEmpty() || !inside)
        return fail(ErrorCode::LayoutInvalid, QStringLiteral("%1: file %2").arg(m_layout.id).arg(place.space));
    return {};
}

Result<QByteArray> CpuSession::read(const Place& place) {
    MD_TRY(check(place));
    if (place.space == publicFile && place.offset + place.length <= publicLength) // nobody can write it
        return m_publicFile.mid(place.offset, place.length);
    QByteArray bytes;
    for (int got = 0; got < place.length; got += longestRead) {
        const int piece = std::min(place.length - got, longestRead);
        MD_GET(data, dataOf(ask(apdu::readBinary(place.space, place.offset + got, piece)), piece));
        bytes += data.first(piece);
    }
    return bytes;
}

Status CpuSession::write(const Place& place, const QByteArray& bytes) {
    MD_TRY(check(place));
    if (bytes.size() != place.length)
        return fail(ErrorCode::LayoutInvalid, QStringLiteral("%1: file %2").arg(m_layout.id).arg(place.space));
    for (int done = 0; done < place.length; done += longestPiece)
        MD_TRY(writePiece(place.space, place.offset + done, bytes.mid(done, longestPiece)));
    return {};
}

Status CpuSession::writePiece(int sfi, int offset, const QByteArray& piece) {
    MD_GET(fileKey, key(QStringLiteral("file-mac")));
    MD_GET(challenge, dataOf(ask(apdu::getChallenge4()), 4));
    const QByteArray header = apdu::updateBinaryMacHeader(sfi, offset, piece.size());
    MD_GET(mac, fmcos::messageMac(fileKey, challenge.first(4), header, piece));
    MD_GET(reply, m_port.change(header + piece + mac));
    if (reply.sw == apdu::swMessageWrong || reply.sw == apdu::swMessageMissing || reply.sw == apdu::swSecurityStatus)
        return fail(ErrorCode::CardKeyRefused);
    return done(reply);
}

Purse* CpuSession::purse() {
    return m_layout.purse ? m_purse.get() : nullptr;
}

Result<Secret> CpuSession::key(const QString& use) const {
    if (m_keys == nullptr || m_cardId.isEmpty())
        return fail(ErrorCode::LayoutInvalid, m_layout.id);
    return layoutKey(m_layout, use, *m_keys, m_keyVersion, m_cardId);
}

Result<CardReply> CpuSession::ask(const QByteArray& apdu) {
    return m_port.send(apdu);
}

Result<QByteArray> CpuSession::move(const QByteArray& apdu, qsizetype least) {
    MD_GET(first, m_port.change(apdu));
    if (first.sw == apdu::swMacWrong)
        return fail(ErrorCode::CardMacWrong);
    if (saysNotDone(first.sw))
        return refused(first);
    MD_GET(reply, m_port.whole(std::move(first)));
    if (!reply.ok() || reply.data.size() < least)
        return fail(ErrorCode::OutcomeUnknown);
    return reply.data;
}

} // namespace meterdesk
