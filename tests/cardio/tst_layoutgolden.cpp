// Every layout's whole image of one fixed record, against bytes that tests/data/golden/golden.py made from the tables
// and the makers' prose.
#include "cardio/cards/fieldcodec.h"
#include "tests/support/layouts.h"

#include <QDateTime>
#include <QTest>

using namespace meterdesk;
using namespace meterdesk::test;
using namespace Qt::Literals::StringLiterals;

namespace {

CardRecord goldenRecord(const Layout& layout) {
    const qint64 unit = layout.basis == CreditBasis::Money ? 100 : 1000;
    CardRecord record;
    record.set(Field::UserNumber, u"10020030"_s);
    record.set(Field::Phone, u"13800138000"_s);
    record.set(Field::CardNumber, layout.id == u"maker-b" ? u"00000042"_s : u"0000000042"_s);
    record.set(Field::MeterNumber, u"20240017"_s);
    record.set(Field::PurchaseCount, qint64(258));
    record.set(Field::PurchaseAmount, 50 * unit);
    record.set(Field::TotalPurchased, 1234 * unit);
    record.set(Field::AlarmLevel, 5 * unit);
    record.set(Field::Overdraft, 3 * unit);
    record.set(Field::PriceTable, qint64(2));
    record.set(Field::PriceVersion, qint64(7));
    record.set(Field::ToolKind, u"valve"_s);
    record.set(Field::Parameter, qint64(305419896));
    record.set(Field::LastCount, qint64(257));
    record.set(Field::TotalLoaded, 1234 * unit);
    record.set(Field::Remaining, 42 * unit);
    record.set(Field::TotalUsed, 1192 * unit);
    QList<qint64> months;
    for (qint64 month = 12; month > 0; --month)
        months << month * unit;
    record.set(Field::MonthlyUse, months);
    record.set(Field::Flags, qint64(5));
    record.set(Field::ReportTime, QDateTime(QDate(2024, 5, 6), QTime(12, 34)).toMSecsSinceEpoch());
    return record;
}

QMap<QString, QByteArray> goldenImages(const QString& layout) {
    QMap<QString, QByteArray> images;
    const QList<QByteArray> lines = testData(u"golden/"_s + layout + u".hex"_s).trimmed().split('\n');
    for (const QByteArray& line : lines)
        images[QString::fromLatin1(line.split(' ').at(0))] = line.split(' ').at(1);
    return images;
}

} // namespace

class LayoutGoldenTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void imagesAreGolden_data();
    void imagesAreGolden();
    void goldenImagesAreRead_data() { imagesAreGolden_data(); }
    void goldenImagesAreRead();
};

void LayoutGoldenTest::imagesAreGolden_data() {
    QTest::addColumn<QString>("id");
    for (const QString& id : allLayouts().ids())
        QTest::newRow(qPrintable(id)) << id;
}

void LayoutGoldenTest::imagesAreGolden() {
    QFETCH(QString, id);
    const Layout& layout = *allLayouts().find(id);
    const Secret key = testMacKey();
    const QMap<QString, QByteArray> golden = goldenImages(id);
    QStringList told;
    for (const AreaSpec& area : layout.areas) {
        const Result<QByteArray> image = encodeArea(layout, area, goldenRecord(layout), testCheckKey(key));
        QVERIFY2(image.has_value(), image ? "" : qPrintable(image.error().detail));
        QCOMPARE(image->toHex().toUpper(), golden.value(area.name));
        told << area.name;
    }
    told.removeDuplicates();
    told.sort();
    QCOMPARE(told, golden.keys());
}

void LayoutGoldenTest::goldenImagesAreRead() {
    QFETCH(QString, id);
    const Layout& layout = *allLayouts().find(id);
    const Secret key = testMacKey();
    const QMap<QString, QByteArray> golden = goldenImages(id);
    const CardRecord wanted = goldenRecord(layout);
    for (const AreaSpec& area : layout.areas) {
        const QByteArray image = QByteArray::fromHex(golden.value(area.name));
        const AreaReading reading =
            readArea(layout, area, QList<QByteArray>(area.copies.size(), image), testCheckKey(key));
        QCOMPARE(reading.state, AreaState::Valid);
        for (const FieldSpec& field : area.fields) {
            FieldValue value = wanted.values().at(field.field);
            if (natureOf(field.field) == FieldNature::Count)
                value = std::get<qint64>(value) % layout.countModulus;
            if (field.field == Field::ReportTime && field.length == 3)
                value = QDateTime(QDate(2024, 5, 6), QTime(0, 0)).toMSecsSinceEpoch();
            QVERIFY2(reading.record.values().at(field.field) == value, qPrintable(fieldName(field.field)));
        }
    }
}

QTEST_GUILESS_MAIN(LayoutGoldenTest)
#include "tst_layoutgolden.moc"
