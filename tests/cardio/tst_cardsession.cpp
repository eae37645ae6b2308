// The sessions against virtual cards of the three families, with every fault at every command: what is untouched is
// unchanged, a torn issue can be issued again or is refused, and no try of a card with credit is spent.
#include "cardio/cards/cardsession.h"
#include "cardio/simulator/simulatorreader.h"
#include "cardio/simulator/virtualsle.h"
#include "tests/support/cardlayouts.h"

#include <QTest>
#include <functional>

using namespace meterdesk;
using namespace meterdesk::test;
using simulator::Fault;
using simulator::FaultKind;
using simulator::SimulatorReader;
using simulator::VirtualCard;

namespace {

constexpr const char* cardKey = "00112233445566778899AABBCCDDEEFF";
constexpr const char* sleIdentity = "534D01012345678900000000123456780E";

const QList<FaultKind> faultKinds = {FaultKind::RemovedBefore,     FaultKind::RemovedHalfway, FaultKind::RemovedAfter,
                                     FaultKind::AppliedUnanswered, FaultKind::WrongKey,       FaultKind::ReaderGone};

struct Family {
    const char* name;
    Layout layout;
    QList<std::pair<Place, QByteArray>> issue; // what an issue writes
    Place record;
};

Family mifare() {
    return {"mifare-classic",
            mifareLayout(),
            {{{4, 0, 16}, QByteArray(16, '\x41')},
             {{5, 0, 16}, QByteArray(16, '\x42')},
             {{8, 0, 16}, QByteArray(16, '\0')},
             {{9, 0, 8}, QByteArray(8, '\0')}},
            {8, 0, 16}};
}

Family sle() {
    return {"sle4442",
            sleLayout(),
            {{{0, 32, 17}, QByteArray::fromHex(sleIdentity)}, {{0, 64, 18}, QByteArray(18, '\0')}},
            {0, 64, 18}};
}

Family cpu() {
    return {"cpu", cpuLayout(), {{{0x16, 0, 64}, QByteArray(64, '\x43')}}, {0x16, 0, 40}};
}

} // namespace

class TestCardSession : public QObject {
    Q_OBJECT

    KeyRing m_keys = testKeys();

    static std::shared_ptr<VirtualCard> freshCard(const Family& family) {
        QJsonObject maker{{QStringLiteral("uid"), QStringLiteral("01020304")},
                          {QStringLiteral("serial"), QStringLiteral("1122334455667788")}};
        for (const char* name : {"purse-load", "purse-debit", "purse-tac", "file-mac", "external-auth", "pin"})
            maker[QString::fromLatin1(name)] = QString::fromLatin1(cardKey);
        return VirtualCard::fresh(QString::fromLatin1(family.name), QStringLiteral("card"), maker);
    }

    /// `work` on a freshly powered card; Untouched: that it failed before anything that can change the card.
    struct Run {
        Status status;
        bool touched = false;
    };
    Run run(SimulatorReader& reader, const Family& family, const std::function<Status(CardSession&)>& work) {
        auto channel = reader.connect();
        if (!channel)
            return {tl::unexpected<Error>(channel.error()), false};
        auto session = openCard(**channel);
        if (!session)
            return {tl::unexpected<Error>(session.error()), false};
        Status status = (*session)->use(family.layout, m_keys, 1);
        if (status)
            status = work(**session);
        return {status, (*session)->touched()};
    }

    static Status issue(const Family& family, CardSession& session) {
        for (const auto& [place, bytes] : family.issue)
            MD_TRY(session.write(place, bytes));
        return session.armKeys();
    }

    /// What a sale does: reads, writes the record anew, reads it back.
    static Status sale(const Family& family, CardSession& session, char fill) {
        const QByteArray record(family.record.length, fill);
        MD_TRY(session.read(family.record));
        MD_TRY(session.write(family.record, record));
        MD_GET(stands, session.read(family.record));
        return stands == record ? Status() : fail(ErrorCode::CardTorn);
    }

    static QByteArray memory(const VirtualCard& card) { // what credit and identity are made of
        if (card.family() == u"sle4442")
            return card.peek(0, 0, 256);
        QByteArray all;
        for (int space = 0; space < 64; ++space)
            all += card.peek(space, 0, card.family() == u"cpu" ? 64 : 16);
        return all;
    }

    static QList<Fault> faultsAt(int apdu) {
        QList<Fault> faults;
        for (const FaultKind kind : faultKinds)
            for (const int bytes : kind == FaultKind::RemovedHalfway ? QList<int>{0, 1, 7, 15} : QList<int>{0})
                faults.append({apdu, kind, bytes, {}});
        return faults;
    }

    static QByteArray label(const Family& family, const Fault& fault) {
        return QByteArray(family.name) + ' ' + simulator::faultName(fault.kind).toLatin1() + " at " +
               QByteArray::number(fault.atApdu) + " after " + QByteArray::number(fault.bytes);
    }

