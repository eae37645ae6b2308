#include "app/program.h"

#include "app/cli/runcommand.h"
#include "app/window.h"
#include "cardio/keys/keystore.h"

#include <clocale>
#include <cstring>
#ifdef Q_OS_UNIX
#include <langinfo.h>
#endif

namespace meterdesk {
namespace {

/// Qt wants a UTF-8 locale and says so on standard error otherwise; arguments and output are UTF-8 in any case.
void wantUtf8() {
#ifdef Q_OS_UNIX
    std::setlocale(LC_ALL, "");
    if (std::strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
        return;
    qputenv("LC_ALL", "C.UTF-8");
    std::setlocale(LC_ALL, "");
#endif
}

} // namespace

int runProgram(int argc, char** argv) {
    keepSecretsFromDumps();
    wantUtf8();
    return cli::wantsWindow(argc, argv) ? runWindow(argc, argv) : cli::runCommand(argc, argv);
}

} // namespace meterdesk
