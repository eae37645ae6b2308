// Checks a file row by row and makes the plan of what goes into the books. Knows nothing of the books themselves.
// Threads: as its creator's.
#pragma once

#include "models/property/csvreader.h"
#include "models/property/import.h"
#include "models/property/importcolumns.h"
#include "models/property/importplan.h"

#include <QSet>

namespace meterdesk {

class ImportCheck {
public:
    ImportCheck(const ImportOptions& options, ImportReport& report);

    /// The first row names the columns; each later one is checked and planned. Answers false where the header makes
    /// the rest pointless.
    bool take(const CsvRow& row);
    bool headerSeen() const { return m_headerSeen; }

    ImportPlan& plan() { return m_plan; }
    /// The name of a column in this file.
    QString header(ImportColumn column) const;

private:
    bool takeHeader(const CsvRow& row);
    void takeRow(const CsvRow& row);
    QString cell(ImportColumn column) const;
    bool has(ImportColumn column) const { return m_place.at(std::size_t(column)) >= 0; }
    void fault(ImportColumn column, const QString& problem);

    std::optional<std::size_t> takeApartment();
    std::optional<PlannedApartment> readApartment();
    PlannedPerson readPerson(ImportColumn name, ImportColumn phone);
    void agree(PlannedApartment& known, const PlannedApartment& again);
    void agreeText(ImportColumn column, QString& known, const QString& again, qint64 line);
    void takeMeter(std::size_t apartment);
    PlannedMeter readMeter(std::size_t apartment);
    qint64 readCount();
    qint64 readTotal(CreditBasis basis);
    /// Of the office's keys on the row's card; 1 where it isn't said and need not be.
    int readKeyVersion(CardFamily family);
    /// The row's card, of no apartment yet; none where the cell is empty or says none.
    std::optional<PlannedCard> readCard(const PlannedMeter& meter);
    void takeCard(std::size_t apartment, std::size_t meter);
    /// What no card of the layout can carry would be found out when one is to be issued.
    void fits(const PlannedMeter& meter, const ImportLayout& layout);
    void misfit(ImportColumn column, const QString& layout);
    template <class T>
    T readWord(ImportColumn column, std::optional<T> (*fromName)(const QString&), std::optional<T> fallback);
    QString shared(const QString& text);

    const ImportOptions& m_options;
    ImportReport& m_report;
    ImportPlan m_plan;
    std::array<int, importColumnCount> m_place; // column in the file, -1 where it has none
    QStringList m_headers;
    QSet<QString> m_layouts;
    QSet<QString> m_texts; // texts that repeat from row to row are kept once
    const CsvRow* m_row = nullptr;
    bool m_headerSeen = false;
};

} // namespace meterdesk
