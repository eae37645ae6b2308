#include "models/property/search.h"

#include "models/property/normal.h"
#include "models/property/propertybook.h"
#include "models/store/dialect.h"
#include "models/store/rows.h"

#include <QSet>
#include <array>

namespace meterdesk {
namespace {

const QString firstMeter =
    QStringLiteral("(SELECT f.number FROM meter f WHERE f.account_id = a.id ORDER BY f.id LIMIT 1)");

QString columns(const QString& meterNumber) {
    return QStringLiteral("SELECT a.id, resident.id, p.code, resident.name, resident.phone, ") + meterNumber;
}

/// From a meter `m` up to its people.
const QString upFromMeter = QStringLiteral("CROSS JOIN account a ON a.id = m.account_id AND a.closed_at IS NULL "
                                           "CROSS JOIN apartment p ON p.id = a.apartment_id "
                                           "CROSS JOIN resident ON resident.id = a.resident_id ");

/// From a resident to the accounts that are his, or of the apartment where he lives. CROSS JOIN keeps the order of
/// the tables: the planner of a fresh database, without statistics, must not start from the accounts.
const QString downFromResident =
    QStringLiteral("CROSS JOIN account a ON (a.resident_id = resident.id OR a.apartment_id IN (SELECT o.apartment_id "
                   "FROM occupancy o WHERE o.resident_id = resident.id AND o.until IS NULL)) AND a.closed_at IS NULL "
                   "CROSS JOIN apartment p ON p.id = a.apartment_id ");

QString rangeSql(SearchKey key) {
    switch (key) {
    case SearchKey::Apartment:
        return columns(firstMeter) +
               QStringLiteral(" FROM apartment p CROSS JOIN account a ON a.apartment_id = p.id AND a.closed_at IS NULL "
                              "CROSS JOIN resident ON resident.id = a.resident_id "
                              "WHERE p.code >= ? AND p.code < ? ORDER BY p.code LIMIT ?");
    case SearchKey::Name:
        return columns(firstMeter) + QStringLiteral(" FROM resident ") + downFromResident +
               QStringLiteral("WHERE resident.name >= ? AND resident.name < ? ORDER BY resident.name LIMIT ?");
    case SearchKey::Phone:
        return columns(firstMeter) + QStringLiteral(" FROM resident ") + downFromResident +
               QStringLiteral("WHERE resident.phone >= ? AND resident.phone < ? ORDER BY resident.phone LIMIT ?");
    case SearchKey::Meter:
        return columns(QStringLiteral("m.number")) + QStringLiteral(" FROM meter m ") + upFromMeter +
               QStringLiteral("WHERE m.number >= ? AND m.number < ? ORDER BY m.number LIMIT ?");
    case SearchKey::Card:
        return columns(QStringLiteral("coalesce((SELECT m.number FROM card_slot s JOIN meter m ON m.id = s.meter_id "
                                      "WHERE s.card_id = c.id ORDER BY s.slot LIMIT 1), ") +
                       firstMeter + QStringLiteral(")")) +
               QStringLiteral(
                   " FROM card c CROSS JOIN account a ON a.id = c.account_id AND a.closed_at IS NULL "
                   "CROSS JOIN apartment p ON p.id = a.apartment_id CROSS JOIN resident ON resident.id = a.resident_id "
                   "WHERE c.uid >= ? AND c.uid < ? ORDER BY c.uid LIMIT ?");
    }
    Q_UNREACHABLE();
}

QString spelled(SearchKey key, const QString& text) {
    switch (key) {
    case SearchKey::Name:
        return normalText(text);
    case SearchKey::Phone:
        return normalPhone(text);
    default:
        return normalKey(text);
    }
}

Result<QList<ResidentHit>> hits(Store& store, const QString& sql, const QVariantList& values) {
    MD_GET(query, store.run(sql, values));
    QList<ResidentHit> found;
    while (query->next())
        found.append({query->value(0).toLongLong(), query->value(1).toLongLong(), query->value(2).toString(),
                      query->value(3).toString(), query->value(4).toString(), query->value(5).toString()});
    MD_TRY(finishRows(*query));
    return found;
}

/// Whether a hit is exactly what was asked. Cards answer with their meter, so their first hit is asked of nobody.
bool isExact(const ResidentHit& hit, SearchKey key, const QString& spelledText) {
    switch (key) {
    case SearchKey::Apartment:
        return hit.apartment == spelledText;
    case SearchKey::Name:
        return hit.name == spelledText;
    case SearchKey::Phone:
        return hit.phone == spelledText;
    case SearchKey::Meter:
        return hit.meterNumber == spelledText;
    case SearchKey::Card:
        return false;
    }
    Q_UNREACHABLE();
}

/// Collects hits, exact ones before the others, each account and resident once.
class Hits {
public:
    explicit Hits(int limit) : m_limit(limit) {}

