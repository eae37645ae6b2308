// The exact commands that go to a MIFARE card, and what a session makes of each answer.
#include "cardio/cards/cardsession.h"
#include "tests/support/cardlayouts.h"
#include "tests/support/scriptedcard.h"

#include <QTest>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

constexpr const char* atr1k = "3B8F8001804F0CA000000306030001000000006A";
constexpr const char* getUid = "FF CA 00 00 00";
constexpr const char* uid = "01020304 9000";
// AN10922 over 01020304 and the sector, computed apart from this program.
constexpr const char* loadA1 = "FF 82 00 00 06 FD456A4277C4";
constexpr const char* loadB1 = "FF 82 00 00 06 23CB0AF69AF0";
constexpr const char* loadA2 = "FF 82 00 00 06 950EDB6A7CEC";
constexpr const char* loadB2 = "FF 82 00 00 06 979E7F516C1B";
constexpr const char* loadFF = "FF 82 00 00 06 FFFFFFFFFFFF";
constexpr const char* openA1 = "FF 86 00 00 05 01 00 04 60 00";
constexpr const char* openB1 = "FF 86 00 00 05 01 00 04 61 00";
constexpr const char* openA2 = "FF 86 00 00 05 01 00 08 60 00";
constexpr const char* openB2 = "FF 86 00 00 05 01 00 08 61 00";
constexpr const char* trailer1 = "FF D6 00 07 10 FD456A4277C4 78778869 23CB0AF69AF0";
constexpr const char* trailer2 = "FF D6 00 0B 10 950EDB6A7CEC 78778869 979E7F516C1B";
constexpr const char* ok = "9000";
constexpr const char* failed = "6300";
constexpr const char* data = "000102030405060708090A0B0C0D0E0F 9000";

} // namespace

class TestMifareSession : public QObject {
    Q_OBJECT

    KeyRing m_keys = testKeys();

    std::unique_ptr<CardSession> opened(ScriptedCard& card, const Layout& layout = mifareLayout()) {
        auto session = openCard(card);
        if (!session || !(*session)->use(layout, m_keys, 1))
            return nullptr;
        return std::move(*session);
    }

private Q_SLOTS:
    void opensASectorOnceAndReadsItsBlocks() {
        ScriptedCard card(atr1k);
        card.on(getUid, uid).on(loadA1, ok).on(openA1, ok).on("FF B0 00 04 10", data).on("FF B0 00 05 10", data);
        auto session = opened(card);
        QVERIFY(session);
        QCOMPARE(session->cardId(), QStringLiteral("01020304"));
        QCOMPARE(session->family(), CardFamily::MifareClassic);
        QCOMPARE(session->read({4, 0, 16})->toHex(), QByteArray("000102030405060708090a0b0c0d0e0f"));
        QCOMPARE(session->read({5, 3, 2})->toHex(), QByteArray("0304"));
        QVERIFY(!session->blank());
        QVERIFY(!session->touched());
        QCOMPARE(card.complaint(), QByteArray());
    }

    void writesWithKeyBAndReadsBackWithoutAnotherKey() {
        ScriptedCard card(atr1k);
        card.on(getUid, uid).on(loadB2, ok).on(openB2, ok);
        card.on("FF D6 00 08 10 00112233445566778899AABBCCDDEEFF", ok).on("FF B0 00 08 10", data);
        auto session = opened(card);
        QVERIFY(session);
        QVERIFY(session->write({8, 0, 16}, QByteArray::fromHex("00112233445566778899AABBCCDDEEFF")));
        QVERIFY(session->touched());
        QVERIFY(session->read({8, 0, 16}));
        QCOMPARE(card.complaint(), QByteArray());
    }

    void keepsTheBytesAroundAPlaceThatIsPartOfABlock() {
        ScriptedCard card(atr1k);
        card.on(getUid, uid).on(loadB2, ok).on(openB2, ok).on("FF B0 00 09 10", data);
        card.on("FF D6 00 09 10 0001 AABB 0405060708090A0B0C0D0E0F", ok);
        auto session = opened(card);
        QVERIFY(session);
        QVERIFY(session->write({9, 2, 2}, QByteArray::fromHex("AABB")));
        QCOMPARE(card.complaint(), QByteArray());
    }

