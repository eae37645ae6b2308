#include "tests/support/killedsale.h"

#include "cardio/simulator/shelf.h"
#include "models/store/store.h"
#include "tests/support/tempstore.h"
#include "tests/support/typed.h"

#include <QJsonArray>
#include <cstdio>

namespace meterdesk::test {
namespace {

/// Orders that are neither delivered nor given back: state and number.
QList<std::pair<QString, QString>> openOrders(const Program& office) {
    const auto store = must(Store::open(office.path(QStringLiteral("office.db"))));
    QSqlQuery* rows = must(store->run(QStringLiteral(
        "SELECT state, id FROM credit_order WHERE state NOT IN ('delivered', 'loaded', 'reversed') ORDER BY id")));
    QList<std::pair<QString, QString>> open;
    while (rows->next())
        open << std::pair(rows->value(0).toString(), rows->value(1).toString());
    return open;
}

} // namespace

QString KilledSale::meterOf(const QString& layout) {
    if (m_meters.isEmpty()) {
        const Program office;
        const QJsonArray meters = ok(office, words("meter list"))[QStringLiteral("meters")].toArray();
        for (const QJsonValue meter : meters) {
            const QString its = meter[QStringLiteral("layout")].toString();
            if (!m_meters.contains(its))
                m_meters[its] = meter[QStringLiteral("number")].toString();
        }
    }
    if (!m_meters.contains(layout))
        qFatal("no meter has the layout %s", qPrintable(layout));
    return m_meters.value(layout);
}

const Program& KilledSale::soldOnce(const QString& layout) {
    const auto known = m_offices.find(layout);
    if (known != m_offices.end())
        return known->second;
    const Program& office = m_offices.emplace(layout, Program()).first->second;
    const QString family = layout.section(QLatin1Char('-'), 0, 0);
    const QString kind = family.startsWith(QLatin1String("sle")) ? QStringLiteral("sle") : family;
    const QString meter = meterOf(layout);
    ok(office, simulated("sim insert", kind + QStringLiteral("-1")));
    // Before its first card: by that alone a meter by quantity couldn't be told from one by money.
    simulator::MeterState state;
    state.number = meter;
    state.layout = layout;
    must(simulator::Shelf(office.folder()).installMeter(state));
    ok(office, simulated("card issue --meter", meter));
    ok(office, simulated("topup --pay 50 --meter", meter));
    if (!loadMeter(office))
        qFatal("%s: the first sale isn't loaded", qPrintable(layout));
    return office;
}

QStringList KilledSale::topUp(const QString& layout) {
    return simulated("topup --pay 50 --meter", meterOf(layout));
}

QStringList KilledSale::settled(const Program& killed) {
    QStringList wrong;
    // Before commit one there is nothing to settle, and all those kills leave the same: each order by turns.
    const bool begun = bookedIn(killed).orders > 1;
    m_turn = !m_turn;
    for (const bool meterFirst : {false, true}) {
        if (!begun && meterFirst == m_turn)
            continue;
        const Program office = Program::copyOf(killed);
        if (meterFirst)
            loadMeter(office);
        QStringList bad;
        const QString way = settledInto(office, bad);
        ++m_ways[(meterFirst ? QStringLiteral("meter first, ") : QStringLiteral("desk first, ")) + way];
        for (const QString& one : std::as_const(bad))
            wrong << (meterFirst ? QStringLiteral("meter first, ") : QStringLiteral("desk first, ")) + one;
    }
    return wrong;
}

/// The program settles; then each way there is to go on, on a copy of its own.
QString KilledSale::settledInto(const Program& office, QStringList& wrong) {
    const Ran settling = office.json(simulated("card settle"));
    const auto open = openOrders(office);
    if (settling.status != 0 || open.size() > 1 ||
        (open.size() == 1 && open.first().first != QLatin1String("not-delivered"))) {
        wrong << QStringLiteral("settle: %1, %2 open").arg(told(settling)).arg(open.size());
        return QStringLiteral("stuck");
    }
    if (open.isEmpty()) {
        if (const QString bad = finished(office); !bad.isEmpty())
            wrong << bad;
        const Booked booked = bookedIn(office);
        return booked.orders == 1    ? QStringLiteral("not begun")
               : booked.reversed > 0 ? QStringLiteral("taken back")
                                     : QStringLiteral("delivered");
    }
    const QString id = open.first().second;
    for (const QStringList& next : {QStringList{QStringLiteral("order"), QStringLiteral("resend"), id},
                                    QStringList{QStringLiteral("order"), QStringLiteral("reverse"), id,
                                                QStringLiteral("--reason"), QStringLiteral("not on the card")}}) {
        const Program branch = Program::copyOf(office);
        const Ran going = branch.json(words("--reader simulator") + next);
        const QString bad = going.status != 0 ? told(going) : finished(branch);
        if (!bad.isEmpty())
            wrong << next.at(1) + QStringLiteral(": ") + bad;
        else if (const Booked booked = bookedIn(branch); booked.reversed != (next.size() > 3 ? 5000 : 0))
            wrong << QStringLiteral("%1: given back are %2 fen").arg(next.at(1)).arg(booked.reversed);
    }
    return QStringLiteral("sent again, given back");
}

/// The meter takes what there is, once, and the desk sees the card again.
QString KilledSale::finished(const Program& office) {
    loadMeter(office);
    if (loadMeter(office))
        return QStringLiteral("loaded twice");
    const Ran showing = office.json(simulated("card show"));
    const QJsonObject card = showing.json();
    if (showing.status != 0 || !card[QStringLiteral("openOrder")].isNull() ||
        card[QStringLiteral("status")] != QStringLiteral("active"))
        return QStringLiteral("the card: ") + told(showing);
    const Booked booked = bookedIn(office);
    if (booked.orders > 2 || booked.paid != 5000 * booked.orders)
        return QStringLiteral("%1 orders, paid %2 fen").arg(booked.orders).arg(booked.paid);
    return whereMoneyWent(office);
}

void KilledSale::printWays() const {
    for (auto way = m_ways.begin(); way != m_ways.end(); ++way)
        std::printf("%-40s%6d\n", qPrintable(way.key()), way.value());
}

} // namespace meterdesk::test
