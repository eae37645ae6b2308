// What a layout's cards have room for, asked before anything is written: by imports, and for what is no reason to
// refuse a card.
//
// Threads: pure. Errors: none; the answers are yes or no.
#pragma once

#include "cardio/cards/layout.h"

namespace meterdesk {

/// Whether the value fits wherever the office writes this field (the meter's own area aside), in steps and in size.
/// True where the layout has no such field.
bool hasRoomFor(const Layout& layout, Field field, const FieldValue& value);

/// Whether a card of this layout can have this id: MIFARE 4 or 7 bytes, CPU 8 bytes, in hex; SLE4442 as the layout's
/// card number.
bool canHaveId(const Layout& layout, const QString& cardId);

/// A telephone number as a card carries it: digits, without China's country code. Empty where it has no room: nobody is
/// refused a card for that.
QString phoneOnCard(const Layout& layout, const QString& phone);

} // namespace meterdesk
