#include "tests/peers/pcscd.h"

#include "cardio/pcsc/cardchannel.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QThread>
#include <arpa/inet.h>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>
#include <winscard.h>

namespace meterdesk::test {
namespace {

constexpr const char* daemonPath = "/usr/sbin/pcscd";
constexpr const char* driverPath = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";
constexpr const char* daemonFolder = "/run/pcscd"; // compiled into the daemon, which wants to write its pid there
constexpr int readyMs = 15'000;
constexpr int portTries = 5;

/// One socket for the program's life, because the client library remembers the first.
const QTemporaryDir& folder() {
    static const QTemporaryDir one(QStringLiteral("/tmp/meterdesk-pcscd-XXXXXX"));
    return one;
}

QByteArray pathIn(const char* name) {
    return QFile::encodeName(folder().filePath(QString::fromLatin1(name)));
}

QString reason(const char* what) {
    return QStringLiteral("pcscd can't be started: %1: %2")
        .arg(QString::fromLatin1(what), QString::fromLocal8Bit(std::strerror(errno)));
}

int listenOn(const QByteArray& path) {
    unlink(path.constData());
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= static_cast<qsizetype>(sizeof address.sun_path))
        return -1;
    std::memcpy(address.sun_path, path.constData(), static_cast<std::size_t>(path.size()));
    const int handle = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (handle >= 0 && bind(handle, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
        listen(handle, 64) == 0)
        return handle;
    if (handle >= 0)
        close(handle);
    return -1;
}

bool isFree(quint16 port) {
    const int handle = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_ANY);
    const bool good = handle >= 0 && bind(handle, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    if (handle >= 0)
        close(handle);
    return good;
}

/// The driver takes a port for each of its two slots.
quint16 freePorts() {
    for (;;) {
        const auto port = static_cast<quint16>(20'000 + 2 * QRandomGenerator::system()->bounded(5'000));
        if (isFree(port) && isFree(static_cast<quint16>(port + 1)))
            return port;
    }
}

/// Without a port: no reader.
bool writeConfiguration(std::optional<quint16> port) {
    if (mkdir(pathIn("conf").constData(), 0755) != 0 && errno != EEXIST)
        return false;
    QFile file(QString::fromLocal8Bit(pathIn("conf/vpcd")));
    QByteArray text;
    if (port)
        text = "FRIENDLYNAME \"Virtual PCD\"\nDEVICENAME /dev/null:" + QByteArray::number(*port) + "\nLIBPATH " +
               driverPath + "\nCHANNELID 0x" + QByteArray::number(*port, 16) + "\n";
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(text) == text.size();
}

/// What the child needs, made before the fork: after it, only system calls are safe.
struct Launch {
    int socket = -1;
    int log = -1;
    bool ownRun = false; // an ordinary user, and the daemon's folder isn't there: a /run of its own
    QByteArray userMap = "0 " + QByteArray::number(geteuid()) + " 1";
    QByteArray groupMap = "0 " + QByteArray::number(getegid()) + " 1";
    std::vector<QByteArray> words{daemonPath, "-f", "-e", "-c", pathIn("conf")};
    std::vector<QByteArray> environment{"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LISTEN_FDS=1", "LISTEN_PID=0000000000"};
    std::vector<char*> argv, envp;

    Launch() {
        for (QByteArray& word : words)
            argv.push_back(word.data());
        for (QByteArray& setting : environment)
            envp.push_back(setting.data());
        argv.push_back(nullptr);
        envp.push_back(nullptr);
    }
};

bool put(const char* path, const QByteArray& text) {
    const int handle = open(path, O_WRONLY | O_CLOEXEC);
    const bool good = handle >= 0 && write(handle, text.constData(), static_cast<std::size_t>(text.size())) >= 0;
    if (handle >= 0)
        close(handle);
    return good;
}

[[noreturn]] void runChild(Launch& launch) {
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    dup2(launch.log, STDOUT_FILENO);
    dup2(launch.log, STDERR_FILENO);
    if (launch.ownRun) {
        if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0 || !put("/proc/self/setgroups", QByteArrayLiteral("deny")) ||
            !put("/proc/self/uid_map", launch.userMap) || !put("/proc/self/gid_map", launch.groupMap) ||
            mount("tmpfs", "/run", "tmpfs", 0, nullptr) != 0)
            _exit(126);
    }
    // systemd's way of handing a listening socket over: descriptor 3, and the pid it is meant for.
    // Without leading zeros, which would make it octal.
    char digits[16];
    std::size_t length = 0;
    for (pid_t pid = getpid(); pid > 0; pid /= 10)
        digits[length++] = static_cast<char>('0' + pid % 10);
    char* to = std::strchr(launch.envp[2], '=') + 1;
    while (length > 0)
        *to++ = digits[--length];
    *to = '\0';
    if (launch.socket == 3)
        fcntl(3, F_SETFD, 0);
    else
        dup2(launch.socket, 3);
    execve(launch.argv[0], launch.argv.data(), launch.envp.data());
    _exit(127);
}

} // namespace

