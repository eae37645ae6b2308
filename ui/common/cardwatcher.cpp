#include "ui/common/cardwatcher.h"

#include "cardio/simulator/shelf.h"

namespace meterdesk {

namespace {
constexpr int untilSomethingChanges = -1;
constexpr int troublePauseMs = 1'000; // between looks for a reader or a service that isn't there
} // namespace

CardWatcher::CardWatcher(OpenReader open, QObject* parent) : QThread(parent), m_open(std::move(open)) {
    qRegisterMetaType<Error>();
}

CardWatcher::~CardWatcher() {
    m_stop = true;
    {
        const std::lock_guard guard(m_lock);
        if (m_reader)
            m_reader->cancel();
    }
    requestInterruption();
    wait();
}

Result<std::unique_ptr<CardReader>> readerToWatch(const OfficeOptions& options) {
    // Only to learn which reader it is: no keys are unlocked, and the books are closed again at once.
    MD_GET(office, Office::open(options));
    if (office->usesSimulator())
        return simulator::Shelf(office->dataFolder()).reader();
    return watchPcscReader(office->readerName());
}

void CardWatcher::pause() const {
    for (int waited = 0; !m_stop && waited < troublePauseMs; waited += 50)
        QThread::msleep(50);
}

std::unique_ptr<CardReader> CardWatcher::openedReader() {
    QString trouble;
    while (!m_stop) {
        auto opened = m_open();
        if (opened)
            return std::move(*opened);
        // Books that are busy now won't be for ever, and until they are open no card is ever seen.
        if (trouble != opened.error().name())
            Q_EMIT readerFailed(opened.error());
        trouble = opened.error().name();
        pause();
    }
    return nullptr;
}

void CardWatcher::run() {
    const std::unique_ptr<CardReader> reader = openedReader();
    if (!reader)
        return;
    {
        const std::lock_guard guard(m_lock);
        m_reader = reader.get();
    }
    watch(*reader);
    const std::lock_guard guard(m_lock);
    m_reader = nullptr;
}

void CardWatcher::watch(CardReader& reader) {
    bool there = false;
    QString trouble = Error{ErrorCode::NoReader, {}}.name(); // the last one said; empty: ready was said
    bool saidTrouble = false;
    Result<CardPresence> seen = reader.waitForChange(0);
    while (!m_stop) {
        if (seen) {
            if (!trouble.isEmpty())
                Q_EMIT readerReady(reader.name());
            trouble.clear();
        } else if (!saidTrouble || trouble != seen.error().name()) {
            trouble = seen.error().name();
            Q_EMIT readerFailed(seen.error());
        }
        saidTrouble = !seen;
        const bool now = seen && seen->present;
        // Present as before, and yet changed: taken away and laid on again, or another one, between two looks.
        if (there && (!now || seen->changed))
            Q_EMIT cardWent();
        if (now && (!there || seen->changed))
            Q_EMIT cardCame();
        there = now;
        const bool failedBefore = !seen;
        seen = reader.waitForChange(untilSomethingChanges);
        // A service that keeps failing at once is asked once a second.
        if (failedBefore && !seen)
            pause();
    }
}

} // namespace meterdesk
