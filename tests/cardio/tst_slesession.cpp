// The exact commands that go to an SLE4442 card. Above all: when a PSC is presented, and when never.
#include "cardio/cards/cardsession.h"
#include "tests/support/cardlayouts.h"
#include "tests/support/scriptedcard.h"

#include <QTest>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

constexpr const char* atr = "3B04A2131091";
constexpr const char* selectType = "FF A4 00 00 01 06";
constexpr const char* readOurArea = "FF B0 00 20 32"; // 32..81
constexpr const char* readUser = "FF B0 00 20 E0";    // 32..255
constexpr const char* tries = "FF B1 00 00 00";
constexpr const char* allTries = "07 000000 9000";
constexpr const char* ourPsc = "FF 20 00 00 03 62E71B"; // PBOC over 0123456789, computed apart
constexpr const char* makersPsc = "FF 20 00 00 03 FFFFFF";
constexpr const char* changePsc = "FF D2 00 01 03 62E71B";
constexpr const char* ok = "9000";
constexpr const char* identity = "534D01 0123456789 0000000012345678 0E";

QByteArray repeated(const char* hex, int times) {
    return QByteArray(hex).repeated(times);
}

/// The layout's bytes: identity, then `rest` up to 82, then the four protection bytes that readers add.
QByteArray memory(const QByteArray& identityHex, const char* rest = "00") {
    return identityHex + repeated("FF", 15) + repeated(rest, 18) + "FFFFFFFF9000";
}

} // namespace

class TestSleSession : public QObject {
    Q_OBJECT

    KeyRing m_keys = testKeys();
    Layout m_layout = sleLayout();

    std::unique_ptr<CardSession> opened(ScriptedCard& card) {
        auto session = openCard(card);
        if (!session || !(*session)->use(m_layout, m_keys, 1))
            return nullptr;
        return std::move(*session);
    }

    /// A blank card with everything written that an issue writes, before armKeys.
    std::unique_ptr<CardSession> issued(ScriptedCard& card) {
        auto session = opened(card);
        if (!session || !session->write({0, 32, 17}, QByteArray::fromHex(identity)) ||
            !session->write({0, 64, 18}, QByteArray(18, '\0')))
            return nullptr;
        return session;
    }
    static void blankCard(ScriptedCard& card) {
        card.on(selectType, ok).on(readOurArea, (repeated("FF", 54) + "9000").constData());
        card.on(readUser, (repeated("FF", 228) + "9000").constData());
    }

private Q_SLOTS:
    void readsAllAtOnceAndEachPlaceAgainFromTheCard() {
        ScriptedCard card(atr);
        card.on(selectType, ok).on(readOurArea, memory(identity).constData());
        card.on("FF B0 00 40 12", (repeated("11", 18) + "00000000 9000").constData());
        auto session = opened(card);
        QVERIFY(session);
        QCOMPARE(session->cardId(), QStringLiteral("0123456789"));
        QVERIFY(!session->blank());
        QCOMPARE(*session->read({0, 32, 17}), QByteArray::fromHex(identity));
        QCOMPARE(*session->read({0, 64, 18}), QByteArray(18, '\0'));
        QCOMPARE(*session->read({0, 64, 18}), QByteArray(18, '\x11'));
        QVERIFY(!session->touched());
        QCOMPARE(card.complaint(), QByteArray());
    }

    void presentsOnceBeforeTheFirstWrite() {
        ScriptedCard card(atr);
        card.on(selectType, ok).on(readOurArea, memory(identity).constData());
        card.on(tries, allTries).on(ourPsc, ok).on(tries, allTries);
        card.on("FF D0 00 40 02 AABB", ok).on("FF D0 00 50 01 CC", ok);
        auto session = opened(card);
        QVERIFY(session);
        QVERIFY(session->write({0, 64, 2}, QByteArray::fromHex("AABB")));
        QVERIFY(session->touched());
        QVERIFY(session->write({0, 80, 1}, QByteArray::fromHex("CC")));
        QCOMPARE(card.complaint(), QByteArray());
    }

    void understandsTheOtherDialect() {
        ScriptedCard card(atr);
        card.on(selectType, ok).on(readOurArea, memory(identity).constData());
        card.on(tries, "9007").on(ourPsc, "9007").on(tries, "9007").on("FF D0 00 40 01 AA", ok);
        auto session = opened(card);
        QVERIFY(session);
        QVERIFY(session->write({0, 64, 1}, QByteArray::fromHex("AA")));
        QCOMPARE(card.complaint(), QByteArray());
    }

