// A layout in words. Threads: pure.
#pragma once

#include "cardio/cards/layout.h"

namespace meterdesk {

/// What was understood of a layout, a line each, for a person who checks it.
QStringList describeLayout(const Layout& layout);

} // namespace meterdesk
