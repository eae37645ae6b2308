// Torn writes, for every layout: after any prefix of any write of a plan the record reads as the old one, the new one
// or bad; never bad where two copies stand. And what is planned after a tear brings the new record.
#include "tests/support/layouts.h"

#include <QTest>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

struct Setting {
    const Layout& layout;
    const AreaSpec& area;
    CheckKey key;
};

/// The record as it reads once it stands there.
CardRecord asRead(const Setting& on, const CardRecord& record) {
    const Result<QByteArray> image = encodeArea(on.layout, on.area, record, on.key);
    RC_ASSERT(image.has_value());
    return readArea(on.layout, on.area, QList<QByteArray>(on.area.copies.size(), *image), on.key).record;
}

QList<QByteArray> written(const Setting& on, const QList<QByteArray>& images, const CardRecord& record) {
    const AreaReading now = readArea(on.layout, on.area, images, on.key);
    const Result<QList<CardWrite>> plan = planWrite(on.layout, on.area, now, record, on.key);
    RC_ASSERT(plan.has_value());
    return imagesAfter(on.area, images, *plan);
}

/// Two records as a sale follows a sale.
std::pair<CardRecord, CardRecord> oldAndNew(const Setting& on) {
    CardRecord before = *anyRecord(on.layout, on.area), after = *anyRecord(on.layout, on.area);
    const Field count = on.area.find(Field::PurchaseCount) ? Field::PurchaseCount : Field::LastCount;
    if (on.area.find(count)) {
        const qint64 next = *before.number(count) + *rc::gen::inRange(1, 4);
        after.set(count, next % on.layout.countModulus);
    }
    return {before, after};
}

/// Every state that tearing `plan` can leave; each must be told, and each must be mended by planning again.
int tearEverywhere(const Setting& on, const QList<QByteArray>& start, const CardRecord& after, bool badAllowed) {
    const AreaReading now = readArea(on.layout, on.area, start, on.key);
    const Result<QList<CardWrite>> plan = planWrite(on.layout, on.area, now, after, on.key);
    RC_ASSERT(plan.has_value());
    int states = 0;
    for (qsizetype n = 1; n <= plan->size(); ++n) {
        for (int bytes = 0; bytes <= plan->at(n - 1).bytes.size(); ++bytes) {
            const QList<QByteArray> torn = imagesAfter(on.area, start, plan->first(n), bytes);
            const AreaReading reading = readArea(on.layout, on.area, torn, on.key);
            const bool isOld = now.current >= 0 ? reading.record == now.record : reading.state == now.state;
            const bool isNew = reading.record == after;
            if (reading.current < 0)
                RC_ASSERT(isOld || (badAllowed && reading.state == AreaState::Bad));
            else
                RC_ASSERT(isOld || isNew);
            if (bytes % 5 == 0) // settling from here, itself whole
                RC_ASSERT(readArea(on.layout, on.area, written(on, torn, after), on.key).record == after);
            ++states;
        }
    }
    RC_ASSERT(readArea(on.layout, on.area, imagesAfter(on.area, start, *plan), on.key).record == after);
    return states;
}

} // namespace

class LayoutTornTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tornWritesAreTold_data();
    void tornWritesAreTold();
    void tornSettlingIsTold_data() { tornWritesAreTold_data(); }
    void tornSettlingIsTold();
    void aByteSumIsGuarded();
};

void LayoutTornTest::tornWritesAreTold_data() {
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("area");
    for (const QString& id : allLayouts().ids()) {
        const Layout& layout = *allLayouts().find(id);
        for (int area = 0; area < layout.areas.size(); ++area) {
            if (layout.areas.at(area).slot <= 0)
                QTest::addRow("%s %s", qPrintable(id), qPrintable(layout.areas.at(area).name)) << id << area;
        }
    }
}

