#include "models/common/amount.h"

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

Result<qint64> parseDecimal(const QString& text, int decimals) {
    const QString typed = text.trimmed();
    const auto bad = [&] { return fail(ErrorCode::BadNumber, text.left(40)); };
    qint64 value = 0;
    int digits = 0;
    int behindPoint = -1; // digits behind the point, -1 before it
    bool overflow = false;
    for (const QChar c : typed) {
        const int digit = digitOf(c);
        if (digit < 0 && (!isPoint(c) || behindPoint >= 0))
            return bad();
        if (digit < 0) {
            behindPoint = 0;
            continue;
        }
        if (behindPoint >= 0 && ++behindPoint > decimals)
            return bad();
        ++digits;
        overflow = overflow || !append(value, digit);
    }
    if (digits == 0)
        return bad();
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
        return fail(ErrorCode::BadNumber, quantity.milli < 0 ? toString(quantity) : toString(price));
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
        return fail(ErrorCode::BadNumber, toString(money));
    // Rounded half up, a product of q x price stays at `money` up to just below its next half fen.
    qint64 most = 0;
    if (__builtin_mul_overflow(money.fen, costScale, &most) || __builtin_add_overflow(most, costScale / 2 - 1, &most))
        return fail(ErrorCode::AmountTooLarge);
    const qint64 quantity = most / price.tenThousandths;
    return Quantity{quantity - quantity % step.milli};
}

} // namespace meterdesk
