// Meters of three makers, written from tests/data/makers/*.md alone: they share no code with the layouts engine, and
// read and write the card's memory themselves.
#pragma once

#include "cardio/simulator/virtualmeter.h"

namespace meterdesk::test {

/// Makes the meters of layouts maker-a, maker-b and maker-c known to VirtualMeter.
void registerMakerMeters();

} // namespace meterdesk::test
