#include "cardio/simulator/meterbytes.h"

#include <QDateTime>
#include <algorithm>

namespace meterdesk::simulator {

qint64 numberAt(const QByteArray& bytes, int offset, int length, Order order) {
    qint64 number = 0;
    for (int i = 0; i < length; ++i) {
        const int at = order == Order::BigEndian ? offset + i : offset + length - 1 - i;
        number = (number << 8) | quint8(bytes.at(at));
    }
    return number;
}

void setNumber(QByteArray& bytes, int offset, int length, qint64 number, Order order) {
    number = std::clamp<qint64>(number, 0, (qint64(1) << (8 * length)) - 1);
    for (int i = 0; i < length; ++i, number >>= 8)
        bytes[order == Order::LittleEndian ? offset + i : offset + length - 1 - i] = char(number & 0xFF);
}

QString digitsAt(const QByteArray& bytes, int offset, int length) {
    const QString text = QString::fromLatin1(bytes.mid(offset, length).toHex());
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.isDigit(); }) ? text : QString();
}

QByteArray packed(const QString& digits, int length) {
    return QByteArray::fromHex(digits.rightJustified(qsizetype(2) * length, QLatin1Char('0'), true).toLatin1());
}

bool sameNumber(const QString& a, const QString& b) {
    constexpr int width = 32;
    return a.rightJustified(width, QLatin1Char('0')) == b.rightJustified(width, QLatin1Char('0'));
}

QByteArray packedTime(qint64 utcMs, int length) {
    const QString text = QDateTime::fromMSecsSinceEpoch(utcMs).toString(QStringLiteral("yyMMddHHmm"));
    return QByteArray::fromHex(text.toLatin1()).left(length);
}

bool allAre(const QByteArray& bytes, char value) {
    return std::all_of(bytes.begin(), bytes.end(), [value](char byte) { return byte == value; });
}

quint16 crcForward(const QByteArray& bytes, quint16 polynomial, quint16 initial) {
    quint32 crc = initial;
    for (const char byte : bytes) {
        crc ^= quint32(quint8(byte)) << 8;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 0x8000) ? (crc << 1) ^ polynomial : crc << 1;
    }
    return quint16(crc & 0xFFFF);
}

quint16 crcReflected(const QByteArray& bytes, quint16 polynomial, quint16 initial) {
    quint32 crc = initial;
    for (const char byte : bytes) {
        crc ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 1) ? (crc >> 1) ^ polynomial : crc >> 1;
    }
    return quint16(crc);
}

char flagsOf(const MeterState& meter) {
    return char((meter.faults & 0xFE) | (meter.valveOpen ? 1 : 0));
}

LoadResult takeRecord(MeterState& meter, qint64 count, qint64 credit) {
    if (count != ((meter.lastCount + 1) & 0xFFFF))
        return {false, 0, QStringLiteral("count")};
    meter.lastCount += 1;
    meter.loaded += credit;
    if (meter.remaining() > -meter.overdraft)
        meter.valveOpen = true;
    return {true, credit, {}};
}

LoadResult applyTool(MeterState& meter, int tool, qint64 parameter) {
    switch (tool) {
    case 1: // back to the day it left the factory
        meter.lastCount = meter.loaded = meter.used = meter.overdraft = 0;
        std::fill(std::begin(meter.months), std::end(meter.months), 0);
        meter.faults = 0;
        meter.valveOpen = true;
        return {false, 0, QStringLiteral("clear")};
    case 2: // the meter shows its state; nothing changes
        return {false, 0, QStringLiteral("check")};
    case 3:
        meter.valveOpen = !meter.valveOpen;
        return {false, 0, QStringLiteral("valve")};
    case 4:
        meter.overdraft = parameter * 10;
        return {false, 0, QStringLiteral("parameter")};
    case 5: // an old meter's remainder goes into a fresh one, once
        if (meter.loaded != 0 || meter.lastCount != 0)
            return {false, 0, QStringLiteral("refused")};
        meter.loaded = parameter * 10;
        return {meter.loaded > 0, meter.loaded, QStringLiteral("transfer")};
    default:
        return {false, 0, QStringLiteral("bad record")};
    }
}

} // namespace meterdesk::simulator
