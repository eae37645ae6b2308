#include "models/metering/reportrow.h"

#include <QSqlQuery>
#include <QStringList>
#include <QVariant>

namespace meterdesk {
namespace {

std::optional<qint64> maybe(const QVariant& value) {
    return value.isNull() ? std::nullopt : std::optional(value.toLongLong());
}

} // namespace

QString reportColumns() {
    return QStringLiteral("r.id, r.at, r.source, r.last_count, r.total_loaded, r.remaining, r.total_used, "
                          "r.valve_open, r.faults, r.monthly, r.meter_time");
}

std::optional<MeterReport> reportFrom(const QSqlQuery& query, int first) {
    const auto column = [&](int n) { return query.value(first + n); };
    if (column(0).isNull())
        return std::nullopt;
    MeterReport report;
    report.id = column(0).toLongLong();
    report.at = column(1).toLongLong();
    report.source = column(2).toString();
    report.lastCount = column(3).toLongLong();
    report.totalLoaded = maybe(column(4));
    report.remaining = maybe(column(5));
    report.totalUsed = maybe(column(6));
    if (const auto valve = maybe(column(7)))
        report.valveOpen = *valve != 0;
    report.faults = column(8).toLongLong();
    for (const QString& month : column(9).toString().split(u',', Qt::SkipEmptyParts))
        report.monthly.append(month.toLongLong());
    report.meterTime = maybe(column(10));
    return report;
}

QString monthlyText(const QList<qint64>& monthly) {
    QStringList parts;
    for (const qint64 month : monthly)
        parts.append(QString::number(month));
    return parts.join(u',');
}

} // namespace meterdesk
