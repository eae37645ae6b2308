#include "cardio/simulator/vpcdlink.h"

#include <QtEndian>
#include <atomic>
#include <mutex>
#include <thread>

#ifdef Q_OS_LINUX
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace meterdesk::simulator {

#ifdef Q_OS_LINUX
namespace {

// Messages of one byte are the reader's own; all others are APDUs.
constexpr char powerOff = 0x00, powerOn = 0x01, resetCard = 0x02, sendAtr = 0x04;

int connectTo(quint16 port) {
    const int handle = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (handle >= 0 && connect(handle, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
        const int on = 1;
        setsockopt(handle, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        return handle;
    }
    if (handle >= 0)
        close(handle);
    return -1;
}

bool receive(int handle, char* to, std::size_t size) {
    while (size > 0) {
        // vpcd sends length and body apart, and holds the body back until the length is acknowledged: 40 ms each time
        // unless that happens at once. The option does not last, so it is set anew before each call.
        const int on = 1;
        setsockopt(handle, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
        const ssize_t got = recv(handle, to, size, 0);
        if (got <= 0)
            return false;
        to += got;
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

bool sendFrame(int handle, const QByteArray& payload, qsizetype bytes = -1) {
    QByteArray frame(2, '\0');
    qToBigEndian(static_cast<quint16>(payload.size()), frame.data());
    frame += bytes < 0 ? payload : payload.left(bytes);
    return send(handle, frame.constData(), static_cast<std::size_t>(frame.size()), MSG_NOSIGNAL) == frame.size();
}

} // namespace

struct VpcdLink::Private {
    quint16 port = 0;
    std::thread server;
    std::shared_ptr<VirtualCard> card;
    std::atomic<bool> inserted = false;

    mutable std::mutex mutex; // guards what follows
    int handle = -1;
    bool ejecting = false;
    QList<Fault> faults;
    Swap swap = Swap::Silent;
    int apdus = 0;
    std::function<void(FaultKind)> outside;

    void serve(int connection);
    bool answer(int& connection, const QByteArray& apdu);
    bool answerWith(const Fault& fault, int& connection, const QByteArray& apdu);
    bool moveTo(int& connection);
};

/// The next card is in the queue already when the first goes.
bool VpcdLink::Private::moveTo(int& connection) {
    const int next = connectTo(port);
    const std::lock_guard lock(mutex);
    close(connection);
    connection = handle = next;
    return next >= 0 && !ejecting;
}

bool VpcdLink::Private::answerWith(const Fault& fault, int& connection, const QByteArray& apdu) {
    switch (fault.kind) {
    case FaultKind::RemovedBefore:
        return false;
    case FaultKind::RemovedHalfway:
    case FaultKind::RemovedSilent:
        card->transmitTorn(apdu, fault.bytes);
        return false;
    case FaultKind::RemovedAfter:
        sendFrame(connection, card->transmit(apdu));
        return false;
    case FaultKind::AppliedUnanswered: {
        const QByteArray reply = card->transmit(apdu);
        if (fault.bytes > 0)
            sendFrame(connection, reply, fault.bytes);
        return false;
    }
    case FaultKind::Swapped:
        if (fault.other)
            card = fault.other;
        if (swap == Swap::ThroughBacklog)
            return moveTo(connection);
        card->powerOn();
        break;
    case FaultKind::RestoredCopy:
        if (fault.other)
            card->restore(fault.other->save());
        break;
    case FaultKind::WrongKey:
        return sendFrame(connection, card->transmitWrongKey(apdu));
    case FaultKind::ReaderGone:
    case FaultKind::DaemonGone:
        if (outside)
            outside(fault.kind);
        return false;
    }
    return sendFrame(connection, card->transmit(apdu));
}

bool VpcdLink::Private::answer(int& connection, const QByteArray& apdu) {
    Fault now;
    {
        const std::lock_guard lock(mutex);
        ++apdus;
        for (const Fault& fault : std::as_const(faults)) {
            if (fault.atApdu == apdus)
                now = fault;
        }
    }
    if (now.atApdu)
        return answerWith(now, connection, apdu);
    return sendFrame(connection, card->transmit(apdu));
}

void VpcdLink::Private::serve(int connection) {
    char length[2];
    QByteArray message;
    bool good = true;
    while (good && receive(connection, length, sizeof length)) {
        message.resize(qFromBigEndian<quint16>(length));
        if (!receive(connection, message.data(), static_cast<std::size_t>(message.size())))
            break;
        if (message.size() != 1)
            good = answer(connection, message);
        else if (message[0] == powerOn || message[0] == resetCard)
            card->powerOn();
        else if (message[0] == sendAtr)
            good = sendFrame(connection, card->atr());
        else
            good = message[0] == powerOff;
    }
    const std::lock_guard lock(mutex);
    if (connection >= 0)
        close(connection);
    handle = -1;
    inserted = false;
}

VpcdLink::VpcdLink(quint16 port) : d(std::make_unique<Private>()) {
    d->port = port;
}

Status VpcdLink::insert(std::shared_ptr<VirtualCard> card) {
    eject();
    const int connection = connectTo(d->port);
    if (connection < 0)
        return fail(ErrorCode::ReaderGone, QString::number(d->port));
    d->card = std::move(card);
    d->handle = connection;
    d->ejecting = false;
    d->inserted = true;
    d->server = std::thread([this, connection] { d->serve(connection); });
    return {};
}

void VpcdLink::eject() {
    {
        const std::lock_guard lock(d->mutex);
        d->ejecting = true;
        if (d->handle >= 0)
            shutdown(d->handle, SHUT_RDWR);
    }
    if (d->server.joinable())
        d->server.join();
}
#else
struct VpcdLink::Private {
    std::mutex mutex;
    std::atomic<bool> inserted = false;
    QList<Fault> faults;
    Swap swap = Swap::Silent;
    int apdus = 0;
    std::function<void(FaultKind)> outside;
};

VpcdLink::VpcdLink(quint16) : d(std::make_unique<Private>()) {
}

Status VpcdLink::insert(std::shared_ptr<VirtualCard>) {
    return fail(ErrorCode::ReaderGone);
}

void VpcdLink::eject() {
}
#endif

VpcdLink::~VpcdLink() {
    eject();
}

bool VpcdLink::inserted() const {
    return d->inserted;
}

void VpcdLink::arm(const QList<Fault>& faults, Swap swap) {
    const std::lock_guard lock(d->mutex);
    d->faults = faults;
    d->swap = swap;
    d->apdus = 0;
}

int VpcdLink::apdus() const {
    const std::lock_guard lock(d->mutex);
    return d->apdus;
}

void VpcdLink::onOutside(std::function<void(FaultKind)> outside) {
    const std::lock_guard lock(d->mutex);
    d->outside = std::move(outside);
}

} // namespace meterdesk::simulator
