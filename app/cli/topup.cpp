// meterdesk topup --meter NO (--pay YUAN | --quantity Q)
#include "app/cli/command.h"

#include "reports/receipt/receipt.h"

#include <QJsonArray>
#include <algorithm>

namespace meterdesk::cli {
namespace {

struct Asked {
    std::string meter, pay, quantity, reason, receiptFile;
    bool free = false, confirmLoaded = false;
};

Result<SaleAsked> amountOf(const Asked& asked) {
    return asked.pay.empty() ? saleAmount(QString::fromStdString(asked.quantity), CreditBasis::Quantity)
                             : saleAmount(QString::fromStdString(asked.pay), CreditBasis::Money);
}

QString stepText(SaleStep step) {
    switch (step) {
    case SaleStep::Book:
        return tr("1/3 in the books");
    case SaleStep::Write:
        return tr("2/3 writing the card");
    case SaleStep::Verify:
        return tr("3/3 read back");
    }
    return {};
}

/// Printing is counted before it happens, so that two prints are never both the original.
Result<QString> printed(Context& context, const CreditOrder& order, const std::string& file) {
    MD_GET(office, context.office());
    MD_GET(who, context.session());
    MD_GET(print, CreditJournal(office->store(), *who).countPrint(order.id));
    MD_GET(receipt, receiptOf(office->store(), order.id, print));
    if (!file.empty())
        MD_TRY(writeReceiptPdf(receipt, QString::fromStdString(file)));
    return receiptText(receipt);
}

Money changeOf(const SaleAsked& amount, bool free, const CreditOrder& order) {
    return amount.pay && !free ? Money{amount.pay->fen - order.paid.fen} : Money{};
}

QString changeText(Money change) {
    return tr("Give back %1 yuan.").arg(toString(change));
}

/// The sale stands, though its credit isn't on the card: what was paid too much goes back all the same.
void tellChange(Context& context, const TopUpAsked& sale, const Error& error) {
    if (error.code != ErrorCode::NotApplied && error.code != ErrorCode::OutcomeUnknown)
        return;
    const auto office = context.office();
    const auto who = context.session();
    if (!office || !who)
        return;
    const auto order = CreditJournal((*office)->store(), **who).order(idFromString(error.detail));
    if (!order)
        return;
    const Money change = changeOf(sale.amount, sale.free, *order);
    context.besides[QStringLiteral("change")] = toString(change);
    if (change.fen > 0)
        context.progress(changeText(change));
}

/// What the card on the reader settles is settled and told first. Nothing is sold after it in the same breath: who
/// asked to sell didn't know that the last sale has come through after all.
Error settledFirst(Context& context, CardDesk& desk, const Error& open) {
    Settled already;
    const Result<Settled> settled = desk.settle(&already);
    tellSettled(context, already);
    if (!settled) // what a rule refuses says less than that the order is open
        return settled.error().outcome() == Outcome::Refused ? open : settled.error();
    const bool isSettled =
        std::any_of(settled->orders.begin(), settled->orders.end(), [&open](const CreditOrder& order) {
            return toString(order.id) == open.detail && !isOpen(order.state);
        });
    return isSettled ? Error{ErrorCode::OrderSettled, open.detail} : open;
}

Result<Answer> topUp(Context& context, const Asked& asked) {
    MD_GET(amount, amountOf(asked));
    if (!asked.receiptFile.empty())
        MD_TRY(mayWrite(asked.receiptFile));
    MD_GET(desk, context.desk());
    TopUpAsked sale;
    sale.meterNumber = QString::fromStdString(asked.meter);
    sale.amount = amount;
    sale.free = asked.free;
    sale.confirmLoaded = asked.confirmLoaded;
    sale.reason = QString::fromStdString(asked.reason);
    const Result<Sent> sold = desk->topUp(sale, [&](SaleStep step) { context.progress(stepText(step)); });
    if (!sold && sold.error().code == ErrorCode::OrderOpen)
        return tl::unexpected<Error>(settledFirst(context, *desk, sold.error()));
    if (!sold)
        tellChange(context, sale, sold.error());
    MD_GET(order, sold);
    MD_GET(meter, meterOf(context, order.meterId));
    QJsonObject json = orderJson(order, meter);
    const Money change = changeOf(amount, asked.free, order);
    json[QStringLiteral("change")] = toString(change);
    // The credit is on the card: whatever fails from here on must not make the sale look refused.
    // A sale's JSON has no receipt in it: whoever prints it first prints the original.
    const bool given = !context.json || !asked.receiptFile.empty();
    const Result<QString> receipt = given ? printed(context, order, asked.receiptFile) : QString();
    QString text;
    if (receipt) {
        text = *receipt;
    } else {
        const Error problem{ErrorCode::PrinterFailed, receipt.error().message()};
        json[QStringLiteral("receiptProblem")] = errorJson(problem);
        text = orderText(order, meter) + QLatin1Char('\n') + problem.message() + QLatin1Char(' ') + problem.next();
    }
    if (change.fen > 0)
        text += QLatin1Char('\n') + changeText(change);
    return withUnfinished({json, text, 0}, order.unfinished);
}

} // namespace

void addTopUp(Commands& commands) {
    auto asked = std::make_shared<Asked>();
    CLI::App* command =
        commands.add(&commands.app, "topup", QT_TR_NOOP("Sell credit and write it onto the card on the reader"),
                     [asked](Context& context) { return topUp(context, *asked); });
    command->add_option("--meter", asked->meter, QT_TR_NOOP("Meter number"))->required()->type_name("NO");
    auto* pay =
        command->add_option("--pay", asked->pay, QT_TR_NOOP("Money that the customer pays: yuan, at most two decimals"))
            ->type_name("YUAN");
    auto* quantity =
        command
            ->add_option("--quantity", asked->quantity, QT_TR_NOOP("Units to sell (m³, kWh), at most three decimals"))
            ->type_name("Q");
    pay->excludes(quantity);
    command->add_flag("--free", asked->free, QT_TR_NOOP("Free credit (a manager, with --reason)"));
    command->add_option("--reason", asked->reason, QT_TR_NOOP("Why the credit is free"))->type_name("TEXT");
    command->add_flag(
        "--confirm-loaded", asked->confirmLoaded,
        QT_TR_NOOP("The customer says that the last purchase is in the meter (for cards that can't tell)"));
    command->add_option("--receipt", asked->receiptFile, QT_TR_NOOP("Also write the receipt as PDF"))
        ->type_name("FILE");
    command->parse_complete_callback([asked, &commands] {
        if (asked->pay.empty() == asked->quantity.empty())
            throw CLI::RequiredError("--pay / --quantity");
        if (!asked->free && !asked->reason.empty()) // forgotten, it would be a sale for money
            throw CLI::RequiredError("--free");
        commands.needsGui = !asked->receiptFile.empty();
    });
}

} // namespace meterdesk::cli
