// The exact commands that go to a CPU card for its files.
#include "tests/support/scriptedcpu.h"

#include <QTest>

using namespace meterdesk;
using namespace meterdesk::test;

class TestCpuSession : public QObject {
    Q_OBJECT

    KeyRing m_keys = testKeys();

private Q_SLOTS:
    void knowsItselfByItsApplicationSerial() {
        ScriptedCard card(cpuAtr);
        selected(card);
        auto session = openedCpu(card, m_keys);
        QVERIFY(session);
        QCOMPARE(session->family(), CardFamily::Cpu);
        QCOMPARE(session->cardId(), QStringLiteral("1122334455667788"));
        // The public file can't change: it isn't asked for again, nor is the application.
        QCOMPARE(session->read({0x15, 12, 8})->toHex(), QByteArray("1122334455667788"));
        QVERIFY(session->use(cpuLayout(), m_keys, 2));
        QVERIFY(!session->touched());
        QVERIFY(!session->blank());
        QCOMPARE(card.complaint(), QByteArray());
    }

    void selectsWithoutFetchingWhatItDoesNotNeed() {
        ScriptedCard card(cpuAtr);
        card.on(selectApplication, "6120").on(readPublic, publicFile);
        QVERIFY(openedCpu(card, m_keys));
        QCOMPARE(card.complaint(), QByteArray());
    }

    void tellsOtherSystemsAndLockedCards_data() {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("code");
        QTest::newRow("no such application") << QByteArray("6A82") << int(ErrorCode::CardForeign);
        QTest::newRow("card locked") << QByteArray("6A81") << int(ErrorCode::CardLocked);
        QTest::newRow("application locked") << QByteArray("9303") << int(ErrorCode::CardLocked);
    }
    void tellsOtherSystemsAndLockedCards() {
        QFETCH(QByteArray, answer);
        QFETCH(int, code);
        ScriptedCard card(cpuAtr);
        card.on(selectApplication, answer.constData());
        auto session = openCard(card);
        QVERIFY(session);
        const Status used = (*session)->use(cpuLayout(), m_keys, 1);
        QCOMPARE(int(used.error().code), code);
        if (code == int(ErrorCode::CardRefused))
            QCOMPARE(used.error().detail, QString::fromLatin1(answer));
        QCOMPARE((*session)->read({0x16, 0, 4}).error().code, ErrorCode::LayoutInvalid);
        QCOMPARE(card.complaint(), QByteArray());
    }

    void noPublicFileIsAnotherSystem() {
        ScriptedCard card(cpuAtr);
        card.on(selectApplication, "9000").on(readPublic, "6A82");
        auto session = openCard(card);
        QCOMPARE((*session)->use(cpuLayout(), m_keys, 1).error().code, ErrorCode::CardForeign);
        QCOMPARE(card.complaint(), QByteArray());
    }

    void readsAFileInOnePiece() {
        ScriptedCard card(cpuAtr);
        selected(card).on("00 B0 96 00 40", (QByteArray("5A").repeated(64) + "9000").constData());
        auto session = openedCpu(card, m_keys);
        QCOMPARE(*session->read({0x16, 0, 64}), QByteArray(64, '\x5A'));
        QCOMPARE(card.complaint(), QByteArray());
    }

    void mendsALengthAndFetchesARest() {
        ScriptedCard card(cpuAtr);
        selected(card).on("00 B0 96 02 04", "6C04").on("00 B0 96 02 04", "6104").on("00 C0 00 00 04", "01020304 9000");
        card.on("00 B0 96 02 04", "0102 6102").on("00 C0 00 00 02", "0304 9000");
        auto session = openedCpu(card, m_keys);
        for (int i = 0; i < 2; ++i)
            QCOMPARE(session->read({0x16, 2, 4})->toHex(), QByteArray("01020304"));
        QCOMPARE(card.complaint(), QByteArray());
    }

    void aRestWithoutEndEnds() {
        ScriptedCard card(cpuAtr);
        selected(card).on("00 B0 96 00 04", "6104");
        for (int i = 0; i < 64; ++i)
            card.on("00 C0 00 00 04", "00 6104");
        auto session = openedCpu(card, m_keys);
        QCOMPARE(session->read({0x16, 0, 4}).error().code, ErrorCode::CardSilent);
        QCOMPARE(card.complaint(), QByteArray());
    }

    void writesInPiecesUnderAFreshChallengeEach() {
        ScriptedCard card(cpuAtr);
        selected(card).on("00 84 00 00 04", "11223344 9000");
        card.on("04 D6 96 00 24 000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F F1E460BC", "9000");
        card.on("00 84 00 00 04", "55667788 9000").on("04 D6 96 20 08 20212223 351C9AA1", "9000");
        auto session = openedCpu(card, m_keys);
        QByteArray bytes;
        for (char i = 0; i < 36; ++i)
            bytes.append(i);
        QVERIFY(session->write({0x16, 0, 36}, bytes));
        QVERIFY(session->touched());
        QCOMPARE(card.complaint(), QByteArray());
    }

    void aRefusedMacIsARefusedKey() {
        ScriptedCard card(cpuAtr);
        selected(card).on("00 84 00 00 04", "55667788 9000").on("04 D6 96 20 08 20212223 351C9AA1", "6988");
        auto session = openedCpu(card, m_keys);
        QCOMPARE(session->write({0x16, 32, 4}, QByteArray::fromHex("20212223")).error().code,
                 ErrorCode::CardKeyRefused);
        QCOMPARE(card.complaint(), QByteArray());
    }

    void theKeyVersionDecidesTheMac() {
        ScriptedCard card(cpuAtr);
        selected(card).on("00 84 00 00 04", "55667788 9000").on("04 D6 96 20 08 20212223 351C9AA1", "9000");
        auto session = openedCpu(card, m_keys, 2);
        QVERIFY(!session->write({0x16, 32, 4}, QByteArray::fromHex("20212223")));
        QVERIFY(card.complaint().contains("04 d6 96 20 08 20 21 22 23"));
    }

    void noChallengeNoWrite() {
        ScriptedCard card(cpuAtr);
        selected(card).breaksOn("00 84 00 00 04", ErrorCode::CardRemoved);
        auto session = openedCpu(card, m_keys);
        QCOMPARE(session->write({0x16, 0, 4}, QByteArray(4, '\0')).error().code, ErrorCode::CardRemoved);
        QVERIFY(!session->touched());
    }

    void refusesPlacesOutside() {
        ScriptedCard card(cpuAtr);
        selected(card);
        auto session = openedCpu(card, m_keys);
        for (const Place& place : {Place{0, 0, 4}, Place{31, 0, 4}, Place{0x16, -1, 4}, Place{0x16, 255, 2},
                                   Place{0x16, 0, 0}, Place{0x16, 0, 257}})
            QCOMPARE(session->read(place).error().code, ErrorCode::LayoutInvalid);
        QCOMPARE(session->write({0x16, 0, 4}, QByteArray(3, '\0')).error().code, ErrorCode::LayoutInvalid);
        QVERIFY(session->armKeys()); // these cards come with their keys
        QVERIFY(!session->touched());
        QCOMPARE(card.complaint(), QByteArray());
    }
};

QTEST_APPLESS_MAIN(TestCpuSession)
#include "tst_cpusession.moc"
