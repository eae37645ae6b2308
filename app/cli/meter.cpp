// meterdesk meter list|show|state|exchange|close-case
#include "app/cli/command.h"

#include "models/metering/meterhomes.h"

#include <QJsonArray>

namespace meterdesk::cli {
namespace {

struct Asked {
    std::string number, newNumber, reason, remainder, state, after;
    int limit = 200;
};

Result<QString> apartmentOf(Office& office, const Meter& meter) {
    const PropertyBook book(office.store());
    MD_GET(account, book.account(meter.accountId));
    MD_GET(apartment, book.apartment(account.apartmentId));
    return apartment.code;
}

QJsonObject meterJson(const Meter& meter, const QString& apartment) {
    return {{QStringLiteral("number"), meter.number},          {QStringLiteral("kind"), kindName(meter.kind)},
            {QStringLiteral("apartment"), apartment},          {QStringLiteral("layout"), meter.layout},
            {QStringLiteral("state"), stateName(meter.state)}, {QStringLiteral("basis"), basisName(meter.basis)}};
}

QString meterText(const Meter& meter, const QString& apartment) {
    return QStringLiteral("%1  %2  %3  %4  %5")
        .arg(meter.number, kindText(meter.kind), apartment, meter.layout, stateText(meter.state));
}

Result<Answer> list(Context& context, const Asked& asked) {
    MD_GET(office, context.office());
    MD_GET(who, context.session());
    // One more than asked for tells whether there are more.
    MD_GET(meters, MeterBook(office->store(), *who).meters(asked.limit + 1, QString::fromStdString(asked.after)));
    const bool more = meters.size() > asked.limit;
    if (more)
        meters.removeLast();
    MD_GET(homes, homesOfMeters(office->store(), asked.limit, QString::fromStdString(asked.after)));
    QJsonArray array;
    QString text;
    for (const Meter& meter : meters) {
        const QString apartment = homes.value(meter.id);
        array.append(meterJson(meter, apartment));
        text += meterText(meter, apartment) + QLatin1Char('\n');
    }
    if (more)
        text += tr("There are more: meter list --after %1\n").arg(meters.constLast().number);
    return Answer{{{QStringLiteral("meters"), array}, {QStringLiteral("more"), more}},
                  text.isEmpty() ? tr("No meters.") : text,
                  0};
}

Result<Answer> show(Context& context, const Asked& asked) {
    MD_GET(office, context.office());
    MD_GET(who, context.session());
    const MeterBook book(office->store(), *who);
    MD_GET(meter, book.meterByNumber(QString::fromStdString(asked.number)));
    MD_GET(apartment, apartmentOf(*office, meter));
    MD_GET(card, book.activeCardOf(meter.id));
    MD_GET(report, book.lastReport(meter.id));
    CreditJournal journal(office->store(), *who);
    MD_GET(last, journal.last(meter.id));
    MD_GET(open, journal.openOrdersOf(meter.id));
    QJsonObject json = meterJson(meter, apartment);
    QString text = meterText(meter, apartment) + QLatin1Char('\n');
    json[QStringLiteral("card")] = card ? QJsonValue(card->uid) : QJsonValue();
    if (card)
        text += tr("Card %1\n").arg(card->uid);
    json[QStringLiteral("count")] = last && last->count ? *last->count : meter.baseCount;
    json[QStringLiteral("total")] =
        toString(Credit{last ? last->totalAfter.value_or(meter.baseTotal) : meter.baseTotal, meter.basis});
    if (last)
        text += orderText(*last, meter) + QLatin1Char('\n');
    QJsonArray openArray;
    for (const CreditOrder& order : open) {
        openArray.append(orderJson(order, meter));
        text += tr("Open: %1\n").arg(orderText(order, meter));
    }
    json[QStringLiteral("openOrders")] = openArray;
    if (report) {
        QJsonObject said{{QStringLiteral("lastCount"), report->lastCount}, {QStringLiteral("source"), report->source}};
        if (report->remaining)
            said[QStringLiteral("remaining")] = toString(Credit{*report->remaining, meter.basis});
        json[QStringLiteral("report")] = said;
        text += tr("The meter last said: purchase %1 loaded%2\n")
                    .arg(QString::number(report->lastCount),
                         report->remaining ? tr(", remaining %1").arg(toString(Credit{*report->remaining, meter.basis}))
                                           : QString());
    }
    QJsonArray cases;
    MD_TRY(addCases(context, meter, cases, text));
    json[QStringLiteral("cases")] = cases;
    return Answer{json, text, 0};
}

Result<Answer> setState(Context& context, const Asked& asked) {
    MD_GET(office, context.office());
    MD_GET(who, context.session());
    MeterBook book(office->store(), *who);
    MD_GET(meter, book.meterByNumber(QString::fromStdString(asked.number)));
    const auto state = meterStateFromName(QString::fromStdString(asked.state));
    MD_TRY(book.setState(meter.id, state.value_or(MeterState::InUse), QString::fromStdString(asked.reason)));
    return show(context, asked);
}

Result<Answer> exchange(Context& context, const Asked& asked) {
    MD_GET(desk, context.desk());
    MD_GET(office, context.office());
    std::optional<qint64> remainder;
    if (!asked.remainder.empty()) {
        MD_GET(who, context.session());
        MD_GET(old, MeterBook(office->store(), *who).meterByNumber(QString::fromStdString(asked.number)));
        if (old.basis == CreditBasis::Money) {
            MD_GET(money, parseMoney(QString::fromStdString(asked.remainder)));
            remainder = money.fen;
        } else {
            MD_GET(quantity, parseQuantity(QString::fromStdString(asked.remainder)));
            remainder = quantity.milli;
        }
    }
    MD_GET(meter, desk->exchangeMeter(QString::fromStdString(asked.number), QString::fromStdString(asked.newNumber),
                                      remainder, QString::fromStdString(asked.reason)));
    MD_GET(apartment, apartmentOf(*office, meter));
    return withUnfinished({meterJson(meter, apartment), meterText(meter, apartment), 0}, meter.unfinished);
}

/// Books and meter (or card) disagreed; somebody has looked into it.
Result<Answer> closeCase(Context& context, const Asked& asked) {
    const QString number = QString::fromStdString(asked.number);
    const Id id = idFromString(number);
    if (id == noId)
        return fail(ErrorCode::BadArgument, tr("“%1” is not a case's number.").arg(number));
    MD_GET(office, context.office());
    MD_GET(who, context.session());
    MD_TRY(CreditJournal(office->store(), *who).closeCase(id, QString::fromStdString(asked.reason)));
    return Answer{{{QStringLiteral("case"), toString(id)}, {QStringLiteral("state"), QStringLiteral("closed")}},
                  tr("The case is closed."),
                  0};
}

} // namespace

void addMeter(Commands& commands) {
    auto asked = std::make_shared<Asked>();
    CLI::App* meter = commands.app.add_subcommand("meter", QT_TR_NOOP("Meters"));
    meter->require_subcommand(1);
    const auto verb = [&](const char* name, const char* help, auto action) {
        return commands.add(meter, name, help, [asked, action](Context& context) { return action(context, *asked); });
    };
    CLI::App* listing = verb("list", QT_TR_NOOP("Meters by number"), list);
    listing->add_option("--limit", asked->limit, QT_TR_NOOP("How many at the most"))->check(CLI::Range(1, 100000));
    listing->add_option("--after", asked->after, QT_TR_NOOP("Those after this number"))->type_name("NO");
    verb("show", QT_TR_NOOP("One meter: card, last purchase, what it last said"), show)
        ->add_option("number", asked->number, QT_TR_NOOP("Meter number"))
        ->required()
        ->type_name("NO");
    CLI::App* state = verb("state", QT_TR_NOOP("Set a meter in use, faulty or removed"), setState);
    state->add_option("number", asked->number, QT_TR_NOOP("Meter number"))->required()->type_name("NO");
    state->add_option("state", asked->state, QT_TR_NOOP("New state"))
        ->required()
        ->check(CLI::IsMember({"in-use", "faulty", "removed"}));
    state->add_option("--reason", asked->reason, QT_TR_NOOP("Why"))->required()->type_name("TEXT");
    CLI::App* exchanging = verb("exchange", QT_TR_NOOP("A new meter takes over what the old one had left"), exchange);
    exchanging->add_option("number", asked->number, QT_TR_NOOP("Old meter"))->required()->type_name("NO");
    exchanging->add_option("new", asked->newNumber, QT_TR_NOOP("New meter"))->required()->type_name("NEW");
    exchanging
        ->add_option("--remainder", asked->remainder,
                     QT_TR_NOOP("What the old one had left, where it can't say so itself"))
        ->type_name("Q");
    exchanging->add_option("--reason", asked->reason, QT_TR_NOOP("Why"))->required()->type_name("TEXT");
    CLI::App* closing =
        verb("close-case", QT_TR_NOOP("A manager has seen to a case that meter show or card show names"), closeCase);
    closing->add_option("case", asked->number, QT_TR_NOOP("Number of the case"))->required()->type_name("CASE");
    closing->add_option("--reason", asked->reason, QT_TR_NOOP("What it was"))->required()->type_name("TEXT");
}

} // namespace meterdesk::cli
