// Money, quantity and price: exact integers, never floating point.
//
// Units: Money counts fen (1/100 yuan), Quantity counts thousandths of the utility's unit (litres for m3, Wh for
// kWh), Price counts 1/10000 yuan per unit. A product is rounded half up, once.
// Threads: value types. Errors: parsing answers Error::BadNumber; arithmetic that would overflow answers
// Error::AmountTooLarge rather than wrapping.
#pragma once

#include "models/common/error.h"

#include <QString>
#include <compare>

namespace meterdesk {

struct Money {
    qint64 fen = 0;
    auto operator<=>(const Money&) const = default;
    Money operator+(Money other) const { return {fen + other.fen}; }
    Money operator-(Money other) const { return {fen - other.fen}; }
};

struct Quantity {
    qint64 milli = 0;
    auto operator<=>(const Quantity&) const = default;
    Quantity operator+(Quantity other) const { return {milli + other.milli}; }
    Quantity operator-(Quantity other) const { return {milli - other.milli}; }
};

struct Price {
    qint64 tenThousandths = 0; // yuan / 10000 per unit
    auto operator<=>(const Price&) const = default;
};

/// What a meter counts its credit in.
enum class CreditBasis { Quantity, Money };

/// An amount of credit as a meter counts it: thousandths of the unit, or fen, by its basis.
struct Credit {
    qint64 value = 0;
    CreditBasis basis = CreditBasis::Quantity;
    bool operator==(const Credit&) const = default;
    static Credit of(Quantity q) { return {q.milli, CreditBasis::Quantity}; }
    static Credit of(Money m) { return {m.fen, CreditBasis::Money}; }
};

/// Decimal text without grouping: "50.00", "12.345", "0.4883". Money always has two decimals, a quantity three.
QString toString(Money money);
QString toString(Quantity quantity);
QString toString(Price price);
QString toString(Credit credit);

/// BadNumber for what was typed, and why it can't be used ("at most 2 digits stand behind the point").
tl::unexpected<Error> badNumber(const QString& typed, const QString& why);
tl::unexpected<Error> negativeNumber(const QString& typed);

/// Accepts what people type: spaces around, full-width digits and point, up to the type's decimals; no sign.
Result<Money> parseMoney(const QString& text);
Result<Quantity> parseQuantity(const QString& text);
Result<Price> parsePrice(const QString& text);

/// a + b.
Result<Money> sum(Money a, Money b);

/// quantity x price, rounded half up to the fen. Neither may be negative.
Result<Money> cost(Quantity quantity, Price price);

/// The largest multiple of `step` whose cost is at most `money`. `price` and `step` must be positive.
Result<Quantity> affordable(Money money, Price price, Quantity step);

/// Amount in Chinese capitals for receipts: 伍拾元整, 伍拾元叁角, 壹万零叁元零伍分.
QString inChineseCapitals(Money money);

} // namespace meterdesk
