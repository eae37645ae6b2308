// A meter that reads MIFARE cards with alternating copies, and tool cards, straight from the card's memory.
#include "cardio/simulator/desmac.h"
#include "cardio/simulator/metercodecs.h"

#include <optional>

namespace meterdesk::simulator {

QMap<QString, std::shared_ptr<const MeterCodec>> shippedMeterCodecs() {
    return {{QStringLiteral("cpu-money"), cpuMeterCodec(1)},
            {QStringLiteral("cpu-quantity"), cpuMeterCodec(10)},
            {QStringLiteral("mifare-alternating"), mifareMeterCodec()},
            {QStringLiteral("sle4442-single"), sleMeterCodec()}};
}

namespace {

constexpr Order le = Order::LittleEndian;
constexpr qint64 step = 10; // thousandths in 0.01 unit

QByteArray sectorBytes(const VirtualCard& card, int sector, int blocks) {
    QByteArray bytes;
    for (int block = sector * 4; block < sector * 4 + blocks; ++block)
        bytes += card.peek(block, 0, 16);
    return bytes;
}

struct Copy {
    bool blank = false, valid = false;
    QByteArray bytes;
    qint64 count() const { return numberAt(bytes, 6, 2, le); }
};

class MifareCodec : public MeterCodec {
public:
    QStringList metersOn(VirtualCard& card) const override {
        QStringList numbers;
        if (marked(card, "MDW1"))
            for (int slot = 0; slot < 2; ++slot) {
                // Whose card it is can be read without the key; whether to believe it is the meter's to check.
                for (int copy = 0; copy < 2; ++copy) {
                    const QByteArray bytes = sectorBytes(card, copySector(slot, copy), 3);
                    const QString number = digitsAt(bytes, 0, 6);
                    if (!allAre(bytes, '\0') && !number.isEmpty() && !numbers.contains(number))
                        numbers.append(number);
                }
            }
        else if (marked(card, "MDT1"))
            numbers.append(digitsAt(sectorBytes(card, 1, 2), 5, 6));
        return numbers;
    }

    LoadResult exchange(VirtualCard& card, MeterState& meter) const override {
        const auto no = [](const char* why) { return LoadResult{false, 0, QLatin1String(why)}; };
        const bool tool = marked(card, "MDT1");
        if (!tool && !marked(card, "MDW1"))
            return no(card.family() == QLatin1String("mifare-classic") && allAre(sectorBytes(card, 1, 2), '\0')
                          ? "blank"
                          : "foreign");
        const QByteArray uid = card.peek(0, 0, 4);
        const QByteArray macKey = meter.keys ? meter.keys(QStringLiteral("record-mac"), uid + "MAC") : QByteArray();
        if (macKey.isEmpty())
            return no("no key");
        const QByteArray identity = sectorBytes(card, 1, 2);
        if (identity.mid(24) != cmac(macKey, uid + identity.left(24)).left(8))
            return no("bad record");
        if (tool) {
            const QString number = digitsAt(identity, 5, 6);
            if (!sameNumber(number, QStringLiteral("0")) && !sameNumber(number, meter.number))
                return no("other meter");
            return applyTool(meter, identity.at(4), numberAt(identity, 11, 4, le));
        }
        return exchangeSlots(card, meter, uid, macKey);
    }

private:
    static int copySector(int slot, int copy) { return 2 + 3 * slot + copy; }
    static int reportSector(int slot) { return 4 + 3 * slot; }
    static bool marked(const VirtualCard& card, const char* mark) {
        return card.family() == QLatin1String("mifare-classic") && card.peek(4, 0, 4) == mark;
    }

    static Copy copyAt(const VirtualCard& card, int sector, const QByteArray& uid, const QByteArray& macKey) {
        Copy copy;
        copy.bytes = sectorBytes(card, sector, 3);
        copy.blank = allAre(copy.bytes, '\0');
        copy.valid = !copy.blank && copy.bytes.mid(40) == cmac(macKey, uid + copy.bytes.left(40)).left(8);
        return copy;
    }

    LoadResult exchangeSlots(VirtualCard& card, MeterState& meter, const QByteArray& uid,
                             const QByteArray& macKey) const {
        bool anyBad = false;
        bool anyOther = false;
        for (int slot = 0; slot < 2; ++slot) {
            const Copy a = copyAt(card, copySector(slot, 0), uid, macKey);
            const Copy b = copyAt(card, copySector(slot, 1), uid, macKey);
            anyBad = anyBad || (!a.blank && !a.valid) || (!b.blank && !b.valid);
            if (!a.valid && !b.valid)
                continue;
            const bool second = b.valid && (!a.valid || ((b.count() - a.count()) & 0xFFFF) < 0x8000);
            const QByteArray& record = second ? b.bytes : a.bytes;
            if (!sameNumber(digitsAt(record, 0, 6), meter.number)) {
                anyOther = true;
                continue;
            }
            // The report sector opens with the meter's key B; without that the meter is blind, and takes nothing.
            const int trailer = reportSector(slot) * 4 + 3;
            const QByteArray own =
                meter.keys(QStringLiteral("card-access"), uid + char(reportSector(slot)) + '\x0B').left(6);
            if (own.isEmpty() || card.peek(trailer, 10, 6) != own)
                return {false, 0, QStringLiteral("no key")};
            meter.overdraft = numberAt(record, 18, 2, le) * 1000;
            LoadResult result = takeRecord(meter, numberAt(record, 6, 2, le), numberAt(record, 8, 4, le) * step);
            writeReport(card, reportSector(slot), meter);
            return result;
        }
        if (anyBad)
            return {false, 0, QStringLiteral("bad record")};
        return {false, 0, anyOther ? QStringLiteral("other meter") : QStringLiteral("blank")};
    }

    static void writeReport(VirtualCard& card, int sector, const MeterState& meter) {
        QByteArray report(48, '\0');
        report.replace(0, 6, packed(meter.number, 6));
        setNumber(report, 6, 2, meter.lastCount & 0xFFFF, le);
        setNumber(report, 8, 4, meter.remaining() / step, le);
        setNumber(report, 12, 4, meter.used / step, le);
        for (int i = 0; i < 12; ++i)
            setNumber(report, 16 + 2 * i, 2, meter.months[i] / 100, le);
        report[40] = flagsOf(meter);
        report.replace(41, 5, packedTime(meter.time, 5));
        setNumber(report, 46, 2, crcReflected(report.left(46), 0xA001, 0xFFFF), le);
        for (int i = 0; i < 3; ++i)
            card.poke(sector * 4 + i, 0, report.mid(qsizetype(16) * i, 16));
    }
};

} // namespace

std::shared_ptr<const MeterCodec> mifareMeterCodec() {
    return std::make_shared<MifareCodec>();
}

} // namespace meterdesk::simulator
