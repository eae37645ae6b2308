// The sealed form of a key ring: scrypt over the passphrase gives the key, AES-256-GCM seals, the header is
// authenticated with it. Format: cardio/keys/README.md.
//
// Threads: pure functions; sealing and opening take as long as the sealing's parameters say. Errors: KeysDamaged,
// CryptoFailed. The plain form never leaves locked memory, which is why it is packed bytes and not JSON.
#pragma once

#include "cardio/keys/keystore.h"

namespace meterdesk {

Result<QByteArray> sealKeys(const KeyRing& ring, const QString& passphrase, const Sealing& sealing);
/// KeysDamaged for anything that isn't what sealKeys made with this passphrase.
Result<KeyRing> openKeys(const QByteArray& sealed, const QString& passphrase);

} // namespace meterdesk
