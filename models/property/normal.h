// What people type and what a file holds, in the one spelling that the books keep: so that a search by range on an
// index finds `ｓ1001` and `S1001` alike. Threads: pure functions.
#pragma once

#include <QString>

namespace meterdesk {

/// Full-width letters, digits and signs become half-width; runs of spaces become one. Spaces around go, and so does
/// what nobody can see (byte order marks, marks of direction).
QString normalText(const QString& text);
/// Names of meters, cards, apartments, accounts: normalText in upper case, without any space.
QString normalKey(const QString& text);
/// What tells one meter number from another: on cards zeros in front are filling and don't count. Empty: nothing but
/// zeros, which no meter can have (a tool card's "any meter").
QString distinctNumber(const QString& normalNumber);
/// Digits with an optional leading `+`: spaces, hyphens and brackets go.
QString normalPhone(const QString& text);
/// Three to fifteen digits, or empty.
bool isPhone(const QString& normal);
/// Two to five parts of letters and digits joined by hyphens: 3-1-1201.
bool isApartmentCode(const QString& normal);

/// The least text that is greater than every text beginning with `prefix`, in the order of code points; for ranges
/// (>= prefix, < this).
QString pastPrefix(const QString& prefix);

} // namespace meterdesk
