// Homes and people in the books. Threads: as its Store.
//
// Names are trimmed, codes, numbers and phones kept in one spelling (normal.h). An apartment's account stays when
// people change: it only gets another payer, so its meters, cards and orders stay together. Who lived there when is
// told by the occupancies; each change of people is in the audit trail, in the same transaction.
// Errors: Store*, NotFound, AlreadyExists, BadArgument, ReasonMissing, NotSignedIn, NotAllowed.
#pragma once

#include "models/property/property.h"
#include "models/staff/session.h"
#include "models/store/store.h"

#include <QSet>
#include <QStringList>

namespace meterdesk {

class PropertyBook {
public:
    /// `by` is who makes the changes; nobody is needed for reading.
    explicit PropertyBook(Store& store, const Clock& clock = Clock::system(), const StaffSession& by = {});

    /// Each finds what is there by its name, or adds it: a manager's act, as an import is. An apartment in another
    /// building is AlreadyExists.
    Result<Id> compound(const QString& name);
    Result<Id> building(Id compoundId, const QString& name);
    Result<Id> apartment(Id buildingId, const QString& code);

    Result<Id> addResident(const Resident& resident);
    Result<Id> addOccupancy(Id apartmentId, Id residentId, OccupancyRole role);
    Result<Id> openAccount(Id apartmentId, Id residentId, const QString& number = {}); // empty: next number

    Result<Resident> resident(Id id) const;
    Result<Account> account(Id id) const;
    Result<Apartment> apartment(Id id) const;

    Result<Account> accountByNumber(const QString& number) const;
    Result<ApartmentDetail> detail(const QString& apartmentCode) const;

    /// A new owner or tenant: the last one's occupancy ends now. Where `pays`, the open accounts of the apartment
    /// become this resident's.
    Status moveIn(Id apartmentId, Id residentId, OccupancyRole role, bool pays);
    /// Nobody follows (a flat no longer let). Accounts of a tenant who leaves go back to the owner; where there is no
    /// owner, they stay.
    Status moveOut(Id apartmentId, OccupancyRole role);
    /// Corrects name, phone and household size of `resident.id`.
    Status correct(const Resident& resident);

    /// One line per apartment in the order of codes, after `afterCode`: for tables of any length. An apartment without
    /// an account has ids of noId.
    Result<QList<ResidentHit>> page(const QString& afterCode, int limit) const;
    /// The lines before `beforeCode`, nearest last: for scrolling up.
    Result<QList<ResidentHit>> pageBefore(const QString& beforeCode, int limit) const;
    Result<qint64> apartmentCount() const;

private:
    Status endOccupancy(Id apartmentId, OccupancyRole role);
    Result<std::optional<Resident>> occupant(Id apartmentId, OccupancyRole role) const;
    Result<QString> codeOf(Id apartmentId) const;

    Store& m_store;
    const Clock& m_clock;
    StaffSession m_by;
};

/// Takes the next `wanted` account numbers that nobody has, in the caller's transaction. `alsoTaken`: numbers that are
/// about to be used.
Result<QStringList> takeAccountNumbers(Store& store, qsizetype wanted, const QSet<QString>& alsoTaken = {});

} // namespace meterdesk
