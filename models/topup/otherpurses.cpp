#include "models/topup/otherpurses.h"

#include "models/store/rows.h"

#include <algorithm>
#include <set>

namespace meterdesk {
namespace {

struct LostPurse {
    QString carrier;
    QList<Id> orders;
    qint64 credit = 0;
};

// More were never lost of one meter; with more, no sum is looked for.
constexpr qsizetype pursesAtMost = 10;

/// What was delivered below this count by purses that aren't the one by which the count came.
Result<QList<LostPurse>> otherPurses(Store& store, Id meterId, qint64 count) {
    static const QString sql = QStringLiteral(
        "SELECT o.id, o.credit, "
        "(SELECT a.carrier_id FROM credit_attempt a WHERE a.order_id = o.id ORDER BY a.number DESC LIMIT 1) "
        "FROM credit_order o WHERE o.meter_id = ? AND o.state = 'delivered' AND o.overwrites = 0 "
        "AND o.purchase_count < ? "
        "AND NOT EXISTS (SELECT 1 FROM credit_order t "
        "WHERE t.moves = o.id AND t.state <> 'reversed' AND t.purchase_count <= ?) "
        "AND NOT EXISTS (SELECT 1 FROM credit_attempt mine "
        "JOIN credit_order seen ON seen.meter_id = o.meter_id AND seen.purchase_count = ? AND seen.state <> 'reversed' "
        "JOIN credit_attempt its ON its.order_id = seen.id "
        "WHERE mine.order_id = o.id AND mine.carrier_id = its.carrier_id)");
    MD_GET(query, store.run(sql, {meterId, count, count, count}));
    QList<LostPurse> purses;
    while (query->next()) {
        const QString carrier = query->value(2).toString();
        auto purse = std::find_if(purses.begin(), purses.end(),
                                  [&carrier](const LostPurse& each) { return each.carrier == carrier; });
        if (purse == purses.end())
            purse = purses.insert(purses.end(), {carrier, {}, 0});
        purse->orders.append(query->value(0).toLongLong());
        purse->credit += query->value(1).toLongLong();
    }
    MD_TRY(finishRows(*query));
    return purses;
}

/// The total at this count first; then those of later purchases, because a purse meter's count may lag behind its
/// total: the card's file is written after the purse.
Result<QList<qint64>> possibleTotals(Store& store, const MeterBooks& books, qint64 count) {
    QList<qint64> totals;
    MD_GET(expected, totalAt(store, books, count));
    if (!expected)
        return totals;
    totals.append(*expected);
    MD_GET(query, store.run(QStringLiteral("SELECT total_after FROM credit_order WHERE meter_id = ? AND "
                                           "purchase_count > ? AND purchase_count IS NOT NULL AND state <> 'reversed' "
                                           "ORDER BY purchase_count"),
                            {books.meter.id, count}));
    while (query->next())
        totals.append(query->value(0).toLongLong());
    MD_TRY(finishRows(*query));
    return totals;
}

/// The purses whose credit makes up `lack`, as bits; every way to do it.
QList<quint32> waysToLack(const QList<LostPurse>& purses, qint64 lack) {
    QList<quint32> ways;
    if (purses.size() > pursesAtMost)
        return ways;
    for (quint32 chosen = 0; chosen < 1U << purses.size(); ++chosen) {
        qint64 sum = 0;
        for (qsizetype i = 0; i < purses.size(); ++i)
            if (chosen & 1U << i)
                sum += purses.at(i).credit;
        if (sum == lack)
            ways.append(chosen);
    }
    return ways;
}

} // namespace

Result<std::optional<qint64>> totalAt(Store& store, const MeterBooks& books, qint64 count) {
    if (count == books.count())
        return books.total();
    if (count == books.meter.baseCount)
        return books.meter.baseTotal;
    MD_GET(row, store.row(QStringLiteral("SELECT total_after FROM credit_order WHERE meter_id = ? "
                                         "AND purchase_count = ? AND purchase_count IS NOT NULL "
                                         "AND state <> 'reversed'"),
                          {books.meter.id, count}));
    return row.isEmpty() || row.at(0).isNull() ? std::nullopt : std::optional(row.at(0).toLongLong());
}

Result<LeftInPurses> leftInOtherPurses(Store& store, const Observation& o, const MeterBooks& books, qint64 count) {
    LeftInPurses left;
    if (!o.totalLoaded || !books.newest || books.newest->order.overwrites || *o.totalLoaded >= books.total())
        return left;
    MD_GET(purses, otherPurses(store, o.meterId, count));
    if (purses.isEmpty())
        return left;
    MD_GET(totals, possibleTotals(store, books, count));
    std::set<quint32> ways;
    for (const qint64 total : std::as_const(totals))
        for (const quint32 way : waysToLack(purses, total - *o.totalLoaded))
            ways.insert(way);
    const bool missing = !totals.isEmpty() && *o.totalLoaded < totals.first();
    const bool nobodyKnows = ways.size() > 1 || (ways.empty() && missing);
    for (qsizetype i = 0; i < purses.size(); ++i)
        if (nobodyKnows || (ways.size() == 1 && *ways.begin() & 1U << i))
            left.orders.append(purses.at(i).orders);
    left.explains = !ways.empty();
    left.certain = ways.size() == 1;
    return left;
}

} // namespace meterdesk
