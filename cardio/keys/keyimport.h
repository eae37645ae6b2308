// The file that brings an office's keys: {"keys":[{"name","version","algorithm","hex"}]}. Checked whole before anything
// is taken; an error names the place in the file, never a value.
//
// Threads: pure. Errors: KeysRefused.
#pragma once

#include "cardio/keys/keystore.h"

namespace meterdesk {

/// The ring with the file's keys added. A key that is there already must be the same.
Result<KeyRing> withImported(const KeyRing& ring, const QByteArray& json);

} // namespace meterdesk
