// A meter that reads SLE4442 cards with one copy, whole units.
#include "cardio/simulator/metercodecs.h"

namespace meterdesk::simulator {
namespace {

constexpr Order be = Order::BigEndian;

class SleCodec : public MeterCodec {
public:
    QStringList metersOn(VirtualCard& card) const override {
        if (!ours(card))
            return {};
        const QString number = digitsAt(card.peek(0, 64, 6), 0, 6);
        return number.isEmpty() ? QStringList() : QStringList(number);
    }

    LoadResult exchange(VirtualCard& card, MeterState& meter) const override {
        const auto no = [](const char* why) { return LoadResult{false, 0, QLatin1String(why)}; };
        if (!ours(card))
            return no(card.family() == QLatin1String("sle4442") && allAre(card.peek(0, 32, 224), '\xFF') ? "blank"
                                                                                                         : "foreign");
        const QByteArray record = card.peek(0, 64, 18);
        if (allAre(record, '\xFF'))
            return no("blank");
        if (crcForward(record.left(16), 0x1021, 0) != numberAt(record, 16, 2, be))
            return no("bad record");
        if (!sameNumber(digitsAt(record, 0, 6), meter.number))
            return no("other meter");
        meter.overdraft = numberAt(record, 15, 1, be) * 1000;
        LoadResult result = takeRecord(meter, numberAt(record, 6, 2, be), numberAt(record, 8, 3, be) * 1000);
        writeReport(card, meter);
        return result;
    }

private:
    static bool ours(const VirtualCard& card) {
        if (card.family() != QLatin1String("sle4442") || card.peek(0, 32, 3) != QByteArray("SM\x01"))
            return false;
        int sum = 0;
        const QByteArray identity = card.peek(0, 32, 16);
        for (const char byte : identity)
            sum += quint8(byte);
        return quint8(card.peek(0, 48, 1).at(0)) == (sum & 0xFF);
    }

    static void writeReport(VirtualCard& card, const MeterState& meter) {
        QByteArray report(38, '\0'); // 96..133
        setNumber(report, 0, 2, meter.lastCount & 0xFFFF, be);
        setNumber(report, 2, 3, meter.remaining() / 100, be);
        setNumber(report, 5, 4, meter.used / 100, be);
        for (int i = 0; i < 12; ++i)
            setNumber(report, 9 + 2 * i, 2, meter.months[i] / 100, be);
        report[33] = flagsOf(meter);
        report.replace(34, 3, packedTime(meter.time, 3));
        char check = 0;
        for (int i = 0; i < 37; ++i)
            check = char(check ^ report.at(i));
        report[37] = check;
        card.poke(0, 96, report);
    }
};

} // namespace

std::shared_ptr<const MeterCodec> sleMeterCodec() {
    return std::make_shared<SleCodec>();
}

} // namespace meterdesk::simulator
