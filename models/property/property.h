// What the office knows of homes and people: compound, building, apartment, resident, occupancy, account.
#pragma once

#include "models/common/clock.h"
#include "models/common/id.h"

#include <QList>
#include <QString>
#include <optional>

namespace meterdesk {

struct Resident {
    Id id = noId;
    QString name;
    QString phone;
    int householdSize = 1;
};

struct Apartment {
    Id id = noId;
    Id buildingId = noId;
    QString code; // 3-1-1201
};

enum class OccupancyRole { Owner, Tenant };

struct Account {
    Id id = noId;
    Id apartmentId = noId;
    Id residentId = noId;
    QString number;
};

/// What the page of one apartment shows: where it is, who lives there, who pays.
struct ApartmentDetail {
    Apartment apartment;
    QString compound;
    QString building;
    std::optional<Resident> owner;
    std::optional<Resident> tenant;
    QList<Account> accounts; // open ones, oldest first
};

/// One line of a search: enough to show and to open it.
struct ResidentHit {
    Id accountId = noId;
    Id residentId = noId;
    QString apartment;
    QString name;
    QString phone;
    QString meterNumber; // of the match by meter or card, else of the first meter
};

} // namespace meterdesk
