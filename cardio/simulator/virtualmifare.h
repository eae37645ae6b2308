// A MIFARE Classic 1K or 4K behind a reader that speaks PC/SC part 3: what it answers, and what its access bits allow.
//
// Source: PC/SC part 3 §3.2.2; the field's reader manuals for FF D7, FF B1 (value blocks); the MIFARE Classic data
// sheet for access conditions. Key B is no key where the trailer lets it be read. A refused access ends the
// authentication. Threads: one at a time.
#pragma once

#include "cardio/simulator/apdu.h"
#include "cardio/simulator/virtualcard.h"

#include <map>

namespace meterdesk::simulator {

class VirtualMifare : public VirtualCard {
public:
    /// `uid`: 4 bytes; otherwise random.
    explicit VirtualMifare(QString id, bool large = false, QByteArray uid = {});
    static std::unique_ptr<VirtualMifare> fromJson(const QJsonObject& saved);

    QString family() const override { return QStringLiteral("mifare-classic"); }
    QString id() const override { return m_id; }
    QByteArray atr() const override;
    void powerOn() override;
    QByteArray transmit(const QByteArray& apdu) override;
    QByteArray transmitTorn(const QByteArray& apdu, int bytesWritten) override;
    QByteArray transmitWrongKey(const QByteArray& apdu) override;
    QByteArray peek(int space, int offset, int length) const override;
    bool poke(int space, int offset, const QByteArray& bytes) override;
    bool restore(const QJsonObject& saved) override;
    QJsonObject save() const override;
    std::unique_ptr<VirtualCard> clone() const override;

    QByteArray uid() const { return m_memory.left(4); }
    int blocks() const { return int(m_memory.size() / 16); }

private:
    enum class Use { Read, Write, Increment, Decrement };
    struct Written {
        int from = 0, length = 0;
    };

    QByteArray loadKey(const Apdu& apdu);
    QByteArray authenticate(const Apdu& apdu);
    QByteArray read(const Apdu& apdu);
    QByteArray write(const Apdu& apdu);
    QByteArray valueOperation(const Apdu& apdu);
    QByteArray readValue(const Apdu& apdu);
    QByteArray refuse(quint16 sw);

    int sectorOf(int block) const { return block < 128 ? block / 4 : 32 + (block - 128) / 16; }
    int trailerOf(int block) const { return block < 128 ? block | 3 : block | 15; }
    bool isTrailer(int block) const { return block == trailerOf(block); }
    /// C1 C2 C3 as the bits 4, 2, 1; nothing where the access bytes contradict themselves.
    std::optional<int> condition(int block) const;
    bool keyBReadable(int block) const;
    bool allowed(int block, Use use) const;
    QByteArray blockAt(int block) const { return m_memory.mid(qsizetype(16) * block, 16); }
    void setBlock(int block, const QByteArray& bytes);
    bool writeTrailer(int block, const QByteArray& bytes);

    QString m_id;
    QByteArray m_memory;
    // volatile
    std::map<int, QByteArray> m_loadedKeys;
    int m_sector = -1; // authenticated
    bool m_keyB = false;
    Written m_written;
};

} // namespace meterdesk::simulator
