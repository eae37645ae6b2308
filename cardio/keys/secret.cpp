#include "cardio/keys/secret.h"

#include "cardio/keys/securememory.h"

#include <cstring>
#include <new>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <utility>

namespace meterdesk {

Secret::Secret(std::size_t size) : m_data(size ? secureAllocate(size) : nullptr), m_size(size) {
}

Secret Secret::from(QByteArray& bytes) {
    Secret secret =
        copyOf({reinterpret_cast<const unsigned char*>(bytes.constData()), static_cast<std::size_t>(bytes.size())});
    // Wiping through data() would detach, and wipe a copy, where somebody else still holds the bytes.
    if (bytes.isDetached())
        OPENSSL_cleanse(bytes.data(), static_cast<std::size_t>(bytes.size()));
    bytes.clear();
    return secret;
}

Secret Secret::copyOf(std::span<const unsigned char> bytes) {
    Secret secret(bytes.size());
    if (!bytes.empty())
        std::memcpy(secret.m_data, bytes.data(), bytes.size());
    return secret;
}

Secret Secret::random(std::size_t size) {
    Secret secret(size);
    // Without randomness no key may be made; the generator fails only where the system itself is broken.
    if (size && RAND_priv_bytes(secret.m_data, static_cast<int>(size)) != 1)
        qFatal("The system has no random numbers; no key can be made.");
    return secret;
}

Secret::Secret(Secret&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0)) {
}

Secret& Secret::operator=(Secret&& other) noexcept {
    if (this != &other) {
        secureFree(m_data, m_size);
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

Secret::~Secret() {
    secureFree(m_data, m_size);
}

Secret Secret::clone() const {
    return copyOf(bytes());
}

} // namespace meterdesk
