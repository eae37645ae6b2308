#include "cardio/cards/cardcarrier.h"

#include "cardio/cards/pursecarrier.h"

#include <QCryptographicHash>

namespace meterdesk {

CardCarrier::CardCarrier(CardVisit& visit, CardTarget target, AreaReading now, const Clock& clock,
                         std::function<void()> verifying)
    : m_visit(visit), m_target(std::move(target)), m_now(std::move(now)), m_clock(clock),
      m_verifying(std::move(verifying)) {
}

const AreaSpec& CardCarrier::area() const {
    return *m_visit.layout()->area(AreaRole::Purchase, m_target.slot);
}

CardCarrier::Wanted CardCarrier::wanted(const CreditOrder& order, AttemptPurpose purpose) const {
    const qint64 count = order.count.value_or(0);
    const qint64 total = order.totalAfter.value_or(0);
    if (purpose == AttemptPurpose::Deliver)
        return {count, order.credit.value, total};
    // A number that the meter has counted isn't given away again.
    const bool spent = m_visit.layout()->purse && m_target.counted;
    return {spent ? count : count - 1, m_target.creditBefore, totalBefore(order)};
}

AttemptPurpose CardCarrier::opposite(AttemptPurpose purpose) {
    return purpose == AttemptPurpose::Deliver ? AttemptPurpose::TakeBack : AttemptPurpose::Deliver;
}

bool CardCarrier::stands(const CreditOrder& order, AttemptPurpose purpose) const {
    const Wanted want = wanted(order, purpose);
    if (m_now.state == AreaState::Blank)
        return purpose == AttemptPurpose::TakeBack && want.count == 0 && want.total == 0;
    if (m_now.state == AreaState::Bad)
        return false;
    // The amount of the purchase before is history: a replaced card carries zero there.
    const std::optional<qint64> credit =
        purpose == AttemptPurpose::Deliver ? std::optional<qint64>(want.credit) : std::nullopt;
    return recordSays(*m_visit.layout(), m_now.record, m_target.books.meterNumber, want.count, credit, want.total);
}

Result<QList<CardWrite>> CardCarrier::planFor(const CreditOrder& order, AttemptPurpose purpose) {
    if (m_planned && m_planned->orderId == order.id && m_planned->purpose == purpose)
        return m_planned->writes;
    const Wanted want = wanted(order, purpose);
    CardRecord record = m_now.current >= 0 ? m_now.record : m_target.extras;
    record.set(Field::MeterNumber, m_target.books.meterNumber);
    record.set(Field::PurchaseCount, want.count);
    record.set(Field::PurchaseAmount, want.credit);
    record.set(Field::TotalPurchased, want.total);
    if (record.text(Field::UserNumber).isEmpty())
        record.set(Field::UserNumber, m_target.userNumber);
    if (record.text(Field::Phone).isEmpty())
        record.set(Field::Phone, m_target.phone);
    MD_GET(writes, m_visit.plan(area(), m_now, record));
    m_planned = Planned{order.id, purpose, writes};
    return writes;
}

void CardCarrier::setNow(const AreaReading& now) {
    m_now = now;
    m_planned.reset();
}

Status CardCarrier::bring(const QList<CardWrite>& writes) {
    MD_TRY(m_visit.write(writes));
    if (m_verifying)
        m_verifying();
    return m_visit.verify(writes);
}

AttemptEvidence CardCarrier::evidence() const {
    AttemptEvidence evidence;
    evidence.carrierId = m_visit.uid();
    evidence.cardId = m_target.cardId;
    const QByteArray image = m_now.current >= 0 ? m_now.images.value(m_now.current) : m_now.images.value(0);
    evidence.before = QString::fromLatin1(QCryptographicHash::hash(image, QCryptographicHash::Sha256).toHex());
    return evidence;
}

Status CardCarrier::refuseUnlessFitting(const CreditOrder& order, AttemptPurpose purpose) const {
    if (purpose == AttemptPurpose::TakeBack) {
        // Only what is certainly this order's credit may be taken off.
        if (stands(order, AttemptPurpose::Deliver) && m_now.state == AreaState::Valid)
            return {};
        const Status status = verdictStatus(judgeRecord(*m_visit.layout(), m_now, m_target.books), m_now);
        return status ? fail(ErrorCode::ReverseNeedsProof) : status;
    }
    // The record of a purchase already booked is written again over what a tear has left of it.
    const bool begun = order.createdAt != 0 && order.state != OrderState::Paid;
    if (begun && order.overwrites && m_now.state == AreaState::Bad)
        return {};
    SlotExpectation books = m_target.books;
    books.open = order; // sent again, it may stand there already
    return verdictStatus(judgeRecord(*m_visit.layout(), m_now, books), m_now);
}

Status CardCarrier::reread() {
    MD_TRY(m_visit.reopen());
    MD_GET(now, m_visit.read(area()));
    setNow(now);
    return {};
}

Status verdictStatus(RecordVerdict verdict, const AreaReading& reading) {
    const QString count = QString::number(reading.record.number(Field::PurchaseCount).value_or(0));
    switch (verdict) {
    case RecordVerdict::Fits:
    case RecordVerdict::Open:
        return {};
    case RecordVerdict::OtherMeter:
        return fail(ErrorCode::CardOtherMeter, reading.record.text(Field::MeterNumber));
    case RecordVerdict::Torn:
        return fail(ErrorCode::CardTorn);
    case RecordVerdict::Ahead:
        return fail(ErrorCode::CardAhead, count);
    case RecordVerdict::Blank:
    case RecordVerdict::Behind:
        return fail(ErrorCode::CardBehind, count);
    }
    Q_UNREACHABLE();
}

std::unique_ptr<CardCarrier> makeCardCarrier(CardVisit& visit, const CardTarget& target, const AreaReading& now,
                                             const Clock& clock, const std::function<void()>& verifying) {
    if (visit.layout()->purse)
        return std::make_unique<PurseCarrier>(visit, target, now, clock, verifying);
    return std::make_unique<RecordCarrier>(visit, target, now, clock, verifying);
}

} // namespace meterdesk
