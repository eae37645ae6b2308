#include "cardio/pcsc/pcscreader.h"

#include "cardio/pcsc/logchannel.h"
#include "cardio/pcsc/pcscchannel.h"
#include "cardio/pcsc/pcscerror.h"

#include <QDeadlineTimer>
#include <array>
#include <chrono>

namespace meterdesk {
namespace {

constexpr DWORD changedBit = SCARD_STATE_CHANGED;
constexpr int serviceRetryMs = 250;
constexpr const char* anyReaderComesOrGoes = "\\\\?PnP?\\Notification";

quint32 bits(LONG code) {
    return static_cast<quint32>(code);
}

} // namespace

PcscReader::PcscReader(QString name) : m_asked(std::move(name)) {
}

bool PcscReader::Situation::differsFrom(const Situation& other) const {
    if (sight != other.sight)
        return true;
    // The upper half counts events: a card that was changed for another between two looks has raised it.
    return sight == Sight::Present && state >> 16 != other.state >> 16;
}

QString PcscReader::name() const {
    const std::lock_guard lock(m_mutex);
    return m_asked.isEmpty() ? m_found : m_asked;
}

Result<QString> PcscReader::find(const PcscContext& context) {
    MD_GET(readers, context.readers());
    const std::lock_guard lock(m_mutex);
    const QString wanted = m_asked.isEmpty() ? m_found : m_asked;
    if (readers.contains(wanted))
        m_found = wanted;
    else if (m_asked.isEmpty())
        m_found = readers.first();
    else
        return fail(m_found.isEmpty() ? ErrorCode::ReaderUnknown : ErrorCode::ReaderGone, m_asked);
    return m_found;
}

/// The reader that was there last is asked for at once; the list of readers costs as much as several commands.
Result<std::unique_ptr<CardChannel>> PcscReader::open() {
    QString known;
    {
        const std::lock_guard lock(m_mutex);
        known = m_found;
    }
    if (!known.isEmpty()) {
        auto channel = PcscChannel::open(m_cards, known);
        if (channel || channel.error().code != ErrorCode::NoReader)
            return channel;
    }
    return find(*m_cards).and_then([this](const QString& reader) { return PcscChannel::open(m_cards, reader); });
}

Result<std::unique_ptr<CardChannel>> PcscReader::connect() {
    // A service that was started again since needs a new connection to it; nothing has been sent to a card yet.
    for (int attempt = 0;; ++attempt) {
        if (!m_cards) {
            MD_GET(context, PcscContext::establish());
            m_cards = std::move(context);
        }
        auto channel = open();
        if (channel)
            return withLog(std::move(*channel));
        if (channel.error().code != ErrorCode::NoService)
            return channel;
        m_cards.reset();
        if (attempt > 0)
            return channel;
    }
}

/// Never waits. Establishes `context` where it must, and drops it where the service has gone.
PcscReader::Situation PcscReader::look(std::shared_ptr<PcscContext>& context) {
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (!context) {
            auto established = PcscContext::establish();
            if (!established)
                return {Sight::NoService, 0};
            context = std::move(*established);
        }
        const auto reader = find(*context);
        if (reader) {
            const QByteArray name = reader->toUtf8();
            SCARD_READERSTATE state{};
            state.szReader = name.constData();
            const quint32 code = bits(SCardGetStatusChange(context->handle(), 0, &state, 1));
            constexpr DWORD away = SCARD_STATE_UNKNOWN | SCARD_STATE_UNAVAILABLE;
            if (code == quint32{SCARD_S_SUCCESS} && !(state.dwEventState & away))
                return {state.dwEventState & SCARD_STATE_PRESENT ? Sight::Present : Sight::Empty,
                        state.dwEventState & ~changedBit};
            if (!meansServiceLost(code))
                return {Sight::NoReader, 0};
        } else if (reader.error().code != ErrorCode::NoService) {
            return {reader.error().code == ErrorCode::ReaderUnknown ? Sight::OtherReaders : Sight::NoReader, 0};
        }
        context.reset(); // another service may have taken the lost one's place
    }
    return {Sight::NoService, 0};
}

