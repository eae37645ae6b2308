#include "ui/till/cardonreader.h"

#include "ui/common/cardwatcher.h"

#include <QTimer>

namespace meterdesk {

namespace {
// A second in all, beside the window: a timer, so that neither it nor the cards' thread waits.
constexpr int looksAtMost = 6;
constexpr int lookAgainMs = 180;
} // namespace

CardOnReader::CardOnReader(const OfficeOptions& options, OfficeThread& desk, QObject* parent)
    : QObject(parent), m_options(options), m_desk(desk) {
}

CardOnReader::~CardOnReader() = default;

void CardOnReader::watch() {
    if (m_watcher)
        return;
    m_watcher = std::make_unique<CardWatcher>([options = m_options] { return readerToWatch(options); });
    connect(m_watcher.get(), &CardWatcher::cardCame, this, [this] {
        forget();
        m_there = true;
        Q_EMIT came();
    });
    connect(m_watcher.get(), &CardWatcher::cardWent, this, [this] {
        forget();
        m_there = false;
        Q_EMIT went();
    });
    connect(m_watcher.get(), &CardWatcher::readerReady, this, [this](const QString& name) {
        m_trouble = false;
        m_readerName = name;
        Q_EMIT readerReady();
        Q_EMIT readerChanged();
    });
    connect(m_watcher.get(), &CardWatcher::readerFailed, this, [this](const Error& error) {
        m_trouble = true;
        Q_EMIT readerFailed(error);
        Q_EMIT readerChanged();
    });
    m_watcher->start();
}

void CardOnReader::forget() {
    ++m_sight;
    m_view.reset();
    m_unread.reset();
    setNotReady(false);
}

void CardOnReader::setNotReady(bool notReady) {
    if (std::exchange(m_notReady, notReady) != notReady)
        Q_EMIT readerChanged();
}

void CardOnReader::lookUntilReady(const Look& what) {
    look(what, looksAtMost);
}

void CardOnReader::look(const Look& what, int tries) {
    m_desk.run(
        this,
        [](OfficeOnThread& thread) {
            Settled already;
            Result<CardView> view = thread.desk().and_then([&already](CardDesk* desk) { return desk->look(&already); });
            return Found{std::move(view), std::move(already)};
        },
        [this, what, tries, sight = m_sight](const Found& found) { answer(what, tries, sight, found); });
}

void CardOnReader::answer(const Look& what, int tries, quint64 sight, const Found& answered) {
    const Result<CardView>& found = answered.view;
    if (!found && answered.already)
        Q_EMIT settledAndGone({}, answered.already);
    const bool stillThere = sight == m_sight && m_there;
    // A card just laid on may still be powering up, or another program may be having its look at it.
    const bool notYet =
        !found && (found.error().code == ErrorCode::NoCard || found.error().code == ErrorCode::CardBusy);
    if (notYet && tries > 1 && stillThere) {
        setNotReady(true);
        QTimer::singleShot(lookAgainMs, this, [this, what, tries, sight] {
            if (sight == m_sight)
                look(what, tries - 1);
        });
        return;
    }
    if (sight == m_sight) {
        m_unread = found ? std::nullopt : std::optional<Error>(found.error());
        setNotReady(false);
    }
    if (!found) {
        // What a card that has gone failed at is no news; another one is looked at by itself.
        if (sight == m_sight || found.error().outcome() != Outcome::DeviceFailed)
            Q_EMIT failed(found.error(), what);
    } else if (stillThere) {
        m_view = *found;
        Q_EMIT looked(what);
    } else if (!found->settled.isEmpty() || found->mended) {
        Q_EMIT settledAndGone(found->uid, {found->settled, found->mended});
    }
}

} // namespace meterdesk
