// What a virtual meter made of a card, in words. Threads: pure function.
#pragma once

#include "cardio/simulator/virtualmeter.h"

namespace meterdesk::simulator {

/// One translated sentence.
QString visitText(const LoadResult& visit);

} // namespace meterdesk::simulator
