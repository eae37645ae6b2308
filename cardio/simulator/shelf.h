// The simulator's things in the data folder (DATA/simulator): cards, meters, and which card lies on the reader, so that
// commands one after another (and the window) see the same card. Files are replaced atomically.
//
// For tests of a program that dies: with METERDESK_SIM_KILL_AT=n in its environment it is killed right before the n-th
// APDU that it sends to a card of the shelf.
//
// Threads: any; several processes too: a lock file guards every step, and a channel holds the reader for its life
// (CardBusy for others). Errors: StoreReadOnly, FileUnreadable, NotFound, NoCard, KeysMissing.
#pragma once

#include "cardio/keys/keystore.h"
#include "cardio/simulator/simulatorreader.h"
#include "cardio/simulator/virtualmeter.h"

#include <QStringList>

namespace meterdesk::simulator {

class Shelf {
public:
    explicit Shelf(const QString& dataFolder);

    QStringList cards() const;
    QString inserted() const; // empty: none
    /// So many more fresh blank cards of each family: cpu-1, mifare-1, sle-1 … CPU cards get keys diversified from the
    /// office's keys, as their maker would.
    Status stock(const KeyRing& keys, int ofEach);
    /// Gives the meters what they need for all cards on the shelf; again after a rotation of the office's keys.
    Status provision(const KeyRing& keys);
    Status insert(const QString& card); // NotFound
    Status eject();

    /// The inserted card is carried to its meters and back: those that it names, or `meterNumber` (tool cards may be
    /// for any). A meter never seen is made, with `layout` or, where that is empty, the first one whose bytes fit: put
    /// up cpu-quantity meters by installMeter, their cards look like cpu-money's.
    Result<LoadResult> loadIntoMeter(const QString& meterNumber = {}, const QString& layout = {});
    /// Puts up a meter, in place of one with the same number: also one that changed over and has counts already.
    Status installMeter(const MeterState& state);
    Status use(const QString& meterNumber, qint64 amount); // thousandths or fen
    Status passDays(const QString& meterNumber, int days);
    QStringList meters() const;
    Result<MeterState> meter(const QString& number) const;

    /// Faults for the next program that connects, counted over its APDUs; replaces those that none has met yet. `other`
    /// must be on the shelf: of it only the id is kept.
    Status arm(const QList<Fault>& faults);

    /// The reader over the inserted card. What an APDU changed is saved before it is answered. Follows the folder: a
    /// card inserted by another process is seen by waitForChange, one taken away by the next APDU.
    std::unique_ptr<CardReader> reader();

private:
    Status changeMeter(const QString& number, const std::function<void(VirtualMeter&)>& change);

    QString m_folder;
};

} // namespace meterdesk::simulator
