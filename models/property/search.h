// Finding whom the cashier means: by apartment, name, phone, meter number or card id.
//
// Exact and prefix matches run by range on an index (>= and <), a part of a name by the dialect's index for substrings
// (SQLite: FTS5 over characters split by spaces, because its trigram tokenizer finds nothing for two characters).
// Threads: as its Store. Results page by `limit`; matches by exact key come first.
#pragma once

#include "models/property/property.h"
#include "models/store/store.h"

namespace meterdesk {

enum class SearchKey { Apartment, Name, Phone, Meter, Card };

class Search {
public:
    explicit Search(Store& store);
    /// All five keys, best first, without doubles. An empty text gives the first apartments.
    Result<QList<ResidentHit>> find(const QString& text, int limit = 50);
    Result<QList<ResidentHit>> findBy(SearchKey key, const QString& text, int limit = 50);
    Result<QList<ResidentHit>> findNamePart(const QString& part, int limit = 50);

private:
    Store& m_store;
};

} // namespace meterdesk
