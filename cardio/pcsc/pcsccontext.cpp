#include "cardio/pcsc/pcsccontext.h"

#include "cardio/pcsc/pcscerror.h"

#include <QByteArray>

namespace meterdesk {

Result<std::shared_ptr<PcscContext>> PcscContext::establish() {
    SCARDCONTEXT handle = 0;
    const auto code = static_cast<quint32>(SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &handle));
    if (code != quint32{SCARD_S_SUCCESS})
        return tl::unexpected<Error>(pcscError(code, PcscStage::Service));
    return std::shared_ptr<PcscContext>(new PcscContext(handle));
}

PcscContext::~PcscContext() {
    SCardReleaseContext(m_handle);
}

Result<QStringList> PcscContext::readers() const {
    DWORD size = 0;
    auto code = static_cast<quint32>(SCardListReaders(m_handle, nullptr, nullptr, &size));
    QByteArray names(static_cast<qsizetype>(size), '\0');
    if (code == quint32{SCARD_S_SUCCESS})
        code = static_cast<quint32>(SCardListReaders(m_handle, nullptr, names.data(), &size));
    if (code != quint32{SCARD_S_SUCCESS})
        return tl::unexpected<Error>(pcscError(code, PcscStage::Reader));
    QStringList result;
    for (const QByteArray& name : names.left(static_cast<qsizetype>(size)).split('\0')) {
        if (!name.isEmpty())
            result.append(QString::fromUtf8(name));
    }
    if (result.isEmpty())
        return fail(ErrorCode::NoReader);
    return result;
}

} // namespace meterdesk
