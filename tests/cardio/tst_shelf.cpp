// The shelf: what one process does with a virtual card, another sees.
#include "cardio/simulator/desmac.h"
#include "cardio/simulator/shelf.h"
#include "cardio/simulator/virtualcpu.h"
#include "cardio/simulator/virtualmifare.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <thread>

using namespace meterdesk;
using namespace meterdesk::simulator;

namespace {

QByteArray hex(const char* digits) {
    return QByteArray::fromHex(digits);
}

QByteArray masterKey(int version, char which) {
    return QByteArray(15, which) + char(version);
}

const QList<std::pair<const char*, char>> tripleDes{
    {"purse-load", 'l'}, {"purse-debit", 'd'}, {"purse-tac", 't'}, {"file-mac", 'm'}};
const QList<std::pair<const char*, char>> aes{{"card-access", 'a'}, {"record-mac", 'r'}};

void addKeys(KeyRing& ring, int version) {
    const auto add = [&ring, version](const char* name, char which, const char* algorithm) {
        QByteArray bytes = masterKey(version, which);
        ring.add(KeyInfo{QLatin1String(name), version, QLatin1String(algorithm), {}}, Secret::from(bytes));
    };
    for (const auto& [name, which] : tripleDes)
        add(name, which, "3des");
    for (const auto& [name, which] : aes)
        add(name, which, "aes-128");
}

const char meterNumber[] = "202411000123";
const QByteArray selectSle = hex("FFA400000106");
const QByteArray presentPsc = hex("FF20000003FFFFFF");

/// A data folder with two cards of each family.
struct Office {
    QTemporaryDir folder;
    KeyRing keys;
    Shelf shelf{folder.path()};

    Office() {
        addKeys(keys, 1);
        stocked = shelf.stock(keys, 2).has_value();
    }
    bool stocked = false;

    QString file(const QString& card) const {
        return folder.filePath(QStringLiteral("simulator/cards/%1.json").arg(card));
    }
    std::shared_ptr<VirtualCard> card(const char* id) const {
        QFile source(file(QLatin1String(id)));
        if (!source.open(QIODevice::ReadOnly))
            return nullptr;
        return VirtualCard::load(QJsonDocument::fromJson(source.readAll()).object());
    }
    void keep(const VirtualCard& card) const {
        QFile target(file(card.id()));
        QVERIFY(target.open(QIODevice::WriteOnly));
        target.write(QJsonDocument(card.save()).toJson());
    }
};

/// Puts purchase 1 on it, 50 units, as the office would.
void sellOnSle(const Office& office) {
    const auto card = office.card("sle-1");
    card->poke(0, 32, hex("534d01000000007700000000000000425a"));
    card->poke(0, 64, hex("20241100012300010000320000320502174c"));
    office.keep(*card);
}

void sellOnMifare(const Office& office, int keyVersion) {
    const auto card = office.card("mifare-1");
    const QByteArray uid = card->peek(0, 0, 4);
    const QByteArray macKey = an10922CardKey(masterKey(keyVersion, 'r'), uid + "MAC");
    const auto put = [&card](int sector, const QByteArray& bytes) {
        for (int i = 0; i < bytes.size() / 16; ++i)
            card->poke(sector * 4 + i, 0, bytes.mid(qsizetype(16) * i, 16));
    };
    const QByteArray identity = "MDW1" + QByteArray(20, '\0');
    put(1, identity + cmac(macKey, uid + identity).left(8));
    const QByteArray record = hex("202411000123010088130000881300000500020001030000") + QByteArray(16, '\0');
    put(2, record + cmac(macKey, uid + record).left(8));
    card->poke(19, 10, an10922CardKey(masterKey(keyVersion, 'a'), uid + hex("040B")).left(6));
    office.keep(*card);
}

} // namespace

class ShelfTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stockHasNamesAndKeys() {
        Office office;
        QVERIFY(office.stocked);
        QCOMPARE(office.shelf.cards().join(u' '), QStringLiteral("cpu-1 cpu-2 mifare-1 mifare-2 sle-1 sle-2"));
        QVERIFY(office.shelf.stock(office.keys, 9));
        QCOMPARE(office.shelf.cards().size(), 33);
        QCOMPARE(office.shelf.cards().at(10), QStringLiteral("cpu-11")); // in the order of their numbers
        const auto card = office.card("cpu-1");
        const QByteArray serial = card->peek(0x15, 12, 8);
        QVERIFY(serial != office.card("cpu-2")->peek(0x15, 12, 8));
        const QJsonObject own = card->save().value(QLatin1String("keys")).toObject();
        for (const auto& [name, which] : tripleDes)
            QCOMPARE(own.value(QLatin1String(name)).toString().toLatin1(),
                     pbocCardKey(masterKey(1, which), serial).toHex());
    }

    void stockNeedsTheOfficesKeys() {
        QTemporaryDir folder;
        Shelf shelf(folder.path());
        QCOMPARE(shelf.stock(KeyRing(), 1).error().code, ErrorCode::KeysMissing);
    }

    void insertAndEject() {
        Office office;
        QCOMPARE(office.shelf.inserted(), QString());
        QCOMPARE(office.shelf.insert(QStringLiteral("../cpu-1")).error().code, ErrorCode::NotFound);
        QVERIFY(office.shelf.insert(QStringLiteral("cpu-1")));
        QCOMPARE(Shelf(office.folder.path()).inserted(), QStringLiteral("cpu-1"));
        QVERIFY(office.shelf.eject());
        QCOMPARE(office.shelf.inserted(), QString());
    }

    void anAnsweredWriteIsOnTheShelf() {
        Office office;
        QVERIFY(office.shelf.insert(QStringLiteral("sle-2")));
        const auto reader = office.shelf.reader();
        QVERIFY(*reader->cardPresent());
        auto channel = std::move(*reader->connect());
        QCOMPARE(channel->atr(), hex("3B04A2131091"));
        QVERIFY(channel->transmit(selectSle)->ok());
        QCOMPARE(channel->transmit(presentPsc)->data.at(0), '\x07');
        QVERIFY(channel->transmit(hex("FFD0006402ABCD"))->ok());
        // The channel still lives, as in a process that is about to be killed.
        QCOMPARE(office.card("sle-2")->peek(0, 0x64, 2), hex("ABCD"));
        QCOMPARE(channel->transmit(hex("FFD000FF02ABCD"))->sw, quint16(0x6B00));
        QCOMPARE(channel->sent(), 4);
    }

    void aWriteThatCannotBeKeptIsNotAnswered() {
        Office office;
        QVERIFY(office.shelf.insert(QStringLiteral("sle-2")));
        const auto reader = office.shelf.reader();
        auto channel = std::move(*reader->connect());
        QVERIFY(channel->transmit(selectSle)->ok());
        QVERIFY(QFile::remove(office.file(QStringLiteral("sle-2"))));
        QVERIFY(QDir().mkpath(office.file(QStringLiteral("sle-2")))); // nothing can be written there
        QCOMPARE(channel->transmit(presentPsc).error().code, ErrorCode::CardSilent);
        QVERIFY(channel->dead());
        QCOMPARE(channel->transmit(selectSle).error().code, ErrorCode::CardSilent);
    }

    void oneReaderForAllPrograms() {
        Office office;
        const auto reader = office.shelf.reader();
        QCOMPARE(reader->connect().error().code, ErrorCode::NoCard);
        QVERIFY(office.shelf.insert(QStringLiteral("mifare-1")));
        auto channel = std::move(*reader->connect());
        const auto other = Shelf(office.folder.path()).reader();
        QCOMPARE(other->connect().error().code, ErrorCode::CardBusy);
        channel.reset();
        QVERIFY(other->connect().has_value());
    }

    void takenAwayByAnotherProgram() {
        Office office;
        QVERIFY(office.shelf.insert(QStringLiteral("mifare-1")));
        const auto reader = office.shelf.reader();
        auto channel = std::move(*reader->connect());
        QVERIFY(Shelf(office.folder.path()).insert(QStringLiteral("mifare-1"))); // out and in again
        QCOMPARE(channel->transmit(hex("FFCA000000")).error().code, ErrorCode::CardRemoved);
        QVERIFY(reader->connect().has_value()); // the dead channel doesn't hold the reader
    }

    void faultsMeetTheNextProgram() {
        Office office;
        QVERIFY(office.shelf.insert(QStringLiteral("sle-1")));
        QVERIFY(office.shelf.arm({Fault{2, FaultKind::Swapped, 0, office.card("sle-2")},
                                  Fault{5, FaultKind::AppliedUnanswered, 0, nullptr},
                                  Fault{8, FaultKind::RemovedHalfway, 1, nullptr}}));
        const auto reader = office.shelf.reader();
        auto channel = std::move(*reader->connect());
        QVERIFY(channel->transmit(selectSle)->ok());
        QCOMPARE(channel->transmit(selectSle)->sw, quint16(0x9000)); // the other card, without notice
        QCOMPARE(office.shelf.inserted(), QStringLiteral("sle-2"));
        QVERIFY(channel->transmit(presentPsc)->ok());
        QVERIFY(channel->transmit(hex("FFD0006402ABCD"))->ok());
        QCOMPARE(channel->transmit(hex("FFD0006602ABCD")).error().code, ErrorCode::CardSilent);
        QCOMPARE(office.card("sle-2")->peek(0, 0x64, 4), hex("ABCDABCD"));
        channel = std::move(*reader->connect()); // the count goes on
        QVERIFY(channel->transmit(selectSle)->ok());
        QVERIFY(channel->transmit(presentPsc)->ok());
        QCOMPARE(channel->transmit(hex("FFD000640212FF")).error().code, ErrorCode::CardRemoved);
        QCOMPARE(office.card("sle-2")->peek(0, 0x64, 2), hex("12CD"));
        QCOMPARE(office.card("sle-1")->peek(0, 0x64, 2), hex("FFFF"));
        QCOMPARE(office.shelf.inserted(), QString());
        QVERIFY(office.shelf.insert(QStringLiteral("sle-1")));
        const auto next = office.shelf.reader(); // met once
        auto again = std::move(*next->connect());
        QVERIFY(again->transmit(selectSle)->ok());
        QVERIFY(again->transmit(selectSle)->ok());
        QCOMPARE(office.shelf.inserted(), QStringLiteral("sle-1"));
    }

    void waitingFollowsTheFolder() {
        Office office;
        const auto reader = office.shelf.reader();
        QCOMPARE(*reader->waitForChange(0), (CardPresence{false, false}));
        std::thread other([&office] { QVERIFY(Shelf(office.folder.path()).insert(QStringLiteral("cpu-1"))); });
        QCOMPARE(*reader->waitForChange(-1), (CardPresence{true, true}));
        other.join();
        std::thread third([&reader] { reader->cancel(); });
        QCOMPARE(*reader->waitForChange(-1), (CardPresence{true, false}));
        third.join();
    }

    void aWaitThatIsOverSaysThatNothingChanged() {
        Office office;
        QVERIFY(office.shelf.insert(QStringLiteral("cpu-1")));
        const auto reader = office.shelf.reader();
        QCOMPARE(*reader->waitForChange(0), (CardPresence{true, true})); // there before it was first looked at
        for (const int timeoutMs : {0, 1, 7, 30})
            QCOMPARE(*reader->waitForChange(timeoutMs), (CardPresence{true, false}));
        QVERIFY(office.shelf.insert(QStringLiteral("cpu-1"))); // taken away and laid on again
        QCOMPARE(*reader->waitForChange(0), (CardPresence{true, true}));
        QVERIFY(office.shelf.eject());
        QCOMPARE(*reader->waitForChange(0), (CardPresence{false, true}));
        QCOMPARE(*office.shelf.reader()->waitForChange(0), (CardPresence{false, false})); // whatever lay there before
    }

    void loadTakesTheCardToItsMeter() {
        Office office;
        QCOMPARE(office.shelf.loadIntoMeter().error().code, ErrorCode::NoCard);
        QVERIFY(office.shelf.insert(QStringLiteral("sle-1")));
        QCOMPARE(office.shelf.loadIntoMeter()->reason, QStringLiteral("blank"));
        sellOnSle(office);
        const auto loaded = office.shelf.loadIntoMeter();
        QVERIFY(loaded->loaded);
        QCOMPARE(loaded->credit, 50000);
        QCOMPARE(office.shelf.inserted(), QStringLiteral("sle-1"));
        QCOMPARE(office.shelf.meters(), QStringList(QLatin1String(meterNumber)));
        QVERIFY(office.shelf.use(QLatin1String(meterNumber), 2500));
        QCOMPARE(office.shelf.meter(QStringLiteral("000202411000123"))->remaining(), 47500); // leading zeros
        QCOMPARE(office.shelf.loadIntoMeter()->reason, QStringLiteral("count"));
        QCOMPARE(office.card("sle-1")->peek(0, 96, 5), hex("00010001DB")); // count 1, 47.5 left
        QCOMPARE(office.shelf.use(QStringLiteral("1"), 1).error().code, ErrorCode::NotFound);
        QVERIFY(office.shelf.passDays(QLatin1String(meterNumber), 40));
        QCOMPARE(office.shelf.meter(QLatin1String(meterNumber))->months[0], 0);
    }

    void metersKnowTheKeysOfTheirCards_data() {
        QTest::addColumn<int>("cardVersion");
        QTest::addColumn<bool>("provisionedAgain");
        QTest::addColumn<QString>("reason");
        QTest::newRow("as stocked") << 1 << false << QString();
        QTest::newRow("rotated, meters not told") << 2 << false << QStringLiteral("bad record");
        QTest::newRow("rotated, meters told") << 2 << true << QString();
        QTest::newRow("old card, meters told") << 1 << true << QString();
    }

    void metersKnowTheKeysOfTheirCards() {
        QFETCH(int, cardVersion);
        QFETCH(bool, provisionedAgain);
        QFETCH(QString, reason);
        Office office;
        if (provisionedAgain) {
            addKeys(office.keys, 2);
            QVERIFY(office.shelf.provision(office.keys));
        }
        sellOnMifare(office, cardVersion);
        QVERIFY(office.shelf.insert(QStringLiteral("mifare-1")));
        const auto result = office.shelf.loadIntoMeter();
        QCOMPARE(result->reason, reason);
        QCOMPARE(result->credit, reason.isEmpty() ? 50000 : 0);
    }

    void purseMeterByItsOwnLayout() {
        Office office;
        const auto card = office.card("cpu-1");
        card->poke(0x16, 0,
                   hex("01000000000000004220241100012300010000138800001388000500020103"
                       "13800138000f000000000000000000000000000000000000000000000000000ff4"));
        dynamic_cast<VirtualCpu&>(*card).setBalance(5000);
        office.keep(*card);
        simulator::MeterState state;
        state.number = QLatin1String(meterNumber);
        state.layout = QStringLiteral("cpu-quantity");
        QVERIFY(office.shelf.installMeter(state));
        QVERIFY(office.shelf.insert(QStringLiteral("cpu-1")));
        QCOMPARE(office.shelf.loadIntoMeter()->credit, 50000); // steps of 0.01 unit
        QCOMPARE(dynamic_cast<VirtualCpu&>(*office.card("cpu-1")).balance(), 0u);
        QCOMPARE(office.card("cpu-1")->peek(0x17, 0, 1), hex("02"));
        QCOMPARE(office.shelf.loadIntoMeter()->reason, QStringLiteral("empty"));
    }

    void folderThatCannotBeWritten() {
        QTemporaryDir folder;
        QFile inTheWay(folder.path() + QStringLiteral("/data"));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        Shelf shelf(inTheWay.fileName());
        QCOMPARE(shelf.eject().error().code, ErrorCode::StoreReadOnly);
        simulator::MeterState state;
        state.number = QStringLiteral("1");
        QCOMPARE(shelf.installMeter(state).error().code, ErrorCode::StoreReadOnly);
        QCOMPARE(shelf.reader()->connect().error().code, ErrorCode::StoreReadOnly);
        QVERIFY(!*shelf.reader()->cardPresent());
    }

    void meterNumbersAreNoPaths() {
        Office office;
        simulator::MeterState state;
        state.number = QStringLiteral("../1");
        QCOMPARE(office.shelf.installMeter(state).error().code, ErrorCode::BadArgument);
    }

    void damagedFiles() {
        Office office;
        QVERIFY(office.shelf.insert(QStringLiteral("sle-1")));
        QFile file(office.file(QStringLiteral("sle-1")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{}");
        file.close();
        QCOMPARE(office.shelf.reader()->connect().error().code, ErrorCode::FileUnreadable);
        QCOMPARE(office.shelf.loadIntoMeter().error().code, ErrorCode::FileUnreadable);
    }
};

QTEST_GUILESS_MAIN(ShelfTest)
#include "tst_shelf.moc"
