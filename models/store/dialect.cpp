#include "models/store/dialect.h"

namespace meterdesk {
namespace {

class SqliteDialect : public Dialect {
public:
    QString name() const override { return QStringLiteral("sqlite"); }

    QString schemaText(QString text) const override {
        // INTEGER PRIMARY KEY is the row's own place; BIGINT PRIMARY KEY would be a second tree beside it.
        text.replace(QStringLiteral("@BIGINT_KEY@"), QStringLiteral("INTEGER PRIMARY KEY"));
        text.replace(QStringLiteral("@BY_KEY@"), QStringLiteral("WITHOUT ROWID"));
        return text;
    }

    QString beginSql() const override { return QStringLiteral("BEGIN IMMEDIATE"); }

    QString othersCommitsSql() const override { return QStringLiteral("PRAGMA data_version"); }

    QString anyTableSql() const override {
        return QStringLiteral("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name <> ? LIMIT 1");
    }

    QString namePartFilter() const override {
        return QStringLiteral("resident.id IN (SELECT rowid FROM resident_name_part WHERE resident_name_part MATCH ?)");
    }

    QString namePartValue(const QString& part) const override {
        // A phrase of single characters, in the order of the part: what lies between spaces is one token.
        QString phrase;
        for (const char32_t c : part.toUcs4()) {
            if (QChar::isSpace(c))
                continue;
            if (!phrase.isEmpty())
                phrase += QLatin1Char(' ');
            phrase += c == U'"' ? QStringLiteral("\"\"") : QString::fromUcs4(&c, 1);
        }
        return phrase.isEmpty() ? QString() : QLatin1Char('"') + phrase + QLatin1Char('"');
    }
};

} // namespace

const Dialect& Dialect::sqlite() {
    static const SqliteDialect dialect;
    return dialect;
}

} // namespace meterdesk
