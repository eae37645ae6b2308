// How far an import is, told at most every few hundred steps. Threads: as the import's.
#pragma once

#include "models/property/import.h"

namespace meterdesk {

class ImportProgress {
public:
    ImportProgress(const ImportOptions& options, qint64 of) : m_options(options), m_of(of) {}

    /// Cancelled where the user wants to stop. `done` runs to the `of` given.
    Status at(qint64 done) {
        if (done - m_told < 500 && done < m_of)
            return {};
        m_told = done;
        if (m_options.progress && !m_options.progress(std::min(done, m_of), m_of))
            return fail(ErrorCode::Cancelled);
        return {};
    }

private:
    const ImportOptions& m_options;
    const qint64 m_of;
    qint64 m_told = 0;
};

} // namespace meterdesk
