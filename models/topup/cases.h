// What the kind of a case says to a person: see CreditJournal::cases.
//
// Threads: any.
#pragma once

#include <QString>

namespace meterdesk {

/// The kind in a translated sentence; a kind that nobody knows as it stands.
QString caseText(const QString& kind);

} // namespace meterdesk
