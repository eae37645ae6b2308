#include "models/topup/rules.h"

#include <limits>

namespace meterdesk {
namespace {

Result<qint64> sum(qint64 a, qint64 b) {
    if (b > std::numeric_limits<qint64>::max() - a)
        return fail(ErrorCode::AmountTooLarge);
    return a + b;
}

/// An order whose end has to be known before the meter's next count is given away.
bool blocks(OrderState state) {
    switch (state) {
    case OrderState::Sending:
    case OrderState::InDoubt:
    case OrderState::NotDelivered:
    case OrderState::Reversing:
    case OrderState::WithCourier:
    case OrderState::Void:
        return true;
    case OrderState::Paid:
    case OrderState::Delivered:
    case OrderState::Loaded:
    case OrderState::Reversed:
        return false;
    }
    Q_UNREACHABLE();
}

} // namespace

CreditOrder freshOrder(const NewOrder& asked, const Meter& meter, const StaffSession& session) {
    CreditOrder order;
    order.id = newId();
    order.meterId = asked.meterId;
    order.accountId = meter.accountId;
    order.kind = asked.kind;
    order.paid = asked.paid;
    order.price = asked.price;
    order.credit = asked.credit;
    order.overwrites = asked.overwrites;
    order.copyable = asked.copyable;
    order.reason = asked.reason;
    order.moves = asked.moves;
    order.createdBy = session.staffId;
    return order;
}

Status mayMake(const CreditOrder& order, const Meter& meter, const StaffSession& session) {
    MD_TRY(session.require(Permission::Sell));
    if (order.credit.value <= 0 || (order.kind == OrderKind::Sale && order.paid.fen <= 0))
        return fail(ErrorCode::AmountZero);
    if (order.credit.basis != meter.basis)
        return fail(ErrorCode::BadArgument, QStringLiteral("The meter counts in another basis."));
    if (order.kind != OrderKind::Sale && order.paid.fen != 0)
        return fail(ErrorCode::BadArgument, QStringLiteral("Free and moved credit costs nothing."));
    if (order.moves != noId && (order.kind != OrderKind::Transfer || order.overwrites))
        return fail(ErrorCode::BadArgument, QStringLiteral("Only a transfer into a purse moves an order."));
    if (order.kind == OrderKind::Free) {
        MD_TRY(session.require(Permission::GiveFree));
        if (order.reason.trimmed().isEmpty())
            return fail(ErrorCode::ReasonMissing);
    }
    return {};
}

Status maySend(const MeterBooks& books, Id self) {
    if (books.meter.state != MeterState::InUse)
        return fail(ErrorCode::MeterNotInUse, books.meter.number + QLatin1Char('|') + stateText(books.meter.state));
    if (!books.newest || books.newest->order.id == self)
        return {};
    const CreditOrder& newest = books.newest->order;
    if (blocks(newest.state))
        return fail(ErrorCode::OrderOpen, toString(newest.id));
    if (newest.state == OrderState::Delivered && newest.overwrites)
        return fail(ErrorCode::CardNotLoaded, toString(newest.id));
    return {};
}

bool isBeyond(const MeterBooks& books, const Observation& seen) {
    return seen.meterId == books.meter.id &&
           runningCount(seen.lastCount, seen.countModulus, books.count()) > books.count();
}

Status mayFollow(const MeterBooks& books, bool overwrites, const QList<Observation>& seen) {
    for (const Observation& o : seen)
        if (overwrites && isBeyond(books, o))
            return fail(ErrorCode::CardAhead,
                        QString::number(runningCount(o.lastCount, o.countModulus, books.count())));
    return {};
}

Status number(CreditOrder& order, const MeterBooks& books) {
    MD_GET(count, sum(books.count(), 1));
    MD_GET(total, sum(books.total(), addedToTotal(order)));
    order.count = count;
    order.totalAfter = total;
    return {};
}

bool showsLoaded(const CreditOrder& order, qint64 count, std::optional<qint64> total) {
    // While it is taken off a purse, its count still stands in the card's file: only the total tells.
    if (!order.overwrites && order.state == OrderState::Reversing)
        return order.moves == noId && total && order.totalAfter && *order.totalAfter <= *total;
    if (order.count && *order.count <= count)
        return true;
    // A total that has the order which was moved says nothing of the transfer: it may have come by the other card.
    return !order.overwrites && order.moves == noId && total && order.totalAfter && *order.totalAfter <= *total;
}

bool mayBeLoaded(const OrderRow& row, bool ahead, TimeMs now) {
    const OrderState state = row.order.state;
    if (!mayTake(state, OrderStep::Observe) || (ahead && state != OrderState::Delivered))
        return false;
    const bool carrierAtWork = state == OrderState::Sending || state == OrderState::Reversing;
    return !carrierAtWork || !row.leased(now);
}

void assume(MeterBooks& books, const QList<Observation>& seen, TimeMs now) {
    for (const Observation& o : seen) {
        if (o.meterId != books.meter.id || !books.newest)
            continue;
        const qint64 count = runningCount(o.lastCount, o.countModulus, books.count());
        if (mayBeLoaded(*books.newest, count > books.count(), now) &&
            showsLoaded(books.newest->order, count, o.totalLoaded))
            books.newest->order.state = OrderState::Loaded;
    }
}

} // namespace meterdesk
