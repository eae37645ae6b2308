#include "models/topup/journalreader.h"

#include "models/store/rows.h"
#include "models/topup/orderstore.h"
#include "models/topup/rules.h"

#include <limits>

// By a carrier, not booked on the meter's word alone.
#define MD_WAS_SENT "EXISTS (SELECT 1 FROM credit_attempt w WHERE w.order_id = o.id)"

namespace meterdesk {
namespace {

QList<CreditOrder> ordersOf(const QList<OrderRow>& rows) {
    QList<CreditOrder> orders;
    orders.reserve(rows.size());
    for (const OrderRow& row : rows)
        orders.append(row.order);
    return orders;
}

std::optional<CreditOrder> firstOf(const QList<OrderRow>& rows) {
    return rows.isEmpty() ? std::nullopt : std::optional(rows.first().order);
}

} // namespace

Result<CreditOrder> JournalReader::order(Id id) const {
    MD_GET(row, OrderStore(m_store).order(id));
    return row.order;
}

Result<QList<Attempt>> JournalReader::attempts(Id orderId) const {
    return OrderStore(m_store).attempts(orderId);
}

Result<QList<OrderEvent>> JournalReader::history(Id orderId) const {
    return OrderStore(m_store).history(orderId);
}

Result<QList<CreditOrder>> JournalReader::orders(Id meterId, int limit, Id before) const {
    const Id from = before == noId ? std::numeric_limits<Id>::max() : before;
    const OrderStore rows(m_store);
    if (meterId == noId) {
        MD_GET(all, rows.select(QStringLiteral("WHERE o.id < ? ORDER BY o.id DESC LIMIT ?"), {from, limit}));
        return ordersOf(all);
    }
    MD_GET(found, rows.select(QStringLiteral("WHERE o.meter_id = ? AND o.id < ? ORDER BY o.id DESC LIMIT ?"),
                              {meterId, from, limit}));
    return ordersOf(found);
}

Result<QList<CreditOrder>> JournalReader::openOrders(int limit, Id after) const {
    // The subquery takes the small index of open orders; without it, a walk along the ids of all orders looks cheaper.
    MD_GET(rows,
           OrderStore(m_store).select(QStringLiteral("WHERE o.id IN (SELECT id FROM credit_order WHERE state > '' AND "
                                                     "state NOT IN ('loaded', 'reversed', 'delivered')) AND o.id > ? "
                                                     "ORDER BY o.id LIMIT ?"),
                                      {after, limit}));
    return ordersOf(rows);
}

Result<QList<CreditOrder>> JournalReader::openOrdersOf(Id meterId) const {
    // From the open orders of the office, which are few, to those of the meter, not through all that it ever got.
    MD_GET(rows,
           OrderStore(m_store).select(QStringLiteral("WHERE o.id IN (SELECT id FROM credit_order WHERE state > '' AND "
                                                     "state NOT IN ('loaded', 'reversed', 'delivered') AND "
                                                     "+meter_id = ?) ORDER BY o.id"),
                                      {meterId}));
    return ordersOf(rows);
}

Result<MeterBooks> JournalReader::books(Id meterId) const {
    MD_GET(mark, m_store.mark());
    MD_GET(books, OrderStore(m_store).books(meterId));
    m_read = mark ? std::optional<Read>({meterId, *mark, books}) : std::nullopt;
    return books;
}

Result<MeterBooks> JournalReader::booksNow(Id meterId) const {
    if (m_read && m_read->meterId == meterId) {
        MD_GET(mark, m_store.mark());
        if (mark == m_read->mark)
            return m_read->books;
    }
    return OrderStore(m_store).books(meterId);
}

Result<std::optional<CreditOrder>> JournalReader::last(Id meterId) const {
    MD_GET(found, books(meterId));
    if (!found.newest)
        return std::nullopt;
    return found.newest->order;
}

Result<std::optional<CreditOrder>> JournalReader::lastDelivered(Id meterId) const {
    // `state <> 'reversed'` says nothing new, but lets the partial index on (meter_id, purchase_count) answer.
    MD_GET(rows, OrderStore(m_store).select(
                     QStringLiteral("WHERE o.meter_id = ? AND o.state IN ('delivered', 'loaded') AND o.state <> "
                                    "'reversed' AND o.purchase_count IS NOT NULL AND " MD_WAS_SENT
                                    " ORDER BY o.purchase_count DESC LIMIT 1"),
                     {meterId}));
    return firstOf(rows);
}

Result<std::optional<CreditOrder>> JournalReader::deliveredAt(Id meterId, qint64 count) const {
    MD_GET(rows,
           OrderStore(m_store).select(
               QStringLiteral("WHERE o.meter_id = ? AND o.state IN ('delivered', 'loaded') AND o.state <> "
                              "'reversed' AND o.purchase_count = ? AND o.purchase_count IS NOT NULL AND " MD_WAS_SENT),
               {meterId, count}));
    return firstOf(rows);
}

Result<bool> JournalReader::isAhead(const Observation& observation) const {
    MD_GET(found, books(observation.meterId));
    return isBeyond(found, observation);
}

Result<qint64> JournalReader::spentCount(Id meterId) const {
    return OrderStore(m_store).spentCount(meterId);
}

Result<std::optional<CreditOrder>> JournalReader::toldBy(const QString& carrierId, Id meterId, qint64 count) const {
    MD_GET(rows, OrderStore(m_store).select(
                     QStringLiteral("WHERE o.meter_id = ? AND o.purchase_count = ? AND (o.state <> 'reversed' OR "
                                    "EXISTS (SELECT 1 FROM credit_attempt a WHERE a.order_id = o.id AND a.purpose = "
                                    "'take-back' AND a.outcome = 'applied' AND a.carrier_id = ?)) ORDER BY o.id DESC "
                                    "LIMIT 1"),
                     {meterId, count, carrierId}));
    return firstOf(rows);
}

Result<bool> JournalReader::mayMissPurchase(const Meter& meter) const {
    MD_GET(ours, last(meter.id));
    if (ours || meter.baseCount < 1)
        return false;
    MD_GET(shown,
           m_store.row(QStringLiteral("SELECT COUNT(*) FROM meter_report WHERE meter_id = ? AND last_count >= ?"),
                       {meter.id, meter.baseCount}));
    return shown.at(0).toLongLong() == 0;
}

Result<QList<OpenCase>> JournalReader::cases(Id meterId, int limit) const {
    static const QString head = QStringLiteral("SELECT id, meter_id, opened_at, kind, detail FROM discrepancy WHERE ");
    static const QString tail = QStringLiteral("closed_at IS NULL ORDER BY id DESC LIMIT ?");
    MD_GET(query, meterId == noId ? m_store.run(head + tail, {limit})
                                  : m_store.run(head + QStringLiteral("meter_id = ? AND ") + tail, {meterId, limit}));
    QList<OpenCase> found;
    while (query->next())
        found.append({query->value(0).toLongLong(), query->value(1).toLongLong(), query->value(2).toLongLong(),
                      query->value(3).toString(), query->value(4).toString()});
    MD_TRY(finishRows(*query));
    return found;
}

Result<QList<CreditOrder>> JournalReader::unloadedInPurses(Id meterId) const {
    MD_GET(rows, OrderStore(m_store).select(
                     QStringLiteral("WHERE o.meter_id = ? AND o.state = 'delivered' AND o.overwrites = 0 AND "
                                    "o.purchase_count IS NOT NULL AND NOT EXISTS (SELECT 1 FROM credit_order t WHERE "
                                    "t.moves = o.id AND t.state <> 'reversed') ORDER BY o.purchase_count"),
                     {meterId}));
    return ordersOf(rows);
}

Result<JournalReader::Totals> JournalReader::totals() const {
    MD_GET(row, m_store.row(QStringLiteral(
                    "SELECT COALESCE(SUM(paid_fen), 0), "
                    "COALESCE(SUM(CASE WHEN state IN ('delivered', 'loaded') THEN paid_fen END), 0), "
                    "COALESCE(SUM(CASE WHEN state = 'reversed' THEN paid_fen END), 0), "
                    "COALESCE(SUM(CASE WHEN state IN ('paid', 'sending', 'in-doubt', 'not-delivered', 'reversing', "
                    "'with-courier', 'void') THEN paid_fen END), 0) FROM credit_order")));
    return Totals{
        {row.at(0).toLongLong()}, {row.at(1).toLongLong()}, {row.at(2).toLongLong()}, {row.at(3).toLongLong()}};
}

} // namespace meterdesk
