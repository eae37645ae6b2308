// What a checked file will put into the books. Threads: value types.
#pragma once

#include "models/metering/meter.h"

#include <QHash>
#include <QString>
#include <vector>

namespace meterdesk {

struct PlannedPerson {
    QString name, phone; // no name: nobody
};

struct PlannedApartment {
    qint64 line = 0;
    QString compound, building, code;
    PlannedPerson owner, tenant;
    int household = 0; // 0: not told
    QString account;   // empty: the next free number, where somebody lives here
    bool hasMeter = false;
    const PlannedPerson& payer() const { return tenant.name.isEmpty() ? owner : tenant; }
};

struct PlannedMeter {
    qint64 line = 0;
    std::size_t apartment = 0; // place in ImportPlan::apartments
    QString number, layout;
    MeterKind kind = MeterKind::Water;
    CreditBasis basis = CreditBasis::Quantity;
    MeterState state = MeterState::InUse;
    qint64 count = 0, total = 0;
};

struct PlannedCard {
    qint64 line = 0;
    std::size_t apartment = 0;
    QString uid, layout;
    CardFamily family = CardFamily::Cpu;
    int keyVersion = 1;              // of the office's keys
    std::vector<std::size_t> meters; // by slot, places in ImportPlan::meters
};

struct ImportPlan {
    qint64 rows = 0;
    std::vector<PlannedApartment> apartments;
    std::vector<PlannedMeter> meters;
    std::vector<PlannedCard> cards;
    QHash<QString, std::size_t> apartmentByCode, cardByUid;
    QHash<QString, std::size_t> meterByNumber; // by distinctNumber()
    QHash<QString, std::size_t> apartmentByAccount;
};

} // namespace meterdesk
