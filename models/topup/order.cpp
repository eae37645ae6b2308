#include "models/topup/order.h"

#include <QCoreApplication>
#include <utility>

namespace meterdesk {
namespace {

struct StateRow {
    OrderState state;
    QLatin1String name;
    const char* text;
};

// clang-format off
constexpr StateRow states[] = {
    {OrderState::Paid, QLatin1String("paid"), QT_TRANSLATE_NOOP("OrderState", "paid, waiting")},
    {OrderState::Sending, QLatin1String("sending"), QT_TRANSLATE_NOOP("OrderState", "being sent")},
    {OrderState::InDoubt, QLatin1String("in-doubt"), QT_TRANSLATE_NOOP("OrderState", "in doubt")},
    {OrderState::NotDelivered, QLatin1String("not-delivered"), QT_TRANSLATE_NOOP("OrderState", "not delivered")},
    {OrderState::Delivered, QLatin1String("delivered"), QT_TRANSLATE_NOOP("OrderState", "delivered")},
    {OrderState::Loaded, QLatin1String("loaded"), QT_TRANSLATE_NOOP("OrderState", "loaded by the meter")},
    {OrderState::Reversing, QLatin1String("reversing"), QT_TRANSLATE_NOOP("OrderState", "being taken back")},
    {OrderState::Reversed, QLatin1String("reversed"), QT_TRANSLATE_NOOP("OrderState", "reversed")},
    {OrderState::WithCourier, QLatin1String("with-courier"), QT_TRANSLATE_NOOP("OrderState", "with the courier")},
    {OrderState::Void, QLatin1String("void"), QT_TRANSLATE_NOOP("OrderState", "refused by the meter")},
};
// clang-format on

constexpr std::pair<OrderKind, QLatin1String> kinds[] = {
    {OrderKind::Sale, QLatin1String("sale")},
    {OrderKind::Free, QLatin1String("free")},
    {OrderKind::Transfer, QLatin1String("transfer")},
};

const StateRow& rowOf(OrderState state) {
    for (const StateRow& row : states)
        if (row.state == state)
            return row;
    Q_UNREACHABLE();
}

} // namespace

QString stateName(OrderState state) {
    return rowOf(state).name;
}

QString stateText(OrderState state) {
    return QCoreApplication::translate("OrderState", rowOf(state).text);
}

std::optional<OrderState> stateFromName(const QString& name) {
    for (const StateRow& row : states)
        if (row.name == name)
            return row.state;
    return std::nullopt;
}

QString kindName(OrderKind kind) {
    for (const auto& [value, name] : kinds)
        if (value == kind)
            return name;
    Q_UNREACHABLE();
}

std::optional<OrderKind> kindFromName(const QString& name) {
    for (const auto& [value, text] : kinds)
        if (text == name)
            return value;
    return std::nullopt;
}

qint64 addedToTotal(const CreditOrder& order) {
    return order.moves == noId ? order.credit.value : 0;
}

qint64 totalBefore(const CreditOrder& order) {
    return order.totalAfter.value_or(0) - addedToTotal(order);
}

bool isOpen(OrderState state) {
    return state != OrderState::Delivered && state != OrderState::Loaded && state != OrderState::Reversed;
}

} // namespace meterdesk
