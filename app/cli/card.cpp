// meterdesk card show|issue|adopt|replace|return|settle
#include "app/cli/command.h"

#include "app/cli/cardanswer.h"

#include <QJsonArray>

namespace meterdesk::cli {
namespace {

struct Asked {
    std::string meter, reason, tool, toolLayout = "mifare-tool", holder;
    qint64 parameter = 0;
    bool managerSays = false;
    int keyVersion = 0; // 0: as found
};

/// The view, and what about its meters waits for a person.
Result<Answer> answerOf(Context& context, const CardView& view) {
    QJsonArray cases;
    QString text = viewText(view);
    for (const SlotView& slot : view.slots_)
        if (slot.meter)
            MD_TRY(addCases(context, *slot.meter, cases, text));
    QJsonObject json = viewJson(view);
    json[QStringLiteral("cases")] = cases;
    return Answer{json, text, 0};
}

Result<Answer> show(Context& context, const Asked&) {
    MD_GET(desk, context.desk());
    Settled already;
    const Result<CardView> view = desk->look(&already);
    if (view)
        return answerOf(context, *view);
    if (already)
        tellSettled(context, already);
    return tl::unexpected<Error>(view.error());
}

Answer issued(const Card& card) {
    return Answer{{{QStringLiteral("card"), toString(card.id)},
                   {QStringLiteral("id"), card.uid},
                   {QStringLiteral("family"), familyName(card.family)},
                   {QStringLiteral("layout"), card.layout},
                   {QStringLiteral("status"), statusName(card.status)},
                   {QStringLiteral("replaced"), card.replaced}},
                  tr("Card %1 (%2): %3").arg(card.uid, card.layout, statusText(card.status)),
                  0};
}

Result<Answer> issue(Context& context, const Asked& asked) {
    MD_GET(desk, context.desk());
    const QString meter = QString::fromStdString(asked.meter);
    if (asked.tool.empty()) {
        MD_GET(card, desk->issue(meter, asked.managerSays));
        return issued(card);
    }
    MD_GET(card, desk->issueTool(QString::fromStdString(asked.toolLayout), QString::fromStdString(asked.tool),
                                 QString::fromStdString(asked.holder), meter, asked.parameter));
    return issued(card);
}

/// Whose the card says that it is.
Result<QStringList> metersOnCard(CardDesk& desk) {
    MD_GET(view, desk.look());
    if (view.finding == CardFinding::Blank)
        return fail(ErrorCode::CardBlank);
    if (view.finding == CardFinding::Locked)
        return fail(ErrorCode::CardLocked);
    if (view.finding == CardFinding::Foreign)
        return fail(ErrorCode::CardForeign);
    if (view.finding == CardFinding::Tool)
        return fail(ErrorCode::CardTool);
    if (view.finding == CardFinding::Barred && view.card)
        return fail(ErrorCode::CardBarred, statusText(view.card->status));
    QStringList meters;
    for (const SlotView& slot : view.slots_) {
        const QString number = slot.meter ? slot.meter->number : slot.meterOnCard;
        if (!number.isEmpty())
            meters.append(number);
    }
    if (meters.isEmpty())
        return fail(ErrorCode::CardTorn);
    return meters;
}

Result<Answer> adopt(Context& context, const Asked& asked) {
    MD_GET(desk, context.desk());
    QStringList meters{QString::fromStdString(asked.meter)};
    if (asked.meter.empty()) {
        MD_GET(named, metersOnCard(*desk));
        meters = named;
    }
    QStringList found;
    std::optional<CardView> view;
    for (const QString& meter : std::as_const(meters)) {
        MD_GET(adopted, desk->adopt(meter, asked.keyVersion > 0 ? std::optional(asked.keyVersion) : std::nullopt));
        found.append(adopted.found);
        view = adopted.view;
    }
    MD_GET(answer, answerOf(context, *view));
    const QString said = found.join(QLatin1Char('\n'));
    answer.json[QStringLiteral("found")] = said;
    answer.text.prepend(said + QLatin1Char('\n'));
    return answer;
}

Result<Answer> replace(Context& context, const Asked& asked) {
    MD_GET(desk, context.desk());
    MD_GET(card,
           desk->replace(QString::fromStdString(asked.meter), QString::fromStdString(asked.reason), asked.managerSays));
    Answer answer = issued(card);
    QJsonArray left;
    for (const LeftOnLost& each : std::as_const(card.left)) {
        left.append(QJsonObject{{QStringLiteral("meter"), each.meter.number},
                                {QStringLiteral("credit"), toString(each.credit)}});
        answer.text += QLatin1Char('\n') + leftText(each);
    }
    answer.json[QStringLiteral("leftOnLost")] = left;
    return withUnfinished(std::move(answer), card.unfinished);
}

Result<Answer> giveBack(Context& context, const Asked& asked) {
    MD_GET(desk, context.desk());
    MD_GET(card, desk->returnCard(QString::fromStdString(asked.reason)));
    return issued(card);
}

Result<Answer> settle(Context& context, const Asked&) {
    MD_GET(desk, context.desk());
    Settled settled;
    const Status done = desk->settle(&settled).map([](const Settled&) {});
    if (!done && settled)
        tellSettled(context, settled);
    MD_TRY(done);
    QJsonArray array;
    QString text;
    for (const CreditOrder& order : std::as_const(settled.orders)) {
        MD_GET(meter, meterOf(context, order.meterId));
        array.append(orderJson(order, meter));
        text += orderText(order, meter) + QLatin1Char('\n');
    }
    text += mendedText(settled.mended);
    return Answer{{{QStringLiteral("settled"), array}, {QStringLiteral("mended"), bool(settled.mended)}},
                  text.isEmpty() ? tr("Nothing to settle.") : text,
                  0};
}

} // namespace

void addCard(Commands& commands) {
    auto asked = std::make_shared<Asked>();
    CLI::App* card = commands.app.add_subcommand("card", QT_TR_NOOP("The card on the reader"));
    card->require_subcommand(1);
    const auto verb = [&](const char* name, const char* help, auto action) {
        return commands.add(card, name, help, [asked, action](Context& context) { return action(context, *asked); });
    };
    verb("show", QT_TR_NOOP("Read the card and say what it is"), show);
    CLI::App* issuing = verb("issue", QT_TR_NOOP("Write a blank card for a meter"), issue);
    issuing->add_option("--meter", asked->meter, QT_TR_NOOP("Meter number"))->type_name("NO");
    issuing->add_option("--tool", asked->tool, QT_TR_NOOP("Write a tool card instead"))
        ->check(CLI::IsMember({"clear", "check", "valve", "parameter", "transfer"}));
    issuing->add_option("--layout", asked->toolLayout, QT_TR_NOOP("Layout of the tool card"))->type_name("ID");
    issuing->add_option("--holder", asked->holder, QT_TR_NOOP("Who gets the tool card"))->type_name("NAME");
    const auto* parameter = issuing
                                ->add_option("--parameter", asked->parameter,
                                             QT_TR_NOOP("What the parameter card sets, or the transfer card brings"))
                                ->check(CLI::Range(qint64{0}, qint64{0xFFFFFFFF}))
                                ->type_name("N");
    issuing->add_flag("--manager-says", asked->managerSays,
                      QT_TR_NOOP("A manager's word: what was last bought before these books is in the meter"));
    issuing->parse_complete_callback([asked, parameter] {
        if (asked->tool.empty() && asked->meter.empty())
            throw CLI::RequiredError("--meter");
        if (!asked->tool.empty() && asked->holder.empty())
            throw CLI::RequiredError("--holder");
        // One that is left out would set the meter to nothing.
        const bool takesOne = asked->tool == "parameter" || asked->tool == "transfer";
        if (takesOne && parameter->empty())
            throw CLI::RequiredError("--parameter");
        if (!takesOne && !parameter->empty())
            throw CLI::ExcludesError("--parameter", asked->tool.empty() ? "--meter" : "--tool " + asked->tool);
    });
    CLI::App* adopting = verb("adopt", QT_TR_NOOP("Take in a card with purchases made elsewhere"), adopt);
    adopting->add_option("--meter", asked->meter, QT_TR_NOOP("Meter number, where the card doesn't name it itself"))
        ->type_name("NO");
    adopting
        ->add_option("--key-version", asked->keyVersion,
                     QT_TR_NOOP("Of the office's keys on the card, where it can't be seen"))
        ->check(CLI::Range(1, 255))
        ->type_name("N");
    CLI::App* replacing =
        verb("replace", QT_TR_NOOP("The blank card on the reader takes the place of a meter's lost one"), replace);
    replacing->add_option("--meter", asked->meter, QT_TR_NOOP("Meter number"))->required()->type_name("NO");
    replacing->add_option("--reason", asked->reason, QT_TR_NOOP("What became of the old card"))
        ->required()
        ->type_name("TEXT");
    replacing->add_flag(
        "--manager-says", asked->managerSays,
        QT_TR_NOOP("A manager's word: the money in the lost purse isn't in the meter, and what was last "
                   "bought before these books is"));
    verb("return", QT_TR_NOOP("The card comes back to the office"), giveBack)
        ->add_option("--reason", asked->reason, QT_TR_NOOP("Why"))
        ->required()
        ->type_name("TEXT");
    verb("settle", QT_TR_NOOP("Read the card and settle what is open on it"), settle);
}

} // namespace meterdesk::cli
