// Opens the till in a window of its own and runs until it is closed.
#pragma once

namespace meterdesk {

/// The exit status of the program.
int runWindow(int argc, char** argv);

} // namespace meterdesk
