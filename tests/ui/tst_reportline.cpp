// What a meter wrote back, in a cashier's words.
#include "ui/common/language.h"
#include "ui/till/reportline.h"

#include <QDateTime>
#include <QTest>

using namespace meterdesk;

namespace {

CustomerMeter sample() {
    CustomerMeter meter;
    meter.meter.kind = MeterKind::Water;
    meter.meter.basis = CreditBasis::Quantity;
    MeterReport report;
    report.lastCount = 7;
    report.totalUsed = 12'500;
    report.valveOpen = true;
    report.monthly = {1'000, 2'500};
    report.meterTime = QDateTime(QDate(2026, 9, 21), QTime(9, 30)).toMSecsSinceEpoch();
    meter.report = report;
    return meter;
}

} // namespace

class ReportLineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { useLanguage(QStringLiteral("en")); }

    void aMeterThatHasSaidNothingHasNone() {
        CustomerMeter silent = sample();
        silent.report.reset();
        QVERIFY(reportLine(silent).text.isEmpty());
    }

    void allIsInOrder() {
        const ReportLine line = reportLine(sample());
        QCOMPARE(line.text,
                 QStringLiteral("The meter says: valve open  ·  loaded up to no. 7  ·  12.500 m³ used in all"));
        QVERIFY(!line.warns);
        QVERIFY2(line.whole.endsWith(QStringLiteral("said at 2026-09-21 09:30\n"
                                                    "use per month, newest first: 1.000 m³, 2.500 m³")),
                 qPrintable(line.whole));
    }

    void aClosedValveWarns() {
        CustomerMeter shut = sample();
        shut.report->valveOpen = false;
        QVERIFY(reportLine(shut).warns);
        QVERIFY(reportLine(shut).text.contains(QStringLiteral("valve closed")));
    }

    void aFaultWarns() {
        CustomerMeter faulty = sample();
        faulty.report->faults = 0x05;
        QVERIFY(reportLine(faulty).warns);
        QVERIFY(reportLine(faulty).text.contains(QStringLiteral("faults 05")));
    }

    void whatAMeterDoesNotTellIsLeftOut() {
        CustomerMeter terse = sample();
        terse.report = MeterReport{};
        const ReportLine line = reportLine(terse);
        QCOMPARE(line.text, QStringLiteral("The meter says: loaded up to no. 0"));
        QVERIFY(!line.warns);
    }
};

QTEST_MAIN(ReportLineTest)
#include "tst_reportline.moc"