    void tellsABlankCardByItsMakersKey() {
        ScriptedCard card(atr1k);
        card.on(getUid, uid).on(loadA1, ok).on(openA1, failed).on(getUid, uid).on(loadFF, ok).on(openA1, ok);
        card.on("FF B0 00 04 10", data).on(loadFF, ok).on(openA2, ok).on("FF B0 00 08 10", data);
        auto session = opened(card);
        QVERIFY(session);
        QVERIFY(session->read({4, 0, 16}));
        QVERIFY(session->blank());
        QVERIFY(session->read({8, 0, 16})); // ours aren't offered to each sector
        QCOMPARE(card.complaint(), QByteArray());
    }

    void anotherSystemsCardRefusesBothKeys() {
        ScriptedCard card(atr1k);
        card.on(getUid, uid).on(loadA1, ok).on(openA1, failed).on(getUid, uid);
        card.on(loadFF, ok).on(openA1, failed).on(getUid, uid);
        auto session = opened(card);
        QVERIFY(session);
        QCOMPARE(session->read({4, 0, 16}).error().code, ErrorCode::CardKeyRefused);
        QVERIFY(!session->blank());
        QCOMPARE(card.complaint(), QByteArray());
    }

    void anotherCardAfterARefusedKeyIsASwap() {
        ScriptedCard card(atr1k);
        card.on(getUid, uid).on(loadA1, ok).on(openA1, failed).on(getUid, "01020305 9000");
        auto session = opened(card);
        QVERIFY(session);
        QCOMPARE(session->read({4, 0, 16}).error().code, ErrorCode::CardSwapped);
        QCOMPARE(card.complaint(), QByteArray());
    }

    void aKnownSectorIsNotOfferedTheMakersKey() {
        ScriptedCard card(atr1k);
        card.on(getUid, uid).on(loadA1, ok).on(openA1, ok).on("FF B0 00 04 10", data);
        card.on(loadB1, ok).on(openB1, failed).on(getUid, uid);
        auto session = opened(card);
        QVERIFY(session);
        QVERIFY(session->read({4, 0, 16}));
        QCOMPARE(session->write({4, 0, 16}, QByteArray(16, '\0')).error().code, ErrorCode::CardKeyRefused);
        QVERIFY(!session->touched());
        QCOMPARE(card.complaint(), QByteArray());
    }

    void aRefusedReadOpensTheSectorAnew() {
        ScriptedCard card(atr1k);
        card.on(getUid, uid).on(loadA1, ok).on(openA1, ok).on("FF B0 00 04 10", "6982");
        card.on(loadA1, ok).on(openA1, ok).on("FF B0 00 04 10", data);
        auto session = opened(card);
        QVERIFY(session);
        QCOMPARE(session->read({4, 0, 16}).error().code, ErrorCode::CardKeyRefused);
        QVERIFY(session->read({4, 0, 16}));
        QCOMPARE(card.complaint(), QByteArray());
    }

    void issuesABlankCardWithItsIdentityLast() {
        ScriptedCard card(atr1k);
        card.on(getUid, uid).on(loadB1, ok).on(openB1, failed).on(getUid, uid).on(loadFF, ok).on(openA1, ok);
        card.on("FF D6 00 04 10 00000000000000000000000000000000", ok);
        card.on(loadFF, ok).on(openA2, ok).on(trailer2, ok);
        card.on(loadFF, ok).on(openA1, ok).on(trailer1, ok);
        // Proven by all the new keys.
        card.on(loadA2, ok).on(openA2, ok).on(loadB2, ok).on(openB2, ok);
        card.on(loadA1, ok).on(openA1, ok).on(loadB1, ok).on(openB1, ok);
        auto session = opened(card);
        QVERIFY(session);
        QVERIFY(session->write({4, 0, 16}, QByteArray(16, '\0')));
        QVERIFY(session->blank());
        QVERIFY(session->armKeys());
        QVERIFY(!session->blank());
        QCOMPARE(card.complaint(), QByteArray());
    }

    void finishesATornIssue() {
        ScriptedCard card(atr1k); // sector 2 has our keys already, sector 1 not yet
        card.on(getUid, uid).on(loadA1, ok).on(openA1, failed).on(getUid, uid).on(loadFF, ok).on(openA1, ok);
        card.on("FF B0 00 04 10", data);
        card.on(loadFF, ok).on(openA2, failed).on(getUid, uid).on(loadB2, ok).on(openB2, ok);
        card.on(loadFF, ok).on(openA1, ok).on(trailer1, ok);
        card.on(loadA2, ok).on(openA2, ok).on(loadB2, ok).on(openB2, ok);
        card.on(loadA1, ok).on(openA1, ok).on(loadB1, ok).on(openB1, ok);
        auto session = opened(card);
        QVERIFY(session);
        QVERIFY(session->read({4, 0, 16}));
        QVERIFY(session->armKeys());
        QVERIFY(!session->blank());
        QCOMPARE(card.complaint(), QByteArray());
    }

