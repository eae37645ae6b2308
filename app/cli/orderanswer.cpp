// How an order looks in JSON and in words.
#include "app/cli/cardanswer.h"
#include "app/cli/command.h"

#include <QFile>

namespace meterdesk::cli {

namespace {

/// As scripts read it.
QString unitOf(const Meter& meter) {
    return meter.basis == CreditBasis::Money ? QStringLiteral("yuan") : unitName(meter.kind);
}

QString receiptNumber(const CreditOrder& order) {
    return order.receipt ? QStringLiteral("%1").arg(*order.receipt, 8, 10, QLatin1Char('0')) : QString();
}

} // namespace

QString unitText(const Meter& meter) {
    if (meter.basis == CreditBasis::Money)
        return tr("yuan");
    return meter.kind == MeterKind::Electricity ? QStringLiteral("kWh") : QStringLiteral("m³");
}

QJsonObject orderJson(const CreditOrder& order, const Meter& meter) {
    QJsonObject json{
        {QStringLiteral("order"), toString(order.id)},  {QStringLiteral("state"), stateName(order.state)},
        {QStringLiteral("kind"), kindName(order.kind)}, {QStringLiteral("meter"), meter.number},
        {QStringLiteral("paid"), toString(order.paid)}, {QStringLiteral("quantity"), toString(order.credit)},
        {QStringLiteral("unit"), unitOf(meter)}};
    json[QStringLiteral("count")] = order.count ? QJsonValue(*order.count) : QJsonValue();
    json[QStringLiteral("receipt")] = order.receipt ? QJsonValue(receiptNumber(order)) : QJsonValue();
    json[QStringLiteral("totalAfter")] =
        order.totalAfter ? QJsonValue(toString(Credit{*order.totalAfter, meter.basis})) : QJsonValue();
    return json;
}

QString orderText(const CreditOrder& order, const Meter& meter) {
    QString text = tr("Order %1: %2, meter %3, paid %4 yuan, credit %5 %6")
                       .arg(toString(order.id), stateText(order.state), meter.number, toString(order.paid),
                            toString(order.credit), unitText(meter));
    if (order.kind == OrderKind::Transfer)
        text += tr(", brought over");
    else if (order.kind == OrderKind::Free)
        text += tr(", free");
    if (order.count)
        text += tr(", purchase no. %1").arg(*order.count);
    if (order.receipt)
        text += tr(", receipt %1").arg(receiptNumber(order));
    return text;
}

void tellSettled(Context& context, const Settled& settled) {
    QJsonArray array;
    for (const CreditOrder& order : settled.orders) {
        const Result<Meter> meter = meterOf(context, order.meterId);
        if (!meter)
            continue;
        context.progress(tr("An open order was settled: %1").arg(orderText(order, *meter)));
        array.append(orderJson(order, *meter));
    }
    context.besides[QStringLiteral("settled")] = array;
    if (settled.mended)
        context.progress(mendedText(settled.mended));
}

Status mayWrite(const std::string& path) {
    QFile file(QString::fromStdString(path));
    const bool wasThere = file.exists();
    if (!file.open(QIODevice::Append))
        return fail(ErrorCode::FileUnreadable, tr("the receipt, %1: %2").arg(file.fileName(), file.errorString()));
    file.close();
    if (!wasThere)
        file.remove();
    return {};
}

Answer withUnfinished(Answer answer, bool unfinished, bool takenBack) {
    answer.json[QStringLiteral("unfinished")] = unfinished;
    if (unfinished)
        answer.text += QLatin1Char('\n') + unfinishedText(takenBack);
    return answer;
}

} // namespace meterdesk::cli
