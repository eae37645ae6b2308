// What Qt's JSON parser lets pass and a layout must not have: a key said twice, deep nesting, numbers that aren't small
// whole ones, endless strings. Looks at the text before anything else does.
//
// Threads: pure function. Errors: LayoutInvalid with the JSON path and the reason.
#pragma once

#include "models/common/error.h"

#include <QByteArray>
#include <QJsonObject>

namespace meterdesk {

/// The object that `json` is. At most 256 KiB, 16 deep, strings of 200 characters, numbers of 9 digits.
Result<QJsonObject> guardedJson(const QByteArray& json);

/// "$.areas[1]" and what is wrong there.
inline tl::unexpected<Error> layoutError(const QString& path, const QString& reason) {
    return fail(ErrorCode::LayoutInvalid, path + QStringLiteral(": ") + reason);
}

} // namespace meterdesk
