// The program: `meterdesk [--data DIR] [--database URL] [--json] NOUN VERB ...`, or the window where no noun is given.
#pragma once

namespace meterdesk {

int runProgram(int argc, char** argv);

} // namespace meterdesk
