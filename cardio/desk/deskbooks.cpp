#include "cardio/desk/deskbooks.h"

#include "cardio/cards/layoutfit.h"
#include "models/staff/staffbook.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace meterdesk {
namespace {

// What a record carries besides the credit: by its field, the meter's value and the setting for meters without one.
struct Extra {
    Field field;
    const char* value;
    const char* setting;
};
constexpr Extra extras[] = {
    {Field::AlarmLevel, "alarm-level", "meter.alarm"},
    {Field::Overdraft, "overdraft", "meter.overdraft"},
    {Field::PriceTable, "price-table", "meter.price-table"},
    {Field::PriceVersion, "price-version", "meter.price-version"},
};

} // namespace

DeskBooks::DeskBooks(Store& aStore, const StaffSession& aSession, CardReader& aReader, const LayoutBook& someLayouts,
                     std::shared_ptr<const KeyRing> someKeys, const Clock& aClock)
    : store(aStore), session(aSession), reader(aReader), layouts(someLayouts), keys(std::move(someKeys)), clock(aClock),
      journal(aStore, aSession, aClock), meters(aStore, aSession, aClock), property(aStore, aClock), pricing(aStore),
      settings(aStore) {
}

CardLookup DeskBooks::lookup() {
    m_looked.reset();
    return [this](const QString& uid) -> Result<std::optional<KnownCard>> {
        if (uid.isEmpty())
            return std::nullopt;
        MD_GET(card, meters.cardByUid(uid));
        m_looked = card;
        if (!card)
            return std::nullopt;
        return KnownCard{card->layout, card->keyVersion};
    };
}

Result<const Layout*> DeskBooks::layoutOf(const LayoutBook& layouts, const Meter& meter) {
    const Layout* layout = layouts.find(meter.layout);
    if (layout == nullptr || layout->tool)
        return fail(ErrorCode::LayoutUnknown, meter.layout);
    return layout;
}

Status DeskBooks::inUse(const Meter& meter) {
    if (meter.state == MeterState::InUse)
        return {};
    return fail(ErrorCode::MeterNotInUse, meter.number + QLatin1Char('|') + stateText(meter.state));
}

Result<SlotExpectation> DeskBooks::expect(const Meter& meter) {
    MD_GET(known, journal.books(meter.id));
    return expect(meter, known);
}

Result<SlotExpectation> DeskBooks::expect(const Meter& meter, const AreaReading& record, const QString& uid) {
    MD_GET(known, journal.books(meter.id));
    return expect(meter, known, record, uid);
}

Result<SlotExpectation> DeskBooks::expect(const Meter& meter, const MeterBooks& known) {
    SlotExpectation books{meter.number, meter.baseCount, meter.baseTotal, {}, {}};
    // Nearly always the newest has come by a card, and nothing is open: an open one with a count would be the newest.
    std::optional<CreditOrder> delivered;
    if (known.newest)
        delivered = known.newest->order;
    const bool settled = delivered && delivered->kind != OrderKind::Transfer &&
                         (delivered->state == OrderState::Delivered || delivered->state == OrderState::Loaded);
    if (!settled) {
        MD_GET(last, journal.lastDelivered(meter.id));
        delivered = last;
    }
    if (delivered) {
        books.count = delivered->count.value_or(books.count);
        books.total = delivered->totalAfter.value_or(books.total);
        if (delivered->state == OrderState::Delivered)
            books.credit = delivered->credit.value;
    }
    if (const Layout* layout = layouts.find(meter.layout); layout != nullptr && layout->purse)
        books.count = std::max(books.count, known.spent);
    if (settled)
        return books;
    MD_GET(open, journal.openOrdersOf(meter.id));
    for (const CreditOrder& order : open)
        if (order.count && order.state != OrderState::Paid)
            books.open = order;
    return books;
}

