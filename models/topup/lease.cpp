#include "models/topup/lease.h"

#include <QCoreApplication>
#include <QFile>
#include <QStringList>
#include <QSysInfo>

#ifdef Q_OS_WIN
#include <qt_windows.h>
#else
#include <cerrno>
#include <csignal>
#include <filesystem>
#endif

namespace meterdesk {
namespace {

constexpr QLatin1Char separator('|');

#ifdef Q_OS_WIN

std::optional<qint64> startOf(qint64 pid) {
    const HANDLE process = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, static_cast<DWORD>(pid));
    if (!process)
        return std::nullopt;
    FILETIME created{}, exited{}, kernel{}, user{};
    DWORD status = 0;
    const bool known = GetProcessTimes(process, &created, &exited, &kernel, &user) != 0;
    // A process that has ended stays openable while anyone holds a handle of it.
    const bool runs = GetExitCodeProcess(process, &status) != 0 && status == STILL_ACTIVE;
    CloseHandle(process);
    if (!known || !runs)
        return std::nullopt;
    return static_cast<qint64>((static_cast<quint64>(created.dwHighDateTime) << 32) | created.dwLowDateTime);
}

bool noSuchProcess(qint64 pid) {
    const HANDLE process = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, static_cast<DWORD>(pid));
    if (process) {
        CloseHandle(process);
        return !startOf(pid);
    }
    return GetLastError() == ERROR_INVALID_PARAMETER;
}

QString pidNamespace() {
    return {};
}

#else

std::optional<qint64> startOf(qint64 pid) {
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!stat.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray line = stat.readAll();
    // The name in parentheses may hold anything, parentheses and spaces too; the fields after the last one don't.
    const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    constexpr qsizetype state = 0, startTime = 19; // fields 3 and 22 of proc(5)
    if (fields.size() <= startTime)
        return std::nullopt;
    // A zombie only waits for its parent: it writes no card any more.
    if (fields.at(state) == "Z" || fields.at(state) == "X")
        return std::nullopt;
    bool ok = false;
    const qint64 start = fields.at(startTime).toLongLong(&ok);
    return ok ? std::optional(start) : std::nullopt;
}

bool noSuchProcess(qint64 pid) {
    if (kill(static_cast<pid_t>(pid), 0) != 0)
        return errno == ESRCH;
    return QFile::exists(QStringLiteral("/proc/self/stat")) && !startOf(pid);
}

/// Programs in sandboxes of one machine have process numbers of their own and can't see each other.
QString pidNamespace() {
    std::error_code ignored;
    return QString::fromStdString(std::filesystem::read_symlink("/proc/self/ns/pid", ignored).string());
}

#endif

LeaseOwner measured() {
    LeaseOwner owner;
    owner.host = QSysInfo::machineHostName().remove(separator);
    owner.boot = QString::fromLatin1(QSysInfo::bootUniqueId()) + pidNamespace();
    owner.boot.remove(separator);
    owner.pid = QCoreApplication::applicationPid();
    owner.started = startOf(owner.pid).value_or(0);
    return owner;
}

} // namespace

const LeaseOwner& LeaseOwner::thisProcess() {
    static const LeaseOwner owner = measured();
    return owner;
}

std::optional<LeaseOwner> LeaseOwner::fromText(const QString& text) {
    const QStringList parts = text.split(separator);
    if (parts.size() != 4)
        return std::nullopt;
    bool pidOk = false, startOk = false;
    const LeaseOwner owner{parts.at(0), parts.at(1), parts.at(2).toLongLong(&pidOk), parts.at(3).toLongLong(&startOk)};
    return pidOk && startOk && owner.pid > 0 ? std::optional(owner) : std::nullopt;
}

QString LeaseOwner::text() const {
    return QStringList{host, boot, QString::number(pid), QString::number(started)}.join(separator);
}

bool LeaseOwner::isGone() const {
    const LeaseOwner& here = thisProcess();
    if (host != here.host || boot != here.boot)
        return false;
    if (pid == here.pid)
        return started != here.started;
    if (const std::optional<qint64> start = startOf(pid))
        return *start != started;
    return noSuchProcess(pid);
}

} // namespace meterdesk
