// An SLE4442 behind a reader with ACS's memory card commands.
//
// 256 bytes, a protection bit for each of the first 32, a three-byte code (PSC) with a counter of tries 07, 03, 01, 00.
// A presentation clears a bit of the counter first and sets it back when the code was right, as the chip does: a card
// pulled away in the middle has lost a try. Writing a protected byte changes nothing and is answered 9000, because the
// reader can't know: only reading back tells.
// Source: SLE4442 data sheet; ACS reader manuals. Threads: one at a time.
#pragma once

#include "cardio/simulator/apdu.h"
#include "cardio/simulator/virtualcard.h"

namespace meterdesk::simulator {

/// How the reader answers PRESENT CODE.
enum class PscAnswer {
    Counter, // ERRCNT, three bytes, 9000 (ACR38)
    Status,  // 90 xx, xx the counter; 9000 therefore means: locked (ACR1281U, by analogy)
};

class VirtualSle : public VirtualCard {
public:
    explicit VirtualSle(QString id);
    static std::unique_ptr<VirtualSle> fromJson(const QJsonObject& saved);

    QString family() const override { return QStringLiteral("sle4442"); }
    QString id() const override { return m_id; }
    QByteArray atr() const override { return QByteArray::fromHex("3B04A2131091"); }
    void powerOn() override;
    QByteArray transmit(const QByteArray& apdu) override;
    QByteArray transmitTorn(const QByteArray& apdu, int bytesWritten) override;
    QByteArray transmitWrongKey(const QByteArray& apdu) override;
    QByteArray peek(int space, int offset, int length) const override; // space 0
    bool poke(int space, int offset, const QByteArray& bytes) override;
    bool restore(const QJsonObject& saved) override;
    QJsonObject save() const override;
    std::unique_ptr<VirtualCard> clone() const override;

    void setPscAnswer(PscAnswer how);
    int counter() const { return m_memory.counter; }

private:
    struct Memory {
        QByteArray main;
        QByteArray protection; // four bytes, a bit of 0 protects
        QByteArray psc;
        int counter = 0x07;
        PscAnswer answer = PscAnswer::Counter;
    };

    QByteArray run(const Apdu& apdu, int mostBytes);
    QByteArray read(const Apdu& apdu) const;
    QByteArray write(const Apdu& apdu, int mostBytes);
    QByteArray protect(const Apdu& apdu, int mostBytes);
    QByteArray present(const Apdu& apdu, int mostBytes);
    QByteArray changePsc(const Apdu& apdu, int mostBytes);
    bool isProtected(int address) const;

    QString m_id;
    Memory m_memory;
    // volatile
    bool m_selected = false;
    bool m_verified = false;
    bool m_pscDiffers = false; // transmitWrongKey
};

} // namespace meterdesk::simulator
