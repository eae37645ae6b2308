// meterdesk demo: the main job in the terminal. A blank card becomes a resident's, credit is sold onto it, the
// simulated meter loads it, the card is read back.
#include "app/cli/command.h"

#include "app/cli/cardanswer.h"
#include "cardio/simulator/shelf.h"
#include "cardio/simulator/visittext.h"
#include "reports/receipt/receipt.h"

namespace meterdesk::cli {
namespace {

struct Pair {
    Meter meter;
    QString card;
    bool issued = false; // in an earlier run
};

/// All cards of the drawer, each laid on the reader once.
Result<QList<std::pair<QString, CardView>>> lookAtAll(CardDesk& desk, simulator::Shelf& shelf) {
    QList<std::pair<QString, CardView>> seen;
    const QStringList cards = shelf.cards();
    for (const QString& card : cards) {
        MD_TRY(shelf.insert(card));
        // One that can't be read isn't picked.
        if (const Result<CardView> view = desk.look())
            seen.append({card, *view});
    }
    return seen;
}

Result<std::optional<Pair>> pickFrom(Context& context, const QList<std::pair<QString, CardView>>& cards) {
    MD_GET(office, context.office());
    MD_GET(who, context.session());
    const MeterBook book(office->store(), *who);
    MD_GET(meters, book.meters(1000));
    for (const Meter& meter : meters) {
        MD_GET(active, book.activeCardOf(meter.id));
        const Layout* layout = office->layouts().find(meter.layout);
        if (active || !layout || meter.state != MeterState::InUse)
            continue;
        for (const auto& [card, view] : cards)
            if (view.finding == CardFinding::Blank && view.family == layout->family)
                return Pair{meter, card, false};
    }
    for (const auto& [card, view] : cards) {
        const SlotView* slot = view.slots_.isEmpty() ? nullptr : &view.slots_.first();
        if (view.finding == CardFinding::Ours && slot->meter && slot->meter->state == MeterState::InUse &&
            !slot->openOrder && slot->lastOrder && slot->lastOrder->state == OrderState::Loaded)
            return Pair{*slot->meter, card, true};
    }
    return std::nullopt;
}

/// A meter that has no card yet, with a blank card of its family; where they are used up, a card of an earlier run.
Result<Pair> pick(Context& context) {
    MD_GET(desk, context.desk());
    simulator::Shelf shelf(context.dataFolder());
    MD_GET(cards, lookAtAll(*desk, shelf));
    MD_GET(found, pickFrom(context, cards));
    if (!found) {
        MD_GET(office, context.office());
        MD_GET(keys, office->requireKeys());
        MD_TRY(shelf.stock(*keys, 1));
        MD_GET(restocked, lookAtAll(*desk, shelf));
        MD_GET(now, pickFrom(context, restocked));
        found = now;
    }
    if (!found)
        return fail(ErrorCode::NotFound, tr("meter in use without a card"));
    MD_TRY(shelf.insert(found->card));
    return *found;
}

Result<Answer> demo(Context& context) {
    MD_GET(office, context.office());
    if (!office->isDemo() || !office->usesSimulator())
        return fail(ErrorCode::NotSetUp);
    MD_GET(pair, pick(context));
    MD_GET(desk, context.desk());
    if (pair.issued) {
        context.progress(
            tr("1. The card (%1) of meter %2 is laid on the demo reader.").arg(pair.card, pair.meter.number));
    } else {
        context.progress(tr("1. A blank card (%1) is laid on the demo reader and issued for meter %2.")
                             .arg(pair.card, pair.meter.number));
        MD_TRY(desk->issue(pair.meter.number));
    }
    context.progress(tr("2. 50.00 yuan are sold onto it."));
    TopUpAsked asked;
    asked.meterNumber = pair.meter.number;
    asked.amount.pay = Money{5000};
    MD_GET(order, desk->topUp(asked));
    MD_GET(who, context.session());
    if (!context.json) { // only what is shown is counted
        MD_GET(print, CreditJournal(office->store(), *who).countPrint(order.id));
        MD_GET(receipt, receiptOf(office->store(), order.id, print));
        context.progress(receiptText(receipt));
    }
    context.progress(tr("3. The card is put into its meter."));
    simulator::Shelf shelf(context.dataFolder());
    if (pair.issued) { // what the earlier run left has been used up meanwhile
        MD_GET(state, shelf.meter(pair.meter.number));
        MD_TRY(shelf.use(pair.meter.number, state.remaining()));
    }
    MD_GET(loaded, shelf.loadIntoMeter());
    context.progress(QStringLiteral("   ") + simulator::visitText(loaded));
    MD_TRY(shelf.use(pair.meter.number, order.credit.value / 4));
    MD_TRY(shelf.loadIntoMeter());
    context.progress(tr("4. Some days later the card is read at the desk:"));
    MD_GET(view, desk->look());
    MD_GET(after, CreditJournal(office->store(), *who).order(order.id));
    QJsonObject json = orderJson(after, pair.meter);
    json[QStringLiteral("card")] = viewJson(view);
    return Answer{json, viewText(view) + orderText(after, pair.meter), loaded.loaded ? 0 : 1};
}

} // namespace

void addDemo(Commands& commands) {
    commands.add(&commands.app, "demo", QT_TR_NOOP("The main job in the terminal, on the demo office"),
                 [](Context& context) { return demo(context); });
}

} // namespace meterdesk::cli
