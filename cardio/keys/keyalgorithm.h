// What the office's master keys may be: algorithms with their key lengths, and the keys that the shipped layouts name.
//
// Threads: pure functions. Source: the table "Keys on cards" of cardio/README.md.
#pragma once

#include "cardio/keys/crypto.h"

#include <QStringList>
#include <optional>

namespace meterdesk {

enum class KeyAlgorithm : unsigned char { TripleDes = 1, Aes128 = 2, Sm4 = 3, Bytes = 4 }; // numbers as in the key file

QString algorithmName(KeyAlgorithm algorithm); // "3des", "aes-128", "sm4", "bytes"
std::optional<KeyAlgorithm> algorithmFromName(const QString& name);
bool lengthFits(KeyAlgorithm algorithm, std::size_t length);
/// "None" fits all.
bool methodFits(Diversification method, KeyAlgorithm algorithm);

/// Lower-case letters, digits and hyphens; at most 64.
bool isKeyName(const QString& name);
QStringList standardKeys();
std::optional<KeyAlgorithm> standardAlgorithm(const QString& keyName);

/// Why nobody should use this key; empty where it is good. Weak and semi-weak DES keys, equal halves, one byte
/// repeated.
QString weakness(KeyAlgorithm algorithm, const Secret& key);
Secret randomKey(KeyAlgorithm algorithm);
/// First three bytes of a zero block's encryption, in hex; empty for "bytes".
QString checkValue(KeyAlgorithm algorithm, const Secret& key);

} // namespace meterdesk
