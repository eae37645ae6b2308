#include "models/property/csvreader.h"

#include <csv.h>
#include <string>

namespace meterdesk {
namespace {

constexpr std::size_t mostCell = 65'536;

class Parser {
public:
    explicit Parser(const std::function<bool(const CsvRow&)>& row) : m_row(row) {
        m_ready = csv_init(&m_csv, CSV_STRICT | CSV_STRICT_FINI) == 0;
        if (m_ready)
            csv_set_blk_size(&m_csv, 4096);
    }
    ~Parser() {
        if (m_ready)
            csv_free(&m_csv);
    }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;

    std::optional<CsvFault> run(QByteArrayView text) {
        if (!m_ready)
            return CsvFault{1, CsvTrouble::Memory};
        // Line by line, so that the parser's place in the file is known at every row.
        for (qsizetype at = 0; at < text.size() && !m_stopped;) {
            const qsizetype end = lineEnd(text, at);
            ++m_line;
            if (!m_open && !isBlank(text.sliced(at, end - at)))
                begin();
            const auto length = std::size_t(end - at);
            if (csv_parse(&m_csv, text.data() + at, length, onCell, onRow, this) != length)
                return fault();
            if (m_tooLarge || csv_get_buffer_size(&m_csv) > 4 * mostCell)
                return CsvFault{m_begun, CsvTrouble::TooLarge};
            at = end;
        }
        if (m_stopped)
            return std::nullopt;
        if (csv_fini(&m_csv, onCell, onRow, this) != 0)
            return CsvFault{m_begun, CsvTrouble::OpenQuote};
        return m_tooLarge ? std::optional(CsvFault{m_begun, CsvTrouble::TooLarge}) : std::nullopt;
    }

private:
    static qsizetype lineEnd(QByteArrayView text, qsizetype from) {
        for (qsizetype i = from; i < text.size(); ++i) {
            if (text[i] == '\n')
                return i + 1;
            if (text[i] == '\r')
                return i + 1 < text.size() && text[i + 1] == '\n' ? i + 2 : i + 1;
        }
        return text.size();
    }

    static bool isBlank(QByteArrayView line) {
        return std::all_of(line.begin(), line.end(),
                           [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
    }

    void begin() {
        m_open = true;
        m_begun = m_line;
        m_bytes.clear();
        m_ends.clear();
    }

    CsvFault fault() { return {m_line, csv_error(&m_csv) == CSV_EPARSE ? CsvTrouble::Quote : CsvTrouble::Memory}; }

    static void onCell(void* bytes, std::size_t length, void* self) {
        auto& parser = *static_cast<Parser*>(self);
        parser.m_tooLarge = parser.m_tooLarge || length > mostCell;
        if (!parser.m_tooLarge)
            parser.m_bytes.append(static_cast<const char*>(bytes), length);
        parser.m_ends.push_back(parser.m_bytes.size());
    }

    static void onRow(int, void* self) { static_cast<Parser*>(self)->finish(); }

    void finish() {
        m_open = false;
        if (m_stopped || m_tooLarge)
            return;
        m_current.line = m_begun;
        m_current.cells.clear();
        std::size_t from = 0;
        for (const std::size_t end : m_ends) {
            m_current.cells.emplace_back(m_bytes.data() + from, end - from);
            from = end;
        }
        m_stopped = !m_row(m_current);
    }

    const std::function<bool(const CsvRow&)>& m_row;
    csv_parser m_csv{};
    bool m_ready = false;
    bool m_open = false; // a row has begun and not ended
    bool m_stopped = false;
    bool m_tooLarge = false;
    qint64 m_line = 0;
    qint64 m_begun = 1;
    std::string m_bytes; // the cells of the row, one after another
    std::vector<std::size_t> m_ends;
    CsvRow m_current;
};

} // namespace

QString CsvRow::text(std::size_t cell) const {
    if (cell >= cells.size())
        return {};
    return QString::fromUtf8(cells[cell].data(), qsizetype(cells[cell].size()));
}

std::optional<CsvFault> readCsv(QByteArrayView utf8, const std::function<bool(const CsvRow&)>& row) {
    return Parser(row).run(utf8);
}

} // namespace meterdesk
