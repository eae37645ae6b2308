#include "cardio/cards/record.h"

#include "models/common/words.h"

namespace meterdesk {
namespace {

constexpr Word<Field> names[] = {
    {Field::UserNumber, "userNumber", QT_TRANSLATE_NOOP("CardField", "user number")},
    {Field::Phone, "phone", QT_TRANSLATE_NOOP("CardField", "phone number")},
    {Field::CardNumber, "cardNumber", QT_TRANSLATE_NOOP("CardField", "card number")},
    {Field::MeterNumber, "meterNumber", QT_TRANSLATE_NOOP("CardField", "meter number")},
    {Field::PurchaseCount, "purchaseCount", QT_TRANSLATE_NOOP("CardField", "purchase count")},
    {Field::PurchaseAmount, "purchaseAmount", QT_TRANSLATE_NOOP("CardField", "credit of the purchase")},
    {Field::TotalPurchased, "totalPurchased", QT_TRANSLATE_NOOP("CardField", "total purchased")},
    {Field::AlarmLevel, "alarmLevel", QT_TRANSLATE_NOOP("CardField", "alarm level")},
    {Field::Overdraft, "overdraft", QT_TRANSLATE_NOOP("CardField", "overdraft")},
    {Field::PriceTable, "priceTable", QT_TRANSLATE_NOOP("CardField", "price table")},
    {Field::PriceVersion, "priceVersion", QT_TRANSLATE_NOOP("CardField", "version of the price table")},
    {Field::ToolKind, "toolKind", QT_TRANSLATE_NOOP("CardField", "kind of tool")},
    {Field::Parameter, "parameter", QT_TRANSLATE_NOOP("CardField", "parameter")},
    {Field::LastCount, "lastCount", QT_TRANSLATE_NOOP("CardField", "last count")},
    {Field::TotalLoaded, "totalLoaded", QT_TRANSLATE_NOOP("CardField", "total loaded")},
    {Field::Remaining, "remaining", QT_TRANSLATE_NOOP("CardField", "remaining")},
    {Field::TotalUsed, "totalUsed", QT_TRANSLATE_NOOP("CardField", "total used")},
    {Field::MonthlyUse, "monthlyUse", QT_TRANSLATE_NOOP("CardField", "monthly use")},
    {Field::Flags, "flags", QT_TRANSLATE_NOOP("CardField", "flags")},
    {Field::ReportTime, "reportTime", QT_TRANSLATE_NOOP("CardField", "meter's time")},
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

QString fieldWords(Field field) {
    return wordText("CardField", names, field);
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
