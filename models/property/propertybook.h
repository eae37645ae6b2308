// Homes and people in the books. Threads: as its Store.
#pragma once

#include "models/property/property.h"
#include "models/store/store.h"

namespace meterdesk {

class PropertyBook {
public:
    explicit PropertyBook(Store& store, const Clock& clock = Clock::system());

    /// Each finds what is there by its name, or adds it.
    Result<Id> compound(const QString& name);
    Result<Id> building(Id compoundId, const QString& name);
    Result<Id> apartment(Id buildingId, const QString& code);

    Result<Id> addResident(const Resident& resident);
    Result<Id> addOccupancy(Id apartmentId, Id residentId, OccupancyRole role);
    Result<Id> openAccount(Id apartmentId, Id residentId, const QString& number = {}); // empty: next number

    Result<Resident> resident(Id id) const;
    Result<Account> account(Id id) const;
    Result<Apartment> apartment(Id id) const;

private:
    Store& m_store;
    const Clock& m_clock;
};

} // namespace meterdesk
