// Names of kinds and states: stable ones for the store and scripts, translated ones for people.
#include "models/metering/meter.h"

#include "models/common/words.h"

#include <array>

namespace meterdesk {
namespace {

constexpr std::array kinds{
    Word<MeterKind>{MeterKind::Water, "water", QT_TRANSLATE_NOOP("Meter", "water")},
    Word<MeterKind>{MeterKind::Electricity, "electricity", QT_TRANSLATE_NOOP("Meter", "electricity")},
    Word<MeterKind>{MeterKind::Gas, "gas", QT_TRANSLATE_NOOP("Meter", "gas")},
};
constexpr std::array states{
    Word<MeterState>{MeterState::InUse, "in-use", QT_TRANSLATE_NOOP("Meter", "in use")},
    Word<MeterState>{MeterState::Faulty, "faulty", QT_TRANSLATE_NOOP("Meter", "faulty")},
    Word<MeterState>{MeterState::Removed, "removed", QT_TRANSLATE_NOOP("Meter", "removed")},
};
constexpr std::array bases{
    Word<CreditBasis>{CreditBasis::Quantity, "quantity", QT_TRANSLATE_NOOP("Meter", "by quantity")},
    Word<CreditBasis>{CreditBasis::Money, "money", QT_TRANSLATE_NOOP("Meter", "by money")},
};
constexpr std::array families{
    Word<CardFamily>{CardFamily::Cpu, "cpu", QT_TRANSLATE_NOOP("Meter", "CPU card")},
    Word<CardFamily>{CardFamily::MifareClassic, "mifare-classic", QT_TRANSLATE_NOOP("Meter", "MIFARE Classic card")},
    Word<CardFamily>{CardFamily::Sle4442, "sle4442", QT_TRANSLATE_NOOP("Meter", "SLE4442 card")},
};
constexpr std::array statuses{
    Word<CardStatus>{CardStatus::Active, "active", QT_TRANSLATE_NOOP("Meter", "active")},
    Word<CardStatus>{CardStatus::Lost, "lost", QT_TRANSLATE_NOOP("Meter", "lost")},
    Word<CardStatus>{CardStatus::Returned, "returned", QT_TRANSLATE_NOOP("Meter", "returned")},
};

} // namespace

QString kindName(MeterKind kind) {
    return wordName(kinds, kind);
}

QString kindText(MeterKind kind) {
    return wordText("Meter", kinds, kind);
}

QString unitName(MeterKind kind) {
    return kind == MeterKind::Electricity ? QStringLiteral("kWh") : QStringLiteral("m3");
}

QString stateName(MeterState state) {
    return wordName(states, state);
}

QString stateText(MeterState state) {
    return wordText("Meter", states, state);
}

QString basisName(CreditBasis basis) {
    return wordName(bases, basis);
}

QString basisText(CreditBasis basis) {
    return wordText("Meter", bases, basis);
}

QString familyName(CardFamily family) {
    return wordName(families, family);
}

QString familyText(CardFamily family) {
    return wordText("Meter", families, family);
}

QString statusName(CardStatus status) {
    return wordName(statuses, status);
}

QString statusText(CardStatus status) {
    return wordText("Meter", statuses, status);
}

std::optional<MeterKind> meterKindFromName(const QString& name) {
    return wordValue(kinds, name);
}

std::optional<MeterState> meterStateFromName(const QString& name) {
    return wordValue(states, name);
}

std::optional<CreditBasis> basisFromName(const QString& name) {
    return wordValue(bases, name);
}

std::optional<CardFamily> familyFromName(const QString& name) {
    return wordValue(families, name);
}

std::optional<CardStatus> statusFromName(const QString& name) {
    return wordValue(statuses, name);
}

} // namespace meterdesk
