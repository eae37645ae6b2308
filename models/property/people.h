// Which of an import's people are one person: same name, same phone, same size of household. Without a phone, nobody
// can tell, and each is a person of his own. Threads: as its creator's.
#pragma once

#include "models/property/importplan.h"

#include <functional>

namespace meterdesk {

class People {
public:
    /// Calls `found` for each new person, with the one's place among the apartments.
    using Found = std::function<Id(const PlannedPerson&, int household)>;
    explicit People(Found found) : m_found(std::move(found)) {}

    Id of(const PlannedPerson& person, int household) {
        if (person.phone.isEmpty())
            return m_found(person, household);
        Id& id = m_known[{person.phone, person.name, household}];
        if (id == noId)
            id = m_found(person, household);
        return id;
    }

private:
    struct Who {
        QString phone, name;
        int household = 0;
        bool operator==(const Who&) const = default;
        friend std::size_t qHash(const Who& who, std::size_t seed) { return qHash(who.phone, seed) ^ qHash(who.name); }
    };
    Found m_found;
    QHash<Who, Id> m_known;
};

} // namespace meterdesk
