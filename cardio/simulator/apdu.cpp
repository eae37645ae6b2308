#include "cardio/simulator/apdu.h"

#include <QRandomGenerator>

namespace meterdesk::simulator {

Apdu Apdu::parse(const QByteArray& bytes) {
    Apdu apdu;
    if (bytes.size() < 4)
        return apdu;
    const auto at = [&bytes](qsizetype i) { return quint8(bytes.at(i)); };
    apdu.cla = at(0);
    apdu.ins = at(1);
    apdu.p1 = at(2);
    apdu.p2 = at(3);
    const auto length = [](quint8 byte) { return byte == 0 ? 256 : int(byte); };
    if (bytes.size() == 4) {
        apdu.valid = true;
    } else if (bytes.size() == 5) {
        apdu.le = length(at(4));
        apdu.valid = true;
    } else {
        apdu.lc = at(4);
        const qsizetype body = bytes.size() - 5;
        apdu.valid = apdu.lc > 0 && (body == apdu.lc || body == apdu.lc + 1);
        apdu.data = bytes.mid(5, apdu.lc);
        if (apdu.valid && body == apdu.lc + 1)
            apdu.le = length(at(bytes.size() - 1));
    }
    return apdu;
}

QByteArray Apdu::header() const {
    QByteArray bytes;
    for (const int byte : {int(cla), int(ins), int(p1), int(p2), lc})
        bytes.append(char(byte));
    return bytes;
}

QByteArray status(quint16 sw) {
    return bigEndian(sw, 2);
}

QByteArray answer(const QByteArray& data, quint16 sw) {
    return data + status(sw);
}

QByteArray bigEndian(qint64 value, int bytes) {
    QByteArray out(bytes, '\0');
    for (int i = bytes - 1; i >= 0; --i, value >>= 8)
        out[i] = char(value & 0xFF);
    return out;
}

qint64 fromBigEndian(const QByteArray& bytes) {
    qint64 value = 0;
    for (const char byte : bytes)
        value = (value << 8) | quint8(byte);
    return value;
}

QByteArray osRandom(int bytes) {
    QByteArray out;
    while (out.size() < bytes)
        out += bigEndian(QRandomGenerator::system()->generate(), 4);
    return out.left(bytes);
}

} // namespace meterdesk::simulator
