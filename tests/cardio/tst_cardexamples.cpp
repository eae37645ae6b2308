// The worked examples of cardio/cards/README.md, as tests/data/golden/golden.py has calculated them: against the desk's
// code, against the virtual cards, and against the text.
#include "cardio/cards/apdu.h"
#include "cardio/cards/cardsessionkeys.h"
#include "cardio/cards/fmcos.h"
#include "cardio/simulator/simulatorreader.h"
#include "cardio/simulator/virtualcpu.h"
#include "cardio/simulator/virtualmifare.h"
#include "tests/support/layouts.h"
#include "tests/support/scriptedcpu.h"
#include "tests/support/support.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace meterdesk;
using namespace meterdesk::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 amount = 5000;
constexpr quint16 online = 257, offline = 65;

const QJsonObject& examples() {
    static const QJsonObject all = QJsonDocument::fromJson(testData(u"golden/cards.json"_s)).object();
    return all;
}

/// In hex, as it stands in the file.
QByteArray example(const char* name) {
    QByteArray hex = examples().value(QLatin1String(name)).toString().toLatin1();
    if (hex.isEmpty())
        qFatal("no example %s", name);
    return hex;
}

QByteArray bytes(const char* name) {
    return QByteArray::fromHex(example(name));
}

Secret secret(const char* name) {
    return secretOf(example(name).constData());
}

QByteArray shown(const QByteArray& plain) {
    return plain.toHex().toUpper();
}

QByteArray shown(const Result<QByteArray>& result) {
    return result ? shown(*result) : result.error().name().toLatin1();
}

QByteArray shown(const Result<Secret>& result) {
    if (!result)
        return result.error().name().toLatin1();
    return shown(QByteArray(reinterpret_cast<const char*>(result->data()), static_cast<qsizetype>(result->size())));
}

QByteArray exored(QByteArray a, const QByteArray& b) {
    for (qsizetype i = 0; i < a.size(); ++i)
        a[i] = static_cast<char>(a.at(i) ^ b.at(i));
    return a;
}

QByteArray terminal() {
    return QByteArray::fromHex("000000000001");
}
QByteArray loadStamp() {
    return QByteArray::fromHex("20240506123400");
}
QByteArray debitStamp() {
    return QByteArray::fromHex("20240506123500");
}

KeyRing masters() {
    KeyRing ring;
    ring.add({u"purse-load"_s, 1, u"3des"_s, {}}, secret("cpu.load-master"));
    ring.add({u"purse-debit"_s, 1, u"3des"_s, {}}, secret("cpu.debit-master"));
    ring.add({u"purse-tac"_s, 1, u"3des"_s, {}}, secret("cpu.tac-master"));
    ring.add({u"file-mac"_s, 1, u"3des"_s, {}}, secret("cpu.file-master"));
    ring.add({u"card-access"_s, 1, u"aes-128"_s, {}}, secret("aes.master"));
    ring.add({u"record-mac"_s, 1, u"aes-128"_s, {}}, secret("aes.master"));
    ring.add({u"sle-psc"_s, 1, u"3des"_s, {}}, secret("sle.master"));
    return ring;
}

const Layout& shipped(const QString& id) {
    return *shippedLayouts().find(id);
}

/// File 16 of the golden record, which the example writes.
QByteArray officeFile() {
    const QByteArray line = testData(u"golden/cpu-money.hex"_s).split('\n').at(0);
    return QByteArray::fromHex(line.mid(line.indexOf(' ') + 1));
}

std::unique_ptr<simulator::VirtualCpu> virtualCpu() {
    const QMap<QString, QByteArray> keys{{u"purse-load"_s, bytes("cpu.load-key")},
                                         {u"purse-debit"_s, bytes("cpu.debit-key")},
                                         {u"purse-tac"_s, bytes("cpu.tac-key")},
                                         {u"file-mac"_s, bytes("cpu.file-key")}};
    auto card = std::make_unique<simulator::VirtualCpu>(u"cpu-1"_s, keys, bytes("cpu.serial"));
    QJsonObject memory = card->save();
    memory[u"onlineSerial"_s] = online;
    memory[u"offlineSerial"_s] = offline;
    return card->restore(memory) ? std::move(card) : nullptr;
}

void nextRandom(simulator::VirtualCpu& card, const QByteArray& random) {
    card.setRandom([random](int) { return random; });
}

} // namespace

