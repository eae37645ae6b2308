// The two steps of an import that meet the books: what a checked file has that is there already, and the writing.
// Threads: as their Store.
#pragma once

#include "models/property/importcheck.h"
#include "models/property/importprogress.h"
#include "models/store/store.h"

namespace meterdesk {

/// Adds a fault for each apartment, account, meter and card that the books have. Reads each index once, within the
/// range of the file's own keys.
Status checkBooks(Store& store, ImportCheck& check, ImportReport& report);

/// Writes the plan, in the caller's transaction, and counts what it adds. `progress` goes on from `from`.
class ImportWriter {
public:
    ImportWriter(Store& store, const StaffSession& who, const ImportPlan& plan, const ImportOptions& options,
                 TimeMs now);
    Status write(ImportReport& report, ImportProgress& progress, qint64 from, qint64 to);

    /// What would be added.
    static void count(const ImportPlan& plan, ImportReport& report);

private:
    struct Home {
        Id building = noId, apartment = noId, owner = noId, tenant = noId, account = noId;
        Id payer() const { return tenant != noId ? tenant : owner; }
    };
    Status makeBuildings();
    Status writeHomes();
    Status writePeople();
    Status writeAccounts();
    Status writeMeters();
    Status writeCards();
    Status wrote();

    Store& m_store;
    const StaffSession& m_who;
    const ImportPlan& m_plan;
    const QString m_compound;
    const TimeMs m_now;
    QHash<std::pair<QString, QString>, Id> m_buildings;
    std::vector<Home> m_homes;
    std::vector<Id> m_meterIds;
    ImportProgress* m_progress = nullptr;
    qint64 m_rows = 0, m_ofRows = 1, m_from = 0, m_to = 0;
};

} // namespace meterdesk
