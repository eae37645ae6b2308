#include "cardio/keys/securememory.h"

#include <QtGlobal>
#include <mutex>
#include <new>
#include <openssl/crypto.h>
#include <vector>

#ifdef Q_OS_WIN
#include <windows.h>
#else
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace meterdesk {
namespace {

constexpr std::size_t slotSize = 64;      // holds every card key, so that a page serves many
constexpr std::size_t arenaSize = 16'384; // well below the 64 KiB that an ordinary user may lock

#ifdef Q_OS_WIN
unsigned char* mapPages(std::size_t size) {
    void* memory = VirtualAlloc(nullptr, size, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE);
    if (!memory)
        throw std::bad_alloc();
    VirtualLock(memory, size);
    return static_cast<unsigned char*>(memory);
}

void unmapPages(unsigned char* memory, std::size_t) noexcept {
    VirtualFree(memory, 0, MEM_RELEASE);
}
#else
std::size_t wholePages(std::size_t size) {
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    return (size + page - 1) / page * page;
}

unsigned char* mapPages(std::size_t size) {
    const std::size_t length = wholePages(size);
    void* memory = mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        throw std::bad_alloc();
    // Both may be refused (a limit, an old kernel); the secret is then only as safe as other memory.
    static_cast<void>(mlock(memory, length));
#ifdef MADV_DONTDUMP
    static_cast<void>(madvise(memory, length, MADV_DONTDUMP));
#endif
    return static_cast<unsigned char*>(memory);
}

void unmapPages(unsigned char* memory, std::size_t size) noexcept {
    munmap(memory, wholePages(size));
}
#endif

class Slots {
public:
    unsigned char* take() {
        const std::lock_guard lock(m_mutex);
        if (m_free.empty()) {
            unsigned char* arena = mapPages(arenaSize);
            for (std::size_t at = arenaSize; at >= slotSize; at -= slotSize)
                m_free.push_back(arena + at - slotSize);
            m_all += arenaSize / slotSize;
            m_free.reserve(m_all); // giving back never allocates
        }
        unsigned char* slot = m_free.back();
        m_free.pop_back();
        return slot;
    }

    void giveBack(unsigned char* slot) noexcept {
        const std::lock_guard lock(m_mutex);
        m_free.push_back(slot);
    }

private:
    std::mutex m_mutex;
    std::vector<unsigned char*> m_free;
    std::size_t m_all = 0;
};

/// Never destroyed: secrets in static objects may outlive any order of destruction.
Slots& slotStore() {
    static auto* const all = new Slots;
    return *all;
}

} // namespace

unsigned char* secureAllocate(std::size_t size) {
    return size <= slotSize ? slotStore().take() : mapPages(size);
}

void secureFree(unsigned char* memory, std::size_t size) noexcept {
    if (!memory)
        return;
    OPENSSL_cleanse(memory, size);
    if (size <= slotSize)
        slotStore().giveBack(memory);
    else
        unmapPages(memory, size);
}

} // namespace meterdesk
