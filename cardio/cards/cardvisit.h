// One visit of a card to the reader: which card it is, by which layout and keys it speaks, and its areas read through
// them. Made anew for every use case, so that nothing is believed of a card that isn't lying there.
//
// Threads: its reader's worker. Errors: those of CardReader and CardSession, KeysLocked, LayoutUnknown.
#pragma once

#include "cardio/cards/cardsession.h"
#include "cardio/cards/layoutbook.h"
#include "cardio/cards/layoutcodec.h"

#include <functional>

namespace meterdesk {

/// What the books know of a card id: by which layout and key version it was issued.
struct KnownCard {
    QString layout;
    int keyVersion = 1;
};
using CardLookup = std::function<Result<std::optional<KnownCard>>(const QString& uid)>;

/// How much of the identity is read: a sale needs none where the card's chip already says who it is.
enum class IdentityReading { WhereNeeded, Always };

class CardVisit {
public:
    enum class Kind {
        Blank,   // fresh from its maker
        Foreign, // our keys or marks don't fit
        Locked,  // it says itself that it, or its application, is locked
        Ours,    // one of our layouts fits
    };

    CardVisit(CardReader& reader, const LayoutBook& layouts, std::shared_ptr<const KeyRing> keys);
    ~CardVisit();
    CardVisit(const CardVisit&) = delete;
    CardVisit& operator=(const CardVisit&) = delete;

    /// Powers the card up and finds out what it is. A card just laid on is waited for, a moment. CardNotBlank where an
    /// issue of ours was torn so that nobody can finish it.
    Status open(const CardLookup& known, IdentityReading identity);
    /// After an error: powers up afresh and looks for the same card again. CardSwapped where another lies there.
    Status reopen();
    /// Lets go of the card, for another visit.
    void close();
    /// From here on the card is spoken to by this layout, as `uid` (SLE4442: the number that it is given at issue).
    Status become(const Layout& layout, int keyVersion, const QString& uid);
    /// The version by which the card can become one of `layout`: the newest whose keys are all there, unless it came
    /// from its maker with keys of ours (a purse). Then the card's own MAC tells which, and none of its tries is spent.
    /// CardForeign where no version fits, KeysMissing where one that isn't here might.
    Result<int> fittingVersion(const Layout& layout);
    /// What would keep a purchase from being written (or taken off) to the end, found out before that is booked:
    /// KeysMissing, CardTriesUsed.
    Status writable(bool takingOff = false);

    Kind kind() const { return m_kind; }
    /// CardBlank, CardForeign or CardLocked, unless it is ours.
    Status requireOurs() const;
    CardFamily family() const { return m_session->family(); }
    /// Empty for a card that has no name of its own yet.
    QString uid() const { return m_uid; }
    const Layout* layout() const { return m_layout; } // null unless Ours
    int keyVersion() const { return m_keyVersion; }
    const AreaReading& identity() const { return m_identity; } // where it was read
    CardSession& session() { return *m_session; }
    bool dead() const { return !m_channel || m_channel->dead(); }

    Result<AreaReading> read(const AreaSpec& area);
    Result<QList<CardWrite>> plan(const AreaSpec& area, const AreaReading& now, const CardRecord& record);
    /// An area as it came from the maker.
    static QList<CardWrite> planBlank(const Layout& layout, const AreaSpec& area);
    Status write(const QList<CardWrite>& writes);
    /// Reads back what was written and compares every byte: CardTorn.
    Status verify(const QList<CardWrite>& writes);

private:
    Status connect();
    /// The newest version under which cards of this layout may have been issued: of any later one a master is missing.
    int newestVersion(const Layout& layout) const;
    enum class Fit { No, Blank, Yes };
    Result<Fit> tryLayout(const Layout& layout, int keyVersion, const CardLookup& known,
                          std::optional<KnownCard>& found);
    Result<bool> opensElsewhere(const Layout& layout, int keyVersion);
    Status openKnown(const KnownCard& known, IdentityReading identity);
    Status openUnknown(const CardLookup& known, IdentityReading identity);
    Result<CheckKey> checkKey(const AreaSpec& area);

    CardReader& m_reader;
    const LayoutBook& m_layouts;
    std::shared_ptr<const KeyRing> m_keys;
    std::unique_ptr<CardChannel> m_channel;
    std::unique_ptr<CardSession> m_session; // speaks over m_channel
    Kind m_kind = Kind::Foreign;
    QString m_locked; // the status word that says so
    QString m_uid;
    const Layout* m_layout = nullptr;
    int m_keyVersion = 0;
    AreaReading m_identity;
    // The area by which open() has found the card: m_identity is what it holds, and reading it at once costs nothing.
    const AreaSpec* m_justRead = nullptr;
    Secret m_macKey;
    QString m_macKeyOf; // the card id that m_macKey is for
};

} // namespace meterdesk
