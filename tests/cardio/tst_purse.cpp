// The purse, played with the vectors of a real FMCOS card: load, proof, purchase; and answers that may not be believed.
#include "tests/support/scriptedcpu.h"

#include <QTest>

using namespace meterdesk;
using namespace meterdesk::test;

using Whose = TransactionProof::Whose;

namespace {

constexpr const char* initLoad = "80 50 00 02 0B 01 00002000 001122334455 10";
constexpr const char* offered = "00000000 0000 01 00 C903814D 03976C22 9000";
constexpr const char* credit = "80 52 00 00 0B 20161216105800 8AFA5718 04";
constexpr const char* proveNext = "80 5A 00 02 02 0001 08";
constexpr const char* proveSame = "80 5A 00 02 02 0000 08";
constexpr const char* initPurchase = "80 50 01 02 0B 01 00000001 001122334455 0F";
constexpr const char* purchaseOffered = "00002000 0000 000000 01 00 584633C9 9000";
constexpr const char* debitOne = "80 54 01 00 0F 00000000 20161216134600 D45737C5 08";

QByteArray terminal() {
    return QByteArray::fromHex("001122334455");
}
QByteArray loadStamp() {
    return QByteArray::fromHex("20161216105800");
}
QByteArray purchaseStamp() {
    return QByteArray::fromHex("20161216134600");
}
PurchaseOffer purchase() {
    return {0x2000, 0, QByteArray::fromHex("584633C9")};
}
LoadOffer offer() {
    return {0, 0, 1, 0, QByteArray::fromHex("C903814D")};
}

} // namespace

class TestPurse : public QObject {
    Q_OBJECT

    KeyRing m_keys = testKeys();

private Q_SLOTS:
    void onlyALayoutWithAPurseHasOne() {
        ScriptedCard card(cpuAtr);
        selected(card);
        auto session = openedCpu(card, m_keys);
        QVERIFY(purseOf(*session) != nullptr);
        Layout without = cpuLayout();
        without.purse.reset();
        QVERIFY(session->use(without, m_keys, 1));
        QVERIFY(purseOf(*session) == nullptr);
    }

    void saysItsBalance() {
        ScriptedCard card(cpuAtr);
        selected(card).on("80 5C 00 02 04", "FFFFFFFE 9000");
        auto session = openedCpu(card, m_keys);
        QCOMPARE(*purseOf(*session)->balance(), qint64(0xFFFFFFFE));
        QCOMPARE(card.complaint(), QByteArray());
    }

    void loads() {
        ScriptedCard card(cpuAtr);
        selected(card).on(initLoad, offered).on(credit, "FA00066D 9000");
        auto session = openedCpu(card, m_keys);
        const auto given = purseOf(*session)->initializeForLoad(0x2000, terminal());
        QVERIFY(given);
        QCOMPARE(given->oldBalance, qint64(0));
        QCOMPARE(given->serial, quint16(0));
        QCOMPARE(given->keyVersion, 1);
        QCOMPARE(given->algorithm, 0);
        QCOMPARE(given->random.toHex(), QByteArray("c903814d"));
        QVERIFY(!session->touched()); // an offer changes nothing
        QCOMPARE(*purseOf(*session)->creditForLoad(*given, 0x2000, terminal(), loadStamp()),
                 QStringLiteral("FA00066D"));
        QVERIFY(session->touched());
        QCOMPARE(card.complaint(), QByteArray());
    }

    void anOfferWithAFalseMacIsNotTaken() {
        ScriptedCard card(cpuAtr);
        selected(card).on(initLoad, "00000001 0000 01 00 C903814D 03976C22 9000");
        auto session = openedCpu(card, m_keys);
        QCOMPARE(purseOf(*session)->initializeForLoad(0x2000, terminal()).error().code, ErrorCode::CardMacWrong);
        QVERIFY(!session->touched());
    }

    void whatTheAnswerToALoadSays_data() {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("code");
        const int unknown = int(ErrorCode::OutcomeUnknown);
        const int refusal = int(ErrorCode::CardRefused);
        QTest::newRow("our MAC is wrong: nothing changed") << QByteArray("9302") << int(ErrorCode::CardMacWrong);
        QTest::newRow("no offer before") << QByteArray("6901") << refusal;
        QTest::newRow("conditions") << QByteArray("6985") << refusal;
        QTest::newRow("length") << QByteArray("6700") << refusal;
        QTest::newRow("false TAC: it may stand") << QByteArray("FA00066E 9000") << unknown;
        QTest::newRow("no TAC") << QByteArray("9000") << unknown;
        QTest::newRow("half a TAC") << QByteArray("FA00 9000") << unknown;
        QTest::newRow("memory") << QByteArray("6581") << unknown;
        QTest::newRow("warning") << QByteArray("6283") << unknown;
        QTest::newRow("nobody knows") << QByteArray("6F00") << unknown;
    }
    void whatTheAnswerToALoadSays() {
        QFETCH(QByteArray, answer);
        QFETCH(int, code);
        ScriptedCard card(cpuAtr);
        selected(card).on(credit, answer.constData());
        auto session = openedCpu(card, m_keys);
        const auto loaded = purseOf(*session)->creditForLoad(offer(), 0x2000, terminal(), loadStamp());
        QVERIFY(!loaded);
        QCOMPARE(int(loaded.error().code), code);
        QVERIFY(session->touched());
        QCOMPARE(card.complaint(), QByteArray());
    }

