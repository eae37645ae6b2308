// Published vectors, and vectors taken from a real card, against the primitives that sales are made of.
#include "cardio/keys/crypto.h"

#include <QTest>
#include <rapidcheck.h>

using namespace meterdesk;

namespace {

QByteArray hex(const char* text) {
    return QByteArray::fromHex(text);
}

Secret key(const char* text) {
    QByteArray bytes = hex(text);
    return Secret::from(bytes);
}

QByteArray shown(const Result<QByteArray>& result) {
    return result ? result->toHex().toUpper() : result.error().name().toLatin1();
}

QByteArray shown(const Result<Secret>& result) {
    if (!result)
        return result.error().name().toLatin1();
    return QByteArray(reinterpret_cast<const char*>(result->data()), static_cast<qsizetype>(result->size()))
        .toHex()
        .toUpper();
}

/// What FMCOS 2.0 chapter 7 composes from the primitives.
Result<Secret> sessionKey(const Secret& master, const QByteArray& random, const QByteArray& tail) {
    MD_GET(bytes, tripleDesEcb(master, random + tail));
    return Secret::from(bytes);
}

Secret halvesTogether(const Secret& key16) {
    Secret result(8);
    for (std::size_t i = 0; i < 8; ++i)
        result.data()[i] = key16.data()[i] ^ key16.data()[i + 8];
    return result;
}

} // namespace

