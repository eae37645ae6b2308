// From JSON to a Layout: the words of a layout file and what they mean. readLayout (layoutbook.h) puts the steps
// together: jsonguard.h, layoutschema.h, this, layoutrules.h.
//
// Threads: pure function. Errors: LayoutInvalid with the JSON path and the reason.
#pragma once

#include "cardio/cards/layout.h"

namespace meterdesk {

/// A layout and where in the file each of its areas was said (an area that is repeated for each slot is said once).
struct LayoutDraft {
    Layout layout;
    QStringList areaPaths; // "$.areas[2]", one for each of layout.areas
};

/// `json` must have passed the schema. Checks what a sentence alone shows; what needs all of it: layoutrules.h.
Result<LayoutDraft> draftLayout(const QJsonObject& json);

} // namespace meterdesk