    void presentsNothingWithFewerTries_data() {
        QTest::addColumn<QByteArray>("counter");
        for (const char* counter :
             {"03 000000 9000", "01 000000 9000", "00 000000 9000", "FF 000000 9000", "9003", "9001", "9000", "90FF"})
            QTest::addRow("%s", counter) << QByteArray(counter);
    }
    void presentsNothingWithFewerTries() {
        QFETCH(QByteArray, counter);
        ScriptedCard card(atr);
        card.on(selectType, ok).on(readOurArea, memory(identity).constData()).on(tries, counter.constData());
        auto session = opened(card);
        QVERIFY(session);
        QCOMPARE(session->write({0, 64, 1}, QByteArray(1, 'x')).error().code, ErrorCode::CardTriesUsed);
        QVERIFY(!session->touched());
        QCOMPARE(card.complaint(), QByteArray());
    }

    void anUnreadableCounterPresentsNothing() {
        ScriptedCard card(atr);
        card.on(selectType, ok).on(readOurArea, memory(identity).constData()).on(tries, "6300");
        auto session = opened(card);
        QVERIFY(session);
        QCOMPARE(session->write({0, 64, 1}, QByteArray(1, 'x')).error().code, ErrorCode::CardRefused);
        QCOMPARE(card.complaint(), QByteArray());
    }

    void aWrongCodeIsSeenByTheCounterAlone() {
        ScriptedCard card(atr);
        card.on(selectType, ok).on(readOurArea, memory(identity).constData());
        card.on(tries, allTries).on(ourPsc, ok).on(tries, "03 000000 9000"); // 9000 isn't success
        card.on(tries, "03 000000 9000");
        auto session = opened(card);
        QVERIFY(session);
        QCOMPARE(session->write({0, 64, 1}, QByteArray(1, 'x')).error().code, ErrorCode::CardKeyRefused);
        // It is never presented again.
        QCOMPARE(session->write({0, 64, 1}, QByteArray(1, 'x')).error().code, ErrorCode::CardTriesUsed);
        QVERIFY(!session->touched());
        QCOMPARE(card.complaint(), QByteArray());
    }

    void presentsNothingToACardThatCannotBeTold_data() {
        QTest::addColumn<QByteArray>("identityHex");
        QTest::addColumn<int>("code");
        QTest::newRow("check wrong") << QByteArray("534D01 0123456789 0000000012345678 0F")
                                     << int(ErrorCode::CardForeign);
        QTest::newRow("another number") << QByteArray("534D01 0123456788 0000000012345678 0E")
                                        << int(ErrorCode::CardForeign);
        QTest::newRow("issue torn before its last byte")
            << QByteArray("FF4D01 0123456789 0000000012345678 0E") << int(ErrorCode::CardTorn);
        QTest::newRow("no identity, but a record") << repeated("FF", 17) << int(ErrorCode::CardForeign);
    }
    void presentsNothingToACardThatCannotBeTold() {
        QFETCH(QByteArray, identityHex);
        QFETCH(int, code);
        ScriptedCard card(atr);
        card.on(selectType, ok).on(readOurArea, memory(identityHex).constData());
        auto session = opened(card);
        QVERIFY(session);
        QCOMPARE(session->cardId(), QString());
        QVERIFY(!session->blank());
        QCOMPARE(int(session->write({0, 64, 1}, QByteArray(1, 'x')).error().code), code);
        QCOMPARE(session->armKeys().error().code, ErrorCode::CardNotBlank);
        QVERIFY(!session->touched());
        QCOMPARE(card.complaint(), QByteArray());
    }

    void oneWrittenByteAnywhereIsNotBlank() {
        ScriptedCard card(atr);
        card.on(selectType, ok).on(readOurArea, (repeated("FF", 54) + "9000").constData());
        card.on(readUser, (repeated("FF", 223) + "00 FFFFFFFF 9000").constData());
        auto session = opened(card);
        QVERIFY(session);
        QVERIFY(!session->blank());
        QCOMPARE(session->write({0, 64, 1}, QByteArray(1, 'x')).error().code, ErrorCode::CardForeign);
        QCOMPARE(card.complaint(), QByteArray());
    }