class TestCrypto : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void loadOfARealCard() {
        const Secret master = key("00112233445566778899AABBCCDDEEFF");
        const QByteArray amount = hex("00002000"), terminal = hex("001122334455"), stamp = hex("20161216105800");
        const auto session = sessionKey(master, hex("C903814D"), hex("00008000"));
        QCOMPARE(shown(session), QByteArray("11FDF264E8AEEFA3"));
        const QByteArray wallet(1, '\x02');
        QCOMPARE(shown(desMac(*session, hex("00000000") + amount + wallet + terminal)), QByteArray("03976C22"));
        const QByteArray order = amount + wallet + terminal + stamp;
        QCOMPARE(shown(desMac(*session, order)), QByteArray("8AFA5718"));
        const QByteArray& newBalance = amount; // the first load
        const QByteArray serial = hex("0000");
        QCOMPARE(shown(desMac(halvesTogether(master), newBalance + serial + order)), QByteArray("FA00066D"));
    }

    void nextLoadOfTheSameCard() {
        const Secret master = key("00112233445566778899AABBCCDDEEFF");
        const auto session = sessionKey(master, hex("E0B84748"), hex("00008000"));
        QCOMPARE(shown(session), QByteArray("7C45FBFB5B3A68F5"));
        QCOMPARE(shown(desMac(*session, hex("00000000"
                                            "00002000"
                                            "02"
                                            "001122334455"))),
                 QByteArray("EA411F90"));
    }

    void purchaseOfARealCard() {
        const Secret master = key("00112233445566778899AABBCCDDEEFF");
        const auto session = sessionKey(master, hex("584633C9"), hex("00000000"));
        QCOMPARE(shown(session), QByteArray("C08346DF9F1D457A"));
        const QByteArray amount = hex("00000001"), typeAndTerminal = hex("06"
                                                                         "001122334455");
        const QByteArray stamp = hex("20161216134600"), terminalSerial = hex("00000000");
        QCOMPARE(shown(desMac(*session, amount + typeAndTerminal + stamp)), QByteArray("D45737C5"));
        QCOMPARE(shown(desMac(*session, amount)), QByteArray("66B54A6B"));
        QCOMPARE(shown(desMac(halvesTogether(master), amount + typeAndTerminal + terminalSerial + stamp)),
                 QByteArray("8AF270DC"));
    }

    void externalAuthentication() {
        const Secret twice = key("01020304050607080102030405060708");
        QCOMPARE(shown(tripleDesEcb(twice, hex("BB83BFF300000000"))), QByteArray("74B0047DD681D96C"));
    }

    void secureMessaging() {
        QCOMPARE(shown(retailMac(key("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"), hex("04B0000004"), hex("D0FE4FB900000000"))),
                 QByteArray("F09C8A19"));
    }

    void retailMacUsesBothHalves() { // ISO 9797-1 algorithm 3 against its definition, one and three blocks
        const Secret both = key("0123456789ABCDEFFEDCBA9876543210");
        const Secret leftTwice = key("0123456789ABCDEF0123456789ABCDEF");
        const QByteArray iv = hex("1122334455667788");
        const auto exclusiveOr = [](QByteArray a, const QByteArray& b) {
            for (qsizetype i = 0; i < a.size(); ++i)
                a[i] = static_cast<char>(a[i] ^ b[i]);
            return a;
        };
        const QByteArray one = hex("00010203040506"), three = hex("000102030405060708090A0B0C0D0E0F10");
        QCOMPARE(shown(retailMac(both, one, iv)), shown(tripleDesEcb(both, exclusiveOr(one + '\x80', iv))).left(8));
        QByteArray chain = iv;
        for (int block = 0; block < 2; ++block)
            chain = *tripleDesEcb(leftTwice, exclusiveOr(three.mid(qsizetype(8) * block, 8), chain));
        QCOMPARE(shown(retailMac(both, three, iv)),
                 shown(tripleDesEcb(both, exclusiveOr(hex("1080000000000000"), chain))).left(8));
    }

    void cmac_data() { // RFC 4493 section 4
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("mac");
        const QByteArray whole = hex("6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E51"
                                     "30C81C46A35CE411E5FBC1191A0A52EFF69F2445DF4F9B17AD2B417BE66C3710");
        QTest::newRow("0") << QByteArray() << QByteArray("BB1D6929E95937287FA37D129B756746");
        QTest::newRow("16") << whole.left(16) << QByteArray("070A16B46B4D4144F79BDD9DD04A287C");
        QTest::newRow("40") << whole.left(40) << QByteArray("DFA66747DE9AE63030CA32611497C827");
        QTest::newRow("64") << whole << QByteArray("51F0BEBF7E3B9D92FC49741779363CFE");
    }

    void cmac() {
        QFETCH(QByteArray, message);
        QTEST(shown(aesCmac(key("2B7E151628AED2A6ABF7158809CF4F3C"), message)), "mac");
    }

    void an10922() {
        QCOMPARE(shown(diversify(Diversification::An10922Aes128, key("00112233445566778899AABBCCDDEEFF"),
                                 hex("04782E21801D803042F54E585020416275"))),
                 QByteArray("A8DD63A3B89D54B37CA802473FDA9175"));
        // One block would do for this input; the note pads it to two, so a plain CMAC is wrong.
        const Secret master = key("F3F9377698707B688EAF84ABE39E3791");
        QCOMPARE(shown(diversify(Diversification::An10922Aes128, master, hex("04DEADBEEFFEED"))),
                 QByteArray("0BB408BAFF98B6EE9F2E1585777F6A51"));
        QCOMPARE(shown(aesCmac(master, hex("0104DEADBEEFFEED"))).left(8), QByteArray("721E2C01"));
    }

    void an10922OfTwoBlocksIsAPlainCmac() { // 17 to 32 bytes need no extra padding, so both must agree
        const Secret master = key("00112233445566778899AABBCCDDEEFF");
        for (int size = 16; size <= 31; ++size) {
            const QByteArray m(size, '\x5A');
            QCOMPARE(shown(diversify(Diversification::An10922Aes128, master, m)), shown(aesCmac(master, '\x01' + m)));
        }
    }

    void pbocAndSm4() {
        const QByteArray factor = hex("0102030405060708");
        QCOMPARE(shown(diversify(Diversification::Pboc3Des, key("00112233445566778899AABBCCDDEEFF"), factor)),
                 QByteArray("00E2B15307A7A33050BBBCA82E87FF07"));
        QCOMPARE(shown(diversify(Diversification::Sm4, key("0123456789ABCDEFFEDCBA9876543210"), factor)),
                 QByteArray("5F28A855492341D8BFE0F414481990E1"));
        QCOMPARE(shown(sm4Ecb(key("0123456789ABCDEFFEDCBA9876543210"), hex("0123456789ABCDEFFEDCBA9876543210"))),
                 QByteArray("681EDF34D206965E86B3E94F536E4246"));
        QCOMPARE(shown(diversify(Diversification::None, key("FFFFFFFFFFFF"), {})), QByteArray("FFFFFFFFFFFF"));
    }

    void wrongLengthsAreRefused() {
        const Secret sixteen(16), eight(8), seven(7);
        const QByteArray failed("crypto-failed"), block(8, '\0'), two(16, '\0');
        QCOMPARE(shown(tripleDesEcb(eight, block)), failed);
        QCOMPARE(shown(tripleDesEcb(sixteen, QByteArray(7, '\0'))), failed);
        QCOMPARE(shown(tripleDesEcb(sixteen, {})), failed);
        QCOMPARE(shown(desMac(seven, block)), failed);
        QCOMPARE(shown(desMac(eight, block, two)), failed);
        QCOMPARE(shown(retailMac(eight, block, block)), failed);
        QCOMPARE(shown(retailMac(sixteen, block, {})), failed);
        QCOMPARE(shown(aesCmac(eight, block)), failed);
        QCOMPARE(shown(sm4Ecb(sixteen, block)), failed);
        QCOMPARE(shown(sm4Ecb(eight, two)), failed);
        QCOMPARE(shown(diversify(Diversification::An10922Aes128, sixteen, {})), failed);
        QCOMPARE(shown(diversify(Diversification::An10922Aes128, sixteen, QByteArray(32, '\0'))), failed);
        QCOMPARE(shown(diversify(Diversification::Pboc3Des, sixteen, two)), failed);
        QCOMPARE(shown(diversify(Diversification::Sm4, eight, block)), failed);
    }

    void everyBitOfAMessageCounts() {
        const Secret des = key("0123456789ABCDEF"), aes = key("2B7E151628AED2A6ABF7158809CF4F3C");
        const bool held = rc::check("a flipped bit changes the MACs", [&](const std::vector<unsigned char>& bytes) {
            RC_PRE(!bytes.empty());
            const QByteArray message(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
            QByteArray other = message;
            const int at = *rc::gen::inRange<int>(0, static_cast<int>(bytes.size()));
            other[at] = static_cast<char>(other[at] ^ (1 << *rc::gen::inRange(0, 8)));
            RC_ASSERT(*desMac(des, message) != *desMac(des, other));
            RC_ASSERT(*aesCmac(aes, message) != *aesCmac(aes, other));
        });
        QVERIFY(held);
    }
};

QTEST_APPLESS_MAIN(TestCrypto)
#include "tst_crypto.moc"
