#include "tests/support/killing.h"

#include "cardio/simulator/shelf.h"
#include "models/store/store.h"
#include "tests/support/support.h"
#include "tests/support/tempstore.h"

#include <QFileInfo>

namespace meterdesk::test {
namespace {

QString variableOf(KillAt::Place place) {
    switch (place) {
    case KillAt::Place::Apdu:
        return QStringLiteral("METERDESK_SIM_KILL_AT");
    case KillAt::Place::Transmit:
        return QStringLiteral("METERDESK_KILL_AT_TRANSMIT");
    case KillAt::Place::Write:
        return QStringLiteral("METERDESK_KILL_AT_WRITE");
    case KillAt::Place::Sync:
        return QStringLiteral("METERDESK_KILL_AT_SYNC");
    }
    Q_UNREACHABLE();
}

} // namespace

void keepOfficesInMemory() {
    if (QFileInfo(QStringLiteral("/dev/shm")).isWritable())
        qputenv("TMPDIR", "/dev/shm");
}

QString placeName(KillAt::Place place) {
    switch (place) {
    case KillAt::Place::Apdu:
        return QStringLiteral("before APDU");
    case KillAt::Place::Transmit:
        return QStringLiteral("before transmit");
    case KillAt::Place::Write:
        return QStringLiteral("before write");
    case KillAt::Place::Sync:
        return QStringLiteral("before sync");
    }
    Q_UNREACHABLE();
}

void arm(Program& office, KillAt at) {
    office.environment.insert(variableOf(at.place), QString::number(at.n));
    office.environment.insert(QStringLiteral("LD_PRELOAD"), preloadPath());
    // A sanitizer wants to be the first library; killat has no sanitizer and does no harm before it.
    const QString sanitizer = office.environment.value(QStringLiteral("ASAN_OPTIONS"));
    office.environment.insert(QStringLiteral("ASAN_OPTIONS"),
                              sanitizer + QStringLiteral(":verify_asan_link_order=0:detect_leaks=0"));
}

void disarm(Program& office) {
    for (const auto place : {KillAt::Place::Apdu, KillAt::Place::Transmit, KillAt::Place::Write, KillAt::Place::Sync})
        office.environment.remove(variableOf(place));
    office.environment.remove(QStringLiteral("LD_PRELOAD"));
}

Ran runUntil(const Program& office, KillAt at, const QStringList& words) {
    Program armed = office; // the same folder
    arm(armed, at);
    return armed.json(words);
}

bool loadMeter(const Program& office) {
    return must(simulator::Shelf(office.folder()).loadIntoMeter()).loaded;
}

Booked bookedIn(const Program& office) {
    const auto store = must(Store::open(office.path(QStringLiteral("office.db"))));
    const QVariantList row = must(store->row(QStringLiteral(
        "SELECT COUNT(*), COALESCE(SUM(paid_fen), 0), "
        "COALESCE(SUM(CASE WHEN state IN ('delivered', 'loaded') THEN paid_fen END), 0), "
        "COALESCE(SUM(CASE WHEN state = 'reversed' THEN paid_fen END), 0), "
        "COALESCE(SUM(CASE WHEN state NOT IN ('delivered', 'loaded', 'reversed') THEN paid_fen END), "
        "0), COALESCE(SUM(CASE WHEN state IN ('delivered', 'loaded') THEN credit END), 0) FROM credit_order")));
    const QVariantList cases = must(store->row(
        QStringLiteral("SELECT COALESCE(GROUP_CONCAT(kind || ': ' || detail), '') FROM discrepancy WHERE kind IN "
                       "('reversed-loaded', 'total-excess', 'total-short', 'count-ahead', 'count-back', 'ahead', "
                       "'behind', 'other-meter')")));
    return {row.at(0).toLongLong(), row.at(1).toLongLong(), row.at(2).toLongLong(), row.at(3).toLongLong(),
            row.at(4).toLongLong(), row.at(5).toLongLong(), cases.at(0).toString()};
}

QString whereMoneyWent(const Program& office, qint64 before) {
    const Booked booked = bookedIn(office);
    if (booked.paid != booked.delivered + booked.reversed + booked.open || booked.open != 0)
        return QStringLiteral("paid %1 fen, delivered %2, reversed %3, open %4")
            .arg(booked.paid)
            .arg(booked.delivered)
            .arg(booked.reversed)
            .arg(booked.open);
    if (!booked.cases.isEmpty())
        return booked.cases;
    const simulator::Shelf shelf(office.folder());
    qint64 taken = 0;
    const QStringList numbers = shelf.meters();
    for (const QString& number : numbers)
        taken += must(shelf.meter(number)).loaded;
    if (taken != before + booked.credit)
        return QStringLiteral("the meters took %1, the books say %2").arg(taken - before).arg(booked.credit);
    return {};
}

} // namespace meterdesk::test
