// Rows of a CSV file (RFC 4180), by libcsv in its strict mode, with the line of the file where each row begins.
//
// Blank lines are skipped and counted. Lines end by LF, CRLF or CR; newlines within quotes count too.
// Threads: any, one call at a time per object's data.
#pragma once

#include <QByteArrayView>
#include <QString>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace meterdesk {

struct CsvRow {
    qint64 line = 0;                     // where it begins, from 1
    std::vector<std::string_view> cells; // UTF-8; only until the callback returns
    QString text(std::size_t cell) const;
};

enum class CsvTrouble { Quote, OpenQuote, TooLarge, Memory };
struct CsvFault {
    qint64 line = 0;
    CsvTrouble trouble = CsvTrouble::Quote;
};

/// Calls `row` for each; it answers false to stop. What could not be parsed further, where something could not:
/// a quote in the wrong place, a quote that never closes (line: of the row in which it opened), a cell of more than
/// 64 KiB.
std::optional<CsvFault> readCsv(QByteArrayView utf8, const std::function<bool(const CsvRow&)>& row);

} // namespace meterdesk
