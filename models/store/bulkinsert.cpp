#include "models/store/bulkinsert.h"

namespace meterdesk {
namespace {

constexpr qsizetype rowsAtOnce = 32;

} // namespace

BulkInsert::BulkInsert(Store& store, const QString& table, const QStringList& columns)
    : m_store(store), m_table(table), m_columns(columns), m_full(rowsAtOnce * columns.size()),
      m_fullSql(sql(rowsAtOnce)) {
    m_values.reserve(m_full);
}

QString BulkInsert::sql(qsizetype rows) const {
    const QString row = QStringLiteral("(?") + QStringLiteral(", ?").repeated(m_columns.size() - 1) + u')';
    QStringList all;
    all.fill(row, rows);
    return QStringLiteral("INSERT INTO ") + m_table + QStringLiteral(" (") + m_columns.join(QStringLiteral(", ")) +
           QStringLiteral(") VALUES ") + all.join(QStringLiteral(", "));
}

Status BulkInsert::flush() {
    MD_TRY(m_store.change(m_fullSql, m_values));
    m_values.clear();
    return {};
}

Status BulkInsert::finish() {
    const QString one = sql(1);
    for (qsizetype at = 0; at < m_values.size(); at += m_columns.size())
        MD_TRY(m_store.change(one, m_values.mid(at, m_columns.size())));
    m_values.clear();
    return {};
}

} // namespace meterdesk