Result<SlotExpectation> DeskBooks::expect(const Meter& meter, const MeterBooks& known, const AreaReading& record,
                                          const QString& uid) {
    MD_GET(books, expect(meter, known));
    const Layout* layout = layouts.find(meter.layout);
    const std::optional<qint64> count = record.record.number(Field::PurchaseCount);
    if (layout == nullptr || layout->purse || !count || *count == books.count % layout->countModulus)
        return books;
    if (!known.newest || known.newest->order.state != OrderState::Loaded)
        return books;
    const CreditOrder* last = &known.newest->order;
    if (*last->count % layout->countModulus == *count) {
        books.count = *last->count;
        books.total = last->totalAfter.value_or(books.total);
        books.credit.reset();
    } else if ((*last->count - 1) % layout->countModulus == *count) {
        MD_GET(missed, missedBy(uid, *last));
        if (missed) {
            books.count = *last->count - 1;
            books.total = totalBefore(*last);
            books.credit.reset();
        }
    }
    return books;
}

Result<bool> DeskBooks::missedBy(const QString& uid, const CreditOrder& order) {
    MD_GET(card, meters.cardByUid(uid));
    if (!card || card->replaced == 0)
        return false;
    MD_GET(attempts, journal.attempts(order.id));
    return std::none_of(attempts.begin(), attempts.end(), [&](const Attempt& attempt) {
        return attempt.evidence.carrierId == uid && attempt.outcome == QLatin1String("applied");
    });
}

Result<DeskSlot> DeskBooks::readSlot(CardVisit& visit, int slot, const Meter& meter) {
    DeskSlot read;
    read.number = slot;
    read.meter = meter;
    const AreaSpec* purchase = visit.layout()->area(AreaRole::Purchase, slot);
    if (purchase == nullptr)
        return fail(ErrorCode::LayoutInvalid, visit.layout()->id);
    MD_GET(reading, visit.read(*purchase));
    read.purchase = reading;
    MD_GET(known, journal.books(meter.id));
    read.known = known;
    MD_GET(books, expect(meter, known, reading, visit.uid()));
    read.books = books;
    if (const AreaSpec* report = visit.layout()->area(AreaRole::Report, slot)) {
        MD_GET(said, visit.read(*report));
        read.otherMeterReport =
            said.record.has(Field::MeterNumber) && !sameDigits(said.record.text(Field::MeterNumber), meter.number);
        MD_GET(seen, observation(*visit.layout(), meter, said));
        // A report that doesn't name its meter is the one's that the record names.
        const bool others = reading.current >= 0 && !said.record.has(Field::MeterNumber) &&
                            !sameDigits(reading.record.text(Field::MeterNumber), meter.number);
        if (!others)
            read.seen = seen;
    }
    return read;
}

Result<std::optional<Observation>> DeskBooks::observation(const Layout& layout, const Meter& meter,
                                                          const AreaReading& report) const {
    const CardRecord& record = report.record;
    const std::optional<qint64> count = record.number(Field::LastCount);
    if (report.current < 0 || !count)
        return std::nullopt;
    // A card that was in another meter says nothing of this one.
    if (record.has(Field::MeterNumber) && !sameDigits(record.text(Field::MeterNumber), meter.number))
        return std::nullopt;
    Observation seen;
    seen.meterId = meter.id;
    seen.source = QStringLiteral("card");
    seen.lastCount = *count;
    seen.countModulus = layout.countModulus;
    seen.totalLoaded = record.number(Field::TotalLoaded);
    seen.remaining = record.number(Field::Remaining);
    seen.totalUsed = record.number(Field::TotalUsed);
    // What is left and what was used are what was loaded, up to the rounding; at nothing left, an overdraft may be
    // open.
    if (!seen.totalLoaded && !layout.purse && seen.remaining.value_or(0) > 0 && seen.totalUsed) {
        seen.totalLoaded = *seen.remaining + *seen.totalUsed;
        for (const AreaSpec& area : layout.areas)
            for (const Field field : {Field::Remaining, Field::TotalUsed})
                if (const FieldSpec* spec = area.role == AreaRole::Report ? area.find(field) : nullptr)
                    seen.totalTolerance = qMax(seen.totalTolerance, spec->scale);
    }
    // An exchanged meter carries its predecessor's total in the books only; its own began at nothing. What its card's
    // purse held then it has counted itself.
    if (seen.totalLoaded && meter.replaces != noId) {
        const qint64 before = meter.baseTotal - meter.carried;
        const qint64 most = std::numeric_limits<qint64>::max() - std::max<qint64>(0, before);
        seen.totalLoaded = std::min(*seen.totalLoaded, most) + before; // a card may say any number
    }
    seen.monthly = record.list(Field::MonthlyUse);
    seen.meterTime = record.number(Field::ReportTime);
    const std::optional<qint64> flags = record.number(Field::Flags);
    for (const AreaSpec& area : layout.areas) {
        const FieldSpec* field = area.role == AreaRole::Report ? area.find(Field::Flags) : nullptr;
        if (field != nullptr && flags) {
            seen.valveOpen = field->valveOpen(*flags);
            seen.faults = field->faults(*flags);
        }
    }
    return seen;
}

