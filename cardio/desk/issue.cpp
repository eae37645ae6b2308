// A blank card becomes a meter's, or a tool.
#include "cardio/cards/layoutfit.h"
#include "cardio/desk/desk.h"

#include <QCoreApplication>

namespace meterdesk {

Result<QString> CardDesk::Private::nextCardNumber(const Layout& layout) {
    // A card is known by all the digits that its layout has room for.
    const AreaSpec* identity = layout.area(AreaRole::Identity);
    const FieldSpec* field = identity != nullptr ? identity->find(Field::CardNumber) : nullptr;
    int digits = 10;
    if (field != nullptr)
        digits = field->encoding == Encoding::Ascii ? field->length : 2 * field->length;
    return meters.nextCardNumber(digits);
}

Status CardDesk::Private::refuseUnlessBlank(CardVisit& visit, const Layout& layout, const QList<Meter>& bySlot) {
    MD_TRY(rightFamily(visit, layout));
    if (visit.kind() == CardVisit::Kind::Blank)
        return {};
    if (visit.kind() == CardVisit::Kind::Locked)
        return visit.requireOurs();
    // The marks that would tell them apart are written last, or were torn themselves.
    if (visit.kind() == CardVisit::Kind::Foreign)
        return fail(
            ErrorCode::CardNotBlank,
            QCoreApplication::translate("CardDesk", "another system's data, or what an issue torn half-way left"));
    if (visit.layout()->tool)
        return fail(ErrorCode::CardNotBlank, QCoreApplication::translate("CardDesk", "a tool"));
    MD_GET(known, meters.cardByUid(visit.uid()));
    // Layouts of one application share their marks (money and units in one purse): the meter says which it is.
    const bool guessed = !known && visit.layout()->id != layout.id && visit.layout()->purse && layout.purse &&
                         visit.layout()->application == layout.application;
    if (guessed)
        MD_TRY(visit.become(layout, visit.keyVersion(), visit.uid()));
    // An issue that broke off after the card was written, but before it was booked, is done again.
    bool sameMeters = !known;
    QStringList holds;
    for (int slot = 0; slot < visit.layout()->slotCount; ++slot) {
        const AreaSpec* area = visit.layout()->area(AreaRole::Purchase, slot);
        if (area == nullptr)
            continue;
        const Result<AreaReading> read = visit.read(*area);
        if (!read && read.error().code == ErrorCode::CardKeyRefused && layout.family == CardFamily::MifareClassic)
            return tl::unexpected<Error>(tornIssue());
        MD_TRY(read);
        const AreaReading& reading = *read;
        if (reading.current < 0)
            continue;
        const QString number = reading.record.text(Field::MeterNumber);
        holds << number;
        // Beside a purse the amount is history; what the purse holds is asked of the purse.
        const bool nothingOnIt = visit.layout()->purse || reading.record.number(Field::PurchaseAmount).value_or(0) == 0;
        sameMeters = sameMeters && slot < bySlot.size() && sameDigits(number, bySlot.at(slot).number) && nothingOnIt;
    }
    if (sameMeters && visit.layout()->id == layout.id && !(guessed && holds.isEmpty()))
        return {};
    return fail(ErrorCode::CardNotBlank,
                holds.isEmpty()
                    ? visit.uid()
                    : QCoreApplication::translate("CardDesk", "meter %1").arg(holds.join(QStringLiteral(", "))));
}

Status CardDesk::Private::writeIdentity(CardVisit& visit, const CardRecord& identity) {
    const AreaSpec* area = visit.layout()->area(AreaRole::Identity);
    if (area == nullptr)
        return {};
    MD_GET(now, visit.read(*area));
    MD_GET(plan, visit.plan(*area, now, identity));
    return visit.write(plan);
}

Result<SlotExpectation> CardDesk::Private::firstRecord(const Layout& layout, const Meter& meter) {
    MD_GET(books, expect(meter));
    if (!layout.purse && books.credit) { // delivered to a lost card: it is sent again, onto the record before it
        books.count -= 1;
        books.total -= *books.credit;
        books.credit = 0;
    }
    books.open.reset();
    return books;
}

Status CardDesk::Private::writeRecord(CardVisit& visit, int slot, const Meter& meter) {
    const AreaSpec* area = visit.layout()->area(AreaRole::Purchase, slot);
    if (area == nullptr)
        return fail(ErrorCode::LayoutInvalid, visit.layout()->id);
    MD_GET(books, firstRecord(*visit.layout(), meter));
    MD_GET(account, property.account(meter.accountId));
    MD_GET(resident, property.resident(account.residentId));
    MD_GET(record, extrasOf(meter));
    record.set(Field::UserNumber, account.number);
    record.set(Field::Phone, phoneOnCard(*visit.layout(), resident.phone));
    record.set(Field::MeterNumber, meter.number);
    record.set(Field::PurchaseCount, books.count);
    record.set(Field::PurchaseAmount, visit.layout()->purse ? books.credit.value_or(0) : 0);
    record.set(Field::TotalPurchased, books.total);
    MD_GET(now, visit.read(*area));
    MD_GET(plan, visit.plan(*area, now, record));
    return visit.write(plan);
}

Status CardDesk::Private::verifyRecord(CardVisit& visit, int slot, const Meter& meter) {
    MD_GET(books, firstRecord(*visit.layout(), meter));
    MD_GET(reading, visit.read(*visit.layout()->area(AreaRole::Purchase, slot)));
    const bool stands = reading.current >= 0 && recordSays(*visit.layout(), reading.record, meter.number, books.count,
                                                           books.credit, books.total);
    return stands ? Status() : fail(ErrorCode::CardTorn);
}

Status CardDesk::Private::blankReport(CardVisit& visit, int slot) {
    const AreaSpec* report = visit.layout()->area(AreaRole::Report, slot);
    if (report == nullptr)
        return {};
    const QList<CardWrite> writes = CardVisit::planBlank(*visit.layout(), *report);
    MD_TRY(visit.write(writes));
    return visit.verify(writes);
}

Result<QString> CardDesk::Private::personalise(CardVisit& visit, const Layout& layout, const QList<Meter>& bySlot) {
    Result<QString> uid = personaliseOnce(visit, layout, bySlot);
    // It is the maker's or ours in one sector, and nobody's in another.
    if (!uid && uid.error().code == ErrorCode::CardKeyRefused && layout.family == CardFamily::MifareClassic)
        return tl::unexpected<Error>(tornIssue());
    return uid;
}

Result<QString> CardDesk::Private::personaliseOnce(CardVisit& visit, const Layout& layout, const QList<Meter>& bySlot) {
    QString uid = visit.uid();
    if (uid.isEmpty()) {
        MD_GET(number, nextCardNumber(layout));
        uid = number;
    }
    MD_GET(version, visit.fittingVersion(layout));
    MD_TRY(visit.become(layout, version, uid));
    // A file of zeros says nothing of the purse, and what lies in it would be given away.
    if (Purse* purse = purseOf(visit.session())) {
        MD_GET(balance, purse->balance());
        if (balance > 0)
            return fail(ErrorCode::CardHasCredit, toString(Credit{balance * layout.purse->scale, layout.basis}));
    }
    MD_GET(account, property.account(bySlot.first().accountId));
    MD_GET(resident, property.resident(account.residentId));
    CardRecord identity;
    identity.set(Field::UserNumber, account.number);
    identity.set(Field::Phone, phoneOnCard(layout, resident.phone));
    identity.set(Field::CardNumber, uid);
    MD_TRY(writeIdentity(visit, identity));
    for (int slot = 0; slot < int(bySlot.size()); ++slot)
        if (bySlot.at(slot).id != noId)
            MD_TRY(writeRecord(visit, slot, bySlot.at(slot)));
    MD_TRY(visit.session().armKeys());
    // Read back as any desk will read it: powered up afresh, by its own keys.
    MD_TRY(visit.reopen());
    for (int slot = 0; slot < int(bySlot.size()); ++slot)
        if (bySlot.at(slot).id != noId)
            MD_TRY(verifyRecord(visit, slot, bySlot.at(slot)));
    return uid;
}

Result<Card> CardDesk::Private::issue(const QString& meterNumber, bool managerSays) {
    MD_GET(meter, meters.meterByNumber(meterNumber));
    MD_TRY(inUse(meter));
    MD_GET(layout, layoutOf(meter));
    MD_GET(active, meters.activeCardOf(meter.id));
    if (active)
        return fail(ErrorCode::AlreadyExists,
                    QCoreApplication::translate("CardDesk", "Card %1 of this meter (replace it, if it is lost)")
                        .arg(active->uid));
    if (!managerSays)
        MD_TRY(refuseUnknownPurchase(*layout, meter));
    CardVisit there = visit();
    MD_TRY(there.open(lookup(), IdentityReading::Always));
    MD_GET(known, meters.cardByUid(there.uid()));
    const QString detail = meter.number + byWord(managerSays);
    if (known && there.kind() == CardVisit::Kind::Ours && known->accountId != noId)
        return addSlot(there, *known, meter, *layout, detail);
    MD_TRY(refuseUnlessBlank(there, *layout, {meter}));
    if (known) // the books know a card by this id, but it is fresh from its maker
        return fail(ErrorCode::AlreadyExists, known->uid);
    MD_GET(uid, personalise(there, *layout, {meter}));

    Card card;
    card.uid = uid;
    card.family = layout->family;
    card.layout = layout->id;
    card.keyVersion = there.keyVersion();
    card.accountId = meter.accountId;
    card.slots_ = {meter.id};
    MD_TRY(store.transact([&]() -> Status {
        MD_GET(id, meters.addCard(card));
        card.id = id;
        return note(QStringLiteral("card-issued"), QStringLiteral("card:%1").arg(id), detail);
    }));
    return meters.card(card.id);
}

Result<Card> CardDesk::Private::addSlot(CardVisit& visit, Card card, const Meter& meter, const Layout& layout,
                                        const QString& detail) {
    if (card.status != CardStatus::Active)
        return fail(ErrorCode::CardBarred, statusText(card.status));
    if (card.accountId != meter.accountId || card.layout != layout.id)
        return slotOf(card, meter).map([](int) { return Card(); });
    int slot = 0;
    while (slot < int(card.slots_.size()) && card.slots_.at(slot) != noId)
        ++slot;
    if (slot >= layout.slotCount)
        return slotOf(card, meter).map([](int) { return Card(); });
    const AreaSpec* area = layout.area(AreaRole::Purchase, slot);
    MD_GET(reading, visit.read(*area));
    // A broken-off issue leaves this meter's own record with nothing on it.
    const bool own = reading.current >= 0 && sameDigits(reading.record.text(Field::MeterNumber), meter.number) &&
                     reading.record.number(Field::PurchaseAmount).value_or(0) == 0;
    if (reading.current >= 0 && !own)
        return fail(ErrorCode::CardNotBlank, reading.record.text(Field::MeterNumber));
    MD_TRY(writeRecord(visit, slot, meter));
    MD_TRY(verifyRecord(visit, slot, meter));
    MD_TRY(store.transact([&]() -> Status {
        MD_TRY(meters.setSlot(card.id, slot, meter.id));
        return note(QStringLiteral("card-issued"), QStringLiteral("card:%1").arg(card.id), detail);
    }));
    return meters.card(card.id);
}

Result<Card> CardDesk::Private::issueTool(const QString& layoutId, const QString& kind, const QString& holder,
                                          const QString& meterNumber, qint64 parameter) {
    const Layout* layout = layouts.find(layoutId);
    if (layout == nullptr)
        return fail(ErrorCode::LayoutUnknown, layoutId);
    if (!layout->tool)
        return fail(ErrorCode::BadArgument,
                    QCoreApplication::translate("CardDesk", "The layout “%1” is of residents' cards, not of tools.")
                        .arg(layoutId));
    if (!layout->tools.contains(kind))
        return fail(ErrorCode::BadArgument, QCoreApplication::translate("CardDesk", "“%1” is not a tool: %2")
                                                .arg(kind, layout->tools.join(QStringLiteral(", "))));
    if (holder.trimmed().isEmpty())
        return fail(ErrorCode::BadArgument, QCoreApplication::translate("CardDesk", "A tool card needs a holder."));
    if (!meterNumber.isEmpty())
        MD_TRY(meters.meterByNumber(meterNumber));
    CardVisit there = visit();
    MD_TRY(there.open(lookup(), IdentityReading::Always));
    MD_TRY(refuseUnlessBlank(there, *layout, {}));
    QString uid = there.uid();
    if (uid.isEmpty()) {
        MD_GET(number, nextCardNumber(*layout));
        uid = number;
    }
    MD_GET(version, there.fittingVersion(*layout));
    MD_TRY(there.become(*layout, version, uid));
    CardRecord tool;
    tool.set(Field::ToolKind, kind);
    tool.set(Field::MeterNumber, meterNumber);
    tool.set(Field::Parameter, parameter);
    tool.set(Field::CardNumber, uid);
    MD_TRY(writeIdentity(there, tool));
    MD_TRY(there.session().armKeys());
    MD_TRY(there.reopen());
    MD_GET(reading, there.read(*layout->area(AreaRole::Identity)));
    if (reading.current < 0 || reading.record.text(Field::ToolKind) != kind)
        return fail(ErrorCode::CardTorn);

    Card card;
    card.uid = uid;
    card.family = layout->family;
    card.layout = layout->id;
    card.keyVersion = there.keyVersion();
    card.holder = holder.trimmed();
    MD_TRY(store.transact([&]() -> Status {
        MD_GET(id, meters.addCard(card));
        card.id = id;
        return note(QStringLiteral("tool-issued"), QStringLiteral("card:%1").arg(id),
                    QStringLiteral("%1 %2 %3").arg(kind, card.holder, meterNumber).trimmed());
    }));
    return meters.card(card.id);
}

} // namespace meterdesk
