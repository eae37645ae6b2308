// The checks that stand behind an area's bytes: byte sum, XOR, CRC-16 by its parameters, AES-CMAC cut to its length.
//
// Threads: pure functions. Errors: those of crypto.h; KeysMissing where a CMAC has no key. Sources: the CRC catalogue's
// names and check values (over "123456789"), RFC 4493.
#pragma once

#include "cardio/cards/layoutcodec.h"

namespace meterdesk {

/// A CRC-16 by the name that the usual catalogue gives it.
struct CrcVariant {
    const char16_t* name;
    quint16 polynomial, initial, final;
    bool reflected;
    quint16 check; // over the ASCII text 123456789
};
const QList<CrcVariant>& crcVariants();

quint16 crc16(const CheckSpec& spec, const QByteArray& data);

/// The bytes that belong at `spec.offset` of `image`: computed over all bytes before it.
Result<QByteArray> checkBytes(const CheckSpec& spec, const QByteArray& image, const CheckKey& key);

} // namespace meterdesk
