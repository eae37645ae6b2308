#include "cardio/cards/cardvisit.h"

#include "cardio/cards/cardsessionkeys.h"
#include "cardio/cards/lostsession.h"

#include <algorithm>
#include <utility>

namespace meterdesk {
namespace {

/// pcscd looks for cards every 400 ms.
constexpr int settlingMs = 600;

/// The area by which a layout knows its own cards.
const AreaSpec* markOf(const Layout& layout) {
    const AreaSpec* identity = layout.area(AreaRole::Identity);
    return identity != nullptr ? identity : layout.area(AreaRole::Purchase, 0);
}

} // namespace

CardVisit::CardVisit(CardReader& reader, const LayoutBook& layouts, std::shared_ptr<const KeyRing> keys)
    : m_reader(reader), m_layouts(layouts), m_keys(std::move(keys)) {
}

CardVisit::~CardVisit() = default;

void CardVisit::close() {
    m_session.reset();
    m_channel.reset();
}

Status CardVisit::connect() {
    const CardFamily family = m_session ? m_session->family() : CardFamily::Cpu;
    close(); // a channel holds its card exclusively
    Result<std::unique_ptr<CardChannel>> channel = m_reader.connect();
    Result<std::unique_ptr<CardSession>> session = fail(ErrorCode::NoCard);
    if (channel) {
        m_channel = std::move(*channel);
        session = openCard(*m_channel);
    }
    if (channel && session) {
        m_session = std::move(*session);
        return {};
    }
    // Whoever goes on all the same, with the next order or slot, is told the same again.
    const Error why = channel ? session.error() : channel.error();
    m_channel.reset();
    m_session = std::make_unique<LostSession>(family, why);
    return tl::unexpected<Error>(why);
}

int CardVisit::newestVersion(const Layout& layout) const {
    int version = 255;
    for (auto key = layout.keys.begin(); key != layout.keys.end(); ++key)
        if (key.key() != u"purse-debit") // as in keysThere(): only taking money off needs it
            version = std::min(version, m_keys->newest(key->master));
    return std::max(layout.keys.isEmpty() ? 1 : version, 1);
}

Result<int> CardVisit::fittingVersion(const Layout& layout) {
    std::optional<Error> missing;
    for (int version = newestVersion(layout); version >= 1; --version) {
        if (const Status there = keysThere(layout, *m_keys, version); !there) {
            missing = missing ? missing : there.error();
            continue;
        }
        if (!layout.purse)
            return version;
        MD_TRY(m_session->use(layout, *m_keys, version));
        Purse* purse = purseOf(*m_session);
        if (purse == nullptr)
            return fail(ErrorCode::LayoutInvalid, layout.id);
        const Result<LoadOffer> offer = purse->initializeForLoad(1, QByteArray(6, '\0')); // and no load follows
        if (offer)
            return version;
        if (offer.error().code != ErrorCode::CardMacWrong)
            return tl::unexpected<Error>(offer.error());
    }
    return missing ? tl::unexpected<Error>(*missing) : fail(ErrorCode::CardForeign);
}

Status CardVisit::writable(bool takingOff) {
    MD_TRY(keysThere(*m_layout, *m_keys, m_keyVersion, takingOff));
    return m_session->writable();
}

Status CardVisit::open(const CardLookup& known, IdentityReading identity) {
    if (!m_keys)
        return fail(ErrorCode::KeysLocked);
    Status connected = connect();
    // Just laid on, it takes the reader's service a moment to notice. Only here: nothing has been asked of it yet.
    if (!connected && connected.error().code == ErrorCode::NoCard) {
        const Result<CardPresence> now = m_reader.waitForChange(settlingMs);
        if (now && now->present)
            connected = connect();
    }
    MD_TRY(connected);
    m_layout = nullptr;
    m_uid = m_session->cardId();
    if (!m_uid.isEmpty()) {
        MD_GET(card, known(m_uid));
        if (card)
            return openKnown(*card, identity);
    }
    return openUnknown(known, identity);
}

Status CardVisit::openKnown(const KnownCard& known, IdentityReading identity) {
    const Layout* layout = m_layouts.find(known.layout);
    if (layout == nullptr)
        return fail(ErrorCode::LayoutUnknown, known.layout);
    m_kind = Kind::Ours;
    if (m_layout == layout && m_keyVersion == known.keyVersion)
        return {}; // it was by this layout that the card has been found, by its identity where it has one
    MD_TRY(m_session->use(*layout, *m_keys, known.keyVersion));
    m_layout = layout;
    m_keyVersion = known.keyVersion;
    m_justRead = nullptr;
    const AreaSpec* area = layout->area(AreaRole::Identity);
    if (identity == IdentityReading::Always && area != nullptr) {
        MD_GET(reading, read(*area));
        m_identity = reading;
    }
    return {};
}

Result<CardVisit::Fit> CardVisit::tryLayout(const Layout& layout, int keyVersion, const CardLookup& known,
                                            std::optional<KnownCard>& found) {
    MD_TRY(m_session->use(layout, *m_keys, keyVersion));
    if (const QString uid = m_session->cardId(); !uid.isEmpty() && uid != m_uid) {
        // A CPU card tells it with the application: by which layout one of the books is read, is known then.
        m_uid = uid;
        if (m_session->family() == CardFamily::Cpu) {
            MD_GET(card, known(uid));
            found = card;
        }
        if (found) {
            m_layout = nullptr;
            return Fit::Yes;
        }
    }
    const AreaSpec* mark = markOf(layout);
    if (mark == nullptr)
        return Fit::No;
    m_layout = &layout;
    m_keyVersion = keyVersion;
    m_justRead = nullptr;
    MD_GET(reading, read(*mark));
    m_identity = reading;
    m_justRead = mark;
    if (reading.state == AreaState::Blank)
        return Fit::Blank;
    if (reading.state != AreaState::Bad)
        return Fit::Yes;
    // An issue that was torn under the maker's keys can be done again; nothing on the card counts yet.
    if (m_session->blank())
        return Fit::Blank;
    // A torn area with our marks is ours, unless it is the identity: nothing vouches for that but its check.
    return mark->role == AreaRole::Purchase && !mark->constants.isEmpty() && !reading.foreign ? Fit::Yes : Fit::No;
}

Result<bool> CardVisit::opensElsewhere(const Layout& layout, int keyVersion) {
    MD_TRY(m_session->use(layout, *m_keys, keyVersion));
    for (const AreaSpec& area : layout.areas)
        for (const QList<Place>& copy : area.copies) {
            const Result<QByteArray> bytes = m_session->read(copy.first());
            if (bytes && !m_session->blank())
                return true;
            if (!bytes && dead())
                return tl::unexpected<Error>(bytes.error());
        }
    return false;
}

Status CardVisit::openUnknown(const CardLookup& known, IdentityReading identity) {
    bool blank = false;
    QList<std::pair<const Layout*, int>> refused; // the mark opens with nobody's key
    std::optional<Error> missing;                 // a layout whose keys aren't here says nothing of the card
    std::optional<KnownCard> found;
    m_locked.clear();
    for (const Layout* layout : m_layouts.ofFamily(m_session->family())) {
        for (int version = newestVersion(*layout); version >= 1; --version) {
            const Result<Fit> fit = tryLayout(*layout, version, known, found);
            if (!fit && (dead() || fit.error().outcome() == Outcome::StoreFailed))
                return tl::unexpected<Error>(fit.error());
            if (!fit && fit.error().code == ErrorCode::CardLocked)
                m_locked = fit.error().detail;
            if (!fit && fit.error().code == ErrorCode::KeysMissing)
                missing = fit.error();
            if (!fit && fit.error().code == ErrorCode::CardKeyRefused)
                refused.append({layout, version});
            if (fit && *fit == Fit::Yes) {
                m_kind = Kind::Ours;
                if (!found) {
                    MD_GET(card, known(m_uid));
                    found = card;
                }
                return found ? openKnown(*found, identity) : Status();
            }
            if (fit && *fit == Fit::Blank) {
                blank = true;
                break; // blank by one key version is blank by all
            }
        }
        if (blank)
            break;
    }
    for (const auto& [layout, version] : blank ? QList<std::pair<const Layout*, int>>() : refused) {
        // Its own key of ours in another sector: the trailer of this one was torn while we issued it.
        MD_GET(torn, opensElsewhere(*layout, version));
        if (torn)
            return tl::unexpected<Error>(tornIssue());
    }
    m_layout = nullptr;
    m_justRead = nullptr;
    m_identity = {};
    m_kind = blank ? Kind::Blank : !m_locked.isEmpty() ? Kind::Locked : Kind::Foreign;
    if (m_kind == Kind::Foreign && missing)
        return tl::unexpected<Error>(*missing);
    return {};
}

Status CardVisit::requireOurs() const {
    switch (m_kind) {
    case Kind::Blank:
        return fail(ErrorCode::CardBlank);
    case Kind::Foreign:
        return fail(ErrorCode::CardForeign);
    case Kind::Locked:
        return fail(ErrorCode::CardLocked, m_locked);
    case Kind::Ours:
        return {};
    }
    Q_UNREACHABLE();
}

Status CardVisit::reopen() {
    MD_TRY(connect());
    if (m_layout != nullptr)
        MD_TRY(m_session->use(*m_layout, *m_keys, m_keyVersion));
    return m_session->cardId() == m_uid ? Status() : fail(ErrorCode::CardSwapped);
}

Status CardVisit::become(const Layout& layout, int keyVersion, const QString& uid) {
    MD_TRY(m_session->use(layout, *m_keys, keyVersion));
    m_layout = &layout;
    m_keyVersion = keyVersion;
    m_justRead = nullptr;
    m_uid = uid;
    m_kind = Kind::Ours;
    return {};
}

Result<CheckKey> CardVisit::checkKey(const AreaSpec& area) {
    if (area.check.kind != CheckKind::AesCmac)
        return CheckKey{};
    const QString of = QStringLiteral("%1/%2/%3").arg(m_layout->id, m_uid).arg(m_keyVersion);
    if (m_macKeyOf != of) {
        MD_GET(key, layoutKey(*m_layout, QStringLiteral("record-mac"), *m_keys, m_keyVersion, m_uid));
        m_macKey = std::move(key);
        m_macKeyOf = of;
    }
    return CheckKey{cardIdBytes(m_uid), &m_macKey};
}

Result<AreaReading> CardVisit::read(const AreaSpec& area) {
    if (std::exchange(m_justRead, nullptr) == &area)
        return m_identity;
    QList<QByteArray> images;
    for (const QList<Place>& copy : area.copies) {
        QByteArray image;
        for (const Place& place : copy) {
            MD_GET(bytes, m_session->read(place));
            image += bytes;
        }
        images << image;
    }
    MD_GET(key, checkKey(area));
    return readArea(*m_layout, area, images, key);
}

Result<QList<CardWrite>> CardVisit::plan(const AreaSpec& area, const AreaReading& now, const CardRecord& record) {
    MD_GET(key, checkKey(area));
    return planWrite(*m_layout, area, now, record, key);
}

QList<CardWrite> CardVisit::planBlank(const Layout& layout, const AreaSpec& area) {
    // Memory cards of this kind come erased to ones, the others to zeros.
    const char blank = layout.family == CardFamily::Sle4442 ? '\xFF' : '\0';
    QList<CardWrite> writes;
    for (const QList<Place>& copy : area.copies)
        for (const Place& place : copy)
            writes << CardWrite{place, QByteArray(place.length, blank)};
    return writes;
}

Status CardVisit::write(const QList<CardWrite>& writes) {
    m_justRead = nullptr;
    for (const CardWrite& write : writes)
        MD_TRY(m_session->write(write.place, write.bytes));
    return {};
}

Status CardVisit::verify(const QList<CardWrite>& writes) {
    for (qsizetype i = 0; i < writes.size(); ++i) {
        // A place that is written twice is compared with what came last.
        const CardWrite& write = writes.at(i);
        const bool again = std::any_of(writes.begin() + i + 1, writes.end(),
                                       [&](const CardWrite& later) { return later.place == write.place; });
        if (again)
            continue;
        MD_GET(bytes, m_session->read(write.place));
        if (bytes != write.bytes)
            return fail(ErrorCode::CardTorn);
    }
    return {};
}

} // namespace meterdesk
