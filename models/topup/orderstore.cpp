#include "models/topup/orderstore.h"

#include "models/store/rows.h"

#include <QCoreApplication>

namespace meterdesk {
namespace {

#define MD_ORDER_COLUMNS                                                                                               \
    "o.id, o.meter_id, o.account_id, o.kind, o.state, o.paid_fen, o.price, o.credit, o.purchase_count, "               \
    "o.total_after, o.overwrites, o.copyable, o.proven, o.reason, o.receipt, o.prints, o.created_by, o.created_at, "   \
    "o.changed_at, o.moves, o.owner, o.lease_until, m.basis"
#define MD_ATTEMPT_COLUMNS                                                                                             \
    "a.id, a.order_id, a.number, a.carrier, a.carrier_id, a.card_id, a.purpose, a.online_serial, a.old_balance, "      \
    "a.terminal, a.stamped, a.before, a.tac, a.outcome, a.note, a.begun_at, a.ended_at"

#define MD_SPENT_COUNT                                                                                                 \
    "COALESCE((SELECT MAX(x.purchase_count) FROM credit_order x WHERE x.meter_id = m.id AND x.state = 'reversed' AND " \
    "x.purchase_count <= (SELECT r.last_count FROM meter_report r WHERE r.meter_id = m.id ORDER BY r.id DESC "         \
    "LIMIT 1)), 0)"

constexpr qsizetype orderColumns = 23;
constexpr qsizetype attemptColumns = 17;

/// Takes the columns of a row one after another.
class Columns {
public:
    explicit Columns(const QVariantList& row, qsizetype from = 0) : m_row(row), m_next(from) {}
    qint64 number() { return take().toLongLong(); }
    bool flag() { return take().toLongLong() != 0; }
    QString text() { return take().toString(); }
    std::optional<qint64> maybeNumber() {
        const QVariant& value = take();
        return value.isNull() ? std::nullopt : std::optional(value.toLongLong());
    }

private:
    const QVariant& take() { return m_row.at(m_next++); }
    const QVariantList& m_row;
    qsizetype m_next;
};

Error corrupt(const QString& what) {
    return {ErrorCode::StoreCorrupt, what};
}

Result<OrderRow> orderFrom(const QVariantList& values, qsizetype from = 0) {
    Columns c(values, from);
    OrderRow row;
    CreditOrder& o = row.order;
    o.id = c.number();
    o.meterId = c.number();
    o.accountId = c.number();
    const std::optional<OrderKind> kind = kindFromName(c.text());
    const std::optional<OrderState> state = stateFromName(c.text());
    o.paid.fen = c.number();
    o.price.tenThousandths = c.number();
    o.credit.value = c.number();
    o.count = c.maybeNumber();
    o.totalAfter = c.maybeNumber();
    o.overwrites = c.flag();
    o.copyable = c.flag();
    o.proven = c.flag();
    o.reason = c.text();
    o.receipt = c.maybeNumber();
    o.prints = static_cast<int>(c.number());
    o.createdBy = c.number();
    o.createdAt = c.number();
    o.changedAt = c.number();
    o.moves = c.maybeNumber().value_or(noId);
    row.owner = c.text();
    row.leaseUntil = c.number();
    const std::optional<CreditBasis> basis = basisFromName(c.text());
    if (!kind || !state || !basis)
        return tl::unexpected(corrupt(QStringLiteral("credit_order %1").arg(o.id)));
    o.kind = *kind;
    o.state = *state;
    o.credit.basis = *basis;
    return row;
}

AttemptPurpose purposeFromName(const QString& name) {
    return name == QLatin1String("take-back") ? AttemptPurpose::TakeBack : AttemptPurpose::Deliver;
}

Attempt attemptFrom(const QVariantList& values) {
    Columns c(values);
    Attempt a;
    a.id = c.number();
    a.orderId = c.number();
    a.number = static_cast<int>(c.number());
    a.evidence.carrier = c.text();
    a.evidence.carrierId = c.text();
    a.evidence.cardId = c.number();
    a.purpose = purposeFromName(c.text());
    a.evidence.onlineSerial = c.maybeNumber();
    a.evidence.oldBalance = c.maybeNumber();
    a.evidence.terminal = c.text();
    a.evidence.stamped = c.text();
    a.evidence.before = c.text();
    a.tac = c.text();
    a.outcome = c.text();
    a.note = c.text();
    a.begunAt = c.number();
    a.endedAt = c.maybeNumber();
    return a;
}

QVariantList currentRow(const QSqlQuery& query, qsizetype columns) {
    QVariantList values;
    values.reserve(columns);
    for (int i = 0; i < columns; ++i)
        values.append(query.value(i));
    return values;
}

} // namespace

bool OrderRow::leased(TimeMs now) const {
    if (owner.isEmpty() || leaseUntil <= now)
        return false;
    const std::optional<LeaseOwner> who = LeaseOwner::fromText(owner);
    return !who || !who->isGone();
}

Result<OrderRow> OrderStore::order(Id id) const {
    static const QString sql = QStringLiteral("SELECT " MD_ORDER_COLUMNS
                                              " FROM credit_order o JOIN meter m ON m.id = o.meter_id WHERE o.id = ?");
    MD_GET(values, m_store.row(sql, {id}));
    if (values.isEmpty())
        return fail(ErrorCode::NotFound, QCoreApplication::translate("Journal", "order %1").arg(toString(id)));
    return orderFrom(values);
}

Result<MeterBooks> OrderStore::books(Id meterId) const {
    // The partial index on (meter_id, purchase_count) answers it: its conditions are repeated word for word.
    static const QString sql = QStringLiteral(
        "SELECT m.number, m.kind, m.layout, m.account_id, m.state, m.base_count, m.base_total, m.carried, m.basis, "
        "" MD_SPENT_COUNT ", " MD_ORDER_COLUMNS " FROM meter m LEFT JOIN credit_order o ON o.meter_id = m.id "
        "AND o.purchase_count IS NOT NULL AND o.state <> 'reversed' WHERE m.id = ? "
        "ORDER BY o.purchase_count DESC LIMIT 1");
    MD_GET(values, m_store.row(sql, {meterId}));
    if (values.isEmpty())
        return fail(ErrorCode::NotFound, QCoreApplication::translate("Meter", "meter %1").arg(meterId));
    Columns c(values);
    MeterBooks books;
    books.meter.id = meterId;
    books.meter.number = c.text();
    const std::optional<MeterKind> kind = meterKindFromName(c.text());
    books.meter.layout = c.text();
    books.meter.accountId = c.number();
    const std::optional<MeterState> state = meterStateFromName(c.text());
    books.meter.baseCount = c.number();
    books.meter.baseTotal = c.number();
    books.meter.carried = c.number();
    const std::optional<CreditBasis> basis = basisFromName(c.text());
    if (!kind || !state || !basis)
        return tl::unexpected(corrupt(QStringLiteral("meter %1").arg(meterId)));
    books.meter.kind = *kind;
    books.meter.state = *state;
    books.meter.basis = *basis;
    books.spent = c.number();
    constexpr qsizetype meterColumns = 10;
    if (!values.at(meterColumns).isNull()) {
        MD_GET(newest, orderFrom(values, meterColumns));
        books.newest = newest;
    }
    return books;
}

Result<qint64> OrderStore::spentCount(Id meterId) const {
    static const QString sql = QStringLiteral("SELECT " MD_SPENT_COUNT " FROM meter m WHERE m.id = ?");
    MD_GET(values, m_store.row(sql, {meterId}));
    return values.isEmpty() ? 0 : values.constFirst().toLongLong();
}

Result<AttemptRow> OrderStore::attempt(Id attemptId) const {
    static const QString sql = QStringLiteral(
        "SELECT " MD_ORDER_COLUMNS ", a.number, a.purpose, a.outcome, "
        "(SELECT MAX(l.number) FROM credit_attempt l WHERE l.order_id = a.order_id) "
        "FROM credit_attempt a JOIN credit_order o ON o.id = a.order_id JOIN meter m ON m.id = o.meter_id "
        "WHERE a.id = ?");
    MD_GET(values, m_store.row(sql, {attemptId}));
    if (values.isEmpty())
        return fail(ErrorCode::NotFound, QCoreApplication::translate("Journal", "attempt %1").arg(attemptId));
    AttemptRow found;
    MD_GET(row, orderFrom(values));
    found.row = row;
    Columns c(values, orderColumns);
    found.number = static_cast<int>(c.number());
    found.purpose = purposeFromName(c.text());
    found.outcome = c.text();
    found.isLast = c.number() == found.number;
    return found;
}

Result<QList<Attempt>> OrderStore::attempts(Id orderId) const {
    static const QString sql =
        QStringLiteral("SELECT " MD_ATTEMPT_COLUMNS " FROM credit_attempt a WHERE a.order_id = ? ORDER BY a.number");
    MD_GET(query, m_store.run(sql, {orderId}));
    QList<Attempt> found;
    while (query->next())
        found.append(attemptFrom(currentRow(*query, attemptColumns)));
    MD_TRY(finishRows(*query));
    return found;
}

Result<Attempt> OrderStore::lastAttempt(Id orderId) const {
    static const QString sql = QStringLiteral(
        "SELECT " MD_ATTEMPT_COLUMNS " FROM credit_attempt a WHERE a.order_id = ? ORDER BY a.number DESC LIMIT 1");
    MD_GET(values, m_store.row(sql, {orderId}));
    if (values.isEmpty())
        return fail(ErrorCode::NotFound, QCoreApplication::translate("Journal", "attempt of order %1").arg(orderId));
    return attemptFrom(values);
}

Result<QList<OrderEvent>> OrderStore::history(Id orderId) const {
    static const QString sql = QStringLiteral("SELECT id, at, from_state, to_state, staff_id, second_staff_id, reason "
                                              "FROM credit_event WHERE order_id = ? ORDER BY id");
    MD_GET(query, m_store.run(sql, {orderId}));
    QList<OrderEvent> found;
    while (query->next()) {
        const QVariantList values = currentRow(*query, 7);
        Columns c(values);
        OrderEvent event;
        event.id = c.number();
        event.at = c.number();
        event.from = stateFromName(c.text());
        const std::optional<OrderState> to = stateFromName(c.text());
        if (!to) {
            query->finish();
            return tl::unexpected(corrupt(QStringLiteral("credit_event %1").arg(event.id)));
        }
        event.to = *to;
        event.staffId = c.number();
        event.secondStaffId = c.number();
        event.reason = c.text();
        found.append(event);
    }
    MD_TRY(finishRows(*query));
    return found;
}

Result<QList<OrderRow>> OrderStore::select(const QString& tail, const QVariantList& values) const {
    static const QString head =
        QStringLiteral("SELECT " MD_ORDER_COLUMNS " FROM credit_order o JOIN meter m ON m.id = o.meter_id ");
    MD_GET(query, m_store.run(head + tail, values));
    QList<OrderRow> found;
    while (query->next()) {
        Result<OrderRow> row = orderFrom(currentRow(*query, orderColumns));
        if (!row) {
            query->finish();
            return tl::unexpected(row.error());
        }
        found.append(*row);
    }
    MD_TRY(finishRows(*query));
    return found;
}

Status OrderStore::insert(const OrderRow& row, OrderStep step, const Because& because) {
    const CreditOrder& o = row.order;
    if (!mayMove(std::nullopt, step, o.state))
        return tl::unexpected(orderStateError(o));
    static const QString sql = QStringLiteral(
        "INSERT INTO credit_order (id, meter_id, account_id, kind, state, paid_fen, price, credit, purchase_count, "
        "total_after, overwrites, copyable, reason, moves, created_by, created_at, changed_at, owner, lease_until) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    MD_TRY(m_store.change(sql, {o.id, o.meterId, o.accountId, kindName(o.kind), stateName(o.state), o.paid.fen,
                                o.price.tenThousandths, o.credit.value, nullable(o.count), nullable(o.totalAfter),
                                o.overwrites ? 1 : 0, o.copyable ? 1 : 0, o.reason, nullableId(o.moves),
                                nullableId(o.createdBy), o.createdAt, o.changedAt, row.owner, row.leaseUntil}));
    return addEvent(o.id, std::nullopt, o.state, because);
}

