// Credit as money or units in the PBOC purse of a CPU card, and a data file that tells the meter and us about it.
//
// The purse comes before the data file. The purse's online serial is the proof: N before a load, N+1 after it; a card
// can't be copied, so serial N proves that nothing was loaded. Another's TAC at N+1 proves that it was somebody else.
// A take-back goes by the offline serial; that the meter raises too, so what is not N needs our own TAC, or
// that meter and purse together hold what they held before.
// Source: FMCOS 2.0 ch. 7-8.
#pragma once

#include "cardio/cards/cardcarrier.h"

namespace meterdesk {

class PurseCarrier final : public CardCarrier {
public:
    using CardCarrier::CardCarrier;
    Result<AttemptEvidence> prepare(const CreditOrder& order, AttemptPurpose purpose) override;
    Delivery deliver(const CreditOrder& order, const Attempt& attempt) override;
    Delivery settle(const CreditOrder& order, const Attempt& attempt) override;

    /// Brings the data file to what the books say; no money moves.
    Status finishFile(const CreditOrder& order, AttemptPurpose purpose);

private:
    Result<qint64> steps(const CreditOrder& order) const;
    Delivery load(const CreditOrder& order, const Attempt& attempt);
    Delivery takeBack(const CreditOrder& order, const Attempt& attempt);
    Delivery settleBySerial(const CreditOrder& order, const Attempt& attempt);
    Delivery settleDebit(const CreditOrder& order, const Attempt& attempt);
    /// Whether meter and purse still have, together, what is to be taken back; nothing where they don't tell.
    Result<std::optional<bool>> stillThere(const CreditOrder& order, Purse& purse) const;
    Delivery withFile(const CreditOrder& order, AttemptPurpose purpose, Delivery delivery);

    LoadOffer m_offer;
    PurchaseOffer m_purchase;
};

} // namespace meterdesk
