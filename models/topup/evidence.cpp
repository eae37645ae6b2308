#include "models/topup/evidence.h"

#include "models/topup/otherpurses.h"
#include "models/topup/rules.h"

#include <QRegularExpression>

namespace meterdesk {
namespace {

/// What the meter said last.
struct LastReport {
    qint64 count = 0;
    Observation said;
};

QString monthlyText(const QList<qint64>& months) {
    QStringList texts;
    for (const qint64 month : months)
        texts.append(QString::number(month));
    return texts.join(QLatin1Char(','));
}

std::optional<qint64> maybe(const QVariant& value) {
    return value.isNull() ? std::nullopt : std::optional(value.toLongLong());
}

Result<std::optional<LastReport>> lastReport(Store& store, Id meterId) {
    static const QString sql = QStringLiteral(
        "SELECT last_count, total_loaded, remaining, total_used, valve_open, faults, monthly, meter_time, source "
        "FROM meter_report WHERE meter_id = ? ORDER BY id DESC LIMIT 1");
    MD_GET(row, store.row(sql, {meterId}));
    if (row.isEmpty())
        return std::nullopt;
    LastReport last;
    last.count = row.at(0).toLongLong();
    last.said.totalLoaded = maybe(row.at(1));
    last.said.remaining = maybe(row.at(2));
    last.said.totalUsed = maybe(row.at(3));
    if (!row.at(4).isNull())
        last.said.valveOpen = row.at(4).toLongLong() != 0;
    last.said.faults = row.at(5).toLongLong();
    const QStringList months = row.at(6).toString().split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (const QString& month : months)
        last.said.monthly.append(month.toLongLong());
    last.said.meterTime = maybe(row.at(7));
    last.said.source = row.at(8).toString();
    return last;
}

template <class T>
bool tells(const std::optional<T>& now, const std::optional<T>& before) {
    return now && now != before;
}

bool isNews(const Observation& o, qint64 count, const LastReport& last) {
    return count != last.count || tells(o.totalLoaded, last.said.totalLoaded) ||
           tells(o.remaining, last.said.remaining) || tells(o.totalUsed, last.said.totalUsed) ||
           tells(o.valveOpen, last.said.valveOpen) || tells(o.meterTime, last.said.meterTime) ||
           o.faults != last.said.faults || (!o.monthly.isEmpty() && o.monthly != last.said.monthly);
}

Result<bool> anyRow(Store& store, const QString& sql, const QVariantList& values) {
    MD_GET(row, store.row(sql, values));
    return !row.isEmpty();
}

Result<QList<OrderRow>> ordersShown(Store& store, const Observation& o, qint64 count, const MeterBooks& books,
                                    const QList<Id>& left, bool news, TimeMs now) {
    QList<OrderRow> shown;
    if (!books.newest)
        return shown;
    // Only the newest can be on its way; but what another purse held may have been found again.
    if (books.newest->order.state == OrderState::Loaded && (books.newest->order.overwrites || !news))
        return shown;
    const bool ahead = count > books.count();
    // What overwrites has at most one that isn't loaded.
    if (books.newest->order.overwrites) {
        if (mayBeLoaded(*books.newest, ahead, now) && showsLoaded(books.newest->order, count, o.totalLoaded))
            shown.append(*books.newest);
        return shown;
    }
    MD_GET(rows, OrderStore(store).select(
                     QStringLiteral("WHERE o.meter_id = ? AND o.purchase_count IS NOT NULL AND o.state <> 'reversed' "
                                    "AND o.state <> 'loaded' ORDER BY o.purchase_count"),
                     {o.meterId}));
    for (const OrderRow& row : rows)
        if (!left.contains(row.order.id) && mayBeLoaded(row, ahead, now) &&
            showsLoaded(row.order, count, o.totalLoaded))
            shown.append(row);
    return shown;
}

QString against(qint64 said, qint64 books) {
    return QStringLiteral("meter %1, books %2").arg(said).arg(books);
}

Status addCaseOnce(Store& store, EvidencePlan& plan, Id meterId, const QString& kind, const QString& detail) {
    MD_GET(open, anyRow(store,
                        QStringLiteral("SELECT 1 FROM discrepancy WHERE meter_id = ? AND kind = ? AND detail = ? "
                                       "AND closed_at IS NULL LIMIT 1"),
                        {meterId, kind, detail}));
    if (!open)
        plan.cases.append({kind, detail});
    return {};
}

/// The meter has a purchase that the books don't have, or have given the money back for.
Status weighAhead(Store& store, const Observation& o, const MeterBooks& books, EvidencePlan& plan) {
    MD_GET(reversed, anyRow(store,
                            QStringLiteral("SELECT 1 FROM credit_order WHERE meter_id = ? AND state = 'reversed' "
                                           "AND purchase_count > ? AND purchase_count <= ? LIMIT 1"),
                            {o.meterId, books.count(), plan.count}));
    return addCaseOnce(store, plan, o.meterId,
                       reversed ? QStringLiteral("reversed-loaded") : QStringLiteral("count-ahead"),
                       against(plan.count, books.count()));
}

/// An order was taken off the purse, torn before the card's file said so: its meter has the number, and none of it.
Result<bool> countedWithoutCredit(Store& store, const Observation& o, const MeterBooks& books, qint64 count) {
    if (o.totalLoaded != books.total())
        return false;
    return anyRow(
        store,
        QStringLiteral("SELECT 1 FROM credit_order WHERE meter_id = ? AND state = 'reversed' AND overwrites = 0 "
                       "AND purchase_count = ? LIMIT 1"),
        {o.meterId, count});
}

const QString totalsApart = QStringLiteral("meter %1, books %2");

/// By how much a meter's total was off when a case was last opened for it, in steps of the last decimal.
Result<std::optional<qint64>> toldDifference(Store& store, Id meterId, const QString& kind) {
    MD_GET(row, store.row(QStringLiteral("SELECT detail FROM discrepancy WHERE meter_id = ? AND kind = ? ORDER BY "
                                         "opened_at DESC, id DESC LIMIT 1"),
                          {meterId, kind}));
    static const QRegularExpression totals(QStringLiteral("^meter (-?\\d+)\\.(\\d+), books (-?\\d+)\\.(\\d+)$"));
    const QRegularExpressionMatch match = totals.match(row.isEmpty() ? QString() : row.at(0).toString());
    if (!match.hasMatch())
        return std::nullopt;
    return (match.captured(1) + match.captured(2)).toLongLong() - (match.captured(3) + match.captured(4)).toLongLong();
}

Status weighTotal(Store& store, const Observation& o, const MeterBooks& books, bool explained, EvidencePlan& plan) {
    if (explained)
        return {};
    MD_GET(expected, totalAt(store, books, plan.count));
    const qint64 said = *o.totalLoaded;
    const bool knownExcess = !expected && said - o.totalTolerance > books.total();
    if (expected ? qAbs(said - *expected) <= o.totalTolerance : !knownExcess)
        return {};
    // What is being taken off the purse may be off it already: settling finds out.
    if (books.newest && books.newest->order.state == OrderState::Reversing && !books.newest->order.overwrites &&
        said == totalBefore(books.newest->order))
        return {};
    // An exchanged meter that hasn't yet taken what lay in the purse.
    if (plan.count == books.meter.baseCount && said == books.meter.baseTotal - books.meter.carried)
        return {};
    if (books.newest && !books.newest->order.overwrites && said <= books.total()) {
        // A purse meter's count may lag behind its total.
        MD_GET(later, anyRow(store,
                             QStringLiteral("SELECT 1 FROM credit_order WHERE meter_id = ? AND purchase_count > ? "
                                            "AND purchase_count IS NOT NULL AND state <> 'reversed' "
                                            "AND total_after = ? LIMIT 1"),
                             {o.meterId, plan.count, said}));
        if (later)
            return {};
    }
    const qint64 known = expected.value_or(books.total());
    const QString kind = said > known ? QStringLiteral("total-excess") : QStringLiteral("total-short");
    MD_GET(told, toldDifference(store, o.meterId, kind));
    if (told == said - known) // the same still, a purchase later: somebody is at it, or has seen to it
        return {};
    return addCaseOnce(
        store, plan, o.meterId, kind,
        totalsApart.arg(toString(Credit{said, books.meter.basis}), toString(Credit{known, books.meter.basis})));
}

} // namespace

Result<EvidencePlan> weigh(Store& store, const Observation& o, const MeterBooks& books, TimeMs now) {
    EvidencePlan plan;
    plan.count = runningCount(o.lastCount, o.countModulus, books.count());
    MD_GET(last, lastReport(store, o.meterId));
    // A card that was away while another way reported brings old news; they are true, but nothing new. From the same
    // source, old news are a restored copy.
    const bool older = last && o.meterTime && last->said.meterTime && *o.meterTime < *last->said.meterTime;
    if (older && o.source != last->said.source && plan.count <= last->count)
        return plan;
    MD_GET(left, leftInOtherPurses(store, o, books, plan.count));
    const bool news = !last || isNews(o, plan.count, *last);
    MD_GET(loads, ordersShown(store, o, plan.count, books, left.orders, news, now));
    plan.loads = loads;
    if (plan.count > books.count()) {
        MD_GET(numberOnly, countedWithoutCredit(store, o, books, plan.count));
        if (numberOnly) {
            plan.report = news;
            return plan;
        }
        // Not kept as a report: a count that is wrong once must not stand in the way of all that follow.
        MD_TRY(weighAhead(store, o, books, plan));
        return plan;
    }
    if (last && plan.count < last->count) {
        // Nor this: a restored copy would pass for the meter's newest word, and prove that money may be given back.
        MD_TRY(addCaseOnce(store, plan, o.meterId, QStringLiteral("count-back"), against(plan.count, last->count)));
        return plan;
    }
    plan.report = news;
    if (plan.report && o.totalLoaded)
        MD_TRY(weighTotal(store, o, books, left.explains, plan));
    return plan;
}

Result<Observed> takeIn(Store& store, const Observation& o, const EvidencePlan& plan, const Because& because) {
    Observed observed;
    OrderStore rows(store);
    if (plan.report) {
        static const QString sql = QStringLiteral(
            "INSERT INTO meter_report (id, meter_id, at, source, last_count, total_loaded, remaining, total_used, "
            "valve_open, faults, monthly, meter_time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        const QVariant valve = o.valveOpen ? QVariant(*o.valveOpen ? 1 : 0) : QVariant();
        MD_TRY(store.change(sql, {newId(), o.meterId, because.at, o.source, plan.count, nullable(o.totalLoaded),
                                  nullable(o.remaining), nullable(o.totalUsed), valve, o.faults, monthlyText(o.monthly),
                                  nullable(o.meterTime)}));
        observed.changed = true;
    }
    for (OrderRow row : plan.loads) {
        Because why = because;
        why.reason = QStringLiteral("%1: the meter is at count %2").arg(o.source).arg(plan.count);
        if (!row.order.receipt) {
            MD_GET(receipt, rows.nextReceipt());
            row.order.receipt = receipt;
            why.reason += QStringLiteral("; this proves the delivery");
        }
        row.order.proven = false;
        row.owner.clear();
        row.leaseUntil = 0;
        MD_TRY(rows.move(row, OrderStep::Observe, OrderState::Loaded, why));
        observed.loaded.append(row.order.id);
        observed.changed = true;
    }
    for (const EvidencePlan::Case& found : plan.cases) {
        MD_GET(id, addCase(store, o.meterId, found.kind, found.detail, because.at));
        observed.discrepancies.append(id);
        observed.changed = true;
    }
    return observed;
}

Result<Id> addCase(Store& store, Id meterId, const QString& kind, const QString& detail, TimeMs now) {
    const Id id = newId();
    MD_TRY(store.change(
        QStringLiteral("INSERT INTO discrepancy (id, meter_id, opened_at, kind, detail) VALUES (?, ?, ?, ?, ?)"),
        {id, meterId, now, kind, detail}));
    return id;
}

} // namespace meterdesk
