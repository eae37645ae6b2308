#include "models/staff/staffbook.h"

namespace meterdesk {

Status audit(Store& store, const Clock& clock, const StaffSession& who, const QString& action, const QString& subject,
             const QString& detail) {
    MD_TRY(store.change(QStringLiteral("INSERT INTO audit (id, at, staff_id, action, subject, detail) "
                                       "VALUES (?, ?, ?, ?, ?, ?)"),
                        {newId(), clock.now(), nullableId(who.staffId), action, subject, detail}));
    return {};
}

} // namespace meterdesk
