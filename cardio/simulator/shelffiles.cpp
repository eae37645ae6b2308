#include "cardio/simulator/shelffiles.h"

#include <QDir>
#include <QJsonDocument>
#include <algorithm>
#include <filesystem>
#include <system_error>

namespace meterdesk::simulator {
namespace {

Result<std::unique_ptr<QLockFile>> locked(const QString& file, int patienceMs, ErrorCode taken) {
    auto lock = std::make_unique<QLockFile>(file);
    lock->setStaleLockTime(0); // only the death of its process frees a lock
    if (lock->tryLock(patienceMs))
        return lock;
    return fail(lock->error() == QLockFile::LockFailedError ? taken : ErrorCode::StoreReadOnly);
}

} // namespace

QStringList ShelfFiles::names(const QString& kind) const {
    const QDir folder(m_folder + QLatin1Char('/') + kind);
    QStringList all;
    const QStringList files = folder.entryList({QStringLiteral("*.json")}, QDir::Files);
    for (const QString& file : files)
        all.append(file.chopped(5));
    // mifare-2 before mifare-10
    const auto split = [](const QString& name) {
        const qsizetype dash = name.lastIndexOf(QLatin1Char('-'));
        return std::pair(name.left(dash), name.mid(dash + 1).toLongLong());
    };
    std::sort(all.begin(), all.end(), [&split](const QString& a, const QString& b) { return split(a) < split(b); });
    return all;
}

Result<std::unique_ptr<QLockFile>> ShelfFiles::lock() const {
    for (const char* kind : {"/cards", "/meters", "/keys"})
        if (!QDir().mkpath(m_folder + QLatin1String(kind)))
            return fail(ErrorCode::StoreReadOnly);
    constexpr int patienceMs = 10'000; // every holder is done in milliseconds
    return locked(m_folder + QStringLiteral("/shelf.lock"), patienceMs, ErrorCode::StoreBusy);
}

Result<std::unique_ptr<QLockFile>> ShelfFiles::holdReader() const {
    return locked(m_folder + QStringLiteral("/reader.lock"), 0, ErrorCode::CardBusy);
}

OnReader ShelfFiles::onReader() const {
    const auto saved = read(m_folder + QStringLiteral("/reader.json"));
    if (!saved)
        return {};
    return {saved->value(QLatin1String("card")).toString(), saved->value(QLatin1String("stamp")).toInteger()};
}

Status ShelfFiles::setOnReader(const QString& card) const {
    return write(m_folder + QStringLiteral("/reader.json"),
                 {{QStringLiteral("card"), card}, {QStringLiteral("stamp"), onReader().stamp + 1}});
}

Status ShelfFiles::swapOnReader(const QString& card) const {
    return write(m_folder + QStringLiteral("/reader.json"),
                 {{QStringLiteral("card"), card}, {QStringLiteral("stamp"), onReader().stamp}});
}

Result<std::shared_ptr<VirtualCard>> ShelfFiles::card(const QString& id) const {
    MD_GET(saved, read(cardFile(id)));
    std::shared_ptr<VirtualCard> loaded = VirtualCard::load(saved);
    if (!loaded)
        return fail(ErrorCode::FileUnreadable, cardFile(id));
    return loaded;
}

Status ShelfFiles::saveCard(const VirtualCard& card) const {
    return write(cardFile(card.id()), card.save());
}

Result<QJsonObject> ShelfFiles::read(const QString& file) {
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return fail(ErrorCode::FileUnreadable, file);
    const QJsonDocument document = QJsonDocument::fromJson(source.readAll());
    if (!document.isObject())
        return fail(ErrorCode::FileUnreadable, file);
    return document.object();
}

Status ShelfFiles::write(const QString& file, const QJsonObject& content) {
    // Under the shelf's lock there is one writer. Renaming is enough against a killed process; waiting for the disk, as
    // QSaveFile does, would make each APDU of a simulated card cost twenty milliseconds.
    const QString next = file + QStringLiteral(".next");
    QFile target(next);
    const QByteArray bytes = QJsonDocument(content).toJson(QJsonDocument::Compact);
    if (!target.open(QIODevice::WriteOnly) || target.write(bytes) != bytes.size() || !target.flush())
        return fail(ErrorCode::StoreReadOnly);
    target.close();
    std::error_code refused;
    std::filesystem::rename(next.toStdU16String(), file.toStdU16String(), refused);
    if (refused)
        return fail(ErrorCode::StoreReadOnly);
    return {};
}

} // namespace meterdesk::simulator
