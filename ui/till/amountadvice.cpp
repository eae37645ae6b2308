#include "ui/till/amountadvice.h"

#include <QCoreApplication>

namespace meterdesk {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(AmountAdvice)
};

/// An amount of credit, and what it costs where the meter doesn't count in money.
QString withCost(qint64 credit, const AmountLimits& known) {
    QString amount = creditText(Credit{credit, known.meter.basis}, known.meter);
    if (known.meter.basis == CreditBasis::Money)
        return amount;
    const Result<Money> paid = cost(Quantity{credit}, known.price);
    return paid ? Words::tr("%1 (%2 yuan)").arg(amount, toString(*paid)) : amount;
}

qint64 least(const AmountLimits& known) {
    const SaleLimits& limits = known.limits;
    const qint64 steps = (std::max<qint64>(limits.least, 1) + limits.step - 1) / limits.step;
    return steps * limits.step;
}

QString notWhole(const QString& typed, const AmountLimits& known) {
    const qint64 step = known.limits.step;
    const Result<Quantity> asked = parseQuantity(typed);
    QString steps = Words::tr("This meter takes steps of %1.").arg(creditText({step, known.meter.basis}, known.meter));
    if (!asked)
        return steps;
    const qint64 below = asked->milli - asked->milli % step;
    const QString above = creditText({below + step, known.meter.basis}, known.meter);
    if (below < least(known))
        return Words::tr("%1 Type %2, for example.").arg(steps, above);
    return Words::tr("%1 Type %2 or %3.").arg(steps, creditText({below, known.meter.basis}, known.meter), above);
}

} // namespace

Result<AmountLimits> amountLimits(OfficeOnThread& thread, const QString& meterNumber) {
    MD_GET(office, thread.office());
    MD_GET(who, thread.session());
    MD_GET(meter, MeterBook(office->store(), *who).meterByNumber(meterNumber));
    const Layout* layout = office->layouts().find(meter.layout);
    if (!layout)
        return fail(ErrorCode::LayoutUnknown, meter.layout);
    const Pricing pricing(office->store());
    MD_GET(most, pricing.mostAtOnce());
    AmountLimits known{meter, layout->limits, Price{}, most};
    if (meter.basis == CreditBasis::Quantity) {
        MD_GET(price, pricing.priceOf(meter.kind));
        known.price = price;
    }
    return known;
}

QString amountAdvice(const Error& error, const QString& text, const std::optional<AmountLimits>& limits) {
    const QString typed = text.trimmed();
    if (limits && limits->limits.step > 0) {
        const SaleLimits& given = limits->limits;
        switch (error.code) {
        case ErrorCode::AmountZero:
            return Words::tr("“%1” is nothing. The least that can be sold at once is %2.")
                .arg(typed, withCost(least(*limits), *limits));
        case ErrorCode::AmountBelowLeast:
            return Words::tr("“%1” is too little. The least that can be sold at once is %2.")
                .arg(typed, withCost(least(*limits), *limits));
        case ErrorCode::AmountNotWhole:
            return notWhole(typed, *limits);
        case ErrorCode::AmountAboveMost: {
            // Of the office's and the layout's limits the one that was met; the error's detail names it.
            const QString most = given.most > 0 && !error.detail.startsWith(toString(limits->most))
                                     ? withCost(given.most, *limits)
                                     : error.detail;
            return Words::tr("“%1” is too much. The most that can be sold at once is %2.").arg(typed, most);
        }
        default:
            break;
        }
    }
    return error.message() + QLatin1Char('\n') + error.next();
}

} // namespace meterdesk
