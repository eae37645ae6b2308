// A channel that fetches what a card has ready (61xx: GET RESPONSE) and asks again with the right length (6Cxx), as
// T=0 wants it. Each of these is an APDU of its own, and is counted as sent.
//
// Threads and errors: as CardChannel. A card that promises more for ever is CardSilent. Source: ISO 7816-4.
#pragma once

#include "cardio/pcsc/cardchannel.h"

namespace meterdesk {

std::unique_ptr<CardChannel> withGetResponse(std::unique_ptr<CardChannel> channel);

} // namespace meterdesk
