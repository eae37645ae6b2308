// The virtual SLE4442 against the chip's data sheet and the readers' manuals.
#include "cardio/simulator/virtualsle.h"

#include <QRandomGenerator>
#include <QTest>

using namespace meterdesk::simulator;

namespace {

QByteArray hex(const char* digits) {
    return QByteArray::fromHex(digits);
}

const QByteArray selectType = hex("FFA400000106");
const QByteArray rightPsc = hex("FF20000003FFFFFF");
const QByteArray wrongPsc = hex("FF20000003123456");
const QByteArray errorCounter = hex("FFB1000000");

std::unique_ptr<VirtualSle> selected(PscAnswer how = PscAnswer::Counter) {
    auto card = std::make_unique<VirtualSle>(QStringLiteral("sle-1"));
    card->setPscAnswer(how);
    card->transmit(selectType);
    return card;
}

} // namespace

class VirtualSleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void selectComesFirst() {
        VirtualSle card(QStringLiteral("a"));
        QCOMPARE(card.atr(), hex("3B04A2131091"));
        QCOMPARE(card.transmit(hex("FFB0000004")), hex("6985"));
        QCOMPARE(card.transmit(selectType), hex("9000"));
        QCOMPARE(card.transmit(hex("FFB0000004")), hex("A213109130FF1FF89000"));
        QCOMPARE(card.transmit(hex("FFB0002004")), hex("FFFFFFFF30FF1FF89000"));
        card.powerOn();
        QCOMPARE(card.transmit(hex("FFB0000004")), hex("6985"));
    }

    void writingNeedsThePsc() {
        const auto card = selected();
        QCOMPARE(card->transmit(hex("FFD0002002ABCD")), hex("6982"));
        QCOMPARE(card->transmit(rightPsc), hex("07FFFFFF9000"));
        QCOMPARE(card->transmit(hex("FFD0002002ABCD")), hex("9000"));
        QCOMPARE(card->transmit(hex("FFB0002003")), hex("ABCDFF30FF1FF89000"));
        card->transmit(selectType); // resets the card
        QCOMPARE(card->transmit(hex("FFD0002002ABCD")), hex("6982"));
    }

    void protectedBytesStay() {
        const auto card = selected();
        card->transmit(rightPsc);
        QCOMPARE(card->transmit(hex("FFD000000100")), hex("9000")); // the reader can't know
        QCOMPARE(card->peek(0, 0, 1), hex("A2"));
        QCOMPARE(card->transmit(hex("FFD0000A02AABB")), hex("9000"));
        QCOMPARE(card->transmit(hex("FFD1000A02AACC")), hex("9000")); // only the byte named rightly
        QCOMPARE(card->transmit(hex("FFD0000A020000")), hex("9000"));
        QCOMPARE(card->peek(0, 10, 2), hex("AA00"));
        QCOMPARE(card->transmit(hex("FFD1002001FF")), hex("6B00"));
    }

    void counterFallsToDeath_data() {
        QTest::addColumn<bool>("byStatus");
        QTest::addColumn<QList<QByteArray>>("falling");
        QTest::addColumn<QByteArray>("dead");
        QTest::newRow("counter") << false << QList{hex("030000009000"), hex("010000009000"), hex("000000009000")}
                                 << hex("000000009000");
        QTest::newRow("status") << true << QList{hex("9003"), hex("9001"), hex("9000")} << hex("9000");
    }

    void counterFallsToDeath() {
        QFETCH(bool, byStatus);
        QFETCH(QList<QByteArray>, falling);
        QFETCH(QByteArray, dead);
        const auto card = selected(byStatus ? PscAnswer::Status : PscAnswer::Counter);
        QCOMPARE(card->transmit(errorCounter), hex("070000009000"));
        QCOMPARE(card->transmit(wrongPsc), falling.at(0));
        QCOMPARE(card->transmit(rightPsc), byStatus ? hex("9007") : hex("07FFFFFF9000"));
        for (const QByteArray& reply : falling)
            QCOMPARE(card->transmit(wrongPsc), reply);
        QCOMPARE(card->transmit(errorCounter), hex("000000009000"));
        QCOMPARE(card->transmit(rightPsc), dead);
        QCOMPARE(card->transmit(hex("FFD000200100")), hex("6982"));
        card->powerOn();
        card->transmit(selectType);
        QCOMPARE(card->transmit(rightPsc), dead);
    }

    void pscIsChanged() {
        const auto card = selected();
        QCOMPARE(card->transmit(hex("FFD2000103123456")), hex("6982"));
        card->transmit(rightPsc);
        QCOMPARE(card->transmit(hex("FFD2000103123456")), hex("9000"));
        card->transmit(selectType);
        QCOMPARE(card->transmit(rightPsc).at(0), '\x03');
        QCOMPARE(card->transmit(wrongPsc), hex("071234569000"));
    }

    void tornWritesLeaveTheirFirstBytes() {
        for (int n = 0; n <= 4; ++n) {
            const auto card = selected();
            card->transmit(rightPsc);
            card->transmitTorn(hex("FFD000400401020304"), n);
            QCOMPARE(card->peek(0, 64, 4), hex("01020304").left(n) + QByteArray(4 - n, '\xFF'));
        }
    }

    void tornPresentationLosesATry() {
        const auto card = selected();
        card->transmitTorn(rightPsc, 0);
        QCOMPARE(card->counter(), 7);
        card->transmitTorn(rightPsc, 1);
        QCOMPARE(card->counter(), 3);
        card->transmitTorn(rightPsc, 3);
        QCOMPARE(card->counter(), 7);
    }

    void wrongKeyLosesATry() {
        const auto card = selected();
        QCOMPARE(card->transmitWrongKey(rightPsc), hex("030000009000"));
        QCOMPARE(card->transmitWrongKey(errorCounter), hex("030000009000"));
    }

    void outOfRange() {
        const auto card = selected();
        QCOMPARE(card->transmit(hex("FFB000FF02")), hex("6B00"));
        QCOMPARE(card->transmit(hex("FFB0000000")), hex("6700"));
        QCOMPARE(card->transmit(hex("FFD000FF020102")), hex("6B00"));
    }

    void savedAndLoadedIsTheSame() {
        const auto card = selected(PscAnswer::Status);
        card->transmit(wrongPsc);
        card->poke(0, 40, hex("AB"));
        const auto again = VirtualCard::load(card->save());
        QVERIFY(again);
        QCOMPARE(again->save(), card->save());
        again->transmit(selectType);
        QCOMPARE(again->transmit(wrongPsc), hex("9001"));
        QJsonObject damaged = card->save();
        damaged[QStringLiteral("counter")] = 99;
        QVERIFY(!VirtualCard::load(damaged));
    }

    void anyBytesAreAnswered() {
        QRandomGenerator random(16);
        VirtualSle card(QStringLiteral("a"));
        static constexpr char instructions[] = {'\xA4', '\xB0', '\xB1', '\xD0', '\xD1', '\x20', '\xD2'};
        for (int round = 0; round < 20000; ++round) {
            QByteArray apdu(random.bounded(0, 12), '\0');
            for (char& byte : apdu)
                byte = char(random.bounded(2) == 0 ? random.bounded(256) : random.bounded(8));
            if (random.bounded(5) != 0)
                apdu = QByteArray("\xFF", 1) + instructions[random.bounded(7)] + apdu;
            const QByteArray reply =
                round % 3 == 0 ? card.transmitTorn(apdu, random.bounded(-2, 20)) : card.transmit(apdu);
            QVERIFY(reply.size() >= 2);
            if (round % 50 == 0)
                card.transmit(selectType);
        }
        QVERIFY(VirtualCard::load(card.save()));
    }
};

QTEST_GUILESS_MAIN(VirtualSleTest)
#include "tst_virtualsle.moc"
