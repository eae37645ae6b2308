// Bytes that must not be seen: locked in memory and kept out of core dumps where the system allows, wiped at the end,
// not printable, not copyable by accident.
#pragma once

#include <QByteArray>
#include <cstddef>
#include <span>

namespace meterdesk {

class Secret {
public:
    Secret() = default;
    explicit Secret(std::size_t size);
    /// Takes the bytes over and wipes the source.
    static Secret from(QByteArray& bytes);
    static Secret copyOf(std::span<const unsigned char> bytes);
    static Secret random(std::size_t size);
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    ~Secret();

    Secret clone() const;
    std::size_t size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }
    unsigned char* data() { return m_data; }
    const unsigned char* data() const { return m_data; }
    std::span<const unsigned char> bytes() const { return {m_data, m_size}; }

private:
    unsigned char* m_data = nullptr;
    std::size_t m_size = 0;
};

} // namespace meterdesk
