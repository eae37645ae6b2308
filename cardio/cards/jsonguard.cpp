#include "cardio/cards/jsonguard.h"

#include "cardio/cards/layoutsentences.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QSet>

namespace meterdesk {
namespace {

constexpr qsizetype mostBytes = 262'144;
constexpr int mostDepth = 16, mostString = 200, mostDigits = 9;

/// Walks over a text that QJsonDocument has accepted. Qt takes more than RFC 8259 allows (".5" is a number to it), so
/// the walk trusts nothing: each step consumes what the grammar wants there or refuses the text.
class Walker {
public:
    explicit Walker(const QByteArray& json) : m_json(json) {}

    Status value(const QString& path, int depth) {
        if (depth > mostDepth)
            return layoutError(path, QCoreApplication::translate("meterdesk", "nested deeper than %1").arg(mostDepth));
        skipSpace();
        const char c = peek();
        if (c == '{')
            return object(path, depth);
        if (c == '[')
            return array(path, depth);
        if (c == '"') {
            MD_TRY(string(path));
            return {};
        }
        if (c == '-' || (c >= '0' && c <= '9'))
            return number(path);
        for (const char* word : {"true", "false", "null"}) {
            if (QByteArrayView(m_json).sliced(qMin(m_at, m_json.size())).startsWith(word)) {
                m_at += qsizetype(qstrlen(word));
                return {};
            }
        }
        return layoutError(path, QCoreApplication::translate("meterdesk", "not a JSON value"));
    }

private:
    char peek() const { return m_at < m_json.size() ? m_json.at(m_at) : '\0'; }

    bool take(char c) {
        skipSpace();
        if (peek() != c)
            return false;
        ++m_at;
        return true;
    }

    void skipSpace() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')
            ++m_at;
    }

    /// The string with escapes undone.
    Result<QString> string(const QString& path) {
        const qsizetype start = m_at++;
        while (m_at < m_json.size() && peek() != '"')
            m_at += peek() == '\\' ? 2 : 1;
        ++m_at;
        const QByteArray text = m_json.mid(start, m_at - start);
        const QString said = QJsonDocument::fromJson('[' + text + ']')[0].toString();
        if (said.size() > mostString)
            return layoutError(path,
                               QCoreApplication::translate("meterdesk", "longer than %1 characters").arg(mostString));
        return said;
    }

    Status number(const QString& path) {
        const qsizetype start = m_at;
        while (m_at < m_json.size() && QByteArrayView("+-.eE0123456789").contains(peek()))
            ++m_at;
        const QByteArray text = m_json.mid(start, m_at - start);
        for (const char c : text) {
            if (c < '0' || c > '9')
                return layoutError(path, QCoreApplication::translate(
                                             "meterdesk", "only whole numbers from 0 on; amounts are texts, \"0.01\""));
        }
        if (text.size() > mostDigits)
            return layoutError(
                path, QCoreApplication::translate("meterdesk", "a number of more than %1 digits").arg(mostDigits));
        return {};
    }

    Status object(const QString& path, int depth) {
        QSet<QString> keys;
        ++m_at;
        if (take('}'))
            return {};
        do {
            skipSpace();
            if (peek() != '"')
                return layoutError(path, QCoreApplication::translate("meterdesk", "a name in quotes is expected"));
            MD_GET(key, string(path));
            const QString below = path + u'.' + key;
            if (keys.contains(key))
                return layoutError(below, QCoreApplication::translate("meterdesk", "said twice"));
            keys.insert(key);
            if (!take(':'))
                return layoutError(below, QCoreApplication::translate("meterdesk", "a colon is expected"));
            MD_TRY(value(below, depth + 1));
        } while (take(','));
        if (!take('}'))
            return layoutError(path, QCoreApplication::translate("meterdesk", "an object that isn't closed"));
        return {};
    }

    Status array(const QString& path, int depth) {
        ++m_at;
        if (take(']'))
            return {};
        int i = 0;
        do {
            MD_TRY(value(QStringLiteral("%1[%2]").arg(path).arg(i++), depth + 1));
        } while (take(','));
        if (!take(']'))
            return layoutError(path, QCoreApplication::translate("meterdesk", "a list that isn't closed"));
        return {};
    }

    const QByteArray& m_json;
    qsizetype m_at = 0;
};

} // namespace

Result<QJsonObject> guardedJson(const QByteArray& json) {
    const QString root = QStringLiteral("$");
    if (json.size() > mostBytes)
        return layoutError(root, tr("larger than %1 KiB").arg(mostBytes / 1024));
    const QByteArray text = json.startsWith("\xEF\xBB\xBF") ? json.mid(3) : json;
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError) {
        const qsizetype line = text.left(error.offset).count('\n') + 1;
        return layoutError(root, tr("line %1: %2").arg(line).arg(error.errorString()));
    }
    if (!document.isObject())
        return layoutError(root, tr("not an object"));
    MD_TRY(Walker(text).value(root, 0));
    return document.object();
}

} // namespace meterdesk
