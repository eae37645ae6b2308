// The simulator's things in the data folder (DATA/simulator): cards, meters, and which card lies on the reader, so that
// commands one after another (and the window) see the same card. Files are replaced atomically.
#pragma once

#include "cardio/keys/keystore.h"
#include "cardio/simulator/simulatorreader.h"
#include "cardio/simulator/virtualmeter.h"

#include <QStringList>

namespace meterdesk::simulator {

class Shelf {
public:
    explicit Shelf(QString dataFolder);

    QStringList cards() const;
    QString inserted() const; // empty: none
    /// Fresh blank cards of the three families; CPU cards get keys diversified from the office's demo keys.
    Status stock(const KeyRing& keys, int ofEach);
    Status insert(const QString& card); // NotFound
    Status eject();
    /// The inserted card is carried to its meter and back. The meter is made where it has never been seen.
    Result<LoadResult> loadIntoMeter();
    Status use(const QString& meterNumber, qint64 amount); // thousandths or fen
    QStringList meters() const;
    Result<MeterState> meter(const QString& number) const;

    /// The reader over the inserted card; changes are saved as they happen. Follows the folder: a card inserted by
    /// another process is seen by waitForChange.
    std::unique_ptr<CardReader> reader();

private:
    QString m_folder;
};

} // namespace meterdesk::simulator
