#include "ui/common/cardwatcher.h"

namespace meterdesk {

namespace {
constexpr int waitMs = 60'000;
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

void CardWatcher::run() {
    std::optional<ErrorCode> said;
    while (!m_stop) {
        auto office = Office::open(m_options);
        auto reader = office ? (*office)->reader() : Result<CardReader*>(tl::unexpect, office.error());
        if (reader) {
            said.reset();
            Q_EMIT readerReady((*reader)->name());
            watch(**reader);
        } else if (said != reader.error().code) {
            said = reader.error().code;
            Q_EMIT readerFailed(reader.error());
        }
        for (int waited = 0; !m_stop && waited < troublePauseMs; waited += 50)
            QThread::msleep(50);
    }
}

void CardWatcher::watch(CardReader& reader) {
    {
        const std::lock_guard guard(m_lock);
        m_reader = &reader;
    }
    bool there = false;
    Result<bool> present = reader.cardPresent();
    while (!m_stop && present) {
        if (*present != there) {
            there = *present;
            if (there)
                Q_EMIT cardCame();
            else
                Q_EMIT cardWent();
        }
        present = reader.waitForChange(waitMs);
    }
    {
        const std::lock_guard guard(m_lock);
        m_reader = nullptr;
    }
    if (there)
        Q_EMIT cardWent();
    if (!m_stop && !present)
        Q_EMIT readerFailed(present.error());
}

} // namespace meterdesk
