#include "models/property/import.h"

#include "models/property/importbooks.h"
#include "models/property/importtext.h"
#include "models/staff/staffbook.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QSet>

namespace meterdesk {
namespace {

QString troubleText(CsvTrouble trouble) {
    switch (trouble) {
    case CsvTrouble::Quote:
        return QCoreApplication::translate("Import", "A quotation mark stands in the wrong place; the rest of the file "
                                                     "can't be read.");
    case CsvTrouble::OpenQuote:
        return QCoreApplication::translate("Import", "A quotation mark is opened in this row and never closed; the "
                                                     "rest of the file can't be read.");
    case CsvTrouble::TooLarge:
        return QCoreApplication::translate("Import", "A cell holds more than 64 KiB; the rest of the file isn't read.");
    case CsvTrouble::Memory:
        return QCoreApplication::translate("Import", "There isn't enough memory to read this row.");
    }
    Q_UNREACHABLE();
}

/// Reads and checks the whole file by itself.
Status checkFile(const QByteArray& text, ImportCheck& check, ImportReport& report, ImportProgress& progress) {
    Status going;
    const auto broken = readCsv(text, [&](const CsvRow& row) {
        going = progress.at(row.line);
        return going && check.take(row);
    });
    MD_TRY(going);
    report.rows = check.plan().rows;
    if (broken)
        report.faults.append({broken->line, QString(), troubleText(broken->trouble)});
    else if (!check.headerSeen())
        report.faults.append({1, QString(), QCoreApplication::translate("Import", "The file is empty.")});
    else if (report.rows == 0 && report.faults.isEmpty())
        report.faults.append(
            {1, QString(), QCoreApplication::translate("Import", "There are no rows below the header.")});
    return {};
}

void sortFaults(ImportReport& report) {
    std::stable_sort(report.faults.begin(), report.faults.end(),
                     [](const ImportFault& a, const ImportFault& b) { return a.line < b.line; });
}

Status auditImport(Store& store, const StaffSession& session, const ImportReport& report, const QByteArray& csv) {
    const QByteArray hash = QCryptographicHash::hash(csv, QCryptographicHash::Sha256).toHex();
    return audit(store, Clock::system(), session, QStringLiteral("import"), QStringLiteral("import:csv"),
                 QStringLiteral("rows %1, apartments %2, residents %3, meters %4, cards %5, sha256 %6")
                     .arg(report.rows)
                     .arg(report.apartments)
                     .arg(report.residents)
                     .arg(report.meters)
                     .arg(report.cards)
                     .arg(QString::fromLatin1(hash)));
}

} // namespace

qint64 ImportReport::badRows() const {
    QSet<qint64> lines;
    for (const ImportFault& fault : faults)
        lines.insert(fault.line);
    return lines.size();
}

Result<ImportReport> importCompound(Store& store, const StaffSession& session, const QByteArray& csv,
                                    const ImportOptions& options) {
    MD_TRY(session.require(Permission::Import));
    MD_GET(text, importText(csv));
    ImportReport report;
    ImportCheck check(options, report);
    const qint64 lines = text.count('\n') + 1;
    ImportProgress progress(options, options.dryRun ? lines : 2 * lines);
    MD_TRY(checkFile(text, check, report, progress));
    const auto meetBooks = [&]() -> Status {
        // Reported together with the file's own faults, so that one look at the list is enough.
        MD_TRY(checkBooks(store, check, report));
        sortFaults(report);
        if (report.faults.isEmpty())
            ImportWriter::count(check.plan(), report);
        return {};
    };
    if (options.dryRun || !report.faults.isEmpty()) {
        MD_TRY(meetBooks());
        return report;
    }
    MD_TRY(store.transact([&]() -> Status {
        MD_TRY(meetBooks());
        if (!report.faults.isEmpty())
            return {};
        MD_TRY(ImportWriter(store, session, check.plan(), options, Clock::system().now())
                   .write(report, progress, lines, 2 * lines));
        return auditImport(store, session, report, csv);
    }));
    return report;
}

} // namespace meterdesk
