#include "cardio/cards/checks.h"

#include <algorithm>

namespace meterdesk {
namespace {

quint8 reversed(quint8 byte) {
    quint8 out = 0;
    for (int bit = 0; bit < 8; ++bit) {
        if ((byte >> bit) & 1)
            out = quint8(out | (0x80u >> bit));
    }
    return out;
}

quint16 reversed(quint16 word) {
    return quint16((reversed(quint8(word & 0xFF)) << 8) | reversed(quint8(word >> 8)));
}

QByteArray word(quint16 value, bool littleEndian) {
    QByteArray bytes(2, '\0');
    bytes[littleEndian ? 1 : 0] = char(value >> 8);
    bytes[littleEndian ? 0 : 1] = char(value & 0xFF);
    return bytes;
}

} // namespace

const QList<CrcVariant>& crcVariants() {
    static const QList<CrcVariant> known{
        {u"arc", 0x8005, 0x0000, 0x0000, true, 0xBB3D},      {u"modbus", 0x8005, 0xFFFF, 0x0000, true, 0x4B37},
        {u"usb", 0x8005, 0xFFFF, 0xFFFF, true, 0xB4C8},      {u"kermit", 0x1021, 0x0000, 0x0000, true, 0x2189},
        {u"x-25", 0x1021, 0xFFFF, 0xFFFF, true, 0x906E},     {u"mcrf4xx", 0x1021, 0xFFFF, 0x0000, true, 0x6F91},
        {u"dnp", 0x3D65, 0x0000, 0xFFFF, true, 0xEA82},      {u"xmodem", 0x1021, 0x0000, 0x0000, false, 0x31C3},
        {u"genibus", 0x1021, 0xFFFF, 0xFFFF, false, 0xD64E}, {u"ccitt-false", 0x1021, 0xFFFF, 0x0000, false, 0x29B1},
    };
    return known;
}

quint16 crc16(const CheckSpec& spec, const QByteArray& data) {
    quint16 crc = spec.initial; // as the catalogue writes it: the register before reflection
    for (const char byte : data) {
        const auto in = spec.reflected ? reversed(quint8(byte)) : quint8(byte);
        crc = quint16(crc ^ (in << 8));
        for (int bit = 0; bit < 8; ++bit)
            crc = quint16((crc & 0x8000u) != 0 ? (crc << 1) ^ spec.polynomial : crc << 1);
    }
    return quint16((spec.reflected ? reversed(crc) : crc) ^ spec.final);
}

Result<QByteArray> checkBytes(const CheckSpec& spec, const QByteArray& image, const CheckKey& key) {
    const QByteArray data = image.left(spec.offset);
    switch (spec.kind) {
    case CheckKind::None:
        return QByteArray();
    case CheckKind::Sum8: {
        quint8 sum = 0;
        for (const char byte : data)
            sum = quint8(sum + quint8(byte));
        return QByteArray(1, char(sum));
    }
    case CheckKind::Xor8: {
        quint8 all = 0;
        for (const char byte : data)
            all = quint8(all ^ quint8(byte));
        return QByteArray(1, char(all));
    }
    case CheckKind::Crc16:
        return word(crc16(spec, data), spec.littleEndian);
    case CheckKind::AesCmac: {
        if (!key.key)
            return fail(ErrorCode::KeysMissing, QStringLiteral("record-mac"));
        MD_GET(mac, aesCmac(*key.key, spec.overCardId ? key.cardId + data : data));
        return mac.left(spec.length);
    }
    }
    return QByteArray();
}

} // namespace meterdesk
