#include "models/staff/session.h"

#include <QCoreApplication>
#include <algorithm>

namespace meterdesk {
namespace {

/// The least role for a permission, on the ladder cashier, manager, administrator; a dispatcher stands beside it and
/// has only what everyone has.
struct Rule {
    Permission permission;
    bool everyone;
    Role least;
    const char* text; // ends the sentence "Your role may not do this: ..."
};

// clang-format off
constexpr Rule rules[] = {
    {Permission::Sell, false, Role::Cashier, QT_TRANSLATE_NOOP("Permission", "sell")},
    {Permission::ReadCards, true, Role::Cashier, QT_TRANSLATE_NOOP("Permission", "read cards")},
    {Permission::IssueCards, false, Role::Cashier, QT_TRANSLATE_NOOP("Permission", "issue cards")},
    {Permission::AdoptCards, false, Role::Manager, QT_TRANSLATE_NOOP("Permission", "take in another system's cards")},
    {Permission::IssueTools, false, Role::Manager, QT_TRANSLATE_NOOP("Permission", "issue tool cards")},
    {Permission::GiveFree, false, Role::Manager, QT_TRANSLATE_NOOP("Permission", "give free credit")},
    {Permission::Reverse, false, Role::Cashier, QT_TRANSLATE_NOOP("Permission", "give money back")},
    {Permission::Decide, false, Role::Manager, QT_TRANSLATE_NOOP("Permission", "say what a meter has or hasn't taken")},
    {Permission::ChangeSettings, false, Role::Manager, QT_TRANSLATE_NOOP("Permission", "change settings")},
    {Permission::ManageKeys, false, Role::Administrator, QT_TRANSLATE_NOOP("Permission", "manage keys")},
    {Permission::ManageStaff, false, Role::Administrator, QT_TRANSLATE_NOOP("Permission", "manage staff")},
    {Permission::Import, false, Role::Manager, QT_TRANSLATE_NOOP("Permission", "import")},
};
// clang-format on

const Rule& ruleOf(Permission permission) {
    return *std::find_if(std::begin(rules), std::end(rules),
                         [permission](const Rule& rule) { return rule.permission == permission; });
}

} // namespace

QString roleName(Role role) {
    switch (role) {
    case Role::Cashier:
        return QStringLiteral("cashier");
    case Role::Dispatcher:
        return QStringLiteral("dispatcher");
    case Role::Manager:
        return QStringLiteral("manager");
    case Role::Administrator:
        return QStringLiteral("administrator");
    }
    Q_UNREACHABLE();
}

std::optional<Role> roleFromName(const QString& name) {
    for (const Role role : {Role::Cashier, Role::Dispatcher, Role::Manager, Role::Administrator})
        if (roleName(role) == name)
            return role;
    return std::nullopt;
}

QString roleText(Role role) {
    switch (role) {
    case Role::Cashier:
        return QCoreApplication::translate("Role", "Cashier");
    case Role::Dispatcher:
        return QCoreApplication::translate("Role", "Dispatcher");
    case Role::Manager:
        return QCoreApplication::translate("Role", "Manager");
    case Role::Administrator:
        return QCoreApplication::translate("Role", "Administrator");
    }
    Q_UNREACHABLE();
}

bool mayDo(Role role, Permission permission) {
    const Rule& rule = ruleOf(permission);
    return rule.everyone || (role != Role::Dispatcher && role >= rule.least);
}

Status StaffSession::require(Permission permission) const {
    if (!signedIn())
        return fail(ErrorCode::NotSignedIn);
    if (!mayDo(role, permission))
        return fail(ErrorCode::NotAllowed, QCoreApplication::translate("Permission", ruleOf(permission).text));
    return {};
}

} // namespace meterdesk
