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
    virtual QJsonObject save() const = 0; // whole memory, keys included: simulated keys, not an office's secrets
    virtual std::unique_ptr<VirtualCard> clone() const = 0;

    static std::unique_ptr<VirtualCard> load(const QJsonObject& saved);
    /// Fresh from the factory. CPU cards carry their maker's file structure and the keys in `makerKeys` (name -> hex
    /// of the card's own keys); MIFARE has transport keys FF..FF; SLE4442 has PSC FFFFFF.
    static std::unique_ptr<VirtualCard> fresh(const QString& family, const QString& id,
                                              const QJsonObject& makerKeys = {});
};

} // namespace meterdesk::simulator
