// Tables of words: a value, its stable name (store, JSON, layout files) and, where people read it, its text.
//
// Threads: pure. A table has a row for each value.
#pragma once

#include <QCoreApplication>
#include <QString>
#include <algorithm>
#include <optional>

namespace meterdesk {

template <class T>
struct Word {
    T value;
    const char* name;
    const char* text = nullptr; // QT_TRANSLATE_NOOP in the context that wordText() is given
};

template <class Table, class T>
const auto& wordOf(const Table& table, T value) {
    const auto found = std::ranges::find_if(table, [&](const auto& word) { return word.value == value; });
    Q_ASSERT(found != std::end(table)); // tests walk every value
    return *found;
}

template <class Table, class T>
QString wordName(const Table& table, T value) {
    return QString::fromLatin1(wordOf(table, value).name);
}

template <class Table, class T>
QString wordText(const char* context, const Table& table, T value) {
    return QCoreApplication::translate(context, wordOf(table, value).text);
}

template <class Table>
auto wordValue(const Table& table, const QString& name) {
    const auto found = std::ranges::find_if(table, [&](const auto& word) { return name == QLatin1String(word.name); });
    return found == std::end(table) ? std::nullopt : std::optional(found->value);
}

} // namespace meterdesk