Status OrderStore::move(OrderRow& row, OrderStep step, OrderState to, const Because& because) {
    CreditOrder& o = row.order;
    const OrderState from = o.state;
    if (!mayMove(from, step, to))
        return tl::unexpected(orderStateError(o));
    // Compared with the state that was read, so that also a store that lets two write at once changes it once.
    static const QString sql = QStringLiteral(
        "UPDATE credit_order SET state = ?, purchase_count = ?, total_after = ?, proven = ?, receipt = ?, owner = ?, "
        "lease_until = ?, changed_at = ? WHERE id = ? AND state = ?");
    MD_GET(changed,
           m_store.change(sql, {stateName(to), nullable(o.count), nullable(o.totalAfter), o.proven ? 1 : 0,
                                nullable(o.receipt), row.owner, row.leaseUntil, because.at, o.id, stateName(from)}));
    if (changed != 1)
        return fail(ErrorCode::OrderBusy, toString(o.id));
    o.state = to;
    o.changedAt = because.at;
    return addEvent(o.id, from, to, because);
}

Status OrderStore::lease(OrderRow& row, const QString& owner, TimeMs until) {
    static const QString sql = QStringLiteral("UPDATE credit_order SET owner = ?, lease_until = ? "
                                              "WHERE id = ? AND state = ? AND owner = ? AND lease_until = ?");
    MD_GET(changed,
           m_store.change(sql, {owner, until, row.order.id, stateName(row.order.state), row.owner, row.leaseUntil}));
    if (changed != 1)
        return fail(ErrorCode::OrderBusy, toString(row.order.id));
    row.owner = owner;
    row.leaseUntil = until;
    return {};
}

