// Layout files: the shipped ones are read, wrong ones are refused with the place and the reason.
#include "cardio/cards/layoutbook.h"
#include "tests/cardio/fuzz_layout.cpp" // NOLINT(bugprone-suspicious-include): its entry point is called below
#include "tests/support/layouts.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace meterdesk;
using namespace meterdesk::test;
using namespace Qt::Literals::StringLiterals;

class LayoutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shippedLayoutsAreRead();
    void mifareIsUnderstood();
    void wrongLayoutsAreRefused_data();
    void wrongLayoutsAreRefused();
    void aPurseFitsTheNumbers();
    void nastyInputsEndInAReason();
    void aTitleCannotSteerATerminal();
    void aByteSumIsWarnedOf();
};

void LayoutTest::shippedLayoutsAreRead() {
    QStringList problems;
    const LayoutBook book = LayoutBook::load({}, &problems);
    QCOMPARE(problems, QStringList());
    QCOMPARE(book.ids(), QStringList({u"cpu-money"_s, u"cpu-quantity"_s, u"mifare-alternating"_s, u"mifare-tool"_s,
                                      u"sle4442-single"_s}));
}

void LayoutTest::mifareIsUnderstood() {
    const LayoutBook book = LayoutBook::load({});
    const Layout* layout = book.find(u"mifare-alternating"_s);
    QVERIFY(layout);
    QCOMPARE(layout->slotCount, 2);
    QCOMPARE(layout->sectors, QList({1, 2, 3, 4, 5, 6, 7}));
    const AreaSpec* second = layout->area(AreaRole::Purchase, 1);
    QVERIFY(second);
    QCOMPARE(second->copies.size(), 2);
    QCOMPARE(second->copies.at(1).first(), (Place{24, 0, 16}));
    QCOMPARE(second->length, 48);
}

void LayoutTest::wrongLayoutsAreRefused_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("start");
    const auto row = [](const char* name, const char* from, const char* to, const char* start) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QString::fromLatin1(start);
    };
    row("fields overlap", R"("purchaseCount", "offset": 6)", R"("purchaseCount", "offset": 5)",
        "$.areas[1].fields[1].offset: overlaps");
    row("field outside", R"("overdraft", "offset": 15)", R"("overdraft", "offset": 40)",
        "$.areas[1].fields[5].offset: outside");
    row("protected bytes", R"("address": 32)", R"("address": 31)", "$.areas[0].copies[0]: bytes 0 to 31");
    row("beyond the memory", R"("address": 96)", R"("address": 250)", "$.areas[2].copies[0]: the memory ends");
    row("areas overlap", R"("address": 64)", R"("address": 40)", "$.areas[1].copies[0]: overlaps area");
    row("key missing", R"("psc": {)", R"("file-mac": {)", "$.keys.psc: missing");
    row("said twice", R"("family": "sle4442",)", R"("family": "sle4442", "family": "cpu",)", "$.family: said twice");
    row("fraction", R"("bits": 16)", R"("bits": 1.5)", "$.count.bits: only whole numbers");
    row("huge number", R"("bits": 16)", R"("bits": 99999999999999999999)", "$.count.bits: a number of more");
    row("number without its zero", R"("address": 32)", R"("address": .3)",
        "$.areas[0].copies[0][0].address: not a JSON value");
    row("not a number", R"("bits": 16)", R"("bits": NaN)", "$: line ");
    row("unknown word", R"("kind": "user")", R"("kind": "owner")", "$.kind: ");
    row("too narrow a count", R"("bits": 16)", R"("bits": 32)", "$.areas[1].fields[1].length: too narrow");
    row("limit beyond the field", R"("least": "1")", R"("least": "1", "most": "99999999")",
        "$.limits.most: does not fit");
    row("scale without meaning", R"("least": "1")", R"("least": "0.5")", "$.limits.least: not a multiple");
    row("no count", R"("purchaseCount")", R"("priceTable")", "$.areas[1].fields: purchaseCount is missing");
    row("slot without purchase", R"("slots": {"count": 1})", R"("slots": {"count": 2})", "$.areas[1]: names no slot");
    row("check before its data", R"("kind": "crc-16", "offset": 16)", R"("kind": "crc-16", "offset": 15)",
        "$.areas[1].");
    row("tool without tools", R"("kind": "user")", R"("kind": "tool")", "$.tools: missing");
}

