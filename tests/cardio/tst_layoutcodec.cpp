// Records to bytes and back, for every shipped layout and every encoding.
#include "cardio/cards/checks.h"
#include "cardio/cards/fieldcodec.h"
#include "tests/support/layouts.h"

#include <QTest>
#include <rapidcheck.h>

using namespace meterdesk;
using namespace meterdesk::test;
using namespace Qt::Literals::StringLiterals;

namespace {

Layout plain(qint64 countModulus = 65536) {
    Layout layout;
    layout.countModulus = countModulus;
    return layout;
}

FieldSpec spec(Field field, int length, Encoding encoding, qint64 scale = 1, Pad pad = Pad::ZeroLeft) {
    FieldSpec out{field, 0, length};
    out.encoding = encoding;
    out.scale = scale;
    out.pad = pad;
    return out;
}

QByteArray hexOf(const FieldSpec& field, const FieldValue& value, const Layout& layout = plain()) {
    const Result<QByteArray> bytes = encodeField(layout, field, &value);
    return bytes ? bytes->toHex().toUpper() : bytes.error().name().toLatin1();
}

} // namespace

class LayoutCodecTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void crcsAgreeWithTheCatalogue();
    void encodings_data();
    void encodings();
    void whatHasNoRoomIsRefused();
    void meaninglessBytesAreBad_data();
    void meaninglessBytesAreBad();
    void recordsComeBack_data();
    void recordsComeBack();
    void newerCopyWins();
    void copiesThatCantBeOrderedAreBad();
    void backupStandsIn();
    void otherSystemsCardIsForeign();
};

void LayoutCodecTest::crcsAgreeWithTheCatalogue() {
    for (const CrcVariant& known : crcVariants()) {
        CheckSpec check;
        check.polynomial = known.polynomial;
        check.initial = known.initial;
        check.final = known.final;
        check.reflected = known.reflected;
        QCOMPARE(crc16(check, "123456789"), known.check);
    }
}

void LayoutCodecTest::encodings_data() {
    QTest::addColumn<QByteArray>("got");
    QTest::addColumn<QByteArray>("wanted");
    const FieldValue amount = qint64(123450);
    QTest::newRow("be") << hexOf(spec(Field::PurchaseAmount, 4, Encoding::UnsignedBE, 10), amount)
                        << QByteArray("00003039");
    QTest::newRow("le") << hexOf(spec(Field::PurchaseAmount, 4, Encoding::UnsignedLE, 10), amount)
                        << QByteArray("39300000");
    QTest::newRow("bcd") << hexOf(spec(Field::PurchaseAmount, 4, Encoding::Bcd, 10), amount) << QByteArray("00012345");
    QTest::newRow("bcd-le") << hexOf(spec(Field::PurchaseAmount, 4, Encoding::BcdLE, 10), amount)
                            << QByteArray("45230100");
    QTest::newRow("ascii") << hexOf(spec(Field::PurchaseAmount, 6, Encoding::Ascii, 10), amount)
                           << QByteArray("303132333435");
    QTest::newRow("count") << hexOf(spec(Field::PurchaseCount, 2, Encoding::UnsignedBE), qint64(65538))
                           << QByteArray("0002");
    QTest::newRow("count of digits") << hexOf(spec(Field::PurchaseCount, 2, Encoding::Bcd), qint64(10012), plain(10000))
                                     << QByteArray("0012");
    QTest::newRow("number") << hexOf(spec(Field::MeterNumber, 6, Encoding::Bcd), u"20240001"_s)
                            << QByteArray("000020240001");
    QTest::newRow("phone") << hexOf(spec(Field::Phone, 6, Encoding::Bcd, 1, Pad::FRight), u"13800138000"_s)
                           << QByteArray("13800138000F");
    QTest::newRow("number in binary") << hexOf(spec(Field::UserNumber, 4, Encoding::UnsignedLE), u"1000001"_s)
                                      << QByteArray("41420F00");
    QTest::newRow("text") << hexOf(spec(Field::UserNumber, 5, Encoding::Ascii, 1, Pad::SpaceRight), u"A12"_s)
                          << QByteArray("4131322020");
    QTest::newRow("gb18030") << hexOf(spec(Field::UserNumber, 6, Encoding::Gb18030, 1, Pad::NulRight), u"王五"_s)
                             << QByteArray("CDF5CEE50000");
    const qint64 noon = QDateTime(QDate(2024, 5, 6), QTime(12, 34, 56)).toMSecsSinceEpoch();
    QTest::newRow("time") << hexOf(spec(Field::ReportTime, 5, Encoding::BcdTime), noon) << QByteArray("2405061234");
    QTest::newRow("day") << hexOf(spec(Field::ReportTime, 3, Encoding::BcdTime), noon) << QByteArray("240506");
    FieldSpec months = spec(Field::MonthlyUse, 2, Encoding::UnsignedBE, 100);
    months.items = 3;
    QTest::newRow("months") << hexOf(months, QList<qint64>{100, 25600}) << QByteArray("000101000000");
}

