#include "tests/support/memorymap.h"

#include <QFile>
#include <algorithm>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <sys/mman.h>
#include <unistd.h>

namespace meterdesk::test {
namespace {

struct Mapping {
    quint64 from = 0, to = 0;
    QByteArray rights;
    QByteArrayList flags;
};

QList<Mapping> mappings() {
    QFile file(QStringLiteral("/proc/self/smaps"));
    QList<Mapping> all;
    if (!file.open(QIODevice::ReadOnly))
        return all;
    const QByteArrayList lines = file.readAll().split('\n');
    for (const QByteArray& line : lines) {
        const QByteArrayList words = line.simplified().split(' ');
        const QByteArrayList ends = words[0].split('-');
        bool good = false;
        if (ends.size() == 2 && words.size() > 1) {
            Mapping mapping;
            mapping.from = ends[0].toULongLong(&good, 16);
            mapping.to = good ? ends[1].toULongLong(&good, 16) : 0;
            mapping.rights = words[1];
            if (good)
                all.append(mapping);
        } else if (words[0] == "VmFlags:" && !all.isEmpty()) {
            all.last().flags = words.mid(1);
        }
    }
    return all;
}

constexpr std::size_t window = 1 << 20;
constexpr quint64 mappingAtMost = quint64(1) << 32; // larger ones are a sanitizer's shadow

/// Memory of the search's own, outside the heap, and never searched itself.
struct Buffer {
    unsigned char* data =
        static_cast<unsigned char*>(mmap(nullptr, window, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    Buffer() { madvise(data, window, MADV_DONTDUMP); }
    ~Buffer() { munmap(data, window); }
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;
};

} // namespace

QByteArrayList flagsOfMemoryAt(const void* address) {
    const auto at = reinterpret_cast<quint64>(address);
    for (const Mapping& mapping : mappings()) {
        if (at >= mapping.from && at < mapping.to)
            return mapping.flags;
    }
    return {};
}

bool findOutsideUndumped(std::span<const unsigned char> bytes) {
    const Buffer buffer;
    const int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    bool found = memory < 0; // what can't be searched counts as found
    for (const Mapping& mapping : mappings()) {
        if (!mapping.rights.startsWith("rw") || mapping.flags.contains("dd") ||
            mapping.to - mapping.from > mappingAtMost)
            continue;
        for (quint64 at = mapping.from; at < mapping.to && !found; at += window - bytes.size()) {
            const ssize_t got =
                pread(memory, buffer.data, std::min<quint64>(window, mapping.to - at), static_cast<off_t>(at));
            if (got <= 0)
                break;
            const std::span<const unsigned char> seen(buffer.data, static_cast<std::size_t>(got));
            const std::default_searcher searcher(bytes.begin(), bytes.end());
            found = std::search(seen.begin(), seen.end(), searcher) != seen.end();
        }
    }
    close(memory);
    return found;
}

} // namespace meterdesk::test
