#include "app/program.h"

#include "app/cli/runcommand.h"
#include "app/window.h"
#include "cardio/keys/keystore.h"

#include <clocale>
#include <cstring>
#ifdef Q_OS_UNIX
#include <fcntl.h>
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

/// Where standard output is closed, the next file opened would take its number, and answers would be written into it.
void keepStandardFiles() {
#ifdef Q_OS_UNIX
    for (int number = 0; number <= 2; ++number)
        if (::fcntl(number, F_GETFD) == -1)
            (void)::open("/dev/null", O_RDONLY); // takes the lowest free number; writing to it fails, and is told
#endif
}

/// Qt aborts without one, and not in a sentence for people.
bool hasDisplay() {
#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        if (!qEnvironmentVariableIsEmpty(name))
            return true;
    return false;
#else
    return true;
#endif
}

} // namespace

int runProgram(int argc, char** argv) {
    keepStandardFiles();
    keepSecretsFromDumps();
    wantUtf8();
    return cli::wantsWindow(argc, argv) && hasDisplay() ? runWindow(argc, argv) : cli::runCommand(argc, argv);
}

} // namespace meterdesk