void LayoutTest::wrongLayoutsAreRefused() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, start);
    QFile file(u":/cardio/layouts/sle4442-single.json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArray json = file.readAll();
    QVERIFY(readLayout(json).has_value());
    const qsizetype at = json.indexOf(from);
    QVERIFY(at >= 0);
    json.replace(at, from.size(), to);
    const Result<Layout> layout = readLayout(json);
    QVERIFY(!layout);
    QCOMPARE(layout.error().code, ErrorCode::LayoutInvalid);
    QVERIFY2(layout.error().detail.startsWith(start), qPrintable(layout.error().detail));
}

void LayoutTest::aPurseFitsTheNumbers() {
    QFile file(u":/cardio/layouts/cpu-quantity.json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArray json = file.readAll();
    const qsizetype purse = json.indexOf(R"("purse":)");
    const qsizetype at = json.indexOf(R"("scale": "0.01")", purse);
    QVERIFY(purse >= 0 && at > purse);
    json.replace(at, qsizetype(qstrlen(R"("scale": "0.01")")), R"("scale": "100000000000")");
    const Result<Layout> layout = readLayout(json);
    QVERIFY(!layout);
    QVERIFY2(layout.error().detail.startsWith(u"$.purse.scale: the largest value"_s),
             qPrintable(layout.error().detail));
}

void LayoutTest::nastyInputsEndInAReason() {
    QFile file(u":/cardio/layouts/mifare-alternating.json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray json = file.readAll();
    const QList<QByteArray> inputs{{},
                                   "{}",
                                   "[]",
                                   "null",
                                   "\"",
                                   QByteArray(5000, '['),
                                   QByteArray(300000, ' '),
                                   json,
                                   json + "x",
                                   QByteArray(json).replace("16", "0"),
                                   R"({"id":")" + QByteArray(5000, 'a') + R"("})"};
    for (const QByteArray& input : inputs)
        QCOMPARE(LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.constData()), size_t(input.size())),
                 0);
    for (qsizetype cut = 0; cut < json.size(); cut += 97)
        QVERIFY(!readLayout(json.left(cut)));
}

void LayoutTest::aTitleCannotSteerATerminal() {
    QFile file(u":/cardio/layouts/sle4442-single.json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    for (const QString& bad : {u"a\x1b[2J"_s, u"a\nb"_s, u"a\u202eb"_s}) {
        QJsonObject titles = json[u"title"_s].toObject();
        titles[u"en"_s] = bad;
        json[u"title"_s] = titles;
        const auto layout = readLayout(QJsonDocument(json).toJson());
        QVERIFY(!layout);
        QVERIFY2(layout.error().message().contains(u"$.title.en"_s), qPrintable(layout.error().message()));
    }
}

void LayoutTest::aByteSumIsWarnedOf() {
    const QStringList warnings = readLayout(testData(u"makers/c.json"_s))->warnings;
    QVERIFY(!warnings.filter(u"torn prefixes"_s).isEmpty());
    QFile file(u":/cardio/layouts/mifare-alternating.json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(readLayout(file.readAll())->warnings, QStringList());
    // Whether or not one of the writes tried happens to hit it.
    QFile sle(u":/cardio/layouts/sle4442-single.json"_s);
    QVERIFY(sle.open(QIODevice::ReadOnly));
    QJsonObject json = QJsonDocument::fromJson(sle.readAll()).object();
    QJsonArray areas = json[u"areas"_s].toArray();
    for (const QString& kind : {u"sum"_s, u"xor"_s}) {
        QJsonObject purchase = areas.at(1).toObject();
        QCOMPARE(purchase[u"role"_s].toString(), u"purchase"_s);
        purchase[u"check"_s] = QJsonObject{{u"kind"_s, kind}, {u"offset"_s, 16}};
        QJsonObject place = purchase[u"copies"_s][0][0].toObject();
        place[u"length"_s] = 17;
        QJsonArray places, copies; // appended to: in braces, compilers differ on what a list of one list is
        places.append(place);
        copies.append(places);
        purchase[u"copies"_s] = copies;
        areas.replace(1, purchase);
        json[u"areas"_s] = areas;
        const auto layout = readLayout(QJsonDocument(json).toJson());
        QVERIFY2(layout, qPrintable(layout ? QString() : layout.error().message()));
        QVERIFY2(!layout->warnings.filter(u"$.areas[1].check"_s).filter(u"torn prefixes"_s).isEmpty(),
                 qPrintable(layout->warnings.join(u'\n')));
    }
}

QTEST_GUILESS_MAIN(LayoutTest)
#include "tst_layout.moc"
