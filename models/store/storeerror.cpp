// What the database driver says, as this program's errors. Codes: sqlite.org/rescode.html; the low byte is the primary
// code.
#include "models/store/rows.h"
#include "models/store/store.h"

#include <QSqlError>

namespace meterdesk {
namespace {

enum Sqlite {
    Perm = 3,
    Busy = 5,
    Locked = 6,
    ReadOnly = 8,
    Corrupt = 11,
    Full = 13,
    CantOpen = 14,
    NotADatabase = 26,
    ConstraintPrimaryKey = 1555,
    ConstraintUnique = 2067,
};

} // namespace

Error storeError(const QSqlError& error) {
    const QString text = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    bool numeric = false;
    const int code = error.nativeErrorCode().toInt(&numeric);
    if (!numeric)
        return {ErrorCode::StoreError, text};
    if (code == ConstraintUnique || code == ConstraintPrimaryKey)
        return {ErrorCode::AlreadyExists, text.section(QLatin1String(": "), 1)};
    switch (code & 0xff) {
    case Busy:
    case Locked:
        return {ErrorCode::StoreBusy, {}};
    case Perm:
    case ReadOnly:
        return {ErrorCode::StoreReadOnly, {}};
    case Full:
        return {ErrorCode::StoreFull, {}};
    case Corrupt:
    case NotADatabase:
        return {ErrorCode::StoreCorrupt, text};
    case CantOpen:
        return {ErrorCode::StoreUnavailable, text};
    default:
        return {ErrorCode::StoreError, text};
    }
}

Status finishRows(QSqlQuery& query) {
    const QSqlError error = query.lastError();
    query.finish();
    if (error.isValid())
        return tl::unexpected(storeError(error));
    return {};
}

} // namespace meterdesk
