// Preloaded into the program by tests: ends it with SIGKILL right before the n-th time that it writes to its books
// (office.db and its log), waits for them to be on the disk, or hands a command for a card to the card service. No
// signal handler and no destructor runs.
//
//   METERDESK_KILL_AT_WRITE=n     counted over writes and syncs
//   METERDESK_KILL_AT_SYNC=n      counted over syncs alone
//   METERDESK_KILL_AT_TRANSMIT=n  counted over SCardTransmit
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <unistd.h>
#include <winscard.h>

namespace {

bool isBooks(int fd) {
    char link[64];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    char path[4096];
    const ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0)
        return false;
    path[length] = '\0';
    return std::strstr(path, "/office.db") != nullptr;
}

int wanted(const char* variable) {
    const char* text = std::getenv(variable);
    return text != nullptr ? std::atoi(text) : 0;
}

void count(int& counter, const char* variable) {
    if (++counter == wanted(variable))
        kill(getpid(), SIGKILL);
}

void writes(int fd) {
    static int counter = 0;
    if (isBooks(fd))
        count(counter, "METERDESK_KILL_AT_WRITE");
}

void syncs(int fd) {
    static int counter = 0;
    writes(fd);
    if (isBooks(fd))
        count(counter, "METERDESK_KILL_AT_SYNC");
}

template <class Function>
Function next(const char* name) {
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" {

ssize_t write(int fd, const void* bytes, size_t size) {
    static const auto real = next<ssize_t (*)(int, const void*, size_t)>("write");
    writes(fd);
    return real(fd, bytes, size);
}

ssize_t pwrite(int fd, const void* bytes, size_t size, off_t offset) {
    static const auto real = next<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
    writes(fd);
    return real(fd, bytes, size, offset);
}

ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t offset) {
    static const auto real = next<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
    writes(fd);
    return real(fd, bytes, size, offset);
}

int fsync(int fd) {
    static const auto real = next<int (*)(int)>("fsync");
    syncs(fd);
    return real(fd);
}

int fdatasync(int fd) {
    static const auto real = next<int (*)(int)>("fdatasync");
    syncs(fd);
    return real(fd);
}

LONG SCardTransmit(SCARDHANDLE card, const SCARD_IO_REQUEST* header, LPCBYTE bytes, DWORD size,
                   SCARD_IO_REQUEST* replyHeader, LPBYTE reply, LPDWORD replySize) {
    static const auto real = next<decltype(&SCardTransmit)>("SCardTransmit");
    static int counter = 0;
    count(counter, "METERDESK_KILL_AT_TRANSMIT");
    return real(card, header, bytes, size, replyHeader, reply, replySize);
}
}
