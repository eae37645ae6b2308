#include "cardio/simulator/simulatorreader.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

namespace meterdesk::simulator {

QList<FaultKind> allFaults() {
    constexpr FaultKind last = FaultKind::DaemonGone;
    QList<FaultKind> all;
    for (int kind = 0; kind <= int(last); ++kind)
        all << FaultKind(kind);
    return all;
}

QString faultName(FaultKind kind) {
    switch (kind) {
    case FaultKind::RemovedBefore:
        return QStringLiteral("removed-before");
    case FaultKind::RemovedHalfway:
        return QStringLiteral("removed-halfway");
    case FaultKind::RemovedSilent:
        return QStringLiteral("removed-silent");
    case FaultKind::RemovedAfter:
        return QStringLiteral("removed-after");
    case FaultKind::AppliedUnanswered:
        return QStringLiteral("applied-unanswered");
    case FaultKind::Swapped:
        return QStringLiteral("swapped");
    case FaultKind::RestoredCopy:
        return QStringLiteral("restored-copy");
    case FaultKind::WrongKey:
        return QStringLiteral("wrong-key");
    case FaultKind::ReaderGone:
        return QStringLiteral("reader-gone");
    case FaultKind::DaemonGone:
        return QStringLiteral("daemon-gone");
    }
    Q_UNREACHABLE();
}

std::optional<FaultKind> faultFromName(const QString& name) {
    const QList<FaultKind> all = allFaults();
    for (const FaultKind kind : all)
        if (faultName(kind) == name)
            return kind;
    return std::nullopt;
}

struct SimulatorReader::Private {
    mutable std::mutex mutex;
    std::condition_variable moved;
    std::shared_ptr<VirtualCard> card;
    QList<Fault> faults;
    int apdus = 0;
    quint64 presence = 0;     // counts comings and goings
    quint64 seenPresence = 0; // by waitForChange
    bool readerGone = false;
    bool daemonGone = false;
    bool cancelled = false;
    quint64 holder = 0; // the living channel; 0: none
    quint64 lastChannel = 0;
    std::function<void(const VirtualCard&)> onChange;

    void place(std::shared_ptr<VirtualCard> next) {
        card = std::move(next);
        ++presence;
        moved.notify_all();
    }

    Status serviceThere() const {
        if (daemonGone)
            return fail(ErrorCode::NoService);
        if (readerGone)
            return fail(ErrorCode::ReaderGone);
        return {};
    }

    Result<QByteArray> answer(const QByteArray& apdu);
    Result<QByteArray> answerWith(const Fault& fault, const QByteArray& apdu);
    QByteArray run(const std::function<QByteArray(VirtualCard&)>& step) {
        const quint64 before = card->revision();
        QByteArray reply = step(*card);
        if (onChange && card->revision() != before)
            onChange(*card);
        return reply;
    }
};

Result<QByteArray> SimulatorReader::Private::answer(const QByteArray& apdu) {
    ++apdus;
    for (const Fault& fault : std::as_const(faults))
        if (fault.atApdu == apdus)
            return answerWith(fault, apdu);
    return run([&apdu](VirtualCard& c) { return c.transmit(apdu); });
}

Result<QByteArray> SimulatorReader::Private::answerWith(const Fault& fault, const QByteArray& apdu) {
    const auto ordinary = [&apdu](VirtualCard& c) { return c.transmit(apdu); };
    switch (fault.kind) {
    case FaultKind::RemovedBefore:
        place(nullptr);
        return fail(ErrorCode::CardRemoved);
    case FaultKind::RemovedHalfway:
        run([&apdu, &fault](VirtualCard& c) { return c.transmitTorn(apdu, fault.bytes); });
        place(nullptr);
        return fail(ErrorCode::CardRemoved);
    case FaultKind::RemovedSilent:
        run([&apdu, &fault](VirtualCard& c) { return c.transmitTorn(apdu, fault.bytes); });
        place(nullptr);
        return QByteArray();
    case FaultKind::RemovedAfter: {
        QByteArray reply = run(ordinary);
        place(nullptr);
        return reply;
    }
    case FaultKind::AppliedUnanswered:
        run(ordinary);
        return QByteArray();
    case FaultKind::Swapped:
        if (fault.other) { // no notice: `presence` stays
            card = fault.other;
            card->powerOn();
        }
        return run(ordinary);
    case FaultKind::RestoredCopy:
        if (fault.other)
            run([&fault](VirtualCard& c) {
                c.restore(fault.other->save());
                return QByteArray();
            });
        return run(ordinary);
    case FaultKind::WrongKey:
        return run([&apdu](VirtualCard& c) { return c.transmitWrongKey(apdu); });
    case FaultKind::ReaderGone:
        readerGone = true;
        break;
    case FaultKind::DaemonGone:
        daemonGone = true;
        break;
    }
    ++presence;
    moved.notify_all();
    return tl::unexpected<Error>(serviceThere().error());
}

namespace {

class SimulatorChannel : public CardChannel {
public:
    struct Access { // to the reader, which may be gone before its channel