tl::expected<std::unique_ptr<Pcscd>, QString> Pcscd::start() {
    for (const char* needed : {daemonPath, driverPath}) {
        if (!QFile::exists(QString::fromLatin1(needed)))
            return tl::unexpected(QStringLiteral("%1 is missing: apt-get install pcscd vsmartcard-vpcd")
                                      .arg(QString::fromLatin1(needed)));
    }
    if (!folder().isValid())
        return tl::unexpected(folder().errorString());
    qputenv("PCSCLITE_CSOCK_NAME", pathIn("socket"));
    std::unique_ptr<Pcscd> daemon(new Pcscd);
    if (auto started = daemon->restart(); !started)
        return tl::unexpected(started.error());
    return daemon;
}

tl::expected<void, QString> Pcscd::restart() {
    kill();
    // Another program may take the port between our look and the driver's; then its readers don't come.
    tl::expected<void, QString> started;
    for (int attempt = 0; attempt < portTries; ++attempt) {
        started = launch(true);
        if (started)
            return started;
        kill();
    }
    return started;
}

tl::expected<void, QString> Pcscd::unplug() {
    kill();
    return launch(false);
}

tl::expected<void, QString> Pcscd::launch(bool plugged) {
    m_port = freePorts();
    if (!writeConfiguration(plugged ? std::optional(m_port) : std::nullopt))
        return tl::unexpected(reason("its configuration"));
    Launch launch;
    launch.socket = listenOn(pathIn("socket"));
    launch.log = open(pathIn("log").constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    launch.ownRun = geteuid() != 0 && access(daemonFolder, F_OK) != 0;
    if (geteuid() == 0)
        mkdir(daemonFolder, 0755);
    if (launch.socket < 0 || launch.log < 0)
        return tl::unexpected(reason("its socket"));
    m_pid = fork();
    if (m_pid == 0)
        runChild(launch);
    close(launch.socket); // so that its end is seen: nobody else may answer there
    close(launch.log);
    if (m_pid < 0)
        return tl::unexpected(reason("fork"));
    for (const QDeadlineTimer deadline(readyMs); !deadline.hasExpired(); QThread::msleep(5)) {
        int status = 0;
        if (waitpid(m_pid, &status, WNOHANG) == m_pid) {
            m_pid = -1;
            break;
        }
        if (isReady(plugged))
            return {};
    }
    QFile log(QString::fromLocal8Bit(pathIn("log")));
    static_cast<void>(log.open(QIODevice::ReadOnly));
    return tl::unexpected(
        QStringLiteral("pcscd isn't as wanted. It said: %1").arg(QString::fromLocal8Bit(log.readAll().right(2000))));
}

quint32 Pcscd::changes() const {
    SCARDCONTEXT context = 0;
    if (SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context) != SCARD_S_SUCCESS)
        return 0;
    const QByteArray name = reader().toUtf8();
    SCARD_READERSTATE state{};
    state.szReader = name.constData();
    const bool good = SCardGetStatusChange(context, 0, &state, 1) == SCARD_S_SUCCESS;
    SCardReleaseContext(context);
    return good ? static_cast<quint32>(state.dwEventState >> 16U) & 0xFFFFU : 0;
}

bool Pcscd::isReady(bool plugged) const {
    const auto readers = pcscReaders();
    if (!plugged)
        return !readers && readers.error().code == ErrorCode::NoReader;
    return readers && readers->contains(reader()) && readers->size() == 2;
}

QString Pcscd::reader() const {
    return QStringLiteral("Virtual PCD 00 00");
}

void Pcscd::kill() {
    if (m_pid <= 0)
        return;
    ::kill(m_pid, SIGKILL);
    waitpid(m_pid, nullptr, 0);
    m_pid = -1;
}

Pcscd::~Pcscd() {
    kill();
}

} // namespace meterdesk::test
