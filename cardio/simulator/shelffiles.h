// The files behind the shelf: names, atomic replacement, the lock between processes.
//
// Threads: any. Errors: StoreReadOnly where the folder can't be written, FileUnreadable.
#pragma once

#include "cardio/simulator/virtualcard.h"
#include "models/common/error.h"

#include <QLockFile>

namespace meterdesk::simulator {

/// What lies on the reader. `stamp` moves whenever a card comes or goes, even the same one.
struct OnReader {
    QString card;
    qint64 stamp = 0;
};

class ShelfFiles {
public:
    explicit ShelfFiles(QString folder) : m_folder(std::move(folder)) {}

    QString cardFile(const QString& id) const { return path(QStringLiteral("cards/"), id); }
    QString meterFile(const QString& number) const { return path(QStringLiteral("meters/"), number); }
    QString keysFile(const QString& cardId) const { return path(QStringLiteral("keys/"), cardId); }
    QString faultsFile() const { return m_folder + QStringLiteral("/faults.json"); }
    QStringList names(const QString& kind) const; // "cards", "meters"; in order

    /// Held until the result dies. Folders are made here.
    Result<std::unique_ptr<QLockFile>> lock() const;
    /// The reader itself: CardBusy while another channel lives.
    Result<std::unique_ptr<QLockFile>> holdReader() const;

    OnReader onReader() const;
    Status setOnReader(const QString& card) const;
    /// Another card lies there, and nobody has noticed: the stamp stays.
    Status swapOnReader(const QString& card) const;
    Result<std::shared_ptr<VirtualCard>> card(const QString& id) const;
    Status saveCard(const VirtualCard& card) const;

    static Result<QJsonObject> read(const QString& file);
    static Status write(const QString& file, const QJsonObject& content);

private:
    QString path(const QString& kind, const QString& name) const {
        return m_folder + QLatin1Char('/') + kind + name + QStringLiteral(".json");
    }

    QString m_folder;
};

} // namespace meterdesk::simulator
