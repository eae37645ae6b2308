// What the journal answers about orders, to anybody who may see the books. It changes nothing: journal.h does.
//
// Threads: as its Store. Errors: Store*, NotFound.
#pragma once

#include "models/metering/meter.h"
#include "models/store/store.h"
#include "models/topup/meterbooks.h"
#include "models/topup/observation.h"
#include "models/topup/order.h"

namespace meterdesk {

class JournalReader {
public:
    explicit JournalReader(Store& store) : m_store(store) {}

    Result<CreditOrder> order(Id id) const;
    Result<QList<Attempt>> attempts(Id orderId) const;   // oldest first
    Result<QList<OrderEvent>> history(Id orderId) const; // oldest first
    /// Newest first, after `before` (0: from the newest). Pages by key. `meterId` 0: of all meters.
    Result<QList<CreditOrder>> orders(Id meterId, int limit, Id before = noId) const;
    Result<QList<CreditOrder>> openOrders(int limit = 200, Id after = noId) const;
    Result<QList<CreditOrder>> openOrdersOf(Id meterId) const;
    Result<MeterBooks> books(Id meterId) const;
    /// The newest order that isn't reversed and has a count; its count and total are what the books expect.
    Result<std::optional<CreditOrder>> last(Id meterId) const;
    /// The newest order of the meter that is delivered or loaded, and came by a carrier: not one that was booked on the
    /// meter's word alone (CreditJournal::takeMetersWord), which no card tells of.
    Result<std::optional<CreditOrder>> lastDelivered(Id meterId) const;
    /// The same with this count.
    Result<std::optional<CreditOrder>> deliveredAt(Id meterId, qint64 count) const;
    /// Whether the meter says that it has loaded more purchases than the books know.
    Result<bool> isAhead(const Observation& observation) const;
    /// The highest count of an order taken off a purse that the meter has counted all the same; 0: none. It isn't given
    /// away again.
    Result<qint64> spentCount(Id meterId) const;
    /// The order with this count that a card's file may still have to tell of: one that isn't reversed, or one that was
    /// taken back from this card.
    Result<std::optional<CreditOrder>> toldBy(const QString& carrierId, Id meterId, qint64 count) const;
    /// Delivered into a purse, not loaded as far as is known, and moved by no transfer; oldest first.
    Result<QList<CreditOrder>> unloadedInPurses(Id meterId) const;
    /// Credit in purses that are lost, not in the meter as far as is known, and not moved to `card`, the one that has
    /// taken their place. `shown`: what of it the meter has shown not to have.
    struct LeftBehind {
        Credit all, shown;
    };
    Result<LeftBehind> leftBehind(const Meter& meter, const std::optional<Card>& card) const;
    /// Whether a card that isn't here may carry a purchase from before these books that the meter hasn't shown loaded
    /// yet: a card written for the meter now would hide it, since a meter takes each number once.
    Result<bool> mayMissPurchase(const Meter& meter) const;
    /// Whether the meter itself has reported since the order's last attempt, and not with this order in it.
    Result<bool> reportedWithout(const CreditOrder& order) const;

    /// Cases that nobody has closed yet, newest first. `meterId` 0: of all meters.
    Result<QList<OpenCase>> cases(Id meterId, int limit = 200) const;

    /// paid, delivered (with loaded), reversed, open: in fen, over all orders. The invariant is
    /// paid = delivered + reversed + open.
    struct Totals {
        Money paid, delivered, reversed, open;
    };
    Result<Totals> totals() const;

protected:
    /// As books(), but what was read last is answered again where nothing at all has changed since.
    Result<MeterBooks> booksNow(Id meterId) const;

    Store& m_store;

private:
    struct Read {
        Id meterId = noId;
        Store::Mark mark;
        MeterBooks books;
    };
    mutable std::optional<Read> m_read;
};

} // namespace meterdesk
