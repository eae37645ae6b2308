// Finding whom the cashier means: by apartment, name, phone, meter number or card id.
//
// Exact and prefix matches run by range on an index (>= and <), a part of a name by the dialect's index for substrings
// (SQLite: FTS5 over characters split by spaces, because its trigram tokenizer finds nothing for two characters).
// What is typed may be in full-width characters, meters and cards in small letters. People who left aren't found;
// owner and tenant are, with the account of the apartment. Closed accounts aren't found.
// Each of findBy and findNamePart is one statement. Threads: as its Store. Matches by exact key come first.
#pragma once

#include "models/property/property.h"
#include "models/store/store.h"

namespace meterdesk {

enum class SearchKey { Apartment, Name, Phone, Meter, Card };

class Search {
public:
    explicit Search(Store& store);
    /// All keys that the text can be, best first, without doubles. An empty text gives the first apartments.
    Result<QList<ResidentHit>> find(const QString& text, int limit = 50);
    Result<QList<ResidentHit>> findBy(SearchKey key, const QString& text, int limit = 50);
    Result<QList<ResidentHit>> findNamePart(const QString& part, int limit = 50);

    /// The keys that a text can be, likeliest first: "13800138000" is no name, 王帅 no phone.
    static QList<SearchKey> keysFor(const QString& text);
    /// The statements, for looking at their plans: two ends of a range and the limit are bound; for a part of a name
    /// Dialect::namePartValue and the limit.
    static QString sqlFor(SearchKey key);
    static QString namePartSql(const Dialect& dialect);

private:
    Store& m_store;
};

} // namespace meterdesk
