// Which card is which by its ATR, and cards that answer nonsense.
#include "cardio/cards/cardsession.h"
#include "tests/support/babblingcard.h"
#include "tests/support/scriptedcard.h"

#include <QTest>
#include <rapidcheck.h>

using namespace meterdesk;
using namespace meterdesk::test;

class TestOpenCard : public QObject {
    Q_OBJECT

    KeyRing m_keys = testKeys();

private Q_SLOTS:
    void tellsFamilies_data() {
        QTest::addColumn<QByteArray>("atr");
        QTest::addColumn<QByteArray>("first"); // the first look, empty: none
        QTest::addColumn<int>("family");
        const QByteArray uid = "FFCA000000", type = "FFA400000106";
        QTest::newRow("MIFARE 1K") << QByteArray("3B8F8001804F0CA000000306030001000000006A") << uid
                                   << int(CardFamily::MifareClassic);
        QTest::newRow("MIFARE 4K") << QByteArray("3B8F8001804F0CA0000003060300020000000069") << uid
                                   << int(CardFamily::MifareClassic);
        QTest::newRow("SLE4442") << QByteArray("3B04A2131091") << type << int(CardFamily::Sle4442);
        QTest::newRow("SLE4442, read the other way") << QByteArray("3B0492231091") << type << int(CardFamily::Sle4442);
        QTest::newRow("CPU, contact") << QByteArray("3B6800000000000000000000") << QByteArray() << int(CardFamily::Cpu);
        QTest::newRow("CPU, inverse convention")
            << QByteArray("3F6800000000000000000000") << QByteArray() << int(CardFamily::Cpu);
        QTest::newRow("CPU, contactless")
            << QByteArray("3B8880010000000033818100BB") << QByteArray() << int(CardFamily::Cpu);
    }
    void tellsFamilies() {
        QFETCH(QByteArray, atr);
        QFETCH(QByteArray, first);
        QFETCH(int, family);
        ScriptedCard card(atr.constData());
        if (!first.isEmpty())
            card.on(first.constData(), "01020304 9000");
        const auto session = openCard(card);
        QVERIFY(session);
        QCOMPARE(int((*session)->family()), family);
        QVERIFY(!(*session)->touched());
        QCOMPARE(card.complaint(), QByteArray());
    }

    void namesWhatItCannotUse_data() {
        QTest::addColumn<QByteArray>("atr");
        QTest::addColumn<QString>("named");
        QTest::newRow("Ultralight") << QByteArray("3B8F8001804F0CA0000003060300030000000068")
                                    << QStringLiteral("MIFARE Ultralight");
        QTest::newRow("Mini") << QByteArray("3B8F8001804F0CA000000306030026000000004D")
                              << QStringLiteral("MIFARE Mini");
        QTest::newRow("SAK not known") << QByteArray("3B8F8001804F0CA00000030603FF28000000009C")
                                       << QStringLiteral("PC/SC FF28");
        QTest::newRow("no ATR") << QByteArray() << QStringLiteral("ATR ");
        QTest::newRow("no ATR of a card") << QByteArray("0102") << QStringLiteral("ATR 0102");
    }
    void namesWhatItCannotUse() {
        QFETCH(QByteArray, atr);
        QFETCH(QString, named);
        ScriptedCard card(atr.constData());
        QCOMPARE(openCard(card).error(), (Error{ErrorCode::CardUnsupported, named}));
        QCOMPARE(card.complaint(), QByteArray());
    }

    void aFailedFirstLookIsTheCardsError() {
        ScriptedCard card("3B8F8001804F0CA000000306030001000000006A");
        card.breaksOn("FFCA000000", ErrorCode::CardRemoved);
        QCOMPARE(openCard(card).error().code, ErrorCode::CardRemoved);
        ScriptedCard refusing("3B04A2131091");
        refusing.on("FFA400000106", "6A81");
        QCOMPARE(openCard(refusing).error(), (Error{ErrorCode::CardRefused, QStringLiteral("6A81")}));
    }

    void nastyAnswersEnd_data() {
        QTest::addColumn<QByteArray>("bytes");
        for (int family = 0; family < 4; ++family) {
            const auto first = static_cast<char>(family);
            for (const int fill : {0x00, 0x01, 0x02, 0x03, 0x61, 0x6C, 0x7F, 0x90, 0xFC, 0xFF})
                QTest::addRow("family %d of %02x", family, unsigned(fill))
                    << QByteArray(first + QByteArray(2000, static_cast<char>(fill)));
            QTest::addRow("family %d, silent", family) << QByteArray(1, first);
            // Status 61FF for ever: data that never ends.
            QTest::addRow("family %d, endless", family) << QByteArray(first + QByteArray("\x03\x61\xFF").repeated(700));
            QTest::addRow("family %d, lengths", family)
                << QByteArray(first + QByteArray("\x03\x6C\x00", 3).repeated(700));
        }
    }
    void nastyAnswersEnd() {
        QFETCH(QByteArray, bytes);
        QVERIFY(playAll(bytes, m_keys) <= bytes.size() + 100);
    }

    void babbleIsNeverBelieved() {
        QVERIFY(rc::check("a card that babbles is no card with credit", [this](const std::vector<quint8>& babble) {
            const QByteArray bytes(reinterpret_cast<const char*>(babble.data()), static_cast<qsizetype>(babble.size()));
            RC_ASSERT(playAll(bytes, m_keys) <= bytes.size() + 100);
        }));
    }
};

QTEST_APPLESS_MAIN(TestOpenCard)
#include "tst_opencard.moc"
