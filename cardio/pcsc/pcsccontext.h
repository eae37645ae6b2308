// A connection to the system's card service, and the list of readers over it. Closed at the end of its life.
//
// Threads: one call at a time, except SCardCancel on its handle. Errors: NoService, NoReader.
#pragma once

#include "models/common/error.h"

#include <QStringList>
#include <memory>
#include <winscard.h>

namespace meterdesk {

class PcscContext {
public:
    static Result<std::shared_ptr<PcscContext>> establish();
    ~PcscContext();
    PcscContext(const PcscContext&) = delete;
    PcscContext& operator=(const PcscContext&) = delete;

    SCARDCONTEXT handle() const { return m_handle; }
    /// NoReader where the list is empty.
    Result<QStringList> readers() const;

private:
    explicit PcscContext(SCARDCONTEXT handle) : m_handle(handle) {}
    SCARDCONTEXT m_handle;
};

} // namespace meterdesk