Result<Attempt> OrderStore::insertAttempt(Id orderId, const AttemptEvidence& evidence, AttemptPurpose purpose,
                                          TimeMs now, bool isFirst) {
    Attempt attempt;
    attempt.id = newId();
    attempt.orderId = orderId;
    attempt.purpose = purpose;
    attempt.evidence = evidence;
    attempt.begunAt = now;
    attempt.number = 1;
    if (!isFirst) {
        static const QString lastSql =
            QStringLiteral("SELECT COALESCE(MAX(number), 0) FROM credit_attempt WHERE order_id = ?");
        MD_GET(last, m_store.row(lastSql, {orderId}));
        attempt.number = last.value(0).toInt() + 1;
    }
    static const QString sql = QStringLiteral(
        "INSERT INTO credit_attempt (id, order_id, number, carrier, carrier_id, card_id, purpose, online_serial, "
        "old_balance, terminal, stamped, before, begun_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    MD_TRY(m_store.change(
        sql, {attempt.id, orderId, attempt.number, evidence.carrier, evidence.carrierId, nullableId(evidence.cardId),
              purpose == AttemptPurpose::TakeBack ? QStringLiteral("take-back") : QStringLiteral("deliver"),
              nullable(evidence.onlineSerial), nullable(evidence.oldBalance), evidence.terminal, evidence.stamped,
              evidence.before, now}));
    return attempt;
}

