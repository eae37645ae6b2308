#include "reports/receipt/receipt.h"

#include "models/store/settings.h"

#include <QCoreApplication>

namespace meterdesk {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Receipt)
};

QString unitOf(const Receipt& receipt) {
    if (receipt.credit.basis == CreditBasis::Money)
        return Words::tr("yuan");
    return receipt.kind == MeterKind::Electricity ? QStringLiteral("kWh") : QStringLiteral("m³");
}

} // namespace

Result<Receipt> receiptOf(Store& store, Id orderId, int print) {
    MD_GET(row, store.row(QStringLiteral("SELECT o.receipt, o.changed_at, a.code, r.name, ac.number, m.number, m.kind,"
                                         " m.basis, o.paid_fen, o.price, o.credit, o.purchase_count, o.total_after,"
                                         " COALESCE(s.display, ''), o.kind,"
                                         " (SELECT MIN(e.at) FROM credit_event e WHERE e.order_id = o.id"
                                         " AND e.to_state IN ('delivered', 'loaded')), o.prints, o.state,"
                                         " (SELECT MAX(e.at) FROM credit_event e WHERE e.order_id = o.id"
                                         " AND e.to_state = 'reversed')"
                                         " FROM credit_order o JOIN meter m ON m.id = o.meter_id"
                                         " JOIN account ac ON ac.id = o.account_id"
                                         " JOIN apartment a ON a.id = ac.apartment_id"
                                         " JOIN resident r ON r.id = ac.resident_id"
                                         " LEFT JOIN staff s ON s.id = o.created_by WHERE o.id = ?"),
                          {orderId}));
    if (row.isEmpty())
        return fail(ErrorCode::NotFound, Words::tr("order %1").arg(toString(orderId)));
    if (row.at(0).isNull())
        return fail(ErrorCode::OrderState,
                    toString(orderId) + QStringLiteral("|") + Words::tr("without a receipt yet"));
    Receipt receipt;
    const Settings settings(store);
    MD_GET(office, settings.value(QStringLiteral("office.name")));
    MD_GET(phone, settings.value(QStringLiteral("office.phone")));
    MD_GET(footer, settings.value(QStringLiteral("receipt.footer")));
    receipt.office = office;
    receipt.phone = phone;
    receipt.footer = footer;
    receipt.number = row.at(0).toLongLong();
    const TimeMs at = row.at(15).isNull() ? row.at(1).toLongLong() : row.at(15).toLongLong();
    receipt.at = QDateTime::fromMSecsSinceEpoch(at);
    receipt.apartment = row.at(2).toString();
    receipt.resident = row.at(3).toString();
    receipt.account = row.at(4).toString();
    receipt.meter = row.at(5).toString();
    receipt.kind = meterKindFromName(row.at(6).toString()).value_or(MeterKind::Water);
    const CreditBasis basis = basisFromName(row.at(7).toString()).value_or(CreditBasis::Quantity);
    receipt.paid = Money{row.at(8).toLongLong()};
    receipt.price = Price{row.at(9).toLongLong()};
    receipt.credit = Credit{row.at(10).toLongLong(), basis};
    receipt.count = row.at(11).toLongLong();
    if (!row.at(12).isNull())
        receipt.totalAfter = row.at(12).toLongLong();
    receipt.cashier = row.at(13).toString();
    receipt.free = row.at(14).toString() == QLatin1String("free");
    if (row.at(17).toString() == QLatin1String("reversed"))
        receipt.givenBack = QDateTime::fromMSecsSinceEpoch(row.at(18).toLongLong());
    receipt.print = print > 0 ? print : row.at(16).toInt() + 1;
    return receipt;
}

QList<ReceiptLine> receiptLines(const Receipt& receipt) {
    using Style = ReceiptLine::Style;
    QList<ReceiptLine> lines;
    if (!receipt.office.isEmpty())
        lines.append({Style::Title, {}, receipt.office});
    if (!receipt.phone.isEmpty())
        lines.append({Style::Centre, {}, Words::tr("Phone %1").arg(receipt.phone)});
    lines.append({Style::Title, {}, receipt.free ? Words::tr("Free credit") : Words::tr("Receipt")});
    if (receipt.print > 1)
        lines.append({Style::Centre, {}, Words::tr("COPY, print no. %1").arg(receipt.print)});
    if (receipt.givenBack) {
        lines.append({Style::Title, {}, Words::tr("GIVEN BACK")});
        const QString when = receipt.givenBack->toString(QStringLiteral("yyyy-MM-dd HH:mm"));
        lines.append({Style::Centre,
                      {},
                      receipt.paid.fen > 0 && !receipt.free
                          ? Words::tr("Reversed on %1; the money was returned.").arg(when)
                          : Words::tr("Reversed on %1.").arg(when)});
    }
    lines.append({Style::Rule, {}, {}});
    lines.append(
        {Style::Pair, Words::tr("Receipt no."), QStringLiteral("%1").arg(receipt.number, 8, 10, QLatin1Char('0'))});
    lines.append({Style::Pair, Words::tr("Date"), receipt.at.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"))});
    lines.append({Style::Pair, Words::tr("Apartment"), receipt.apartment});
    lines.append({Style::Pair, Words::tr("Resident"), receipt.resident});
    lines.append({Style::Pair, Words::tr("Account"), receipt.account});
    lines.append({Style::Pair, Words::tr("Meter"), kindText(receipt.kind) + QLatin1Char(' ') + receipt.meter});
    lines.append({Style::Rule, {}, {}});
    const QString unit = unitOf(receipt);
    if (receipt.credit.basis == CreditBasis::Quantity) {
        if (receipt.price.tenThousandths > 0)
            lines.append({Style::Pair, Words::tr("Price"), toString(receipt.price) + Words::tr(" yuan/") + unit});
        lines.append({Style::Pair, Words::tr("Quantity"), toString(receipt.credit) + QLatin1Char(' ') + unit});
    } else {
        lines.append({Style::Pair, Words::tr("Credit"), toString(receipt.credit) + QLatin1Char(' ') + unit});
    }
    lines.append({Style::Pair, Words::tr("Purchase no."), QString::number(receipt.count)});
    if (receipt.totalAfter)
        lines.append({Style::Pair, Words::tr("Total purchased"),
                      toString(Credit{*receipt.totalAfter, receipt.credit.basis}) + QLatin1Char(' ') + unit});
    lines.append({Style::Rule, {}, {}});
    lines.append({Style::Amount, Words::tr("Paid"), QStringLiteral("¥") + toString(receipt.paid)});
    lines.append({Style::Pair, Words::tr("In words"), inChineseCapitals(receipt.paid)});
    lines.append({Style::Rule, {}, {}});
    if (!receipt.cashier.isEmpty())
        lines.append({Style::Pair, Words::tr("Cashier"), receipt.cashier});
    if (!receipt.givenBack)
        lines.append({Style::Centre, {}, Words::tr("Put the card in the meter to load the credit.")});
    if (!receipt.footer.isEmpty())
        lines.append({Style::Centre, {}, receipt.footer});
    return lines;
}

} // namespace meterdesk
