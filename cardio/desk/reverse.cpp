// Money back: where the card carries the credit, it is taken off the card first.
#include "cardio/desk/desk.h"

namespace meterdesk {

Result<Sent> CardDesk::Private::reverse(Id orderId, const QString& reason) {
    const auto booked = [&]() -> Result<Sent> {
        MD_GET(reversed, journal.reverse(orderId, reason));
        return Sent{reversed, false};
    };
    MD_GET(order, journal.order(orderId));
    if (order.state != OrderState::Delivered)
        return booked();
    MD_GET(meter, meters.meter(order.meterId));
    CardVisit there = visit();
    MD_TRY(there.open(lookup(), IdentityReading::WhereNeeded));
    MD_GET(card, cardOf(there));
    MD_GET(number, slotOf(card, meter));
    MD_GET(slot, readSlot(there, number, meter));
    QList<Observation> seen;
    if (slot.seen) {
        // What the meter has loaded can't be taken off the card any more; the journal says so in its own words.
        MD_TRY(journal.observe(*slot.seen));
        MD_GET(now, journal.order(orderId));
        if (now.state != OrderState::Delivered)
            return booked();
        seen << *slot.seen;
    }
    MD_TRY(journal.mayTakeBack(order, reason));
    return send(there, card, slot, order, AttemptPurpose::TakeBack, seen, reason, {});
}

} // namespace meterdesk