Result<Card> DeskBooks::cardOf(const CardVisit& visit) {
    MD_TRY(visit.requireOurs());
    std::optional<Card> card = std::exchange(m_looked, std::nullopt);
    if (!card || card->uid != visit.uid()) {
        MD_GET(found, meters.cardByUid(visit.uid()));
        card = found;
    }
    if (!card)
        return fail(ErrorCode::CardUnregistered, visit.uid());
    if (card->status != CardStatus::Active)
        return fail(ErrorCode::CardBarred, statusText(card->status));
    return *card;
}

Status DeskBooks::rightFamily(const CardVisit& visit, const Layout& layout) {
    if (visit.family() == layout.family)
        return {};
    return fail(ErrorCode::CardWrongFamily, familyText(visit.family()) + u'|' + familyText(layout.family));
}

Result<Card> DeskBooks::cardFor(const CardVisit& visit, const Layout& layout) {
    Result<Card> card = cardOf(visit);
    // What isn't any meter's card yet need not be issued or adopted: it can't be this one's. Whose card it is otherwise
    // says more.
    const bool nobodys =
        !card && (card.error().code == ErrorCode::CardBlank || card.error().code == ErrorCode::CardForeign ||
                  card.error().code == ErrorCode::CardUnregistered);
    if (nobodys)
        MD_TRY(rightFamily(visit, layout));
    return card;
}

Result<int> DeskBooks::slotOf(const Card& card, const Meter& meter) {
    const qsizetype slot = card.slots_.indexOf(meter.id);
    if (slot >= 0)
        return int(slot);
    const auto other = std::find_if(card.slots_.begin(), card.slots_.end(), [](Id id) { return id != noId; });
    if (other == card.slots_.end())
        return fail(ErrorCode::CardTool); // no other kind of card is booked without a meter
    MD_GET(theirs, meters.meter(*other));
    return fail(ErrorCode::CardOtherMeter, theirs.number);
}

Result<CardTarget> DeskBooks::target(const Card& card, const DeskSlot& slot, const CreditOrder& order,
                                     AttemptPurpose purpose) {
    CardTarget target;
    target.slot = slot.number;
    target.books = slot.books;
    target.cardId = card.id;
    const Layout* layout = layouts.find(card.layout);
    const bool purse = layout != nullptr && layout->purse;
    if (purse) {
        MD_GET(terminal, settings.value(QStringLiteral("terminal"), QStringLiteral("000000000001")));
        target.terminal = terminal;
    }
    // A record that can't be read doesn't say any more whose it is, and what else stood there.
    if (slot.purchase.current < 0) {
        MD_GET(known, extrasOf(slot.meter));
        target.extras = known;
    }
    const AreaSpec* area = layout != nullptr ? layout->area(AreaRole::Purchase, slot.number) : nullptr;
    if (slot.purchase.current < 0 && area != nullptr && area->find(Field::UserNumber) != nullptr) {
        MD_GET(account, property.account(slot.meter.accountId));
        MD_GET(resident, property.resident(account.residentId));
        target.userNumber = account.number;
        target.phone = phoneOnCard(*layout, resident.phone);
    }
    // What isn't taken back needs nothing of the purchase before it.
    if (order.count && purpose == AttemptPurpose::TakeBack) {
        MD_GET(before, journal.deliveredAt(slot.meter.id, *order.count - 1));
        if (before)
            target.creditBefore = before->credit.value;
    }
    if (order.count && slot.seen) {
        const qint64 counted = runningCount(slot.seen->lastCount, slot.seen->countModulus, *order.count);
        target.counted = counted >= *order.count;
        if (target.counted)
            target.meterTotal = slot.seen->totalLoaded;
    }
    return target;
}

