// The card at the desk: every use case that has a card in it. Window and command line call the same functions.
//
// Threads: one CardDesk belongs to one worker thread with a Store of its own; everything blocks. Progress is reported
// on that thread. Errors: all of errorcodes.h; an outcome that is not known is Error::OutcomeUnknown with the order
// kept.
#pragma once

#include "cardio/cards/layoutbook.h"
#include "cardio/desk/cardview.h"
#include "cardio/keys/keystore.h"
#include "cardio/pcsc/cardchannel.h"
#include "models/metering/meterbook.h"
#include "models/property/propertybook.h"
#include "models/topup/journal.h"

#include <functional>

namespace meterdesk {

enum class SaleStep { Book, Write, Verify };
using SaleProgress = std::function<void(SaleStep)>;

struct TopUpAsked {
    QString meterNumber;
    SaleAsked amount;
    bool free = false; // needs GiveFree and a reason
    QString reason;
    /// Layouts without a report only: the customer says that the last purchase is in the meter. Kept as evidence.
    bool confirmLoaded = false;
};

/// What a sale would be: shown before Enter.
struct Quote {
    Meter meter;
    SalePriced priced;
    std::optional<Credit> newTotal;
    /// The card brings back what its meter has taken; else the customer is asked (TopUpAsked::confirmLoaded).
    bool meterReports = true;
};

class CardDesk {
public:
    CardDesk(Store& store, const StaffSession& session, CardReader& reader, const LayoutBook& layouts,
             std::shared_ptr<const KeyRing> keys, const Clock& clock = Clock::system());
    ~CardDesk();

    /// Reads the card, takes in what its meters wrote back, settles open orders on it first. Where it fails half-way,
    /// `already` has what was settled by then and stays so: the clerk is told of that all the same.
    Result<CardView> look(Settled* already = nullptr);
    /// Pure calculation with the books: no reader, no card and no keys needed, and so no desk.
    static Result<Quote> quote(Store& store, const StaffSession& session, const LayoutBook& layouts,
                               const QString& meterNumber, const SaleAsked& amount);
    Result<Quote> quote(const QString& meterNumber, const SaleAsked& amount);
    Result<Sent> topUp(const TopUpAsked& asked, const SaleProgress& progress = {});
    /// Reads the card, settles what is open on it, and mends what is torn. `already`: as with look().
    Result<Settled> settle(Settled* already = nullptr);
    Result<Sent> resend(Id orderId, const SaleProgress& progress = {});
    /// Paid or not delivered: money back by the journal's rules. Delivered and not loaded: taken off the card first.
    Result<Sent> reverse(Id orderId, const QString& reason);

    /// Writes a blank card for a meter (or one more meter of the same account into a free slot). `managerSays`: what
    /// was last bought before these books, on a card that isn't here, counts as loaded (else LostPurchaseUnknown, until
    /// the meter has reported or that card is adopted).
    Result<Card> issue(const QString& meterNumber, bool managerSays = false);
    /// `kind`: clear, check, valve, parameter, transfer. Logged to `holder`.
    Result<Card> issueTool(const QString& layout, const QString& kind, const QString& holder,
                           const QString& meterNumber, qint64 parameter = 0);
    struct Adopted {
        CardView view;
        QString found; // in words: count, total, what was taken in
    };
    /// Takes in a card with purchases made elsewhere. `keyVersion`: of the office's keys on it; an SLE4442 doesn't show
    /// it, so it has to be said where the office has several (AdoptMismatch).
    Result<Adopted> adopt(const QString& meterNumber, std::optional<int> keyVersion = {});
    /// The card on the reader (blank) takes the place of the meter's lost one. `managerSays`: purse money of the lost
    /// card is moved although the meter hasn't shown it unloaded; and what was last bought before these books, on a
    /// lost card that overwrites, counts as loaded (else LostPurchaseUnknown, until the meter has reported).
    Result<Replaced> replace(const QString& meterNumber, const QString& reason, bool managerSays = false);
    Result<Card> returnCard(const QString& reason);
    /// Card meters: the new meter takes over remainder and total; its counts start anew.
    Result<Exchanged> exchangeMeter(const QString& oldNumber, const QString& newNumber, std::optional<qint64> remainder,
                                    const QString& reason);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace meterdesk
