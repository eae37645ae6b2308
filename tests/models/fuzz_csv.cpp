// Any bytes as an import file: reading and checking must neither crash nor lose their place in the file.
#include "models/property/importcheck.h"
#include "models/property/importtext.h"

#include <cstdlib>

namespace {

void expect(bool holds) {
    if (!holds)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace meterdesk;
    const auto text = importText(QByteArray(reinterpret_cast<const char*>(data), qsizetype(size)));
    if (!text)
        return 0;
    expect(text->isValidUtf8());
    const qint64 lines = text->count('\n') + text->count('\r') + 1;
    ImportOptions options;
    options.compound = QStringLiteral("fuzz");
    options.layoutFacts.insert(QStringLiteral("two"),
                               {CreditBasis::Money, CardFamily::MifareClassic, {MeterKind::Water}, 2});
    ImportReport report;
    ImportCheck check(options, report);
    qint64 last = 0;
    const auto broken = readCsv(*text, [&](const CsvRow& row) {
        expect(row.line > last && row.line <= lines);
        last = row.line;
        return check.take(row);
    });
    expect(!broken || (broken->line >= last && broken->line <= lines));
    const ImportPlan& plan = check.plan();
    expect(plan.apartments.size() == std::size_t(plan.apartmentByCode.size()));
    for (const PlannedMeter& meter : plan.meters)
        expect(meter.apartment < plan.apartments.size() && meter.count >= 0 && meter.total >= 0);
    for (const PlannedCard& card : plan.cards)
        expect(!card.meters.empty() && card.meters.size() <= 2);
    for (const ImportFault& fault : report.faults)
        expect(fault.line >= 1 && fault.line <= lines && !fault.problem.isEmpty());
    return 0;
}
