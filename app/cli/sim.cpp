// meterdesk sim cards|stock|insert CARD|eject|load|use METER QUANTITY|fault KIND --at N
#include "app/cli/command.h"

#include "cardio/simulator/shelf.h"
#include "cardio/simulator/visittext.h"

#include <QJsonArray>

namespace meterdesk::cli {
namespace {

using simulator::Shelf;

struct Asked {
    std::string card, meter, quantity, fault, other;
    int at = 1, bytes = 0, of = 1;
};

Result<Answer> cards(Context& context) {
    const Shelf shelf(context.dataFolder());
    const QString inserted = shelf.inserted();
    QJsonArray array;
    QString text;
    const QStringList names = shelf.cards();
    for (const QString& name : names) {
        array.append(name);
        text += name + (name == inserted ? tr("  (on the reader)") : QString()) + QLatin1Char('\n');
    }
    return Answer{{{QStringLiteral("cards"), array},
                   {QStringLiteral("inserted"), inserted.isEmpty() ? QJsonValue() : QJsonValue(inserted)}},
                  text.isEmpty() ? tr("The drawer is empty: meterdesk sim stock puts blank cards into it.") : text,
                  0};
}

/// Blank cards as their maker would deliver them: with keys that the office's keys give, so these must be there.
Result<Answer> stock(Context& context, const Asked& asked) {
    MD_GET(office, context.office());
    MD_GET(who, context.session());
    MD_TRY(who->require(Permission::IssueCards));
    MD_GET(keys, office->requireKeys());
    MD_TRY(Shelf(context.dataFolder()).stock(*keys, asked.of));
    return cards(context);
}

Result<Answer> insert(Context& context, const Asked& asked) {
    Shelf shelf(context.dataFolder());
    MD_TRY(shelf.insert(QString::fromStdString(asked.card)));
    return Answer{
        {{QStringLiteral("inserted"), shelf.inserted()}}, tr("%1 lies on the reader.").arg(shelf.inserted()), 0};
}

Result<Answer> eject(Context& context) {
    MD_TRY(Shelf(context.dataFolder()).eject());
    return Answer{{{QStringLiteral("inserted"), QJsonValue()}}, tr("The reader is empty."), 0};
}

QJsonObject meterJson(const simulator::MeterState& meter, CreditBasis basis) {
    return {{QStringLiteral("meter"), meter.number},
            {QStringLiteral("lastCount"), meter.lastCount},
            {QStringLiteral("remaining"), toString(Credit{meter.remaining(), basis})},
            {QStringLiteral("used"), toString(Credit{meter.used, basis})},
            {QStringLiteral("valveOpen"), meter.valveOpen}};
}

QString meterText(const simulator::MeterState& meter, CreditBasis basis) {
    return tr("Meter %1: remaining %2, used %3, valve %4")
        .arg(meter.number, toString(Credit{meter.remaining(), basis}), toString(Credit{meter.used, basis}),
             meter.valveOpen ? tr("open") : tr("closed"));
}

CreditBasis basisOf(Context& context, const QString& layout) {
    const LayoutBook book = LayoutBook::load(context.dataFolder());
    const Layout* found = book.find(layout);
    return found ? found->basis : CreditBasis::Quantity;
}

Result<Answer> load(Context& context, const Asked& asked) {
    Shelf shelf(context.dataFolder());
    Meter to;
    if (!asked.meter.empty()) { // by the books: a slip of the keys must not put up another
        MD_GET(office, context.office());
        MD_GET(who, context.session());
        MD_GET(known, MeterBook(office->store(), *who).meterByNumber(QString::fromStdString(asked.meter)));
        to = known;
    }
    MD_GET(loaded, shelf.loadIntoMeter(to.number, to.layout));
    QJsonObject json{{QStringLiteral("loaded"), loaded.loaded}, {QStringLiteral("reason"), loaded.reason}};
    QString text = simulator::visitText(loaded);
    QJsonArray meters;
    const QStringList numbers = shelf.meters();
    for (const QString& number : numbers) {
        MD_GET(state, shelf.meter(number));
        const CreditBasis basis = basisOf(context, state.layout);
        meters.append(meterJson(state, basis));
        text += QLatin1Char('\n') + meterText(state, basis);
    }
    json[QStringLiteral("meters")] = meters;
    return Answer{json, text, 0};
}

Result<Answer> use(Context& context, const Asked& asked) {
    Shelf shelf(context.dataFolder());
    const QString number = QString::fromStdString(asked.meter);
    MD_GET(before, shelf.meter(number));
    const CreditBasis basis = basisOf(context, before.layout);
    qint64 amount = 0;
    if (basis == CreditBasis::Money) {
        MD_GET(money, parseMoney(QString::fromStdString(asked.quantity)));
        amount = money.fen;
    } else {
        MD_GET(quantity, parseQuantity(QString::fromStdString(asked.quantity)));
        amount = quantity.milli;
    }
    MD_TRY(shelf.use(number, amount));
    MD_GET(after, shelf.meter(number));
    return Answer{meterJson(after, basis), meterText(after, basis), 0};
}

const std::string noFault = "none";

/// As `sim fault` takes them.
std::vector<std::string> faultKinds() {
    std::vector<std::string> names{noFault};
    const QList<simulator::FaultKind> all = simulator::allFaults();
    for (const simulator::FaultKind kind : all)
        names.push_back(simulator::faultName(kind).toStdString());
    return names;
}

Result<Answer> fault(Context& context, const Asked& asked) {
    Shelf shelf(context.dataFolder());
    const auto kind = simulator::faultFromName(QString::fromStdString(asked.fault));
    if (!kind) {
        MD_TRY(shelf.arm({}));
        return Answer{{{QStringLiteral("fault"), QJsonValue()}}, tr("Nothing will go wrong."), 0};
    }
    const bool otherNeeded = *kind == simulator::FaultKind::Swapped || *kind == simulator::FaultKind::RestoredCopy;
    const QString other = QString::fromStdString(asked.other);
    if (otherNeeded && !shelf.cards().contains(other))
        return fail(ErrorCode::NotFound, tr("card “%1” in the drawer; name one with --card").arg(other));
    simulator::Fault planned{asked.at, *kind, asked.bytes, {}};
    if (otherNeeded)
        planned.other = simulator::VirtualCard::fresh(QStringLiteral("mifare-classic"), other);
    MD_TRY(shelf.arm({planned}));
    return Answer{{{QStringLiteral("fault"), simulator::faultName(*kind)},
                   {QStringLiteral("at"), asked.at},
                   {QStringLiteral("bytes"), asked.bytes},
                   {QStringLiteral("card"), otherNeeded ? QJsonValue(other) : QJsonValue()}},
                  tr("The next program that reads a card meets it: %1 at its command no. %2.")
                      .arg(simulator::faultName(*kind))
                      .arg(asked.at),
                  0};
}

} // namespace

void addSimulator(Commands& commands) {
    auto asked = std::make_shared<Asked>();
    CLI::App* sim = commands.app.add_subcommand("sim", QT_TR_NOOP("The demo reader, its cards and meters"));
    sim->require_subcommand(1);
    commands.add(sim, "cards", QT_TR_NOOP("Cards in the drawer"), [](Context& context) { return cards(context); });
    commands
        .add(sim, "stock", QT_TR_NOOP("Put blank cards into the drawer: cpu-1, mifare-1, sle-1 and so on"),
             [asked](Context& context) { return stock(context, *asked); })
        ->add_option("--of-each", asked->of, QT_TR_NOOP("How many of each kind"))
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    commands
        .add(sim, "insert", QT_TR_NOOP("Lay a card on the reader"),
             [asked](Context& context) { return insert(context, *asked); })
        ->add_option("card", asked->card, QT_TR_NOOP("Name of the card"))
        ->required()
        ->type_name("CARD");
    commands.add(sim, "eject", QT_TR_NOOP("Take the card away"), [](Context& context) { return eject(context); });
    commands
        .add(sim, "load", QT_TR_NOOP("Carry the card to its meter and back"),
             [asked](Context& context) { return load(context, *asked); })
        ->add_option("meter", asked->meter, QT_TR_NOOP("To this meter, where the card (a tool) is for any"))
        ->type_name("METER");
    CLI::App* using_ = commands.add(sim, "use", QT_TR_NOOP("Use up credit at a meter"),
                                    [asked](Context& context) { return use(context, *asked); });
    using_->add_option("meter", asked->meter, QT_TR_NOOP("Meter number"))->required()->type_name("METER");
    using_->add_option("quantity", asked->quantity, QT_TR_NOOP("How much"))->required()->type_name("QUANTITY");
    CLI::App* failing =
        commands.add(sim, "fault",
                     QT_TR_NOOP("Let something go wrong for the next program that reads a card, to try out or "
                                "teach what then has to be done; \"none\" takes it back"),
                     [asked](Context& context) { return fault(context, *asked); });
    failing->add_option("kind", asked->fault, QT_TR_NOOP("What goes wrong"))
        ->required()
        ->check(CLI::IsMember(faultKinds()));
    failing->add_option("--at", asked->at, QT_TR_NOOP("At which command to the card, counted from 1"))
        ->check(CLI::Range(1, 10000))
        ->capture_default_str();
    failing
        ->add_option("--bytes", asked->bytes,
                     QT_TR_NOOP("removed-halfway, removed-silent: how many bytes are written before"))
        ->check(CLI::Range(0, 255))
        ->capture_default_str();
    failing->add_option("--card", asked->other, QT_TR_NOOP("swapped, restored-copy: the other card"))
        ->type_name("CARD");
}

} // namespace meterdesk::cli
