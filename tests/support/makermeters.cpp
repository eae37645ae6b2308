#include "tests/support/makermeters.h"

#include "cardio/simulator/meterbytes.h"

#include <algorithm>

namespace meterdesk::test {
namespace {

using namespace simulator;

LoadResult no(const char* why) {
    return {false, 0, QLatin1String(why)};
}

qint64 decimal(const QByteArray& bytes, int offset, int length) {
    return digitsAt(bytes, offset, length).toLongLong();
}

char xorOf(const QByteArray& bytes) {
    char all = 0;
    for (const char byte : bytes)
        all = char(all ^ byte);
    return all;
}

char sumOf(const QByteArray& bytes) {
    int sum = 0;
    for (const char byte : bytes)
        sum += quint8(byte);
    return char(sum & 0xFF);
}

QByteArray blocks(const VirtualCard& card, int first, int count) {
    QByteArray bytes;
    for (int block = first; block < first + count; ++block)
        bytes += card.peek(block, 0, 16);
    return bytes;
}

void setBlocks(VirtualCard& card, int first, const QByteArray& bytes) {
    for (int i = 0; i < bytes.size() / 16; ++i)
        card.poke(first + i, 0, bytes.mid(qsizetype(16) * i, 16));
}

/// takeRecord thinks in counts of two bytes; these meters' counts run round earlier. Their count as if it had two
/// bytes.
qint64 unrolled(const MeterState& meter, qint64 count, qint64 modulus) {
    qint64 turn = (count - meter.lastCount) % modulus;
    if (turn < 0)
        turn += modulus;
    if (turn * 2 > modulus)
        turn -= modulus;
    return (meter.lastCount + turn) & 0xFFFF;
}

class MakerA : public MeterCodec {
public:
    QStringList metersOn(VirtualCard& card) const override {
        const QByteArray record = blocks(card, 8, 2);
        const QString number = digitsAt(record, 0, 5);
        return ours(card) && !allAre(record, '\0') && !number.isEmpty() ? QStringList(number) : QStringList();
    }

    LoadResult exchange(VirtualCard& card, MeterState& meter) const override {
        if (card.family() != QLatin1String("mifare-classic"))
            return no("foreign");
        if (!ours(card))
            return no(allAre(card.peek(4, 0, 16), '\0') ? "blank" : "foreign");
        QByteArray record = blocks(card, 8, 2); // sector 2
        if (!good(record)) {
            record = blocks(card, 12, 2); // sector 3
            if (!good(record))
                return no(allAre(record, '\0') && allAre(blocks(card, 8, 2), '\0') ? "blank" : "bad record");
        }
        if (!sameNumber(digitsAt(record, 0, 5), meter.number))
            return no("other meter");
        meter.overdraft = decimal(record, 18, 2) * 100;
        LoadResult result = takeRecord(meter, unrolled(meter, decimal(record, 5, 2), 10000), decimal(record, 7, 4));
        QByteArray report(32, '\0');
        report.replace(0, 5, packed(meter.number, 5));
        report.replace(5, 2, packed(QString::number(meter.lastCount % 10000), 2));
        report.replace(7, 4, packed(QString::number(std::max<qint64>(meter.remaining(), 0)), 4));
        report.replace(11, 5, packed(QString::number(meter.used), 5));
        report[16] = char((meter.valveOpen ? 0 : 1) | (meter.faults << 1));
        report.replace(17, 5, packedTime(meter.time, 5));
        report[31] = xorOf(report.left(31));
        setBlocks(card, 16, report); // sector 4
        return result;
    }

private:
    static bool ours(const VirtualCard& card) {
        const QByteArray record = card.peek(4, 0, 16);
        return card.family() == QLatin1String("mifare-classic") && record.startsWith("HX") && xorOf(record) == 0;
    }
    static bool good(const QByteArray& record) {
        return !allAre(record, '\0') && xorOf(record) == 0 && !digitsAt(record, 0, 20).isEmpty();
    }
};

class MakerB : public MeterCodec {
public:
    QStringList metersOn(VirtualCard& card) const override {
        QStringList numbers;
        for (const int shift : {0, 72}) {
            const QByteArray record = ours(card) ? newest(card, shift) : QByteArray();
            if (!record.isEmpty())
                numbers << numberOf(record);
        }
        return numbers;
    }

