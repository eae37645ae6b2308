// A meter with a security module: it takes all money or units out of the purse of a CPU card (DEBIT FOR PURCHASE) and
// writes its report to file 17 with MAC, by the commands of the card itself.
#include "cardio/simulator/apdu.h"
#include "cardio/simulator/desmac.h"
#include "cardio/simulator/metercodecs.h"

namespace meterdesk::simulator {
namespace {

constexpr Order be = Order::BigEndian;
const char terminal[] = "0000004D4554"; // the module's number

class CpuCodec : public MeterCodec {
public:
    explicit CpuCodec(qint64 step) : m_step(step) {}

    QStringList metersOn(VirtualCard& card) const override {
        QByteArray serial;
        QByteArray office;
        if (!read(card, serial, office) || !valid(office))
            return {};
        return {digitsAt(office, 9, 6)};
    }

    LoadResult exchange(VirtualCard& card, MeterState& meter) const override {
        const auto no = [](const char* why) { return LoadResult{false, 0, QLatin1String(why)}; };
        QByteArray serial;
        QByteArray office;
        if (!read(card, serial, office))
            return no("foreign");
        if (allAre(office, '\0'))
            return no("blank");
        if (!valid(office))
            return no("bad record");
        if (!sameNumber(digitsAt(office, 9, 6), meter.number))
            return no("other meter");
        const QByteArray debitKey = meter.keys ? meter.keys(QStringLiteral("purse-debit"), serial) : QByteArray();
        const QByteArray fileKey = meter.keys ? meter.keys(QStringLiteral("file-mac"), serial) : QByteArray();
        if (debitKey.isEmpty() || fileKey.isEmpty())
            return no("no key");
        meter.overdraft = numberAt(office, 27, 2, be) * 100 * m_step;
        LoadResult result = empty(card, meter, debitKey);
        if (result.loaded || result.reason == QLatin1String("empty")) {
            // The count that stood in the office's file when the purse was emptied.
            const qint64 ahead = (numberAt(office, 15, 2, be) - meter.lastCount) & 0xFFFF;
            if (result.loaded && ahead < 0x8000)
                meter.lastCount += ahead;
            if (meter.remaining() > -meter.overdraft && result.loaded)
                meter.valveOpen = true;
            if (!writeReport(card, meter, fileKey))
                result.reason = QStringLiteral("refused");
        }
        return result;
    }

private:
    static bool ask(VirtualCard& card, const QByteArray& apdu, QByteArray& reply) {
        reply = card.transmit(apdu);
        if (!reply.endsWith(QByteArray::fromHex("9000")))
            return false;
        reply.chop(2);
        return true;
    }

    static bool read(VirtualCard& card, QByteArray& serial, QByteArray& office) {
        QByteArray reply;
        if (card.family() != QLatin1String("cpu") ||
            !ask(card, QByteArray::fromHex("00A4040009A00000000386980701"), reply) ||
            !ask(card, QByteArray::fromHex("00B095001E"), reply) || reply.size() != 30)
            return false;
        serial = reply.mid(12, 8);
        return ask(card, QByteArray::fromHex("00B0960040"), office) && office.size() == 64;
    }

    static bool valid(const QByteArray& office) {
        return office.at(0) == 1 && crcForward(office.left(62), 0x1021, 0xFFFF) == numberAt(office, 62, 2, be);
    }

    LoadResult empty(VirtualCard& card, MeterState& meter, const QByteArray& debitKey) const {
        const auto no = [](const char* why) { return LoadResult{false, 0, QLatin1String(why)}; };
        QByteArray balance;
        if (!ask(card, QByteArray::fromHex("805C000204"), balance) || balance.size() != 4)
            return no("refused");
        if (allAre(balance, '\0'))
            return no("empty");
        const QByteArray who = QByteArray::fromHex(terminal);
        QByteArray offer;
        if (!ask(card, QByteArray::fromHex("805001020B01") + balance + who + '\x0F', offer) || offer.size() != 15)
            return no("refused");
        const QByteArray transaction = bigEndian(meter.lastCount & 0xFFFF, 4);
        const QByteArray sessionKey = desEncrypt(debitKey, offer.mid(11) + offer.mid(4, 2) + transaction.right(2));
        const QByteArray stamp = QByteArray::fromHex("20") + packedTime(meter.time, 5) + '\0';
        const QByteArray mac1 = purseMac(sessionKey, balance + '\x06' + who + stamp);
        QByteArray proof;
        if (!ask(card, QByteArray::fromHex("805401000F") + transaction + stamp + mac1 + '\x08', proof))
            return no("no key");
        if (proof.mid(4) != purseMac(sessionKey, balance))
            return no("refused"); // not the card it seems to be: no credit for it
        const qint64 credit = numberAt(balance, 0, 4, be) * m_step;
        meter.loaded += credit;
        return {true, credit, {}};
    }

    bool writeReport(VirtualCard& card, const MeterState& meter, const QByteArray& fileKey) const {
        QByteArray report(64, '\0');
        report[0] = 2;
        report.replace(1, 6, packed(meter.number, 6));
        setNumber(report, 7, 2, meter.lastCount & 0xFFFF, be);
        setNumber(report, 9, 4, meter.remaining() / m_step, be);
        setNumber(report, 13, 4, meter.loaded / m_step, be);
        setNumber(report, 17, 4, meter.used / m_step, be);
        for (int i = 0; i < 12; ++i)
            setNumber(report, 21 + 3 * i, 3, meter.months[i] / m_step, be);
        report[57] = flagsOf(meter);
        report.replace(58, 5, packedTime(meter.time, 5));
        int sum = 0;
        for (int i = 0; i < 63; ++i)
            sum += quint8(report.at(i));
        report[63] = char(sum & 0xFF);
        for (int offset = 0; offset < 64; offset += 32) {
            QByteArray challenge;
            if (!ask(card, QByteArray::fromHex("0084000004"), challenge))
                return false;
            const QByteArray covered =
                QByteArray::fromHex("04D697") + char(offset) + char(32 + 4) + report.mid(offset, 32);
            QByteArray none;
            if (!ask(card, covered + messagingMac(fileKey, challenge + QByteArray(4, '\0'), covered), none))
                return false;
        }
        return true;
    }

    qint64 m_step; // one purse step in fen or thousandths
};

} // namespace

std::shared_ptr<const MeterCodec> cpuMeterCodec(qint64 step) {
    return std::make_shared<CpuCodec>(step);
}

} // namespace meterdesk::simulator