        std::function<Result<QByteArray>(const QByteArray&)> transmit;
        std::function<void()> release;
    };
    SimulatorChannel(Access access, QByteArray atr) : m_access(std::move(access)), m_atr(std::move(atr)) {}
    ~SimulatorChannel() override { m_access.release(); }
    Q_DISABLE_COPY(SimulatorChannel)

    QByteArray atr() const override { return m_atr; }
    bool dead() const override { return m_error.has_value(); }
    qint64 sent() const override { return m_sent; }
    Result<CardReply> transmit(const QByteArray& apdu) override {
        if (m_error)
            return tl::unexpected<Error>(*m_error);
        ++m_sent;
        Result<QByteArray> reply = m_access.transmit(apdu);
        if (reply && reply->size() < 2)
            reply = fail(ErrorCode::CardSilent);
        if (!reply) {
            m_error = reply.error();
            m_access.release();
            return tl::unexpected<Error>(*m_error);
        }
        const QByteArray& bytes = *reply;
        const auto sw = quint16(quint8(bytes.at(bytes.size() - 2)) << 8 | quint8(bytes.at(bytes.size() - 1)));
        return CardReply{bytes.chopped(2), sw};
    }

private:
    Access m_access;
    QByteArray m_atr;
    std::optional<Error> m_error;
    qint64 m_sent = 0;
};

} // namespace

SimulatorReader::SimulatorReader() : d(std::make_shared<Private>()) {
}
SimulatorReader::~SimulatorReader() = default;

void SimulatorReader::insert(std::shared_ptr<VirtualCard> card) {
    const std::lock_guard lock(d->mutex);
    d->place(std::move(card));
}

std::shared_ptr<VirtualCard> SimulatorReader::eject() {
    const std::lock_guard lock(d->mutex);
    auto card = d->card;
    d->place(nullptr);
    return card;
}

std::shared_ptr<VirtualCard> SimulatorReader::card() const {
    const std::lock_guard lock(d->mutex);
    return d->card;
}

void SimulatorReader::arm(const QList<Fault>& faults) {
    const std::lock_guard lock(d->mutex);
    d->faults = faults;
    d->apdus = 0;
    if (d->readerGone || d->daemonGone) {
        d->readerGone = d->daemonGone = false;
        ++d->presence; // the card was powered off meanwhile: no old channel lives on
        d->moved.notify_all();
    }
}

int SimulatorReader::apdus() const {
    const std::lock_guard lock(d->mutex);
    return d->apdus;
}

void SimulatorReader::onChange(std::function<void(const VirtualCard&)> changed) {
    const std::lock_guard lock(d->mutex);
    d->onChange = std::move(changed);
}

QString SimulatorReader::name() const {
    return QStringLiteral("simulator");
}

Result<std::unique_ptr<CardChannel>> SimulatorReader::connect() {
    const std::lock_guard lock(d->mutex);
    MD_TRY(d->serviceThere());
    if (!d->card)
        return fail(ErrorCode::NoCard);
    if (d->holder != 0)
        return fail(ErrorCode::CardBusy);
    d->card->powerOn();
    const quint64 self = ++d->lastChannel;
    d->holder = self;
    const auto shared = d;
    SimulatorChannel::Access access;
    access.transmit = [shared, presence = d->presence](const QByteArray& apdu) -> Result<QByteArray> {
        const std::lock_guard inner(shared->mutex);
        MD_TRY(shared->serviceThere());
        if (!shared->card || shared->presence != presence)
            return fail(ErrorCode::CardRemoved);
        return shared->answer(apdu);
    };
    access.release = [shared, self] {
        const std::lock_guard inner(shared->mutex);
        if (shared->holder == self)
            shared->holder = 0;
    };
    return std::make_unique<SimulatorChannel>(std::move(access), d->card->atr());
}

Result<CardPresence> SimulatorReader::waitForChange(int timeoutMs) {
    std::unique_lock lock(d->mutex);
    const auto woken = [this] { return d->cancelled || d->presence != d->seenPresence; };
    if (timeoutMs < 0)
        d->moved.wait(lock, woken);
    else
        d->moved.wait_for(lock, std::chrono::milliseconds(timeoutMs), woken);
    d->cancelled = false;
    const bool changed = std::exchange(d->seenPresence, d->presence) != d->presence;
    MD_TRY(d->serviceThere());
    return CardPresence{d->card != nullptr, changed};
}

void SimulatorReader::cancel() {
    const std::lock_guard lock(d->mutex);
    d->cancelled = true;
    d->moved.notify_all();
}

Result<bool> SimulatorReader::cardPresent() {
    const std::lock_guard lock(d->mutex);
    MD_TRY(d->serviceThere());
    return d->card != nullptr;
}

} // namespace meterdesk::simulator
