#include "tests/peers/ordinaryuser.h"

#include "tests/support/support.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace meterdesk::test {
namespace {

[[noreturn]] void giveUp(const QString& what) {
    qFatal("can't go on as an ordinary user: %s: %s", qPrintable(what), std::strerror(errno));
}

/// Into `folder`, for everybody to read and run.
QString copied(const QString& file, const QString& folder) {
    QString copy = folder + QLatin1Char('/') + QFileInfo(file).fileName();
    if (!QFile::copy(file, copy) || chmod(QFile::encodeName(copy).constData(), 0755) != 0)
        giveUp(file);
    return copy;
}

} // namespace

bool becomeOrdinaryUser() {
    if (geteuid() != 0)
        return true;
    const passwd* nobody = getpwnam("nobody");
    if (nobody == nullptr)
        giveUp(QStringLiteral("there is no user nobody"));
    // The service wants this folder and can't make it itself then. It writes its pid there, and does without.
    if (mkdir("/run/pcscd", 0755) != 0 && errno != EEXIST)
        giveUp(QStringLiteral("/run/pcscd"));
    // Not in memory, where programs may not be run. Removed at the end, by its new owner.
    static QTemporaryDir home(QStringLiteral("/tmp/meterdesk-user-XXXXXX"));
    if (!home.isValid() || chown(QFile::encodeName(home.path()).constData(), nobody->pw_uid, nobody->pw_gid) != 0)
        giveUp(home.path());
    useProgram(copied(programPath(), home.path()), copied(preloadPath(), home.path()));
    if (setgroups(0, nullptr) != 0 || setgid(nobody->pw_gid) != 0 || setuid(nobody->pw_uid) != 0) {
        std::fprintf(stderr, "THIS TEST RUNS AS ROOT: the system doesn't let it become %s: %s\n", nobody->pw_name,
                     std::strerror(errno));
        return false;
    }
    if (setuid(0) == 0 || geteuid() == 0)
        giveUp(QStringLiteral("root's rights can be had back"));
    prctl(PR_SET_DUMPABLE, 1); // else /proc/self stays root's
    qputenv("HOME", QFile::encodeName(home.path()));
    if (chdir("/") != 0)
        giveUp(QStringLiteral("/"));
    return true;
}

} // namespace meterdesk::test
