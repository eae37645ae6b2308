// A real pcscd with a virtual reader, for one test program: on a socket, a port and a configuration of its own, as root
// or as an ordinary user. It ends with the test, even when that is killed.
//
// The client library reads the socket's name from the environment once, before its first use: start() before any other
// call to PC/SC. Programs that the test starts inherit it. Threads: the one that starts it.
#pragma once

#include <QString>
#include <memory>
#include <sys/types.h>
#include <tl/expected.hpp>

namespace meterdesk::test {

class Pcscd {
public:
    /// Where it can't be started: why, in a sentence for who runs the tests.
    static tl::expected<std::unique_ptr<Pcscd>, QString> start();
    ~Pcscd();
    Pcscd(const Pcscd&) = delete;
    Pcscd& operator=(const Pcscd&) = delete;

    QString reader() const; // the virtual reader whose cards come by port()
    quint16 port() const { return m_port; }
    /// How often the service has noticed a card come or go, modulo 65536. It looks a few times a second: a card that is
    /// back before it has looked was never away.
    quint32 changes() const;
    /// SIGKILL: the service is gone from one moment to the next. Any thread.
    void kill();
    /// Again, after kill(): same socket, another port.
    tl::expected<void, QString> restart();
    /// The service is there, and the reader isn't; until restart(). This service finds out by itself only about
    /// readers on USB, so it is another one that comes up without it: what was open ends as at a kill.
    tl::expected<void, QString> unplug();

private:
    Pcscd() = default;
    tl::expected<void, QString> launch(bool plugged);
    bool isReady(bool plugged) const;

    pid_t m_pid = -1;
    quint16 m_port = 0;
};

} // namespace meterdesk::test
