#include "cardio/simulator/virtualmifare.h"

#include <algorithm>

namespace meterdesk::simulator {
namespace {

constexpr quint16 failed = 0x6300, notAllowed = 0x6982, noSuchBlock = 0x6A82, wrongLength = 0x6700;

/// A value block says its value three times and its address four times (MIFARE Classic data sheet, "value blocks").
QByteArray valueBlock(qint32 value, quint8 address) {
    QByteArray little = bigEndian(quint32(value), 4);
    std::reverse(little.begin(), little.end());
    QByteArray inverted = little;
    for (char& byte : inverted)
        byte = char(~byte);
    QByteArray block = little + inverted + little;
    for (const int byte : {int(address), ~address, int(address), ~address})
        block.append(char(byte));
    return block;
}

std::optional<qint32> valueOf(const QByteArray& block) {
    QByteArray little = block.left(4);
    std::reverse(little.begin(), little.end());
    const auto value = qint32(quint32(fromBigEndian(little)));
    if (valueBlock(value, quint8(block.at(12))) != block)
        return std::nullopt;
    return value;
}

} // namespace

VirtualMifare::VirtualMifare(QString id, bool large, QByteArray uid)
    : m_id(std::move(id)), m_memory(large ? 4096 : 1024, '\0') {
    const QByteArray trailer = QByteArray(6, '\xFF') + QByteArray::fromHex("FF078069") + QByteArray(6, '\xFF');
    for (int block = 0; block < blocks(); ++block)
        if (isTrailer(block))
            m_memory.replace(qsizetype(16) * block, 16, trailer);
    if (uid.size() != 4) {
        uid = osRandom(4);
        if (quint8(uid.at(0)) == 0x88 || uid.at(0) == '\0') // cascade tag and random ids are no fixed UIDs
            uid[0] = '\x4D';
    }
    const char check = char(uid.at(0) ^ uid.at(1) ^ uid.at(2) ^ uid.at(3));
    m_memory.replace(0, 16, uid + check + QByteArray::fromHex(large ? "180200" : "080400") + QByteArray(8, '\x62'));
}

QByteArray VirtualMifare::atr() const {
    QByteArray bytes = QByteArray::fromHex("3B8F8001804F0CA00000030603");
    bytes += QByteArray::fromHex(blocks() > 64 ? "0002" : "0001") + QByteArray(4, '\0');
    char check = 0;
    for (qsizetype i = 1; i < bytes.size(); ++i)
        check = char(check ^ bytes.at(i));
    return bytes + check;
}

void VirtualMifare::powerOn() {
    m_loadedKeys.clear();
    m_sector = -1;
}

QByteArray VirtualMifare::refuse(quint16 sw) {
    m_sector = -1;
    return status(sw);
}

QByteArray VirtualMifare::transmit(const QByteArray& bytes) {
    m_written = {};
    const Apdu apdu = Apdu::parse(bytes);
    if (!apdu.valid)
        return status(wrongLength);
    if (apdu.cla != 0xFF)
        return status(0x6E00);
    switch (apdu.ins) {
    case 0xCA:
        if (apdu.p1 != 0 || apdu.p2 != 0)
            return status(0x6A81);
        if (!apdu.le || apdu.lc != 0)
            return status(wrongLength);
        if (*apdu.le != 256 && *apdu.le != 4)
            return status(0x6C04);
        return answer(uid());
    case 0x82:
        return loadKey(apdu);
    case 0x86:
    case 0x88:
        return authenticate(apdu);
    case 0xB0:
        return read(apdu);
    case 0xB1:
        return readValue(apdu);
    case 0xD6:
        return write(apdu);
    case 0xD7:
        return valueOperation(apdu);
    default:
        return status(0x6D00);
    }
}

QByteArray VirtualMifare::transmitTorn(const QByteArray& bytes, int bytesWritten) {
    const QByteArray before = m_memory;
    QByteArray reply = transmit(bytes);
    const int kept = std::clamp(bytesWritten, 0, m_written.length);
    const int from = m_written.from + kept;
    const int lost = m_written.length - kept;
    m_memory.replace(from, lost, before.mid(from, lost));
    return reply;
}

QByteArray VirtualMifare::transmitWrongKey(const QByteArray& bytes) {
    const Apdu apdu = Apdu::parse(bytes);
    if (apdu.valid && apdu.cla == 0xFF) {
        if (apdu.ins == 0x86 || apdu.ins == 0x88)
            return refuse(failed);
        if (apdu.ins == 0xB0 || apdu.ins == 0xB1 || apdu.ins == 0xD6 || apdu.ins == 0xD7)
            return refuse(notAllowed);
    }
    return transmit(bytes);
}

QByteArray VirtualMifare::loadKey(const Apdu& apdu) {
    if (apdu.lc != 6)
        return status(0x6989);
    if (apdu.p1 != 0x00 && apdu.p1 != 0x20)
        return status(failed);
    if (apdu.p2 > (apdu.p1 == 0x20 ? 0x1F : 0x01))
        return status(0x6988);
    m_loadedKeys[apdu.p2] = apdu.data;
    return status(0x9000);
}

QByteArray VirtualMifare::authenticate(const Apdu& apdu) {
    int block = 0;
    int type = 0;
    int slot = 0;
    if (apdu.ins == 0x86) {
        if (apdu.lc != 5)
            return refuse(wrongLength);
        if (apdu.data.at(0) != 0x01 || apdu.data.at(1) != 0x00)
            return refuse(failed);
        block = quint8(apdu.data.at(2));
        type = quint8(apdu.data.at(3));
        slot = quint8(apdu.data.at(4));
    } else {
        if (apdu.lc != 2)
            return refuse(wrongLength);
        block = apdu.p2;
        type = quint8(apdu.data.at(0));
        slot = quint8(apdu.data.at(1));
    }
    if (block >= blocks())
        return refuse(failed);
    if (type != 0x60 && type != 0x61)
        return refuse(0x6986);
    const auto key = m_loadedKeys.find(slot);
    if (key == m_loadedKeys.end())
        return refuse(0x6988);
    const bool keyB = type == 0x61;
    if (blockAt(trailerOf(block)).mid(keyB ? 10 : 0, 6) != key->second)
        return refuse(failed);
    m_sector = sectorOf(block);
    m_keyB = keyB;
    return status(0x9000);
}

std::optional<int> VirtualMifare::condition(int block) const {
    const QByteArray trailer = blockAt(trailerOf(block));
    const int b6 = quint8(trailer.at(6));
    const int b7 = quint8(trailer.at(7));
    const int b8 = quint8(trailer.at(8));
    const int c1 = b7 >> 4;
    const int c2 = b8 & 0xF;
    const int c3 = b8 >> 4;
    if ((c1 ^ 0xF) != (b6 & 0xF) || (c2 ^ 0xF) != b6 >> 4 || (c3 ^ 0xF) != (b7 & 0xF))
        return std::nullopt;
    const int first = block < 128 ? block & ~3 : block & ~15;
    const int group = block < 128 ? block - first : (block - first) / 5;
    return ((c1 >> group) & 1) << 2 | ((c2 >> group) & 1) << 1 | ((c3 >> group) & 1);
}

bool VirtualMifare::keyBReadable(int block) const {
    const auto bits = condition(trailerOf(block));
    return bits && (*bits == 0b000 || *bits == 0b010 || *bits == 0b001);
}

bool VirtualMifare::allowed(int block, Use use) const {
    const auto bits = condition(block);
    if (!bits || m_sector != sectorOf(block) || (m_keyB && keyBReadable(block)))
        return false;
    if (isTrailer(block))
        return use == Use::Read || use == Use::Write; // part by part, see read() and writeTrailer()
    enum Who { Never, OnlyB, AnyKey };
    static constexpr Who rights[8][4] = {
        // read, write, increment, decrement by C1 C2 C3
        {AnyKey, AnyKey, AnyKey, AnyKey}, {AnyKey, Never, Never, AnyKey}, {AnyKey, Never, Never, Never},
        {OnlyB, OnlyB, Never, Never},     {AnyKey, OnlyB, Never, Never},  {OnlyB, Never, Never, Never},
        {AnyKey, OnlyB, OnlyB, AnyKey},   {Never, Never, Never, Never},
    };
    const Who who = rights[*bits][int(use)];
    return who == AnyKey || (who == OnlyB && m_keyB);
}

QByteArray VirtualMifare::read(const Apdu& apdu) {
    if (apdu.lc != 0 || !apdu.le)
        return status(wrongLength);
    const int first = apdu.p1 << 8 | apdu.p2;
    const int length = *apdu.le == 256 ? 16 : *apdu.le;
    if (length % 16 != 0)
        return status(0x6C10);
    QByteArray out;
    for (int block = first; block < first + length / 16; ++block) {
        if (block >= blocks())
            return status(noSuchBlock);
        if (!allowed(block, Use::Read))
            return refuse(notAllowed);
        QByteArray bytes = blockAt(block);
        if (isTrailer(block)) {
            bytes.replace(0, 6, QByteArray(6, '\0'));
            if (!keyBReadable(block))
                bytes.replace(10, 6, QByteArray(6, '\0'));
        }
        out += bytes;
    }
    return answer(out);
}

bool VirtualMifare::writeTrailer(int block, const QByteArray& bytes) {
    enum Who { Never, OnlyA, OnlyB };
    static constexpr Who rights[8][3] = {
        // key A, access bytes, key B by C1 C2 C3
        {OnlyA, Never, OnlyA}, {OnlyA, OnlyA, OnlyA}, {Never, Never, Never}, {OnlyB, OnlyB, OnlyB},
        {OnlyB, Never, OnlyB}, {Never, OnlyB, Never}, {Never, Never, Never}, {Never, Never, Never},
    };
    static constexpr int parts[3][2] = {{0, 6}, {6, 4}, {10, 6}};
    const int bits = condition(block).value_or(7);
    QByteArray now = blockAt(block);
    bool any = false;
    for (int part = 0; part < 3; ++part) {
        if (rights[bits][part] != (m_keyB ? OnlyB : OnlyA))
            continue;
        now.replace(parts[part][0], parts[part][1], bytes.mid(parts[part][0], parts[part][1]));
        any = true;
    }
    if (any)
        setBlock(block, now);
    return any;
}

QByteArray VirtualMifare::write(const Apdu& apdu) {
    const int first = apdu.p1 << 8 | apdu.p2;
    if (apdu.lc == 0 || apdu.lc % 16 != 0)
        return status(wrongLength);
    const int count = apdu.lc / 16;
    for (int block = first; block < first + count; ++block) {
        if (block >= blocks())
            return status(noSuchBlock);
        if (block == 0 || (count > 1 && isTrailer(block)) || !allowed(block, Use::Write))
            return refuse(notAllowed);
    }
    if (isTrailer(first))
        return writeTrailer(first, apdu.data) ? status(0x9000) : refuse(notAllowed);
    for (int i = 0; i < count; ++i)
        setBlock(first + i, apdu.data.mid(qsizetype(16) * i, 16));
    return status(0x9000);
}

QByteArray VirtualMifare::valueOperation(const Apdu& apdu) {
    const int block = apdu.p2;
    if (block >= blocks())
        return status(noSuchBlock);
    if (apdu.lc == 2 && apdu.data.at(0) == 3) { // restore and transfer, within a sector
        const int target = quint8(apdu.data.at(1));
        const auto value = valueOf(blockAt(block));
        if (target >= blocks() || sectorOf(target) != sectorOf(block) || isTrailer(target) || target == 0 || !value ||
            !allowed(block, Use::Decrement) || !allowed(target, Use::Decrement))
            return refuse(failed);
        setBlock(target, valueBlock(*value, quint8(blockAt(block).at(12))));
        return status(0x9000);
    }
    if (apdu.lc != 5)
        return status(wrongLength);
    if (block == 0 || isTrailer(block))
        return refuse(failed);
    const auto operand = qint32(quint32(fromBigEndian(apdu.data.mid(1))));
    const int operation = quint8(apdu.data.at(0));
    if (operation == 0) {
        if (!allowed(block, Use::Write))
            return refuse(notAllowed);
        setBlock(block, valueBlock(operand, quint8(block)));
        return status(0x9000);
    }
    const auto value = valueOf(blockAt(block));
    if (operation > 2 || !value)
        return refuse(failed);
    if (!allowed(block, operation == 1 ? Use::Increment : Use::Decrement))
        return refuse(notAllowed);
    const qint64 result = qint64(*value) + (operation == 1 ? qint64(operand) : -qint64(operand));
    setBlock(block, valueBlock(qint32(quint32(result & 0xFFFFFFFF)), quint8(blockAt(block).at(12))));
    return status(0x9000);
}

QByteArray VirtualMifare::readValue(const Apdu& apdu) {
    const int block = apdu.p2;
    if (apdu.lc != 0 || !apdu.le)
        return status(wrongLength);
    if (block >= blocks())
        return status(noSuchBlock);
    if (!allowed(block, Use::Read) || isTrailer(block))
        return refuse(notAllowed);
    const auto value = valueOf(blockAt(block));
    return value ? answer(bigEndian(quint32(*value), 4)) : refuse(failed);
}

void VirtualMifare::setBlock(int block, const QByteArray& bytes) {
    if (m_written.length == 0)
        m_written.from = block * 16;
    m_written.length += 16;
    m_memory.replace(qsizetype(16) * block, 16, bytes);
    changed();
}

} // namespace meterdesk::simulator
