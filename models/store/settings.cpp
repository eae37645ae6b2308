#include "models/store/settings.h"

#include "models/common/amount.h"
#include "models/store/rows.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <algorithm>
#include <numeric>
#include <utility>

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
    const char* meaning;
    const char* takes;    // with the unit
    const char* fallback; // where it isn't set: a value, or words in brackets
};

// clang-format off
constexpr Known known[] = {
    {"demo", flag, QT_TRANSLATE_NOOP("Settings", "A demo office: signs “demo” in by itself; only setup --demo makes one"),
     QT_TRANSLATE_NOOP("Settings", "0 or 1"), "0"},
    {"language", language, QT_TRANSLATE_NOOP("Settings", "Language of the window and of the sentences"),
     QT_TRANSLATE_NOOP("Settings", "zh_CN, en or auto"), "auto"},
    {"meter.alarm", wholeNumber,
     QT_TRANSLATE_NOOP("Settings", "At how much left a meter warns; written onto cards that are issued"),
     QT_TRANSLATE_NOOP("Settings", "whole units of the meter (m³, kWh, yuan), 0 to 65535"), "0"},
    {"meter.overdraft", wholeNumber,
     QT_TRANSLATE_NOOP("Settings", "How far a meter goes on below nothing; written onto cards that are issued"),
     QT_TRANSLATE_NOOP("Settings", "whole units of the meter (m³, kWh, yuan), 0 to 65535"), "0"},
    {"meter.price-table", wholeNumber,
     QT_TRANSLATE_NOOP("Settings", "Price table of meters that price themselves; written onto cards that are issued"),
     QT_TRANSLATE_NOOP("Settings", "a whole number up to 65535"), "0"},
    {"meter.price-version", wholeNumber,
     QT_TRANSLATE_NOOP("Settings", "Version of that price table"),
     QT_TRANSLATE_NOOP("Settings", "a whole number up to 65535"), "0"},
    {"office.name", line, QT_TRANSLATE_NOOP("Settings", "Name of the office, on receipts"),
     QT_TRANSLATE_NOOP("Settings", "one line of at most 200 characters"), ""},
    {"office.phone", line, QT_TRANSLATE_NOOP("Settings", "Telephone number of the office, on receipts"),
     QT_TRANSLATE_NOOP("Settings", "one line of at most 200 characters"), ""},
    {"price.electricity", price, QT_TRANSLATE_NOOP("Settings", "Price of electricity"),
     QT_TRANSLATE_NOOP("Settings", "yuan per kWh, up to four decimals, for example 0.5380"), ""},
    {"price.gas", price, QT_TRANSLATE_NOOP("Settings", "Price of gas"),
     QT_TRANSLATE_NOOP("Settings", "yuan per m³, up to four decimals, for example 3.45"), ""},
    {"price.water", price, QT_TRANSLATE_NOOP("Settings", "Price of water"),
     QT_TRANSLATE_NOOP("Settings", "yuan per m³, up to four decimals, for example 3.45"), ""},
    {"reader", line, QT_TRANSLATE_NOOP("Settings", "Card reader to work with, as meterdesk readers names it"),
     QT_TRANSLATE_NOOP("Settings", "a reader's name, or simulator"),
     QT_TRANSLATE_NOOP("Settings", "(the first one found)")},
    {"receipt.copies", copies, QT_TRANSLATE_NOOP("Settings", "How many times a receipt is printed"),
     QT_TRANSLATE_NOOP("Settings", "a number from 1 to 5"), "1"},
    {"receipt.footer", line, QT_TRANSLATE_NOOP("Settings", "Last line of a receipt"),
     QT_TRANSLATE_NOOP("Settings", "one line of at most 200 characters"), ""},
    {"receipt.printer", line, QT_TRANSLATE_NOOP("Settings", "Printer of the receipts, as the system names it"),
     QT_TRANSLATE_NOOP("Settings", "a printer's name"), ""},
    {"sale.most", amount,
     QT_TRANSLATE_NOOP("Settings", "The most that is sold at once, so that a slip of the finger is no sale"),
     QT_TRANSLATE_NOOP("Settings", "an amount in yuan, for example 10000"), "10000.00"},
    {"terminal", terminal, QT_TRANSLATE_NOOP("Settings", "Terminal number of purse transactions, one of its own for each desk"),
     QT_TRANSLATE_NOOP("Settings", "12 hexadecimal digits"), "000000000001"},
};
// clang-format on

QString translated(const char* text) {
    return *text == '\0' ? QString() : QCoreApplication::translate("Settings", text);
}

/// How many letters have to be put in, left out or changed to make one of the other.
int distance(const QString& a, const QString& b) {
    QList<int> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = std::exchange(row[0], int(i) + 1);
        for (qsizetype j = 0; j < b.size(); ++j) {
            const int changed = diagonal + (a.at(i) == b.at(j) ? 0 : 1);
            diagonal = row.at(j + 1);
            row[j + 1] = std::min({changed, row.at(j) + 1, row.at(j + 1) + 1});
        }
    }
    return row.constLast();
}

QString nearest(const QString& key) {
    constexpr qsizetype longest = 40; // of what is compared: a key may be typed at any length
    const auto far = [typed = key.left(longest).toLower()](const Known& one) {
        return distance(typed, QString::fromLatin1(one.key));
    };
    const auto* best = std::min_element(std::begin(known), std::end(known),
                                        [&](const Known& a, const Known& b) { return far(a) < far(b); });
    return QString::fromLatin1(best->key);
}

Result<const Known*> find(const QString& key) {
    for (const Known& one : known)
        if (key == QLatin1String(one.key))
            return &one;
    return fail(ErrorCode::BadArgument,
                QCoreApplication::translate("Settings", "There is no setting “%1”; the nearest is %2. All are in "
                                                        "“meterdesk settings list”.")
                    .arg(key.left(60), nearest(key)));
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

QList<SettingText> Settings::described() {
    QList<SettingText> all;
    for (const Known& one : known)
        all.append(
            {QString::fromLatin1(one.key), translated(one.meaning), translated(one.takes), translated(one.fallback)});
    return all;
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
