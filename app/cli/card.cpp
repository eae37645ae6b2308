// meterdesk card show|issue|adopt|replace|return|settle
#include "app/cli/command.h"

#include "app/cli/cardanswer.h"

#include <QJsonArray>

namespace meterdesk::cli {
namespace {

struct Asked {
    std::string meter, reason, tool, toolLayout = "mifare-tool", holder;
    qint64 parameter = 0;
    bool movePurse = false;
};

Result<Answer> show(Context& context, const Asked&) {
    MD_GET(desk, context.desk());
    MD_GET(view, desk->look());
    return Answer{viewJson(view), viewText(view), 0};
}

Answer issued(const Card& card) {
    return Answer{{{QStringLiteral("card"), toString(card.id)},
                   {QStringLiteral("id"), card.uid},
                   {QStringLiteral("family"), familyName(card.family)},
                   {QStringLiteral("layout"), card.layout},
                   {QStringLiteral("status"), statusName(card.status)},
                   {QStringLiteral("replaced"), card.replaced}},
                  tr("Card %1 (%2): %3").arg(card.uid, card.layout, statusName(card.status)),
                  0};
}

Result<Answer> issue(Context& context, const Asked& asked) {
    MD_GET(desk, context.desk());
    const QString meter = QString::fromStdString(asked.meter);
    if (asked.tool.empty()) {
        MD_GET(card, desk->issue(meter));
        return issued(card);
    }
    MD_GET(card, desk->issueTool(QString::fromStdString(asked.toolLayout), QString::fromStdString(asked.tool),
                                 QString::fromStdString(asked.holder), meter, asked.parameter));
    return issued(card);
}

Result<Answer> adopt(Context& context, const Asked& asked) {
    MD_GET(desk, context.desk());
    MD_GET(adopted, desk->adopt(QString::fromStdString(asked.meter)));
    QJsonObject json = viewJson(adopted.view);
    json[QStringLiteral("found")] = adopted.found;
    return Answer{json, adopted.found + QLatin1Char('\n') + viewText(adopted.view), 0};
}

Result<Answer> replace(Context& context, const Asked& asked) {
    MD_GET(desk, context.desk());
    MD_GET(card,
           desk->replace(QString::fromStdString(asked.meter), QString::fromStdString(asked.reason), asked.movePurse));
    return issued(card);
}

Result<Answer> giveBack(Context& context, const Asked& asked) {
    MD_GET(desk, context.desk());
    MD_GET(card, desk->returnCard(QString::fromStdString(asked.reason)));
    return issued(card);
}

Result<Answer> settle(Context& context, const Asked&) {
    MD_GET(desk, context.desk());
    MD_GET(orders, desk->settle());
    QJsonArray array;
    QString text;
    for (const CreditOrder& order : orders) {
        MD_GET(meter, meterOf(context, order.meterId));
        array.append(orderJson(order, meter));
        text += orderText(order, meter) + QLatin1Char('\n');
    }
    return Answer{{{QStringLiteral("settled"), array}}, text.isEmpty() ? tr("Nothing to settle.") : text, 0};
}

} // namespace

void addCard(Commands& commands) {
    auto asked = std::make_shared<Asked>();
    CLI::App* card = commands.app.add_subcommand("card", "The card on the reader");
    card->require_subcommand(1);
    const auto verb = [&](const char* name, const char* help, auto action) {
        return commands.add(card, name, help, [asked, action](Context& context) { return action(context, *asked); });
    };
    verb("show", "Read the card and say what it is", show);
    CLI::App* issuing = verb("issue", "Write a blank card for a meter", issue);
    issuing->add_option("--meter", asked->meter, "Meter number")->type_name("NO");
    issuing->add_option("--tool", asked->tool, "Write a tool card instead")
        ->check(CLI::IsMember({"clear", "check", "valve", "parameter", "transfer"}));
    issuing->add_option("--layout", asked->toolLayout, "Layout of the tool card")->type_name("ID");
    issuing->add_option("--holder", asked->holder, "Who gets the tool card")->type_name("NAME");
    issuing->add_option("--parameter", asked->parameter, "What the parameter card sets")->type_name("N");
    issuing->parse_complete_callback([asked] {
        if (asked->tool.empty() && asked->meter.empty())
            throw CLI::RequiredError("--meter");
        if (!asked->tool.empty() && asked->holder.empty())
            throw CLI::RequiredError("--holder");
    });
    verb("adopt", "Take in a card with purchases made elsewhere", adopt)
        ->add_option("--meter", asked->meter, "Meter number")
        ->required()
        ->type_name("NO");
    CLI::App* replacing =
        verb("replace", "The blank card on the reader takes the place of a meter's lost one", replace);
    replacing->add_option("--meter", asked->meter, "Meter number")->required()->type_name("NO");
    replacing->add_option("--reason", asked->reason, "What became of the old card")->type_name("TEXT");
    replacing->add_flag("--move-purse", asked->movePurse,
                        "A manager moves the lost purse's money before the meter has shown it unloaded");
    verb("return", "The card comes back to the office", giveBack)
        ->add_option("--reason", asked->reason, "Why")
        ->type_name("TEXT");
    verb("settle", "Read the card and settle what is open on it", settle);
}

} // namespace meterdesk::cli
