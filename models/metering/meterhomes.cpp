#include "models/metering/meterhomes.h"

#include "models/store/rows.h"

namespace meterdesk {

Result<QHash<Id, QString>> homesOfMeters(Store& store, int limit, const QString& afterNumber) {
    MD_GET(query, store.run(QStringLiteral("SELECT m.id, a.code FROM meter m JOIN account c ON c.id = m.account_id "
                                           "JOIN apartment a ON a.id = c.apartment_id "
                                           "WHERE m.number > ? ORDER BY m.number LIMIT ?"),
                            {afterNumber, limit}));
    QHash<Id, QString> homes;
    while (query->next())
        homes.insert(query->value(0).toLongLong(), query->value(1).toString());
    MD_TRY(finishRows(*query));
    return homes;
}

} // namespace meterdesk