class CardExamplesTest : public QObject {
    Q_OBJECT

    KeyRing m_keys = masters();

    /// A card that has been selected by the shipped layout and knows nothing but the script.
    std::unique_ptr<CardSession> opened(ScriptedCard& card) {
        card.on(selectApplication, "9000").on(readPublic, (example("cpu.public") + "9000").constData());
        auto session = openCard(card);
        if (!session || !(*session)->use(shipped(u"cpu-money"_s), m_keys, 1))
            return nullptr;
        return std::move(*session);
    }

private Q_SLOTS:
    void keysOfTheShippedLayouts_data();
    void keysOfTheShippedLayouts();
    void sm4Key();
    void an10922StepByStep();
    void sealsAnIdentity();
    void storageCommands();
    void anIssueWritesTheTrailer();
    void macs_data();
    void macs();
    void sessionKeys();
    void theDeskLoads();
    void theDeskWritesItsFile();
    void theDeskTakesBack();
    void theVirtualCardAnswers();
    void theTextSaysTheSame();
};

void CardExamplesTest::keysOfTheShippedLayouts_data() {
    QTest::addColumn<QString>("layout");
    QTest::addColumn<QString>("use");
    QTest::addColumn<QString>("cardId");
    QTest::addColumn<QByteArray>("wanted");
    const QString serial = QString::fromLatin1(example("cpu.serial")), uid = QString::fromLatin1(example("aes.uid"));
    for (const QString& id : {u"cpu-money"_s, u"cpu-quantity"_s}) {
        QTest::addRow("%s load", qPrintable(id)) << id << u"purse-load"_s << serial << example("cpu.load-key");
        QTest::addRow("%s debit", qPrintable(id)) << id << u"purse-debit"_s << serial << example("cpu.debit-key");
        QTest::addRow("%s TAC", qPrintable(id)) << id << u"purse-tac"_s << serial << example("cpu.tac-key");
        QTest::addRow("%s file", qPrintable(id)) << id << u"file-mac"_s << serial << example("cpu.file-key");
    }
    for (const QString& id : {u"mifare-alternating"_s, u"mifare-tool"_s}) {
        QTest::addRow("%s A", qPrintable(id)) << id << u"key-a"_s << uid << example("mifare.key-a");
        QTest::addRow("%s B", qPrintable(id)) << id << u"key-b"_s << uid << example("mifare.key-b");
        QTest::addRow("%s MAC", qPrintable(id)) << id << u"record-mac"_s << uid << example("mifare.mac-key");
    }
    QTest::newRow("PSC") << u"sle4442-single"_s << u"psc"_s << u"0000000042"_s << example("sle.psc");
}

void CardExamplesTest::keysOfTheShippedLayouts() {
    QFETCH(QString, layout);
    QFETCH(QString, use);
    QFETCH(QString, cardId);
    QFETCH(QByteArray, wanted);
    QCOMPARE(shown(layoutKey(shipped(layout), use, m_keys, 1, cardId, 1)), wanted);
}

void CardExamplesTest::sm4Key() {
    QCOMPARE(shown(diversify(Diversification::Sm4, secret("sm4.master"), bytes("sm4.factor"))), example("sm4.key"));
    QCOMPARE(shown(diversify(Diversification::Pboc3Des, secret("sle.master"), bytes("sle.factor"))).left(6),
             example("sle.psc"));
}

void CardExamplesTest::an10922StepByStep() {
    const Secret master = secret("aes.master");
    const QByteArray blocks = bytes("aes.blocks");
    QCOMPARE(blocks.left(7), '\x01' + bytes("aes.uid") + QByteArray::fromHex("010A"));
    const auto first = aesEcb(master, blocks.left(16));
    QVERIFY(first);
    QCOMPARE(shown(aesEcb(master, exored(exored(blocks.mid(16), bytes("aes.k2")), *first))), example("aes.key"));
    QCOMPARE(shown(diversify(Diversification::An10922Aes128, master, blocks.mid(1, 6))), example("aes.key"));
    QCOMPARE(example("aes.key").left(12), example("mifare.key-a"));
}