    void issuesABlankCardWithItsMarkLast() {
        ScriptedCard card(atr);
        blankCard(card);
        card.on(tries, allTries).on(makersPsc, ok).on(tries, allTries);
        // Identity without its first byte, then the record, each read back.
        card.on("FF D0 00 21 10 4D01 0123456789 0000000012345678 0E", ok);
        card.on("FF B0 00 21 10", "4D01 0123456789 0000000012345678 0E FFFFFFFF 9000");
        card.on(("FF D0 00 40 12" + repeated("00", 18)).constData(), ok);
        card.on("FF B0 00 40 12", (repeated("00", 18) + "FFFFFFFF 9000").constData());
        // Our PSC, proven.
        card.on(changePsc, ok).on(tries, allTries).on(ourPsc, ok).on(tries, allTries);
        card.on("FF D0 00 20 01 53", ok).on("FF B0 00 20 01", "53 FFFFFFFF 9000");
        // And the card is ours from now on, without another presentation.
        card.on("FF D0 00 40 01 AA", ok);
        auto session = issued(card);
        QVERIFY(session);
        QVERIFY(session->blank());
        QVERIFY(!session->touched());
        QVERIFY(session->armKeys());
        QVERIFY(session->touched());
        QVERIFY(!session->blank());
        QCOMPARE(session->cardId(), QStringLiteral("0123456789"));
        QVERIFY(session->write({0, 64, 1}, QByteArray::fromHex("AA")));
        QCOMPARE(card.complaint(), QByteArray());
    }

    void theMarkIsNotWrittenWhereOurCodeIsNotProven() {
        ScriptedCard card(atr);
        blankCard(card);
        card.on(tries, allTries).on(makersPsc, ok).on(tries, allTries);
        card.on("FF D0 00 21 10 4D01 0123456789 0000000012345678 0E", ok);
        card.on("FF B0 00 21 10", "4D01 0123456789 0000000012345678 0E FFFFFFFF 9000");
        card.on(("FF D0 00 40 12" + repeated("00", 18)).constData(), ok);
        card.on("FF B0 00 40 12", (repeated("00", 18) + "FFFFFFFF 9000").constData());
        card.on(changePsc, ok).on(tries, allTries).on(ourPsc, ok).on(tries, "03 000000 9000");
        auto session = issued(card);
        QVERIFY(session);
        QCOMPARE(session->armKeys().error().code, ErrorCode::CardKeyRefused);
        QCOMPARE(card.complaint(), QByteArray());
    }

    void whatReadsBackWrongIsNotArmed() {
        ScriptedCard card(atr);
        blankCard(card);
        card.on(tries, allTries).on(makersPsc, ok).on(tries, allTries);
        card.on("FF D0 00 21 10 4D01 0123456789 0000000012345678 0E", ok);
        card.on("FF B0 00 21 10", "4D01 0123456789 0000000012345678 0F FFFFFFFF 9000");
        auto session = issued(card);
        QVERIFY(session);
        QCOMPARE(session->armKeys().error().code, ErrorCode::CardTorn);
        QCOMPARE(card.complaint(), QByteArray());
    }

    void noIdentityNoIssue() {
        ScriptedCard card(atr);
        blankCard(card);
        auto session = opened(card);
        QVERIFY(session);
        QVERIFY(session->write({0, 64, 18}, QByteArray(18, '\0')));
        QVERIFY(!session->armKeys());
        QVERIFY(!session->touched());
        QCOMPARE(card.complaint(), QByteArray());
    }

    void theIdentityOfAnIssuedCardStays() {
        ScriptedCard card(atr);
        card.on(selectType, ok).on(readOurArea, memory(identity).constData());
        auto session = opened(card);
        QVERIFY(session);
        QCOMPARE(session->write({0, 40, 8}, QByteArray(8, '\0')).error().code, ErrorCode::CardNotBlank);
        QCOMPARE(card.complaint(), QByteArray());
    }

    void refusesPlacesOutside() {
        ScriptedCard card(atr);
        card.on(selectType, ok).on(readOurArea, memory(identity).constData());
        auto session = opened(card);
        QVERIFY(session);
        for (const Place& place :
             {Place{1, 64, 1}, Place{0, 256, 1}, Place{0, 250, 7}, Place{0, -1, 2}, Place{0, 64, 0}})
            QCOMPARE(session->read(place).error().code, ErrorCode::LayoutInvalid);
        QCOMPARE(session->write({0, 31, 2}, QByteArray(2, '\0')).error().code, ErrorCode::LayoutInvalid);
        QCOMPARE(card.complaint(), QByteArray());
    }
};

QTEST_APPLESS_MAIN(TestSleSession)
#include "tst_slesession.moc"
