// A small office to try things in: a compound with residents and meters of every shipped layout, prices, keys under a
// known passphrase, a demo reader with blank cards, and `demo`, who signs in by himself. Never for real residents.
#pragma once

#include "models/common/error.h"

#include <QString>

namespace meterdesk {

/// Makes it in an empty data folder; AlreadyExists where an office is there. What fails half way leaves nothing behind.
Status makeDemoOffice(const QString& dataFolder, const QString& databaseUrl = {});

/// What a fresh real office needs: books, a first administrator. AlreadyExists where an office is there.
Status makeOffice(const QString& dataFolder, const QString& databaseUrl, const QString& name, const QString& password);

} // namespace meterdesk
