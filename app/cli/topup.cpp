// meterdesk topup --meter NO (--pay YUAN | --quantity Q)
#include "app/cli/command.h"

#include "reports/receipt/receipt.h"

namespace meterdesk::cli {
namespace {

struct Asked {
    std::string meter, pay, quantity, reason, receiptFile;
    bool free = false;
};

Result<SaleAsked> amountOf(const Asked& asked) {
    SaleAsked amount;
    if (!asked.pay.empty()) {
        MD_GET(money, parseMoney(QString::fromStdString(asked.pay)));
        amount.pay = money;
    } else {
        MD_GET(quantity, parseQuantity(QString::fromStdString(asked.quantity)));
        amount.quantity = quantity;
    }
    return amount;
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

Result<Answer> topUp(Context& context, const Asked& asked) {
    MD_GET(amount, amountOf(asked));
    MD_GET(desk, context.desk());
    MD_GET(office, context.office());
    TopUpAsked sale;
    sale.meterNumber = QString::fromStdString(asked.meter);
    sale.amount = amount;
    sale.free = asked.free;
    sale.reason = QString::fromStdString(asked.reason);
    MD_GET(order, desk->topUp(sale, [&](SaleStep step) { context.progress(stepText(step)); }));
    MD_GET(meter, meterOf(context, order.meterId));
    // Printing is counted before it happens, so that two prints are never both the original.
    MD_GET(who, context.session());
    MD_GET(print, CreditJournal(office->store(), *who).countPrint(order.id));
    MD_GET(receipt, receiptOf(office->store(), order.id, print));
    if (!asked.receiptFile.empty())
        MD_TRY(writeReceiptPdf(receipt, QString::fromStdString(asked.receiptFile)));
    return Answer{orderJson(order, meter), receiptText(receipt), 0};
}

} // namespace

void addTopUp(Commands& commands) {
    auto asked = std::make_shared<Asked>();
    CLI::App* command = commands.add(&commands.app, "topup", "Sell credit and write it onto the card on the reader",
                                     [asked](Context& context) { return topUp(context, *asked); });
    command->add_option("--meter", asked->meter, "Meter number")->required()->type_name("NO");
    auto* pay = command->add_option("--pay", asked->pay, "Money that the customer pays")->type_name("YUAN");
    auto* quantity = command->add_option("--quantity", asked->quantity, "Units to sell")->type_name("Q");
    pay->excludes(quantity);
    command->add_flag("--free", asked->free, "Free credit (a manager, with --reason)");
    command->add_option("--reason", asked->reason, "Why the credit is free")->type_name("TEXT");
    command->add_option("--receipt", asked->receiptFile, "Also write the receipt as PDF")->type_name("FILE");
    command->parse_complete_callback([asked, &commands] {
        if (asked->pay.empty() == asked->quantity.empty())
            throw CLI::RequiredError("--pay or --quantity");
        commands.needsGui = !asked->receiptFile.empty();
    });
}

} // namespace meterdesk::cli
