// Settings of the office, kept in its books. Keys: price.water, price.electricity, price.gas (yuan per unit),
// terminal (12 hex digits), reader (name, or "simulator"), language (zh_CN, en), office.name, demo (1), ...
#pragma once

#include "models/store/store.h"

namespace meterdesk {

class Settings {
public:
    explicit Settings(Store& store);
    Result<QString> value(const QString& key, const QString& fallback = {}) const;
    /// Checks known keys' values (BadArgument); unknown keys are refused.
    Status setValue(const QString& key, const QString& value);
    Result<QList<std::pair<QString, QString>>> all() const;

private:
    Store& m_store;
};

} // namespace meterdesk
