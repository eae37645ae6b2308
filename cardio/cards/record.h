// What stands on a card, without how it is written there: fields and their values in the books' units.
#pragma once

#include <QList>
#include <QString>
#include <map>
#include <optional>
#include <variant>

namespace meterdesk {

enum class Field {
    // written by the office
    UserNumber,
    Phone,
    CardNumber,
    MeterNumber,
    PurchaseCount,
    PurchaseAmount,
    TotalPurchased,
    AlarmLevel,
    Overdraft,
    PriceTable,
    PriceVersion,
    ToolKind,
    Parameter,
    // written back by the meter
    LastCount,
    TotalLoaded,
    Remaining,
    TotalUsed,
    MonthlyUse,
    Flags,
    ReportTime,
};
QString fieldName(Field field);  // "purchaseCount", as in layouts
QString fieldWords(Field field); // translated, for people who never see a layout
std::optional<Field> fieldFromName(const QString& name);

/// Do two numbers, written in digits, mean the same? Cards fill numbers up with zeros on the left, books don't.
bool sameDigits(const QString& a, const QString& b);

/// Numbers are in the meter's basis (thousandths, fen) or plain counts; texts are digits or text; times are UTC ms.
/// User and meter numbers read from a card come without the zeros that fill them up ("" where there is none).
using FieldValue = std::variant<qint64, QString, QList<qint64>>;

class CardRecord {
public:
    std::optional<qint64> number(Field field) const;
    QString text(Field field) const;
    QList<qint64> list(Field field) const;
    bool has(Field field) const { return m_values.contains(field); }
    void set(Field field, FieldValue value) { m_values[field] = std::move(value); }
    const std::map<Field, FieldValue>& values() const { return m_values; }
    bool operator==(const CardRecord&) const = default;

private:
    std::map<Field, FieldValue> m_values;
};

} // namespace meterdesk