void CardExamplesTest::sealsAnIdentity() {
    const Layout& layout = shipped(u"mifare-alternating"_s);
    const Secret key = secret("mifare.mac-key");
    CardRecord record;
    record.set(Field::UserNumber, u"10020030"_s);
    record.set(Field::Phone, u"13800138000"_s);
    const auto image = encodeArea(layout, *layout.area(AreaRole::Identity), record, CheckKey{bytes("aes.uid"), &key});
    QCOMPARE(shown(image), example("mifare.identity"));
}

void CardExamplesTest::storageCommands() {
    QCOMPARE(shown(apdu::loadKey(0, secret("mifare.key-a"))), example("mifare.load-key"));
    QCOMPARE(shown(apdu::authenticate(4, apdu::MifareKey::A, 0)), example("mifare.authenticate"));
    QCOMPARE(shown(apdu::presentPsc(secret("sle.psc"))), example("sle.present"));
}

void CardExamplesTest::anIssueWritesTheTrailer() {
    const auto card = std::make_shared<simulator::VirtualMifare>(u"mifare-1"_s, false, bytes("aes.uid"));
    simulator::SimulatorReader reader;
    reader.insert(card);
    const auto channel = reader.connect();
    QVERIFY(channel);
    const auto session = openCard(**channel);
    QVERIFY(session);
    QVERIFY((*session)->use(shipped(u"mifare-alternating"_s), m_keys, 1));
    QVERIFY((*session)->armKeys());
    QCOMPARE(shown(card->peek(7, 0, 16)), example("mifare.trailer"));
    QCOMPARE(shown(card->peek(3, 0, 16)), QByteArray("FFFFFFFFFFFFFF078069FFFFFFFFFFFF")); // no area lies there
}

void CardExamplesTest::macs_data() {
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("over");
    QTest::addColumn<QByteArray>("mac");
    const auto row = [](const char* name, const char* key, const char* over) {
        QTest::newRow(name) << example(key) << bytes(over) << example(name);
    };
    row("load.mac1", "load.session", "load.mac1-over");
    row("load.mac2", "load.session", "load.mac2-over");
    row("load.tac", "cpu.tac-folded", "load.tac-over");
    row("debit.mac1", "debit.session", "debit.mac1-over");
    row("debit.mac2", "debit.session", "debit.mac2-over");
    row("debit.tac", "cpu.tac-folded", "debit.tac-over");
}

void CardExamplesTest::macs() {
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, over);
    QFETCH(QByteArray, mac);
    QCOMPARE(shown(desMac(secretOf(key.constData()), over)), mac);
}

void CardExamplesTest::sessionKeys() {
    QCOMPARE(bytes("cpu.tac-folded"), exored(bytes("cpu.tac-key").left(8), bytes("cpu.tac-key").mid(8)));
    const Secret loadKey = secret("cpu.load-key"), debitKey = secret("cpu.debit-key");
    QCOMPARE(shown(tripleDesEcb(loadKey, bytes("load.seed"))), example("load.session"));
    QCOMPARE(shown(tripleDesEcb(debitKey, bytes("debit.seed"))), example("debit.session"));
    QCOMPARE(shown(fmcos::loadSessionKey(loadKey, bytes("load.offer").mid(8, 4), online)), example("load.session"));
    QCOMPARE(shown(fmcos::purchaseSessionKey(debitKey, bytes("debit.offer").mid(11, 4), offline, offline)),
             example("debit.session"));
}

void CardExamplesTest::theDeskLoads() {
    ScriptedCard card(cpuAtr);
    const auto session = opened(card);
    QVERIFY(session);
    card.on(example("load.initialize").constData(), example("load.offer").constData());
    card.on(example("load.credit").constData(), example("load.answer").constData());
    card.on(example("load.prove").constData(), example("load.proof").constData());
    Purse* purse = purseOf(*session);
    const auto offer = purse->initializeForLoad(amount, terminal());
    QVERIFY(offer);
    QCOMPARE(offer->oldBalance, qint64(0));
    QCOMPARE(offer->serial, online);
    const auto tac = purse->creditForLoad(*offer, amount, terminal(), loadStamp());
    QVERIFY(tac);
    QCOMPARE(tac->toLatin1(), example("load.tac"));
    const auto proof = purse->proveLoad(online, amount, amount, terminal(), loadStamp());
    QVERIFY(proof);
    QCOMPARE(proof->whose, TransactionProof::Whose::Ours);
    QCOMPARE(card.complaint(), QByteArray());
}

