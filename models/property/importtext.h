// The bytes of a CSV file as UTF-8: with or without BOM, or made from GB18030, which Excel writes in China.
// Threads: pure function. Errors: FileUnreadable with the reason.
#pragma once

#include "models/common/error.h"

#include <QByteArray>

namespace meterdesk {

Result<QByteArray> importText(const QByteArray& file);

} // namespace meterdesk
