// Parses a command line, runs what it asks for and prints one answer.
#pragma once

#include "cardio/desk/office.h"

namespace meterdesk::cli {

/// The exit status: 0 done, 1 refused by a rule, 2 wrong usage, 3 a device failed and nothing changed, 4 the outcome is
/// unknown and an order stays open, 5 the store failed; 74 the command was carried out, but standard output took no
/// answer.
int runCommand(int argc, char** argv);

/// True where the arguments name no noun: the window is meant.
bool wantsWindow(int argc, char** argv);
/// The office that the global options name. A QCoreApplication must exist.
OfficeOptions windowOptions(int argc, char** argv);

} // namespace meterdesk::cli
