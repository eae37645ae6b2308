#include "models/property/importbooks.h"

#include "models/property/people.h"
#include "models/property/propertybook.h"
#include "models/store/bulkinsert.h"
#include "models/store/rows.h"

#include <QCoreApplication>

namespace meterdesk {
namespace {

QString say(const char* sentence) {
    return QCoreApplication::translate("Import", sentence);
}

/// Calls `found` for each of the keys that the query (least and greatest key bound) brings up.
Status meet(Store& store, const QString& sql, const QHash<QString, std::size_t>& keys,
            const std::function<void(const QString&, std::size_t)>& found) {
    if (keys.isEmpty())
        return {};
    // The database compares bytes of UTF-8, QString units of UTF-16.
    QByteArray least, most;
    for (auto key = keys.keyBegin(); key != keys.keyEnd(); ++key) {
        const QByteArray bytes = key->toUtf8();
        if (least.isNull() || bytes < least)
            least = bytes;
        if (bytes > most)
            most = bytes;
    }
    MD_GET(query, store.run(sql, {QString::fromUtf8(least), QString::fromUtf8(most)}));
    while (query->next()) {
        const QString key = query->value(0).toString();
        const auto place = keys.constFind(key);
        if (place != keys.cend())
            found(key, *place);
    }
    MD_TRY(finishRows(*query));
    return {};
}

template <class Found>
void forPeople(const PlannedApartment& apartment, People& people, Found found) {
    // The household is the one of those who live here.
    const bool let = !apartment.tenant.name.isEmpty();
    const int household = std::max(apartment.household, 1);
    const Id owner = apartment.owner.name.isEmpty() ? noId : people.of(apartment.owner, let ? 1 : household);
    const Id tenant = let ? people.of(apartment.tenant, household) : noId;
    found(owner, tenant);
}

} // namespace

Status checkBooks(Store& store, ImportCheck& check, ImportReport& report) {
    ImportPlan& plan = check.plan();
    const auto fault = [&](qint64 line, ImportColumn column, const QString& problem) {
        report.faults.append({line, check.header(column), problem});
    };
    MD_TRY(meet(store, QStringLiteral("SELECT code FROM apartment WHERE code >= ? AND code <= ?"), plan.apartmentByCode,
                [&](const QString& key, std::size_t place) {
                    fault(plan.apartments[place].line, ImportColumn::Apartment,
                          say(QT_TRANSLATE_NOOP("Import", "Apartment %1 is in the books already.")).arg(key));
                }));
    MD_TRY(meet(store, QStringLiteral("SELECT number FROM account WHERE number >= ? AND number <= ?"),
                plan.apartmentByAccount, [&](const QString& key, std::size_t place) {
                    fault(plan.apartments[place].line, ImportColumn::Account,
                          say(QT_TRANSLATE_NOOP("Import", "Account %1 is in the books already.")).arg(key));
                }));
    MD_TRY(meet(
        store,
        QStringLiteral("SELECT ltrim(number, '0') FROM meter WHERE (number >= ? AND number <= ?) OR "
                       "(number >= '0' AND number < '1')"),
        plan.meterByNumber, [&](const QString&, std::size_t place) {
            fault(plan.meters[place].line, ImportColumn::MeterNumber,
                  say(QT_TRANSLATE_NOOP("Import", "Meter %1 is in the books already.")).arg(plan.meters[place].number));
        }));
    return meet(store, QStringLiteral("SELECT uid FROM card WHERE uid >= ? AND uid <= ?"), plan.cardByUid,
                [&](const QString& key, std::size_t place) {
                    fault(plan.cards[place].line, ImportColumn::CardId,
                          say(QT_TRANSLATE_NOOP("Import", "Card %1 is in the books already.")).arg(key));
                });
}

ImportWriter::ImportWriter(Store& store, const StaffSession& who, const ImportPlan& plan, const ImportOptions& options,
                           TimeMs now)
    : m_store(store), m_who(who), m_plan(plan), m_compound(options.compound), m_now(now) {
}

void ImportWriter::count(const ImportPlan& plan, ImportReport& report) {
    report.apartments = qint64(plan.apartments.size());
    report.meters = qint64(plan.meters.size());
    report.cards = qint64(plan.cards.size());
    Id residents = 0;
    People people([&](const PlannedPerson&, int) { return ++residents; });
    for (const PlannedApartment& apartment : plan.apartments)
        forPeople(apartment, people, [](Id, Id) {});
    report.residents = residents;
}

Status ImportWriter::write(ImportReport& report, ImportProgress& progress, qint64 from, qint64 to) {
    m_progress = &progress;
    m_from = from;
    m_to = to;
    // Apartment, resident, occupancy and account for each home, as far as progress goes.
    m_ofRows = std::max<qint64>(4 * report.apartments + report.meters + 2 * report.cards, 1);
    m_homes.resize(m_plan.apartments.size());
    MD_TRY(makeBuildings());
    MD_TRY(writeHomes());
    MD_TRY(writePeople());
    MD_TRY(writeAccounts());
    MD_TRY(writeMeters());
    return writeCards();
}

Status ImportWriter::wrote() {
    ++m_rows;
    return m_progress->at(m_from + (m_to - m_from) * std::min(m_rows, m_ofRows) / m_ofRows);
}

Status ImportWriter::makeBuildings() {
    PropertyBook book(m_store, Clock::system(), m_who);
    for (const PlannedApartment& apartment : m_plan.apartments) {
        const QString& compoundName = apartment.compound.isEmpty() ? m_compound : apartment.compound;
        const QString name = apartment.building.isEmpty() ? apartment.code.section(u'-', 0, 0) : apartment.building;
        Id& id = m_buildings[{compoundName, name}];
        if (id == noId) {
            MD_GET(compound, book.compound(compoundName));
            MD_GET(building, book.building(compound, name));
            id = building;
        }
        m_homes[std::size_t(&apartment - m_plan.apartments.data())].building = id;
    }
    return {};
}

Status ImportWriter::writeHomes() {
    BulkInsert insert(m_store, QStringLiteral("apartment"),
                      {QStringLiteral("id"), QStringLiteral("building_id"), QStringLiteral("code")});
    for (std::size_t i = 0; i < m_homes.size(); ++i) {
        m_homes[i].apartment = newId();
        MD_TRY(insert.add(m_homes[i].apartment, m_homes[i].building, m_plan.apartments[i].code));
        MD_TRY(wrote());
    }
    return insert.finish();
}

Status ImportWriter::writePeople() {
    BulkInsert residents(
        m_store, QStringLiteral("resident"),
        {QStringLiteral("id"), QStringLiteral("name"), QStringLiteral("phone"), QStringLiteral("household_size")});
    Status added;
    People people([&](const PlannedPerson& person, int household) {
        const Id id = newId();
        if (added)
            added = residents.add(id, person.name, person.phone, household);
        return id;
    });
    for (std::size_t i = 0; i < m_homes.size(); ++i) {
        forPeople(m_plan.apartments[i], people, [&](Id owner, Id tenant) {
            m_homes[i].owner = owner;
            m_homes[i].tenant = tenant;
        });
        MD_TRY(added);
        MD_TRY(wrote());
    }
    MD_TRY(residents.finish());

    BulkInsert occupancies(m_store, QStringLiteral("occupancy"),
                           {QStringLiteral("id"), QStringLiteral("apartment_id"), QStringLiteral("resident_id"),
                            QStringLiteral("role"), QStringLiteral("since")});
    const QString owner = QStringLiteral("owner"), tenant = QStringLiteral("tenant");
    for (const Home& home : m_homes) {
        if (home.owner != noId)
            MD_TRY(occupancies.add(newId(), home.apartment, home.owner, owner, m_now));
        if (home.tenant != noId)
            MD_TRY(occupancies.add(newId(), home.apartment, home.tenant, tenant, m_now));
        MD_TRY(wrote());
    }
    return occupancies.finish();
}

Status ImportWriter::writeAccounts() {
    qsizetype unnumbered = 0;
    for (std::size_t i = 0; i < m_homes.size(); ++i)
        if (m_homes[i].payer() != noId && m_plan.apartments[i].account.isEmpty())
            ++unnumbered;
    QStringList numbers;
    if (unnumbered > 0) {
        const QSet<QString> given(m_plan.apartmentByAccount.keyBegin(), m_plan.apartmentByAccount.keyEnd());
        MD_GET(taken, takeAccountNumbers(m_store, unnumbered, given));
        numbers = taken;
    }
    BulkInsert insert(m_store, QStringLiteral("account"),
                      {QStringLiteral("id"), QStringLiteral("apartment_id"), QStringLiteral("resident_id"),
                       QStringLiteral("number"), QStringLiteral("opened_at")});
    qsizetype next = 0;
    for (std::size_t i = 0; i < m_homes.size(); ++i) {
        MD_TRY(wrote());
        Home& home = m_homes[i];
        if (home.payer() == noId)
            continue;
        const QString& given = m_plan.apartments[i].account;
        home.account = newId();
        MD_TRY(insert.add(home.account, home.apartment, home.payer(), given.isEmpty() ? numbers.at(next++) : given,
                          m_now));
    }
    return insert.finish();
}

Status ImportWriter::writeMeters() {
    BulkInsert insert(m_store, QStringLiteral("meter"),
                      {QStringLiteral("id"), QStringLiteral("number"), QStringLiteral("kind"), QStringLiteral("basis"),
                       QStringLiteral("layout"), QStringLiteral("account_id"), QStringLiteral("state"),
                       QStringLiteral("base_count"), QStringLiteral("base_total"), QStringLiteral("installed_at"),
                       QStringLiteral("removed_at")});
    const auto names = [](auto nameOf, auto... values) { return std::array{nameOf(values)...}; };
    const auto kinds =
        names([](MeterKind kind) { return kindName(kind); }, MeterKind::Water, MeterKind::Electricity, MeterKind::Gas);
    const auto bases = names(basisName, CreditBasis::Quantity, CreditBasis::Money);
    const auto states = names([](MeterState state) { return stateName(state); }, MeterState::InUse, MeterState::Faulty,
                              MeterState::Removed);
    m_meterIds.reserve(m_plan.meters.size());
    for (const PlannedMeter& meter : m_plan.meters) {
        m_meterIds.push_back(newId());
        MD_TRY(insert.add(m_meterIds.back(), meter.number, kinds.at(std::size_t(meter.kind)),
                          bases.at(std::size_t(meter.basis)), meter.layout, m_homes[meter.apartment].account,
                          states.at(std::size_t(meter.state)), meter.count, meter.total, m_now,
                          meter.state == MeterState::Removed ? QVariant(m_now) : QVariant()));
        MD_TRY(wrote());
    }
    return insert.finish();
}

Status ImportWriter::writeCards() {
    BulkInsert cards(m_store, QStringLiteral("card"),
                     {QStringLiteral("id"), QStringLiteral("uid"), QStringLiteral("family"), QStringLiteral("layout"),
                      QStringLiteral("key_version"), QStringLiteral("account_id"), QStringLiteral("issued_at")});
    std::vector<Id> ids;
    for (const PlannedCard& card : m_plan.cards) {
        ids.push_back(newId());
        MD_TRY(cards.add(ids.back(), card.uid, familyName(card.family), card.layout, card.keyVersion,
                         m_homes[card.apartment].account, m_now));
        MD_TRY(wrote());
    }
    MD_TRY(cards.finish());
    BulkInsert filled(m_store, QStringLiteral("card_slot"),
                      {QStringLiteral("card_id"), QStringLiteral("slot"), QStringLiteral("meter_id")});
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto& meters = m_plan.cards[i].meters;
        for (std::size_t slot = 0; slot < meters.size(); ++slot)
            MD_TRY(filled.add(ids[i], int(slot), m_meterIds[meters[slot]]));
        MD_TRY(wrote());
    }
    return filled.finish();
}

} // namespace meterdesk
