#include "models/store/settings.h"

#include "models/common/amount.h"
#include "models/store/rows.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <algorithm>

namespace meterdesk {
namespace {

constexpr qsizetype longestLine = 200;
constexpr qint64 highestPrice = 10'000'000; // tenThousandths: 1000 yuan a unit

tl::unexpected<Error> badValue(const QString& key, const char* allowed) {
    return fail(ErrorCode::BadArgument, QCoreApplication::translate("Settings", "The setting %1 takes %2.")
                                            .arg(key, QCoreApplication::translate("Settings", allowed)));
}

Result<QString> price(const QString& key, const QString& text) {
    const Result<Price> typed = parsePrice(text);
    if (!typed || typed->tenThousandths == 0 || typed->tenThousandths > highestPrice)
        return badValue(key, QT_TRANSLATE_NOOP("Settings", "a price of at most 1000 yuan, for example 3.45"));
    QString plain = toString(*typed);
    // Two decimals, more only where they say something.
    for (int decimals = 4; decimals > 2 && plain.endsWith(QLatin1Char('0')); --decimals)
        plain.chop(1);
    return plain;
}

Result<QString> amount(const QString& key, const QString& text) {
    const Result<Money> typed = parseMoney(text);
    if (!typed || typed->fen <= 0)
        return badValue(key, QT_TRANSLATE_NOOP("Settings", "an amount in yuan, for example 10000"));
    return toString(*typed);
}

Result<QString> terminal(const QString& key, const QString& text) {
    static const QRegularExpression hex(QStringLiteral("\\A[0-9A-F]{12}\\z"));
    const QString upper = text.normalized(QString::NormalizationForm_KC).toUpper();
    if (!hex.match(upper).hasMatch())
        return badValue(key, QT_TRANSLATE_NOOP("Settings", "12 hexadecimal digits"));
    return upper;
}

Result<QString> language(const QString& key, const QString& text) {
    if (!QStringList{QStringLiteral("zh_CN"), QStringLiteral("en"), QStringLiteral("auto")}.contains(text))
        return badValue(key, QT_TRANSLATE_NOOP("Settings", "zh_CN, en or auto"));
    return text;
}

Result<QString> line(const QString& key, const QString& text) {
    const bool control =
        std::any_of(text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
    if (control || text.size() > longestLine)
        return badValue(key, QT_TRANSLATE_NOOP("Settings", "one line of at most 200 characters"));
    return text;
}

Result<QString> copies(const QString& key, const QString& text) {
    const QString plain = text.normalized(QString::NormalizationForm_KC);
    if (plain.size() != 1 || plain < QStringLiteral("1") || plain > QStringLiteral("5"))
        return badValue(key, QT_TRANSLATE_NOOP("Settings", "a number from 1 to 5"));
    return plain;
}

Result<QString> wholeNumber(const QString& key, const QString& text) {
    const QString plain = text.normalized(QString::NormalizationForm_KC);
    bool ok = false;
    const int number = plain.toInt(&ok);
    if (!ok || number < 0 || number > 65535)
        return badValue(key, QT_TRANSLATE_NOOP("Settings", "a whole number up to 65535"));
    return QString::number(number);
}

Result<QString> flag(const QString& key, const QString& text) {
    if (text != QLatin1String("0") && text != QLatin1String("1"))
        return badValue(key, QT_TRANSLATE_NOOP("Settings", "0 or 1"));
    return text;
}

struct Known {
    const char* key;
    Result<QString> (*check)(const QString& key, const QString& text); // the value in its plain form
};

constexpr Known known[] = {
    {"demo", flag},
    {"language", language},
    {"office.name", line},
    {"meter.alarm", wholeNumber},
    {"meter.overdraft", wholeNumber},
    {"meter.price-table", wholeNumber},
    {"meter.price-version", wholeNumber},
    {"office.phone", line},
    {"price.water", price},
    {"price.electricity", price},
    {"price.gas", price},
    {"reader", line},
    {"receipt.copies", copies},
    {"receipt.footer", line},
    {"receipt.printer", line},
    {"sale.most", amount},
    {"terminal", terminal},
};

Result<const Known*> find(const QString& key) {
    for (const Known& one : known)
        if (key == QLatin1String(one.key))
            return &one;
    return fail(ErrorCode::BadArgument, QCoreApplication::translate("Settings", "There is no setting %1.").arg(key));
}

} // namespace

Settings::Settings(Store& store, const StaffSession& by) : m_store(store), m_by(by) {
}

QStringList Settings::knownKeys() {
    QStringList keys;
    for (const Known& one : known)
        keys.append(QString::fromLatin1(one.key));
    keys.sort();
    return keys;
}

Result<QString> Settings::value(const QString& key, const QString& fallback) const {
    MD_TRY(find(key));
    MD_GET(row, m_store.row(QStringLiteral("SELECT value FROM setting WHERE key = ?"), {key}));
    return row.isEmpty() ? fallback : row.at(0).toString();
}

Status Settings::setValue(const QString& key, const QString& value) {
    MD_GET(setting, find(key));
    const bool everyones = key == QLatin1String("language");
    MD_TRY(m_by.require(everyones ? Permission::ReadCards : Permission::ChangeSettings));
    const QString trimmed = value.trimmed();
    if (trimmed.isEmpty()) {
        MD_TRY(m_store.change(QStringLiteral("DELETE FROM setting WHERE key = ?"), {key}));
        return {};
    }
    MD_GET(plain, setting->check(key, trimmed));
    MD_TRY(m_store.change(QStringLiteral("INSERT INTO setting (key, value) VALUES (?, ?) "
                                         "ON CONFLICT (key) DO UPDATE SET value = excluded.value"),
                          {key, plain}));
    return {};
}

Result<QList<std::pair<QString, QString>>> Settings::all() const {
    MD_GET(query, m_store.run(QStringLiteral("SELECT key, value FROM setting ORDER BY key")));
    QList<std::pair<QString, QString>> pairs;
    while (query->next())
        pairs.append({query->value(0).toString(), query->value(1).toString()});
    MD_TRY(finishRows(*query));
    return pairs;
}

} // namespace meterdesk
