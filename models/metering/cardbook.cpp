// The part of MeterBook that keeps cards.
#include "models/metering/meterbook.h"

#include "models/property/normal.h"
#include "models/staff/staffbook.h"
#include "models/store/rows.h"

#include <QCoreApplication>

namespace meterdesk {
namespace {

/// One row per filled slot, the card's columns repeated: slots come without a second query per card.
const QString cardColumns = QStringLiteral("SELECT c.id, c.uid, c.family, c.layout, c.key_version, c.account_id, "
                                           "c.status, c.replaced, c.holder, s.slot, s.meter_id "
                                           "FROM card c LEFT JOIN card_slot s ON s.card_id = c.id ");

Result<QList<Card>> readCards(Store& store, const QString& rest, const QVariantList& values) {
    MD_GET(query, store.run(cardColumns + rest, values));
    QList<Card> cards;
    while (query->next()) {
        const Id id = query->value(0).toLongLong();
        if (cards.isEmpty() || cards.last().id != id) {
            Card card;
            card.id = id;
            card.uid = query->value(1).toString();
            card.family = familyFromName(query->value(2).toString()).value_or(CardFamily::Cpu);
            card.layout = query->value(3).toString();
            card.keyVersion = query->value(4).toInt();
            card.accountId = query->value(5).toLongLong();
            card.status = statusFromName(query->value(6).toString()).value_or(CardStatus::Lost);
            card.replaced = query->value(7).toInt();
            card.holder = query->value(8).toString();
            cards.append(card);
        }
        if (query->value(9).isNull())
            continue;
        QList<Id>& held = cards.last().slots_;
        const qsizetype slot = query->value(9).toInt();
        while (held.size() <= slot)
            held.append(noId);
        held[slot] = query->value(10).toLongLong();
    }
    MD_TRY(finishRows(*query));
    return cards;
}

std::optional<Card> firstOf(const QList<Card>& cards) {
    return cards.isEmpty() ? std::nullopt : std::optional(cards.first());
}

QString cardWords(const QString& which) {
    return QCoreApplication::translate("Meter", "card %1").arg(which);
}

QString subjectOf(Id id) {
    return QStringLiteral("card:") + toString(id);
}

} // namespace

Status MeterBook::checkCard(const Card& card) const {
    MD_GET(same, m_store.row(QStringLiteral("SELECT id FROM card WHERE uid = ?"), {normalKey(card.uid)}));
    if (!same.isEmpty())
        return fail(ErrorCode::AlreadyExists, cardWords(normalKey(card.uid)));
    for (const Id meterId : card.slots_) {
        if (meterId == noId)
            continue;
        MD_GET(bound, meter(meterId));
        if (card.accountId != bound.accountId)
            return fail(ErrorCode::BadArgument,
                        QCoreApplication::translate("Meter", "Meter %1 belongs to another account.").arg(bound.number));
        MD_GET(other, activeCardOf(meterId));
        if (other && card.status == CardStatus::Active)
            return fail(
                ErrorCode::AlreadyExists,
                QCoreApplication::translate("Meter", "an active card of meter %1 (%2)").arg(bound.number, other->uid));
    }
    return {};
}

Result<QString> MeterBook::nextCardNumber(int digits) {
    MD_TRY(m_session.require(Permission::IssueCards));
    QString next;
    MD_TRY(m_store.transact([&]() -> Status {
        std::optional<Card> taken; // by a card that another office issued, and this one has adopted
        do {
            MD_GET(row, m_store.row(QStringLiteral("INSERT INTO counter (name, value) VALUES ('card-number', 1) "
                                                   "ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 "
                                                   "RETURNING value")));
            next = QStringLiteral("%1").arg(row.value(0).toLongLong(), digits, 10, QLatin1Char('0'));
            MD_GET(card, cardByUid(next));
            taken = card;
        } while (taken);
        return {};
    }));
    return next;
}

Result<Id> MeterBook::addCard(const Card& card) {
    MD_TRY(m_session.require(card.accountId == noId ? Permission::IssueTools : Permission::IssueCards));
    const QString uid = normalKey(card.uid);
    if (uid.isEmpty() || card.layout.isEmpty())
        return fail(ErrorCode::BadArgument, QCoreApplication::translate("Meter", "A card needs an id and a layout."));
    const Id id = newId();
    const TimeMs now = m_clock.now();
    MD_TRY(m_store.transact([&]() -> Status {
        MD_TRY(checkCard(card));
        const QVariant account = card.accountId == noId ? QVariant() : QVariant(card.accountId);
        const QVariant ended = card.status == CardStatus::Active ? QVariant() : QVariant(now);
        MD_TRY(m_store.change(
            QStringLiteral("INSERT INTO card (id, uid, family, layout, key_version, account_id, status, replaced, "
                           "holder, issued_at, ended_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
            {id, uid, familyName(card.family), card.layout, card.keyVersion, account, statusName(card.status),
             card.replaced, card.holder.isNull() ? QStringLiteral("") : card.holder, now, ended}));
        for (int slot = 0; slot < int(card.slots_.size()); ++slot) {
            if (card.slots_.at(slot) == noId)
                continue;
            MD_TRY(m_store.change(QStringLiteral("INSERT INTO card_slot (card_id, slot, meter_id) VALUES (?, ?, ?)"),
                                  {id, slot, card.slots_.at(slot)}));
        }
        return audit(m_store, m_clock, m_session, QStringLiteral("card-add"), subjectOf(id),
                     card.holder.isEmpty() ? uid : uid + QStringLiteral(", ") + card.holder);
    }));
    return id;
}

Result<Card> MeterBook::card(Id id) const {
    MD_GET(found, readCards(m_store, QStringLiteral("WHERE c.id = ? ORDER BY s.slot"), {id}));
    if (found.isEmpty())
        return fail(ErrorCode::NotFound, cardWords(toString(id)));
    return found.first();
}

Result<std::optional<Card>> MeterBook::cardByUid(const QString& uid) const {
    MD_GET(found, readCards(m_store, QStringLiteral("WHERE c.uid = ? ORDER BY s.slot"), {normalKey(uid)}));
    return firstOf(found);
}

Result<std::optional<Card>> MeterBook::activeCardOf(Id meterId) const {
    MD_GET(found, readCards(m_store,
                            QStringLiteral("WHERE c.status = 'active' AND c.id IN (SELECT card_id FROM card_slot "
                                           "WHERE meter_id = ?) ORDER BY c.id DESC, s.slot"),
                            {meterId}));
    return firstOf(found);
}

Result<QList<Card>> MeterBook::cardsOf(Id accountId) const {
    return readCards(m_store, QStringLiteral("WHERE c.account_id = ? ORDER BY c.id DESC, s.slot"), {accountId});
}

Status MeterBook::setSlot(Id cardId, int slot, Id meterId) {
    MD_TRY(m_session.require(Permission::IssueCards));
    if (slot < 0)
        return fail(ErrorCode::BadArgument, QCoreApplication::translate("Meter", "A card has no slot below 0."));
    return m_store.transact([&]() -> Status {
        MD_GET(held, card(cardId));
        MD_TRY(m_store.change(QStringLiteral("DELETE FROM card_slot WHERE card_id = ? AND slot = ?"), {cardId, slot}));
        if (meterId != noId) {
            MD_GET(bound, meter(meterId));
            if (bound.accountId != held.accountId)
                return fail(
                    ErrorCode::BadArgument,
                    QCoreApplication::translate("Meter", "Meter %1 belongs to another account.").arg(bound.number));
            MD_GET(other, activeCardOf(meterId));
            if (other && held.status == CardStatus::Active)
                return fail(ErrorCode::AlreadyExists,
                            QCoreApplication::translate("Meter", "an active card of meter %1 (%2)")
                                .arg(bound.number, other->uid));
            MD_TRY(m_store.change(QStringLiteral("INSERT INTO card_slot (card_id, slot, meter_id) VALUES (?, ?, ?)"),
                                  {cardId, slot, meterId}));
        }
        return audit(m_store, m_clock, m_session, QStringLiteral("card-slot"), subjectOf(cardId),
                     QStringLiteral("%1: meter %2").arg(slot).arg(meterId));
    });
}

Status MeterBook::setCardStatus(Id cardId, CardStatus status, const QString& reason) {
    MD_TRY(m_session.require(Permission::IssueCards));
    if (reason.trimmed().isEmpty())
        return fail(ErrorCode::ReasonMissing);
    return m_store.transact([&]() -> Status {
        MD_GET(now, card(cardId));
        if (now.status == status)
            return {};
        if (status == CardStatus::Active) {
            // A lost card that turned up again may only come back while no other has taken its place.
            for (const Id meterId : now.slots_) {
                if (meterId == noId)
                    continue;
                MD_GET(other, activeCardOf(meterId));
                if (other)
                    return fail(ErrorCode::AlreadyExists, cardWords(other->uid));
            }
        }
        const QVariant ended = status == CardStatus::Active ? QVariant() : QVariant(m_clock.now());
        MD_TRY(m_store.change(QStringLiteral("UPDATE card SET status = ?, ended_at = ? WHERE id = ?"),
                              {statusName(status), ended, cardId}));
        return audit(m_store, m_clock, m_session, QStringLiteral("card-status"), subjectOf(cardId),
                     statusName(now.status) + QStringLiteral(" -> ") + statusName(status) + QStringLiteral(": ") +
                         reason);
    });
}

} // namespace meterdesk
