// A card with purchases made elsewhere comes into the books.
#include "cardio/cards/cardsessionkeys.h"
#include "cardio/desk/desk.h"

#include <QCoreApplication>

namespace meterdesk {

Result<int> CardDesk::Private::adoptedVersion(CardVisit& visit, const Layout& layout, std::optional<int> asked) const {
    if (asked) {
        MD_TRY(keysThere(layout, *keys, *asked));
        return *asked;
    }
    if (layout.purse)
        return visit.fittingVersion(layout); // its files are read without a key, by any version
    if (layout.family != CardFamily::Sle4442)
        return visit.keyVersion();
    // Its identity fits by any version, and a PSC can't be tried out: a wrong one would spend a try at the first sale.
    // Versions that aren't here (lost, say) may be the card's, too.
    const QString master = layout.keys.value(QStringLiteral("psc")).master;
    const int versions = keys->newest(master);
    if (versions == 0)
        return fail(ErrorCode::KeysMissing, master);
    if (versions == 1)
        return visit.keyVersion();
    return fail(ErrorCode::AdoptMismatch,
                QCoreApplication::translate("CardDesk", "the office has had %1 versions of the key “%2”; say which one "
                                                        "the card has")
                    .arg(versions)
                    .arg(master));
}

Result<bool> CardDesk::Private::takeWord(const Layout& layout, const std::optional<Observation>& seen) {
    if (layout.purse || !seen)
        return false;
    MD_GET(ahead, journal.isAhead(*seen));
    if (!ahead)
        return false;
    MD_TRY(journal.takeMetersWord(*seen,
                                  QCoreApplication::translate("CardDesk", "The meter has it, and the books did not.")));
    return true;
}

Result<CardDesk::Adopted> CardDesk::Private::adopt(const QString& meterNumber, std::optional<int> keyVersion) {
    MD_GET(meter, meters.meterByNumber(meterNumber));
    MD_TRY(inUse(meter));
    MD_GET(layout, layoutOf(meter));
    CardVisit there = visit();
    MD_TRY(there.open(lookup(), IdentityReading::Always));
    MD_TRY(rightFamily(there, *layout));
    MD_TRY(there.requireOurs());
    MD_GET(known, meters.cardByUid(there.uid()));
    if (known && known->status != CardStatus::Active)
        return fail(ErrorCode::CardBarred, statusText(known->status));
    if (known && known->accountId != meter.accountId)
        return fail(ErrorCode::AdoptMismatch, known->uid);
    if (!known) {
        MD_GET(active, meters.activeCardOf(meter.id));
        if (active)
            return fail(ErrorCode::AlreadyExists, active->uid);
    }
    MD_GET(version, known ? Result<int>(known->keyVersion) : adoptedVersion(there, *layout, keyVersion));
    // Layouts of one family may share their marks (money and units in one purse): the meter says which it is.
    MD_TRY(there.become(*layout, version, there.uid()));

    int found = -1;
    AreaReading reading;
    for (int slot = 0; slot < layout->slotCount && found < 0; ++slot) {
        MD_GET(read, there.read(*layout->area(AreaRole::Purchase, slot)));
        if (read.state == AreaState::Bad)
            return fail(ErrorCode::CardTorn);
        if (read.current >= 0 && sameDigits(read.record.text(Field::MeterNumber), meter.number)) {
            found = slot;
            reading = read;
        }
    }
    if (found < 0)
        return fail(ErrorCode::AdoptMismatch,
                    QCoreApplication::translate("CardDesk", "it isn't for meter %1").arg(meter.number));

    const qint64 count = reading.record.number(Field::PurchaseCount).value_or(0);
    const qint64 total = reading.record.number(Field::TotalPurchased).value_or(0);
    MD_GET(slot, readSlot(there, found, meter));
    bool agrees = true;
    bool wordTaken = false;
    MD_TRY(store.transact([&]() -> Status {
        // Where there are orders of ours, what the meter alone knows of comes first: the card may carry that very
        // purchase. Where there are none, what the card says comes first.
        MD_GET(ours, journal.last(meter.id));
        if (ours) {
            MD_GET(taken, takeWord(*layout, slot.seen));
            wordTaken = taken;
        }
        MD_GET(expected, expect(meter, reading, there.uid()));
        // Books may know more turns of the count than the card has room for.
        agrees = expected.count % layout->countModulus == count && expected.total == total;
        if (!agrees) {
            Status taken = meters.setBase(meter.id, count, total);
            if (!taken && taken.error().code == ErrorCode::NotAllowed)
                return taken;
            if (!taken)
                return fail(ErrorCode::AdoptMismatch,
                            QCoreApplication::translate("CardDesk", "the meter has orders in these books, and the card "
                                                                    "says count %1")
                                .arg(count));
        }
        if (!ours) {
            MD_GET(taken, takeWord(*layout, slot.seen));
            wordTaken = taken;
        }
        Id cardId = known ? known->id : noId;
        if (!known) {
            Card card;
            card.uid = there.uid();
            card.family = layout->family;
            card.layout = layout->id;
            card.keyVersion = there.keyVersion();
            card.accountId = meter.accountId;
            card.slots_ = QList<Id>(found, noId);
            card.slots_ << meter.id;
            MD_GET(id, meters.addCard(card));
            cardId = id;
        } else if (!known->slots_.contains(meter.id)) {
            MD_TRY(meters.setSlot(known->id, found, meter.id));
        }
        return note(QStringLiteral("card-adopted"), QStringLiteral("card:%1").arg(cardId),
                    QStringLiteral("meter %1 count %2 total %3").arg(meter.number).arg(count).arg(total));
    }));

    Adopted adopted;
    adopted.found = (agrees ? QCoreApplication::translate("CardDesk", "Count %1, total %2: as in the books.")
                            : QCoreApplication::translate("CardDesk", "Count %1, total %2: taken into the books."))
                        .arg(count)
                        .arg(toString(Credit{total, meter.basis}));
    MD_GET(taken, meters.meter(meter.id));
    slot.meter = taken;
    MD_GET(books, expect(taken, reading, there.uid()));
    slot.books = books;
    if (wordTaken) {
        MD_GET(last, journal.last(meter.id));
        adopted.found += QLatin1Char(' ') +
                         QCoreApplication::translate("CardDesk", "The meter has loaded count %1, which the books did "
                                                                 "not have: taken into the books.")
                             .arg(last ? last->count.value_or(0) : 0);
    } else if (slot.seen) {
        MD_TRY(journal.observe(*slot.seen));
        const bool loaded = slot.seen->lastCount == count;
        adopted.found +=
            QLatin1Char(' ') + (loaded ? QCoreApplication::translate("CardDesk", "The meter has loaded it.")
                                       : QCoreApplication::translate("CardDesk", "The meter last loaded count %1.")
                                             .arg(slot.seen->lastCount));
    }
    MD_TRY(keepExtras(slot));
    MD_GET(unloaded, unloadedBefore(*layout, slot));
    if (unloaded.value_or(0) > 0) {
        MD_GET(card, meters.cardByUid(there.uid()));
        MD_TRY(takeOver(there, card.value_or(Card{}), slot));
        adopted.found +=
            QLatin1Char(' ') + QCoreApplication::translate("CardDesk", "Its last purchase, %1, isn't in the meter yet.")
                                   .arg(toString(Credit{*unloaded, meter.basis}));
    }
    there.close();
    Settled settled;
    MD_GET(view, look(settled));
    adopted.view = view;
    return adopted;
}

} // namespace meterdesk
