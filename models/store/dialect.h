// Where SQLite and PostgreSQL differ, in one place: column types of the schema, the statements around a transaction,
// the index for parts of names. SQLite is here; PostgreSQL comes with several desks and is another subclass.
//
// Threads: immutable; any thread.
#pragma once

#include <QString>
#include <QStringList>

namespace meterdesk {

class Dialect {
public:
    virtual ~Dialect() = default;

    /// The stable name: "sqlite". Also the suffix of a migration's own part, schema1_sqlite.sql.
    virtual QString name() const = 0;
    /// Fills the words in @...@ of a migration's text.
    virtual QString schemaText(QString text) const = 0;
    /// Opens a transaction that may write, taking the right to write at once.
    virtual QString beginSql() const = 0;
    /// One row with a number that is another one whenever another connection has committed since; empty: there is none.
    virtual QString othersCommitsSql() const = 0;
    /// One row with a table's name: the one asked for (?) where it is there, else any other; no row where there is
    /// none.
    virtual QString anyTableSql() const = 0;

    /// A condition on `resident.id` with one ?: the name holds a part. Bind namePartValue(part).
    virtual QString namePartFilter() const = 0;
    /// Empty where `part` holds nothing to look for.
    virtual QString namePartValue(const QString& part) const = 0;

    static const Dialect& sqlite();
};

} // namespace meterdesk