    void armsNothingOverDataThatFailed() {
        ScriptedCard card(atr1k);
        card.on(getUid, uid).on(loadB1, ok).on(openB1, failed).on(getUid, uid).on(loadFF, ok).on(openA1, ok);
        card.on("FF D6 00 04 10 00000000000000000000000000000000", failed);
        auto session = opened(card);
        QVERIFY(session);
        const Status written = session->write({4, 0, 16}, QByteArray(16, '\0'));
        QCOMPARE(written.error(), (Error{ErrorCode::CardRefused, QStringLiteral("6300")}));
        QCOMPARE(session->armKeys().error(), written.error());
        QCOMPARE(card.complaint(), QByteArray());
    }

    void countsAsTouchedBeforeTheAnswer() {
        ScriptedCard card(atr1k);
        card.on(getUid, uid).on(loadB2, ok).on(openB2, ok);
        card.breaksOn("FF D6 00 08 10 00000000000000000000000000000000", ErrorCode::CardRemoved);
        auto session = opened(card);
        QVERIFY(session);
        QCOMPARE(session->write({8, 0, 16}, QByteArray(16, '\0')).error().code, ErrorCode::CardRemoved);
        QVERIFY(session->touched());
        QCOMPARE(session->read({8, 0, 16}).error().code, ErrorCode::CardRemoved);
    }

    void aFailureBeforeTheWriteTouchesNothing() {
        ScriptedCard card(atr1k);
        card.on(getUid, uid).on(loadB2, ok).breaksOn(openB2, ErrorCode::CardRemoved);
        auto session = opened(card);
        QVERIFY(session);
        QCOMPARE(session->write({8, 0, 16}, QByteArray(16, '\0')).error().code, ErrorCode::CardRemoved);
        QVERIFY(!session->touched());
    }

    void refusesPlacesThatAreNotData() {
        ScriptedCard card(atr1k);
        card.on(getUid, uid);
        auto session = opened(card);
        QVERIFY(session);
        for (const Place& place : {Place{7, 0, 16}, Place{64, 0, 16}, Place{-1, 0, 16}, Place{4, 8, 9}, Place{4, -1, 4},
                                   Place{4, 0, 0}, Place{4, 0, 17}})
            QCOMPARE(session->read(place).error().code, ErrorCode::LayoutInvalid);
        QCOMPARE(session->write({0, 0, 16}, QByteArray(16, '\0')).error().code, ErrorCode::LayoutInvalid);
        QCOMPARE(session->write({4, 0, 16}, QByteArray(15, '\0')).error().code, ErrorCode::LayoutInvalid);
        QVERIFY(!session->touched());
        QCOMPARE(card.complaint(), QByteArray());
    }

    void findsTheBigSectorsOfA4KCard() {
        ScriptedCard card("3B8F8001804F0CA0000003060300020000000069");
        card.on(getUid, uid).on("FF 82 00 00 06 FFFFFFFFFFFF", ok).on("FF 86 00 00 05 01 00 80 60 00", ok);
        card.on("FF B0 00 8E 10", data);
        Layout layout = mifareLayout(); // keys without diversification, to look at block numbers alone
        layout.keys[QStringLiteral("key-a")] = {QStringLiteral("file-mac"), Diversification::None, {}, 6};
        auto session = openCard(card);
        QVERIFY(session);
        QVERIFY((*session)->use(layout, m_keys, 2));
        QVERIFY((*session)->read({142, 0, 16}));
        QCOMPARE((*session)->read({143, 0, 16}).error().code, ErrorCode::LayoutInvalid); // a trailer of sector 32
        QCOMPARE(card.complaint(), QByteArray());
    }

    void shortAnswersAreSilence() {
        ScriptedCard card(atr1k);
        card.on(getUid, uid).on(loadA1, ok).on(openA1, ok).on("FF B0 00 04 10", "0001 9000");
        auto session = opened(card);
        QVERIFY(session);
        QCOMPARE(session->read({4, 0, 16}).error().code, ErrorCode::CardSilent);
    }
};

QTEST_APPLESS_MAIN(TestMifareSession)
#include "tst_mifaresession.moc"
