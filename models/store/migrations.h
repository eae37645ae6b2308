// The versions of the books: numbered migrations, forward only. The number that a database stands at is the one row of
// its table `schema_version`; a database without that table and without any other is at 0.
//
// Threads: free functions on a Store, in its thread. Errors: Store* codes; a migration that fails leaves the database
// at the version before it.
#pragma once

#include "models/store/store.h"

#include <QList>
#include <QStringList>

namespace meterdesk {

struct Migration {
    int version = 0;        // that it leads to; one more than the version it starts from
    QStringList statements; // run in one transaction
};

/// All of this program's, in order. The texts are models/store/schemaN.sql and schemaN_DIALECT.sql.
QList<Migration> builtInMigrations(const Dialect& dialect);
/// The version that builtInMigrations() leads to; costs nothing.
constexpr int currentSchemaVersion = 4;

/// Splits a script at the semicolons that end statements; takes `--` comments out; a trigger is one statement.
QStringList splitStatements(const QString& script);

/// The version of the database; StoreUnavailable where it holds somebody else's tables.
Result<int> schemaVersion(Store& store);
/// Brings the database to the last of `migrations`. StoreNewer where it is beyond. Two programs may call it at once:
/// the one that comes second finds it done.
Status migrate(Store& store, const QList<Migration>& migrations);

} // namespace meterdesk
