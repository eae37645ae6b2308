// Watches a reader for cards that come and go. Threads: lives on the GUI thread; the watching is on one of its own,
// with a reader (and so a PC/SC context) of its own, cancelled by CardReader::cancel. Signals arrive on the GUI thread.
#pragma once

#include "cardio/desk/office.h"
#include "models/common/error.h"

#include <QThread>
#include <atomic>
#include <functional>
#include <mutex>

namespace meterdesk {

class CardWatcher : public QThread {
    Q_OBJECT
public:
    /// Opens the reader to watch, on the watcher's thread and again until it succeeds.
    using OpenReader = std::function<Result<std::unique_ptr<CardReader>>()>;

    explicit CardWatcher(OpenReader open, QObject* parent = nullptr);
    ~CardWatcher() override;

Q_SIGNALS:
    void cardCame();
    void cardWent();
    void readerReady(const QString& name);
    void readerFailed(const meterdesk::Error& error); // once for each new trouble

protected:
    void run() override;

private:
    std::unique_ptr<CardReader> openedReader(); // null: stopped meanwhile
    void watch(CardReader& reader);
    void pause() const;
    OpenReader m_open;
    std::atomic<bool> m_stop{false};
    std::mutex m_lock;              // guards m_reader against cancel() from the GUI thread
    CardReader* m_reader = nullptr; // while watching
};

/// The office's reader. Errors: as Office::open.
Result<std::unique_ptr<CardReader>> readerToWatch(const OfficeOptions& options);

} // namespace meterdesk

Q_DECLARE_METATYPE(meterdesk::Error)
