// An office on a thread of its own, so that the window never waits for a card, a disk or a key derivation.
//
// Threads: made and used on the GUI thread. `work` runs on the office's thread, one at a time in the order given;
// `done` runs on the GUI thread, and not at all once its receiver is gone. Errors travel inside the results.
#pragma once

#include "cardio/desk/carddesk.h"
#include "cardio/desk/office.h"

#include <QObject>
#include <QPointer>
#include <QThread>
#include <memory>

namespace meterdesk {

/// What a piece of work finds on the office's thread.
class OfficeOnThread {
public:
    explicit OfficeOnThread(OfficeOptions options) : m_options(std::move(options)) {}
    Result<Office*> office();
    Result<StaffSession*> session(); // NotSignedIn until signIn()
    Result<CardDesk*> desk();        // KeysMissing, KeysLocked, NoReader, ReaderUnknown, NoService
    Result<StaffSession> signIn(const QString& name, const QString& password);
    Status unlock(const QString& passphrase);
    void signOut(); // the office stays open, and its keys unlocked

private:
    OfficeOptions m_options;
    std::unique_ptr<Office> m_office;
    StaffSession m_session;
    std::unique_ptr<CardDesk> m_desk;
};

class OfficeThread : public QObject {
    Q_OBJECT
public:
    explicit OfficeThread(const OfficeOptions& options, QObject* parent = nullptr);
    ~OfficeThread() override; // lets the running piece of work end

    template <class Work, class Done>
    void run(QObject* receiver, Work work, Done done) {
        setPending(m_pending + 1);
        QPointer<QObject> alive(receiver);
        QMetaObject::invokeMethod(
            m_worker,
            [this, alive, work = std::move(work), done = std::move(done)]() mutable {
                auto result = std::make_shared<decltype(work(*m_office))>(work(*m_office));
                QMetaObject::invokeMethod(
                    this,
                    [this, alive, result, done = std::move(done)]() mutable {
                        if (alive)
                            done(std::move(*result));
                        setPending(m_pending - 1); // last: what it was waited for is seen to
                    },
                    Qt::QueuedConnection);
            },
            Qt::QueuedConnection);
    }

    /// Pieces of work that haven't come back, or whose `done` is at work.
    int pending() const { return m_pending; }

Q_SIGNALS:
    void pendingChanged(int pending);

private:
    void setPending(int pending);

    QThread m_thread;
    QObject* m_worker;                        // lives on m_thread; its place in the queue
    std::unique_ptr<OfficeOnThread> m_office; // made, used and destroyed on m_thread
    int m_pending = 0;
};

} // namespace meterdesk
