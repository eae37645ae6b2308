// Staff: sign-in with scrypt, lock-out after repeated failures, and the append-only audit trail.
//
// Threads: as its Store. scrypt takes about 50 ms of CPU on purpose: never on the GUI thread.
#pragma once

#include "models/common/clock.h"
#include "models/staff/session.h"
#include "models/store/store.h"

#include <QList>

namespace meterdesk {

class StaffBook {
public:
    explicit StaffBook(Store& store, const Clock& clock = Clock::system());

    Result<Id> add(const QString& name, const QString& display, Role role, const QString& password);
    Status setPassword(Id staffId, const QString& password);
    Status setRole(Id staffId, Role role);
    Status unlock(Id staffId);
    /// WrongPassword (the same for an unknown name, after the same work), LockedOut after five failures for 15 min.
    Result<StaffSession> signIn(const QString& name, const QString& password);
    /// The session of the demo office's `demo`, which signs in by itself; NotSignedIn in a real office.
    Result<StaffSession> demoSession();
    Result<QList<StaffSession>> all() const;

private:
    Store& m_store;
    const Clock& m_clock;
};

/// Appends to the audit trail, in the caller's transaction. `subject` is "order:123", "card:5", ...
Status audit(Store& store, const Clock& clock, const StaffSession& who, const QString& action, const QString& subject,
             const QString& detail = {});

} // namespace meterdesk
