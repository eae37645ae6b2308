#include "cardio/simulator/shelfreader.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace meterdesk::simulator {
namespace {

class ShelfChannel : public CardChannel {
public:
    ShelfChannel(ShelfFiles files, std::shared_ptr<VirtualCard> card, qint64 stamp, std::unique_ptr<QLockFile> hold)
        : m_files(std::move(files)), m_card(std::move(card)), m_stamp(stamp), m_hold(std::move(hold)) {
        m_card->powerOn();
    }

    QByteArray atr() const override { return m_card->atr(); }
    bool dead() const override { return m_error.has_value(); }
    qint64 sent() const override { return m_sent; }

    Result<CardReply> transmit(const QByteArray& apdu) override {
        if (m_error)
            return tl::unexpected<Error>(*m_error);
        ++m_sent;
        Result<CardReply> reply = answered(apdu);
        if (!reply) {
            m_error = reply.error();
            m_hold.reset();
        }
        return reply;
    }

private:
    Result<CardReply> answered(const QByteArray& apdu) {
        auto lock = m_files.lock();
        MD_TRY(lock);
        if (m_files.onReader().stamp != m_stamp)
            return fail(ErrorCode::CardRemoved);
        const quint64 before = m_card->revision();
        const QByteArray bytes = m_card->transmit(apdu);
        // A change that could not be kept has not happened for the next process: then there is no answer.
        if (m_card->revision() != before && !m_files.saveCard(*m_card))
            return fail(ErrorCode::CardSilent);
        lock->reset();
        const auto sw = quint16(quint8(bytes.at(bytes.size() - 2)) << 8 | quint8(bytes.back()));
        return CardReply{bytes.chopped(2), sw};
    }

    ShelfFiles m_files;
    std::shared_ptr<VirtualCard> m_card;
    qint64 m_stamp;
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
    lock.reset();
    return std::make_unique<ShelfChannel>(m_files, std::move(card), now.stamp, std::move(hold));
}

Result<bool> ShelfReader::waitForChange(int timeoutMs) {
    using namespace std::chrono;
    const auto end = steady_clock::now() + milliseconds(timeoutMs);
    std::unique_lock guard(m_mutex);
    while (true) {
        const OnReader now = m_files.onReader();
        const auto left = duration_cast<milliseconds>(end - steady_clock::now());
        if (m_cancelled || now.stamp != m_seen || (timeoutMs >= 0 && left.count() <= 0)) {
            m_cancelled = false;
            m_seen = now.stamp;
            return !now.card.isEmpty();
        }
        // The other process has no way to wake us: look ten times a second.
        const milliseconds look(100);
        m_woken.wait_for(guard, timeoutMs < 0 ? look : std::min(look, left), [this] { return m_cancelled; });
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
