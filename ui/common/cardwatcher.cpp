#include "ui/common/cardwatcher.h"

#include "cardio/simulator/shelf.h"

namespace meterdesk {

namespace {
constexpr int untilSomethingChanges = -1;
constexpr int troublePauseMs = 1'000; // between looks for a reader or a service that isn't there
} // namespace

CardWatcher::CardWatcher(OfficeOptions options, QObject* parent) : QThread(parent), m_options(std::move(options)) {
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

Result<std::unique_ptr<CardReader>> CardWatcher::openReader() const {
    // Only to learn which reader it is: no keys are unlocked, and the books are closed again at once.
    MD_GET(office, Office::open(m_options));
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
        auto opened = openReader();
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
    bool there = false;
    QString trouble = Error{ErrorCode::NoReader, {}}.name(); // the last one said; empty: ready was said
    bool saidTrouble = false;
    Result<bool> present = reader->waitForChange(0);
    while (!m_stop) {
        if (present) {
            if (!trouble.isEmpty())
                Q_EMIT readerReady(reader->name());
            trouble.clear();
        } else if (!saidTrouble || trouble != present.error().name()) {
            trouble = present.error().name();
            Q_EMIT readerFailed(present.error());
        }
        saidTrouble = !present;
        if (const bool now = present.value_or(false); now != there) {
            there = now;
            if (there)
                Q_EMIT cardCame();
            else
                Q_EMIT cardWent();
        }
        const bool failedBefore = !present;
        // Without a limit: a wait that may also end because its time is up doesn't say which it was, and a card that
        // lies still would be taken for one laid on again.
        present = reader->waitForChange(untilSomethingChanges);
        // Taken away and laid on again between two looks: present as before, and yet something has changed.
        if (!m_stop && there && present.value_or(false)) {
            Q_EMIT cardWent();
            Q_EMIT cardCame();
        }
        // A service that keeps failing at once is asked once a second.
        if (failedBefore && !present)
            pause();
    }
    const std::lock_guard guard(m_lock);
    m_reader = nullptr;
}

} // namespace meterdesk
