#include "models/store/migrations.h"

#include "models/store/dialect.h"

#include <QFile>

namespace meterdesk {
namespace {

QString resourceText(const QString& name) {
    QFile file(QStringLiteral(":/meterdesk/store/") + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// Copies a string literal or a comment's end; what stands between does not end a statement.
class Splitter {
public:
    explicit Splitter(const QString& script) : m_script(script) {}

    QStringList split() {
        while (m_at < m_script.size()) {
            const QChar c = m_script.at(m_at);
            if (c == QLatin1Char('\''))
                literal();
            else if (m_script.mid(m_at, 2) == QLatin1String("--"))
                m_at = lineEnd();
            else if (c == QLatin1Char(';'))
                semicolon();
            else
                take();
        }
        close();
        return m_statements;
    }

private:
    void take() { m_statement += m_script.at(m_at++); }

    void literal() {
        do
            take();
        while (m_at < m_script.size() && m_script.at(m_at) != QLatin1Char('\''));
        if (m_at < m_script.size())
            take();
    }

    qsizetype lineEnd() const {
        const qsizetype end = m_script.indexOf(QLatin1Char('\n'), m_at);
        return end < 0 ? m_script.size() : end;
    }

    void semicolon() {
        const QString words = m_statement.simplified().toUpper();
        const bool trigger = words.startsWith(QLatin1String("CREATE TRIGGER"));
        if (trigger && !words.endsWith(QLatin1String(" END"))) {
            take();
            return;
        }
        ++m_at;
        close();
    }

    void close() {
        const QString trimmed = m_statement.trimmed();
        if (!trimmed.isEmpty())
            m_statements.append(trimmed);
        m_statement.clear();
    }

    const QString& m_script;
    qsizetype m_at = 0;
    QString m_statement;
    QStringList m_statements;
};

Status apply(Store& store, const Migration& migration) {
    if (migration.statements.isEmpty()) // a text missing from the program must not pass for a version reached
        return fail(ErrorCode::StoreError, QStringLiteral("migration %1 is empty").arg(migration.version));
    for (const QString& statement : migration.statements)
        MD_TRY(store.execute(statement));
    return {};
}

Status setVersion(Store& store, int version) {
    MD_TRY(store.execute(QStringLiteral("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)")));
    MD_TRY(store.execute(QStringLiteral("DELETE FROM schema_version")));
    return store.execute(QStringLiteral("INSERT INTO schema_version (version) VALUES (%1)").arg(version));
}

} // namespace

QStringList splitStatements(const QString& script) {
    return Splitter(script).split();
}

QList<Migration> builtInMigrations(const Dialect& dialect) {
    QList<Migration> all;
    for (int version = 1; version <= currentSchemaVersion; ++version) {
        const QString stem = QStringLiteral("schema%1").arg(version);
        const QString common = resourceText(stem + QStringLiteral(".sql"));
        const QString own = resourceText(stem + QLatin1Char('_') + dialect.name() + QStringLiteral(".sql"));
        all.append({version, splitStatements(dialect.schemaText(common + QLatin1Char('\n') + own))});
    }
    return all;
}

Result<int> schemaVersion(Store& store) {
    const QString table = QStringLiteral("schema_version");
    // One question: between two, another program may have made the tables.
    MD_GET(found, store.row(store.dialect().anyTableSql(), {table}));
    if (found.isEmpty())
        return 0;
    if (found.at(0).toString() != table)
        return fail(ErrorCode::StoreUnavailable, QStringLiteral("the file holds another program's tables"));
    MD_GET(version, store.row(QStringLiteral("SELECT version FROM schema_version")));
    return version.isEmpty() ? 0 : version.at(0).toInt();
}

Status migrate(Store& store, const QList<Migration>& migrations) {
    const int last = migrations.isEmpty() ? 0 : migrations.constLast().version;
    MD_GET(found, schemaVersion(store));
    if (found > last)
        return fail(ErrorCode::StoreNewer, QString::number(found));
    for (const Migration& migration : migrations) {
        if (migration.version <= found)
            continue;
        MD_TRY(store.transact([&]() -> Status {
            // Asked again inside: another program may have been quicker while this one waited for its turn.
            MD_GET(now, schemaVersion(store));
            if (now >= migration.version)
                return {};
            MD_TRY(apply(store, migration));
            return setVersion(store, migration.version);
        }));
    }
    return {};
}

} // namespace meterdesk
