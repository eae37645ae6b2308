// meterdesk orders [--open], meterdesk order show|resend|reverse|decide|print
#include "app/cli/command.h"

#include "models/staff/staffbook.h"
#include "models/topup/votes.h"
#include "reports/receipt/receipt.h"

#include <QDateTime>
#include <QHash>
#include <QJsonArray>

namespace meterdesk::cli {
namespace {

struct Asked {
    std::string id, reason, by, meter, file;
    bool open = false, delivered = false, notDelivered = false;
    int limit = 50;
};

Result<Id> idOf(const Asked& asked) {
    const Id id = idFromString(QString::fromStdString(asked.id));
    if (id == noId)
        return fail(ErrorCode::BadArgument, tr("“%1” is not an order number.").arg(QString::fromStdString(asked.id)));
    return id;
}

Result<Answer> answerOf(Context& context, const CreditOrder& order) {
    MD_GET(meter, meterOf(context, order.meterId));
    return Answer{orderJson(order, meter), orderText(order, meter), 0};
}

Result<Answer> list(Context& context, const Asked& asked) {
    MD_GET(office, context.office());
    MD_GET(who, context.session());
    CreditJournal journal(office->store(), *who);
    Id meterId = noId;
    if (!asked.meter.empty()) {
        MD_GET(meter, MeterBook(office->store(), *who).meterByNumber(QString::fromStdString(asked.meter)));
        meterId = meter.id;
    }
    MD_GET(orders, asked.open ? (meterId == noId ? journal.openOrders(asked.limit) : journal.openOrdersOf(meterId))
                              : journal.orders(meterId, asked.limit));
    QJsonArray array;
    QString text;
    QHash<Id, Meter> known;
    for (const CreditOrder& order : orders) {
        if (!known.contains(order.meterId)) {
            MD_GET(read, meterOf(context, order.meterId));
            known.insert(order.meterId, read);
        }
        const Meter& meter = known[order.meterId];
        array.append(orderJson(order, meter));
        text += orderText(order, meter) + QLatin1Char('\n');
    }
    return Answer{{{QStringLiteral("orders"), array}}, text.isEmpty() ? tr("No orders.") : text, 0};
}

/// Who made the order what it is; `text` gets the same in words.
Result<QJsonArray> historyOf(Office& office, const QList<OrderEvent>& events, QString& text) {
    MD_GET(everybody, StaffBook(office.store()).all());
    const auto nameOf = [&](Id staffId) {
        for (const StaffSession& person : everybody)
            if (person.staffId == staffId)
                return person.name;
        return staffId == noId ? QString() : toString(staffId);
    };
    QJsonArray array;
    for (const OrderEvent& event : events) {
        const QString at = QDateTime::fromMSecsSinceEpoch(event.at).toString(Qt::ISODate);
        const QString by = nameOf(event.staffId);
        const QString second = nameOf(event.secondStaffId);
        array.append(
            QJsonObject{{QStringLiteral("at"), at},
                        {QStringLiteral("from"), event.from ? QJsonValue(stateName(*event.from)) : QJsonValue()},
                        {QStringLiteral("to"), stateName(event.to)},
                        {QStringLiteral("by"), by},
                        {QStringLiteral("second"), second},
                        {QStringLiteral("reason"), event.reason}});
        text += tr("  %1  %2  %3 %4 %5\n")
                    .arg(at, stateText(event.to), by.isEmpty() ? tr("read from the card or meter") : by, second,
                         event.reason);
    }
    return array;
}

/// What single persons have decided so far; `text` gets the same in words.
QJsonArray votesJson(const QList<Vote>& votes, QString& text) {
    QJsonArray array;
    for (const Vote& vote : votes) {
        array.append(QJsonObject{{QStringLiteral("at"), QDateTime::fromMSecsSinceEpoch(vote.at).toString(Qt::ISODate)},
                                 {QStringLiteral("by"), vote.who.name},
                                 {QStringLiteral("delivered"), vote.delivered},
                                 {QStringLiteral("reason"), vote.reason}});
        text += (vote.delivered ? tr("  %1 says that it was delivered: %2; a second person must say the same\n")
                                : tr("  %1 says that it was not delivered: %2; a second person must say the same\n"))
                    .arg(vote.who.name, vote.reason);
    }
    return array;
}

QString outcomeText(const QString& outcome) {
    if (outcome == QLatin1String("applied"))
        return tr("on the card");
    if (outcome == QLatin1String("not-applied"))
        return tr("not on the card");
    if (outcome == QLatin1String("handed-over"))
        return tr("handed over");
    return tr("not known");
}

Result<Answer> show(Context& context, const Asked& asked) {
    MD_GET(id, idOf(asked));
    MD_GET(office, context.office());
    MD_GET(who, context.session());
    CreditJournal journal(office->store(), *who);
    MD_GET(order, journal.order(id));
    MD_GET(meter, meterOf(context, order.meterId));
    MD_GET(attempts, journal.attempts(id));
    MD_GET(events, journal.history(id));
    QJsonArray array;
    QString text = orderText(order, meter) + QLatin1Char('\n');
    for (const Attempt& attempt : attempts) {
        const QString begun = QDateTime::fromMSecsSinceEpoch(attempt.begunAt).toString(Qt::ISODate);
        array.append(QJsonObject{{QStringLiteral("number"), attempt.number},
                                 {QStringLiteral("carrier"), attempt.evidence.carrier},
                                 {QStringLiteral("carrierId"), attempt.evidence.carrierId},
                                 {QStringLiteral("begun"), begun},
                                 {QStringLiteral("outcome"), attempt.outcome},
                                 {QStringLiteral("tac"), attempt.tac},
                                 {QStringLiteral("note"), attempt.note}});
        text += tr("  attempt %1, %2 %3, %4: %5 %6\n")
                    .arg(QString::number(attempt.number), attempt.evidence.carrier, attempt.evidence.carrierId, begun,
                         outcomeText(attempt.outcome), attempt.note);
    }
    QJsonObject json = orderJson(order, meter);
    json[QStringLiteral("attempts")] = array;
    MD_GET(history, historyOf(*office, events, text));
    json[QStringLiteral("history")] = history;
    MD_GET(votes, votesOn(office->store(), id));
    json[QStringLiteral("votes")] = votesJson(votes, text);
    return Answer{json, text, 0};
}

Result<Answer> resend(Context& context, const Asked& asked) {
    MD_GET(id, idOf(asked));
    MD_GET(desk, context.desk());
    MD_GET(sent, desk->resend(id));
    MD_GET(answer, answerOf(context, sent));
    return withUnfinished(std::move(answer), sent.unfinished);
}

Result<Answer> reverse(Context& context, const Asked& asked) {
    MD_GET(id, idOf(asked));
    MD_GET(office, context.office());
    MD_GET(who, context.session());
    CreditJournal journal(office->store(), *who);
    MD_GET(before, journal.order(id));
    const QString reason = QString::fromStdString(asked.reason);
    // Only credit that stands on a card needs the card.
    if (before.state == OrderState::Delivered || before.state == OrderState::Reversing) {
        MD_GET(desk, context.desk());
        MD_GET(order, desk->reverse(id, reason));
        MD_GET(answer, answerOf(context, order));
        return withUnfinished(std::move(answer), order.unfinished, true);
    }
    MD_GET(order, journal.reverse(id, reason));
    return answerOf(context, order);
}

Result<Answer> decide(Context& context, const Asked& asked) {
    MD_GET(id, idOf(asked));
    MD_GET(office, context.office());
    MD_GET(who, context.session());
    const QString reason = QString::fromStdString(asked.reason);
    if (asked.by.empty()) {
        // One after the other: this one's word is kept until another says the same.
        MD_GET(order, vote(office->store(), *who, id, asked.delivered, reason));
        return answerOf(context, order);
    }
    MD_TRY(who->require(Permission::Decide)); // before anybody's password is tried
    MD_GET(second, context.second(QString::fromStdString(asked.by)));
    MD_GET(order, CreditJournal(office->store(), *who).decide(id, asked.delivered, reason, second));
    return answerOf(context, order);
}

Result<Answer> print(Context& context, const Asked& asked) {
    MD_GET(id, idOf(asked));
    MD_GET(office, context.office());
    MD_GET(who, context.session());
    CreditJournal journal(office->store(), *who);
    MD_GET(first, receiptOf(office->store(), id, 1)); // refuses before anything is counted
    if (!asked.file.empty())
        MD_TRY(mayWrite(asked.file));
    MD_GET(number, journal.countPrint(id));
    Receipt receipt = first;
    receipt.print = number;
    if (!asked.file.empty())
        MD_TRY(writeReceiptPdf(receipt, QString::fromStdString(asked.file)));
    const QString text = receiptText(receipt);
    return Answer{
        {{QStringLiteral("order"), toString(id)}, {QStringLiteral("print"), number}, {QStringLiteral("text"), text}},
        text,
        0};
}

} // namespace

void addOrders(Commands& commands) {
    auto asked = std::make_shared<Asked>();
    CLI::App* orders = commands.add(&commands.app, "orders", QT_TR_NOOP("Credit orders, newest first"),
                                    [asked](Context& context) { return list(context, *asked); });
    orders->add_flag("--open", asked->open, QT_TR_NOOP("Only those that somebody has still to do something with"));
    orders->add_option("--meter", asked->meter, QT_TR_NOOP("Only this meter's"))->type_name("NO");
    orders->add_option("--limit", asked->limit, QT_TR_NOOP("How many at the most"))->check(CLI::Range(1, 10000));

    CLI::App* order = commands.app.add_subcommand("order", QT_TR_NOOP("One credit order"));
    order->require_subcommand(1);
    const auto verb = [&](const char* name, const char* help, auto action) {
        CLI::App* command =
            commands.add(order, name, help, [asked, action](Context& context) { return action(context, *asked); });
        command->add_option("id", asked->id, QT_TR_NOOP("Order number"))->required()->type_name("ID");
        return command;
    };
    verb("show", QT_TR_NOOP("Its state, every attempt, and who did what"), show);
    verb("resend", QT_TR_NOOP("Send it again: same count, same amount"), resend);
    verb("reverse", QT_TR_NOOP("Give the money back, where it is proven that the card doesn't carry it"), reverse)
        ->add_option("--reason", asked->reason,
                     QT_TR_NOOP("Why; kept with the order. Needed where a manager gives back what isn't proven"))
        ->type_name("TEXT");
    CLI::App* decided = verb("decide", QT_TR_NOOP("Two people decide what became of an order in doubt"), decide);
    auto* yes = decided->add_flag("--delivered", asked->delivered, QT_TR_NOOP("The credit is on the card"));
    decided->add_flag("--not-delivered", asked->notDelivered, QT_TR_NOOP("The credit is not on the card"))
        ->excludes(yes);
    decided->add_option("--reason", asked->reason, QT_TR_NOOP("Why"))->required()->type_name("TEXT");
    decided
        ->add_option("--by", asked->by,
                     QT_TR_NOOP("The second person, at once (password in METERDESK_SECOND_PASSWORD); without it, a "
                                "second person signs in "
                                "and types the same command"))
        ->type_name("NAME");
    decided->parse_complete_callback([asked] {
        if (asked->delivered == asked->notDelivered)
            throw CLI::RequiredError("--delivered / --not-delivered");
    });
    CLI::App* printed = verb("print", QT_TR_NOOP("Print its receipt again, marked as a copy"), print);
    printed->add_option("--receipt", asked->file, QT_TR_NOOP("Write it as PDF"))->type_name("FILE");
    printed->parse_complete_callback([asked, &commands] { commands.needsGui = !asked->file.empty(); });
}

} // namespace meterdesk::cli
