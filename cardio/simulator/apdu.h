// A command APDU taken apart, short form (ISO 7816-3 cases 1 to 4), for the virtual cards.
//
// Threads: value type. Errors: what doesn't add up isn't `valid`; the card answers 6700.
#pragma once

#include <QByteArray>
#include <optional>

namespace meterdesk::simulator {

struct Apdu {
    bool valid = false;
    quint8 cla = 0, ins = 0, p1 = 0, p2 = 0;
    int lc = 0;
    QByteArray data;
    std::optional<int> le; // 0 is read as 256

    static Apdu parse(const QByteArray& bytes);
    QByteArray header() const; // CLA INS P1 P2 Lc
    quint16 command() const { return quint16((cla << 8) | ins); }
};

QByteArray status(quint16 sw);
QByteArray answer(const QByteArray& data, quint16 sw = 0x9000);

/// Numbers as the standards write them: most significant byte first.
QByteArray bigEndian(qint64 value, int bytes);
qint64 fromBigEndian(const QByteArray& bytes);
/// From the operating system.
QByteArray osRandom(int bytes);

} // namespace meterdesk::simulator
