#include "ui/till/openorder.h"

#include <QCoreApplication>
#include <QDateTime>

namespace meterdesk {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(OpenOrder)
};

bool blocks(OrderState state) {
    return isOpen(state) && state != OrderState::Paid;
}

/// Whether the error's detail is the number of an order.
bool namesOrder(ErrorCode code) {
    switch (code) {
    case ErrorCode::OrderOpen:
    case ErrorCode::OrderState:
    case ErrorCode::NotApplied:
    case ErrorCode::NotTakenBack:
    case ErrorCode::OutcomeUnknown:
        return true;
    default:
        return false;
    }
}

} // namespace

Result<OpenOrder> openOrderOf(OfficeOnThread& thread, const CreditOrder& order) {
    MD_GET(office, thread.office());
    MD_GET(who, thread.session());
    MD_GET(meter, MeterBook(office->store(), *who).meter(order.meterId));
    const PropertyBook property(office->store());
    MD_GET(account, property.account(order.accountId));
    MD_GET(apartment, property.apartment(account.apartmentId));
    return OpenOrder{order, meter, apartment.code, false};
}

Result<QList<OpenOrder>> openOrdersOf(OfficeOnThread& thread, const QList<CreditOrder>& orders) {
    QList<OpenOrder> found;
    for (const CreditOrder& order : orders) {
        MD_GET(open, openOrderOf(thread, order));
        found.append(open);
    }
    return found;
}

QString orderWords(const OpenOrder& open) {
    const QString credit = creditText(open.order.credit, open.meter);
    const bool sameTwice = open.meter.basis == CreditBasis::Money || open.order.paid.fen == 0;
    const QString amount = sameTwice ? credit : Words::tr("%1 yuan for %2").arg(toString(open.order.paid), credit);
    return Words::tr("%1 (%2 %3, %4)")
        .arg(amount, open.apartment, kindText(open.meter.kind),
             QDateTime::fromMSecsSinceEpoch(open.order.createdAt).toString(QStringLiteral("MM-dd HH:mm")));
}

Saying openOrderSaying(const OpenOrder& open) {
    switch (open.order.state) {
    case OrderState::NotDelivered:
        return {Words::tr("The card doesn't have this credit."),
                Words::tr("Write it again with the meter's card on the reader, or give the money back."),
                theme::Tone::Warning};
    case OrderState::Paid:
        return {Words::tr("Paid, and not sent yet."),
                Words::tr("Write it with the meter's card on the reader, or give the money back."),
                theme::Tone::Accent};
    case OrderState::WithCourier:
    case OrderState::Void:
        return {Words::tr("It is on its way to the meter."), Words::tr("Wait for the meter's answer."),
                theme::Tone::Accent};
    case OrderState::Reversing:
        return {Words::tr("It isn't known whether the credit has been taken off the card."),
                Words::tr("Lay the same card on the reader: it is read and the order is settled."),
                theme::Tone::Warning};
    default:
        return {Words::tr("It isn't known whether the card has this credit."),
                Words::tr("Lay the same card on the reader: it is read and the order is settled."),
                theme::Tone::Warning};
    }
}

const CreditOrder* waitsFor(const CustomerMeter& meter) {
    for (const CreditOrder& order : meter.open)
        if (blocks(order.state))
            return &order;
    return nullptr;
}

Failure failureOf(OfficeOnThread& thread, const Error& error) {
    if (!namesOrder(error.code))
        return error;
    const auto find = [&]() -> Result<OpenOrder> {
        MD_GET(office, thread.office());
        MD_GET(who, thread.session());
        const Id id = idFromString(error.detail.section(QLatin1Char('|'), 0, 0));
        MD_GET(order, CreditJournal(office->store(), *who).order(id));
        return openOrderOf(thread, order);
    };
    const Result<OpenOrder> about = find();
    return about ? Failure(error, *about) : Failure(error);
}

Saying Failure::saying() const {
    Saying said = sayingOf(error);
    if (!about)
        return said;
    const QString words = orderWords(*about);
    switch (error.code) {
    case ErrorCode::OutcomeUnknown:
        said.message = Words::tr("It isn't known whether the card has the credit: %1.").arg(words);
        break;
    case ErrorCode::NotTakenBack:
        said.message = Words::tr("The credit is still on the card, so no money goes back: %1.").arg(words);
        break;
    case ErrorCode::NotApplied:
        said.message = Words::tr("The card does not have the credit; nothing was written: %1.").arg(words);
        said.next = Words::tr("Lay the card on the reader and write it again (F10), or give the money back (F11).");
        break;
    case ErrorCode::OrderOpen:
        said.message = Words::tr("An earlier order for this meter is still open: %1.").arg(words);
        said.next = openOrderSaying(*about).next;
        break;
    case ErrorCode::OrderState:
        said.message =
            Words::tr("This order is %1, so that can't be done with it: %2.").arg(stateText(about->order.state), words);
        break;
    default:
        break;
    }
    return said;
}

} // namespace meterdesk
