#include "app/program.h"

#include <cstdio>

namespace meterdesk {

int runProgram(int /*argc*/, char** /*argv*/) {
    std::puts("meterdesk");
    return 0;
}

} // namespace meterdesk
