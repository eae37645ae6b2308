// Where things are, for tests: no test has a path of its own.
#pragma once

#include <QString>

namespace meterdesk::test {

QString programPath(); // the meterdesk program of this build
QString preloadPath(); // what is preloaded into it where it shall die: see killing.h
QString sourceDir();   // the checkout
/// Copies of both, for a test that has become a user who can't read the originals. Before anything is started.
void useProgram(const QString& program, const QString& preload);
/// A demo card (mifare-alternating, by its file) whose first record can't be read in either copy.
bool tearRecord(const QString& cardFile);

} // namespace meterdesk::test