void LayoutTornTest::tornWritesAreTold() {
    QFETCH(QString, id);
    QFETCH(int, area);
    const Layout& layout = *allLayouts().find(id);
    const Secret key = testMacKey();
    const Setting on{layout, layout.areas.at(area), testCheckKey(key)};
    int states = 0;
    QVERIFY(rc::check([&] {
        if (*rc::gen::inRange(0, 16) != 0) // RapidCheck runs 100 cases; a dozen with all their prefixes are enough
            return;
        const auto [before, after] = oldAndNew(on);
        const char fill = layout.family == CardFamily::Sle4442 ? '\xFF' : '\0';
        const QList<QByteArray> blank(on.area.copies.size(), QByteArray(on.area.length, fill));
        states += tearEverywhere(on, blank, asRead(on, before), true);
        const QList<QByteArray> first = written(on, blank, before);
        states += tearEverywhere(on, first, asRead(on, after), on.area.copyKind == CopyKind::None);
    }));
    QVERIFY(states > 0);
}

void LayoutTornTest::tornSettlingIsTold() {
    QFETCH(QString, id);
    QFETCH(int, area);
    const Layout& layout = *allLayouts().find(id);
    const Secret key = testMacKey();
    const Setting on{layout, layout.areas.at(area), testCheckKey(key)};
    int states = 0;
    QVERIFY(rc::check([&] {
        if (*rc::gen::inRange(0, 16) != 0)
            return;
        const auto [before, after] = oldAndNew(on);
        const QList<QByteArray> first =
            written(on, QList<QByteArray>(on.area.copies.size(), QByteArray(on.area.length, '\0')), before);
        const AreaReading now = readArea(on.layout, on.area, first, on.key);
        const Result<QList<CardWrite>> plan = planWrite(on.layout, on.area, now, after, on.key);
        RC_ASSERT(plan.has_value());
        if (plan->isEmpty())
            return;
        const auto n = *rc::gen::inRange<qsizetype>(1, plan->size() + 1);
        const auto bytes = *rc::gen::inRange<int>(0, int(plan->at(n - 1).bytes.size()) + 1);
        const QList<QByteArray> torn = imagesAfter(on.area, first, plan->first(n), bytes);
        states += tearEverywhere(on, torn, asRead(on, after), on.area.copyKind == CopyKind::None);
    }));
    QVERIFY(states > 0);
}

void LayoutTornTest::aByteSumIsGuarded() {
    const Layout& layout = *allLayouts().find(QStringLiteral("maker-c"));
    const AreaSpec& area = *layout.area(AreaRole::Purchase, 0);
    CardRecord before;
    before.set(Field::MeterNumber, QStringLiteral("7"));
    before.set(Field::PurchaseCount, qint64(1));
    before.set(Field::PurchaseAmount, qint64(0x0102) * 1000);
    CardRecord after = before;
    after.set(Field::PurchaseAmount, qint64(0x0201) * 1000); // the sum stays: a prefix that ends between passes
    after.set(Field::TotalPurchased, qint64(0x0FF1) * 1000); // and again after the 0F and before the F1
    after.set(Field::PurchaseCount, qint64(1));
    const QList<QByteArray> start{*encodeArea(layout, area, before, {})};
    const QByteArray to = *encodeArea(layout, area, after, {});
    QCOMPARE(to.back(), start.first().back());
    const AreaReading halfway = readArea(layout, area, {to.left(17) + start.first().mid(17)}, {});
    QCOMPARE(halfway.state, AreaState::Valid); // what a plain write could leave: nobody's record
    const AreaReading now = readArea(layout, area, start, {});
    const Result<QList<CardWrite>> plan = planWrite(layout, area, now, after, {});
    QVERIFY(plan.has_value());
    for (qsizetype n = 1; n <= plan->size(); ++n) {
        for (int bytes = 0; bytes <= plan->at(n - 1).bytes.size(); ++bytes) {
            const AreaReading torn = readArea(layout, area, imagesAfter(area, start, plan->first(n), bytes), {});
            QVERIFY(torn.state == AreaState::Bad || torn.record == now.record ||
                    torn.record.number(Field::TotalPurchased) == after.number(Field::TotalPurchased));
        }
    }
}

QTEST_GUILESS_MAIN(LayoutTornTest)
#include "tst_layouttorn.moc"
