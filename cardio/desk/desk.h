// The inside of CardDesk: one small file per use case (look, sale, settle, reverse, issue, replace, adopt, exchange),
// on the few things that they share. Included by those files only.
#pragma once

#include "cardio/desk/deskbooks.h"

namespace meterdesk {

struct CardDesk::Private : DeskBooks {
    using DeskBooks::DeskBooks;

    // finding.cpp
    static CardFinding findingOf(RecordVerdict verdict);
    static CardFinding findingOf(CardVisit::Kind kind);
    static CardFinding worst(const QList<SlotView>& slots_);
    /// Why a card isn't finished whose part in the books is: CardUnfinished, or what names an order.
    static Error asUnfinished(const Error& cause);
    /// Cases for a person: ahead, behind, another meter's.
    Status openCaseFor(const DeskSlot& slot, CardFinding finding);

    // look.cpp
    Result<CardView> look(Settled& settled);
    Result<SlotView> viewOf(CardVisit& visit, const Card& card, int slot, Settled& settled);
    Status fillOwner(CardView& view);
    void fillUnloaded(CardVisit& visit, SlotView& seen);
    void fillUnregistered(CardVisit& visit, CardView& view);

    // settle.cpp; `settled` grows as it goes, and what is in there stands whatever comes after
    Status settle(Settled& settled);
    /// Settles what is open in this slot and can be settled by this card. `busy`: another desk is at it.
    Status settleSlot(CardVisit& visit, const Card& card, DeskSlot& slot, QList<CreditOrder>& settled, bool& busy);
    /// The lost card's last purchase is written onto its successor, where the replacement broke off before that.
    Status finishReplacement(CardVisit& visit, const Card& card, DeskSlot& slot, QList<CreditOrder>& settled);
    /// The card's record of an exchanged meter, and what that one left, where the exchange broke off before it.
    Status goOnExchanging(CardVisit& visit, const Card& card, DeskSlot& slot, QList<CreditOrder>& settled);
    Status finishPurseFile(CardVisit& visit, const Card& card, DeskSlot& slot, Mended& mended);
    /// A torn record with nothing open: what the books expect is written again.
    Status repair(CardVisit& visit, const Card& card, DeskSlot& slot, Mended& mended);

    // sale.cpp
    Result<Sent> topUp(const TopUpAsked& asked, const SaleProgress& progress);
    Result<Sent> resend(Id orderId, const SaleProgress& progress);
    Status heldTooMuch(const Layout& layout, const DeskSlot& slot, qint64 credit) const;
    /// prepare, begin, deliver, close. NotApplied and OutcomeUnknown carry the order's id.
    Result<Sent> send(CardVisit& visit, const Card& card, const DeskSlot& slot, const CreditOrder& order,
                      AttemptPurpose purpose, const QList<Observation>& seen, const QString& reason,
                      const SaleProgress& progress);

    // reverse.cpp
    Result<Sent> reverse(Id orderId, const QString& reason);

    // issue.cpp
    Result<Card> issue(const QString& meterNumber, bool managerSays);
    Result<Card> issueTool(const QString& layout, const QString& kind, const QString& holder,
                           const QString& meterNumber, qint64 parameter);
    Result<Card> addSlot(CardVisit& visit, Card card, const Meter& meter, const Layout& layout, const QString& detail);
    /// CardNotBlank with what it holds, unless it is blank or a half-finished issue for the same meters.
    Status refuseUnlessBlank(CardVisit& visit, const Layout& layout, const QList<Meter>& bySlot);
    /// Identity, records and keys onto the card, read back under its own keys. Meters by slot.
    Result<QString> personalise(CardVisit& visit, const Layout& layout, const QList<Meter>& bySlot);
    Result<QString> personaliseOnce(CardVisit& visit, const Layout& layout, const QList<Meter>& bySlot);
    Status writeIdentity(CardVisit& visit, const CardRecord& identity);
    /// The record that goes before the next order: of nothing that isn't delivered again right after.
    Status writeRecord(CardVisit& visit, int slot, const Meter& meter);
    Status verifyRecord(CardVisit& visit, int slot, const Meter& meter);
    Result<SlotExpectation> firstRecord(const Layout& layout, const Meter& meter);
    Status blankReport(CardVisit& visit, int slot);
    Result<QString> nextCardNumber(const Layout& layout);

    // replace.cpp
    Result<Replaced> replace(const QString& meterNumber, const QString& reason, bool managerSays);
    Result<Card> returnCard(const QString& reason);
    /// What was still unloaded on a lost card comes onto the card that replaces it.
    Result<Replaced> carryOver(CardVisit& visit, const Card& card, const QString& reason, bool managerSays);
    /// A transfer that was found not to have arrived is sent again, where the meter has one; else nothing.
    Result<std::optional<Sent>> sendTransferAgain(CardVisit& visit, const Card& card, int slot, const Meter& meter);
    /// Whether anything was written.
    Result<bool> writeAgain(CardVisit& visit, const Card& card, int slot, const Meter& meter);
    struct Moved {
        bool any = false;        // of the lost purses' orders
        bool unfinished = false; // the last one left the card so (see Sent)
    };
    Result<Moved> movePurse(CardVisit& visit, const Card& card, int slot, const Meter& meter, const QString& reason,
                            bool managerSays);
    Result<bool> moveOrder(CardVisit& visit, const Card& card, int slot, const Meter& meter, const CreditOrder& order,
                           const QString& reason);
    /// For the audit trail: nothing, or that it was done on a manager's word.
    static QString byWord(bool managerSays);
    Status refuseWhileOpen(const Meter& meter, bool purse);
    /// LostPurchaseUnknown where an earlier card may carry a purchase from before these books, never seen here.
    Status refuseUnknownPurchase(const Layout& layout, const Meter& meter);

    // adopt.cpp
    Result<CardDesk::Adopted> adopt(const QString& meterNumber, std::optional<int> keyVersion);
    /// True where the meter had purchases that the books did not: they are taken in.
    Result<bool> takeWord(const Layout& layout, const std::optional<Observation>& seen);
    /// Under which version of its keys a card is taken in.
    Result<int> adoptedVersion(CardVisit& visit, const Layout& layout, std::optional<int> asked) const;

    // exchange.cpp
    Result<Exchanged> exchangeMeter(const QString& oldNumber, const QString& newNumber, std::optional<qint64> remainder,
                                    const QString& reason);
    /// Books the exchange: the old meter removed, the new one in its slot, the remainder kept as a transfer.
    Result<Meter> bookExchange(CardVisit& visit, const Card& card, int slot, const Meter& old, const QString& newNumber,
                               std::optional<qint64> remainder, const QString& reason);
    /// What the old meter has left, as it has just said on this card. RemainderUnknown where it hasn't.
    Result<qint64> remainderSaid(const DeskSlot& slot);
    /// What an exchanged meter left, where it isn't under way to the new one yet.
    Result<std::optional<CreditOrder>> waitingTransfer(const Meter& meter);
    /// Whether the new meter's card can carry what the old one leaves. AmountTooLarge, AmountNotWhole.
    static Status hasRoom(const Layout& layout, qint64 left, qint64 total);
    /// Brings the card to what bookExchange() has booked. Whether it left it unfinished (see Sent).
    Result<bool> finishExchange(CardVisit& visit, const Card& card, int slot, const Meter& meter);
};

} // namespace meterdesk