Result<bool> PcscReader::told(const Situation& situation) const {
    const std::lock_guard lock(m_mutex);
    switch (situation.sight) {
    case Sight::NoService:
        return fail(ErrorCode::NoService);
    case Sight::NoReader:
        return m_found.isEmpty() ? fail(ErrorCode::NoReader, m_asked) : fail(ErrorCode::ReaderGone, m_found);
    case Sight::OtherReaders:
        return fail(ErrorCode::ReaderUnknown, m_asked);
    case Sight::Empty:
        return false;
    case Sight::Present:
        return true;
    }
    Q_UNREACHABLE();
}

Result<bool> PcscReader::cardPresent() {
    return told(look(m_cards));
}

/// Until something may have changed, for `timeoutMs` (-1: for ever) at most.
void PcscReader::block(const PcscContext* context, const Situation& now, int timeoutMs) {
    std::unique_lock lock(m_mutex);
    if (m_cancelled)
        return;
    if (!context) {
        // The service doesn't tell when it comes.
        const int wait = timeoutMs < 0 ? serviceRetryMs : qMin(timeoutMs, serviceRetryMs);
        m_unblocked.wait_for(lock, std::chrono::milliseconds(wait), [this] { return m_cancelled; });
        return;
    }
    const QByteArray name = m_found.toUtf8();
    std::array<SCARD_READERSTATE, 2> states{};
    states[0].szReader = anyReaderComesOrGoes;
    states[0].dwCurrentState = m_readersSeen;
    states[1].szReader = name.constData();
    states[1].dwCurrentState = now.state;
    const DWORD watched = now.sight == Sight::NoReader || now.sight == Sight::OtherReaders ? 1 : 2;
    m_blocked = true;
    m_blockedOn = context->handle();
    lock.unlock();
    const DWORD wait = timeoutMs < 0 ? static_cast<DWORD>(INFINITE) : static_cast<DWORD>(timeoutMs);
    SCardGetStatusChange(context->handle(), wait, states.data(), watched);
    lock.lock();
    m_readersSeen = states[0].dwEventState & ~changedBit;
    m_blocked = false;
    m_unblocked.notify_all();
}

Result<CardPresence> PcscReader::waitForChange(int timeoutMs) {
    const QDeadlineTimer deadline = timeoutMs < 0 ? QDeadlineTimer(QDeadlineTimer::Forever) : QDeadlineTimer(timeoutMs);
    std::shared_ptr<PcscContext> context; // of its own: a wait keeps other calls on its context out
    for (;;) {
        const Situation now = look(context);
        bool over = deadline.hasExpired();
        {
            const std::lock_guard lock(m_mutex);
            over = over || std::exchange(m_cancelled, false);
        }
        const bool changed = now.differsFrom(m_seen);
        if (over || changed) {
            m_seen = now;
            MD_GET(present, told(now));
            return CardPresence{present, changed};
        }
        block(context.get(), now, static_cast<int>(deadline.remainingTime()));
    }
}

void PcscReader::cancel() {
    std::unique_lock lock(m_mutex);
    m_cancelled = true;
    m_unblocked.notify_all();
    // The service forgets a cancel that comes before the wait has begun there, so it is said until it was heard.
    while (m_blocked) {
        SCardCancel(m_blockedOn);
        m_unblocked.wait_for(lock, std::chrono::milliseconds(10));
    }
}

Result<QStringList> pcscReaders() {
    MD_GET(context, PcscContext::establish());
    return context->readers();
}

Result<std::unique_ptr<CardReader>> openPcscReader(const QString& name) {
    MD_GET(readers, pcscReaders());
    if (!name.isEmpty() && !readers.contains(name))
        return fail(ErrorCode::ReaderUnknown, name);
    return watchPcscReader(name);
}

std::unique_ptr<CardReader> watchPcscReader(const QString& name) {
    return std::make_unique<PcscReader>(name);
}

} // namespace meterdesk
