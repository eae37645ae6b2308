// Core dumps and debuggers of other programs must not see keys.
#include "cardio/keys/keystore.h"

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif
#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace meterdesk {

void keepSecretsFromDumps() {
#ifdef Q_OS_UNIX
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
#endif
#ifdef Q_OS_LINUX
    // Also ends ptrace and /proc/PID/mem for other programs of the same user.
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

} // namespace meterdesk
