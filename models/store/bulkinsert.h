// Many rows into one table, several to a statement. In the caller's transaction; finish() writes the last ones.
// Threads: as its Store. Errors: Store*, AlreadyExists.
#pragma once

#include "models/store/store.h"

#include <QStringList>

namespace meterdesk {

class BulkInsert {
public:
    BulkInsert(Store& store, const QString& table, const QStringList& columns);

    template <class... Values>
    Status add(const Values&... values) {
        (m_values.append(QVariant::fromValue(values)), ...);
        return m_values.size() >= m_full ? flush() : Status();
    }
    Status finish();

private:
    Status flush();
    QString sql(qsizetype rows) const;

    Store& m_store;
    const QString m_table;
    const QStringList m_columns;
    const qsizetype m_full; // values of a full statement
    const QString m_fullSql;
    QVariantList m_values;
};

} // namespace meterdesk
