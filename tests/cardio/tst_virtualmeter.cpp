// The virtual meter: takes a count once, uses up, closes, writes back. The card images were made with the openssl
// command from the tables of cardio/README.md, not with this program.
#include "cardio/simulator/desmac.h"
#include "cardio/simulator/meterbytes.h"
#include "cardio/simulator/virtualcpu.h"
#include "cardio/simulator/virtualmifare.h"
#include "cardio/simulator/virtualsle.h"

#include <QTest>
#include <ctime>

using namespace meterdesk::simulator;

namespace {

QByteArray hex(const char* digits) {
    return QByteArray::fromHex(digits);
}

const char meterNumber[] = "202411000123";
constexpr qint64 noon = 1795233600000; // 2026-11-21 12:00 at UTC+8

const QByteArray firstRecord = hex("202411000123010088130000881300000500020001030000"
                                   "00000000000000000000000000000000b51c708e24eca0fc");
const QByteArray secondRecord = hex("20241100012302002c010000b4140000050002000103000000"
                                    "000000000000000000000000000000793a7c71e8b4efad");
const QByteArray otherRecord = hex("202411000999070064000000840300000500020001030000"
                                   "000000000000000000000000000000004c4af37f939e335b");
const QByteArray saleRecord = hex("20241100012300010000320000320502174c");
const QByteArray officeFile = hex("01000000000000004220241100012300010000138800001388000500020103"
                                  "13800138000f000000000000000000000000000000000000000000000000000ff4");

MeterKeys keys() {
    QByteArray mac;
    QByteArray access;
    for (int i = 0; i < 16; ++i) {
        mac.append(char(i));
        access.append(char(16 + i));
    }
    return meterKeysFromMasters({{QStringLiteral("record-mac"), mac}, {QStringLiteral("card-access"), access}});
}

MeterKeys cpuKeys(const QByteArray& key) {
    return [key](const QString&, const QByteArray&) { return key; };
}

VirtualMeter meter(const char* layout, const MeterKeys& its = keys()) {
    MeterState state;
    state.number = QLatin1String(meterNumber);
    state.layout = QLatin1String(layout);
    state.time = noon;
    state.keys = its;
    return VirtualMeter(state);
}

void put(VirtualMifare& card, int sector, const QByteArray& bytes) {
    for (int i = 0; i < bytes.size() / 16; ++i)
        card.poke(sector * 4 + i, 0, bytes.mid(qsizetype(16) * i, 16));
}

/// Issued, nothing sold.
std::unique_ptr<VirtualMifare> issued() {
    auto card = std::make_unique<VirtualMifare>(QStringLiteral("m"), false, hex("11223344"));
    put(*card, 1, hex("4d445731000000000000004213800138000f000000000000ca8abeed2004f03c"));
    card->poke(4 * 4 + 3, 10, hex("40fdc7598a45"));
    card->poke(7 * 4 + 3, 10, hex("49569d3b4b34"));
    return card;
}

QByteArray reportOf(const VirtualMifare& card, int sector) {
    return card.peek(sector * 4, 0, 16) + card.peek(sector * 4 + 1, 0, 16) + card.peek(sector * 4 + 2, 0, 16);
}

std::unique_ptr<VirtualSle> issuedSle() {
    auto card = std::make_unique<VirtualSle>(QStringLiteral("s"));
    card->poke(0, 32, hex("534d01000000007700000000000000425a"));
    card->poke(0, 64, saleRecord);
    return card;
}

std::unique_ptr<VirtualCpu> issuedCpu(const QByteArray& key) {
    auto card = std::make_unique<VirtualCpu>(
        QStringLiteral("c"),
        QMap<QString, QByteArray>{{QStringLiteral("purse-debit"), key}, {QStringLiteral("file-mac"), key}},
        hex("0102030405060708"));
    card->poke(0x16, 0, officeFile);
    card->setBalance(5000);
    return card;
}

} // namespace

class VirtualMeterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        qputenv("TZ", "CST-8");
        tzset();
    }

    void checksOfTheCatalogue() {
        QCOMPARE(crcForward("123456789", 0x1021, 0xFFFF), quint16(0x29B1));
        QCOMPARE(crcForward("123456789", 0x1021, 0x0000), quint16(0x31C3));
        QCOMPARE(crcReflected("123456789", 0xA001, 0xFFFF), quint16(0x4B37));
        QCOMPARE(cmac(hex("2b7e151628aed2a6abf7158809cf4f3c"), hex("6bc1bee22e409f96e93d7e117393172a")),
                 hex("070a16b46b4d4144f79bdd9dd04a287c")); // RFC 4493
    }

    void mifareTakesACountOnce() {
        const auto card = issued();
        VirtualMeter m = meter("mifare-alternating");
        QCOMPARE(m.present(*card).reason, QStringLiteral("blank"));
        put(*card, 2, firstRecord);
        const LoadResult taken = m.present(*card);
        QVERIFY(taken.loaded);
        QCOMPARE(taken.credit, 50000);
        QCOMPARE(m.state().overdraft, 2000);
        m.use(1500);
        const LoadResult again = m.present(*card);
        QVERIFY(!again.loaded);
        QCOMPARE(again.reason, QStringLiteral("count"));
        QCOMPARE(m.state().remaining(), 48500);
        QCOMPARE(reportOf(*card, 4), hex("2024110001230100f2120000960000000f00000000000000"
                                         "000000000000000000000000000000000126112112005643"));
        put(*card, 3, secondRecord); // the higher count is current
        QCOMPARE(m.present(*card).credit, 3000);
        QCOMPARE(m.state().lastCount, 2);
        QCOMPARE(m.state().loaded, 53000);
    }

    void mifareSecondSlotIsAnotherMeters() {
        const auto card = issued();
        put(*card, 2, otherRecord);
        VirtualMeter m = meter("mifare-alternating");
        QCOMPARE(m.present(*card).reason, QStringLiteral("other meter"));
        put(*card, 5, firstRecord);
        QVERIFY(m.present(*card).loaded);
        QCOMPARE(reportOf(*card, 4), QByteArray(48, '\0'));
        QCOMPARE(reportOf(*card, 7).left(8), hex("2024110001230100"));
        QCOMPARE(VirtualMeter::codec(QStringLiteral("mifare-alternating"))->metersOn(*card),
                 QStringList({QStringLiteral("202411000999"), QLatin1String(meterNumber)}));
    }

    void mifareRefusals() {
        const auto card = issued();
        put(*card, 2, firstRecord);
        VirtualMeter keyless = meter("mifare-alternating", MeterKeys());
        QCOMPARE(keyless.present(*card).reason, QStringLiteral("no key"));
        for (int byte = 0; byte < 48; ++byte) { // any damage shows
            QByteArray damaged = firstRecord;
            damaged[byte] = char(damaged.at(byte) ^ 1);
            put(*card, 2, damaged);
            VirtualMeter m = meter("mifare-alternating");
            QCOMPARE(m.present(*card).reason, QStringLiteral("bad record"));
            QCOMPARE(m.state().loaded, 0);
        }
        put(*card, 2, firstRecord);
        card->poke(4 * 4 + 3, 10, hex("FFFFFFFFFFFF"));
        VirtualMeter m = meter("mifare-alternating");
        QCOMPARE(m.present(*card).reason, QStringLiteral("no key")); // can't report: takes nothing
        VirtualMifare blank(QStringLiteral("b"));
        QCOMPARE(m.present(blank).reason, QStringLiteral("blank"));
        QCOMPARE(m.present(*issuedSle()).reason, QStringLiteral("foreign"));
        QCOMPARE(m.state().loaded, 0);
    }

    void countsGoRound() {
        const auto card = issued();
        put(*card, 2, firstRecord);
        VirtualMeter m = meter("mifare-alternating");
        m.state().lastCount = 65536; // carried as 0
        m.state().loaded = 700000;   // changed over from another system
        QVERIFY(m.present(*card).loaded);
        QCOMPARE(m.state().lastCount, 65537);
        QCOMPARE(m.state().loaded, 750000);
        QVERIFY(!m.present(*card).loaded);
    }

    void toolCardTurnsTheValve() {
        VirtualMifare card(QStringLiteral("t"), false, hex("11223344"));
        const QByteArray tool = hex("4d445431030000000000000000000000000000000000000010e3910f4c265d89");
        put(card, 1, tool);
        VirtualMeter m = meter("mifare-alternating");
        QCOMPARE(m.present(card).reason, QStringLiteral("valve"));
        QVERIFY(!m.state().valveOpen);
        QCOMPARE(m.present(card).reason, QStringLiteral("valve"));
        QVERIFY(m.state().valveOpen);
        card.poke(4, 4, hex("01")); // a clear card of nobody's making
        m.state().loaded = 1000;
        QCOMPARE(m.present(card).reason, QStringLiteral("bad record"));
        QCOMPARE(m.state().loaded, 1000);
    }

    void tools() {
        MeterState state;
        state.loaded = 5;
        state.used = state.months[3] = 4;
        state.lastCount = 3;
        QCOMPARE(applyTool(state, 2, 0).reason, QStringLiteral("check"));
        QCOMPARE(applyTool(state, 5, 100).reason, QStringLiteral("refused"));
        QCOMPARE(state.loaded, 5);
        QCOMPARE(applyTool(state, 1, 0).reason, QStringLiteral("clear"));
        QCOMPARE(state.loaded + state.used + state.months[3] + state.lastCount, 0);
        QCOMPARE(applyTool(state, 5, 100).credit, 1000);
        QCOMPARE(applyTool(state, 5, 100).reason, QStringLiteral("refused")); // once
        QCOMPARE(state.remaining(), 1000);
        QCOMPARE(applyTool(state, 4, 50).reason, QStringLiteral("parameter"));
        QCOMPARE(state.overdraft, 500);
        QCOMPARE(applyTool(state, 9, 0).reason, QStringLiteral("bad record"));
    }

    void sleTakesWholeUnits() {
        const auto card = issuedSle();
        VirtualMeter m = meter("sle4442-single", MeterKeys());
        QCOMPARE(m.present(*card).credit, 50000);
        m.use(1500);
        QCOMPARE(m.present(*card).reason, QStringLiteral("count"));
        QCOMPARE(card->peek(0, 96, 38), hex("00010001e50000000f000f000000000000000000"
                                            "0000000000000000000000000001261121f2"));
        for (int byte = 0; byte < 18; ++byte) {
            QByteArray damaged = saleRecord;
            damaged[byte] = char(damaged.at(byte) ^ 1);
            card->poke(0, 64, damaged);
            VirtualMeter other = meter("sle4442-single", MeterKeys());
            QCOMPARE(other.present(*card).reason, QStringLiteral("bad record"));
        }
        VirtualSle blank(QStringLiteral("b"));
        QCOMPARE(m.present(blank).reason, QStringLiteral("blank"));
    }

    void purseIsEmptied() {
        const QByteArray key = hex("00112233445566778899AABBCCDDEEFF");
        const auto card = issuedCpu(key);
        VirtualMeter m = meter("cpu-money", cpuKeys(key));
        QCOMPARE(m.present(*card).credit, 5000);
        QCOMPARE(card->balance(), 0u);
        QCOMPARE(m.state().lastCount, 1);
        m.use(150);
        QCOMPARE(m.present(*card).reason, QStringLiteral("empty"));
        QCOMPARE(card->peek(0x17, 0, 64), hex("022024110001230001000012f200001388000000960000960000000000000000"
                                              "00000000000000000000000000000000000000000000000000012611211200b2"));
        card->setBalance(70); // loaded again, the office's file still the old one
        QCOMPARE(m.present(*card).credit, 70);
        QCOMPARE(m.state().lastCount, 1);
        VirtualMeter byQuantity = meter("cpu-quantity", cpuKeys(key));
        card->setBalance(5000);
        QCOMPARE(byQuantity.present(*card).credit, 50000);
    }

    void purseRefusals() {
        const QByteArray key = hex("00112233445566778899AABBCCDDEEFF");
        const auto card = issuedCpu(key);
        VirtualMeter wrong = meter("cpu-money", cpuKeys(QByteArray(16, '\x11')));
        QCOMPARE(wrong.present(*card).reason, QStringLiteral("no key"));
        QCOMPARE(card->balance(), 5000u);
        VirtualMeter other = meter("cpu-money", cpuKeys(key));
        other.state().number = QStringLiteral("1");
        QCOMPARE(other.present(*card).reason, QStringLiteral("other meter"));
        card->poke(0x16, 62, hex("0000"));
        VirtualMeter m = meter("cpu-money", cpuKeys(key));
        QCOMPARE(m.present(*card).reason, QStringLiteral("bad record"));
        card->poke(0x16, 0, QByteArray(64, '\0'));
        QCOMPARE(m.present(*card).reason, QStringLiteral("blank"));
        QCOMPARE(card->balance(), 5000u);
    }

    void usesUpAndCloses() {
        VirtualMeter m = meter("sle4442-single");
        m.state().loaded = 10000;
        m.state().overdraft = 2000;
        m.state().dailyUse = 3000;
        m.passDays(3);
        QVERIFY(m.state().valveOpen);
        QCOMPARE(m.state().remaining(), 1000);
        m.passDays(1); // -2000: the overdraft is gone too
        QVERIFY(!m.state().valveOpen);
        m.passDays(10); // nothing flows
        QCOMPARE(m.state().used, 12000);
        // 21 November + 14 days: the month has changed once.
        QCOMPARE(m.state().months[0], 0);
        QCOMPARE(m.state().months[1], 12000);
        QVERIFY(m.present(*issuedSle()).loaded);
        QVERIFY(m.state().valveOpen);
    }

    void savedAndLoadedIsTheSame() {
        VirtualMeter m = meter("sle4442-single");
        m.present(*issuedSle());
        m.state().dailyUse = 700;
        m.state().faults = 0x82;
        m.passDays(40);
        const VirtualMeter again = VirtualMeter::load(m.save());
        QCOMPARE(again.save(), m.save());
        QCOMPARE(again.state().months[1], m.state().months[1]);
        QVERIFY(again.state().months[1] > 0);
    }

    void testsBringTheirOwnCodecs() {
        class Generous : public MeterCodec {
        public:
            LoadResult exchange(VirtualCard&, MeterState& state) const override {
                state.loaded += 7;
                return {true, 7, {}};
            }
        };
        QVERIFY(!VirtualMeter::codec(QStringLiteral("generous")));
        VirtualMeter m = meter("generous");
        QCOMPARE(m.present(*issuedSle()).reason, QStringLiteral("foreign"));
        VirtualMeter::registerCodec(QStringLiteral("generous"), std::make_shared<Generous>());
        QVERIFY(m.present(*issuedSle()).loaded);
        QVERIFY(VirtualMeter::codecs().contains(QStringLiteral("generous")));
        QCOMPARE(VirtualMeter::codecs().size(), 5);
    }
};

QTEST_GUILESS_MAIN(VirtualMeterTest)
#include "tst_virtualmeter.moc"
