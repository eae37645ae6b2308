// A reader of this machine by PC/SC.
//
// Threads: connect() and cardPresent() on one thread, waitForChange() on the same or another (it has a connection to
// the service of its own), cancel() from any. Errors: as CardReader; the service is looked for again at each call, so
// that its restart needs no restart of ours.
#pragma once

#include "cardio/pcsc/cardchannel.h"
#include "cardio/pcsc/pcsccontext.h"

#include <condition_variable>
#include <mutex>

namespace meterdesk {

class PcscReader : public CardReader {
public:
    /// Empty: the first reader there is, whenever it comes.
    explicit PcscReader(QString name);

    QString name() const override;
    Result<std::unique_ptr<CardChannel>> connect() override;
    /// Also ends when the reader or the service comes or goes (NoReader, ReaderUnknown, ReaderGone, NoService once it
    /// has gone).
    Result<CardPresence> waitForChange(int timeoutMs) override;
    void cancel() override;
    Result<bool> cardPresent() override;

private:
    enum class Sight { NoService, NoReader, OtherReaders, Empty, Present };
    struct Situation {
        Sight sight = Sight::Empty;
        DWORD state = 0; // as the service gave it, with its count of events
        bool differsFrom(const Situation& other) const;
    };

    Result<QString> find(const PcscContext& context);
    Result<std::unique_ptr<CardChannel>> open();
    Situation look(std::shared_ptr<PcscContext>& context);
    Result<bool> told(const Situation& situation) const;
    void block(const PcscContext* context, const Situation& now, int timeoutMs);

    const QString m_asked;
    std::shared_ptr<PcscContext> m_cards; // for connect and cardPresent

    mutable std::mutex m_mutex; // guards what follows
    std::condition_variable m_unblocked;
    QString m_found; // the reader last seen; empty: none yet
    bool m_cancelled = false;
    bool m_blocked = false;
    SCARDCONTEXT m_blockedOn = 0;

    Situation m_seen; // what waitForChange last said
    DWORD m_readersSeen = 0;
};

} // namespace meterdesk