void CardExamplesTest::theDeskWritesItsFile() {
    ScriptedCard card(cpuAtr);
    const auto session = opened(card);
    QVERIFY(session);
    card.on("00 84 00 00 04", example("update.challenge-1").constData());
    card.on(example("update.command-1").constData(), "9000");
    card.on("00 84 00 00 04", example("update.challenge-2").constData());
    card.on(example("update.command-2").constData(), "9000");
    QVERIFY(session->write({0x16, 0, 64}, officeFile()));
    QCOMPARE(card.complaint(), QByteArray());
    QCOMPARE(example("update.command-1").right(8), example("update.mac-1"));
    QCOMPARE(example("update.command-2").right(8), example("update.mac-2"));
}

void CardExamplesTest::theDeskTakesBack() {
    ScriptedCard card(cpuAtr);
    const auto session = opened(card);
    QVERIFY(session);
    card.on(example("debit.initialize").constData(), example("debit.offer").constData());
    card.on(example("debit.command").constData(), example("debit.answer").constData());
    card.on(example("debit.prove").constData(), example("debit.proof").constData());
    Purse* purse = purseOf(*session);
    const auto offer = purse->initializeForPurchase(amount, terminal());
    QVERIFY(offer);
    QVERIFY(offer->has_value());
    QCOMPARE((*offer)->oldBalance, amount);
    QCOMPARE((*offer)->serial, offline);
    const auto tac = purse->debit(**offer, amount, terminal(), debitStamp());
    QVERIFY(tac);
    QCOMPARE(tac->toLatin1(), example("debit.tac"));
    const auto proof = purse->proveDebit(offline, amount, terminal(), debitStamp());
    QVERIFY(proof);
    QCOMPARE(proof->whose, TransactionProof::Whose::Ours);
    QCOMPARE(card.complaint(), QByteArray());
}

void CardExamplesTest::theVirtualCardAnswers() {
    const auto card = virtualCpu();
    QVERIFY(card);
    card->transmit(QByteArray::fromHex(selectApplication));
    QCOMPARE(shown(card->transmit(QByteArray::fromHex(readPublic))), example("cpu.public") + "9000");
    const auto answers = [&card](const char* command) { return shown(card->transmit(bytes(command))); };
    nextRandom(*card, bytes("load.offer").mid(8, 4));
    QCOMPARE(answers("load.initialize"), example("load.offer"));
    QCOMPARE(answers("load.credit"), example("load.answer"));
    QCOMPARE(answers("load.prove"), example("load.proof"));
    const std::pair<const char*, const char*> pieces[] = {{"update.challenge-1", "update.command-1"},
                                                          {"update.challenge-2", "update.command-2"}};
    for (const auto& [challenge, command] : pieces) {
        nextRandom(*card, bytes(challenge).left(4));
        QCOMPARE(shown(card->transmit(QByteArray::fromHex("0084000004"))), example(challenge));
        QCOMPARE(answers(command), QByteArray("9000"));
    }
    QCOMPARE(card->peek(0x16, 0, 64), officeFile());
    nextRandom(*card, bytes("debit.offer").mid(11, 4));
    QCOMPARE(answers("debit.initialize"), example("debit.offer"));
    QCOMPARE(answers("debit.command"), example("debit.answer"));
    QCOMPARE(answers("debit.prove"), example("debit.proof"));
}

void CardExamplesTest::theTextSaysTheSame() {
    QFile file(sourceDir() + u"/cardio/cards/README.md"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().split('\n');
    QList<QByteArray> told; // what stands in fenced blocks: a name and its bytes
    bool fenced = false;
    for (const QByteArray& line : lines) {
        if (line.startsWith("```"))
            fenced = !fenced;
        else if (fenced && !line.trimmed().isEmpty())
            told << QByteArray(line).replace(" ", "");
    }
    QVERIFY(!examples().isEmpty());
    QList<QByteArray> known;
    for (auto it = examples().begin(); it != examples().end(); ++it) {
        known << it.key().toLatin1() + it.value().toString().toLatin1();
        QVERIFY2(told.contains(known.last()), qPrintable(u"not in the text: "_s + it.key()));
    }
    for (const QByteArray& line : std::as_const(told))
        QVERIFY2(known.contains(line), (QByteArray("not in cards.json: ") + line).constData());
}

QTEST_GUILESS_MAIN(CardExamplesTest)
#include "tst_cardexamples.moc"
