// What the kernel says about this process's memory: where a core dump would find a secret.
#pragma once

#include <QByteArrayList>
#include <span>

namespace meterdesk::test {

/// VmFlags of the mapping that holds `address`: "dd" is left out of core dumps, "lo" is locked.
QByteArrayList flagsOfMemoryAt(const void* address);
/// True where these bytes stand in any writable memory that a core dump would have.
bool findOutsideUndumped(std::span<const unsigned char> bytes);

} // namespace meterdesk::test
