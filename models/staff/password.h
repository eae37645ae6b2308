// Passwords as the books keep them: `scrypt$15$8$1$SALT$HASH` (log2 N, r, p, base64), so that the parameters can be
// raised later and old entries still be checked. Source: RFC 7914.
//
// Threads: free functions; any thread. About 100 ms of CPU and 32 MB each, on purpose. The password itself is wiped
// from the buffers made here and never logged.
#pragma once

#include "models/common/error.h"

namespace meterdesk {

/// With a fresh random salt. CryptoFailed where memory or randomness is missing.
Result<QString> hashPassword(const QString& password);
/// Compares in constant time. False for text that isn't an entry, too; the work is done nevertheless.
Result<bool> passwordMatches(const QString& password, const QString& entry);
/// The entry was made with today's parameters.
bool isCurrentEntry(const QString& entry);
/// An entry that no password matches: gives an unknown name the same work as a known one.
QString nobodysEntry();

} // namespace meterdesk
