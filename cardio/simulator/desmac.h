// What a card's chip and a meter's security module calculate: DES with two keys, the purse's MACs, AES-CMAC, and how
// keys are diversified. Calls OpenSSL itself and shares nothing with cardio/keys, so that a wrong idea there can't
// agree with itself here.
//
// Threads: pure functions. Errors: empty where OpenSSL refuses (a key of the wrong length).
// Sources: FMCOS 2.0 ch. 7-8; RFC 4493; NXP AN10922 §2.2.
#pragma once

#include <QByteArray>

namespace meterdesk::simulator {

/// 8-byte keys are single DES, 16-byte keys DES-EDE. Whole blocks, ECB.
QByteArray desEncrypt(const QByteArray& key, const QByteArray& blocks);
QByteArray desDecrypt(const QByteArray& key, const QByteArray& blocks);
/// CBC with single DES, padded 80 00.., left four bytes.
QByteArray purseMac(const QByteArray& sessionKey, const QByteArray& data);
/// Secure messaging: CBC with the left half, last block D(right) E(left); for an 8-byte key plain CBC.
QByteArray messagingMac(const QByteArray& key, const QByteArray& iv, const QByteArray& data);
/// Left half of a 16-byte key XOR its right half: the key that TACs are made with.
QByteArray foldedKey(const QByteArray& key);

QByteArray cmac(const QByteArray& key, const QByteArray& data);
/// 3DES(K, F) || 3DES(K, ~F).
QByteArray pbocCardKey(const QByteArray& master, const QByteArray& factor);
/// CMAC of 01 || input, padded to 32 bytes.
QByteArray an10922CardKey(const QByteArray& master, const QByteArray& input);

} // namespace meterdesk::simulator
