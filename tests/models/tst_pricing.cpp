#include "models/metering/pricing.h"

#include "models/store/settings.h"
#include "tests/support/tempstore.h"

#include <QTest>
#include <rapidcheck.h>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

Meter meterBy(CreditBasis basis) {
    Meter meter;
    meter.number = QStringLiteral("1001");
    meter.basis = basis;
    return meter;
}

SaleAsked pay(qint64 fen) {
    return {Money{fen}, {}};
}

SaleAsked units(qint64 milli) {
    return {{}, Quantity{milli}};
}

ErrorCode refused(const Result<SalePriced>& result) {
    return result ? ErrorCode(-1) : result.error().code;
}

} // namespace

class TestPricing : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPriceMustBeSet() {
        TempStore office;
        Pricing pricing(*office.store);
        QCOMPARE(pricing.priceOf(MeterKind::Gas).error().code, ErrorCode::PriceMissing);
        QCOMPARE(refused(pricing.price(meterBy(CreditBasis::Quantity), pay(100), {})), ErrorCode::PriceMissing);
        must(Settings(*office.store, office.manager).setValue(QStringLiteral("price.gas"), QStringLiteral("2.63")));
        QCOMPARE(must(pricing.priceOf(MeterKind::Gas)).tenThousandths, 26300);
    }

    void moneyBuysWholeSteps() {
        TempStore office;
        Pricing pricing(*office.store);
        must(Settings(*office.store, office.manager).setValue(QStringLiteral("price.water"), QStringLiteral("3.45")));
        SaleLimits limits;
        limits.step = 1000; // whole cubic metres
        const auto sale = must(pricing.price(meterBy(CreditBasis::Quantity), pay(5000), limits));
        QCOMPARE(sale.credit.value, 14000);
        QCOMPARE(sale.paid.fen, 4830);
        QCOMPARE(sale.change.fen, 170);
        QCOMPARE(sale.price.tenThousandths, 34500);
        QCOMPARE(refused(pricing.price(meterBy(CreditBasis::Quantity), pay(344), limits)), ErrorCode::AmountBelowLeast);
        QCOMPARE(refused(pricing.price(meterBy(CreditBasis::Quantity), units(1500), limits)),
                 ErrorCode::AmountNotWhole);
        const auto asked = must(pricing.price(meterBy(CreditBasis::Quantity), units(2000), limits));
        QCOMPARE(asked.paid.fen, 690);
        QCOMPARE(asked.change.fen, 0);
        limits.step = 1;
        QCOMPARE(refused(pricing.price(meterBy(CreditBasis::Quantity), units(1), limits)), ErrorCode::AmountZero);
    }

    void metersByMoneyTakeMoney() {
        TempStore office;
        Pricing pricing(*office.store);
        SaleLimits limits;
        limits.step = 100;
        const auto sale = must(pricing.price(meterBy(CreditBasis::Money), pay(5050), limits));
        QVERIFY((sale.credit == Credit{5000, CreditBasis::Money}));
        QCOMPARE(sale.paid.fen, 5000);
        QCOMPARE(sale.change.fen, 50);
        QCOMPARE(sale.price.tenThousandths, 0);
        QCOMPARE(refused(pricing.price(meterBy(CreditBasis::Money), units(1000), limits)), ErrorCode::BadArgument);
    }

    void limitsAreKept() {
        TempStore office;
        Pricing pricing(*office.store);
        const Meter meter = meterBy(CreditBasis::Money);
        SaleLimits limits;
        limits.least = 1000;
        limits.most = 20000;
        limits.mostHeld = 15000;
        limits.mostTotal = 50000;
        QCOMPARE(refused(pricing.price(meter, pay(999), limits)), ErrorCode::AmountBelowLeast);
        QVERIFY(pricing.price(meter, pay(1000), limits));
        QVERIFY(pricing.price(meter, pay(15000), limits));
        QCOMPARE(refused(pricing.price(meter, pay(15001), limits)), ErrorCode::HeldTooMuch);
        QCOMPARE(refused(pricing.price(meter, pay(20001), limits)), ErrorCode::AmountAboveMost);
        limits.most = limits.mostHeld = 0;
        QCOMPARE(refused(pricing.price(meter, pay(50001), limits)), ErrorCode::AmountAboveMost);
        QVERIFY(pricing.price(meter, pay(999), limits).error().message().contains(QStringLiteral("10.00 yuan")));
    }

    void slipsOfTheFingerAreRefused() {
        TempStore office;
        Pricing pricing(*office.store);
        Settings settings(*office.store, office.manager);
        must(settings.setValue(QStringLiteral("price.water"), QStringLiteral("4")));
        for (const CreditBasis basis : {CreditBasis::Money, CreditBasis::Quantity}) {
            must(settings.setValue(QStringLiteral("sale.most"), QString()));
            const Meter meter = meterBy(basis);
            SaleLimits limits;
            limits.step = basis == CreditBasis::Money ? 100 : 1000;
            QVERIFY(pricing.price(meter, pay(1'000'000), limits));
            const auto refusal = pricing.price(meter, pay(1'000'400), limits);
            QCOMPARE(refused(refusal), ErrorCode::AmountAboveMost);
            QVERIFY(refusal.error().message().contains(QStringLiteral("10000.00 yuan")));
            must(settings.setValue(QStringLiteral("sale.most"), QStringLiteral("20000")));
            QVERIFY(pricing.price(meter, pay(1'000'400), limits));
        }
    }

    void nonsenseIsRefused() {
        TempStore office;
        Pricing pricing(*office.store);
        const Meter meter = meterBy(CreditBasis::Money);
        QCOMPARE(refused(pricing.price(meter, {}, {})), ErrorCode::AmountZero);
        QCOMPARE(refused(pricing.price(meter, pay(0), {})), ErrorCode::AmountZero);
        QCOMPARE(refused(pricing.price(meter, pay(-5), {})), ErrorCode::BadNumber);
        QCOMPARE(refused(pricing.price(meter, {Money{1}, Quantity{1}}, {})), ErrorCode::BadArgument);
        SaleLimits limits;
        limits.step = 0;
        QCOMPARE(refused(pricing.price(meter, pay(100), limits)), ErrorCode::BadArgument);
    }

    void noFenIsLostOrMade() {
        TempStore office;
        Pricing pricing(*office.store);
        const auto holds = [&](int fen, int step, int price) {
            office.run(QStringLiteral("DELETE FROM setting"));
            must(Settings(*office.store, office.manager)
                     .setValue(QStringLiteral("price.water"), toString(Price{price})));
            SaleLimits limits;
            limits.step = step;
            const auto sale = pricing.price(meterBy(CreditBasis::Quantity), pay(fen), limits);
            if (!sale)
                return;
            RC_ASSERT(sale->paid.fen + sale->change.fen == fen);
            RC_ASSERT(sale->change.fen >= 0);
            RC_ASSERT(sale->credit.value % step == 0);
            // One step more would cost more than was given.
            RC_ASSERT(cost(Quantity{sale->credit.value + step}, Price{price})->fen > fen);
        };
        QVERIFY(rc::check("paid + change = typed, and as much as can be had", [&] {
            holds(*rc::gen::inRange(1, 1000000), *rc::gen::element(1, 10, 100, 1000), *rc::gen::inRange(1, 200000));
        }));
    }
};

QTEST_GUILESS_MAIN(TestPricing)
#include "tst_pricing.moc"