void LayoutCodecTest::encodings() {
    QFETCH(QByteArray, got);
    QTEST(got, "wanted");
}

void LayoutCodecTest::whatHasNoRoomIsRefused() {
    const auto error = [](const FieldSpec& field, const FieldValue& value) {
        const Result<QByteArray> bytes = encodeField(plain(), field, &value);
        return bytes ? Error{ErrorCode::Cancelled, {}} : bytes.error();
    };
    const FieldSpec amount = spec(Field::PurchaseAmount, 2, Encoding::UnsignedBE, 10);
    QCOMPARE(error(amount, qint64(655360)), (Error{ErrorCode::FieldTooLarge, u"credit of the purchase"_s}));
    QCOMPARE(error(amount, qint64(-10)).code, ErrorCode::FieldTooLarge);
    QCOMPARE(error(amount, qint64(15)), (Error{ErrorCode::AmountNotWhole, u"0.010"_s}));
    QCOMPARE(error(amount, u"12"_s).code, ErrorCode::FieldTooLarge);
    QCOMPARE(error(spec(Field::MeterNumber, 2, Encoding::Bcd), u"12345"_s).detail, u"meter number"_s);
    QCOMPARE(error(spec(Field::MeterNumber, 2, Encoding::Bcd), u"1A"_s).detail, u"meter number"_s);
    QCOMPARE(error(spec(Field::CardNumber, 5, Encoding::Bcd, 1, Pad::None), u"123"_s).detail, u"card number"_s);
    QCOMPARE(error(spec(Field::UserNumber, 2, Encoding::UnsignedBE), u"65536"_s).detail, u"user number"_s);
    QCOMPARE(error(spec(Field::UserNumber, 3, Encoding::Gb18030, 1, Pad::NulRight), u"王五"_s).detail,
             u"user number"_s);
    QCOMPARE(error(spec(Field::ReportTime, 3, Encoding::BcdTime), qint64(0)).detail, u"meter's time"_s);
}

void LayoutCodecTest::meaninglessBytesAreBad_data() {
    QTest::addColumn<int>("field");
    QTest::addColumn<int>("encoding");
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char* name, Field field, Encoding encoding, const QByteArray& hex) {
        QTest::newRow(name) << int(field) << int(encoding) << QByteArray::fromHex(hex);
    };
    row("nibble in a count", Field::PurchaseCount, Encoding::Bcd, "1A");
    row("nibble in a number", Field::MeterNumber, Encoding::Bcd, "00B1");
    row("padding in the midst", Field::MeterNumber, Encoding::Bcd, "1F11");
    row("letter in a number", Field::PurchaseAmount, Encoding::Ascii, "3041");
    row("month 13", Field::ReportTime, Encoding::BcdTime, "241301");
    row("hour 24", Field::ReportTime, Encoding::BcdTime, "2401012400");
    row("control character", Field::UserNumber, Encoding::Ascii, "410141");
    row("half a character", Field::UserNumber, Encoding::Gb18030, "CDF5CE");
    row("more than 63 bits", Field::PurchaseAmount, Encoding::UnsignedBE, "FFFFFFFFFFFFFFFF");
    row("more than the count runs to", Field::PurchaseCount, Encoding::UnsignedBE, "010000");
}

