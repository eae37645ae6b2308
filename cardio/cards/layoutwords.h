// The words of layout files for encodings, checks, copies and roles. Threads: pure functions. A word that the schema
// doesn't know never comes here; it would mean the first of its kind.
#pragma once

#include "cardio/cards/layout.h"

namespace meterdesk {

QString encodingName(Encoding encoding);
QString checkName(CheckKind kind);
QString copyKindName(CopyKind kind);
QString areaRoleName(AreaRole role);
Encoding encodingFromName(const QString& name);
Pad padFromName(const QString& name);
CheckKind checkFromName(const QString& name);
CopyKind copyKindFromName(const QString& name);
AreaRole areaRoleFromName(const QString& name);

} // namespace meterdesk
