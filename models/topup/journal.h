// The journal of credit orders: the only code that changes their states.
//
// Each method is one durable transaction (a sale is begin + close: two commits). A state change that the design's
// diagram lacks is Error::OrderState. Evidence from whatever source enters by observe().
//
// Leases: an order that is being sent or settled has an owner (a process, see lease.h) and a lease; another program's
// live lease is Error::OrderBusy. A lease ends by time (30 s) or at once when its owner's process is seen to be gone.
// Every change leaves an event with the name of who made it; see history().
// Threads: as its Store. Errors: Store*, Order*, ReverseNeedsProof, NotAllowed, ReasonMissing, SecondPersonMissing.
#pragma once

#include "models/staff/session.h"
#include "models/store/store.h"
#include "models/topup/carrier.h"
#include "models/topup/journalreader.h"
#include "models/topup/lease.h"

namespace meterdesk {

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
    Id moves = noId; // transfers: see CreditOrder; the moved order is delivered, into a purse, and moved by no other
};

struct Because;

class CreditJournal : public JournalReader {
public:
    /// `owner` is whose leases are taken: this process, except in tests. `session` must outlive the journal.
    CreditJournal(Store& store, const StaffSession& session, const Clock& clock = Clock::system(),
                  const LeaseOwner& owner = LeaseOwner::thisProcess());

    /// The order as it would be begun: id, count and total assigned, nothing written. For carriers' prepare().
    /// Refuses what the rules refuse (OrderOpen, CardNotLoaded, CardAhead, MeterNotInUse). `seen`: what was read on the
    /// way and is given to begin() too; it counts here already, so that a sale on a card fresh from its meter needs no
    /// commit more.
    Result<CreditOrder> draft(const NewOrder& order, const QList<Observation>& seen = {});
    /// The same upon books() that were read a moment ago: begin() finds out where they have changed since (OrderBusy).
    Result<CreditOrder> draft(const NewOrder& order, const QList<Observation>& seen, MeterBooks books) const;
    /// The same for an order that accept() has kept: with the count and total that it would be sent with.
    Result<CreditOrder> draftKept(Id orderId, const QList<Observation>& seen = {});
    /// Commit one of a sale: order (drafted, or an open one that is sent again) and attempt, state `sending`, with any
    /// observations read on the way. TakeBack: a delivered order becomes `reversing`; `reason` as for mayTakeBack().
    /// Begun again after an unanswered commit (same order, same evidence), it answers the attempt that is there.
    Result<Attempt> begin(const CreditOrder& order, const AttemptEvidence& evidence,
                          AttemptPurpose purpose = AttemptPurpose::Deliver, const QList<Observation>& seen = {},
                          const QString& reason = {});
    /// Commit two: the outcome. Applied gives the order its receipt number. Needs the lease that begin() or claim()
    /// took. Closed again with the same outcome, it answers the order; with another one, OrderState.
    Result<CreditOrder> close(const Attempt& attempt, const Delivery& delivery);

    /// Credit of purchase number baseCount that stands on an overwriting card and isn't in its meter, though it was
    /// sold before these books: from now on a delivered order like any other, moved here for nothing, so that no sale,
    /// replacement or exchange writes over it. Only while the meter has no order of ours (OrderState).
    Result<CreditOrder> takeOver(Id meterId, qint64 credit, const AttemptEvidence& evidence);

    /// Keeps an order for later: state `paid`, no count yet.
    Result<CreditOrder> accept(const NewOrder& order);

    /// Takes (or prolongs) the lease of an order that has to be settled; its last attempt. An order left `sending` by
    /// a dead program becomes `in-doubt` here.
    Result<Attempt> claim(Id orderId);
    void release(Id orderId);

    /// An open order ready to be sent again: same count, same amount. Also a delivered order that the meter hasn't
    /// loaded, where the carrier overwrites: a lost card is replaced so. A kept order is drafted.
    Result<CreditOrder> resendable(Id orderId);
    /// Gives the money back where the rules allow it (paid; not delivered and proven, or not copyable, or reported
    /// since); else a manager with a reason. Delivered orders go through begin(..., TakeBack).
    Result<CreditOrder> reverse(Id orderId, const QString& reason);
    /// Whether a delivered order may be taken back from its carrier: one that can't be copied, or that the meter has
    /// reported since as not loaded; else a manager with a reason. begin() asks the same, and a manager too where the
    /// card isn't the one that the order went to. Ask before prepare(..., TakeBack).
    Status mayTakeBack(const CreditOrder& order, const QString& reason) const;
    /// Orders in doubt whose card never comes back. Two names and a reason: a manager's, and `second`, another who may
    /// sell; one after the other: votes.h. `reversing` ones too: delivered then says that the credit is still there.
    Result<CreditOrder> decide(Id orderId, bool delivered, const QString& reason, const StaffSession& second);

    /// The one door for evidence. Orders up to the count are loaded; books and meter that disagree open a case
    /// ("count-ahead", "count-back", "reversed-loaded", "total-excess", "total-short"). Nothing new: nothing is
    /// written.
    Result<Observed> observe(const Observation& observation);
    /// The meter has purchases that the books don't have, and a manager has found out that it is right: they become a
    /// loaded order that was moved here for nothing, so that the next purchase gets a count that the meter takes. Its
    /// cases of that kind are closed. BadArgument where the meter isn't ahead, or gives no total to go on from.
    Result<CreditOrder> takeMetersWord(const Observation& observation, const QString& reason);
    /// A card (or meter) and the books disagree: opens a case for a person, or finds the open one of the same kind and
    /// detail. `kind`: "ahead", "behind", "other-meter", "take-back", ...
    Result<Id> openCase(Id meterId, const QString& kind, const QString& detail);
    /// A manager has found out what it was, and says it. What is closed stays in the books as it is: NotFound then.
    Status closeCase(Id id, const QString& reason);

    /// Counts a reprint; the number of prints so far, this one included.
    Result<int> countPrint(Id orderId);

private:
    Because because(const QString& reason = {}) const;
    Result<Attempt> beginNew(const CreditOrder& order, const AttemptEvidence& evidence, const QList<Observation>& seen);
    Result<Attempt> beginAgain(const CreditOrder& order, const AttemptEvidence& evidence, AttemptPurpose purpose,
                               const QList<Observation>& seen, const QString& reason);
    Result<Attempt> beginAttempt(const CreditOrder& order, const AttemptEvidence& evidence, AttemptPurpose purpose,
                                 const QString& action, const QString& detail, bool isFirst = false);
    Result<Attempt> repeated(const OrderRow& row, const AttemptEvidence& evidence, AttemptPurpose purpose) const;
    Result<MeterBooks> booksAfter(Id meterId, const QList<Observation>& seen);
    Status mayGiveBack(const CreditOrder& order, const QString& reason) const;
    Status mayOverrule(const CreditOrder& order, const QString& reason) const;
    Status mayTakeBackFrom(const CreditOrder& order, const AttemptEvidence& evidence, const QString& reason) const;
    Status mayReplaceDoubt(const OrderRow& row, const AttemptEvidence& evidence) const;
    bool isMine(const OrderRow& row) const;

    const StaffSession& m_session;
    const Clock& m_clock;
    QString m_owner; // LeaseOwner::text()
};

} // namespace meterdesk