void LayoutCodecTest::meaninglessBytesAreBad() {
    QFETCH(int, field);
    QFETCH(int, encoding);
    QFETCH(QByteArray, bytes);
    const auto coded = static_cast<Encoding>(encoding);
    const FieldSpec one =
        spec(static_cast<Field>(field), int(bytes.size()), coded, 1,
             coded == Encoding::Gb18030 || field == int(Field::UserNumber) ? Pad::NulRight : Pad::ZeroLeft);
    CardRecord record;
    QVERIFY(!decodeField(plain(), one, bytes, record));
}

void LayoutCodecTest::recordsComeBack_data() {
    QTest::addColumn<QString>("id");
    for (const QString& id : shippedLayouts().ids())
        QTest::newRow(qPrintable(id)) << id;
}

void LayoutCodecTest::recordsComeBack() {
    QFETCH(QString, id);
    const Layout& layout = *shippedLayouts().find(id);
    const Secret key = testMacKey();
    QVERIFY(rc::check([&] {
        const AreaSpec& area = **rc::gen::elementOf(pointersTo(layout.areas));
        const CardRecord record = *anyRecord(layout, area);
        const Result<QByteArray> image = encodeArea(layout, area, record, testCheckKey(key));
        RC_ASSERT(image.has_value());
        RC_ASSERT(image->size() == area.length);
        const AreaReading reading =
            readArea(layout, area, QList<QByteArray>(area.copies.size(), *image), testCheckKey(key));
        RC_ASSERT(reading.state == AreaState::Valid);
        RC_ASSERT(reading.record == record);
        RC_ASSERT(!reading.foreign);
    }));
}

void LayoutCodecTest::newerCopyWins() {
    const Layout& layout = *shippedLayouts().find(u"mifare-alternating"_s);
    const AreaSpec& area = *layout.area(AreaRole::Purchase, 1);
    const Secret key = testMacKey();
    const auto image = [&](qint64 count) {
        CardRecord record;
        record.set(Field::PurchaseCount, count);
        record.set(Field::MeterNumber, u"7"_s);
        return *encodeArea(layout, area, record, testCheckKey(key));
    };
    const auto current = [&](qint64 a, qint64 b) {
        return readArea(layout, area, {image(a), image(b)}, testCheckKey(key)).current;
    };
    QCOMPARE(current(4, 5), 1);
    QCOMPARE(current(5, 4), 0);
    QCOMPARE(current(65535, 0), 1); // the count runs on from 0
    QCOMPARE(current(2, 65533), 0);
    QCOMPARE(current(0, 32768), -1); // half a turn apart: nobody can say
    QCOMPARE(current(9, 9), 0);
    const AreaReading torn = readArea(layout, area, {image(4), image(5).replace(9, 1, "x")}, testCheckKey(key));
    QCOMPARE(torn.state, AreaState::Recovered);
    QCOMPARE(torn.record.number(Field::PurchaseCount), std::optional<qint64>(4));
    const AreaReading first = readArea(layout, area, {image(1), QByteArray(48, '\0')}, testCheckKey(key));
    QCOMPARE(first.state, AreaState::Valid);
}

