// A lost card gets a successor; a card comes back for good.
#include "cardio/desk/desk.h"
#include "models/metering/pricing.h"

namespace meterdesk {

QString CardDesk::Private::byWord(bool managerSays) {
    return managerSays ? QStringLiteral(" (by a manager's word)") : QString();
}

Status CardDesk::Private::refuseWhileOpen(const Meter& meter, bool purse) {
    MD_GET(books, expect(meter));
    if (!books.open)
        return {};
    // A record can be written again whatever became of it; a purse and a half-done take-back can't.
    const OrderState state = books.open->state;
    const bool again = !purse && (state == OrderState::InDoubt || state == OrderState::NotDelivered);
    return again ? Status() : fail(ErrorCode::OrderOpen, toString(books.open->id));
}

Status CardDesk::Private::refuseUnknownPurchase(const Layout& layout, const Meter& meter) {
    // A new card goes on from the count that came into the books with the meter, and carries nothing: its meter would
    // take that for the purchase that may lie on the earlier card, and refuse that one ever after. A purse adds.
    if (layout.purse)
        return {};
    MD_GET(missing, journal.mayMissPurchase(meter));
    return missing ? fail(ErrorCode::LostPurchaseUnknown, meter.number) : Status();
}

Result<Replaced> CardDesk::Private::replace(const QString& meterNumber, const QString& reason, bool managerSays) {
    if (reason.trimmed().isEmpty())
        return fail(ErrorCode::ReasonMissing);
    MD_GET(meter, meters.meterByNumber(meterNumber));
    MD_TRY(inUse(meter));
    MD_GET(layout, layoutOf(meter));
    MD_GET(lost, meters.activeCardOf(meter.id));
    if (!lost)
        return fail(ErrorCode::MeterHasNoCard, meter.number);
    CardVisit there = visit();
    MD_TRY(there.open(lookup(), IdentityReading::Always));
    if (there.kind() == CardVisit::Kind::Ours && there.uid() == lost->uid) {
        // It is the successor already: what couldn't be carried over then may be now.
        return carryOver(there, *lost, reason, managerSays);
    }
    QList<Meter> bySlot;
    for (const Id id : lost->slots_) {
        if (id == noId) {
            bySlot << Meter{};
            continue;
        }
        MD_GET(theirs, meters.meter(id));
        MD_TRY(refuseWhileOpen(theirs, layout->purse.has_value()));
        if (!managerSays && lost->replaced == 0) // the first successor was written on a manager's word already
            MD_TRY(refuseUnknownPurchase(*layout, theirs));
        bySlot << theirs;
    }
    MD_GET(known, meters.cardByUid(there.uid()));
    if (known)
        return fail(ErrorCode::CardNotBlank, known->uid);
    MD_TRY(refuseUnlessBlank(there, *layout, bySlot));
    MD_GET(uid, personalise(there, *layout, bySlot));

    Card card;
    card.uid = uid;
    card.family = layout->family;
    card.layout = layout->id;
    card.keyVersion = there.keyVersion();
    card.accountId = lost->accountId;
    card.replaced = lost->replaced + 1;
    card.slots_ = lost->slots_;
    MD_TRY(store.transact([&]() -> Status {
        MD_TRY(meters.setCardStatus(lost->id, CardStatus::Lost, reason));
        MD_GET(id, meters.addCard(card));
        card.id = id;
        return note(QStringLiteral("card-replaced"), QStringLiteral("card:%1").arg(id),
                    QStringLiteral("%1: %2%3").arg(lost->uid, reason, byWord(managerSays)));
    }));
    Result<Replaced> carried = carryOver(there, card, reason, managerSays);
    return carried ? carried : tl::unexpected<Error>(asUnfinished(carried.error()));
}

Result<Replaced> CardDesk::Private::carryOver(CardVisit& visit, const Card& card, const QString& reason,
                                              bool managerSays) {
    bool changed = false;
    bool unfinished = false;
    const auto failed = [&changed](const Error& why) {
        return tl::unexpected<Error>(changed ? asUnfinished(why) : why); // of one slot, after another was written
    };
    QList<LeftOnLost> left;
    for (int slot = 0; slot < int(card.slots_.size()); ++slot) {
        if (card.slots_.at(slot) == noId)
            continue;
        MD_GET(meter, meters.meter(card.slots_.at(slot)));
        if (visit.layout()->purse) {
            const Result<Moved> moved = movePurse(visit, card, slot, meter, reason, managerSays);
            if (!moved)
                return failed(moved.error());
            changed = changed || moved->any;
            unfinished = unfinished || moved->unfinished;
            MD_GET(behind, journal.leftBehind(meter, card));
            if (behind.all.value > 0)
                left << LeftOnLost{meter, behind.all};
        } else {
            const Result<bool> written = writeAgain(visit, card, slot, meter);
            if (!written)
                return failed(written.error());
            changed = changed || *written;
        }
    }
    MD_GET(now, meters.card(card.id));
    return Replaced{now, unfinished, left};
}

Result<bool> CardDesk::Private::writeAgain(CardVisit& visit, const Card& card, int slot, const Meter& meter) {
    MD_GET(read, readSlot(visit, slot, meter));
    MD_GET(last, journal.last(meter.id));
    if (!last || !last->count || last->state == OrderState::Loaded)
        return false;
    if (last->state == OrderState::Delivered) {
        MD_GET(attempts, journal.attempts(last->id));
        const bool hasIt = std::any_of(attempts.begin(), attempts.end(), [&](const Attempt& attempt) {
            return attempt.evidence.carrierId == visit.uid() && attempt.outcome == QLatin1String("applied");
        });
        if (hasIt)
            return false;
        read.books.count = *last->count - 1;
        read.books.total = totalBefore(*last);
        read.books.credit.reset();
        MD_GET(again, journal.resendable(last->id));
        MD_TRY(send(visit, card, read, again, AttemptPurpose::Deliver, {}, last->reason, {}));
        return true;
    }
    if (last->state != OrderState::InDoubt)
        return false; // not delivered: the clerk sends it again, or gives the money back
    MD_GET(attempt, journal.claim(last->id));
    if (attempt.evidence.carrierId == visit.uid()) { // written here before, and torn: this card can tell
        QList<CreditOrder> settled;
        bool busy = false;
        journal.release(last->id);
        MD_TRY(settleSlot(visit, card, read, settled, busy));
        return !settled.isEmpty();
    }
    // In doubt on the lost card: the same count and amount may stand on both, the meter takes it once.
    MD_TRY(journal.close(attempt, {DeliveryOutcome::Unknown,
                                   false,
                                   attempt.tac,
                                   QStringLiteral("written again on the card that replaces it: %1").arg(visit.uid()),
                                   {}}));
    MD_TRY(send(visit, card, read, *last, AttemptPurpose::Deliver, {}, last->reason, {}));
    return true;
}

Result<CardDesk::Private::Moved> CardDesk::Private::movePurse(CardVisit& visit, const Card& card, int slot,
                                                              const Meter& meter, const QString& reason,
                                                              bool managerSays) {
    MD_GET(read, readSlot(visit, slot, meter));
    if (read.seen) // what the meter says on this card may be what a lost purse's money waits for
        MD_TRY(journal.observe(*read.seen));
    Mended mended;
    MD_TRY(finishPurseFile(visit, card, read, mended)); // what was moved here before, maybe no further than the purse
    Moved moved;
    MD_GET(again, sendTransferAgain(visit, card, slot, meter));
    if (again)
        moved = {true, again->unfinished};
    MD_GET(orders, journal.unloadedInPurses(meter.id));
    for (const CreditOrder& order : orders) {
        MD_GET(attempts, journal.attempts(order.id));
        if (attempts.isEmpty() || attempts.last().evidence.carrierId == visit.uid())
            continue;
        MD_GET(shownUnloaded, journal.reportedWithout(order));
        if (!shownUnloaded && !managerSays)
            continue;
        const Result<bool> left = moveOrder(visit, card, slot, meter, order, reason);
        if (!left) // nothing has changed where it was the first
            return tl::unexpected<Error>(moved.any ? asUnfinished(left.error()) : left.error());
        moved = {true, *left};
    }
    return moved;
}

Result<std::optional<Sent>> CardDesk::Private::sendTransferAgain(CardVisit& visit, const Card& card, int slot,
                                                                 const Meter& meter) {
    MD_GET(last, journal.last(meter.id));
    if (!last || last->kind != OrderKind::Transfer || last->state != OrderState::NotDelivered)
        return std::nullopt;
    MD_GET(ready, readSlot(visit, slot, meter));
    MD_GET(again, journal.resendable(last->id));
    MD_GET(sent, send(visit, card, ready, again, AttemptPurpose::Deliver, {}, last->reason, {}));
    return sent;
}

Result<bool> CardDesk::Private::moveOrder(CardVisit& visit, const Card& card, int slot, const Meter& meter,
                                          const CreditOrder& order, const QString& reason) {
    NewOrder transfer;
    transfer.meterId = meter.id;
    transfer.kind = OrderKind::Transfer;
    transfer.credit = order.credit;
    transfer.overwrites = false;
    transfer.copyable = false;
    transfer.reason = reason;
    transfer.moves = order.id;
    MD_GET(read, readSlot(visit, slot, meter));
    Mended mended; // nothing more is put onto a card whose file lags behind its purse
    MD_TRY(finishPurseFile(visit, card, read, mended));
    MD_GET(drafted, journal.draft(transfer));
    MD_GET(sent, send(visit, card, read, drafted, AttemptPurpose::Deliver, {}, transfer.reason, {}));
    MD_TRY(note(QStringLiteral("purse-moved"), QStringLiteral("order:%1").arg(order.id),
                QStringLiteral("card:%1 %2").arg(card.id).arg(reason)));
    return sent.unfinished;
}

Result<Card> CardDesk::Private::returnCard(const QString& reason) {
    if (reason.trimmed().isEmpty())
        return fail(ErrorCode::ReasonMissing);
    CardVisit there = visit();
    MD_TRY(there.open(lookup(), IdentityReading::WhereNeeded));
    MD_GET(card, cardOf(there));
    for (int number = 0; number < int(card.slots_.size()); ++number) {
        if (card.slots_.at(number) == noId)
            continue;
        MD_GET(meter, meters.meter(card.slots_.at(number)));
        MD_GET(slot, readSlot(there, number, meter));
        if (slot.seen) {
            MD_TRY(journal.observe(*slot.seen));
            MD_GET(books, expect(meter));
            slot.books = books;
        }
        if (slot.books.open)
            return fail(ErrorCode::OrderOpen, toString(slot.books.open->id));
        MD_GET(before, unloadedBefore(*there.layout(), slot));
        qint64 unloaded = slot.books.credit.value_or(before.value_or(0));
        if (Purse* purse = there.layout()->purse ? purseOf(there.session()) : nullptr) {
            MD_GET(balance, purse->balance());
            unloaded = balance * there.layout()->purse->scale;
        }
        if (unloaded > 0)
            return fail(ErrorCode::CardHasCredit, creditText({unloaded, meter.basis}, meter));
    }
    MD_TRY(store.transact([&]() -> Status {
        MD_TRY(meters.setCardStatus(card.id, CardStatus::Returned, reason));
        return note(QStringLiteral("card-returned"), QStringLiteral("card:%1").arg(card.id), reason);
    }));
    return meters.card(card.id);
}

} // namespace meterdesk
