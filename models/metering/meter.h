// Meters and cards as the books know them.
#pragma once

#include "models/common/amount.h"
#include "models/common/clock.h"
#include "models/common/id.h"

#include <QList>
#include <optional>

namespace meterdesk {

enum class MeterKind { Water, Electricity, Gas };
enum class MeterState { InUse, Faulty, Removed };
enum class CardFamily { Cpu, MifareClassic, Sle4442 };
enum class CardStatus { Active, Lost, Returned };

QString kindName(MeterKind kind);      // "water"
QString kindText(MeterKind kind);      // translated
QString unitName(MeterKind kind);      // "m3", "kWh"
QString stateName(MeterState state);   // "in-use"
QString stateText(MeterState state);   // translated
QString basisName(CreditBasis basis);  // "quantity", "money"
QString basisText(CreditBasis basis);  // translated
QString familyName(CardFamily family); // "cpu", "mifare-classic", "sle4442"
QString familyText(CardFamily family); // translated
QString statusName(CardStatus status); // "active"
QString statusText(CardStatus status); // translated
std::optional<MeterKind> meterKindFromName(const QString& name);
std::optional<MeterState> meterStateFromName(const QString& name);
std::optional<CreditBasis> basisFromName(const QString& name);
std::optional<CardFamily> familyFromName(const QString& name);
std::optional<CardStatus> statusFromName(const QString& name);

struct Meter {
    Id id = noId;
    QString number;
    MeterKind kind = MeterKind::Water;
    CreditBasis basis = CreditBasis::Quantity;
    QString layout; // id of a card layout
    Id accountId = noId;
    MeterState state = MeterState::InUse;
    qint64 baseCount = 0;
    qint64 baseTotal = 0; // in the meter's basis
    Id replaces = noId;   // the meter that was exchanged for it
    qint64 carried = 0;   // of baseTotal: lay in the card's purse at the exchange, so this meter takes and counts it
};

struct Card {
    Id id = noId;
    QString uid; // what the card says of itself, upper-case hex or digits
    CardFamily family = CardFamily::Cpu;
    QString layout;
    int keyVersion = 1;
    Id accountId = noId; // noId: a tool card
    CardStatus status = CardStatus::Active;
    int replaced = 0; // how many cards this account's card has replaced
    QString holder;   // tool cards: who has it
    QList<Id> slots_; // meter of each slot, noId where a slot is empty
};

/// What a meter last said of itself.
struct MeterReport {
    Id id = noId;
    TimeMs at = 0;
    QString source;
    qint64 lastCount = 0;
    std::optional<qint64> totalLoaded, remaining, totalUsed;
    std::optional<bool> valveOpen;
    qint64 faults = 0;
    QList<qint64> monthly;
    std::optional<TimeMs> meterTime;
};

} // namespace meterdesk
