// The virtual CPU card against the published vectors of FMCOS and the status words of its manual.
#include "cardio/simulator/desmac.h"
#include "cardio/simulator/virtualcpu.h"

#include <QRandomGenerator>
#include <QTest>

using namespace meterdesk::simulator;

namespace {

QByteArray hex(const char* digits) {
    return QByteArray::fromHex(digits);
}

const QByteArray vectorKey = hex("00112233445566778899AABBCCDDEEFF");
const QByteArray selectApplication = hex("00A4040009A00000000386980701");

std::unique_ptr<VirtualCpu> card(const char* random = nullptr) {
    QMap<QString, QByteArray> keys;
    for (const char* name : {"purse-load", "purse-debit", "purse-tac"})
        keys[QLatin1String(name)] = vectorKey;
    keys[QStringLiteral("external-auth")] = hex("0102030405060708");
    auto made = std::make_unique<VirtualCpu>(QStringLiteral("cpu-1"), keys, hex("0102030405060708"));
    if (random)
        made->setRandom([bytes = hex(random)](int) { return bytes; });
    made->transmit(selectApplication);
    return made;
}

const QByteArray initLoad = hex("805000020B"
                                "01"
                                "00002000"
                                "001122334455"
                                "10");
const QByteArray creditLoad = hex("805200000B"
                                  "20161216"
                                  "105800"
                                  "8AFA5718"
                                  "04");

QByteArray withMac(const QByteArray& header, const QByteArray& data, const char* challenge,
                   const QByteArray& key = QByteArray(16, '\xFF')) {
    const QByteArray covered = header + char(data.size() + 4) + data;
    return covered + messagingMac(key, hex(challenge).leftJustified(8, '\0'), covered);
}

} // namespace

class VirtualCpuTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void loadVector() {
        const auto c = card("C903814D");
        QCOMPARE(c->transmit(initLoad), hex("000000000000"
                                            "0100"
                                            "C903814D"
                                            "03976C22"
                                            "9000"));
        QCOMPARE(c->transmit(creditLoad), hex("FA00066D9000"));
        QCOMPARE(c->balance(), 0x2000u);
        QCOMPARE(c->onlineSerial(), quint16(1));
        QCOMPARE(c->transmit(hex("805C000204")), hex("000020009000"));
        QCOMPARE(c->transmit(hex("00B201C417")), hex("0000"
                                                     "000000"
                                                     "00002000"
                                                     "02"
                                                     "001122334455"
                                                     "20161216105800"
                                                     "9000"));
        QCOMPARE(c->transmit(hex("00B202C417")), hex("6A83"));
    }

    void otherRandomNumberVector() {
        QVERIFY(card("E0B84748")->transmit(initLoad).endsWith(hex("E0B84748EA411F909000")));
    }

    void purchaseVector() {
        const auto c = card("584633C9");
        c->setBalance(0x2000);
        QCOMPARE(c->transmit(hex("805001020B"
                                 "01"
                                 "00000001"
                                 "001122334455"
                                 "0F")),
                 hex("00002000"
                     "0000"
                     "000000"
                     "0100"
                     "584633C9"
                     "9000"));
        QCOMPARE(c->transmit(hex("805401000F"
                                 "00000000"
                                 "20161216134600"
                                 "D45737C5"
                                 "08")),
                 hex("8AF270DC"
                     "66B54A6B"
                     "9000"));
        QCOMPARE(c->balance(), 0x1FFFu);
        QCOMPARE(c->onlineSerial(), quint16(0));
        QCOMPARE(c->transmit(hex("805A000602000108")), hex("66B54A6B8AF270DC9000"));
    }

    void externalAuthenticationVector() {
        const auto c = card("BB83BFF3");
        QCOMPARE(c->transmit(hex("0084000004")), hex("BB83BFF39000"));
        QCOMPARE(c->transmit(hex("008200000874B0047DD681D96C")), hex("9000"));
        // The challenge was good once.
        QCOMPARE(c->transmit(hex("008200000874B0047DD681D96C")), hex("6984"));
        for (const char* left : {"63C2", "63C1", "63C0", "6983"}) {
            c->transmit(hex("0084000004"));
            QCOMPARE(c->transmit(hex("00820000080000000000000000")), hex(left));
        }
        c->transmit(hex("0084000004"));
        QCOMPARE(c->transmit(hex("008200000874B0047DD681D96C")), hex("6983"));
    }

    void secureMessagingVector() {
        const auto c = card("D0FE4FB9");
        QCOMPARE(c->transmit(hex("00A40000020016")), hex("9000"));
        c->transmit(hex("0084000004"));
        QCOMPARE(c->transmit(hex("04B0000004F09C8A1902")), hex("00009000"));
        c->transmit(hex("0084000004"));
        QCOMPARE(c->transmit(hex("04B0000004F09C8A1802")), hex("6988"));
    }

    void diversificationVectors() {
        QCOMPARE(an10922CardKey(vectorKey, hex("04782E21801D803042F54E585020416275")),
                 hex("A8DD63A3B89D54B37CA802473FDA9175"));
        QCOMPARE(an10922CardKey(hex("F3F9377698707B688EAF84ABE39E3791"), hex("04DEADBEEFFEED")),
                 hex("0BB408BAFF98B6EE9F2E1585777F6A51"));
        QCOMPARE(pbocCardKey(vectorKey, hex("0102030405060708")), hex("00E2B15307A7A33050BBBCA82E87FF07"));
    }

    void loadThatFailsChangesNothing_data() {
        QTest::addColumn<QByteArray>("apdu");
        QTest::addColumn<QByteArray>("reply");
        QTest::newRow("wrong MAC2") << hex("805200000B201612161058008AFA571904") << hex("9302");
        QTest::newRow("other time") << hex("805200000B201612161058018AFA571804") << hex("9302");
        QTest::newRow("short") << hex("80520000022016") << hex("6700");
    }

    void loadThatFailsChangesNothing() {
        QFETCH(QByteArray, apdu);
        QFETCH(QByteArray, reply);
        const auto c = card("C903814D");
        c->transmit(initLoad);
        QCOMPARE(c->transmit(apdu), reply);
        QCOMPARE(c->transmit(creditLoad), hex("6901")); // the initialisation is spent
        QCOMPARE(c->balance(), 0u);
        QCOMPARE(c->onlineSerial(), quint16(0));
    }

    void loadNeedsOnePoweredSession() {
        const auto c = card("C903814D");
        c->transmit(initLoad);
        c->powerOn();
        QCOMPARE(c->transmit(initLoad), hex("6985")); // nothing selected
        c->transmit(selectApplication);
        QCOMPARE(c->transmit(creditLoad), hex("6901"));
        QCOMPARE(c->balance(), 0u);
    }

    void balanceMayBeAskedInBetween() {
        const auto c = card("C903814D");
        c->transmit(initLoad);
        QCOMPARE(c->transmit(hex("805C000204")), hex("000000009000"));
        QCOMPARE(c->transmit(creditLoad), hex("FA00066D9000"));
    }

    void unknownPurseKey() { QCOMPARE(card()->transmit(hex("805000020B020000200000112233445510")), hex("9403")); }

    void purseDoesNotOverflow() {
        const auto c = card();
        c->setBalance(0xFFFFE000u);
        QCOMPARE(c->transmit(initLoad), hex("6985"));
    }

    void lowFunds() {
        const auto c = card();
        QCOMPARE(c->transmit(hex("805001020B01000000010011223344550F")), hex("9401"));
    }

    void proofByEitherSerialOrNever() {
        const auto c = card("C903814D");
        QCOMPARE(c->transmit(hex("805A000202000108")), hex("9406")); // nothing to prove yet
        c->transmit(initLoad);
        c->transmit(creditLoad);
        const QByteArray proof = hex("8AFA5718FA00066D9000");
        c->powerOn();
        c->transmit(selectApplication);
        QCOMPARE(c->transmit(hex("805A000202000108")), proof);
        QCOMPARE(c->transmit(hex("805A000202000008")), hex("9406"));
        QCOMPARE(c->transmit(hex("805A000602000108")), hex("9406"));
        c->setProveBy(ProveBy::SerialBefore);
        QCOMPARE(c->transmit(hex("805A000202000008")), proof);
        QCOMPARE(c->transmit(hex("805A000202000108")), hex("9406"));
        c->setProveBy(ProveBy::Never);
        QCOMPARE(c->transmit(hex("805A000202000008")), hex("9406"));
        QCOMPARE(c->transmit(hex("805A000202000108")), hex("9406"));
    }

    void publicFile() {
        const auto c = card();
        const QByteArray reply = c->transmit(hex("00B095001E"));
        QCOMPARE(reply.size(), 32);
        QCOMPARE(reply.mid(8, 1), hex("01"));
        QCOMPARE(reply.mid(12, 8), hex("0102030405060708"));
        QCOMPARE(c->transmit(hex("00B0950000")), reply);
        QCOMPARE(c->transmit(hex("00D6950001FF")), hex("6982"));
        QCOMPARE(c->transmit(hex("00B095001F")), hex("6C1E"));
        QCOMPARE(c->transmit(hex("00B0951E01")), hex("6B00"));
        QCOMPARE(c->transmit(hex("00B09B0001")), hex("6A82"));
        c->powerOn();
        QCOMPARE(c->transmit(hex("00B095001E")), hex("6A82"));
    }

    void dataFileIsWrittenWithMacOnly() {
        const auto c = card("11223344");
        QCOMPARE(c->transmit(hex("00D696000101")), hex("6987"));
        const QByteArray write = withMac(hex("04D69604"), hex("CAFE"), "11223344");
        QCOMPARE(c->transmit(write), hex("6984")); // no challenge
        c->transmit(hex("0084000004"));
        QCOMPARE(c->transmit(write), hex("9000"));
        QCOMPARE(c->peek(0x16, 4, 2), hex("CAFE"));
        QCOMPARE(c->transmit(hex("00B0960402")), hex("CAFE9000"));
        QCOMPARE(c->transmit(write), hex("6984")); // the challenge was for one command
        c->transmit(hex("0084000004"));
        QCOMPARE(c->transmit(withMac(hex("04D6963F"), hex("CAFE"), "11223344")), hex("6A84"));
        for (const char* refused : {"6988", "6988", "6988", "6983"}) {
            c->transmit(hex("0084000004"));
            QCOMPARE(c->transmit(withMac(hex("04D69604"), hex("0000"), "11223344", vectorKey)), hex(refused));
        }
        QCOMPARE(c->peek(0x16, 4, 2), hex("CAFE"));
    }

    void plainUpdateOfTheFreeFile() {
        const auto c = card();
        QCOMPARE(c->transmit(hex("00D6990203ABCDEF")), hex("9000"));
        QCOMPARE(c->transmit(hex("00B0990203")), hex("ABCDEF9000"));
        QCOMPARE(c->transmit(hex("00D6991E03ABCDEF")), hex("6A84"));
    }

    void pin() {
        const auto c = card();
        QCOMPARE(c->transmit(hex("0020000003123457")), hex("63C2"));
        QCOMPARE(c->transmit(hex("0020000003123456")), hex("9000"));
        QCOMPARE(c->transmit(hex("0020000003000000")), hex("63C2"));
        QCOMPARE(c->transmit(hex("0020000003000000")), hex("63C1"));
        QCOMPARE(c->transmit(hex("0020000003000000")), hex("63C0"));
        QCOMPARE(c->transmit(hex("0020000003123456")), hex("6983"));
    }

    void selection() {
        const auto c = card();
        QCOMPARE(c->transmit(hex("00A4040009A00000000386980799")), hex("6A82"));
        QVERIFY(c->transmit(selectApplication + '\0').endsWith(hex("9000")));
        QVERIFY(c->transmit(selectApplication).startsWith('\x6F'));
        QVERIFY(c->transmit(hex("00A40000023F00")).endsWith(hex("9000")));
        QCOMPARE(c->transmit(hex("00A40000020016")), hex("6A82"));
        QVERIFY(c->transmit(hex("00A40000023F01")).endsWith(hex("9000")));
        QCOMPARE(c->transmit(hex("00A40000020016")), hex("9000"));
        QCOMPARE(c->transmit(hex("00B0000002")), hex("00009000"));
    }

    void tornCommandsAreWholeOrNothing() {
        for (int n = 0; n <= 11; ++n) {
            const auto c = card("C903814D");
            c->transmit(initLoad);
            c->transmitTorn(creditLoad, n);
            QCOMPARE(c->balance(), n < 11 ? 0u : 0x2000u);
            QCOMPARE(c->onlineSerial(), quint16(n < 11 ? 0 : 1));
        }
    }

    void wrongKeyIsRefusedAndForgotten() {
        const auto c = card("C903814D");
        QVERIFY(!c->transmitWrongKey(initLoad).contains(hex("03976C22"))); // MAC1 of another key
        c->transmit(initLoad);
        QCOMPARE(c->transmitWrongKey(creditLoad), hex("9302"));
        c->transmit(initLoad);
        QCOMPARE(c->transmit(creditLoad), hex("FA00066D9000"));
        c->transmit(hex("0084000004"));
        QCOMPARE(c->transmitWrongKey(withMac(hex("04D69604"), hex("CAFE"), "C903814D")), hex("6988"));
    }

    void savedAndLoadedIsTheSame() {
        const auto c = card("C903814D");
        c->transmit(initLoad);
        c->transmit(creditLoad);
        c->transmit(hex("0020000003000000"));
        const auto again = VirtualCard::load(c->save());
        QVERIFY(again);
        QCOMPARE(again->save(), c->save());
        again->transmit(selectApplication);
        QCOMPARE(again->transmit(hex("805A000202000108")), hex("8AFA5718FA00066D9000"));
        QCOMPARE(again->transmit(hex("0020000003000000")), hex("63C1"));
        QJsonObject damaged = c->save();
        damaged[QStringLiteral("files")] = QJsonObject();
        QVERIFY(!VirtualCard::load(damaged));
    }

    void anyBytesAreAnswered() {
        QRandomGenerator random(815);
        const auto c = card();
        static const QList<QByteArray> starts{hex("00A4"),   hex("00B0"),   hex("04B0"),   hex("00D6"), hex("04D6"),
                                              hex("00B2"),   hex("0084"),   hex("0082"),   hex("0020"), hex("805C"),
                                              hex("805000"), hex("805001"), hex("805200"), hex("8054"), hex("805A")};
        for (int round = 0; round < 20000; ++round) {
            QByteArray apdu(random.bounded(0, 24), '\0');
            for (char& byte : apdu)
                byte = char(random.bounded(3) == 0 ? random.bounded(256) : random.bounded(24));
            if (random.bounded(5) != 0)
                apdu.prepend(starts.at(random.bounded(int(starts.size()))));
            if (apdu.size() > 5 && random.bounded(2) == 0)
                apdu[4] = char(apdu.size() - 5);
            const QByteArray reply = round % 3 == 0 ? c->transmitTorn(apdu, random.bounded(-2, 20)) : c->transmit(apdu);
            QVERIFY(reply.size() >= 2);
            if (round % 100 == 0)
                c->transmit(selectApplication);
        }
        QVERIFY(VirtualCard::load(c->save()));
    }
};

QTEST_GUILESS_MAIN(VirtualCpuTest)
#include "tst_virtualcpu.moc"
