// The PBOC wallet of a CPU card, through its session: see Purse in cardsession.h.
//
// Threads: its session's. Errors: those of Purse; AmountTooLarge for what has no room in four bytes, BadArgument for a
// terminal number or stamp of a wrong length. Source: FMCOS 2.0 ch. 7.
#pragma once

#include "cardio/cards/cpusession.h"

namespace meterdesk {

class CpuPurse final : public Purse {
public:
    explicit CpuPurse(CpuSession& session) : m_session(session) {}

    Result<qint64> balance() override;
    Result<LoadOffer> initializeForLoad(qint64 amount, const QByteArray& terminal6) override;
    Result<QString> creditForLoad(const LoadOffer& offer, qint64 amount, const QByteArray& terminal6,
                                  const QByteArray& stamp7) override;
    Result<TransactionProof> proveLoad(quint16 serial, qint64 newBalance, qint64 amount, const QByteArray& terminal6,
                                       const QByteArray& stamp7) override;
    Result<std::optional<PurchaseOffer>> initializeForPurchase(qint64 amount, const QByteArray& terminal6) override;
    Result<QString> debit(const PurchaseOffer& offer, qint64 amount, const QByteArray& terminal6,
                          const QByteArray& stamp7) override;
    Result<TransactionProof> proveDebit(quint16 serial, qint64 amount, const QByteArray& terminal6,
                                        const QByteArray& stamp7) override;

private:
    Result<TransactionProof> prove(quint8 type, quint16 serial, const QByteArray& tac);

    CpuSession& m_session;
};

} // namespace meterdesk
