// A channel that logs what goes through it, category "meterdesk.card" at debug level: CLA INS P1 P2, the length of the
// data, the status word, the length of the reply. Never data: it may be a key, a PSC or a card's image.
//
// Switch on: QT_LOGGING_RULES="meterdesk.card.debug=true". Threads and errors: as CardChannel.
#pragma once

#include "cardio/pcsc/cardchannel.h"

namespace meterdesk {

std::unique_ptr<CardChannel> withLog(std::unique_ptr<CardChannel> channel);

} // namespace meterdesk
