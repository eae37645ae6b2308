// The vectors of a real FMCOS card: purchase, load, secure messaging.
#include "cardio/cards/apdu.h"
#include "cardio/cards/fmcos.h"
#include "tests/support/cardlayouts.h"

#include <QTest>

using namespace meterdesk;
using meterdesk::test::secretOf;

namespace {

constexpr const char* cardKey = "00112233445566778899AABBCCDDEEFF";

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

QByteArray terminal() {
    return QByteArray::fromHex("001122334455");
}

} // namespace

class TestFmcos : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void loadOfARealCard() {
        const Secret key = secretOf(cardKey);
        const fmcos::Transaction load{apdu::typeWalletLoad, 0x2000, terminal(), QByteArray::fromHex("20161216105800")};
        const auto session = fmcos::loadSessionKey(key, QByteArray::fromHex("C903814D"), 0);
        QCOMPARE(shown(session), QByteArray("11FDF264E8AEEFA3"));
        QCOMPARE(shown(fmcos::loadMac1(*session, 0, load.amount, terminal())), QByteArray("03976C22"));
        QCOMPARE(shown(fmcos::loadMac2(*session, load)), QByteArray("8AFA5718"));
        QCOMPARE(shown(fmcos::loadTac(key, 0x2000, 0, load)), QByteArray("FA00066D"));
    }

    void secondLoadOfARealCard() {
        const auto session = fmcos::loadSessionKey(secretOf(cardKey), QByteArray::fromHex("E0B84748"), 0);
        QCOMPARE(shown(session), QByteArray("7C45FBFB5B3A68F5"));
        QCOMPARE(shown(fmcos::loadMac1(*session, 0, 0x2000, terminal())), QByteArray("EA411F90"));
    }

    void purchaseOfARealCard() {
        const Secret key = secretOf(cardKey);
        const fmcos::Transaction purchase{apdu::typeWalletPurchase, 1, terminal(),
                                          QByteArray::fromHex("20161216134600")};
        const auto session = fmcos::purchaseSessionKey(key, QByteArray::fromHex("584633C9"), 0, 0);
        QCOMPARE(shown(session), QByteArray("C08346DF9F1D457A"));
        QCOMPARE(shown(fmcos::purchaseMac1(*session, purchase)), QByteArray("D45737C5"));
        QCOMPARE(shown(fmcos::purchaseMac2(*session, 1)), QByteArray("66B54A6B"));
        QCOMPARE(shown(fmcos::purchaseTac(key, 0, purchase)), QByteArray("8AF270DC"));
    }

    void serialsEnterTheKeys() {
        const Secret key = secretOf(cardKey);
        const QByteArray random = QByteArray::fromHex("584633C9");
        QVERIFY(shown(fmcos::loadSessionKey(key, random, 1)) != shown(fmcos::loadSessionKey(key, random, 256)));
        // Of the terminal's serial the low half enters.
        QCOMPARE(shown(fmcos::purchaseSessionKey(key, random, 1, 0x12345678)),
                 shown(fmcos::purchaseSessionKey(key, random, 1, 0x5678)));
        QVERIFY(shown(fmcos::purchaseSessionKey(key, random, 1, 2)) !=
                shown(fmcos::purchaseSessionKey(key, random, 2, 1)));
    }

    void secureMessaging() {
        QCOMPARE(shown(fmcos::messageMac(secretOf("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"), QByteArray::fromHex("D0FE4FB9"),
                                         QByteArray::fromHex("04B0000004"), {})),
                 QByteArray("F09C8A19"));
    }

    void wrongKeyLengthsAreErrors() {
        QCOMPARE(shown(fmcos::loadTac(secretOf("0011223344556677"), 1, 1, {})), QByteArray("crypto-failed"));
        QCOMPARE(shown(fmcos::loadSessionKey(secretOf("00"), QByteArray(4, '\0'), 1)), QByteArray("crypto-failed"));
    }

    void macsAreComparedWhole() {
        QVERIFY(fmcos::sameMac("abcd", "abcd"));
        QVERIFY(!fmcos::sameMac("abcd", "abce"));
        QVERIFY(!fmcos::sameMac("abcd", "abc"));
    }
};

QTEST_APPLESS_MAIN(TestFmcos)
#include "tst_fmcos.moc"