Status OrderStore::endAttempt(Id attemptId, const AttemptEnd& end) {
    static const QString sql =
        QStringLiteral("UPDATE credit_attempt SET outcome = ?, tac = ?, note = ?, ended_at = ? WHERE id = ?");
    MD_TRY(m_store.change(sql, {end.outcome, end.tac, end.note, end.at, attemptId}));
    return {};
}

Result<qint64> OrderStore::nextReceipt() {
    static const QString sql =
        QStringLiteral("INSERT INTO counter (name, value) VALUES ('receipt', 1) "
                       "ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value");
    MD_GET(values, m_store.row(sql));
    if (values.isEmpty())
        return tl::unexpected(corrupt(QStringLiteral("counter")));
    return values.constFirst().toLongLong();
}

Status OrderStore::addEvent(Id orderId, std::optional<OrderState> from, OrderState to, const Because& because) {
    static const QString sql = QStringLiteral(
        "INSERT INTO credit_event (id, order_id, at, from_state, to_state, staff_id, second_staff_id, reason) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    MD_TRY(m_store.change(sql, {newId(), orderId, because.at, from ? stateName(*from) : QString(), stateName(to),
                                nullableId(because.staffId), nullableId(because.secondStaffId), because.reason}));
    return {};
}

QString outcomeName(DeliveryOutcome outcome) {
    switch (outcome) {
    case DeliveryOutcome::Applied:
        return QStringLiteral("applied");
    case DeliveryOutcome::NotApplied:
        return QStringLiteral("not-applied");
    case DeliveryOutcome::HandedOver:
        return QStringLiteral("handed-over");
    case DeliveryOutcome::Unknown:
        return QStringLiteral("unknown");
    }
    Q_UNREACHABLE();
}

Error orderStateError(const CreditOrder& order) {
    return {ErrorCode::OrderState, toString(order.id) + QLatin1Char('|') + stateText(order.state)};
}

} // namespace meterdesk
