// Read any card and say what it is. What its meters wrote back is taken in, open orders on it are settled.
#include "cardio/desk/desk.h"

#include <utility>

namespace meterdesk {
namespace {

std::optional<Credit> creditOf(const Layout& layout, std::optional<qint64> value) {
    return value ? std::optional<Credit>(Credit{*value, layout.basis}) : std::nullopt;
}

void fillRecord(const Layout& layout, const AreaReading& reading, SlotView& view) {
    view.state = reading.state;
    if (reading.current < 0)
        return;
    view.meterOnCard = reading.record.text(Field::MeterNumber);
    view.count = reading.record.number(Field::PurchaseCount);
    view.credit = creditOf(layout, reading.record.number(Field::PurchaseAmount));
    view.total = creditOf(layout, reading.record.number(Field::TotalPurchased));
}

/// A record stays as it was written until the next purchase is written over it: what its meter has isn't to come any
/// more.
void tellTaken(const Layout& layout, SlotView& view) {
    if (layout.purse || !view.count || !view.credit || view.credit->value == 0)
        return;
    const bool booked = view.lastOrder && view.lastOrder->state == OrderState::Loaded && view.lastOrder->count &&
                        *view.lastOrder->count % layout.countModulus == *view.count;
    const bool reported = view.report && view.report->lastCount % layout.countModulus == *view.count;
    if (booked || reported)
        view.taken = std::exchange(view.credit, Credit{0, layout.basis});
}

} // namespace

Result<CardView> CardDesk::Private::look(Settled& settled) {
    CardVisit card = visit();
    MD_TRY(card.open(lookup(), IdentityReading::Always));
    CardView view;
    view.family = card.family();
    view.uid = card.uid();
    if (card.kind() != CardVisit::Kind::Ours) {
        view.finding = findingOf(card.kind());
        return view;
    }
    view.layout = card.layout()->id;
    MD_GET(known, meters.cardByUid(card.uid()));
    view.card = known;
    if (card.layout()->tool) {
        view.finding = known && known->status != CardStatus::Active ? CardFinding::Barred : CardFinding::Tool;
        const CardRecord& tool = card.identity().record;
        view.tool = ToolView{tool.text(Field::ToolKind), tool.text(Field::MeterNumber),
                             tool.number(Field::Parameter).value_or(0), known ? known->holder : QString()};
        return view;
    }
    if (!known) {
        view.finding = CardFinding::Unregistered;
        fillUnregistered(card, view);
        return view;
    }
    MD_TRY(fillOwner(view));
    if (known->status != CardStatus::Active) { // its credit is on another card: nothing here is touched
        view.finding = CardFinding::Barred;
        return view;
    }
    for (int slot = 0; slot < int(known->slots_.size()); ++slot) {
        if (known->slots_.at(slot) == noId)
            continue;
        const Result<SlotView> seen = viewOf(card, *known, slot, settled);
        view.settled = settled.orders;
        view.mended = settled.mended;
        if (!seen && seen.error().code == ErrorCode::CardKeyRefused) {
            view.finding = CardFinding::Foreign;
            return view;
        }
        MD_TRY(seen);
        view.slots_ << *seen;
    }
    view.finding = worst(view.slots_);
    if (view.finding == CardFinding::Ours || view.finding == CardFinding::Torn) {
        const Status writable = card.session().writable();
        if (!writable && writable.error().code == ErrorCode::CardTriesUsed)
            view.finding = CardFinding::TriesUsed;
    }
    return view;
}

Result<SlotView> CardDesk::Private::viewOf(CardVisit& visit, const Card& card, int slot, Settled& settled) {
    MD_GET(meter, meters.meter(card.slots_.at(slot)));
    MD_GET(read, readSlot(visit, slot, meter));
    if (read.seen) {
        // The meter's word comes first: an order that it has loaded needs no settling.
        MD_GET(observed, journal.observe(*read.seen));
        if (observed.changed) {
            MD_GET(books, expect(meter, read.purchase, visit.uid()));
            read.books = books;
        }
    }
    // Settling may write: who may not sell only sees what is open.
    if (mayDo(session.role, Permission::Sell)) {
        bool busy = false;
        MD_TRY(settleSlot(visit, card, read, settled.orders, busy));
        MD_TRY(finishPurseFile(visit, card, read, settled.mended));
        MD_TRY(finishReplacement(visit, card, read, settled.orders));
        MD_TRY(goOnExchanging(visit, card, read, settled.orders));
        MD_TRY(takeOver(visit, card, read));
        MD_TRY(keepExtras(read));
    }

    SlotView view;
    view.slot = slot;
    view.meter = meter;
    view.report = read.seen;
    view.openOrder = read.books.open;
    if (!view.openOrder) {
        MD_GET(waiting, waitingTransfer(meter));
        view.openOrder = waiting;
    }
    MD_GET(last, journal.last(meter.id));
    view.lastOrder = last;
    MD_GET(behind, journal.leftBehind(meter, card));
    view.leftOnLost = behind.all;
    fillRecord(*visit.layout(), read.purchase, view);
    if (Purse* purse = visit.layout()->purse ? purseOf(visit.session()) : nullptr) {
        MD_GET(balance, purse->balance());
        view.credit = Credit{balance * visit.layout()->purse->scale, visit.layout()->basis};
    }
    view.finding = findingOf(judgeRecord(*visit.layout(), read.purchase, read.books));
    if (view.finding == CardFinding::Ours && read.otherMeterReport)
        view.finding = CardFinding::OtherMeter;
    if (view.finding == CardFinding::Ours)
        tellTaken(*visit.layout(), view);
    MD_TRY(openCaseFor(read, view.finding));
    if (view.finding == CardFinding::Ours && read.seen && !visit.layout()->purse) {
        MD_GET(ahead, journal.isAhead(*read.seen)); // observing it has opened the case
        if (ahead)
            view.finding = CardFinding::Ahead;
    }
    return view;
}

Status CardDesk::Private::fillOwner(CardView& view) {
    if (view.card->accountId == noId)
        return {};
    MD_GET(account, property.account(view.card->accountId));
    view.account = account;
    MD_GET(resident, property.resident(account.residentId));
    view.resident = resident;
    MD_GET(apartment, property.apartment(account.apartmentId));
    view.apartment = apartment;
    return {};
}

void CardDesk::Private::fillUnloaded(CardVisit& visit, SlotView& seen) {
    // Of a card that the books don't know: nothing here is wrong enough to hide the rest of it.
    const Layout& layout = *visit.layout();
    Meter named = seen.meter.value_or(Meter{});
    named.number = seen.meterOnCard;
    const AreaSpec* area = layout.area(AreaRole::Report, seen.slot);
    const Result<AreaReading> report = area != nullptr ? visit.read(*area) : fail(ErrorCode::NotFound);
    if (report)
        seen.report = observation(layout, named, *report).value_or(std::nullopt);
    Purse* purse = layout.purse ? purseOf(visit.session()) : nullptr;
    if (purse == nullptr) {
        tellTaken(layout, seen);
        return;
    }
    const Result<qint64> balance = purse->balance();
    seen.credit = balance ? creditOf(layout, *balance * layout.purse->scale) : std::nullopt;
}

void CardDesk::Private::fillUnregistered(CardVisit& visit, CardView& view) {
    for (int slot = 0; slot < visit.layout()->slotCount; ++slot) {
        const AreaSpec* area = visit.layout()->area(AreaRole::Purchase, slot);
        const Result<AreaReading> reading = area != nullptr ? visit.read(*area) : fail(ErrorCode::NotFound);
        if (!reading || reading->state == AreaState::Blank)
            continue;
        SlotView seen;
        seen.slot = slot;
        seen.finding = CardFinding::Unregistered;
        fillRecord(*visit.layout(), *reading, seen);
        if (const Result<Meter> meter = meters.meterByNumber(seen.meterOnCard))
            seen.meter = *meter;
        fillUnloaded(visit, seen);
        view.slots_ << seen;
    }
}

} // namespace meterdesk
