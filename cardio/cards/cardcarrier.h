// A card as a carrier of credit: one slot of the card of one visit. Record cards overwrite, purses add; both find out
// by reading what became of an attempt.
//
// After an error in deliver() the card is powered up once more: the same id and the record (purse: its serial) give
// the answer in the same visit; where that fails, the answer is Unknown. Threads: the visit's.
#pragma once

#include "cardio/cards/cardvisit.h"
#include "cardio/cards/recordverdict.h"
#include "models/common/clock.h"
#include "models/topup/carrier.h"

namespace meterdesk {

/// What a carrier knows of books and office beyond the order itself.
struct CardTarget {
    int slot = 0;
    SlotExpectation books;
    qint64 creditBefore = 0; // of the purchase before the order: what a take-back restores
    QString userNumber;      // for records that carry them
    QString phone;
    CardRecord extras; // what else a record written anew carries
    Id cardId = noId;
    QString terminal; // 12 hex digits
    /// Purse: the meter has the order's number already, and says on this card that it has taken so much in all.
    bool counted = false;
    std::optional<qint64> meterTotal;
    /// Purse: online serial of an earlier attempt of the same order that was found not applied.
    std::optional<qint64> earlierSerial;
};

class CardCarrier : public CreditCarrier {
public:
    /// `now`: the slot's purchase area as just read in `visit`. `verifying` is called before reading back.
    CardCarrier(CardVisit& visit, CardTarget target, AreaReading now, const Clock& clock,
                std::function<void()> verifying = {});

protected:
    struct Wanted {
        qint64 count = 0;
        qint64 credit = 0;
        qint64 total = 0;
    };
    /// The record once the purpose is fulfilled, and as it stands before.
    Wanted wanted(const CreditOrder& order, AttemptPurpose purpose) const;
    static AttemptPurpose opposite(AttemptPurpose purpose);
    bool stands(const CreditOrder& order, AttemptPurpose purpose) const;
    /// From what was read last: the same again for whoever asks again.
    Result<QList<CardWrite>> planFor(const CreditOrder& order, AttemptPurpose purpose);
    /// Writes and reads back.
    Status bring(const QList<CardWrite>& writes);
    AttemptEvidence evidence() const;
    Status refuseUnlessFitting(const CreditOrder& order, AttemptPurpose purpose) const;
    const AreaSpec& area() const;
    void setNow(const AreaReading& now);
    Status reread(); // reopens the visit and reads the area again
    bool isTorn() const { return m_now.state == AreaState::Bad || m_now.state == AreaState::Recovered; }

    CardVisit& m_visit;
    CardTarget m_target;
    AreaReading m_now;
    const Clock& m_clock;

private:
    struct Planned {
        Id orderId = noId;
        AttemptPurpose purpose = AttemptPurpose::Deliver;
        QList<CardWrite> writes;
    };
    std::optional<Planned> m_planned; // from m_now
    std::function<void()> m_verifying;
};

class RecordCarrier final : public CardCarrier {
public:
    using CardCarrier::CardCarrier;
    Result<AttemptEvidence> prepare(const CreditOrder& order, AttemptPurpose purpose) override;
    Delivery deliver(const CreditOrder& order, const Attempt& attempt) override;
    Delivery settle(const CreditOrder& order, const Attempt& attempt) override;

private:
    Delivery settleByReading(const CreditOrder& order, const Attempt& attempt);
    /// On the very session of the attempt, which the card hasn't left: the record is the one of before, whole.
    bool standsAsBefore(const CreditOrder& order, AttemptPurpose purpose);
    QList<CardWrite> m_plan;
};

/// The carrier that the visit's layout asks for.
std::unique_ptr<CardCarrier> makeCardCarrier(CardVisit& visit, const CardTarget& target, const AreaReading& now,
                                             const Clock& clock, const std::function<void()>& verifying = {});

/// The error that a verdict is for someone who wants to write; nothing where the record fits.
Status verdictStatus(RecordVerdict verdict, const AreaReading& reading);

} // namespace meterdesk
