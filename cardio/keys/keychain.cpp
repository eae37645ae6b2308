// The system's keychain remembers the passphrase, one per data folder.
//
// A keychain may be missing, locked behind a question on the screen, or hang; its jobs answer by signals of the thread
// that started them first. So all jobs run on one thread of their own, which the caller waits for with a limit. The
// thread lives as long as the program: a hanging keychain must not hold up the end either.
#include "cardio/keys/keystore.h"

#include <QCoreApplication>
#include <QDir>
#include <QThread>
#include <chrono>
#include <future>
#include <qt6keychain/keychain.h>

namespace meterdesk {
namespace {

/// Nobody is asked anything at the start of the program; whoever has a passphrase remembered may have to open the
/// keychain first.
constexpr auto readLimit = std::chrono::seconds(3);
constexpr auto changeLimit = std::chrono::seconds(20);

QString service() {
    return QStringLiteral("Meterdesk");
}

QString entry(const QString& dataFolder) {
    return QDir::cleanPath(QDir(dataFolder).absolutePath());
}

Error errorOf(const QKeychain::Job& job) {
    if (job.error() == QKeychain::EntryNotFound)
        return {ErrorCode::NotFound, QCoreApplication::translate("Keys", "remembered passphrase")};
    return {ErrorCode::KeychainUnavailable, job.errorString()};
}

/// Lives on the keychain's thread.
QObject& keychainThread() {
    static QObject* const home = [] {
        auto* thread = new QThread;
        thread->setObjectName(QStringLiteral("keychain"));
        auto* object = new QObject;
        object->moveToThread(thread);
        thread->start();
        return object;
    }();
    return *home;
}

/// `make` makes the job on the keychain's thread, `take` reads what it brought.
template <class Make, class Take>
Result<QString> run(std::chrono::seconds limit, Make make, Take take) {
    auto promise = std::make_shared<std::promise<Result<QString>>>();
    std::future<Result<QString>> answer = promise->get_future();
    QMetaObject::invokeMethod(
        &keychainThread(),
        [promise, make, take] {
            auto* job = make(); // deletes itself once it is finished
            QObject::connect(job, &QKeychain::Job::finished, job, [promise, job, take](QKeychain::Job*) {
                if (job->error() == QKeychain::NoError)
                    promise->set_value(take(*job));
                else
                    promise->set_value(tl::unexpected<Error>(errorOf(*job)));
            });
            job->start();
        },
        Qt::QueuedConnection);
    if (answer.wait_for(limit) != std::future_status::ready)
        return fail(ErrorCode::KeychainUnavailable, QCoreApplication::translate("Keys", "it doesn't answer"));
    return answer.get();
}

} // namespace

Result<QString> KeyStore::remembered(const QString& dataFolder) {
    return run(
        readLimit,
        [key = entry(dataFolder)] {
            auto* job = new QKeychain::ReadPasswordJob(service());
            job->setKey(key);
            return job;
        },
        [](const QKeychain::ReadPasswordJob& job) { return job.textData(); });
}

Status KeyStore::remember(const QString& dataFolder, const QString& passphrase) {
    MD_TRY(run(
        changeLimit,
        [key = entry(dataFolder), passphrase] {
            auto* job = new QKeychain::WritePasswordJob(service());
            job->setKey(key);
            job->setTextData(passphrase);
            return job;
        },
        [](const QKeychain::WritePasswordJob&) { return QString(); }));
    return {};
}

Status KeyStore::forget(const QString& dataFolder) {
    const Result<QString> gone = run(
        changeLimit,
        [key = entry(dataFolder)] {
            auto* job = new QKeychain::DeletePasswordJob(service());
            job->setKey(key);
            return job;
        },
        [](const QKeychain::DeletePasswordJob&) { return QString(); });
    // Whether it says so where nothing was depends on the keychain.
    return gone || gone.error().code == ErrorCode::NotFound ? Status() : tl::unexpected<Error>(gone.error());
}

} // namespace meterdesk
