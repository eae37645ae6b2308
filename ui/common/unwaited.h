// A piece of work that nobody waits for: not the window while it is open, nor its end, nor the program's. For what may
// hang on somebody else, as the system's keychain does.
//
// Threads: called on the receiver's thread. `work` runs on a thread of its own and may outlive all that called it, so
// it owns what it needs; `done` runs on the receiver's thread, and not at all once the receiver is gone.
#pragma once

#include <QFutureWatcher>
#include <QPromise>
#include <thread>
#include <type_traits>

namespace meterdesk {

template <class Work, class Done>
void runUnwaited(QObject* receiver, Work work, Done done) {
    using Answer = std::invoke_result_t<Work&>;
    QPromise<Answer> promise;
    // The watcher goes with its receiver, and the promise knows of it by what both of them share.
    auto* watcher = new QFutureWatcher<Answer>(receiver);
    QObject::connect(watcher, &QFutureWatcherBase::finished, receiver, [watcher, done = std::move(done)]() mutable {
        watcher->deleteLater();
        done(watcher->result());
    });
    watcher->setFuture(promise.future());
    promise.start();
    std::thread([promise = std::move(promise), work = std::move(work)]() mutable {
        promise.addResult(work());
        promise.finish();
    }).detach();
}

} // namespace meterdesk
