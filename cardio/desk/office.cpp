#include "cardio/desk/office.h"

#include "cardio/keys/keyalgorithm.h"
#include "cardio/simulator/shelf.h"
#include "models/staff/staffbook.h"
#include "models/store/rows.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <algorithm>
#include <utility>

namespace meterdesk {
namespace {

constexpr auto demoReader = "simulator";

QString defaultFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
}

/// The file that the books are in; empty where they are no file.
QString fileOf(const QString& url) {
    if (url.contains(QLatin1String("://")))
        return {};
    return url.startsWith(QLatin1String("sqlite:")) ? url.mid(7) : url;
}

/// Below a file there is no folder, whoever makes it: that isn't an office yet to be set up.
Status mayExist(const QString& folder) {
    QFileInfo above(folder);
    while (!above.exists() && above.absolutePath() != above.absoluteFilePath())
        above.setFile(above.absolutePath());
    // What can't be entered may hold an office: nobody is to make another one.
    if (above.isDir() && !above.isExecutable())
        return fail(
            ErrorCode::StoreUnavailable,
            QCoreApplication::translate("Office", "the folder %1 may not be entered").arg(above.absoluteFilePath()));
    if (!above.exists() || above.isDir())
        return {};
    return fail(ErrorCode::StoreUnavailable,
                QCoreApplication::translate("Office", "%1 is not a folder").arg(above.absoluteFilePath()));
}

Status makeFolder(const QString& folder) {
    if (QFileInfo(folder).isDir())
        return {};
    if (!QDir().mkpath(folder))
        return fail(ErrorCode::StoreReadOnly, folder);
    // Keys and residents' data live here: the owner's alone.
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return {};
}

} // namespace

Result<std::unique_ptr<Office>> Office::open(const OfficeOptions& options) {
    std::unique_ptr<Office> office(new Office);
    office->m_options = options;
    QString& folder = office->m_options.dataFolder;
    if (folder.isEmpty())
        folder = defaultFolder();
    folder = QDir(folder).absolutePath();
    QString& url = office->m_options.databaseUrl;
    if (url.isEmpty())
        url = QDir(folder).filePath(QStringLiteral("office.db"));

    const QString file = fileOf(url);
    MD_TRY(mayExist(folder));
    MD_TRY(mayExist(QFileInfo(file).absolutePath()));
    if (options.create)
        MD_TRY(makeFolder(folder));
    else if (!file.isEmpty() && !QFileInfo::exists(file))
        return fail(ErrorCode::NotSetUp, folder);
    // An empty file would pass for new books, and be filled in; these have been used.
    else if (!file.isEmpty() && QFileInfo(file).size() == 0)
        return fail(ErrorCode::StoreCorrupt, QCoreApplication::translate("Office", "the file is empty"));
    MD_GET(store, Store::open(url));
    office->m_store = std::move(store);
    office->m_layouts = LayoutBook::load(folder, &office->m_layoutProblems);
    const Result<QString> demo = Settings(*office->m_store).value(QStringLiteral("demo"));
    office->m_demo = demo && *demo == QLatin1String("1");
    return office;
}

Status Office::unlock(const QString& passphrase) {
    MD_GET(keys, KeyStore(m_options.dataFolder).unlock(passphrase));
    m_keys = keys;
    return {};
}

Result<std::shared_ptr<const KeyRing>> Office::requireKeys() {
    if (m_keys)
        return m_keys;
    if (!KeyStore(m_options.dataFolder).exists())
        return fail(ErrorCode::KeysMissing, QCoreApplication::translate("Office", "there is no key file"));
    QString passphrase = m_options.passphrase;
    if (passphrase.isEmpty())
        passphrase = qEnvironmentVariable("METERDESK_PASSPHRASE");
    passphrase = passphraseFor(passphrase);
    if (passphrase.isEmpty() && !m_keychainAsked) {
        m_keychainAsked = true; // it may take seconds to say no
        passphrase = KeyStore::remembered(m_options.dataFolder).value_or(QString());
    }
    if (passphrase.isEmpty())
        return fail(ErrorCode::KeysLocked);
    MD_TRY(unlock(passphrase));
    return m_keys;
}

QString Office::passphraseFor(const QString& given) const {
    if (!isDemo() || given == demoPassphrase())
        return given;
    if (given.isEmpty())
        return demoPassphrase();
    const KeyStore store(m_options.dataFolder);
    const bool others = store.exists() && !store.unlock(given) && store.unlock(demoPassphrase());
    return others ? demoPassphrase() : given;
}

Result<KeysInUse> Office::keysInUse() {
    MD_GET(rows, m_store->run(QStringLiteral("SELECT layout, max(key_version) FROM card GROUP BY layout")));
    KeysInUse inUse;
    while (rows->next()) {
        const int version = rows->value(1).toInt();
        inUse.newest = std::max(inUse.newest, version);
        QStringList masters = standardKeys(); // where its layout isn't here any more
        if (const Layout* layout = m_layouts.find(rows->value(0).toString())) {
            masters.clear();
            for (const KeySpec& key : layout->keys)
                masters.append(key.master);
        }
        for (const QString& master : std::as_const(masters))
            inUse.byMaster[master] = std::max(inUse.byMaster.value(master), version);
    }
    MD_TRY(finishRows(*rows));
    return inUse;
}

std::shared_ptr<const KeyRing> Office::keys() {
    return requireKeys().value_or(nullptr);
}

Result<StaffSession> Office::signIn(const QString& name, const QString& password) {
    StaffBook staff(*m_store);
    if (name.isEmpty() && password.isEmpty())
        return staff.demoSession();
    return staff.signIn(name, password);
}

bool Office::isDemo() const {
    return m_demo;
}

QString Office::readerName() const {
    if (!m_options.reader.isEmpty())
        return m_options.reader;
    const QString set = Settings(*m_store).value(QStringLiteral("reader")).value_or(QString());
    return set.isEmpty() && m_demo ? QString::fromLatin1(demoReader) : set;
}

bool Office::usesSimulator() const {
    return readerName() == QLatin1String(demoReader);
}

Result<CardReader*> Office::reader() {
    if (!m_reader) {
        if (usesSimulator()) {
            m_reader = simulator::Shelf(m_options.dataFolder).reader();
        } else {
            MD_GET(reader, openPcscReader(readerName()));
            m_reader = std::move(reader);
        }
    }
    return m_reader.get();
}

} // namespace meterdesk
