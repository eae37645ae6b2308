// What must be true of a layout as a whole, beyond the schema: nothing overlaps, nothing lies outside, numbers fit
// their fields, the family's keys are there, each slot has a purchase. And what is allowed but worth a warning.
//
// Threads: pure functions. Errors: LayoutInvalid with the JSON path and the reason.
#pragma once

#include "cardio/cards/layoutreader.h"

namespace meterdesk {

/// One area by itself.
Status checkArea(const Layout& layout, const AreaSpec& area, const QString& path);
/// Areas against each other: no byte of a card is told of twice.
Status checkPlaces(const LayoutDraft& draft);
/// The keys that the family needs, and that they can be made of what the card says of itself.
Status checkKeys(const Layout& layout);
/// All of it; also fills in what the field widths allow (limits.most, limits.mostTotal).
Status checkLayout(LayoutDraft& draft);

/// Sentences for Layout::warnings.
QStringList warningsFor(const LayoutDraft& draft);

} // namespace meterdesk
