// A new maker needs no C++: what the engine writes by three makers' layouts, meters made from the makers' prose take;
// and what those meters write back, the engine reads.
#include "tests/support/layouts.h"
#include "tests/support/makermeters.h"

#include <QTest>

using namespace meterdesk;
using namespace meterdesk::test;
using namespace Qt::Literals::StringLiterals;
using simulator::VirtualCard;
using simulator::VirtualMeter;

namespace {

QList<QByteArray> imagesOn(const VirtualCard& card, const AreaSpec& area) {
    QList<QByteArray> images;
    for (const QList<Place>& copy : area.copies) {
        QByteArray image;
        for (const Place& place : copy)
            image += card.peek(place.space, place.offset, place.length);
        images << image;
    }
    return images;
}

/// Nothing where the plan fails; otherwise how many writes it took.
std::optional<qsizetype> put(VirtualCard& card, const Layout& layout, const AreaSpec& area, const CardRecord& record) {
    const AreaReading now = readArea(layout, area, imagesOn(card, area), {});
    const Result<QList<CardWrite>> plan = planWrite(layout, area, now, record, {});
    if (!plan)
        return std::nullopt;
    for (const CardWrite& write : *plan) {
        if (!card.poke(write.place.space, write.place.offset, write.bytes))
            return std::nullopt;
    }
    return plan->size();
}

} // namespace

class PromisedLayoutsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { registerMakerMeters(); }
    void aSaleIsTakenAndReported_data();
    void aSaleIsTakenAndReported();
};

void PromisedLayoutsTest::aSaleIsTakenAndReported_data() {
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("slot");
    for (const QString& id : {u"maker-a"_s, u"maker-b"_s, u"maker-c"_s}) {
        for (int slot = 0; slot < allLayouts().find(id)->slotCount; ++slot)
            QTest::addRow("%s %d", qPrintable(id), slot) << id << slot;
    }
}

void PromisedLayoutsTest::aSaleIsTakenAndReported() {
    QFETCH(QString, id);
    QFETCH(int, slot);
    const Layout& layout = *allLayouts().find(id);
    const auto card = VirtualCard::fresh(familyName(layout.family), u"T1"_s,
                                         layout.needs4k ? QJsonObject{{u"size"_s, u"4k"_s}} : QJsonObject());
    QVERIFY(card);
    simulator::MeterState state;
    state.number = u"20240017"_s;
    state.layout = id;
    VirtualMeter meter(state);
    QCOMPARE(meter.present(*card).reason, u"blank"_s);

    CardRecord identity;
    identity.set(Field::UserNumber, u"10020030"_s);
    identity.set(Field::CardNumber, u"00000042"_s);
    QVERIFY(put(*card, layout, *layout.area(AreaRole::Identity), identity));
    const AreaSpec& area = *layout.area(AreaRole::Purchase, slot);
    const qint64 unit = layout.basis == CreditBasis::Money ? 100 : 1000;
    const qint64 round = std::min<qint64>(layout.countModulus, 300); // beyond the narrowest count
    for (qint64 count = 1; count <= round + 2; ++count) {
        CardRecord purchase;
        purchase.set(Field::MeterNumber, u"20240017"_s);
        purchase.set(Field::PurchaseCount, count);
        purchase.set(Field::PurchaseAmount, (10 + count) * unit);
        purchase.set(Field::TotalPurchased, count * 10 * unit);
        QVERIFY(put(*card, layout, area, purchase));
        const simulator::LoadResult result = meter.present(*card);
        QVERIFY2(result.loaded, qPrintable(result.reason));
        QCOMPARE(result.credit, (10 + count) * unit);
        QVERIFY(!meter.present(*card).loaded); // the same count twice
    }
    meter.use(unit);
    meter.present(*card);
    const AreaSpec& reports = *layout.area(AreaRole::Report, slot);
    const AreaReading report = readArea(layout, reports, imagesOn(*card, reports), {});
    QCOMPARE(report.state, AreaState::Valid);
    QCOMPARE(report.record.number(Field::LastCount), std::optional((round + 2) % layout.countModulus));
    QCOMPARE(report.record.number(Field::Remaining), std::optional(meter.state().remaining()));
    QCOMPARE(report.record.number(Field::TotalUsed), std::optional(unit));
    const FieldSpec* flags = reports.find(Field::Flags);
    QCOMPARE(flags->valveOpen(*report.record.number(Field::Flags)), std::optional(meter.state().valveOpen));
    QVERIFY(report.record.text(Field::MeterNumber) == u"20240017"_s);
}

QTEST_GUILESS_MAIN(PromisedLayoutsTest)
#include "tst_promisedlayouts.moc"
