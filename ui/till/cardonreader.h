// The card on the reader, as far as the till knows: that one has come, what a look at it found, that it has gone. What
// is said of it, and whom it lets be served, is the window's.
//
// Threads: GUI. Watching and reading have threads of their own (ui/common/cardwatcher.h, officethread.h); whoever asks
// is answered by a signal, and never of a card that has gone meanwhile, except for what was settled on it.
#pragma once

#include "ui/common/officethread.h"

#include <QObject>

namespace meterdesk {

class CardWatcher;

class CardOnReader : public QObject {
    Q_OBJECT
public:
    /// What the answer to a look may be used to say: whatever is found; news only, because something was said of money;
    /// or nothing but what was settled.
    enum class Tell { All, News, Settled };
    struct Look {
        Tell tell = Tell::All;
        int said = 0; // the message bar's count when it was asked for
    };

    /// `desk`: where cards are read.
    CardOnReader(const OfficeOptions& options, OfficeThread& desk, QObject* parent = nullptr);
    ~CardOnReader() override;

    /// From now on, until this is gone.
    void watch();
    void look(const Look& what) { look(what, 1); }
    /// The same for a card just laid on, which may need a moment: again and again for a second.
    void lookUntilReady(const Look& what);
    /// What was read of it, for whoever has signed out; the card stays where it is.
    void forget();

    bool isThere() const { return m_there; }
    /// What the last look that went well has found of the card that lies there.
    const std::optional<CardView>& view() const { return m_view; }
    /// Why there is nothing.
    Error whyUnread() const { return m_unread.value_or(Error{ErrorCode::NoCard, {}}); }
    /// It couldn't be read yet, and is looked at again by itself.
    bool isNotReady() const { return m_notReady; }
    bool hasTrouble() const { return m_trouble; } // with the reader
    const QString& readerName() const { return m_readerName; }

Q_SIGNALS:
    void came();
    void went();
    void looked(const meterdesk::CardOnReader::Look& what);
    void failed(const meterdesk::Error& error, const meterdesk::CardOnReader::Look& what);
    /// Settled on a card that has gone since (and may be back already), or that couldn't be read to the end: then
    /// without its uid.
    void settledAndGone(const QString& uid, const meterdesk::Settled& settled);
    void readerChanged(); // isNotReady(), hasTrouble(), readerName()
    void readerReady();
    void readerFailed(const meterdesk::Error& error);

private:
    void look(const Look& what, int tries);
    struct Found {
        Result<CardView> view;
        Settled already; // where it failed
    };
    void answer(const Look& what, int tries, quint64 sight, const Found& found);
    void setNotReady(bool notReady);

    OfficeOptions m_options;
    OfficeThread& m_desk;
    std::unique_ptr<CardWatcher> m_watcher;
    std::optional<CardView> m_view;
    std::optional<Error> m_unread; // what the last look failed at
    bool m_there = false;
    bool m_notReady = false;
    quint64 m_sight = 0; // grows when a card comes or goes: what was read of an earlier one is old
    bool m_trouble = false;
    QString m_readerName;
};

} // namespace meterdesk
