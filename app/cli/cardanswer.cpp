#include "app/cli/cardanswer.h"

#include "app/cli/command.h"

#include <QDateTime>
#include <QJsonArray>

#include <algorithm>

namespace meterdesk::cli {
namespace {

QJsonValue creditJson(const std::optional<Credit>& credit) {
    return credit ? QJsonValue(toString(*credit)) : QJsonValue();
}

QJsonValue reportJson(const SlotView& slot) {
    if (!slot.report || !slot.meter)
        return {};
    const CreditBasis basis = slot.meter->basis;
    const auto amount = [&](const std::optional<qint64>& value) {
        return value ? QJsonValue(toString(Credit{*value, basis})) : QJsonValue();
    };
    QJsonArray monthly;
    for (const qint64 month : slot.report->monthly)
        monthly.append(toString(Credit{month, basis}));
    QJsonObject json{{QStringLiteral("lastCount"), slot.report->lastCount},
                     {QStringLiteral("remaining"), amount(slot.report->remaining)},
                     {QStringLiteral("totalUsed"), amount(slot.report->totalUsed)},
                     {QStringLiteral("totalLoaded"), amount(slot.report->totalLoaded)},
                     {QStringLiteral("monthly"), monthly},
                     {QStringLiteral("faults"), slot.report->faults}};
    json[QStringLiteral("valveOpen")] = slot.report->valveOpen ? QJsonValue(*slot.report->valveOpen) : QJsonValue();
    json[QStringLiteral("time")] =
        slot.report->meterTime
            ? QJsonValue(QDateTime::fromMSecsSinceEpoch(*slot.report->meterTime).toString(Qt::ISODate))
            : QJsonValue();
    return json;
}

QJsonObject slotJson(const SlotView& slot) {
    QJsonObject json;
    json[QStringLiteral("slot")] = slot.slot;
    json[QStringLiteral("meter")] = slot.meter ? QJsonValue(slot.meter->number) : QJsonValue();
    json[QStringLiteral("meterOnCard")] = slot.meterOnCard.isEmpty() ? QJsonValue() : QJsonValue(slot.meterOnCard);
    json[QStringLiteral("count")] = slot.count ? QJsonValue(*slot.count) : QJsonValue();
    json[QStringLiteral("credit")] = creditJson(slot.credit);
    json[QStringLiteral("taken")] = creditJson(slot.taken);
    json[QStringLiteral("total")] = creditJson(slot.total);
    json[QStringLiteral("meterReport")] = reportJson(slot);
    json[QStringLiteral("openOrder")] = slot.openOrder ? QJsonValue(toString(slot.openOrder->id)) : QJsonValue();
    json[QStringLiteral("leftOnLost")] =
        slot.leftOnLost.value > 0 ? QJsonValue(toString(slot.leftOnLost)) : QJsonValue();
    json[QStringLiteral("finding")] = findingName(slot.finding);
    return json;
}

/// The slot that stands for the card where only one fits: the first with a meter.
const SlotView* mainSlot(const CardView& view) {
    for (const SlotView& slot : view.slots_)
        if (slot.meter)
            return &slot;
    return view.slots_.isEmpty() ? nullptr : &view.slots_.first();
}

QString statusOf(const CardView& view) {
    if (view.card &&
        (view.finding == CardFinding::Ours || view.finding == CardFinding::Barred || view.finding == CardFinding::Tool))
        return statusName(view.card->status);
    return findingName(view.finding);
}

QString slotText(const SlotView& slot) {
    QString text;
    if (!slot.meter) {
        if (!slot.meterOnCard.isEmpty())
            text = tr("The card names meter %1, which isn't its meter in the books.\n").arg(slot.meterOnCard);
        return text;
    }
    const CreditBasis basis = slot.meter->basis;
    const QString unit = unitText(*slot.meter);
    text += tr("Meter %1 (%2, %3)\n").arg(slot.meter->number, kindText(slot.meter->kind), stateText(slot.meter->state));
    if (slot.count)
        text += tr("  purchase no. %1").arg(*slot.count);
    if (slot.taken)
        text += tr("  its credit of %1 %2 is in the meter").arg(toString(*slot.taken), unit);
    else if (slot.credit)
        text += tr("  credit on the card %1 %2").arg(toString(*slot.credit), unit);
    if (slot.total)
        text += tr("  total purchased %1 %2").arg(toString(*slot.total), unit);
    text += QLatin1Char('\n');
    if (slot.report) {
        text += tr("  the meter wrote back: last purchase loaded %1").arg(slot.report->lastCount);
        if (slot.report->remaining)
            text += tr(", remaining %1 %2").arg(toString(Credit{*slot.report->remaining, basis}), unit);
        if (slot.report->valveOpen)
            text += *slot.report->valveOpen ? tr(", valve open") : tr(", valve closed");
        text += QLatin1Char('\n');
    }
    if (slot.openOrder) {
        const QString id = toString(slot.openOrder->id);
        text += tr("  open order %1: %2\n").arg(id, stateText(slot.openOrder->state));
        if (slot.openOrder->state == OrderState::NotDelivered)
            text += slot.openOrder->paid.fen > 0
                        ? tr("  Send it again (order resend %1), or give the money back (order reverse %1).\n").arg(id)
                        : tr("  Send it again (order resend %1).\n").arg(id);
    }
    if (slot.leftOnLost.value > 0)
        text += QStringLiteral("  ") + leftText({*slot.meter, slot.leftOnLost}) + QLatin1Char('\n');
    if (slot.finding != CardFinding::Ours)
        text += QStringLiteral("  ") + findingText(slot.finding) + QLatin1Char('\n');
    return text;
}

} // namespace

QJsonObject viewJson(const CardView& view) {
    const SlotView* main = mainSlot(view);
    QJsonObject json = main ? slotJson(*main) : slotJson(SlotView{});
    json.remove(QStringLiteral("slot"));
    // Whatever slot it is in, it is in the way of the next sale on this card.
    const auto open = std::find_if(view.slots_.begin(), view.slots_.end(),
                                   [](const SlotView& slot) { return slot.openOrder.has_value(); });
    if (open != view.slots_.end())
        json[QStringLiteral("openOrder")] = toString(open->openOrder->id);
    json[QStringLiteral("family")] = familyName(view.family);
    json[QStringLiteral("id")] = view.uid;
    json[QStringLiteral("layout")] = view.layout.isEmpty() ? QJsonValue() : QJsonValue(view.layout);
    json[QStringLiteral("status")] = statusOf(view);
    json[QStringLiteral("finding")] = findingName(view.finding);
    json[QStringLiteral("apartment")] = view.apartment ? QJsonValue(view.apartment->code) : QJsonValue();
    json[QStringLiteral("resident")] = view.resident ? QJsonValue(view.resident->name) : QJsonValue();
    QJsonArray all;
    for (const SlotView& slot : view.slots_)
        all.append(slotJson(slot));
    json[QStringLiteral("slots")] = all;
    QJsonArray settled;
    for (const CreditOrder& order : view.settled)
        settled.append(QJsonObject{{QStringLiteral("order"), toString(order.id)},
                                   {QStringLiteral("state"), stateName(order.state)}});
    json[QStringLiteral("settled")] = settled;
    json[QStringLiteral("mended")] = bool(view.mended);
    if (view.tool)
        json[QStringLiteral("tool")] = QJsonObject{{QStringLiteral("kind"), view.tool->kind},
                                                   {QStringLiteral("meter"), view.tool->meterNumber},
                                                   {QStringLiteral("parameter"), view.tool->parameter},
                                                   {QStringLiteral("holder"), view.tool->holder}};
    return json;
}

QString viewText(const CardView& view) {
    QString text = tr("Card %1 (%2, %3): %4\n")
                       .arg(view.uid.isEmpty() ? tr("without a number") : view.uid, familyName(view.family),
                            view.layout.isEmpty() ? tr("no layout") : view.layout, findingText(view.finding));
    if (view.tool)
        text +=
            tr("Tool: %1; meter %2; parameter %3; issued to %4\n")
                .arg(toolText(view.tool->kind), view.tool->meterNumber.isEmpty() ? tr("any") : view.tool->meterNumber,
                     QString::number(view.tool->parameter),
                     view.tool->holder.isEmpty() ? tr("nobody in these books") : view.tool->holder);
    if (view.resident && view.apartment)
        text += tr("%1, %2\n").arg(view.apartment->code, view.resident->name);
    for (const CreditOrder& order : view.settled)
        text += tr("Settled just now: order %1 is %2\n").arg(toString(order.id), stateText(order.state));
    if (view.mended)
        text += mendedText(view.mended) + QLatin1Char('\n');
    for (const SlotView& slot : view.slots_)
        text += slotText(slot);
    return text;
}

} // namespace meterdesk::cli
