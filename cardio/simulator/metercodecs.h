// The shipped meters' codecs, one file each.
#pragma once

#include "cardio/simulator/meterbytes.h"

namespace meterdesk::simulator {

std::shared_ptr<const MeterCodec> cpuMeterCodec(qint64 step); // cpu-money: 1 fen, cpu-quantity: 10 thousandths
std::shared_ptr<const MeterCodec> mifareMeterCodec();         // mifare-alternating, and mifare-tool
std::shared_ptr<const MeterCodec> sleMeterCodec();            // sle4442-single

} // namespace meterdesk::simulator
