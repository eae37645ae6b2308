// Meters and cards in the books. Threads: as its Store.
//
// Every change is written to the audit trail in the same transaction. A faulty or removed meter refuses sales: the
// journal asks for the state. Numbers and card ids are kept in one spelling (normalKey), and found in any.
// Errors: Store*, NotSignedIn, NotAllowed, NotFound, AlreadyExists, ReasonMissing, BadArgument, OrderState.
#pragma once

#include "models/metering/meter.h"
#include "models/staff/session.h"
#include "models/store/store.h"

#include <QMap>

namespace meterdesk {

/// A meter and what it last said of itself: one line of an account's page.
struct MeterAndReport {
    Meter meter;
    std::optional<MeterReport> report;
};

class MeterBook {
public:
    MeterBook(Store& store, const StaffSession& session, const Clock& clock = Clock::system());

    Result<Id> addMeter(const Meter& meter);
    Result<Meter> meter(Id id) const;
    Result<Meter> meterByNumber(const QString& number) const; // NotFound
    Result<QList<Meter>> metersOf(Id accountId) const;
    Result<QList<MeterAndReport>> metersWithReports(Id accountId) const;
    Result<QList<Meter>> meters(int limit, const QString& afterNumber = {}) const; // by number, paged by key
    Status setState(Id meterId, MeterState state, const QString& reason);
    /// Takes in what a meter had before these books: only while it has no order of ours that isn't reversed.
    /// A manager's act.
    Status setBase(Id meterId, qint64 count, qint64 total);

    /// What is known of a meter besides its credit: "alarm-level", "overdraft", "price-table", "price-version".
    /// What isn't there isn't known. Setting writes only what differs; a device's word, so no audit, but for those who
    /// may sell alone.
    Result<QMap<QString, qint64>> values(Id meterId) const;
    Status setValues(Id meterId, const QMap<QString, qint64>& values);

    /// For a card without a name of its own: the next number of so many digits that no card has.
    Result<QString> nextCardNumber(int digits);
    Result<Id> addCard(const Card& card);
    Result<Card> card(Id id) const;
    Result<std::optional<Card>> cardByUid(const QString& uid) const;
    Result<std::optional<Card>> activeCardOf(Id meterId) const;
    Result<QList<Card>> cardsOf(Id accountId) const; // newest first
    /// Binds a meter of the card's account to a slot, or empties the slot (noId).
    Status setSlot(Id cardId, int slot, Id meterId);
    Status setCardStatus(Id cardId, CardStatus status, const QString& reason);

    Result<std::optional<MeterReport>> lastReport(Id meterId) const;

private:
    Status checkCard(const Card& card) const;

    Store& m_store;
    const StaffSession& m_session;
    const Clock& m_clock;
};

} // namespace meterdesk
