#include "cardio/keys/keystore.h"

#include "cardio/keys/keyalgorithm.h"
#include "cardio/keys/keyfile.h"
#include "cardio/keys/keyimport.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSaveFile>

#ifndef Q_OS_WIN
#include <fcntl.h>
#include <unistd.h>
#endif
#include <algorithm>

namespace meterdesk {
namespace {

constexpr int lockTimeMs = 5000; // another program needs two scrypts at most
constexpr int newestVersion = 255;
constexpr qint64 fileAtMost = 2 << 20;

/// A rename is durable only once its folder is.
void syncFolder([[maybe_unused]] const QString& folder) {
#ifndef Q_OS_WIN
    const int handle = open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle >= 0) {
        fsync(handle);
        close(handle);
    }
#endif
}

Status writeFile(const QString& path, const QByteArray& bytes) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorCode::StoreReadOnly, file.errorString());
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (file.write(bytes) != bytes.size() || !file.commit())
        return fail(file.error() == QFileDevice::ResourceError ? ErrorCode::StoreFull : ErrorCode::StoreReadOnly,
                    file.errorString());
    syncFolder(QFileInfo(path).path());
    return {};
}

Result<KeyRing> readFile(const QString& path, const QString& passphrase) {
    QFile file(path);
    if (!file.exists())
        return fail(ErrorCode::KeysMissing, QFileInfo(path).fileName());
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::FileUnreadable, file.errorString());
    return openKeys(file.read(fileAtMost), passphrase);
}

Status makeKey(KeyRing& ring, const QString& asked, bool rotate, const KeysInUse& inUse) {
    const QString name = asked.section(QLatin1Char(':'), 0, 0);
    const int newest = ring.newest(name);
    if (newest && !rotate)
        return {};
    if (const int had = inUse.byMaster.value(name); !rotate && had > 0)
        return fail(ErrorCode::KeysLost, QString::number(had));
    const int before = rotate ? std::max(newest, inUse.newest) : newest;
    auto algorithm = standardAlgorithm(name);
    if (newest) {
        for (const KeyInfo& info : ring.list()) {
            if (info.name == name)
                algorithm = algorithmFromName(info.algorithm);
        }
    } else if (asked != name) {
        const auto wanted = algorithmFromName(asked.section(QLatin1Char(':'), 1));
        if (algorithm && wanted != algorithm)
            return fail(ErrorCode::BadArgument,
                        QCoreApplication::translate("Keys", "%1 must be %2").arg(name, algorithmName(*algorithm)));
        algorithm = wanted;
    }
    if (!isKeyName(name) || !algorithm || algorithm == KeyAlgorithm::Bytes)
        return fail(ErrorCode::BadArgument,
                    QCoreApplication::translate("Keys", "“%1” can't be made; write NAME:ALGORITHM").arg(asked));
    if (before >= newestVersion)
        return fail(ErrorCode::BadArgument,
                    QCoreApplication::translate("Keys", "%1 has all its %2 versions").arg(name).arg(newestVersion));
    ring.add({name, before + 1, algorithmName(*algorithm), {}}, randomKey(*algorithm));
    return {};
}

} // namespace

KeyStore::KeyStore(QString dataFolder, Sealing sealing) : m_folder(std::move(dataFolder)), m_sealing(sealing) {
}

QString KeyStore::file() const {
    return m_folder + QStringLiteral("/keys.sealed");
}

bool KeyStore::exists() const {
    return QFileInfo::exists(file());
}

Result<std::shared_ptr<const KeyRing>> KeyStore::unlock(const QString& passphrase) const {
    MD_GET(ring, readFile(file(), passphrase));
    return std::make_shared<const KeyRing>(std::move(ring));
}

/// Reads, changes and writes the file while no other program does. `change` may leave the ring as it is.
template <class Change>
Status KeyStore::change(const QString& passphrase, bool mayBeNew, const QString& sealWith, Change&& change) {
    if (sealWith.isEmpty())
        return fail(ErrorCode::BadArgument, QCoreApplication::translate("Keys", "The passphrase may not be empty"));
    const bool chosenAnew = sealWith != passphrase || !exists();
    if (chosenAnew && m_sealing.secret() && sealWith.size() < leastPassphraseLength)
        return fail(ErrorCode::PassphraseShort, QString::number(leastPassphraseLength));
    if (!QDir().mkpath(m_folder))
        return fail(ErrorCode::StoreReadOnly, m_folder);
    QLockFile lock(m_folder + QStringLiteral("/keys.lock"));
    if (!lock.tryLock(lockTimeMs))
        return fail(lock.error() == QLockFile::LockFailedError ? ErrorCode::StoreBusy : ErrorCode::StoreReadOnly,
                    m_folder);
    KeyRing ring;
    if (exists() || !mayBeNew) {
        MD_GET(now, readFile(file(), passphrase));
        ring = std::move(now);
    }
    MD_TRY(change(ring));
    MD_GET(sealed, sealKeys(ring, sealWith, m_sealing));
    return writeFile(file(), sealed);
}

Status KeyStore::generate(const QString& passphrase, const QStringList& names, bool rotate, const KeysInUse& inUse) {
    return change(passphrase, true, passphrase, [&](KeyRing& ring) -> Status {
        if (ring.list().isEmpty() && inUse.newest > 0 && !rotate)
            return fail(ErrorCode::KeysLost, QString::number(inUse.newest));
        for (const QString& name : names.isEmpty() ? standardKeys() : names)
            MD_TRY(makeKey(ring, name, rotate, inUse));
        return {};
    });
}

Status KeyStore::import(const QString& passphrase, const QByteArray& json) {
    return change(passphrase, true, passphrase, [&](KeyRing& ring) -> Status {
        MD_GET(with, withImported(ring, json));
        ring = std::move(with);
        return {};
    });
}

Status KeyStore::changePassphrase(const QString& from, const QString& to) {
    return change(from, false, to, [](KeyRing&) -> Status { return {}; });
}

} // namespace meterdesk
