#include "models/common/amount.h"

#include <QCoreApplication>
#include <limits>

namespace meterdesk {
namespace {

constexpr qint64 costScale = 100000; // milli x tenThousandths of a yuan in a fen: 1000 x 10000 / 100

quint64 powerOfTen(int exponent) {
    quint64 power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

/// The absolute value also of the least number, which has no positive counterpart.
quint64 magnitude(qint64 value) {
    return value < 0 ? 0 - static_cast<quint64>(value) : static_cast<quint64>(value);
}

QString decimalText(qint64 value, int decimals) {
    const quint64 scale = powerOfTen(decimals);
    const quint64 size = magnitude(value);
    const QString sign = value < 0 ? QStringLiteral("-") : QString();
    return sign + QString::number(size / scale) + QLatin1Char('.') +
           QString::number(size % scale).rightJustified(decimals, QLatin1Char('0'));
}

/// The digit that a half-width or full-width character is, or -1.
int digitOf(QChar c) {
    if (c >= QLatin1Char('0') && c <= QLatin1Char('9'))
        return c.unicode() - '0';
    if (c >= QChar(0xff10) && c <= QChar(0xff19))
        return c.unicode() - 0xff10;
    return -1;
}

bool isPoint(QChar c) {
    // Half-width, full-width, and the ideographic full stop that a Chinese input method gives for the same key.
    return c == QLatin1Char('.') || c == QChar(0xff0e) || c == QChar(0x3002);
}

bool append(qint64& value, int digit) {
    return !__builtin_mul_overflow(value, qint64{10}, &value) && !__builtin_add_overflow(value, qint64{digit}, &value);
}

QString tr(const char* text) {
    // The context that lupdate gives to tr() in this namespace.
    return QCoreApplication::translate("meterdesk", text);
}

/// What is wrong with a character that no amount has.
QString notInAmounts(QChar c) {
    if (c == QLatin1Char('-') || c == QChar(0xff0d) || c == QChar(0x2212))
        return tr("an amount is never negative");
    if (c == QLatin1Char(',') || c == QChar(0xff0c))
        return tr("decimals stand behind a point, and no comma divides the thousands");
    return tr("only digits and one point are allowed, not “%1”").arg(c);
}

Result<qint64> parseDecimal(const QString& text, int decimals) {
    const QString typed = text.trimmed();
    const auto bad = [&](const QString& why) { return badNumber(text, why); };
    qint64 value = 0;
    int digits = 0;
    int behindPoint = -1; // digits behind the point, -1 before it
    bool overflow = false;
    for (const QChar c : typed) {
        const int digit = digitOf(c);
        if (digit < 0 && !isPoint(c))
            return bad(notInAmounts(c));
        if (digit < 0 && behindPoint >= 0)
            return bad(tr("it has two points"));
        if (digit < 0) {
            behindPoint = 0;
            continue;
        }
        if (behindPoint >= 0 && ++behindPoint > decimals)
            return bad(tr("at most %1 digits stand behind the point").arg(decimals));
        ++digits;
        overflow = overflow || !append(value, digit);
    }
    if (digits == 0)
        return bad(tr("no digit is typed"));
    for (int i = behindPoint < 0 ? 0 : behindPoint; i < decimals; ++i)
        overflow = overflow || !append(value, 0);
    if (overflow)
        return fail(ErrorCode::AmountTooLarge);
    return value;
}

template <class T>
Result<T> wrapped(const Result<qint64>& number) {
    return number.map([](qint64 value) { return T{value}; });
}

} // namespace

tl::unexpected<Error> badNumber(const QString& typed, const QString& why) {
    // The bar divides the parts of a detail.
    return fail(ErrorCode::BadNumber, typed.left(40).replace(QLatin1Char('|'), QChar(0x00a6)) + QLatin1Char('|') + why);
}

tl::unexpected<Error> negativeNumber(const QString& typed) {
    return badNumber(typed, notInAmounts(QLatin1Char('-')));
}

QString toString(Money money) {
    return decimalText(money.fen, 2);
}

QString toString(Quantity quantity) {
    return decimalText(quantity.milli, 3);
}

QString toString(Price price) {
    return decimalText(price.tenThousandths, 4);
}

QString toString(Credit credit) {
    return credit.basis == CreditBasis::Money ? toString(Money{credit.value}) : toString(Quantity{credit.value});
}

Result<Money> parseMoney(const QString& text) {
    return wrapped<Money>(parseDecimal(text, 2));
}

Result<Quantity> parseQuantity(const QString& text) {
    return wrapped<Quantity>(parseDecimal(text, 3));
}

Result<Price> parsePrice(const QString& text) {
    return wrapped<Price>(parseDecimal(text, 4));
}

Result<Money> sum(Money a, Money b) {
    Money total;
    if (__builtin_add_overflow(a.fen, b.fen, &total.fen))
        return fail(ErrorCode::AmountTooLarge);
    return total;
}

Result<Money> cost(Quantity quantity, Price price) {
    if (quantity.milli < 0 || price.tenThousandths < 0)
        return negativeNumber(quantity.milli < 0 ? toString(quantity) : toString(price));
    // Whole hundreds of units and the rest apart, so that only a cost that is itself too large overflows.
    qint64 whole = 0;
    qint64 rest = 0;
    Money total;
    if (__builtin_mul_overflow(quantity.milli / costScale, price.tenThousandths, &whole) ||
        __builtin_mul_overflow(quantity.milli % costScale, price.tenThousandths, &rest) ||
        __builtin_add_overflow(rest, costScale / 2, &rest) ||
        __builtin_add_overflow(whole, rest / costScale, &total.fen))
        return fail(ErrorCode::AmountTooLarge);
    return total;
}

Result<Quantity> affordable(Money money, Price price, Quantity step) {
    if (price.tenThousandths <= 0 || step.milli <= 0)
        return fail(ErrorCode::BadArgument, QStringLiteral("price and step must be more than nothing"));
    if (money.fen < 0)
        return negativeNumber(toString(money));
    // Rounded half up, a product of q x price stays at `money` up to just below its next half fen.
    qint64 most = 0;
    if (__builtin_mul_overflow(money.fen, costScale, &most) || __builtin_add_overflow(most, costScale / 2 - 1, &most))
        return fail(ErrorCode::AmountTooLarge);
    const qint64 quantity = most / price.tenThousandths;
    return Quantity{quantity - quantity % step.milli};
}

} // namespace meterdesk
