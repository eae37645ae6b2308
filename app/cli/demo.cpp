// meterdesk demo: the main job in the terminal. A blank card becomes a resident's, credit is sold onto it, the
// simulated meter loads it, the card is read back.
#include "app/cli/command.h"

#include "app/cli/cardanswer.h"
#include "cardio/simulator/shelf.h"
#include "reports/receipt/receipt.h"

namespace meterdesk::cli {
namespace {

/// The first meter of a layout that has no card yet, and a blank card of that family in the drawer.
struct Pair {
    Meter meter;
    QString card;
};

Result<Pair> pick(Context& context) {
    MD_GET(office, context.office());
    MD_GET(who, context.session());
    const MeterBook book(office->store(), *who);
    simulator::Shelf shelf(context.dataFolder());
    MD_GET(meters, book.meters(1000));
    MD_GET(desk, context.desk());
    const QStringList cards = shelf.cards();
    for (const Meter& meter : meters) {
        MD_GET(active, book.activeCardOf(meter.id));
        const Layout* layout = office->layouts().find(meter.layout);
        if (active || !layout || meter.state != MeterState::InUse)
            continue;
        for (const QString& card : cards) {
            MD_TRY(shelf.insert(card));
            const Result<CardView> view = desk->look();
            if (view && view->family == layout->family && view->finding == CardFinding::Blank)
                return Pair{meter, card};
        }
    }
    return fail(ErrorCode::NotFound, tr("blank card left in the demo drawer"));
}

Result<Answer> demo(Context& context) {
    MD_GET(office, context.office());
    if (!office->isDemo() || !office->usesSimulator())
        return fail(ErrorCode::NotSetUp);
    MD_GET(pair, pick(context));
    MD_GET(desk, context.desk());
    context.progress(tr("1. A blank card (%1) is laid on the demo reader and issued for meter %2.")
                         .arg(pair.card, pair.meter.number));
    MD_TRY(desk->issue(pair.meter.number));
    context.progress(tr("2. 50.00 yuan are sold onto it."));
    TopUpAsked asked;
    asked.meterNumber = pair.meter.number;
    asked.amount.pay = Money{5000};
    MD_GET(order, desk->topUp(asked));
    MD_GET(who, context.session());
    MD_GET(print, CreditJournal(office->store(), *who).countPrint(order.id));
    MD_GET(receipt, receiptOf(office->store(), order.id, print));
    context.progress(receiptText(receipt));
    context.progress(tr("3. The card is put into its meter."));
    simulator::Shelf shelf(context.dataFolder());
    MD_GET(loaded, shelf.loadIntoMeter());
    context.progress(loaded.loaded ? tr("   The meter has taken the credit.")
                                   : tr("   The meter took nothing: %1").arg(loaded.reason));
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
    commands.add(&commands.app, "demo", "The main job in the terminal, on the demo office",
                 [](Context& context) { return demo(context); });
}

} // namespace meterdesk::cli
