#include "models/metering/pricing.h"

#include "models/store/settings.h"

#include <QCoreApplication>
#include <algorithm>

namespace meterdesk {
namespace {

/// Who types yuan wants to know the limit in yuan, too.
QString limitText(qint64 value, const Meter& meter, Price price) {
    const QString plain = creditText({value, meter.basis}, meter);
    const Result<Money> money =
        meter.basis == CreditBasis::Money ? fail(ErrorCode::BadArgument) : cost(Quantity{value}, price);
    return money ? QCoreApplication::translate("Meter", "%1 (%2 yuan)").arg(plain, toString(*money)) : plain;
}

Status within(qint64 value, const Meter& meter, const SaleLimits& limits, Price price) {
    const auto outside = [&](ErrorCode code, qint64 limit) { return fail(code, limitText(limit, meter, price)); };
    if (value < limits.least || value == 0)
        return outside(ErrorCode::AmountBelowLeast, std::max(limits.least, limits.step));
    if (limits.most > 0 && value > limits.most)
        return outside(ErrorCode::AmountAboveMost, limits.most);
    if (limits.mostHeld > 0 && value > limits.mostHeld)
        return outside(ErrorCode::HeldTooMuch, limits.mostHeld);
    if (limits.mostTotal > 0 && value > limits.mostTotal)
        return outside(ErrorCode::AmountAboveMost, limits.mostTotal);
    return {};
}

/// More than the office sells at once is a slip of the finger: credit that a meter has loaded can't be taken back.
tl::unexpected<Error> aboveMost(Money most) {
    return fail(ErrorCode::AmountAboveMost, QCoreApplication::translate("Meter", "%1 yuan").arg(toString(most)));
}

Result<SalePriced> byMoney(const Meter& meter, Money pay, const SaleLimits& limits, Money most) {
    const qint64 credit = pay.fen - pay.fen % limits.step;
    if (credit > most.fen)
        return aboveMost(most);
    MD_TRY(within(credit, meter, limits, Price{}));
    return SalePriced{Money{credit}, Money{pay.fen - credit}, Price{}, Credit{credit, CreditBasis::Money}};
}

Result<SalePriced> byQuantity(const Meter& meter, Price price, const SaleAsked& asked, const SaleLimits& limits,
                              Money most) {
    Quantity quantity = asked.quantity.value_or(Quantity{});
    if (asked.pay) {
        const Result<Quantity> bought = affordable(*asked.pay, price, Quantity{limits.step});
        if (!bought && bought.error().code == ErrorCode::AmountTooLarge) // to be counted at all
            return aboveMost(most);
        MD_TRY(bought);
        quantity = *bought;
    } else if (quantity.milli % limits.step != 0) {
        return fail(ErrorCode::AmountNotWhole, creditText({limits.step, meter.basis}, meter));
    }
    const Result<Money> paid = cost(quantity, price);
    if (!paid || *paid > most)
        return aboveMost(most);
    MD_TRY(within(quantity.milli, meter, limits, price));
    if (paid->fen == 0)
        return fail(ErrorCode::AmountZero); // so little that it rounds to no money at all
    return SalePriced{*paid, asked.pay ? *asked.pay - *paid : Money{}, price, Credit::of(quantity)};
}

template <class T>
Result<T> orLargest(const Result<T>& typed) {
    if (!typed && typed.error().code == ErrorCode::AmountTooLarge)
        return T{9'000'000'000'000'000'000}; // a multiple of every step
    return typed;
}

} // namespace

Result<SaleAsked> saleAmount(const QString& typed, CreditBasis in) {
    SaleAsked asked;
    if (in == CreditBasis::Money) {
        MD_GET(pay, orLargest(parseMoney(typed)));
        asked.pay = pay;
    } else {
        MD_GET(quantity, orLargest(parseQuantity(typed)));
        asked.quantity = quantity;
    }
    return asked;
}

QString creditText(const Credit& credit, const Meter& meter) {
    const QString number = toString(credit);
    if (credit.basis == CreditBasis::Money)
        return QCoreApplication::translate("Meter", "%1 yuan").arg(number);
    return number + (meter.kind == MeterKind::Electricity ? QStringLiteral(" kWh") : QStringLiteral(" m³"));
}

Pricing::Pricing(Store& store) : m_store(store) {
}

Result<Price> Pricing::priceOf(MeterKind kind) const {
    MD_GET(text, Settings(m_store).value(QStringLiteral("price.") + kindName(kind)));
    if (text.isEmpty())
        return fail(ErrorCode::PriceMissing, kindText(kind) + u'|' + kindName(kind));
    MD_GET(price, parsePrice(text));
    if (price.tenThousandths <= 0)
        return fail(ErrorCode::PriceMissing, kindText(kind) + u'|' + kindName(kind));
    return price;
}

Result<Money> Pricing::mostAtOnce() const {
    MD_GET(text, Settings(m_store).value(QStringLiteral("sale.most"), QStringLiteral("10000")));
    return parseMoney(text);
}

Result<SalePriced> Pricing::price(const Meter& meter, const SaleAsked& asked, const SaleLimits& limits) const {
    if (asked.pay && asked.quantity)
        return fail(ErrorCode::BadArgument,
                    QCoreApplication::translate("Meter", "Give either the money or the quantity, not both."));
    if (limits.step <= 0)
        return fail(ErrorCode::BadArgument,
                    QCoreApplication::translate("Meter", "The layout's step must be more than nothing."));
    const qint64 typed = asked.pay ? asked.pay->fen : asked.quantity ? asked.quantity->milli : 0;
    if (typed < 0)
        return negativeNumber(asked.pay ? toString(*asked.pay) : toString(*asked.quantity));
    if (typed == 0)
        return fail(ErrorCode::AmountZero);
    MD_GET(most, mostAtOnce());
    if (meter.basis == CreditBasis::Money) {
        if (asked.quantity)
            return fail(ErrorCode::BadArgument,
                        QCoreApplication::translate("Meter", "Meter %1 takes money; type an amount in yuan.")
                            .arg(meter.number));
        return byMoney(meter, *asked.pay, limits, most);
    }
    MD_GET(unitPrice, priceOf(meter.kind));
    return byQuantity(meter, unitPrice, asked, limits, most);
}

} // namespace meterdesk
