// Memory for secrets: whole pages of their own, locked against swapping and kept out of core dumps where the system
// allows, so that nothing else shares them. Small secrets share a page with other secrets.
//
// Threads: any. Errors: none: where locking is limited the memory is used unlocked; std::bad_alloc without memory.
#pragma once

#include <cstddef>

namespace meterdesk {

/// Zeroed memory for a secret of `size` bytes (more than 0).
unsigned char* secureAllocate(std::size_t size);
/// Wipes it and gives it back; `size` as allocated.
void secureFree(unsigned char* memory, std::size_t size) noexcept;

} // namespace meterdesk
