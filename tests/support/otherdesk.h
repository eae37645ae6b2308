// Another program on the books of a demo office, signed in as `demo`: what happens behind a window's back. Threads: the
// one that made it. Whatever can't be done ends the test loudly.
#pragma once

#include "cardio/desk/office.h"
#include "models/topup/journal.h"

namespace meterdesk::test {

class OtherDesk {
public:
    explicit OtherDesk(const QString& folder);
    /// Money taken for the apartment's first meter and not sent yet.
    Id keepOrder(const QString& apartment, Money paid);
    CreditOrder order(Id id);
    CreditOrder newestOrder();
    /// All that is on record, oldest first.
    QStringList auditActions();
    /// The order's money is given back at this desk.
    void reverse(Id id);
    /// A card of the drawer that isn't on the reader has `paid` sold onto it there, and fails after this command: the
    /// outcome isn't known.
    void breakSale(const QString& card, const QString& meterNumber, Money paid, int afterApdu);
    /// What another system sold for the apartment's first meter comes into the books.
    void bring(const QString& apartment, qint64 count, qint64 total);
    /// A meter like the apartment's first, on the same card, with what another system sold for it.
    void addBeside(const QString& apartment, const QString& number, qint64 count, qint64 total);
    /// The meter reports over the network that this is the last purchase that it has.
    void hear(const QString& meterNumber, qint64 lastCount);
    /// The resident who pays for the apartment gets another name.
    void rename(const QString& apartment, const QString& name);
    /// The id of the card in use for the apartment's first meter; empty: none.
    QString activeCard(const QString& apartment);
    void set(const QString& setting, const QString& value);
    QString setting(const QString& key);

private:
    Id meterOf(const QString& apartment);
    QString m_folder;
    std::unique_ptr<Office> m_office;
    StaffSession m_who;
};

} // namespace meterdesk::test
