// The virtual MIFARE against PC/SC part 3 and the data sheet's access conditions.
#include "cardio/simulator/virtualmifare.h"

#include <QRandomGenerator>
#include <QTest>

using namespace meterdesk::simulator;

namespace {

QByteArray hex(const char* digits) {
    return QByteArray::fromHex(digits);
}

void loadKey(VirtualCard& card, const QByteArray& key, int slot = 0) {
    QCOMPARE(card.transmit(hex("FF8200") + char(slot) + '\x06' + key), hex("9000"));
}

QByteArray authenticate(VirtualCard& card, int block, bool keyB, int slot = 0) {
    return card.transmit(hex("FF860000050100") + char(block) + (keyB ? '\x61' : '\x60') + char(slot));
}

QByteArray read(VirtualCard& card, int block) {
    return card.transmit(hex("FFB000") + char(block) + '\x10');
}

QByteArray write(VirtualCard& card, int block, const QByteArray& bytes) {
    return card.transmit(hex("FFD600") + char(block) + char(bytes.size()) + bytes);
}

const QByteArray transport(6, '\xFF');
const QByteArray pattern = hex("000102030405060708090A0B0C0D0E0F");

/// Sector 1 with keys AA.. and BB.. and the given access bytes.
std::unique_ptr<VirtualMifare> armed(const char* access = "78778869") {
    auto card = std::make_unique<VirtualMifare>(QStringLiteral("m"), false, hex("11223344"));
    card->poke(7, 0, QByteArray(6, '\xAA') + hex(access) + QByteArray(6, '\xBB'));
    loadKey(*card, QByteArray(6, '\xAA'), 0);
    loadKey(*card, QByteArray(6, '\xBB'), 1);
    return card;
}

} // namespace

class VirtualMifareTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void atrSaysWhichCard() {
        QCOMPARE(VirtualMifare(QStringLiteral("a")).atr(), hex("3B8F8001804F0CA000000306030001000000006A"));
        QCOMPARE(VirtualMifare(QStringLiteral("a"), true).atr(), hex("3B8F8001804F0CA0000003060300020000000069"));
    }

    void uidIsReadWithoutKey() {
        VirtualMifare card(QStringLiteral("a"), false, hex("11223344"));
        QCOMPARE(card.transmit(hex("FFCA000000")), hex("112233449000"));
        QCOMPARE(card.transmit(hex("FFCA000004")), hex("112233449000"));
        QCOMPARE(card.transmit(hex("FFCA000007")), hex("6C04"));
        QCOMPARE(card.transmit(hex("FFCA010000")), hex("6A81"));
        QCOMPARE(card.peek(0, 4, 1), hex("44")); // BCC
    }

    void nothingWithoutAuthentication() {
        VirtualMifare card(QStringLiteral("a"));
        QCOMPARE(read(card, 4), hex("6982"));
        QCOMPARE(write(card, 4, pattern), hex("6982"));
        QCOMPARE(card.peek(4, 0, 16), QByteArray(16, '\0'));
    }

    void transportKeysReadAndWrite() {
        VirtualMifare card(QStringLiteral("a"));
        loadKey(card, transport);
        QCOMPARE(authenticate(card, 5, false), hex("9000"));
        QCOMPARE(write(card, 4, pattern), hex("9000"));
        QCOMPARE(read(card, 4), pattern + hex("9000"));
        QCOMPARE(card.transmit(hex("FFB0000420")), pattern + QByteArray(16, '\0') + hex("9000"));
        // Key B is readable under transport access bytes, so it opens nothing.
        QCOMPARE(authenticate(card, 4, true), hex("9000"));
        QCOMPARE(read(card, 4), hex("6982"));
    }

    void oldAuthenticateCommand() {
        VirtualMifare card(QStringLiteral("a"));
        loadKey(card, transport, 1);
        QCOMPARE(card.transmit(hex("FF880004026001")), hex("9000"));
        QCOMPARE(read(card, 4), QByteArray(16, '\0') + hex("9000"));
    }

    void authenticationEnds_data() {
        QTest::addColumn<QByteArray>("apdu");
        QTest::addColumn<QByteArray>("reply");
        QTest::newRow("wrong key") << hex("FF8600000501000460") + '\x01' << hex("6300");
        QTest::newRow("other sector refused") << hex("FFB0000810") << hex("6982");
        QTest::newRow("block that isn't there") << hex("FF86000005010050") + hex("6000") << hex("6300");
        QTest::newRow("empty key slot") << hex("FF860000050100046005") << hex("6988");
    }

    void authenticationEnds() {
        QFETCH(QByteArray, apdu);
        QFETCH(QByteArray, reply);
        VirtualMifare card(QStringLiteral("a"));
        loadKey(card, transport, 0);
        loadKey(card, QByteArray(6, '\x11'), 1);
        QCOMPARE(authenticate(card, 4, false), hex("9000"));
        QCOMPARE(card.transmit(apdu), reply);
        QCOMPARE(read(card, 4), hex("6982"));
    }

    void powerOnForgets() {
        VirtualMifare card(QStringLiteral("a"));
        loadKey(card, transport);
        QCOMPARE(authenticate(card, 4, false), hex("9000"));
        card.powerOn();
        QCOMPARE(read(card, 4), hex("6982"));
        QCOMPARE(authenticate(card, 4, false), hex("6988"));
    }

    void officeAccessBytes() {
        const auto card = armed();
        QCOMPARE(authenticate(*card, 4, false, 0), hex("9000"));
        QCOMPARE(read(*card, 4), QByteArray(16, '\0') + hex("9000"));
        QCOMPARE(write(*card, 4, pattern), hex("6982")); // key A doesn't write
        QCOMPARE(authenticate(*card, 4, true, 1), hex("9000"));
        QCOMPARE(write(*card, 4, pattern), hex("9000"));
        QCOMPARE(read(*card, 4), pattern + hex("9000"));
        // No key can be read back; key B writes the trailer.
        QCOMPARE(read(*card, 7), QByteArray(6, '\0') + hex("78778869") + QByteArray(6, '\0') + hex("9000"));
        QCOMPARE(write(*card, 7, transport + hex("FF078069") + transport), hex("9000"));
        loadKey(*card, transport);
        QCOMPARE(authenticate(*card, 4, false, 0), hex("9000"));
        QCOMPARE(read(*card, 4), pattern + hex("9000"));
    }

    void trailerIsKeptFromKeyA() {
        const auto card = armed();
        QCOMPARE(authenticate(*card, 4, false, 0), hex("9000"));
        QCOMPARE(write(*card, 7, transport + hex("FF078069") + transport), hex("6982"));
        QCOMPARE(authenticate(*card, 4, true, 1), hex("9000"));
    }

    void contradictingAccessBytesCloseTheSector() {
        const auto card = armed("00000000");
        QCOMPARE(authenticate(*card, 4, false, 0), hex("9000"));
        QCOMPARE(read(*card, 4), hex("6982"));
    }

    void readOnlyBlocks() {
        const auto card = armed("58F78A69"); // C1 = F, C2 = A, C3 = 8: block 0 100, block 1 110, trailer 111
        QCOMPARE(authenticate(*card, 4, true, 1), hex("9000"));
        QCOMPARE(write(*card, 7, QByteArray(16, '\0')), hex("6982"));
    }

    void manufacturerBlockIsNeverWritten() {
        VirtualMifare card(QStringLiteral("a"));
        loadKey(card, transport);
        const QByteArray before = card.peek(0, 0, 16);
        QCOMPARE(authenticate(card, 1, false), hex("9000"));
        QCOMPARE(write(card, 0, pattern), hex("6982"));
        QCOMPARE(card.peek(0, 0, 16), before);
    }

    void largeCardHasSixteenBlockSectors() {
        VirtualMifare card(QStringLiteral("a"), true);
        QCOMPARE(card.blocks(), 256);
        loadKey(card, transport);
        QCOMPARE(authenticate(card, 0xEF, false), hex("9000"));
        QCOMPARE(write(card, 0xE0, pattern), hex("9000"));
        QCOMPARE(read(card, 0xEE), QByteArray(16, '\0') + hex("9000"));
        QCOMPARE(read(card, 0xF0), hex("6982"));
    }

    void severalBlocksButNoTrailer() {
        VirtualMifare card(QStringLiteral("a"));
        loadKey(card, transport);
        QCOMPARE(authenticate(card, 4, false), hex("9000"));
        QCOMPARE(write(card, 4, pattern.repeated(3)), hex("9000"));
        QCOMPARE(card.peek(6, 0, 16), pattern);
        QCOMPARE(write(card, 5, pattern.repeated(3)), hex("6982"));
        QCOMPARE(card.peek(5, 0, 16), pattern);
    }

    void values() {
        VirtualMifare card(QStringLiteral("a"));
        loadKey(card, transport);
        QCOMPARE(authenticate(card, 5, false), hex("9000"));
        QCOMPARE(card.transmit(hex("FFD70005050000000064")), hex("9000"));
        QCOMPARE(card.peek(5, 0, 16), hex("640000009BFFFFFF6400000005FA05FA"));
        QCOMPARE(card.transmit(hex("FFD70005050200000001")), hex("9000"));
        QCOMPARE(card.transmit(hex("FFB1000504")), hex("000000639000"));
        QCOMPARE(card.transmit(hex("FFD70005020306")), hex("9000"));
        QCOMPARE(card.transmit(hex("FFB1000604")), hex("000000639000"));
        QCOMPARE(card.transmit(hex("FFB1000404")), hex("6300"));
    }

    void tornWriteLeavesItsFirstBytes() {
        for (int n = 0; n <= 16; ++n) {
            VirtualMifare card(QStringLiteral("a"));
            loadKey(card, transport);
            QCOMPARE(authenticate(card, 4, false), hex("9000"));
            card.transmitTorn(hex("FFD6000410") + QByteArray(16, '\x55'), n);
            QCOMPARE(card.peek(4, 0, 16), QByteArray(n, '\x55') + QByteArray(16 - n, '\0'));
            QCOMPARE(card.peek(5, 0, 16), QByteArray(16, '\0'));
        }
    }

    void wrongKeyAnswersWithoutChange() {
        VirtualMifare card(QStringLiteral("a"));
        loadKey(card, transport);
        QCOMPARE(card.transmitWrongKey(hex("FF8600000501000460") + '\0'), hex("6300"));
        QCOMPARE(authenticate(card, 4, false), hex("9000"));
        QCOMPARE(card.transmitWrongKey(hex("FFD6000410") + pattern), hex("6982"));
        QCOMPARE(card.peek(4, 0, 16), QByteArray(16, '\0'));
        QCOMPARE(card.transmitWrongKey(hex("FFCA000000")), card.transmit(hex("FFCA000000")));
    }

    void savedAndLoadedIsTheSame() {
        VirtualMifare card(QStringLiteral("mifare-1"), true);
        card.poke(9, 3, hex("ABCD"));
        const auto again = VirtualCard::load(card.save());
        QVERIFY(again);
        QCOMPARE(again->save(), card.save());
        QCOMPARE(again->id(), QStringLiteral("mifare-1"));
        const auto copy = card.clone();
        card.poke(9, 3, hex("0000"));
        QCOMPARE(copy->peek(9, 3, 2), hex("ABCD"));
        QVERIFY(card.restore(copy->save()));
        QCOMPARE(card.peek(9, 3, 2), hex("ABCD"));
        QVERIFY(!VirtualCard::load({{QStringLiteral("family"), QStringLiteral("mifare-classic")}}));
    }

    void anyBytesAreAnswered() {
        QRandomGenerator random(4711);
        VirtualMifare card(QStringLiteral("a"));
        static constexpr char instructions[] = {'\xCA', '\x82', '\x86', '\x88', '\xB0', '\xB1', '\xD6', '\xD7'};
        for (int round = 0; round < 20000; ++round) {
            QByteArray apdu(random.bounded(0, 30), '\0');
            for (char& byte : apdu)
                byte = char(random.bounded(4) == 0 ? random.bounded(256) : random.bounded(20));
            if (apdu.size() > 1 && random.bounded(4) != 0) {
                apdu[0] = '\xFF';
                apdu[1] = instructions[random.bounded(8)];
            }
            const QByteArray reply =
                round % 3 == 0 ? card.transmitTorn(apdu, random.bounded(-2, 20)) : card.transmit(apdu);
            QVERIFY(reply.size() >= 2);
        }
        QCOMPARE(card.save().value(QLatin1String("memory")).toString().size(), 2048);
    }
};

QTEST_GUILESS_MAIN(VirtualMifareTest)
#include "tst_virtualmifare.moc"