    void anAnswerInTwoStepsIsFetched() {
        ScriptedCard card(cpuAtr);
        selected(card).on(credit, "6104").on("00 C0 00 00 04", "FA00066D 9000");
        auto session = openedCpu(card, m_keys);
        QCOMPARE(*purseOf(*session)->creditForLoad(offer(), 0x2000, terminal(), loadStamp()),
                 QStringLiteral("FA00066D"));
        QCOMPARE(card.complaint(), QByteArray());
    }

    void aLostSecondStepLeavesTheOutcomeUnknown() {
        ScriptedCard card(cpuAtr);
        selected(card).on(credit, "6104").on("00 C0 00 00 04", "6985"); // refuses the fetch, not the load
        auto session = openedCpu(card, m_keys);
        QCOMPARE(purseOf(*session)->creditForLoad(offer(), 0x2000, terminal(), loadStamp()).error().code,
                 ErrorCode::OutcomeUnknown);
        QCOMPARE(card.complaint(), QByteArray());
    }

    void aLoadIsNeverSentTwice() {
        ScriptedCard card(cpuAtr);
        selected(card).on(credit, "6C04");
        auto session = openedCpu(card, m_keys);
        QCOMPARE(purseOf(*session)->creditForLoad(offer(), 0x2000, terminal(), loadStamp()).error().code,
                 ErrorCode::CardRefused);
        QCOMPARE(card.complaint(), QByteArray());
    }

    void provesALoad_data() {
        QTest::addColumn<QByteArray>("next");
        QTest::addColumn<QByteArray>("same"); // empty: isn't asked
        QTest::addColumn<Whose>("whose");
        const QByteArray ours = "12345678 FA00066D 9000";
        QTest::newRow("under the serial after") << ours << QByteArray() << Whose::Ours;
        QTest::newRow("under the serial before") << QByteArray("9406") << ours << Whose::Ours;
        QTest::newRow("another's, then ours") << QByteArray("12345678 00000000 9000") << ours << Whose::Ours;
        QTest::newRow("none") << QByteArray("9406") << QByteArray("9406") << Whose::None;
        QTest::newRow("only another's") << QByteArray("9406") << QByteArray("12345678 FA00066E 9000")
                                        << Whose::Anothers;
        QTest::newRow("another's, then none")
            << QByteArray("12345678 FA00066E 9000") << QByteArray("9406") << Whose::Anothers;
    }
    void provesALoad() {
        QFETCH(QByteArray, next);
        QFETCH(QByteArray, same);
        QFETCH(Whose, whose);
        ScriptedCard card(cpuAtr);
        selected(card).on(proveNext, next.constData());
        if (!same.isEmpty())
            card.on(proveSame, same.constData());
        auto session = openedCpu(card, m_keys);
        const auto proof = purseOf(*session)->proveLoad(0, 0x2000, 0x2000, terminal(), loadStamp());
        QVERIFY(proof);
        QCOMPARE(proof->whose, whose);
        QCOMPARE(proof->tac, whose == Whose::Ours ? QStringLiteral("FA00066D") : QString());
        QVERIFY(!session->touched());
        QCOMPARE(card.complaint(), QByteArray());
    }

    void theReferenceNumberWraps() {
        ScriptedCard card(cpuAtr);
        selected(card).on(proveSame, "9406").on("80 5A 00 02 02 FFFF 08", "9406");
        auto session = openedCpu(card, m_keys);
        QCOMPARE(purseOf(*session)->proveLoad(0xFFFF, 1, 1, terminal(), loadStamp())->whose, Whose::None);
        QCOMPARE(card.complaint(), QByteArray());
    }

    void aRefusedProofIsAnError() {
        ScriptedCard card(cpuAtr);
        selected(card).on(proveNext, "6985");
        auto session = openedCpu(card, m_keys);
        QCOMPARE(purseOf(*session)->proveLoad(0, 1, 1, terminal(), loadStamp()).error(),
                 (Error{ErrorCode::CardRefused, QStringLiteral("6985")}));
    }

