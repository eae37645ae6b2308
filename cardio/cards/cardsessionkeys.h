// The keys of one card: what a layout says, applied to the office's master keys and to what the card says of itself.
//
// Threads: pure functions. Errors: LayoutInvalid where the layout doesn't name such a key, KeysMissing, CryptoFailed.
// Source: cardio/README.md "Keys on cards".
#pragma once

#include "cardio/cards/layout.h"
#include "cardio/keys/keystore.h"

namespace meterdesk {

/// A card's id as the bytes that keys and checks use: hex digits, or decimal digits as BCD, two a byte.
QByteArray cardIdBytes(const QString& cardId);

/// Whether the master keys that a purchase by this layout needs are there in this version; `takingOff`: also the one
/// that only taking money off a purse again needs. KeysMissing, with the first that isn't.
Status keysThere(const Layout& layout, const KeyRing& keys, int keyVersion, bool takingOff = false);

/// The card's own key for `use` ("key-a", "record-mac", ...). `sector` fills the diversifier's part of that name.
Result<Secret> layoutKey(const Layout& layout, const QString& use, const KeyRing& keys, int keyVersion,
                         const QString& cardId, int sector = 0);

} // namespace meterdesk
