#include "cardio/cards/slesession.h"

#include "cardio/cards/apdu.h"
#include "cardio/cards/cardsessionkeys.h"
#include "cardio/cards/layoutcodec.h"

#include <algorithm>

namespace meterdesk {
namespace {

constexpr int allTries = 0x07;
constexpr int longestRead = 255;
constexpr char unwritten = '\xFF';

Secret transportPsc() {
    Secret psc(3);
    std::fill_n(psc.data(), psc.size(), static_cast<unsigned char>(0xFF));
    return psc;
}

bool allUnwritten(const QByteArray& bytes) {
    return bytes.count(unwritten) == bytes.size();
}

bool within(const QList<QList<Place>>& copies, int address) {
    for (const QList<Place>& copy : copies)
        for (const Place& place : copy)
            if (address >= place.offset && address < place.offset + place.length)
                return true;
    return false;
}

std::size_t bitOf(qsizetype address) {
    return static_cast<std::size_t>(address);
}

} // namespace

Result<std::unique_ptr<CardSession>> SleSession::open(CardChannel& channel) {
    std::unique_ptr<SleSession> session(new SleSession(channel));
    MD_TRY(done(session->m_port.send(apdu::selectSle4442())));
    return session;
}

Status SleSession::check(const Place& place) const {
    const bool inside = place.space == 0 && place.offset >= 0 && place.length > 0 && place.length <= memorySize &&
                        place.offset <= memorySize - place.length;
    if (m_keys == nullptr || !inside)
        return fail(ErrorCode::LayoutInvalid, QStringLiteral("%1: address %2").arg(m_layout.id).arg(place.offset));
    return {};
}

Result<QByteArray> SleSession::fetch(int address, int length) {
    QByteArray bytes;
    for (int got = 0; got < length; got += longestRead) {
        const int piece = std::min(length - got, longestRead);
        MD_GET(data, dataOf(m_port.send(apdu::readStorage(address + got, piece)), piece));
        bytes += data.first(piece); // four protection bytes follow
    }
    return bytes;
}

Status SleSession::use(const Layout& layout, const KeyRing& keys, int keyVersion) {
    m_layout = layout;
    m_keys = &keys;
    m_keyVersion = keyVersion;
    m_state = State::Unknown;
    m_cardId.clear();
    m_isPending.reset();
    int from = memorySize;
    int to = 0;
    for (const AreaSpec& area : layout.areas)
        for (const QList<Place>& copy : area.copies)
            for (const Place& place : copy) {
                MD_TRY(check(place));
                from = std::min(from, place.offset);
                to = std::max(to, place.offset + place.length);
            }
    if (to <= from)
        return fail(ErrorCode::LayoutInvalid, layout.id);
    m_fresh.reset();
    MD_GET(bytes, fetch(from, to - from));
    m_fetchedFrom = from;
    m_fetched = bytes;
    for (int address = from; address < to; ++address)
        m_fresh.set(bitOf(address));
    return recognise();
}

Status SleSession::recognise() {
    if (allUnwritten(m_fetched)) {
        MD_GET(all, fetch(userStart, memorySize - userStart));
        m_state = allUnwritten(all) ? State::Blank : State::Foreign;
        return {};
    }
    m_state = State::Foreign;
    const AreaSpec* area = m_layout.area(AreaRole::Identity);
    if (area == nullptr)
        return {};
    for (const QList<Place>& copy : area->copies) {
        QByteArray image;
        for (const Place& place : copy)
            image += m_fetched.mid(place.offset - m_fetchedFrom, place.length);
        if (const auto id = identityId(image)) {
            m_cardId = *id;
            m_state = State::Ours;
            return {};
        }
        // All there but the mark: armKeys was torn before its last byte.
        for (const auto& [offset, mark] : area->constants)
            image.replace(offset, mark.size(), mark);
        if (identityId(image))
            m_state = State::Torn;
    }
    return {};
}

Result<QString> SleSession::identityId(const QByteArray& image) const {
    const AreaSpec* area = m_layout.area(AreaRole::Identity);
    const FieldSpec* spec = area == nullptr ? nullptr : area->find(Field::CardNumber);
    if (spec == nullptr || image.size() != area->length)
        return fail(ErrorCode::LayoutInvalid, m_layout.id);
    CheckKey key;
    Secret macKey;
    if (area->check.kind == CheckKind::AesCmac) { // the number stands under its own check
        key.cardId = image.mid(spec->offset, spec->length);
        const QString digits = QString::fromLatin1(key.cardId.toHex());
        MD_GET(mac, layoutKey(m_layout, QStringLiteral("record-mac"), *m_keys, m_keyVersion, digits));
        macKey = std::move(mac);
        key.key = &macKey;
    }
    const AreaReading reading = readArea(m_layout, *area, QList<QByteArray>(area->copies.size(), image), key);
    if (reading.state != AreaState::Valid)
        return fail(ErrorCode::CardForeign);
    QString id = reading.record.text(Field::CardNumber);
    if (id.isEmpty() && reading.record.number(Field::CardNumber))
        id = QString::number(*reading.record.number(Field::CardNumber));
    if (spec->encoding == Encoding::Bcd || spec->encoding == Encoding::BcdLE)
        id = id.rightJustified(qsizetype(2) * spec->length, u'0');
    return id;
}

Result<QByteArray> SleSession::read(const Place& place) {
    MD_TRY(check(place));
    bool fresh = true;
    for (int address = place.offset; address < place.offset + place.length; ++address) {
        const auto bit = bitOf(address);
        fresh = fresh && m_fresh.test(bit);
        m_fresh.reset(bit);
    }
    if (fresh)
        return m_fetched.mid(place.offset - m_fetchedFrom, place.length);
    return fetch(place.offset, place.length);
}

Status SleSession::write(const Place& place, const QByteArray& bytes) {
    MD_TRY(check(place));
    if (place.offset < userStart || bytes.size() != place.length)
        return fail(ErrorCode::LayoutInvalid, QStringLiteral("%1: address %2").arg(m_layout.id).arg(place.offset));
    if (m_state == State::Torn)
        return fail(ErrorCode::CardTorn);
    if (m_state != State::Blank && m_state != State::Ours)
        return fail(ErrorCode::CardForeign);
    const AreaSpec* identity = m_layout.area(AreaRole::Identity);
    for (int i = 0; i < place.length; ++i) {
        const auto bit = bitOf(place.offset + i);
        m_fresh.reset(bit);
        if (m_state == State::Blank) {
            m_pending.resize(memorySize, unwritten);
            m_pending[place.offset + i] = bytes.at(i);
            m_isPending.set(bit);
        } else if (identity != nullptr && within(identity->copies, place.offset + i)) {
            // Torn, it would take the way to the PSC with it.
            return tl::unexpected<Error>(tornIssue());
        }
    }
    if (m_state == State::Blank)
        return {};
    if (m_presented != presentedAs(m_cardId)) {
        MD_GET(psc, ourPsc(m_cardId));
        MD_TRY(present(psc));
        m_presented = presentedAs(m_cardId);
    }
    MD_GET(reply, m_port.change(apdu::writeSle4442(place.offset, bytes)));
    if (reply.sw == apdu::swSecurityStatus) {
        m_presented.clear();
        return fail(ErrorCode::CardKeyRefused);
    }
    return done(reply);
}

Status SleSession::writable() {
    if (m_state != State::Ours || m_presented == presentedAs(m_cardId))
        return {};
    MD_TRY(ourPsc(m_cardId)); // write() would look for it only after the purchase is booked
    return allTriesLeft();
}

Status SleSession::armKeys() {
    const AreaSpec* area = m_layout.area(AreaRole::Identity);
    if (m_state != State::Blank)
        return tl::unexpected<Error>(tornIssue());
    if (area == nullptr || area->copies.size() != 1)
        return fail(ErrorCode::LayoutInvalid, m_layout.id);
    QList<int> addresses; // of the identity's bytes
    QByteArray image;
    for (const Place& place : area->copies.first())
        for (int i = 0; i < place.length; ++i) {
            addresses.append(place.offset + i);
            image.append(m_isPending.test(bitOf(place.offset + i)) ? m_pending.at(place.offset + i) : unwritten);
        }
    MD_GET(id, identityId(image));
    MD_GET(psc, ourPsc(id));
    MD_GET(last, lastByteToWrite(image));
    const int lastAddress = addresses.at(last);
    const char lastByte = image.at(last);
    m_isPending.reset(bitOf(lastAddress));

    MD_TRY(present(transportPsc()));
    // The identity without that byte first: from here on a torn card is seen to be one.
    for (const bool ofIdentity : {true, false})
        for (int address = userStart; address < memorySize;) {
            int end = address;
            while (end < memorySize && m_isPending.test(bitOf(end)) && addresses.contains(end) == ofIdentity)
                ++end;
            if (end > address)
                MD_TRY(writeAndCompare(address, m_pending.mid(address, end - address)));
            address = end + 1;
        }
    MD_TRY(done(m_port.changeSecret(apdu::changePsc(psc))));
    MD_TRY(present(psc));
    m_presented = presentedAs(id);
    MD_TRY(writeAndCompare(lastAddress, QByteArray(1, lastByte)));
    m_isPending.reset();
    m_state = State::Ours;
    m_cardId = id;
    return {};
}

Result<qsizetype> SleSession::lastByteToWrite(const QByteArray& identity) const {
    QList<qsizetype> candidates;
    for (const auto& constant : m_layout.area(AreaRole::Identity)->constants)
        candidates.append(constant.first);
    for (qsizetype i = identity.size(); i-- > 0;)
        candidates.append(i);
    for (const qsizetype i : candidates) {
        QByteArray without = identity;
        without[i] = unwritten;
        if (without != identity && !identityId(without))
            return i;
    }
    return fail(ErrorCode::LayoutInvalid, m_layout.id);
}

Status SleSession::writeAndCompare(int address, const QByteArray& bytes) {
    for (qsizetype i = 0; i < bytes.size(); ++i)
        m_fresh.reset(bitOf(address + i));
    MD_TRY(done(m_port.change(apdu::writeSle4442(address, bytes))));
    MD_GET(stands, fetch(address, static_cast<int>(bytes.size())));
    return stands == bytes ? Status() : fail(ErrorCode::CardTorn);
}

Result<Secret> SleSession::ourPsc(const QString& cardId) const {
    Result<Secret> psc = layoutKey(m_layout, QStringLiteral("psc"), *m_keys, m_keyVersion, cardId);
    if (psc && psc->size() != 3)
        return fail(ErrorCode::LayoutInvalid, QStringLiteral("%1: keys.psc").arg(m_layout.id));
    return psc;
}

Result<int> SleSession::tries() {
    MD_GET(reply, m_port.send(apdu::readTries()));
    if (reply.ok() && !reply.data.isEmpty())
        return static_cast<unsigned char>(reply.data.at(0));
    if ((reply.sw >> 8) == 0x90) // the other dialect: the counter is the status word's second half
        return reply.sw & 0xFF;
    return refused(reply);
}

Status SleSession::allTriesLeft() {
    if (m_allTriesLeft)
        return {};
    MD_GET(left, tries());
    if (left != allTries)
        return fail(ErrorCode::CardTriesUsed);
    m_allTriesLeft = true;
    return {};
}

Status SleSession::present(const Secret& psc) {
    m_presented.clear();
    MD_TRY(allTriesLeft());
    m_allTriesLeft = false;
    MD_GET(reply, m_port.sendSecret(apdu::presentPsc(psc)));
    MD_GET(after, tries());
    if (after != allTries) // 9000 alone isn't success: one dialect says "locked" with it
        return fail(ErrorCode::CardKeyRefused);
    if ((reply.sw >> 8) != 0x90)
        return refused(reply);
    return {};
}

QString SleSession::presentedAs(const QString& cardId) const {
    return QStringLiteral("%1/%2/%3").arg(m_layout.id).arg(m_keyVersion).arg(cardId);
}

} // namespace meterdesk
