#include "cardio/cards/record.h"

#include <array>
#include <utility>

namespace meterdesk {
namespace {

using Name = std::pair<Field, const char16_t*>;
constexpr std::array<Name, 20> names{{
    {Field::UserNumber, u"userNumber"},
    {Field::Phone, u"phone"},
    {Field::CardNumber, u"cardNumber"},
    {Field::MeterNumber, u"meterNumber"},
    {Field::PurchaseCount, u"purchaseCount"},
    {Field::PurchaseAmount, u"purchaseAmount"},
    {Field::TotalPurchased, u"totalPurchased"},
    {Field::AlarmLevel, u"alarmLevel"},
    {Field::Overdraft, u"overdraft"},
    {Field::PriceTable, u"priceTable"},
    {Field::PriceVersion, u"priceVersion"},
    {Field::ToolKind, u"toolKind"},
    {Field::Parameter, u"parameter"},
    {Field::LastCount, u"lastCount"},
    {Field::TotalLoaded, u"totalLoaded"},
    {Field::Remaining, u"remaining"},
    {Field::TotalUsed, u"totalUsed"},
    {Field::MonthlyUse, u"monthlyUse"},
    {Field::Flags, u"flags"},
    {Field::ReportTime, u"reportTime"},
}};

QStringView withoutZeros(const QString& digits) {
    qsizetype zeros = 0;
    while (zeros < digits.size() && digits.at(zeros) == u'0')
        ++zeros;
    return QStringView(digits).mid(zeros);
}

} // namespace

QString fieldName(Field field) {
    for (const auto& [known, name] : names) {
        if (known == field)
            return QString::fromUtf16(name);
    }
    return {};
}

std::optional<Field> fieldFromName(const QString& name) {
    for (const auto& [field, known] : names) {
        if (name == QStringView(known))
            return field;
    }
    return std::nullopt;
}

bool sameDigits(const QString& a, const QString& b) {
    return withoutZeros(a) == withoutZeros(b);
}

std::optional<qint64> CardRecord::number(Field field) const {
    const auto found = m_values.find(field);
    if (found == m_values.end() || !std::holds_alternative<qint64>(found->second))
        return std::nullopt;
    return std::get<qint64>(found->second);
}

QString CardRecord::text(Field field) const {
    const auto found = m_values.find(field);
    if (found == m_values.end() || !std::holds_alternative<QString>(found->second))
        return {};
    return std::get<QString>(found->second);
}

QList<qint64> CardRecord::list(Field field) const {
    const auto found = m_values.find(field);
    if (found == m_values.end() || !std::holds_alternative<QList<qint64>>(found->second))
        return {};
    return std::get<QList<qint64>>(found->second);
}

} // namespace meterdesk
