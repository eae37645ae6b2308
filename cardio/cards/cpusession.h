// A CPU card (FMCOS): its application, its files by short identifier, and the way to its purse.
//
// Files are read freely and written with secure messaging in pieces of at most 32 bytes, each with a challenge of its
// own. What moves money is sent once, whatever the card says of its length. Threads: its channel's. Errors: CardForeign
// where the application or its public file isn't there, CardKeyRefused where the card refuses a MAC, CardLocked with
// 6A81 or 9303 for a locked card or application.
#pragma once

#include "cardio/cards/cardsession.h"
#include "cardio/cards/cardsessionport.h"

namespace meterdesk {

class CpuSession final : public CardSession {
public:
    explicit CpuSession(CardChannel& channel);
    ~CpuSession() override;

    CardFamily family() const override { return CardFamily::Cpu; }
    QString cardId() const override { return m_cardId; }
    /// Selects the layout's application and reads its public file, once per application.
    Status use(const Layout& layout, const KeyRing& keys, int keyVersion) override;
    Result<QByteArray> read(const Place& place) override;
    Status write(const Place& place, const QByteArray& bytes) override;
    Status armKeys() override { return {}; }
    bool blank() const override { return false; }
    bool touched() const override { return m_port.touched(); }

    /// Null where the layout has no purse.
    Purse* purse();
    /// A command that changes nothing.
    Result<CardReply> ask(const QByteArray& apdu);
    /// A command that moves money. OutcomeUnknown where the answer doesn't say whether it was done; CardMacWrong and
    /// CardRefused: it was not.
    Result<QByteArray> move(const QByteArray& apdu, qsizetype least);
    Result<Secret> key(const QString& use) const;

private:
    Status writePiece(int sfi, int offset, const QByteArray& piece);
    Status check(const Place& place) const;

    CardPort m_port;
    Layout m_layout;
    const KeyRing* m_keys = nullptr;
    int m_keyVersion = 0;
    QByteArray m_application; // the one selected
    QByteArray m_publicFile;
    QString m_cardId;
    std::unique_ptr<Purse> m_purse;
};

} // namespace meterdesk
