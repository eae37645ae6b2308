#include "models/property/propertybook.h"

#include "models/property/normal.h"
#include "models/staff/staffbook.h"
#include "models/store/rows.h"

#include <QCoreApplication>

namespace meterdesk {
namespace {

QString roleName(OccupancyRole role) {
    return role == OccupancyRole::Owner ? QStringLiteral("owner") : QStringLiteral("tenant");
}

QString apartmentWords(const QString& which) {
    return QCoreApplication::translate("Property", "apartment %1").arg(which);
}

auto badArgument(const char* sentence, const QString& what = {}) {
    const QString text = QCoreApplication::translate("Property", sentence);
    return fail(ErrorCode::BadArgument, what.isNull() ? text : text.arg(what));
}

Result<Resident> checked(const Resident& given) {
    Resident resident = given;
    resident.name = normalText(given.name);
    resident.phone = normalPhone(given.phone);
    if (resident.name.isEmpty())
        return badArgument(QT_TRANSLATE_NOOP("Property", "A resident needs a name."));
    if (!isPhone(resident.phone))
        return badArgument(QT_TRANSLATE_NOOP("Property", "“%1” is not a phone number."), given.phone);
    if (resident.householdSize < 1 || resident.householdSize > 99)
        return badArgument(QT_TRANSLATE_NOOP("Property", "A household has 1 to 99 people."));
    if (resident.phone.isNull())
        resident.phone = QStringLiteral("");
    return resident;
}

Account accountFrom(const QVariantList& row) {
    return {row.at(0).toLongLong(), row.at(1).toLongLong(), row.at(2).toLongLong(), row.at(3).toString()};
}

QString lineSql(const QString& rest) {
    // The first open account stands for the apartment.
    return QStringLiteral("SELECT a.id, r.id, p.code, r.name, r.phone, (SELECT number FROM meter m WHERE m.account_id "
                          "= a.id ORDER BY m.id LIMIT 1) FROM apartment p LEFT JOIN account a ON a.id = (SELECT "
                          "min(id) FROM account WHERE apartment_id = p.id AND closed_at IS NULL) LEFT JOIN resident "
                          "r ON r.id = a.resident_id ") +
           rest;
}

Result<QList<ResidentHit>> readLines(Store& store, const QString& rest, const QVariantList& values) {
    MD_GET(query, store.run(lineSql(rest), values));
    QList<ResidentHit> lines;
    while (query->next())
        lines.append({query->value(0).toLongLong(), query->value(1).toLongLong(), query->value(2).toString(),
                      query->value(3).toString(), query->value(4).toString(), query->value(5).toString()});
    MD_TRY(finishRows(*query));
    return lines;
}

Result<Id> idOf(Store& store, const QString& sql, const QVariantList& values) {
    MD_GET(row, store.row(sql, values));
    return row.isEmpty() ? noId : row.first().toLongLong();
}

} // namespace

PropertyBook::PropertyBook(Store& store, const Clock& clock, const StaffSession& by)
    : m_store(store), m_clock(clock), m_by(by) {
}

Result<Id> PropertyBook::compound(const QString& name) {
    MD_TRY(m_by.require(Permission::Import));
    const QString kept = normalText(name);
    if (kept.isEmpty())
        return badArgument(QT_TRANSLATE_NOOP("Property", "A compound needs a name."));
    Id id = noId;
    MD_TRY(m_store.transact([&]() -> Status {
        MD_GET(found, idOf(m_store, QStringLiteral("SELECT id FROM compound WHERE name = ?"), {kept}));
        id = found != noId ? found : newId();
        if (found == noId)
            MD_TRY(m_store.change(QStringLiteral("INSERT INTO compound (id, name) VALUES (?, ?)"), {id, kept}));
        return {};
    }));
    return id;
}

Result<Id> PropertyBook::building(Id compoundId, const QString& name) {
    MD_TRY(m_by.require(Permission::Import));
    const QString kept = normalText(name);
    if (kept.isEmpty())
        return badArgument(QT_TRANSLATE_NOOP("Property", "A building needs a name."));
    Id id = noId;
    MD_TRY(m_store.transact([&]() -> Status {
        MD_GET(found, idOf(m_store, QStringLiteral("SELECT id FROM building WHERE compound_id = ? AND name = ?"),
                           {compoundId, kept}));
        id = found != noId ? found : newId();
        if (found == noId)
            MD_TRY(m_store.change(QStringLiteral("INSERT INTO building (id, compound_id, name) VALUES (?, ?, ?)"),
                                  {id, compoundId, kept}));
        return {};
    }));
    return id;
}

Result<Id> PropertyBook::apartment(Id buildingId, const QString& code) {
    MD_TRY(m_by.require(Permission::Import));
    const QString kept = normalKey(code);
    if (!isApartmentCode(kept))
        return badArgument(QT_TRANSLATE_NOOP("Property", "“%1” is not an apartment; write it like 3-1-1201."), code);
    Id id = noId;
    MD_TRY(m_store.transact([&]() -> Status {
        MD_GET(found, m_store.row(QStringLiteral("SELECT id, building_id FROM apartment WHERE code = ?"), {kept}));
        if (!found.isEmpty() && found.at(1).toLongLong() != buildingId)
            return fail(ErrorCode::AlreadyExists, apartmentWords(kept));
        id = found.isEmpty() ? newId() : found.first().toLongLong();
        if (found.isEmpty())
            MD_TRY(m_store.change(QStringLiteral("INSERT INTO apartment (id, building_id, code) VALUES (?, ?, ?)"),
                                  {id, buildingId, kept}));
        return {};
    }));
    return id;
}

Result<Id> PropertyBook::addResident(const Resident& resident) {
    MD_TRY(m_by.require(Permission::IssueCards));
    MD_GET(kept, checked(resident));
    const Id id = newId();
    MD_TRY(m_store.change(QStringLiteral("INSERT INTO resident (id, name, phone, household_size) VALUES (?, ?, ?, ?)"),
                          {id, kept.name, kept.phone, kept.householdSize}));
    return id;
}

Result<Id> PropertyBook::addOccupancy(Id apartmentId, Id residentId, OccupancyRole role) {
    MD_TRY(m_by.require(Permission::IssueCards));
    const Id id = newId();
    MD_TRY(m_store.change(
        QStringLiteral("INSERT INTO occupancy (id, apartment_id, resident_id, role, since) VALUES (?, ?, ?, ?, ?)"),
        {id, apartmentId, residentId, roleName(role), m_clock.now()}));
    return id;
}

Result<Id> PropertyBook::openAccount(Id apartmentId, Id residentId, const QString& number) {
    MD_TRY(m_by.require(Permission::IssueCards));
    const Id id = newId();
    MD_TRY(m_store.transact([&]() -> Status {
        QString kept = normalKey(number);
        if (kept.isEmpty()) {
            MD_GET(next, takeAccountNumbers(m_store, 1));
            kept = next.first();
        }
        MD_GET(same, idOf(m_store, QStringLiteral("SELECT id FROM account WHERE number = ?"), {kept}));
        if (same != noId)
            return fail(ErrorCode::AlreadyExists, QCoreApplication::translate("Meter", "account %1").arg(kept));
        MD_TRY(m_store.change(QStringLiteral("INSERT INTO account (id, apartment_id, resident_id, number, opened_at) "
                                             "VALUES (?, ?, ?, ?, ?)"),
                              {id, apartmentId, residentId, kept, m_clock.now()}));
        return {};
    }));
    return id;
}

Result<Resident> PropertyBook::resident(Id id) const {
    MD_GET(row, m_store.row(QStringLiteral("SELECT id, name, phone, household_size FROM resident WHERE id = ?"), {id}));
    if (row.isEmpty())
        return fail(ErrorCode::NotFound, QCoreApplication::translate("Property", "resident %1").arg(toString(id)));
    return Resident{row.at(0).toLongLong(), row.at(1).toString(), row.at(2).toString(), row.at(3).toInt()};
}

Result<Account> PropertyBook::account(Id id) const {
    MD_GET(row,
           m_store.row(QStringLiteral("SELECT id, apartment_id, resident_id, number FROM account WHERE id = ?"), {id}));
    if (row.isEmpty())
        return fail(ErrorCode::NotFound, QCoreApplication::translate("Meter", "account %1").arg(toString(id)));
    return accountFrom(row);
}

Result<Account> PropertyBook::accountByNumber(const QString& number) const {
    MD_GET(row,
           m_store.row(QStringLiteral("SELECT id, apartment_id, resident_id, number FROM account WHERE number = ?"),
                       {normalKey(number)}));
    if (row.isEmpty())
        return fail(ErrorCode::NotFound, QCoreApplication::translate("Meter", "account %1").arg(number));
    return accountFrom(row);
}

Result<Apartment> PropertyBook::apartment(Id id) const {
    MD_GET(row, m_store.row(QStringLiteral("SELECT id, building_id, code FROM apartment WHERE id = ?"), {id}));
    if (row.isEmpty())
        return fail(ErrorCode::NotFound, apartmentWords(toString(id)));
    return Apartment{row.at(0).toLongLong(), row.at(1).toLongLong(), row.at(2).toString()};
}

Result<ApartmentDetail> PropertyBook::detail(const QString& apartmentCode) const {
    MD_GET(row, m_store.row(QStringLiteral("SELECT p.id, b.id, p.code, c.name, b.name FROM apartment p "
                                           "JOIN building b ON b.id = p.building_id JOIN compound c ON "
                                           "c.id = b.compound_id WHERE p.code = ?"),
                            {normalKey(apartmentCode)}));
    if (row.isEmpty())
        return fail(ErrorCode::NotFound, apartmentWords(apartmentCode));
    ApartmentDetail detail;
    detail.apartment = {row.at(0).toLongLong(), row.at(1).toLongLong(), row.at(2).toString()};
    detail.compound = row.at(3).toString();
    detail.building = row.at(4).toString();
    MD_GET(owner, occupant(detail.apartment.id, OccupancyRole::Owner));
    MD_GET(tenant, occupant(detail.apartment.id, OccupancyRole::Tenant));
    detail.owner = owner;
    detail.tenant = tenant;
    MD_GET(query, m_store.run(QStringLiteral("SELECT id, apartment_id, resident_id, number FROM account WHERE "
                                             "apartment_id = ? AND closed_at IS NULL ORDER BY id"),
                              {detail.apartment.id}));
    while (query->next())
        detail.accounts.append(accountFrom({query->value(0), query->value(1), query->value(2), query->value(3)}));
    MD_TRY(finishRows(*query));
    return detail;
}

Result<std::optional<Resident>> PropertyBook::occupant(Id apartmentId, OccupancyRole role) const {
    MD_GET(row, m_store.row(QStringLiteral("SELECT r.id, r.name, r.phone, r.household_size FROM occupancy o JOIN "
                                           "resident r ON r.id = o.resident_id WHERE o.apartment_id = ? AND o.role = ? "
                                           "AND o.until IS NULL ORDER BY o.id DESC LIMIT 1"),
                            {apartmentId, roleName(role)}));
    if (row.isEmpty())
        return std::optional<Resident>();
    return std::optional<Resident>(
        {row.at(0).toLongLong(), row.at(1).toString(), row.at(2).toString(), row.at(3).toInt()});
}

Result<QString> PropertyBook::codeOf(Id apartmentId) const {
    MD_GET(found, apartment(apartmentId));
    return found.code;
}

Status PropertyBook::endOccupancy(Id apartmentId, OccupancyRole role) {
    MD_TRY(m_store.change(
        QStringLiteral("UPDATE occupancy SET until = ? WHERE apartment_id = ? AND role = ? AND until IS NULL"),
        {m_clock.now(), apartmentId, roleName(role)}));
    return {};
}

Status PropertyBook::moveIn(Id apartmentId, Id residentId, OccupancyRole role, bool pays) {
    MD_TRY(m_by.require(Permission::IssueCards));
    return m_store.transact([&]() -> Status {
        MD_GET(code, codeOf(apartmentId));
        MD_GET(next, resident(residentId));
        MD_GET(last, occupant(apartmentId, role));
        MD_TRY(endOccupancy(apartmentId, role));
        MD_TRY(addOccupancy(apartmentId, residentId, role));
        if (pays)
            MD_TRY(m_store.change(
                QStringLiteral("UPDATE account SET resident_id = ? WHERE apartment_id = ? AND closed_at IS NULL"),
                {residentId, apartmentId}));
        return audit(m_store, m_clock, m_by, QStringLiteral("move-in"), QStringLiteral("apartment:") + code,
                     QStringLiteral("%1: %2 -> %3%4")
                         .arg(roleName(role), last ? last->name : QString(), next.name,
                              pays ? QStringLiteral(", pays") : QString()));
    });
}

Status PropertyBook::moveOut(Id apartmentId, OccupancyRole role) {
    MD_TRY(m_by.require(Permission::IssueCards));
    return m_store.transact([&]() -> Status {
        MD_GET(code, codeOf(apartmentId));
        MD_GET(last, occupant(apartmentId, role));
        if (!last)
            return fail(ErrorCode::NotFound,
                        QCoreApplication::translate("Property", "such resident of apartment %1").arg(code));
        MD_TRY(endOccupancy(apartmentId, role));
        MD_GET(owner, occupant(apartmentId, OccupancyRole::Owner));
        if (role == OccupancyRole::Tenant && owner)
            MD_TRY(m_store.change(QStringLiteral("UPDATE account SET resident_id = ? WHERE apartment_id = ? AND "
                                                 "resident_id = ? AND closed_at IS NULL"),
                                  {owner->id, apartmentId, last->id}));
        return audit(m_store, m_clock, m_by, QStringLiteral("move-out"), QStringLiteral("apartment:") + code,
                     roleName(role) + QStringLiteral(": ") + last->name);
    });
}

Status PropertyBook::correct(const Resident& given) {
    MD_TRY(m_by.require(Permission::IssueCards));
    MD_GET(kept, checked(given));
    return m_store.transact([&]() -> Status {
        MD_GET(was, resident(given.id));
        MD_TRY(
            m_store.change(QStringLiteral("UPDATE resident SET name = ?, phone = ?, household_size = ? WHERE id = ?"),
                           {kept.name, kept.phone, kept.householdSize, given.id}));
        return audit(m_store, m_clock, m_by, QStringLiteral("resident-correct"),
                     QStringLiteral("resident:") + toString(given.id),
                     QStringLiteral("%1, %2, %3 -> %4, %5, %6")
                         .arg(was.name, was.phone, QString::number(was.householdSize), kept.name, kept.phone,
                              QString::number(kept.householdSize)));
    });
}

Result<QList<ResidentHit>> PropertyBook::page(const QString& afterCode, int limit) const {
    return readLines(m_store, QStringLiteral("WHERE p.code > ? ORDER BY p.code LIMIT ?"),
                     {afterCode.isNull() ? QStringLiteral("") : afterCode, limit});
}

Result<QList<ResidentHit>> PropertyBook::pageBefore(const QString& beforeCode, int limit) const {
    MD_GET(lines,
           readLines(m_store, QStringLiteral("WHERE p.code < ? ORDER BY p.code DESC LIMIT ?"), {beforeCode, limit}));
    std::reverse(lines.begin(), lines.end());
    return lines;
}

Result<qint64> PropertyBook::apartmentCount() const {
    MD_GET(row, m_store.row(QStringLiteral("SELECT count(*) FROM apartment")));
    return row.first().toLongLong();
}

Result<QStringList> takeAccountNumbers(Store& store, qsizetype wanted, const QSet<QString>& alsoTaken) {
    const QString counter = QStringLiteral("account");
    MD_GET(row, store.row(QStringLiteral("SELECT value FROM counter WHERE name = ?"), {counter}));
    qint64 last = row.isEmpty() ? 0 : row.first().toLongLong();
    if (row.isEmpty())
        MD_TRY(store.change(QStringLiteral("INSERT INTO counter (name, value) VALUES (?, 0)"), {counter}));
    QStringList numbers;
    while (numbers.size() < wanted) {
        // A batch of candidates at a time; an office may have given out numbers of its own in between.
        QStringList batch;
        while (batch.size() < wanted - numbers.size())
            batch.append(QString::number(++last).rightJustified(8, u'0'));
        const auto [least, most] = std::minmax_element(batch.cbegin(), batch.cend());
        QSet<QString> taken = alsoTaken;
        MD_GET(query, store.run(QStringLiteral("SELECT number FROM account WHERE number >= ? AND number <= ?"),
                                {*least, *most}));
        while (query->next())
            taken.insert(query->value(0).toString());
        MD_TRY(finishRows(*query));
        for (const QString& each : batch)
            if (!taken.contains(each))
                numbers.append(each);
    }
    MD_TRY(store.change(QStringLiteral("UPDATE counter SET value = ? WHERE name = ?"), {last, counter}));
    return numbers;
}

} // namespace meterdesk
