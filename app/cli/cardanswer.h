// What `card show` says, in JSON and in words.
#pragma once

#include "cardio/desk/carddesk.h"

#include <QJsonObject>

namespace meterdesk::cli {

QJsonObject viewJson(const CardView& view);
QString viewText(const CardView& view);

} // namespace meterdesk::cli