void LayoutCodecTest::copiesThatCantBeOrderedAreBad() {
    const Layout& layout = *shippedLayouts().find(u"mifare-alternating"_s);
    const AreaSpec& area = *layout.area(AreaRole::Purchase, 0);
    const Secret key = testMacKey();
    CardRecord record;
    record.set(Field::PurchaseCount, qint64(3));
    record.set(Field::PurchaseAmount, qint64(1000));
    const QByteArray one = *encodeArea(layout, area, record, testCheckKey(key));
    record.set(Field::PurchaseAmount, qint64(2000));
    const QByteArray other = *encodeArea(layout, area, record, testCheckKey(key));
    const AreaReading tie = readArea(layout, area, {one, other}, testCheckKey(key));
    QCOMPARE(tie.state, AreaState::Bad);
    // Settling writes what the books say, and then both copies agree.
    const Result<QList<CardWrite>> plan = planWrite(layout, area, tie, record, testCheckKey(key));
    QVERIFY(plan.has_value());
    const AreaReading after = readArea(layout, area, imagesAfter(area, tie.images, *plan), testCheckKey(key));
    QCOMPARE(after.state, AreaState::Valid);
    QCOMPARE(after.record.number(Field::PurchaseAmount), std::optional<qint64>(2000));
}

void LayoutCodecTest::backupStandsIn() {
    Layout layout = *shippedLayouts().find(u"sle4442-single"_s);
    AreaSpec area = *layout.area(AreaRole::Purchase, 0);
    area.copyKind = CopyKind::MainBackup;
    area.copies << QList{Place{0, 160, 18}};
    CardRecord record;
    record.set(Field::MeterNumber, u"7"_s);
    record.set(Field::PurchaseCount, qint64(3));
    const QByteArray third = *encodeArea(layout, area, record, {});
    record.set(Field::PurchaseCount, qint64(4));
    const QByteArray fourth = *encodeArea(layout, area, record, {});
    const QByteArray bad(18, 'x'), blank(18, '\xFF');
    const auto seen = [&](const QByteArray& main, const QByteArray& backup) {
        const AreaReading reading = readArea(layout, area, {main, backup}, {});
        return std::pair(reading.state, reading.record.number(Field::PurchaseCount).value_or(-1));
    };
    QCOMPARE(seen(fourth, fourth), std::pair(AreaState::Valid, qint64(4)));
    QCOMPARE(seen(fourth, third), std::pair(AreaState::Recovered, qint64(4)));
    QCOMPARE(seen(bad, third), std::pair(AreaState::Recovered, qint64(3)));
    QCOMPARE(seen(third, bad), std::pair(AreaState::Recovered, qint64(3)));
    QCOMPARE(seen(bad, bad).first, AreaState::Bad);
    QCOMPARE(seen(blank, blank).first, AreaState::Blank);
    QCOMPARE(seen(bad, blank).first, AreaState::Bad);
}

void LayoutCodecTest::otherSystemsCardIsForeign() {
    const Layout& layout = *shippedLayouts().find(u"mifare-alternating"_s);
    const AreaSpec& area = *layout.area(AreaRole::Identity);
    const Secret key = testMacKey();
    const AreaReading other = readArea(layout, area, {QByteArray(32, 'x')}, testCheckKey(key));
    QCOMPARE(other.state, AreaState::Bad);
    QVERIFY(other.foreign);
    const AreaReading torn = readArea(layout, area, {"MDW1" + QByteArray(28, 'x')}, testCheckKey(key));
    QCOMPARE(torn.state, AreaState::Bad);
    QVERIFY(!torn.foreign);
    QCOMPARE(readArea(layout, area, {QByteArray(7, 'x')}, testCheckKey(key)).state, AreaState::Bad);
    QCOMPARE(readArea(layout, area, {}, testCheckKey(key)).state, AreaState::Bad);
    QCOMPARE(readArea(layout, area, {QByteArray(32, '\0')}, {}).state, AreaState::Blank);
    QCOMPARE(readArea(layout, area, {QByteArray(32, 'x')}, {}).state, AreaState::Bad); // no key: nothing is believed
}

QTEST_GUILESS_MAIN(LayoutCodecTest)
#include "tst_layoutcodec.moc"
