#include "cardio/desk/carddesk.h"

#include "cardio/desk/desk.h"

namespace meterdesk {

CardDesk::CardDesk(Store& store, const StaffSession& session, CardReader& reader, const LayoutBook& layouts,
                   std::shared_ptr<const KeyRing> keys, const Clock& clock)
    : d(std::make_unique<Private>(store, session, reader, layouts, std::move(keys), clock)) {
}

CardDesk::~CardDesk() = default;

Result<CardView> CardDesk::look(Settled* already) {
    MD_TRY(d->session.require(Permission::ReadCards));
    Settled unasked;
    return d->look(already != nullptr ? *already : unasked);
}

Result<Quote> CardDesk::quote(const QString& meterNumber, const SaleAsked& amount) {
    return quote(d->store, d->session, d->layouts, meterNumber, amount);
}

Result<Sent> CardDesk::topUp(const TopUpAsked& asked, const SaleProgress& progress) {
    MD_TRY(d->session.require(asked.free ? Permission::GiveFree : Permission::Sell));
    return d->topUp(asked, progress);
}

Result<Settled> CardDesk::settle(Settled* already) {
    MD_TRY(d->session.require(Permission::Sell));
    Settled settled;
    Settled& known = already != nullptr ? *already : settled;
    MD_TRY(d->settle(known));
    return known;
}

Result<Sent> CardDesk::resend(Id orderId, const SaleProgress& progress) {
    MD_TRY(d->session.require(Permission::Sell));
    return d->resend(orderId, progress);
}

Result<Sent> CardDesk::reverse(Id orderId, const QString& reason) {
    MD_TRY(d->session.require(Permission::Reverse));
    return d->reverse(orderId, reason);
}

Result<Card> CardDesk::issue(const QString& meterNumber, bool managerSays) {
    MD_TRY(d->session.require(managerSays ? Permission::Decide : Permission::IssueCards));
    return d->issue(meterNumber, managerSays);
}

Result<Card> CardDesk::issueTool(const QString& layout, const QString& kind, const QString& holder,
                                 const QString& meterNumber, qint64 parameter) {
    MD_TRY(d->session.require(Permission::IssueTools));
    return d->issueTool(layout, kind, holder, meterNumber, parameter);
}

Result<CardDesk::Adopted> CardDesk::adopt(const QString& meterNumber, std::optional<int> keyVersion) {
    MD_TRY(d->session.require(Permission::AdoptCards));
    return d->adopt(meterNumber, keyVersion);
}

Result<Replaced> CardDesk::replace(const QString& meterNumber, const QString& reason, bool managerSays) {
    MD_TRY(d->session.require(managerSays ? Permission::Decide : Permission::IssueCards));
    return d->replace(meterNumber, reason, managerSays);
}

Result<Card> CardDesk::returnCard(const QString& reason) {
    MD_TRY(d->session.require(Permission::IssueCards));
    return d->returnCard(reason);
}

Result<Exchanged> CardDesk::exchangeMeter(const QString& oldNumber, const QString& newNumber,
                                          std::optional<qint64> remainder, const QString& reason) {
    // The remainder is money: whoever says how much there was answers for it.
    MD_TRY(d->session.require(remainder ? Permission::GiveFree : Permission::IssueCards));
    return d->exchangeMeter(oldNumber, newNumber, remainder, reason);
}

} // namespace meterdesk
