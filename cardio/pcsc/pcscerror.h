// The one place that turns PC/SC's return codes into our errors.
//
// Threads: pure. Source: PC/SC part 3 and what pcscd 1.9.9 answers (removal, daemon killed, reader unplugged).
#pragma once

#include "models/common/error.h"

namespace meterdesk {

/// What was being done: the same code means "no such reader" at first, "unplugged" later.
enum class PcscStage { Service, Reader, Card };

/// `code`: the function's return value, by its 32 bits (LONG is 64 bits wide on Linux, 32 on Windows).
Error pcscError(quint32 code, PcscStage stage, const QString& reader = {});
/// The service behind the handle is gone, or another one has started since: its handles are worth nothing.
bool meansServiceLost(quint32 code);

} // namespace meterdesk
