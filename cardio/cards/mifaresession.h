// A MIFARE Classic card by the storage card commands of PC/SC part 3.
//
// A sector opens with the layout's key A for reading and key B for writing (which reads as well), or, where ours are
// refused, with the maker's transport key: then the card is blank(). A wrong key costs nothing on this chip, but ends
// the selection, so the UID is asked again after one. Sectors stay open until another one is entered.
// Threads: its channel's. Errors: CardKeyRefused where neither key opens a sector, CardSwapped, LayoutInvalid for a
// place that isn't there or is a sector's trailer.
#pragma once

#include "cardio/cards/apdu.h"
#include "cardio/cards/cardsession.h"
#include "cardio/cards/cardsessionport.h"

#include <map>

namespace meterdesk {

class MifareSession final : public CardSession {
public:
    /// `blocks`: 64 (1K) or 256 (4K). Reads the UID.
    static Result<std::unique_ptr<CardSession>> open(CardChannel& channel, int blocks);

    CardFamily family() const override { return CardFamily::MifareClassic; }
    QString cardId() const override { return m_uid; }
    Status use(const Layout& layout, const KeyRing& keys, int keyVersion) override;
    Result<QByteArray> read(const Place& place) override;
    Status write(const Place& place, const QByteArray& bytes) override;
    Status armKeys() override;
    bool blank() const override;
    bool touched() const override { return m_port.touched(); }

private:
    enum class Owner { Unknown, Maker, Ours };
    enum class Access { Read, Write };

    MifareSession(CardChannel& channel, int blocks) : m_port(channel), m_blocks(blocks) {}
    Status check(const Place& place) const;
    Status enter(int sector, Access access);
    Result<bool> enterWith(int sector, Owner owner, Access access);
    Result<bool> tryKey(int sector, apdu::MifareKey which, const Secret& key);
    Result<Secret> ourKey(int sector, apdu::MifareKey which) const;
    Result<QByteArray> readBlock(int block);
    Status heard(const CardReply& reply);
    Status writeTrailer(int sector);
    Status writeChecked(const Place& place, const QByteArray& bytes);

    CardPort m_port;
    int m_blocks;
    QString m_uid;
    Layout m_layout;
    const KeyRing* m_keys = nullptr;
    int m_keyVersion = 0;
    std::map<int, Owner> m_owners; // by sector, as found
    int m_open = -1;               // the sector that is open, and for what
    Access m_openFor = Access::Read;
    Status m_written; // the first write that failed: keys are armed only over whole data
};

} // namespace meterdesk