    void add(const ResidentHit& hit, bool exact) {
        const auto who = std::pair(hit.accountId, hit.residentId);
        if (m_seen.contains(who)) {
            if (!exact || !m_others.removeIf([&](const ResidentHit& other) {
                    return std::pair(other.accountId, other.residentId) == who;
                }))
                return;
        }
        m_seen.insert(who);
        (exact ? m_exact : m_others).append(hit);
    }

    bool enoughExact() const { return m_exact.size() >= m_limit; }
    bool enough() const { return m_exact.size() + m_others.size() >= m_limit; }
    QList<ResidentHit> best() const { return (m_exact + m_others).mid(0, m_limit); }

private:
    const qsizetype m_limit;
    QSet<std::pair<Id, Id>> m_seen;
    QList<ResidentHit> m_exact, m_others;
};

} // namespace

Search::Search(Store& store) : m_store(store) {
}

QString Search::sqlFor(SearchKey key) {
    // Made once: the text finds its prepared statement by its hash.
    static const std::array statements{rangeSql(SearchKey::Apartment), rangeSql(SearchKey::Name),
                                       rangeSql(SearchKey::Phone), rangeSql(SearchKey::Meter),
                                       rangeSql(SearchKey::Card)};
    return statements.at(std::size_t(key));
}

QString Search::namePartSql(const Dialect& dialect) {
    return columns(firstMeter) + QStringLiteral(" FROM resident ") + downFromResident + QStringLiteral("WHERE ") +
           dialect.namePartFilter() + QStringLiteral(" LIMIT ?");
}

QList<SearchKey> Search::keysFor(const QString& text) {
    const QString plain = normalKey(text);
    bool letters = false, foreign = false, hex = true;
    for (const QChar c : plain) {
        const char16_t u = c.unicode();
        foreign = foreign || u > 0x7f;
        letters = letters || (u >= u'A' && u <= u'Z');
        hex = hex && ((u >= u'0' && u <= u'9') || (u >= u'A' && u <= u'F'));
    }
    const bool hyphen = plain.contains(u'-');
    const QString phone = normalPhone(text);
    const bool dials =
        std::all_of(phone.cbegin(), phone.cend(), [](QChar c) { return c == u'+' || (c >= u'0' && c <= u'9'); });
    QList<SearchKey> keys;
    if (foreign) {
        keys.append(SearchKey::Name);
        // 甲-1-101: buildings may have Chinese names; a meter or card has none.
        if (hyphen || std::any_of(plain.cbegin(), plain.cend(), [](QChar c) { return c.isDigit(); }))
            keys.append(SearchKey::Apartment);
        return keys;
    }
    if (hyphen || letters || plain.size() <= 5) // 3-1-1201, A3, 12
        keys.append(SearchKey::Apartment);
    if (dials)
        keys.append(SearchKey::Phone);
    keys.append(SearchKey::Meter);
    if (hex)
        keys.append(SearchKey::Card);
    if (letters)
        keys.append(SearchKey::Name);
    return keys;
}

Result<QList<ResidentHit>> Search::findBy(SearchKey key, const QString& text, int limit) {
    const QString least = spelled(key, text);
    return hits(m_store, sqlFor(key), {least, pastPrefix(least), limit});
}

Result<QList<ResidentHit>> Search::findNamePart(const QString& part, int limit) {
    const Dialect& dialect = m_store.dialect();
    const QString value = dialect.namePartValue(normalText(part));
    if (value.isEmpty())
        return QList<ResidentHit>();
    return hits(m_store, namePartSql(dialect), {value, limit});
}

Result<QList<ResidentHit>> Search::find(const QString& text, int limit) {
    if (limit <= 0)
        return QList<ResidentHit>();
    if (normalText(text).isEmpty())
        return PropertyBook(m_store).page({}, limit);
    Hits found(limit);
    const QList<SearchKey> keys = keysFor(text);
    for (const SearchKey key : keys) {
        MD_GET(some, findBy(key, text, limit));
        const QString exact = spelled(key, text);
        for (const ResidentHit& hit : some)
            found.add(hit, isExact(hit, key, exact));
        if (found.enoughExact())
            return found.best();
    }
    if (keys.contains(SearchKey::Name) && !found.enough()) {
        MD_GET(some, findNamePart(text, limit));
        for (const ResidentHit& hit : some)
            found.add(hit, false);
    }
    return found.best();
}

} // namespace meterdesk
