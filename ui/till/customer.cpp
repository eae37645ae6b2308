#include "ui/till/customer.h"

#include <QCoreApplication>

namespace meterdesk {

namespace {
constexpr int ordersShown = 8;
} // namespace

Result<Customer> loadCustomer(OfficeOnThread& thread, Id accountId) {
    MD_GET(office, thread.office());
    MD_GET(who, thread.session());
    Customer customer;
    const PropertyBook property(office->store());
    const MeterBook meters(office->store(), *who);
    const CreditJournal journal(office->store(), *who);
    MD_GET(account, property.account(accountId));
    MD_GET(resident, property.resident(account.residentId));
    MD_GET(apartment, property.apartment(account.apartmentId));
    customer.account = account;
    customer.resident = resident;
    customer.apartment = apartment;
    MD_GET(list, meters.metersOf(accountId));
    for (const Meter& meter : list) {
        MD_GET(card, meters.activeCardOf(meter.id));
        MD_GET(report, meters.lastReport(meter.id));
        MD_GET(orders, journal.orders(meter.id, ordersShown));
        MD_GET(open, journal.openOrdersOf(meter.id));
        const Layout* layout = office->layouts().find(meter.layout);
        const bool purse = layout && layout->purse;
        // Its first successor was written on a manager's word already, who looked at all of its meters.
        const bool vouchedFor = purse || (card && card->replaced > 0);
        QStringList sharing, othersMayMiss;
        for (const Meter& other : list) {
            if (!card || other.id == meter.id || !card->slots_.contains(other.id))
                continue;
            sharing.append(other.number);
            MD_GET(otherMayMiss, journal.mayMissPurchase(other));
            if (otherMayMiss && !vouchedFor)
                othersMayMiss.append(other.number);
        }
        MD_GET(cases, journal.cases(meter.id));
        MD_GET(mayMiss, journal.mayMissPurchase(meter));
        MD_GET(left, journal.leftBehind(meter, card));
        customer.meters.append({meter, card, report, orders, open, purse, sharing, cases, left.all, left.shown,
                                mayMiss && !vouchedFor, othersMayMiss});
    }
    return customer;
}

QString unitText(const Meter& meter) {
    if (meter.basis == CreditBasis::Money)
        return QCoreApplication::translate("Till", "yuan");
    return meter.kind == MeterKind::Electricity ? QStringLiteral("kWh") : QStringLiteral("m³");
}

} // namespace meterdesk
