// A channel to a card that speaks T=0. There a command has either data or an expected length: one with both goes
// without the latter, and the card says what it has ready (61xx; CardPort fetches it).
//
// Threads and errors: as CardChannel. Source: ISO 7816-3, 12.2.1 (case 4).
#pragma once

#include "cardio/pcsc/cardchannel.h"

namespace meterdesk {

std::unique_ptr<CardChannel> withT0(std::unique_ptr<CardChannel> channel);

} // namespace meterdesk
