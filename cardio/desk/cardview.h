// What a card on the reader is, beside what the books know of it: what look() answers, and what a clerk sees.
//
// Threads: value types, pure functions.
#pragma once

#include "cardio/cards/layoutcodec.h"
#include "models/metering/meter.h"
#include "models/property/property.h"
#include "models/topup/observation.h"
#include "models/topup/order.h"

namespace meterdesk {

/// What a card is, in words for the clerk (findingText), and what to do about it (findingNext).
enum class CardFinding {
    Ours, // in the books, and agrees with them
    Blank,
    Foreign,      // another system's: our keys or marks don't fit
    Locked,       // the card or its application refuses everything
    Unregistered, // our layout and keys, but not in the books
    OtherMeter,   // the meter on the card isn't the one in the books
    Torn,         // a record that can't be read and no copy to recover it from
    Barred,       // lost or returned
    Ahead,        // count or total beyond our books
    Behind,       // count behind what was delivered: an old copy restored
    TriesUsed,    // agrees with the books, but a try of its code is spent: it is never written again
    Tool,         // a tool card
};
QString findingName(CardFinding finding); // "ours", "blank", ...
QString findingText(CardFinding finding); // one translated sentence
QString findingNext(CardFinding finding); // one more: the next step

struct SlotView {
    int slot = 0;
    std::optional<Meter> meter; // by the books
    QString meterOnCard;
    AreaState state = AreaState::Blank;
    std::optional<qint64> count;       // as carried
    std::optional<Credit> credit;      // that is still to go into the meter; purse: its balance
    std::optional<Credit> taken;       // record: the last purchase on it, which the meter has
    std::optional<Credit> total;       // total purchased as the card says
    std::optional<Observation> report; // what the meter wrote back
    std::optional<CreditOrder> openOrder;
    std::optional<CreditOrder> lastOrder;
    Credit leftOnLost; // in purses that this card has taken the place of (LeftOnLost)
    CardFinding finding = CardFinding::Ours;
};

/// What a tool card is for, as it stands on it.
struct ToolView {
    QString kind; // clear, check, valve, parameter, transfer; empty where it can't be read
    QString meterNumber;
    qint64 parameter = 0;
    QString holder; // to whom it was issued, by the books
};
QString toolText(const QString& kind); // translated

/// An order that was sent, or taken back, and has come through. Like a card or meter that took over what was left, it
/// may leave a card that isn't fit for the meter yet (see Delivery::unfinished); the clerk is told.
struct Sent : CreditOrder {
    bool unfinished = false;
};
/// Credit that stays in a lost purse until its meter has shown not to have it, or a manager says so.
struct LeftOnLost {
    Meter meter;
    Credit credit;
};
QString leftText(const LeftOnLost& left); // what is known, and the next step: one translated sentence

struct Replaced : Card {
    bool unfinished = false;
    QList<LeftOnLost> left; // nothing: the lost card had no more, or it is on this one now
};
struct Exchanged : Meter {
    bool unfinished = false;
};
QString unfinishedText(bool takenBack = false); // what is known, and the next step: one translated sentence

/// What was broken on the card and has just been put right; the clerk is told.
struct Mended {
    bool record = false;   // it was torn, and is written again from the books
    bool dataFile = false; // of a purse: it was behind the money
    explicit operator bool() const { return record || dataFile; }
};
QString mendedText(const Mended& mended); // translated; empty where nothing was

/// What reading the card has settled: the orders that changed, and what it did to the card itself.
struct Settled {
    QList<CreditOrder> orders;
    Mended mended;
    explicit operator bool() const { return !orders.isEmpty() || mended; }
};

struct CardView {
    CardFamily family = CardFamily::Cpu;
    QString uid;
    QString layout;
    CardFinding finding = CardFinding::Blank;
    std::optional<Card> card;
    std::optional<Account> account;
    std::optional<Resident> resident;
    std::optional<Apartment> apartment;
    std::optional<ToolView> tool;
    QList<SlotView> slots_;
    QList<CreditOrder> settled; // what this look has settled; tell the clerk
    Mended mended;
};

} // namespace meterdesk
