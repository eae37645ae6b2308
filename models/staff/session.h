// Who is signed in, and what that role may do.
#pragma once

#include "models/common/error.h"
#include "models/common/id.h"

#include <optional>

namespace meterdesk {

enum class Role { Cashier, Dispatcher, Manager, Administrator };

enum class Permission {
    Sell,           // cashier and above (not dispatcher)
    ReadCards,      // everyone
    IssueCards,     // cashier and above
    AdoptCards,     // manager
    IssueTools,     // manager
    GiveFree,       // manager
    Reverse,        // cashier where proven; the journal asks a manager otherwise
    Decide,         // manager
    ChangeSettings, // manager
    ManageKeys,     // administrator
    ManageStaff,    // administrator
    Import,         // manager
};

QString roleName(Role role); // "cashier": as in the store
QString roleText(Role role); // translated
std::optional<Role> roleFromName(const QString& name);
bool mayDo(Role role, Permission permission);

/// Value type; an empty one (staffId == noId) may do nothing.
struct StaffSession {
    Id staffId = noId;
    QString name;
    QString display;
    Role role = Role::Cashier;

    bool signedIn() const { return staffId != noId; }
    Status require(Permission permission) const; // NotSignedIn, NotAllowed
};

} // namespace meterdesk