    std::shared_ptr<VirtualCard> issuedCard(const Family& family) {
        SimulatorReader reader;
        auto card = freshCard(family);
        reader.insert(card);
        const Run done = run(reader, family, [&](CardSession& session) { return issue(family, session); });
        return done.status ? card : nullptr;
    }

private Q_SLOTS:
    void issuesAndSells_data() {
        QTest::addColumn<int>("family");
        QTest::newRow("mifare") << 0;
        QTest::newRow("sle4442") << 1;
        QTest::newRow("cpu") << 2;
    }
    void issuesAndSells() {
        QFETCH(int, family);
        const Family chosen = std::array{mifare, sle, cpu}.at(static_cast<std::size_t>(family))();
        SimulatorReader reader;
        auto card = issuedCard(chosen);
        QVERIFY(card);
        reader.insert(card);
        for (const char fill : {'\x31', '\x32'}) {
            const Run sold = run(reader, chosen, [&](CardSession& session) { return sale(chosen, session, fill); });
            QVERIFY2(sold.status, sold.status ? "" : qPrintable(sold.status.error().name()));
            QVERIFY(sold.touched);
            const Place& at = chosen.record;
            QCOMPARE(card->peek(at.space, at.offset, at.length), QByteArray(at.length, fill));
        }
    }

    void anUntouchedCardIsUnchanged_data() { issuesAndSells_data(); }
    void anUntouchedCardIsUnchanged() {
        QFETCH(int, family);
        const Family chosen = std::array{mifare, sle, cpu}.at(static_cast<std::size_t>(family))();
        const auto issued = issuedCard(chosen);
        QVERIFY(issued);
        const QByteArray before = memory(*issued);
        int failedUntouched = 0, failedTouched = 0;
        bool reached = true;
        for (int apdu = 1; reached; ++apdu)
            for (const Fault& fault : faultsAt(apdu)) {
                SimulatorReader reader;
                const std::shared_ptr<VirtualCard> card = issued->clone();
                reader.insert(card);
                reader.arm({fault});
                const Run sold =
                    run(reader, chosen, [&](CardSession& session) { return sale(chosen, session, '\x33'); });
                reached = reader.apdus() >= apdu;
                if (!sold.touched) {
                    QVERIFY2(!sold.status, label(chosen, fault).constData());
                    QVERIFY2(memory(*card) == before, label(chosen, fault).constData());
                    ++failedUntouched;
                } else if (!sold.status) {
                    ++failedTouched;
                }
            }
        QVERIFY(failedUntouched > 20);
        QVERIFY(failedTouched > 5);
    }

    void aTornMifareIssueIsIssuedAgainOrRefused() {
        const Family family = mifare();
        int again = 0, refused = 0;
        bool reached = true;
        for (int apdu = 1; reached; ++apdu)
            for (const Fault& fault : faultsAt(apdu)) {
                SimulatorReader reader;
                auto card = freshCard(family);
                reader.insert(card);
                reader.arm({fault});
                (void)run(reader, family, [&](CardSession& session) { return issue(family, session); });
                reached = reader.apdus() >= apdu;
                reader.arm({});
                reader.insert(card);
                const Run second = run(reader, family, [&](CardSession& session) { return issue(family, session); });
                if (second.status) {
                    const Run sold =
                        run(reader, family, [&](CardSession& session) { return sale(family, session, '\x34'); });
                    QVERIFY2(sold.status, label(family, fault).constData());
                    ++again;
                } else { // a trailer torn in the middle: nobody has its key
                    QVERIFY2(fault.kind == FaultKind::RemovedHalfway, label(family, fault).constData());
                    QCOMPARE(second.status.error().code, ErrorCode::CardKeyRefused);
                    ++refused;
                }
            }
        QVERIFY(again > 50);
        QVERIFY(refused > 0);
    }

    void aTornSleIssueIsIssuedAgainOrGetsNoCode() {
        const Family family = sle();
        int again = 0, ours = 0, told = 0, scrapped = 0;
        bool reached = true;
        for (int apdu = 1; reached; ++apdu)
            for (const Fault& fault : faultsAt(apdu)) {
                SimulatorReader reader;
                auto card = freshCard(family);
                const auto& chip = dynamic_cast<const simulator::VirtualSle&>(*card);
                reader.insert(card);
                reader.arm({fault});
                (void)run(reader, family, [&](CardSession& session) { return issue(family, session); });
                reached = reader.apdus() >= apdu;
                reader.arm({});
                reader.insert(card);
                const QByteArray name = label(family, fault);
                const int tries = chip.counter();
                const QByteArray before = memory(*card);
                bool blank = false;
                QString id;
                const Run second = run(reader, family, [&](CardSession& session) {
                    blank = session.blank();
                    id = session.cardId();
                    return blank ? issue(family, session) : sale(family, session, '\x35');
                });
                if (tries != 7) { // the fault was in the presenting itself
                    QVERIFY2(!second.status && !second.touched && chip.counter() == tries, name.constData());
                    ++scrapped;
                } else if (blank) {
                    QVERIFY2(second.status, name.constData());
                    ++again;
                } else if (!id.isEmpty()) { // a valid identity proves our PSC
                    QVERIFY2(second.status, name.constData());
                    ++ours;
                } else {
                    QVERIFY2(!second.status && !second.touched && memory(*card) == before, name.constData());
                    ++told;
                }
                QVERIFY2(tries != 7 || chip.counter() == 7, name.constData());
            }
        QVERIFY(again > 10 && ours > 0 && told > 10 && scrapped > 0);
    }

