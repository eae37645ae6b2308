#include "models/staff/staffbook.h"

#include "models/staff/password.h"
#include "models/store/rows.h"
#include "models/store/settings.h"

#include <QCoreApplication>
#include <QDateTime>
#include <algorithm>

namespace meterdesk {
namespace {

QString subjectOf(Id staffId) {
    return QStringLiteral("staff:") + toString(staffId);
}

tl::unexpected<Error> badArgument(const char* text) {
    return fail(ErrorCode::BadArgument, QCoreApplication::translate("StaffBook", text));
}

Status checkName(const QString& name) {
    const bool control = std::any_of(name.begin(), name.end(), [](QChar c) { return !c.isPrint(); });
    if (name.isEmpty() || name.size() > 64 || control)
        return badArgument(QT_TRANSLATE_NOOP("StaffBook", "A name has 1 to 64 characters."));
    return {};
}

Status checkPassword(const QString& password) {
    if (password.size() < StaffBook::leastPasswordLength)
        return badArgument(QT_TRANSLATE_NOOP("StaffBook", "A password has at least 6 characters."));
    return {};
}

StaffSession sessionFrom(Id id, const QString& name, const QString& display, const QString& role) {
    // The table's CHECK knows the same four names; anything else may do the least.
    return {id, name, display, roleFromName(role).value_or(Role::Dispatcher)};
}

} // namespace

struct StaffBook::Entry {
    StaffSession session; // empty for an unknown name
    QString password = nobodysEntry();
    TimeMs lockedUntil = 0;
};

StaffBook::StaffBook(Store& store, const Clock& clock, const StaffSession& by)
    : m_store(store), m_clock(clock), m_by(by) {
}

Status StaffBook::mayManage() const {
    return m_by.require(Permission::ManageStaff);
}

Result<Id> StaffBook::add(const QString& name, const QString& display, Role role, const QString& password) {
    const QString plain = name.trimmed();
    MD_TRY(checkName(plain));
    MD_TRY(checkPassword(password));
    MD_GET(entry, hashPassword(password));
    const Id id = newId();
    MD_TRY(m_store.transact([&]() -> Status {
        MD_GET(anyone, m_store.row(QStringLiteral("SELECT 1 FROM staff LIMIT 1")));
        if (!anyone.isEmpty())
            MD_TRY(mayManage());
        else if (role != Role::Administrator)
            return badArgument(QT_TRANSLATE_NOOP("StaffBook", "The first of the staff must be an administrator."));
        MD_GET(same, m_store.row(QStringLiteral("SELECT 1 FROM staff WHERE name = ?"), {plain}));
        if (!same.isEmpty())
            return fail(ErrorCode::AlreadyExists, plain);
        MD_TRY(m_store.change(
            QStringLiteral("INSERT INTO staff (id, name, display, role, password) VALUES (?, ?, ?, ?, ?)"),
            {id, plain, display.trimmed().isEmpty() ? plain : display.trimmed(), roleName(role), entry}));
        return audit(m_store, m_clock, m_by, QStringLiteral("staff-added"), subjectOf(id), roleName(role));
    }));
    return id;
}

Status StaffBook::changed(Id staffId, const QString& sql, const QVariantList& values, const QString& action,
                          const QString& detail) {
    MD_GET(rows, m_store.change(sql, values));
    if (rows == 0)
        return fail(ErrorCode::NotFound, QCoreApplication::translate("StaffBook", "such member of staff"));
    return audit(m_store, m_clock, m_by, action, subjectOf(staffId), detail);
}

Status StaffBook::setPassword(Id staffId, const QString& password) {
    if (!m_by.signedIn() || m_by.staffId != staffId)
        MD_TRY(mayManage());
    MD_TRY(checkPassword(password));
    MD_GET(entry, hashPassword(password));
    return m_store.transact([&] {
        return changed(staffId, QStringLiteral("UPDATE staff SET password = ? WHERE id = ?"), {entry, staffId},
                       QStringLiteral("staff-password"), {});
    });
}

Status StaffBook::keepAnAdministrator(Id staffId) const {
    MD_GET(only, m_store.row(QStringLiteral("SELECT name FROM staff WHERE id = ? AND role = 'administrator' AND "
                                            "active = 1 AND NOT EXISTS (SELECT 1 FROM staff AS other WHERE other.id <> "
                                            "staff.id AND other.role = 'administrator' AND other.active = 1)"),
                             {staffId}));
    return only.isEmpty() ? Status() : fail(ErrorCode::LastAdministrator, only.at(0).toString());
}

Status StaffBook::setRole(Id staffId, Role role) {
    MD_TRY(mayManage());
    return m_store.transact([&]() -> Status {
        if (role != Role::Administrator)
            MD_TRY(keepAnAdministrator(staffId));
        return changed(staffId, QStringLiteral("UPDATE staff SET role = ? WHERE id = ?"), {roleName(role), staffId},
                       QStringLiteral("staff-role"), roleName(role));
    });
}

Status StaffBook::setActive(Id staffId, bool active) {
    MD_TRY(mayManage());
    return m_store.transact([&]() -> Status {
        if (!active)
            MD_TRY(keepAnAdministrator(staffId));
        return changed(staffId, QStringLiteral("UPDATE staff SET active = ? WHERE id = ?"), {active ? 1 : 0, staffId},
                       active ? QStringLiteral("staff-back") : QStringLiteral("staff-left"), {});
    });
}

Status StaffBook::unlock(Id staffId) {
    MD_TRY(mayManage());
    return m_store.transact([&] {
        return changed(staffId, QStringLiteral("UPDATE staff SET failures = 0, locked_until = 0 WHERE id = ?"),
                       {staffId}, QStringLiteral("staff-unlocked"), {});
    });
}

Result<StaffBook::Entry> StaffBook::byName(const QString& name) const {
    MD_GET(row, m_store.row(QStringLiteral("SELECT id, name, display, role, password, locked_until FROM staff "
                                           "WHERE name = ? AND active = 1"),
                            {name.trimmed()}));
    Entry entry;
    if (row.isEmpty())
        return entry;
    entry.session =
        sessionFrom(row.at(0).toLongLong(), row.at(1).toString(), row.at(2).toString(), row.at(3).toString());
    entry.password = row.at(4).toString();
    entry.lockedUntil = row.at(5).toLongLong();
    return entry;
}

Result<StaffSession> StaffBook::signIn(const QString& name, const QString& password) {
    MD_GET(entry, byName(name));
    // Outside any transaction: the books aren't held while the CPU works.
    MD_GET(matches, passwordMatches(password, entry.password));
    bool right = false;
    MD_TRY(m_store.transact([&]() -> Status {
        // Read again: others may have tried meanwhile, and each try counts.
        MD_GET(now, byName(name));
        if (now.lockedUntil > m_clock.now()) {
            const QDateTime until = QDateTime::fromMSecsSinceEpoch(now.lockedUntil);
            return fail(ErrorCode::LockedOut, until.toString(QStringLiteral("yyyy-MM-dd HH:mm")));
        }
        right = matches && now.session.signedIn() && now.password == entry.password;
        entry = now;
        return right ? accepted(now) : refused(now);
    }));
    if (!right)
        return fail(ErrorCode::WrongPassword);
    if (!isCurrentEntry(entry.password))
        MD_TRY(raise(entry, password));
    return entry.session;
}

Status StaffBook::raise(const Entry& entry, const QString& password) {
    MD_GET(raised, hashPassword(password));
    MD_TRY(m_store.change(QStringLiteral("UPDATE staff SET password = ? WHERE id = ? AND password = ?"),
                          {raised, entry.session.staffId, entry.password}));
    return {};
}

Status StaffBook::refused(const Entry& entry) {
    const QString action = QStringLiteral("sign-in-refused");
    // An unknown name isn't kept: people type passwords into the wrong field.
    if (!entry.session.signedIn())
        return audit(m_store, m_clock, {}, action, QStringLiteral("staff:unknown"));
    MD_TRY(m_store.change(QStringLiteral("UPDATE staff SET "
                                         "locked_until = CASE WHEN failures + 1 >= ? THEN ? ELSE locked_until END, "
                                         "failures = CASE WHEN failures + 1 >= ? THEN 0 ELSE failures + 1 END "
                                         "WHERE id = ?"),
                          {triesBeforeLock, m_clock.now() + lockMs, triesBeforeLock, entry.session.staffId}));
    return audit(m_store, m_clock, {}, action, subjectOf(entry.session.staffId));
}

Status StaffBook::accepted(const Entry& entry) {
    const Id id = entry.session.staffId;
    MD_TRY(m_store.change(QStringLiteral("UPDATE staff SET failures = 0, locked_until = 0 WHERE id = ? AND "
                                         "(failures > 0 OR locked_until > 0)"),
                          {id}));
    return audit(m_store, m_clock, entry.session, QStringLiteral("signed-in"), subjectOf(id));
}

Result<StaffSession> StaffBook::demoSession() {
    MD_GET(demo, Settings(m_store).value(QStringLiteral("demo")));
    if (demo != QLatin1String("1"))
        return fail(ErrorCode::NotSignedIn);
    MD_GET(entry, byName(QStringLiteral("demo")));
    if (!entry.session.signedIn())
        return fail(ErrorCode::NotSignedIn);
    return entry.session;
}

Result<QList<StaffSession>> StaffBook::all() const {
    MD_GET(query, m_store.run(QStringLiteral("SELECT id, name, display, role FROM staff WHERE active = 1 "
                                             "ORDER BY name")));
    QList<StaffSession> staff;
    while (query->next())
        staff.append(sessionFrom(query->value(0).toLongLong(), query->value(1).toString(), query->value(2).toString(),
                                 query->value(3).toString()));
    MD_TRY(finishRows(*query));
    return staff;
}

} // namespace meterdesk
