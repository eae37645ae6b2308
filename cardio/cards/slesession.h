// An SLE4442 memory card by ACS's commands.
//
// Reading needs no code. The PSC is presented once, before the first write, only where the card itself tells which one
// it is: a valid identity means ours, a memory without a single written byte the maker's. Anything between is a torn
// issue or another system's card and gets no code. The tries left are read before each presentation, once, and must be
// all.
// A blank card is written by armKeys alone, so that a valid identity proves our PSC: see "Issuing, torn" in
// cardio/README.md. Read-back of an issue comes after armKeys.
// Presenting a PSC is not counted as touching: it can't change credit.
// Threads: its channel's. Errors: CardTriesUsed (nothing was presented), CardKeyRefused, CardTorn, CardForeign,
// LayoutInvalid for a place outside the 256 bytes.
#pragma once

#include "cardio/cards/cardsession.h"
#include "cardio/cards/cardsessionport.h"

#include <bitset>

namespace meterdesk {

class SleSession final : public CardSession {
public:
    /// Selects the card type, as readers want it first.
    static Result<std::unique_ptr<CardSession>> open(CardChannel& channel);

    CardFamily family() const override { return CardFamily::Sle4442; }
    QString cardId() const override { return m_cardId; }
    /// Reads the layout's bytes; the id is known afterwards where an identity stands there.
    Status use(const Layout& layout, const KeyRing& keys, int keyVersion) override;
    Result<QByteArray> read(const Place& place) override;
    Status write(const Place& place, const QByteArray& bytes) override;
    Status writable() override;
    Status armKeys() override;
    bool blank() const override { return m_state == State::Blank; }
    bool touched() const override { return m_port.touched(); }

    static constexpr int memorySize = 256;
    static constexpr int userStart = 32; // below: the chip maker's

private:
    enum class State { Unknown, Blank, Ours, Torn, Foreign };

    explicit SleSession(CardChannel& channel) : m_port(channel) {}
    Status check(const Place& place) const;
    Result<QByteArray> fetch(int address, int length);
    Status recognise();
    Result<QString> identityId(const QByteArray& image) const;
    Result<int> tries();
    Status allTriesLeft();
    Status present(const Secret& psc);
    QString presentedAs(const QString& cardId) const;
    Result<Secret> ourPsc(const QString& cardId) const;
    Status writeAndCompare(int address, const QByteArray& bytes);
    Result<qsizetype> lastByteToWrite(const QByteArray& identity) const;

    CardPort m_port;
    Layout m_layout;
    const KeyRing* m_keys = nullptr;
    int m_keyVersion = 0;
    State m_state = State::Unknown;
    QString m_cardId;
    bool m_allTriesLeft = false; // read, and nothing was presented since
    QString m_presented;         // as which card of which layout the PSC was presented; empty: it wasn't
    // What use() has read in one go: each byte is served once, a second read asks the card again.
    int m_fetchedFrom = 0;
    QByteArray m_fetched;
    std::bitset<memorySize> m_fresh;
    // A blank card's writes, until armKeys.
    QByteArray m_pending;
    std::bitset<memorySize> m_isPending;
};

} // namespace meterdesk
