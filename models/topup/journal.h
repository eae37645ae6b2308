// The journal of credit orders: the only code that changes their states.
//
// Each method is one durable transaction (a sale is begin + close: two commits). A state change that the design's
// diagram lacks is Error::OrderState. Evidence from whatever source enters by observe().
//
// Leases: `sending`, `in-doubt` and `reversing` orders have an owner and a lease; another program's live lease is
// Error::OrderBusy. A lease ends by time (30 s) or at once when its owner's process is seen to be gone.
// Threads: as its Store. Errors: Store*, Order*, ReverseNeedsProof, NotAllowed, ReasonMissing, SecondPersonMissing.
#pragma once

#include "models/staff/session.h"
#include "models/store/store.h"
#include "models/topup/carrier.h"

namespace meterdesk {

/// What a meter has said, by any way.
struct Observation {
    Id meterId = noId;
    QString source;                    // "card", "telemetry", "person", ...
    qint64 lastCount = 0;              // as carried: modulo countModulus
    qint64 countModulus = 0;           // 0: does not wrap
    std::optional<qint64> totalLoaded; // total purchased that the meter has taken in, its basis
    std::optional<qint64> remaining;
    std::optional<qint64> totalUsed;
    std::optional<bool> valveOpen;
    qint64 faults = 0;
    QList<qint64> monthly; // newest first, up to twelve
    std::optional<TimeMs> meterTime;
};

struct Observed {
    QList<Id> loaded;        // orders that this evidence has moved to loaded
    QList<Id> discrepancies; // cases opened
    bool changed = false;    // false: nothing that we did not know
};

/// An order about to be sent.
struct NewOrder {
    Id meterId = noId;
    OrderKind kind = OrderKind::Sale;
    Money paid;
    Price price;
    Credit credit;
    bool overwrites = true;
    bool copyable = true;
    QString reason;
};

class CreditJournal {
public:
    CreditJournal(Store& store, const StaffSession& session, const Clock& clock = Clock::system());

    /// The order as it would be begun: id, count and total assigned, nothing written. For carriers' prepare().
    /// Refuses what the rules refuse (OrderOpen, CardNotLoaded, MeterNotInUse). `seen`: what was read on the way and is
    /// given to begin() too; it counts here already, so that a sale on a card fresh from its meter needs no commit
    /// more.
    Result<CreditOrder> draft(const NewOrder& order, const QList<Observation>& seen = {});
    /// Commit one of a sale: order (drafted, or an open one that is sent again) and attempt, state `sending`, with any
    /// observations read on the way.
    Result<Attempt> begin(const CreditOrder& order, const AttemptEvidence& evidence,
                          AttemptPurpose purpose = AttemptPurpose::Deliver, const QList<Observation>& seen = {});
    /// Commit two: the outcome. Applied gives the order its receipt number.
    Result<CreditOrder> close(const Attempt& attempt, const Delivery& delivery);

    /// Keeps an order for later: state `paid`, no count yet.
    Result<CreditOrder> accept(const NewOrder& order);

    /// Takes (or prolongs) the lease of an order that has to be settled; its last attempt. An order left `sending` by
    /// a dead program becomes `in-doubt` here.
    Result<Attempt> claim(Id orderId);
    void release(Id orderId);

    /// An open order ready to be sent again: same count, same amount.
    Result<CreditOrder> resendable(Id orderId);
    /// Gives the money back where the rules allow it (paid; not delivered and proven, or not copyable, or reported
    /// since); else a manager with a reason. Delivered orders go through begin(..., TakeBack).
    Result<CreditOrder> reverse(Id orderId, const QString& reason);
    /// Two names and a reason: `second` is a signed-in second person, a manager or above.
    Result<CreditOrder> decide(Id orderId, bool delivered, const QString& reason, const StaffSession& second);

    Result<Observed> observe(const Observation& observation);
    /// A card (or meter) and the books disagree: opens a case for a person, or finds the open one of the same kind and
    /// detail. `kind`: "ahead", "behind", "other-meter", "take-back", ...
    Result<Id> openCase(Id meterId, const QString& kind, const QString& detail);

    Result<CreditOrder> order(Id id) const;
    Result<QList<Attempt>> attempts(Id orderId) const;
    /// Newest first, after `before` (0: from the newest). Pages by key.
    Result<QList<CreditOrder>> orders(Id meterId, int limit, Id before = noId) const;
    Result<QList<CreditOrder>> openOrders(int limit = 200, Id after = noId) const;
    Result<QList<CreditOrder>> openOrdersOf(Id meterId) const;
    /// The newest order that isn't reversed and has a count; its count and total are what the books expect.
    Result<std::optional<CreditOrder>> last(Id meterId) const;

    /// Counts a reprint; the number of prints so far, this one included.
    Result<int> countPrint(Id orderId);

    /// paid, delivered (with loaded), reversed, open: in fen, over all orders. The invariant is
    /// paid = delivered + reversed + open.
    struct Totals {
        Money paid, delivered, reversed, open;
    };
    Result<Totals> totals() const;

private:
    Store& m_store;
    const StaffSession& m_session;
    const Clock& m_clock;
};

} // namespace meterdesk
