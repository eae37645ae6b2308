// A layout against the published JSON Schema (cardio/layouts/layout.schema.json, draft 7).
//
// Threads: any; the schema is read once. Errors: LayoutInvalid with the JSON path and the reason.
#pragma once

#include "models/common/error.h"

#include <QJsonObject>

namespace meterdesk {

Status checkAgainstSchema(const QJsonObject& layout);

} // namespace meterdesk
