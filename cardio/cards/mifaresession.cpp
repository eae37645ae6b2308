#include "cardio/cards/mifaresession.h"

#include "cardio/cards/cardsessionkeys.h"

#include <algorithm>
#include <set>

namespace meterdesk {
namespace {

constexpr int blockSize = 16;
constexpr int keySlot = 0;
constexpr int smallSectors = 32; // of 4 blocks; a 4K card has 8 more of 16
constexpr int smallBlocks = smallSectors * 4;

int sectorOf(int block) {
    return block < smallBlocks ? block / 4 : smallSectors + (block - smallBlocks) / 16;
}

int firstBlock(int sector) {
    return sector < smallSectors ? sector * 4 : smallBlocks + (sector - smallSectors) * 16;
}

int trailerOf(int sector) {
    return firstBlock(sector + 1) - 1;
}

// Data: read by A or B, written by B. Trailer: written by B; no key is ever readable. (NXP MF1S50, 8.7.)
QByteArray accessBytes() {
    return QByteArray::fromHex("78778869");
}

Secret transportKey() {
    Secret key(6);
    std::fill_n(key.data(), key.size(), static_cast<unsigned char>(0xFF));
    return key;
}

void append(QByteArray& bytes, const Secret& key) {
    for (const unsigned char byte : key.bytes())
        bytes.append(static_cast<char>(byte));
}

bool sameKeys(const KeySpec& a, const KeySpec& b) {
    return a.master == b.master && a.method == b.method && a.diversifier == b.diversifier && a.take == b.take;
}

} // namespace

Result<std::unique_ptr<CardSession>> MifareSession::open(CardChannel& channel, int blocks) {
    std::unique_ptr<MifareSession> session(new MifareSession(channel, blocks));
    MD_GET(uid, dataOf(session->m_port.send(apdu::getUid()), 4));
    session->m_uid = QString::fromLatin1(uid.toHex().toUpper());
    return session;
}

Status MifareSession::use(const Layout& layout, const KeyRing& keys, int keyVersion) {
    if (layout.needs4k && m_blocks <= smallBlocks)
        return fail(ErrorCode::CardTooSmall, layout.id);
    const bool same =
        m_keys == &keys && m_keyVersion == keyVersion &&
        sameKeys(m_layout.keys.value(QStringLiteral("key-a")), layout.keys.value(QStringLiteral("key-a"))) &&
        sameKeys(m_layout.keys.value(QStringLiteral("key-b")), layout.keys.value(QStringLiteral("key-b")));
    if (!same) {
        m_open = -1;
        m_owners.clear();
    }
    m_layout = layout;
    m_keys = &keys;
    m_keyVersion = keyVersion;
    m_written = {};
    return {};
}

Status MifareSession::check(const Place& place) const {
    const bool inside = place.space >= 0 && place.space < m_blocks && place.offset >= 0 && place.length > 0 &&
                        place.length <= blockSize && place.offset <= blockSize - place.length;
    if (m_keys == nullptr || !inside || place.space == trailerOf(sectorOf(place.space)))
        return fail(ErrorCode::LayoutInvalid, QStringLiteral("%1: block %2").arg(m_layout.id).arg(place.space));
    return {};
}

Result<QByteArray> MifareSession::read(const Place& place) {
    MD_TRY(check(place));
    MD_TRY(enter(sectorOf(place.space), Access::Read));
    MD_GET(block, readBlock(place.space));
    return block.mid(place.offset, place.length);
}

Status MifareSession::write(const Place& place, const QByteArray& bytes) {
    Status status = writeChecked(place, bytes);
    if (!status && m_written)
        m_written = status;
    return status;
}

Status MifareSession::writeChecked(const Place& place, const QByteArray& bytes) {
    MD_TRY(check(place));
    if (place.space == 0 || bytes.size() != place.length)
        return fail(ErrorCode::LayoutInvalid, QStringLiteral("%1: block %2").arg(m_layout.id).arg(place.space));
    MD_TRY(enter(sectorOf(place.space), Access::Write));
    QByteArray block = bytes;
    if (place.length != blockSize) { // the chip writes whole blocks: keep what stands around the place
        MD_GET(now, readBlock(place.space));
        block = now.replace(place.offset, place.length, bytes);
    }
    MD_GET(reply, m_port.change(apdu::writeBlock(place.space, block)));
    return heard(reply);
}

Result<QByteArray> MifareSession::readBlock(int block) {
    MD_GET(reply, m_port.send(apdu::readStorage(block, blockSize)));
    MD_TRY(heard(reply));
    MD_GET(bytes, dataOf(reply, blockSize));
    return bytes.first(blockSize);
}

Status MifareSession::heard(const CardReply& reply) {
    if (!reply.ok())
        m_open = -1; // the chip closes the sector with every refusal
    if (reply.sw == apdu::swSecurityStatus)
        return fail(ErrorCode::CardKeyRefused);
    return done(reply);
}

Status MifareSession::enter(int sector, Access access) {
    if (m_open == sector && (access == Access::Read || m_openFor == Access::Write))
        return {};
    const Owner known = m_owners[sector];
    if (known != Owner::Unknown) {
        MD_GET(opened, enterWith(sector, known, access));
        return opened ? Status() : fail(ErrorCode::CardKeyRefused);
    }
    // A card of the maker's is so in all sectors as a rule: don't offer ours to each of them first.
    const Owner first = blank() ? Owner::Maker : Owner::Ours;
    for (const Owner owner : {first, first == Owner::Ours ? Owner::Maker : Owner::Ours}) {
        MD_GET(opened, enterWith(sector, owner, access));
        if (opened) {
            m_owners[sector] = owner;
            return {};
        }
    }
    return fail(ErrorCode::CardKeyRefused);
}

Result<bool> MifareSession::enterWith(int sector, Owner owner, Access access) {
    bool opened = false;
    if (owner == Owner::Maker) {
        access = Access::Write; // one key does all
        MD_GET(answer, tryKey(sector, apdu::MifareKey::A, transportKey()));
        opened = answer;
    } else {
        const auto which = access == Access::Write ? apdu::MifareKey::B : apdu::MifareKey::A;
        MD_GET(key, ourKey(sector, which));
        MD_GET(answer, tryKey(sector, which, key));
        opened = answer;
    }
    if (opened) {
        m_open = sector;
        m_openFor = access;
    }
    return opened;
}

Result<bool> MifareSession::tryKey(int sector, apdu::MifareKey which, const Secret& key) {
    m_open = -1;
    MD_TRY(done(m_port.sendSecret(apdu::loadKey(keySlot, key))));
    MD_GET(reply, m_port.send(apdu::authenticate(firstBlock(sector), which, keySlot)));
    if (reply.ok())
        return true;
    if (reply.sw != apdu::swOperationFailed && reply.sw != apdu::swSecurityStatus)
        return refused(reply);
    MD_GET(uid, dataOf(m_port.send(apdu::getUid()), 4));
    if (QString::fromLatin1(uid.toHex().toUpper()) != m_uid)
        return fail(ErrorCode::CardSwapped);
    return false;
}

Result<Secret> MifareSession::ourKey(int sector, apdu::MifareKey which) const {
    const QString use = which == apdu::MifareKey::A ? QStringLiteral("key-a") : QStringLiteral("key-b");
    Result<Secret> key = layoutKey(m_layout, use, *m_keys, m_keyVersion, m_uid, sector);
    if (key && key->size() != 6)
        return fail(ErrorCode::LayoutInvalid, QStringLiteral("%1: keys.%2").arg(m_layout.id, use));
    return key;
}

Status MifareSession::armKeys() {
    MD_TRY(m_written);
    if (m_keys == nullptr)
        return fail(ErrorCode::LayoutInvalid, m_layout.id);
    // The identity's sectors come last: a card torn out before the end still shows itself as blank.
    std::set<int> identity;
    if (const AreaSpec* area = m_layout.area(AreaRole::Identity))
        for (const QList<Place>& copy : area->copies)
            for (const Place& place : copy)
                identity.insert(sectorOf(place.space));
    QList<int> sectors = m_layout.sectors;
    std::stable_sort(sectors.begin(), sectors.end(),
                     [&](int a, int b) { return !identity.contains(a) && identity.contains(b); });
    for (const int sector : sectors)
        MD_TRY(writeTrailer(sector));
    for (const int sector : sectors)
        for (const auto which : {apdu::MifareKey::A, apdu::MifareKey::B}) {
            MD_GET(key, ourKey(sector, which));
            MD_GET(opened, tryKey(sector, which, key));
            if (!opened)
                return fail(ErrorCode::CardKeyRefused);
        }
    return {};
}

Status MifareSession::writeTrailer(int sector) {
    if (sector < 0 || trailerOf(sector) >= m_blocks)
        return fail(ErrorCode::LayoutInvalid, QStringLiteral("%1: sector %2").arg(m_layout.id).arg(sector));
    MD_TRY(enter(sector, Access::Write));
    if (m_owners[sector] == Owner::Ours) // an earlier issue came as far as here
        return {};
    MD_GET(keyA, ourKey(sector, apdu::MifareKey::A));
    MD_GET(keyB, ourKey(sector, apdu::MifareKey::B));
    QByteArray trailer;
    trailer.reserve(blockSize);
    append(trailer, keyA);
    trailer += accessBytes();
    append(trailer, keyB);
    const Status status = done(m_port.changeSecret(apdu::writeBlock(trailerOf(sector), trailer)));
    wipe(trailer);
    MD_TRY(status);
    m_open = -1;
    m_owners[sector] = Owner::Ours;
    return {};
}

bool MifareSession::blank() const {
    return std::any_of(m_owners.begin(), m_owners.end(),
                       [](const auto& entry) { return entry.second == Owner::Maker; });
}

} // namespace meterdesk
