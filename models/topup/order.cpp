#include "models/topup/order.h"

#include "models/common/words.h"

namespace meterdesk {
namespace {

// clang-format off
constexpr Word<OrderState> states[] = {
    {OrderState::Paid, "paid", QT_TRANSLATE_NOOP("OrderState", "paid, waiting")},
    {OrderState::Sending, "sending", QT_TRANSLATE_NOOP("OrderState", "being sent")},
    {OrderState::InDoubt, "in-doubt", QT_TRANSLATE_NOOP("OrderState", "in doubt")},
    {OrderState::NotDelivered, "not-delivered", QT_TRANSLATE_NOOP("OrderState", "not delivered")},
    {OrderState::Delivered, "delivered", QT_TRANSLATE_NOOP("OrderState", "delivered")},
    {OrderState::Loaded, "loaded", QT_TRANSLATE_NOOP("OrderState", "loaded by the meter")},
    {OrderState::Reversing, "reversing", QT_TRANSLATE_NOOP("OrderState", "being taken back")},
    {OrderState::Reversed, "reversed", QT_TRANSLATE_NOOP("OrderState", "reversed")},
    {OrderState::WithCourier, "with-courier", QT_TRANSLATE_NOOP("OrderState", "with the courier")},
    {OrderState::Void, "void", QT_TRANSLATE_NOOP("OrderState", "refused by the meter")},
};
// clang-format on

constexpr Word<OrderKind> kinds[] = {
    {OrderKind::Sale, "sale"},
    {OrderKind::Free, "free"},
    {OrderKind::Transfer, "transfer"},
};

} // namespace

QString stateName(OrderState state) {
    return wordName(states, state);
}

QString stateText(OrderState state) {
    return wordText("OrderState", states, state);
}

std::optional<OrderState> stateFromName(const QString& name) {
    return wordValue(states, name);
}

QString kindName(OrderKind kind) {
    return wordName(kinds, kind);
}

std::optional<OrderKind> kindFromName(const QString& name) {
    return wordValue(kinds, name);
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
