#include "cardio/cards/record.h"

#include "models/common/words.h"

namespace meterdesk {
namespace {

constexpr Word<Field> names[] = {
    {Field::UserNumber, "userNumber"},
    {Field::Phone, "phone"},
    {Field::CardNumber, "cardNumber"},
    {Field::MeterNumber, "meterNumber"},
    {Field::PurchaseCount, "purchaseCount"},
    {Field::PurchaseAmount, "purchaseAmount"},
    {Field::TotalPurchased, "totalPurchased"},
    {Field::AlarmLevel, "alarmLevel"},
    {Field::Overdraft, "overdraft"},
    {Field::PriceTable, "priceTable"},
    {Field::PriceVersion, "priceVersion"},
    {Field::ToolKind, "toolKind"},
    {Field::Parameter, "parameter"},
    {Field::LastCount, "lastCount"},
    {Field::TotalLoaded, "totalLoaded"},
    {Field::Remaining, "remaining"},
    {Field::TotalUsed, "totalUsed"},
    {Field::MonthlyUse, "monthlyUse"},
    {Field::Flags, "flags"},
    {Field::ReportTime, "reportTime"},
};

QStringView withoutZeros(const QString& digits) {
    qsizetype zeros = 0;
    while (zeros < digits.size() && digits.at(zeros) == u'0')
        ++zeros;
    return QStringView(digits).mid(zeros);
}

} // namespace

QString fieldName(Field field) {
    return wordName(names, field);
}

std::optional<Field> fieldFromName(const QString& name) {
    return wordValue(names, name);
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