    void takesMoneyOff() {
        ScriptedCard card(cpuAtr);
        selected(card).on(initPurchase, purchaseOffered).on(debitOne, "8AF270DC 66B54A6B 9000");
        auto session = openedCpu(card, m_keys);
        const auto given = purseOf(*session)->initializeForPurchase(1, terminal());
        QVERIFY(given && *given);
        QCOMPARE((*given)->oldBalance, qint64(0x2000));
        QCOMPARE((*given)->serial, quint16(0));
        QVERIFY(!session->touched()); // an offer changes nothing
        QCOMPARE(*purseOf(*session)->debit(**given, 1, terminal(), purchaseStamp()), QStringLiteral("8AF270DC"));
        QVERIFY(session->touched());
        QCOMPARE(card.complaint(), QByteArray());
    }

    void tooLittleInThePurseChangesNothing() {
        ScriptedCard card(cpuAtr);
        selected(card).on(initPurchase, "9401");
        auto session = openedCpu(card, m_keys);
        const auto given = purseOf(*session)->initializeForPurchase(1, terminal());
        QVERIFY(given && !*given);
        QVERIFY(!session->touched());
    }

    void whatTheAnswerToADebitSays_data() {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("code");
        QTest::newRow("our MAC is wrong") << QByteArray("9302") << int(ErrorCode::CardMacWrong);
        QTest::newRow("false TAC") << QByteArray("8AF270DD 66B54A6B 9000") << int(ErrorCode::OutcomeUnknown);
        QTest::newRow("false MAC2") << QByteArray("8AF270DC 66B54A6C 9000") << int(ErrorCode::OutcomeUnknown);
        QTest::newRow("memory") << QByteArray("6581") << int(ErrorCode::OutcomeUnknown);
    }
    void whatTheAnswerToADebitSays() {
        QFETCH(QByteArray, answer);
        QFETCH(int, code);
        ScriptedCard card(cpuAtr);
        selected(card).on(debitOne, answer.constData());
        auto session = openedCpu(card, m_keys);
        QCOMPARE(int(purseOf(*session)->debit(purchase(), 1, terminal(), purchaseStamp()).error().code), code);
        QCOMPARE(card.complaint(), QByteArray());
    }

    void provesADebit_data() {
        QTest::addColumn<QByteArray>("next");
        QTest::addColumn<QByteArray>("same"); // empty: isn't asked
        QTest::addColumn<Whose>("whose");
        const QByteArray ours = "12345678 8AF270DC 9000";
        QTest::newRow("under the serial after") << ours << QByteArray() << Whose::Ours;
        QTest::newRow("under the serial before") << QByteArray("9406") << ours << Whose::Ours;
        QTest::newRow("none") << QByteArray("9406") << QByteArray("9406") << Whose::None;
        QTest::newRow("the meter's") << QByteArray("12345678 8AF270DD 9000") << QByteArray("9406") << Whose::Anothers;
    }
    void provesADebit() {
        QFETCH(QByteArray, next);
        QFETCH(QByteArray, same);
        QFETCH(Whose, whose);
        ScriptedCard card(cpuAtr);
        selected(card).on("80 5A 00 06 02 0001 08", next.constData());
        if (!same.isEmpty())
            card.on("80 5A 00 06 02 0000 08", same.constData());
        auto session = openedCpu(card, m_keys);
        const auto proof = purseOf(*session)->proveDebit(0, 1, terminal(), purchaseStamp());
        QVERIFY(proof);
        QCOMPARE(proof->whose, whose);
        QCOMPARE(proof->tac, whose == Whose::Ours ? QStringLiteral("8AF270DC") : QString());
        QCOMPARE(card.complaint(), QByteArray());
    }

    void whatHasNoRoomIsNotSent() {
        ScriptedCard card(cpuAtr);
        selected(card);
        auto session = openedCpu(card, m_keys);
        Purse* purse = purseOf(*session);
        QCOMPARE(purse->initializeForLoad(0x100000000, terminal()).error().code, ErrorCode::AmountTooLarge);
        QCOMPARE(purse->initializeForLoad(-1, terminal()).error().code, ErrorCode::AmountTooLarge);
        QCOMPARE(purse->initializeForLoad(1, QByteArray(5, '\0')).error().code, ErrorCode::BadArgument);
        QCOMPARE(purse->debit(purchase(), 1, terminal(), QByteArray(8, '\0')).error().code, ErrorCode::BadArgument);
        LoadOffer full = offer();
        full.oldBalance = 0xFFFFFFFF;
        QCOMPARE(purse->creditForLoad(full, 1, terminal(), loadStamp()).error().code, ErrorCode::AmountTooLarge);
        QVERIFY(!session->touched());
        QCOMPARE(card.complaint(), QByteArray());
    }
};

QTEST_APPLESS_MAIN(TestPurse)
#include "tst_purse.moc"
