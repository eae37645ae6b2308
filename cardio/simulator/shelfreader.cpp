#include "cardio/simulator/shelfreader.h"

#include <QFile>
#include <QJsonArray>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <optional>

namespace meterdesk::simulator {
namespace {

/// METERDESK_SIM_KILL_AT=n: see shelf.h.
void dieWhereAsked() {
    static const int at = qEnvironmentVariableIntValue("METERDESK_SIM_KILL_AT");
    static std::atomic<int> apdus = 0;
    if (++apdus != at)
        return;
#ifdef SIGKILL
    std::raise(SIGKILL);
#else
    std::_Exit(137);
#endif
}

class ShelfChannel : public CardChannel {
public:
    ShelfChannel(ShelfFiles files, std::shared_ptr<SimulatorReader> reader, std::unique_ptr<CardChannel> inner,
                 OnReader here, std::unique_ptr<QLockFile> hold)
        : m_files(std::move(files)), m_reader(std::move(reader)), m_inner(std::move(inner)), m_atr(m_inner->atr()),
          m_here(std::move(here)), m_hold(std::move(hold)) {}

    QByteArray atr() const override { return m_atr; }
    bool dead() const override { return m_error.has_value(); }
    qint64 sent() const override { return m_sent; }

    Result<CardReply> transmit(const QByteArray& apdu) override {
        if (m_error)
            return tl::unexpected<Error>(*m_error);
        ++m_sent;
        dieWhereAsked();
        Result<CardReply> reply = answered(apdu);
        if (!reply) {
            m_error = reply.error();
            m_inner.reset();
            m_hold.reset();
        }
        return reply;
    }

private:
    Result<CardReply> answered(const QByteArray& apdu) {
        auto lock = m_files.lock();
        MD_TRY(lock);
        if (m_files.onReader().stamp != m_here.stamp)
            return fail(ErrorCode::CardRemoved);
        bool kept = true;
        m_reader->onChange([this, &kept](const VirtualCard& card) { kept = m_files.saveCard(card).has_value(); });
        Result<CardReply> reply = m_inner->transmit(apdu);
        m_reader->onChange({});
        const auto lying = m_reader->card();
        if (!lying)
            MD_TRY(m_files.setOnReader({}));
        else if (lying->id() != m_here.card)
            MD_TRY(m_files.swapOnReader(m_here.card = lying->id()));
        // A change that could not be kept has not happened for the next program: then there is no answer.
        if (!kept)
            return fail(ErrorCode::CardSilent);
        return reply;
    }

    ShelfFiles m_files;
    std::shared_ptr<SimulatorReader> m_reader;
    std::unique_ptr<CardChannel> m_inner;
    QByteArray m_atr;
    OnReader m_here;
    std::unique_ptr<QLockFile> m_hold;
    std::optional<Error> m_error;
    qint64 m_sent = 0;
};

} // namespace

Result<std::unique_ptr<CardChannel>> ShelfReader::connect() {
    MD_GET(lock, m_files.lock());
    const OnReader now = m_files.onReader();
    if (now.card.isEmpty())
        return fail(ErrorCode::NoCard);
    MD_GET(hold, m_files.holdReader());
    MD_GET(card, m_files.card(now.card));
    MD_TRY(takeFaults());
    m_inner->insert(card);
    MD_GET(channel, m_inner->connect());
    lock.reset();
    return std::make_unique<ShelfChannel>(m_files, m_inner, std::move(channel), now, std::move(hold));
}

Status ShelfReader::takeFaults() {
    const auto saved = ShelfFiles::read(m_files.faultsFile());
    if (!saved)
        return {};
    QList<Fault> faults;
    const QJsonArray list = saved->value(QLatin1String("faults")).toArray();
    for (const QJsonValue one : list) {
        Fault fault;
        const auto kind = faultFromName(one[QLatin1String("kind")].toString());
        if (!kind)
            return fail(ErrorCode::FileUnreadable, m_files.faultsFile());
        fault.kind = *kind;
        fault.atApdu = one[QLatin1String("atApdu")].toInt();
        fault.bytes = one[QLatin1String("bytes")].toInt();
        if (const QString other = one[QLatin1String("other")].toString(); !other.isEmpty()) {
            MD_GET(card, m_files.card(other));
            fault.other = card;
        }
        faults.append(fault);
    }
    m_inner->arm(faults);
    QFile::remove(m_files.faultsFile());
    return {};
}

Result<CardPresence> ShelfReader::waitForChange(int timeoutMs) {
    using namespace std::chrono;
    const auto end = steady_clock::now() + milliseconds(timeoutMs);
    std::unique_lock guard(m_mutex);
    while (true) {
        const auto started = steady_clock::now();
        const OnReader now = m_files.onReader();
        const bool changed = m_seen ? now.stamp != *m_seen : !now.card.isEmpty();
        if (m_cancelled || changed || (timeoutMs >= 0 && started >= end)) {
            m_cancelled = false;
            m_seen = now.stamp;
            return CardPresence{!now.card.isEmpty(), changed};
        }
        m_seen = now.stamp; // empty, if this is the first look
        // The other process has no way to wake us: look ten times a second. Until a point in time, not for what is left
        // until then: rounded to milliseconds, the wait would be over too early.
        const auto again = started + milliseconds(100);
        m_woken.wait_until(guard, timeoutMs < 0 ? again : std::min(again, end), [this] { return m_cancelled; });
    }
}

void ShelfReader::cancel() {
    const std::lock_guard guard(m_mutex);
    m_cancelled = true;
    m_woken.notify_all();
}

Result<bool> ShelfReader::cardPresent() {
    return !m_files.onReader().card.isEmpty();
}

} // namespace meterdesk::simulator