    LoadResult exchange(VirtualCard& card, MeterState& meter) const override {
        if (card.family() != QLatin1String("sle4442"))
            return no("foreign");
        if (!ours(card))
            return no(allAre(card.peek(0, 32, 224), '\xFF') ? "blank" : "foreign");
        bool bad = false, other = false;
        for (const int shift : {0, 72}) {
            const QByteArray record = newest(card, shift);
            if (record.isEmpty()) {
                bad = bad || !allAre(card.peek(0, 64 + shift, 40), '\xFF');
                continue;
            }
            if (!sameNumber(numberOf(record), meter.number)) {
                other = true;
                continue;
            }
            LoadResult result = takeRecord(meter, unrolled(meter, quint8(record.at(4)), 256),
                                           numberAt(record, 5, 3, Order::LittleEndian) * 100);
            report(card, 104 + shift, meter);
            return result;
        }
        return no(bad ? "bad record" : other ? "other meter" : "blank");
    }

private:
    static QByteArray turned(QByteArray bytes) {
        std::reverse(bytes.begin(), bytes.end());
        return bytes;
    }
    static QString numberOf(const QByteArray& record) { return digitsAt(turned(record.left(4)), 0, 4); }
    static bool good(const QByteArray& record) {
        const int end = int(record.size()) - 2;
        return crcReflected(record.left(end), 0xA001, 0xFFFF) == numberAt(record, end, 2, Order::LittleEndian);
    }
    static bool ours(const VirtualCard& card) {
        const QByteArray identity = card.peek(0, 32, 12);
        return identity.startsWith("GB") && good(identity);
    }
    /// The good copy with the higher count; empty where neither is good.
    static QByteArray newest(const VirtualCard& card, int shift) {
        const QByteArray a = card.peek(0, 64 + shift, 20), b = card.peek(0, 84 + shift, 20);
        if (!good(a) || !good(b))
            return good(a) ? a : good(b) ? b : QByteArray();
        return quint8(b.at(4) - a.at(4)) < 128 ? b : a;
    }
    static void report(VirtualCard& card, int address, const MeterState& meter) {
        QByteArray bytes(24, '\0');
        bytes.replace(0, 4, turned(packed(meter.number, 4)));
        bytes[4] = char(meter.lastCount & 0xFF);
        setNumber(bytes, 5, 3, meter.remaining() / 100, Order::LittleEndian);
        setNumber(bytes, 8, 4, meter.used / 100, Order::LittleEndian);
        bytes[12] = char((meter.valveOpen ? 1 : 0) | (meter.faults << 1));
        bytes.replace(13, 3, packedTime(meter.time, 3));
        setNumber(bytes, 22, 2, crcReflected(bytes.left(22), 0xA001, 0xFFFF), Order::LittleEndian);
        card.poke(0, address, bytes);
    }
};

class MakerC : public MeterCodec {
public:
    QStringList metersOn(VirtualCard& card) const override {
        QStringList numbers;
        for (int slot = 0; ours(card) && slot < 3; ++slot) {
            const QByteArray record = purchase(card, slot);
            if (!allAre(record, '\0'))
                numbers << QString::fromLatin1(record.left(12));
        }
        return numbers;
    }

    LoadResult exchange(VirtualCard& card, MeterState& meter) const override {
        if (card.family() != QLatin1String("mifare-classic"))
            return no("foreign");
        if (!ours(card))
            return no(allAre(card.peek(128, 0, 16), '\0') ? "blank" : "foreign");
        bool bad = false, other = false;
        for (int slot = 0; slot < 3; ++slot) {
            const QByteArray record = purchase(card, slot);
            if (allAre(record, '\0'))
                continue;
            if (record.back() != sumOf(record.left(31))) {
                bad = true;
                continue;
            }
            if (!sameNumber(QString::fromLatin1(record.left(12)), meter.number)) {
                other = true;
                continue;
            }
            LoadResult result = takeRecord(meter, numberAt(record, 12, 2, Order::BigEndian),
                                           numberAt(record, 14, 3, Order::BigEndian) * 1000);
            report(card, 144 + 16 * slot + 3, meter);
            return result;
        }
        return no(bad ? "bad record" : other ? "other meter" : "blank");
    }

private:
    static bool ours(const VirtualCard& card) {
        const QByteArray identity = card.peek(128, 0, 16); // sector 32 of a 4K card; null on a 1K card
        return card.family() == QLatin1String("mifare-classic") && identity.startsWith("C4KE") &&
               identity.back() == sumOf(identity.left(15));
    }
    static QByteArray purchase(const VirtualCard& card, int slot) { return blocks(card, 144 + 16 * slot, 2); }
    static void report(VirtualCard& card, int block, const MeterState& meter) {
        QByteArray bytes(48, '\0');
        bytes.replace(0, 12, meter.number.rightJustified(12, QLatin1Char('0')).toLatin1());
        setNumber(bytes, 12, 2, meter.lastCount & 0xFFFF, Order::BigEndian);
        setNumber(bytes, 14, 4, meter.remaining() / 10, Order::BigEndian);
        setNumber(bytes, 18, 4, meter.used / 10, Order::BigEndian);
        for (int i = 0; i < 12; ++i)
            setNumber(bytes, 22 + 2 * i, 2, meter.months[i] / 1000, Order::BigEndian);
        bytes[46] = char((meter.valveOpen ? 1 : 0) | (meter.faults << 1));
        bytes[47] = sumOf(bytes.left(47));
        setBlocks(card, block, bytes);
    }
};

} // namespace

void registerMakerMeters() {
    VirtualMeter::registerCodec(QStringLiteral("maker-a"), std::make_shared<MakerA>());
    VirtualMeter::registerCodec(QStringLiteral("maker-b"), std::make_shared<MakerB>());
    VirtualMeter::registerCodec(QStringLiteral("maker-c"), std::make_shared<MakerC>());
}

} // namespace meterdesk::test
