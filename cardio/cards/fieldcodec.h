// One field of an area: value to bytes and back.
//
// Threads: pure functions. Errors: FieldTooLarge with the field's name where the value has no room or the encoding no
// sign for it, AmountNotWhole where an amount is no multiple of the scale. Bytes that mean nothing decode to nothing.
#pragma once

#include "cardio/cards/layout.h"

namespace meterdesk {

/// What a field holds: decides which variant of FieldValue it has, and what the schema lets be said of it.
enum class FieldNature { Digits, Count, Amount, Plain, Tool, Flags, Time };
FieldNature natureOf(Field field);

/// The bytes of the field, `length` x `items` of them. `value` null: nothing is said, the field's empty form.
Result<QByteArray> encodeField(const Layout& layout, const FieldSpec& spec, const FieldValue* value);

/// False where the bytes can't have been written by this encoding. A field in its empty form (no time, no tool) is left
/// out of `record`.
bool decodeField(const Layout& layout, const FieldSpec& spec, const QByteArray& bytes, CardRecord& record);

/// The largest raw number that fits one item; nothing where it is more than 63 bits.
std::optional<qint64> largestRaw(const FieldSpec& spec);

} // namespace meterdesk
