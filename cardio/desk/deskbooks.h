// What the use cases of the desk share: the books and the card that lies there, side by side.
//
// Threads: its CardDesk's. Errors: as CardDesk's.
#pragma once

#include "cardio/cards/cardcarrier.h"
#include "cardio/desk/carddesk.h"
#include "models/metering/meterbook.h"
#include "models/property/propertybook.h"
#include "models/store/settings.h"
#include "models/topup/journal.h"

namespace meterdesk {

/// One slot of the card that lies on the reader, beside what the books expect of it.
struct DeskSlot {
    int number = 0;
    Meter meter;
    MeterBooks known;      // as they were when the slot was read
    SlotExpectation books; // what they let the card say
    AreaReading purchase;
    std::optional<Observation> seen; // what the meter wrote back
    bool otherMeterReport = false;   // another meter has written back
    std::optional<qint64> balance;   // of a purse, in the meter's basis
};

struct DeskBooks {
    DeskBooks(Store& store, const StaffSession& session, CardReader& reader, const LayoutBook& layouts,
              std::shared_ptr<const KeyRing> keys, const Clock& clock);

    CardVisit visit() const { return {reader, layouts, keys}; }
    CardLookup lookup();
    Result<const Layout*> layoutOf(const Meter& meter) const { return layoutOf(layouts, meter); }
    static Result<const Layout*> layoutOf(const LayoutBook& layouts, const Meter& meter);
    Result<SlotExpectation> expect(const Meter& meter);
    /// The same for a card that may carry the very purchase which was booked on the meter's word, or lack the one that
    /// the meter has taken from the lost card before this.
    Result<SlotExpectation> expect(const Meter& meter, const AreaReading& record, const QString& uid);
    /// Both, where the books have been read already.
    Result<SlotExpectation> expect(const Meter& meter, const MeterBooks& known);
    Result<SlotExpectation> expect(const Meter& meter, const MeterBooks& known, const AreaReading& record,
                                   const QString& uid);
    /// A successor that never got the order.
    Result<bool> missedBy(const QString& uid, const CreditOrder& order);
    Result<DeskSlot> readSlot(CardVisit& visit, int slot, const Meter& meter);
    /// The active card of the books that lies there: CardBlank, CardForeign, CardLocked, CardUnregistered,
    /// CardBarred.
    Result<Card> cardOf(const CardVisit& visit);
    /// The same for a meter with this layout: CardWrongFamily for a card that can never become its card.
    Result<Card> cardFor(const CardVisit& visit, const Layout& layout);
    static Status rightFamily(const CardVisit& visit, const Layout& layout);
    /// The slot of `meter` on `card`: CardOtherMeter.
    Result<int> slotOf(const Card& card, const Meter& meter);
    /// `purpose`: only a take-back asks the books what it restores.
    Result<CardTarget> target(const Card& card, const DeskSlot& slot, const CreditOrder& order, AttemptPurpose purpose);
    Result<std::optional<Observation>> observation(const Layout& layout, const Meter& meter,
                                                   const AreaReading& report) const;
    /// What a record of this meter carries besides its credit: as its card last had it, else as the settings say.
    Result<CardRecord> extrasOf(const Meter& meter);
    /// Keeps that from a record that can be read.
    Status keepExtras(const DeskSlot& slot);
    static Status inUse(const Meter& meter);
    /// A purchase made before these books, on a card that overwrites, that as far as is known isn't in its meter yet:
    /// its amount as the card tells it (0: only the meter tells of it).
    Result<std::optional<qint64>> unloadedBefore(const Layout& layout, const DeskSlot& slot);
    /// Takes such credit into the books, so that nothing is written over it; `slot` then expects it.
    Status takeOver(const CardVisit& visit, const Card& card, DeskSlot& slot);
    Result<Resident> residentOf(Id accountId);
    Status note(const QString& action, const QString& subject, const QString& detail);

    Store& store;
    const StaffSession& session;
    CardReader& reader;
    const LayoutBook& layouts;
    std::shared_ptr<const KeyRing> keys;
    const Clock& clock;
    CreditJournal journal;
    MeterBook meters;
    PropertyBook property;
    Pricing pricing;
    Settings settings;

private:
    std::optional<Card> m_looked; // what lookup() found last: not asked for again right after
};

} // namespace meterdesk
