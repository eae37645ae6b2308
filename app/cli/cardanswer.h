// What `card show` says, in JSON and in words.
#pragma once

#include "cardio/desk/carddesk.h"

#include <QJsonObject>

namespace meterdesk::cli {

QJsonObject viewJson(const CardView& view);
QString viewText(const CardView& view);
QString unitText(const Meter& meter); // "m³", "kWh", "yuan" translated

} // namespace meterdesk::cli
