// Names of kinds and states: stable ones for the store and scripts, translated ones for people.
#include "models/metering/meter.h"

#include <QCoreApplication>
#include <array>

namespace meterdesk {
namespace {

template <class T>
struct Named {
    T value;
    const char* name;
    const char* text;
};

constexpr std::array kinds{
    Named<MeterKind>{MeterKind::Water, "water", QT_TRANSLATE_NOOP("Meter", "water")},
    Named<MeterKind>{MeterKind::Electricity, "electricity", QT_TRANSLATE_NOOP("Meter", "electricity")},
    Named<MeterKind>{MeterKind::Gas, "gas", QT_TRANSLATE_NOOP("Meter", "gas")},
};
constexpr std::array states{
    Named<MeterState>{MeterState::InUse, "in-use", QT_TRANSLATE_NOOP("Meter", "in use")},
    Named<MeterState>{MeterState::Faulty, "faulty", QT_TRANSLATE_NOOP("Meter", "faulty")},
    Named<MeterState>{MeterState::Removed, "removed", QT_TRANSLATE_NOOP("Meter", "removed")},
};
constexpr std::array bases{
    Named<CreditBasis>{CreditBasis::Quantity, "quantity", QT_TRANSLATE_NOOP("Meter", "by quantity")},
    Named<CreditBasis>{CreditBasis::Money, "money", QT_TRANSLATE_NOOP("Meter", "by money")},
};
constexpr std::array families{
    Named<CardFamily>{CardFamily::Cpu, "cpu", QT_TRANSLATE_NOOP("Meter", "CPU card")},
    Named<CardFamily>{CardFamily::MifareClassic, "mifare-classic", QT_TRANSLATE_NOOP("Meter", "MIFARE Classic card")},
    Named<CardFamily>{CardFamily::Sle4442, "sle4442", QT_TRANSLATE_NOOP("Meter", "SLE4442 card")},
};
constexpr std::array statuses{
    Named<CardStatus>{CardStatus::Active, "active", QT_TRANSLATE_NOOP("Meter", "active")},
    Named<CardStatus>{CardStatus::Lost, "lost", QT_TRANSLATE_NOOP("Meter", "lost")},
    Named<CardStatus>{CardStatus::Returned, "returned", QT_TRANSLATE_NOOP("Meter", "returned")},
};

template <class T, std::size_t N>
const Named<T>& entry(const std::array<Named<T>, N>& table, T value) {
    for (const Named<T>& each : table)
        if (each.value == value)
            return each;
    Q_UNREACHABLE(); // tst_metering walks every value
}

template <class T, std::size_t N>
QString nameIn(const std::array<Named<T>, N>& table, T value) {
    return QString::fromLatin1(entry(table, value).name);
}

template <class T, std::size_t N>
QString textIn(const std::array<Named<T>, N>& table, T value) {
    return QCoreApplication::translate("Meter", entry(table, value).text);
}

template <class T, std::size_t N>
std::optional<T> valueIn(const std::array<Named<T>, N>& table, const QString& name) {
    for (const Named<T>& each : table)
        if (name == QLatin1String(each.name))
            return each.value;
    return std::nullopt;
}

} // namespace

QString kindName(MeterKind kind) {
    return nameIn(kinds, kind);
}

QString kindText(MeterKind kind) {
    return textIn(kinds, kind);
}

QString unitName(MeterKind kind) {
    return kind == MeterKind::Electricity ? QStringLiteral("kWh") : QStringLiteral("m3");
}

QString stateName(MeterState state) {
    return nameIn(states, state);
}

QString stateText(MeterState state) {
    return textIn(states, state);
}

QString basisName(CreditBasis basis) {
    return nameIn(bases, basis);
}

QString basisText(CreditBasis basis) {
    return textIn(bases, basis);
}

QString familyName(CardFamily family) {
    return nameIn(families, family);
}

QString familyText(CardFamily family) {
    return textIn(families, family);
}

QString statusName(CardStatus status) {
    return nameIn(statuses, status);
}

QString statusText(CardStatus status) {
    return textIn(statuses, status);
}

std::optional<MeterKind> meterKindFromName(const QString& name) {
    return valueIn(kinds, name);
}

std::optional<MeterState> meterStateFromName(const QString& name) {
    return valueIn(states, name);
}

std::optional<CreditBasis> basisFromName(const QString& name) {
    return valueIn(bases, name);
}

std::optional<CardFamily> familyFromName(const QString& name) {
    return valueIn(families, name);
}

std::optional<CardStatus> statusFromName(const QString& name) {
    return valueIn(statuses, name);
}

} // namespace meterdesk
