// The columns of an import, by their names in Chinese or English; see models/README.md. Threads: pure functions.
#pragma once

#include <QHash>
#include <QString>
#include <array>
#include <optional>

namespace meterdesk {

enum class ImportColumn {
    Compound,
    Building,
    Apartment,
    OwnerName,
    OwnerPhone,
    TenantName,
    TenantPhone,
    Household,
    Account,
    MeterNumber,
    Kind,
    Basis,
    Layout,
    State,
    LastCount,
    Total,
    CardId,
    CardFamily,
    CardKeys,
};
constexpr std::size_t importColumnCount = 19;

/// By any of its names; spaces, underscores, case and full width don't matter.
std::optional<ImportColumn> importColumn(const QString& header);
/// Its first names: "apartment (房号)".
QString importColumnName(ImportColumn column);

/// What people write in a cell, as the name that the books use: 水 -> water, 在用 -> in-use, M1卡 -> mifare-classic.
/// A word that isn't known comes back as it is.
QString importWord(ImportColumn column, const QString& word);

} // namespace meterdesk