    void aPurseIsLoadedProvenAndTakenFrom() {
        const Family family = cpu();
        SimulatorReader reader;
        auto card = freshCard(family);
        reader.insert(card);
        const QByteArray terminal = QByteArray::fromHex("001122334455"), stamp = QByteArray::fromHex("20261121101500");
        const Run done = run(reader, family, [&](CardSession& session) -> Status {
            Purse* purse = purseOf(session);
            MD_GET(offer, purse->initializeForLoad(5000, terminal));
            MD_GET(tac, purse->creditForLoad(offer, 5000, terminal, stamp));
            MD_GET(balance, purse->balance());
            if (balance != offer.oldBalance + 5000)
                return fail(ErrorCode::BadNumber);
            MD_GET(proof, purse->proveLoad(offer.serial, balance, 5000, terminal, stamp));
            if (proof.whose != TransactionProof::Whose::Ours || proof.tac != tac)
                return fail(ErrorCode::NotFound);
            MD_GET(purchase, purse->initializeForPurchase(2000, terminal));
            MD_GET(taken, purse->debit(*purchase, 2000, terminal, stamp));
            MD_GET(debited, purse->proveDebit(purchase->serial, 2000, terminal, stamp));
            if (debited.whose != TransactionProof::Whose::Ours || debited.tac != taken)
                return fail(ErrorCode::NotFound);
            MD_GET(others, purse->proveDebit(purchase->serial, 2001, terminal, stamp));
            if (others.whose != TransactionProof::Whose::Anothers)
                return fail(ErrorCode::NotFound);
            MD_GET(tooMuch, purse->initializeForPurchase(3001, terminal));
            if (tooMuch)
                return fail(ErrorCode::BadNumber);
            MD_GET(left, purse->balance());
            return left == 3000 ? Status() : fail(ErrorCode::BadNumber);
        });
        QVERIFY2(done.status, done.status ? "" : qPrintable(done.status.error().name()));
    }

    void aLoadThatFailsAnywhereIsProvenOrNeverWas() {
        const Family family = cpu();
        const QByteArray terminal = QByteArray::fromHex("001122334455"), stamp = QByteArray::fromHex("20261121101500");
        int applied = 0, notApplied = 0;
        bool reached = true;
        for (int apdu = 1; reached; ++apdu)
            for (const Fault& fault : faultsAt(apdu)) {
                SimulatorReader reader;
                auto card = freshCard(family);
                reader.insert(card);
                reader.arm({fault});
                LoadOffer offer;
                const Run first = run(reader, family, [&](CardSession& session) -> Status {
                    Purse* purse = purseOf(session);
                    MD_GET(given, purse->initializeForLoad(5000, terminal));
                    offer = given;
                    MD_TRY(purse->creditForLoad(given, 5000, terminal, stamp));
                    return {};
                });
                reached = reader.apdus() >= apdu;
                reader.arm({});
                reader.insert(card);
                const QByteArray name = label(family, fault);
                qint64 balance = -1;
                bool proven = false;
                quint16 serial = 0;
                const Run look = run(reader, family, [&](CardSession& session) -> Status {
                    Purse* purse = purseOf(session);
                    MD_GET(now, purse->balance());
                    MD_GET(again, purse->initializeForLoad(5000, terminal));
                    MD_GET(found, purse->proveLoad(offer.serial, 5000, 5000, terminal, stamp));
                    balance = now;
                    serial = again.serial;
                    proven = found.whose == TransactionProof::Whose::Ours;
                    return {};
                });
                QVERIFY2(look.status, name.constData());
                if (serial == offer.serial + 1) {
                    QVERIFY2(balance == 5000 && proven && first.touched, name.constData());
                    ++applied;
                } else {
                    QVERIFY2(balance == 0 && !proven && !first.status, name.constData());
                    ++notApplied;
                }
                // A refusal is believed: then nothing was applied.
                if (!first.status && (first.status.error().code == ErrorCode::CardMacWrong ||
                                      first.status.error().code == ErrorCode::CardRefused || !first.touched))
                    QVERIFY2(balance == 0, name.constData());
            }
        QVERIFY(applied > 2 && notApplied > 10);
    }
};

QTEST_APPLESS_MAIN(TestCardSession)
#include "tst_cardsession.moc"
