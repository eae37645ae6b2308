// The few primitives that cards need, over OpenSSL's EVP (default provider only: single DES is DES-EDE with K||K).
//
// Threads: pure functions. Errors: CryptoFailed (a wrong key length is a programming error and also answers so).
// Sources: FMCOS 2.0 ch. 7-8 (MAC, TAC, secure messaging), RFC 4493 (CMAC), GB/T 32907 (SM4), NXP AN10922.
#pragma once

#include "cardio/keys/secret.h"
#include "models/common/error.h"

namespace meterdesk {

Result<QByteArray> tripleDesEcb(const Secret& key16, const QByteArray& blocks); // two-key, encrypt
Result<QByteArray> desMac(const Secret& key8, const QByteArray& data,
                          const QByteArray& iv8 = QByteArray(8, '\0')); // 4 bytes, pad 80 00..
Result<QByteArray> retailMac(const Secret& key16, const QByteArray& data, const QByteArray& iv8); // 4 bytes
Result<QByteArray> aesCmac(const Secret& key, const QByteArray& data);                            // 16 bytes
Result<QByteArray> aesEcb(const Secret& key16, const QByteArray& blocks);
Result<QByteArray> sm4Ecb(const Secret& key16, const QByteArray& blocks);

/// A card's own key from a master key.
enum class Diversification { None, An10922Aes128, Pboc3Des, Sm4 };
Result<Secret> diversify(Diversification method, const Secret& master, const QByteArray& diversifier);

} // namespace meterdesk
