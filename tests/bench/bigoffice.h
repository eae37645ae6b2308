// Offices for the benches: with as many residents as wanted, or with none. Each resident has an apartment, an account,
// a meter and a card. All in our own schema, filled by SQLite's C API, because it is the finding that is measured. Kept
// in the folder between runs, under a name that changes with the schema.
#pragma once

#include <QString>

namespace meterdesk::bench {

/// Data folder of the office, made where it isn't there yet: books (office.db), and all that a window needs to open by
/// itself: `demo`, who signs in alone, the demo reader, keys under the demo passphrase.
QString officeWith(qint64 residents, const QString& folder);

/// What the n-th resident (from 0) is found by.
struct BenchResident {
    QString apartment, name, phone, meter, card;
};
BenchResident benchResident(qint64 n);

} // namespace meterdesk::bench
