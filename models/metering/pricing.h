// The flat price per unit, until tariffs come: settings `price.water`, `price.electricity`, `price.gas` in yuan.
#pragma once

#include "models/metering/meter.h"
#include "models/store/store.h"

namespace meterdesk {

/// How a sale is meant: money or units.
struct SaleAsked {
    std::optional<Money> pay;
    std::optional<Quantity> quantity;
};

/// What will be sold for it.
struct SalePriced {
    Money paid;   // what the customer pays: exactly what the credit costs
    Money change; // of the money typed, what can't be used (a meter takes whole steps only)
    Price price;  // 0 for meters by money
    Credit credit;
};

/// What a layout allows.
struct SaleLimits {
    qint64 step = 1;      // in the meter's basis: thousandths or fen
    qint64 least = 1;     // per purchase
    qint64 most = 0;      // per purchase, 0: no limit
    qint64 mostHeld = 0;  // held unused, 0: no limit
    qint64 mostTotal = 0; // what the total field can hold, 0: no limit
};

/// What is typed as the amount of a sale, at the desk or in a command: yuan, or units of the utility. BadNumber says
/// what is wrong with it. One that is larger than can be counted becomes the largest, so that Pricing names the limit.
Result<SaleAsked> saleAmount(const QString& typed, CreditBasis in);

/// An amount of this meter's credit as people read it: "5.000 m³", "20.00 yuan".
QString creditText(const Credit& credit, const Meter& meter);

class Pricing {
public:
    explicit Pricing(Store& store);
    Result<Price> priceOf(MeterKind kind) const; // PriceMissing
    /// What is sold at once at most, so that a slip of the finger is no sale: setting `sale.most`, else 10,000 yuan.
    Result<Money> mostAtOnce() const;
    /// Amount* errors by the limits, which they name in units and in what these cost. For a meter by money, a quantity
    /// is refused (BadArgument).
    Result<SalePriced> price(const Meter& meter, const SaleAsked& asked, const SaleLimits& limits) const;

private:
    Store& m_store;
};

} // namespace meterdesk
