// Staff: sign-in with scrypt, lock-out after repeated failures, and the append-only audit trail.
//
// Threads: as its Store. scrypt takes about 100 ms of CPU on purpose: never on the GUI thread.
// Errors: NotSignedIn, NotAllowed (changes need Permission::ManageStaff), LastAdministrator, AlreadyExists, NotFound,
// BadArgument, Store*. Every change is in the audit trail; passwords are nowhere.
#pragma once

#include "models/common/clock.h"
#include "models/staff/session.h"
#include "models/store/store.h"

#include <QList>

namespace meterdesk {

class StaffBook {
public:
    /// `by` is who makes the changes. Nobody is needed for signing in, and for adding the very first of the staff, who
    /// must be an administrator.
    explicit StaffBook(Store& store, const Clock& clock = Clock::system(), const StaffSession& by = {});

    static constexpr int leastPasswordLength = 6;
    static constexpr int triesBeforeLock = 5;
    static constexpr TimeMs lockMs = TimeMs{15} * 60 * 1000;

    Result<Id> add(const QString& name, const QString& display, Role role, const QString& password);
    /// One's own, or by an administrator.
    Status setPassword(Id staffId, const QString& password);
    Status setRole(Id staffId, Role role);
    /// Who has left stays in the books and can't sign in.
    Status setActive(Id staffId, bool active);
    Status unlock(Id staffId);
    /// WrongPassword (the same for an unknown name, after the same work), LockedOut after five failures for 15 min.
    Result<StaffSession> signIn(const QString& name, const QString& password);
    /// The session of the demo office's `demo`, which signs in by itself; NotSignedIn in a real office.
    Result<StaffSession> demoSession();
    /// The active ones, by name.
    Result<QList<StaffSession>> all() const;

private:
    struct Entry;
    Result<Entry> byName(const QString& name) const;
    Status refused(const Entry& entry);
    Status accepted(const Entry& entry);
    Status raise(const Entry& entry, const QString& password); // to today's scrypt parameters
    Status mayManage() const;
    Status keepAnAdministrator(Id staffId) const;
    Status changed(Id staffId, const QString& sql, const QVariantList& values, const QString& action,
                   const QString& detail);

    Store& m_store;
    const Clock& m_clock;
    StaffSession m_by;
};

/// Appends to the audit trail, in the caller's transaction. `subject` is "order:123", "card:5", ...
Status audit(Store& store, const Clock& clock, const StaffSession& who, const QString& action, const QString& subject,
             const QString& detail = {});

} // namespace meterdesk
