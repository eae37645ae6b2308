// A credit order: money that a resident paid, on its way to become credit in a meter.
//
// Units: see amount.h; `credit` and `totalAfter` are in the meter's basis. `count` runs without wrapping, a carrier
// keeps it modulo its layout's width. Source: the design's "one idea".
#pragma once

#include "models/common/amount.h"
#include "models/common/clock.h"
#include "models/common/id.h"

#include <QList>
#include <optional>

namespace meterdesk {

enum class OrderState {
    Paid,
    Sending,
    InDoubt,
    NotDelivered,
    Delivered,
    Loaded,
    Reversing,
    Reversed,
    WithCourier,
    Void
};
enum class OrderKind { Sale, Free, Transfer };

/// Stable names, as in the store and in JSON: "in-doubt", "not-delivered", ...
QString stateName(OrderState state);
QString kindName(OrderKind kind);
std::optional<OrderState> stateFromName(const QString& name);
std::optional<OrderKind> kindFromName(const QString& name);
/// What a clerk reads, translated.
QString stateText(OrderState state);

/// Neither delivered nor given back: someone has still to do something.
bool isOpen(OrderState state);

struct CreditOrder {
    Id id = noId;
    Id meterId = noId;
    Id accountId = noId;
    OrderKind kind = OrderKind::Sale;
    OrderState state = OrderState::Paid;
    Money paid;
    Price price; // 0 for meters that price themselves
    Credit credit;
    std::optional<qint64> count;      // set when sending starts
    std::optional<qint64> totalAfter; // total purchased once this order is applied; set with the count
    bool overwrites = true;           // the carrier replaces what it held (record cards) instead of adding (purses)
    bool copyable = true;             // the carrier can be copied; see CreditJournal::reverse
    bool proven = false;              // not delivered, proven before the card left the reader
    QString reason;                   // of free credit
    Id moves = noId;                  // a transfer: the order whose credit it brings onto another card
    std::optional<qint64> receipt;
    int prints = 0;
    Id createdBy = noId;
    TimeMs createdAt = 0; // 0: a draft, not in the books yet
    TimeMs changedAt = 0;
};

/// How much the meter's total purchased grows by it. What is moved has been counted with the order that it moves.
qint64 addedToTotal(const CreditOrder& order);
/// The meter's total purchased before it, where it has its totalAfter.
qint64 totalBefore(const CreditOrder& order);

/// One change of an order's state, and who made it. `from` is nothing for the order's first event.
struct OrderEvent {
    Id id = noId;
    TimeMs at = 0;
    std::optional<OrderState> from;
    OrderState to = OrderState::Paid;
    Id staffId = noId;       // noId: evidence from a device
    Id secondStaffId = noId; // decided by two
    QString reason;
};

/// What a carrier knows before the first byte that changes anything, and all that settling needs later.
struct AttemptEvidence {
    QString carrier = QStringLiteral("card"); // card, network, bluetooth, courier
    QString carrierId;                        // the card's id, gateway, ...
    Id cardId = noId;
    std::optional<qint64> onlineSerial; // purse: what INITIALIZE returned; of a take-back, the offline serial
    std::optional<qint64> oldBalance;   // purse, raw units of the purse
    QString terminal;                   // 12 hex digits
    QString stamped;                    // the card's transaction time, yyyyMMddHHmmss, local
    QString before;                     // SHA-256 of the record that was on the card (never the image)
};

enum class AttemptPurpose { Deliver, TakeBack };

struct Attempt {
    Id id = noId;
    Id orderId = noId;
    int number = 1;
    AttemptPurpose purpose = AttemptPurpose::Deliver;
    AttemptEvidence evidence;
    TimeMs begunAt = 0;
    std::optional<TimeMs> endedAt;
    QString outcome; // empty while it isn't known
    QString tac;
    QString note;
};

/// A carrier's answer, never a bare bool.
enum class DeliveryOutcome { Applied, NotApplied, HandedOver, Unknown };

struct Delivery {
    DeliveryOutcome outcome = DeliveryOutcome::Unknown;
    bool proven = false;        // NotApplied, and the carrier never left our hands since the attempt began
    QString tac;                // purse: hex; empty where there is none
    QString note;               // for the order's history, e.g. "TAC not available (9406)"
    std::optional<Error> cause; // what the device said, where something failed
    /// Applied, but the card isn't fit for its meter yet: what is left is done when the card is seen again.
    bool unfinished = false;
};

} // namespace meterdesk