Result<std::optional<qint64>> DeskBooks::unloadedBefore(const Layout& layout, const DeskSlot& slot) {
    const bool firstTouch = !slot.books.credit && !slot.books.open && slot.books.count == slot.meter.baseCount;
    if (layout.purse || !firstTouch || slot.meter.baseCount < 1 || slot.purchase.current < 0)
        return std::nullopt;
    if (judgeRecord(layout, slot.purchase, slot.books) != RecordVerdict::Fits)
        return std::nullopt;
    const qint64 base = slot.meter.baseCount;
    if (slot.seen && runningCount(slot.seen->lastCount, slot.seen->countModulus, base) >= base)
        return std::nullopt;
    MD_GET(report, meters.lastReport(slot.meter.id));
    if (report && report->lastCount >= base)
        return std::nullopt;
    const qint64 amount = slot.purchase.record.number(Field::PurchaseAmount).value_or(0);
    const bool meterLacksIt = slot.seen || report; // it has spoken, and not with that purchase in it
    return amount > 0 || meterLacksIt ? std::optional(amount) : std::nullopt;
}

Status DeskBooks::takeOver(const CardVisit& visit, const Card& card, DeskSlot& slot) {
    MD_GET(before, unloadedBefore(*visit.layout(), slot));
    const qint64 unloaded = before.value_or(0);
    // A total that leaves its own last purchase out can't be continued from before it; the sale is refused all the
    // same.
    const bool sound = !slot.purchase.record.has(Field::TotalPurchased) || slot.books.total >= unloaded;
    if (unloaded <= 0 || !sound || slot.meter.state != MeterState::InUse)
        return {};
    AttemptEvidence evidence;
    evidence.carrierId = visit.uid();
    evidence.cardId = card.id;
    MD_TRY(journal.takeOver(slot.meter.id, unloaded, evidence));
    MD_GET(meter, meters.meter(slot.meter.id));
    slot.meter = meter;
    MD_GET(known, journal.books(meter.id));
    slot.known = known;
    MD_GET(books, expect(meter, known));
    slot.books = books;
    return {};
}

Result<CardRecord> DeskBooks::extrasOf(const Meter& meter) {
    MD_GET(known, meters.values(meter.id));
    CardRecord record;
    for (const Extra& extra : extras) {
        const auto value = known.constFind(QString::fromLatin1(extra.value));
        if (value != known.cend()) {
            record.set(extra.field, *value);
            continue;
        }
        MD_GET(text, settings.value(QString::fromLatin1(extra.setting)));
        const Result<Quantity> set = text.isEmpty() ? Quantity{} : parseQuantity(text);
        MD_TRY(set);
        const bool amount = extra.field == Field::AlarmLevel || extra.field == Field::Overdraft;
        const qint64 inBasis = meter.basis == CreditBasis::Money ? set->milli / 10 : set->milli;
        record.set(extra.field, amount ? inBasis : set->milli / 1000);
    }
    return record;
}

Status DeskBooks::keepExtras(const DeskSlot& slot) {
    if (slot.purchase.current < 0 || !sameDigits(slot.purchase.record.text(Field::MeterNumber), slot.meter.number))
        return {};
    QMap<QString, qint64> found;
    for (const Extra& extra : extras)
        if (const std::optional<qint64> value = slot.purchase.record.number(extra.field); value && *value != 0)
            found.insert(QString::fromLatin1(extra.value), *value);
    return found.isEmpty() ? Status() : meters.setValues(slot.meter.id, found);
}

Result<Resident> DeskBooks::residentOf(Id accountId) {
    MD_GET(account, property.account(accountId));
    return property.resident(account.residentId);
}

Status DeskBooks::note(const QString& action, const QString& subject, const QString& detail) {
    return audit(store, clock, session, action, subject, detail);
}

} // namespace meterdesk
