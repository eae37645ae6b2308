// A card that isn't there: what a CPU, MIFARE Classic or SLE4442 card answers to APDUs, and what it remembers.
//
// Shares no encoding code with cardio/cards or cardio/keys/crypto: it is written from the standards and from
// cardio/README.md alone, so that a wrong idea can't agree with itself. Threads: one at a time.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <memory>

namespace meterdesk::simulator {

class VirtualCard {
public:
    virtual ~VirtualCard() = default;
    virtual QString family() const = 0; // "cpu", "mifare-classic", "sle4442"
    virtual QString id() const = 0;     // the name of its file; not necessarily on the card
    virtual QByteArray atr() const = 0;
    virtual void powerOn() = 0; // volatile state (authentication, challenges, session keys) is gone
    /// Answer with status word.
    virtual QByteArray transmit(const QByteArray& apdu) = 0;
    /// Would this APDU change what the card remembers? For faults "half-way": only its first bytes are written.
    virtual QByteArray transmitTorn(const QByteArray& apdu, int bytesWritten) = 0;
    /// Answers as though the key or code that this APDU relies on were another one; ordinary where it relies on none.
    virtual QByteArray transmitWrongKey(const QByteArray& apdu) = 0;
    /// Straight to the memory, as a meter's own front end does it and tests look at it. `space` as in a layout's Place
    /// (CPU: SFI; MIFARE: block; SLE4442: 0). Null, or false, where there is no such place.
    virtual QByteArray peek(int space, int offset, int length) const = 0;
    virtual bool poke(int space, int offset, const QByteArray& bytes) = 0;
    /// Counts changes of what the card remembers: who keeps a copy saves when it moves.
    quint64 revision() const { return m_revision; }
    /// The memory becomes the saved one (a restored copy); volatile state stays. False: another family, or damaged.
    virtual bool restore(const QJsonObject& saved) = 0;
    virtual QJsonObject save() const = 0; // whole memory, keys included: simulated keys, not an office's secrets
    virtual std::unique_ptr<VirtualCard> clone() const = 0;

    static std::unique_ptr<VirtualCard> load(const QJsonObject& saved);
    /// Fresh from the factory. CPU cards carry their maker's file structure and the keys in `makerKeys` (name -> hex
    /// of the card's own keys: purse-load, purse-debit, purse-tac, file-mac, external-auth, pin; "serial": the
    /// application serial, otherwise random). MIFARE has transport keys FF..FF ("size": "4k" for a 4K card, "uid": its
    /// UID, otherwise random); SLE4442 has PSC FFFFFF. Null for an unknown family.
    static std::unique_ptr<VirtualCard> fresh(const QString& family, const QString& id,
                                              const QJsonObject& makerKeys = {});

protected:
    void changed() { ++m_revision; }

private:
    quint64 m_revision = 0;
};

} // namespace meterdesk::simulator
