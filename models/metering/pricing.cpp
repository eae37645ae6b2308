#include "models/metering/pricing.h"

#include "models/store/settings.h"

#include <QCoreApplication>

namespace meterdesk {
namespace {

/// An amount as the sentences of the error table show it.
QString shown(qint64 value, const Meter& meter) {
    const QString number = toString(Credit{value, meter.basis});
    return meter.basis == CreditBasis::Money ? QCoreApplication::translate("Meter", "%1 yuan").arg(number)
                                             : number + u' ' + unitName(meter.kind);
}

Status within(qint64 value, const Meter& meter, const SaleLimits& limits) {
    if (value < limits.least || value == 0)
        return fail(ErrorCode::AmountBelowLeast, shown(std::max(limits.least, limits.step), meter));
    if (limits.most > 0 && value > limits.most)
        return fail(ErrorCode::AmountAboveMost, shown(limits.most, meter));
    if (limits.mostHeld > 0 && value > limits.mostHeld)
        return fail(ErrorCode::HeldTooMuch, shown(limits.mostHeld, meter));
    if (limits.mostTotal > 0 && value > limits.mostTotal)
        return fail(ErrorCode::AmountAboveMost, shown(limits.mostTotal, meter));
    return {};
}

Result<SalePriced> byMoney(const Meter& meter, Money pay, const SaleLimits& limits) {
    const qint64 credit = pay.fen - pay.fen % limits.step;
    MD_TRY(within(credit, meter, limits));
    return SalePriced{Money{credit}, Money{pay.fen - credit}, Price{}, Credit{credit, CreditBasis::Money}};
}

Result<SalePriced> byQuantity(const Meter& meter, Price price, const SaleAsked& asked, const SaleLimits& limits) {
    Quantity quantity = asked.quantity.value_or(Quantity{});
    if (asked.pay) {
        MD_GET(affordableQuantity, affordable(*asked.pay, price, Quantity{limits.step}));
        quantity = affordableQuantity;
    } else if (quantity.milli % limits.step != 0) {
        return fail(ErrorCode::AmountNotWhole, shown(limits.step, meter));
    }
    MD_TRY(within(quantity.milli, meter, limits));
    MD_GET(paid, cost(quantity, price));
    if (paid.fen == 0)
        return fail(ErrorCode::AmountZero); // so little that it rounds to no money at all
    return SalePriced{paid, asked.pay ? *asked.pay - paid : Money{}, price, Credit::of(quantity)};
}

/// More than the office sells at once is a slip of the finger: credit that a meter has loaded can't be taken back.
Status slip(Money paid, Money most) {
    return paid <= most
               ? Status()
               : fail(ErrorCode::AmountAboveMost, QCoreApplication::translate("Meter", "%1 yuan").arg(toString(most)));
}

} // namespace

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
        return fail(ErrorCode::BadNumber, asked.pay ? toString(*asked.pay) : toString(*asked.quantity));
    if (typed == 0)
        return fail(ErrorCode::AmountZero);
    MD_GET(most, mostAtOnce());
    if (meter.basis == CreditBasis::Money) {
        if (asked.quantity)
            return fail(ErrorCode::BadArgument,
                        QCoreApplication::translate("Meter", "Meter %1 takes money; type an amount in yuan.")
                            .arg(meter.number));
        MD_GET(priced, byMoney(meter, *asked.pay, limits));
        MD_TRY(slip(priced.paid, most));
        return priced;
    }
    MD_GET(unitPrice, priceOf(meter.kind));
    MD_GET(priced, byQuantity(meter, unitPrice, asked, limits));
    MD_TRY(slip(priced.paid, most));
    return priced;
}

} // namespace meterdesk
