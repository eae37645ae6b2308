#include "ui/till/reportline.h"

#include <QCoreApplication>
#include <QDateTime>

namespace meterdesk {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ReportLine)
};

} // namespace

ReportLine reportLine(const CustomerMeter& each) {
    ReportLine line;
    if (!each.report)
        return line;
    const MeterReport& report = *each.report;
    const auto amount = [&each](qint64 value) { return creditText({value, each.meter.basis}, each.meter); };
    QStringList parts;
    if (report.valveOpen)
        parts << (*report.valveOpen ? Words::tr("valve open") : Words::tr("valve closed"));
    if (report.faults != 0)
        parts << Words::tr("faults %1").arg(report.faults, 2, 16, QLatin1Char('0'));
    parts << Words::tr("loaded up to no. %1").arg(report.lastCount);
    if (report.totalUsed)
        parts << Words::tr("%1 used in all").arg(amount(*report.totalUsed));
    line.warns = report.faults != 0 || report.valveOpen == false;
    line.text = Words::tr("The meter says: %1").arg(parts.join(QStringLiteral("  ·  ")));
    if (report.meterTime)
        parts
            << Words::tr("said at %1")
                   .arg(QDateTime::fromMSecsSinceEpoch(*report.meterTime).toString(QStringLiteral("yyyy-MM-dd HH:mm")));
    QStringList months;
    for (const qint64 used : report.monthly)
        months << amount(used);
    if (!months.isEmpty())
        parts << Words::tr("use per month, newest first: %1").arg(months.join(QStringLiteral(", ")));
    line.whole = parts.join(QLatin1Char('\n'));
    return line;
}

} // namespace meterdesk
