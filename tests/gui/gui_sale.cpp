// Selling at the till, by keys and clicks alone: what Enter sells and what it doesn't, what a card refuses, what
// breaks.
#include "cardio/simulator/shelf.h"
#include "models/metering/meterbook.h"
#include "models/property/propertybook.h"
#include "tests/support/otherdesk.h"
#include "tests/support/support.h"
#include "tests/support/tilldriver.h"
#include "ui/common/language.h"
#include "ui/common/theme.h"

#include <QAbstractButton>
#include <QDateTime>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QListWidget>
#include <QProcess>
#include <QStandardPaths>
#include <QTableWidget>

using namespace meterdesk;
using namespace meterdesk::test;
using simulator::FaultKind;

namespace {

constexpr auto home = "1-1-101";
constexpr auto resident = "王帅";
constexpr auto silentMeter = "200900000001";

QString typed(TillDriver& till) {
    return till.find<QLineEdit>("amountField")->text();
}

/// The newest order, as messages name it.
QString orderWords(TillDriver& till) {
    const CreditOrder order = OtherDesk(till.folder()).newestOrder();
    return QStringLiteral("%1 yuan for %2 m³ (%3 water, %4)")
        .arg(toString(order.paid), toString(order.credit), QLatin1String(home),
             QDateTime::fromMSecsSinceEpoch(order.createdAt).toString(QStringLiteral("MM-dd HH:mm")));
}

void serve(TillDriver& till) {
    till.serve(QLatin1String(home), QString::fromUtf8(resident));
}

/// A water meter of the demo's first home whose card brings nothing back from it.
void addSilentMeter(const QString& folder) {
    QFile shipped(sourceDir() + QStringLiteral("/cardio/layouts/mifare-alternating.json"));
    QVERIFY(shipped.open(QIODevice::ReadOnly));
    QJsonObject layout = QJsonDocument::fromJson(shipped.readAll()).object();
    layout[QStringLiteral("id")] = QStringLiteral("mifare-silent");
    QJsonArray areas = layout[QStringLiteral("areas")].toArray();
    QJsonObject identity = areas.at(0).toObject();
    identity[QStringLiteral("constants")] =
        QJsonArray{QJsonObject{{QStringLiteral("offset"), 0}, {QStringLiteral("text"), QStringLiteral("QUIE")}}};
    layout[QStringLiteral("areas")] = QJsonArray{identity, areas.at(1)};
    QVERIFY(QDir(folder).mkpath(QStringLiteral("layouts")));
    QFile own(folder + QStringLiteral("/layouts/mifare-silent.json"));
    QVERIFY(own.open(QIODevice::WriteOnly));
    own.write(QJsonDocument(layout).toJson());
    own.close();

    OfficeOptions options;
    options.dataFolder = folder;
    const auto office = Office::open(options);
    QVERIFY(office && (*office)->layoutProblems().isEmpty());
    const auto who = (*office)->signIn({}, {});
    QVERIFY(who.has_value());
    MeterBook meters((*office)->store(), *who);
    const auto neighbour = meters.meterByNumber(QStringLiteral("200100000001"));
    QVERIFY(neighbour.has_value());
    Meter meter;
    meter.number = QLatin1String(silentMeter);
    meter.kind = MeterKind::Water;
    meter.basis = CreditBasis::Quantity;
    meter.layout = QStringLiteral("mifare-silent");
    meter.accountId = neighbour->accountId;
    QVERIFY(meters.addMeter(meter).has_value());
}

} // namespace

class GuiSale : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        TillDriver::prepare();
    }
    void init() { useLanguage(QStringLiteral("en")); }

    void wholeSale() {
        TillDriver till;
        till.serveAndIssue();
        till.type(QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(till.canSell(), patience);
        QCOMPARE(till.find<QLineEdit>("amountField")->text(), QStringLiteral("50"));
        QVERIFY(till.text("quoteText").startsWith(QStringLiteral("12.500 m³ for 50.00 yuan")));
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        for (const char* step : {"step1", "step2", "step3"})
            QVERIFY2(till.text(step).endsWith(QStringLiteral("done")), qPrintable(till.text(step)));
        QVERIFY(till.text("saleResult").contains(QStringLiteral("12.500 m³ is on the card")));
        auto* orders = till.find<QTableWidget>("orderTable");
        QTRY_COMPARE_WITH_TIMEOUT(orders->rowCount(), 1, patience);
        QCOMPARE(orders->item(0, 1)->text(), QStringLiteral("50.00"));
        QCOMPARE(orders->item(0, 4)->text(), QStringLiteral("delivered"));

        QDir documents(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
        const QString pdf = documents.filePath(QStringLiteral("receipt-00000001.pdf"));
        QFile::remove(pdf);
        till.key(Qt::Key_F6);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("saveReceipt"), patience);
        till.click("saveReceipt");
        QTRY_VERIFY_WITH_TIMEOUT(till.text("message").contains(pdf), patience);
        QProcess reader;
        reader.start(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), pdf, QStringLiteral("-")});
        QVERIFY(reader.waitForFinished(patience));
        const QString text = QString::fromUtf8(reader.readAllStandardOutput());
        for (const char* words : {"¥50.00", "伍拾元整", "王帅", "12.500"})
            QVERIFY2(text.contains(QString::fromUtf8(words)), qPrintable(text));
        QVERIFY(QFile::remove(pdf));
        till.key(Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(till.find<QLineEdit>("amountField")->hasFocus(), patience);

        // The meter takes it, and the card tells so when it is laid on again.
        till.click("drawerLoad");
        QTRY_COMPARE_WITH_TIMEOUT(orders->item(0, 4)->text(), QStringLiteral("loaded by the meter"), patience);
    }

    void whatTheMeterWroteBackIsShown() {
        TillDriver till;
        till.serveAndIssue();
        QVERIFY(!till.shows("meterReport")); // it hasn't said anything yet
        till.sell(QStringLiteral("20"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        till.click("drawerLoad");
        const auto* report = till.find<QLabel>("meterReport");
        QTRY_VERIFY_WITH_TIMEOUT(report->isVisible(), patience);
        QVERIFY2(report->text().contains(QStringLiteral("valve open")), qPrintable(report->text()));
        QVERIFY2(report->text().contains(QStringLiteral("loaded up to no. 1")), qPrintable(report->text()));
        QVERIFY2(report->text().contains(QStringLiteral("0.000 m³ used in all")), qPrintable(report->text()));
        QVERIFY2(report->toolTip().contains(QStringLiteral("valve open\nloaded")), qPrintable(report->toolTip()));
        // All of it is used: the meter shuts its valve, and its card brings that here.
        QVERIFY(simulator::Shelf(till.folder()).use(QStringLiteral("200100000001"), 5'000));
        till.click("drawerLoad");
        QTRY_VERIFY2_WITH_TIMEOUT(report->text().contains(QStringLiteral("valve closed")), qPrintable(report->text()),
                                  patience);
        QVERIFY(report->text().contains(QStringLiteral("5.000 m³ used in all")));
        QVERIFY(report->styleSheet().contains(theme::ink(theme::Tone::Warning).name()));
    }

    void tornSaleIsSettledWhenTheCardComesBack() {
        TillDriver till;
        till.serveAndIssue();
        till.arm(FaultKind::RemovedHalfway, TillDriver::breaks().torn, 7);
        till.type(QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(till.canSell(), patience);
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(!till.text("saleResult").isEmpty(), patience);
        const QString inDoubt = QStringLiteral("It isn't known whether");
        QVERIFY2(till.text("saleResult").startsWith(inDoubt), qPrintable(till.text("saleResult")));
        QCOMPARE(till.text("message"), till.text("saleResult"));
        QCOMPARE(till.text("messageNext"),
                 QStringLiteral("Lay the same card on the reader: it is read and the order is settled."));
        QTRY_VERIFY_WITH_TIMEOUT(
            till.find<QAbstractButton>("openOrdersButton")->text().startsWith(QStringLiteral("Open orders: 1")),
            patience);
        till.key(Qt::Key_F4);
        auto* open = till.find<QTableWidget>("openOrderTable");
        QTRY_VERIFY_WITH_TIMEOUT(open->isVisible() && open->rowCount() == 1, patience);
        QCOMPARE(open->item(0, 5)->text(), QStringLiteral("in doubt"));
        QCOMPARE(open->item(0, 3)->text(), QStringLiteral("50.00"));
        till.key(Qt::Key_Escape);
        till.lay(QStringLiteral("mifare-1"));
        QTRY_VERIFY2_WITH_TIMEOUT(till.text("message").startsWith(QStringLiteral("An open order was settled: 50.00")),
                                  qPrintable(till.text("message")), patience);
        QTRY_COMPARE_WITH_TIMEOUT(open->rowCount(), 0, patience);
        auto* orders = till.find<QTableWidget>("orderTable");
        QTRY_COMPARE_WITH_TIMEOUT(orders->rowCount(), 1, patience);
        QTRY_COMPARE_WITH_TIMEOUT(orders->item(0, 4)->text(), QStringLiteral("delivered"), patience);
    }

    void refusals() {
        TillDriver till;
        till.serveAndIssue();
        till.type(QStringLiteral("5x"));
        QTRY_VERIFY_WITH_TIMEOUT(till.text("quoteText").contains(QStringLiteral("“5x” can't be used")), patience);
        QVERIFY(till.text("quoteText").contains(QStringLiteral("Type digits with a point, for example")));
        QVERIFY(!till.canSell());
        till.key(Qt::Key_Backspace);
        QTRY_VERIFY_WITH_TIMEOUT(till.canSell(), patience);
        till.takeAway();
        till.tabTo("amountField");
        till.key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), QStringLiteral("There is no card on the reader."), patience);
        QCOMPARE(till.text("messageNext"), QStringLiteral("Lay the card on the reader."));
        // Another resident's card turns the till to that resident; a blank one says what it is.
        till.lay(QStringLiteral("sle-1"));
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"), QStringLiteral("A blank card."), patience);
        QCOMPARE(till.text("messageNext"), QStringLiteral("Press F8 to use it in place of the lost one."));
        till.takeAway();
        till.serve(QStringLiteral("1-1-102"), QStringLiteral("李秀英"));
        till.lay(QStringLiteral("mifare-1"));
        QTRY_COMPARE_WITH_TIMEOUT(till.text("residentName"), QString::fromUtf8(resident), patience);
        QTRY_VERIFY_WITH_TIMEOUT(till.find<QLineEdit>("amountField")->hasFocus(), patience);
        QCOMPARE(typed(till), QString()); // the other one's amount is gone
    }

    void anAmountSaysWhatIsWrongWithIt() {
        TillDriver till;
        till.open();
        serve(till);
        const auto check = [&](const char* typed, const char* said) {
            till.key(Qt::Key_A, Qt::ControlModifier);
            till.type(QString::fromUtf8(typed));
            QTRY_COMPARE_WITH_TIMEOUT(till.text("quoteText"), QString::fromUtf8(said), patience); // before Enter
            QVERIFY(!till.canSell());
        };
        check("5o", "“5o” can't be used: only digits and one point are allowed, not “o”.\nType digits with a point, "
                    "for example 50.00.");
        check("50.125", "“50.125” can't be used: at most 2 digits stand behind the point.\nType digits with a point, "
                        "for example 50.00.");
        check("5.0.0", "“5.0.0” can't be used: it has two points.\nType digits with a point, for example 50.00.");
        check("50,00", "“50,00” can't be used: decimals stand behind a point, and no comma divides the "
                       "thousands.\nType digits with a point, for example 50.00.");
        check("-5", "“-5” can't be used: an amount is never negative.\nType digits with a point, for example 50.00.");
        check("0.00", "“0.00” is nothing. The least that can be sold at once is 0.010 m³ (0.04 yuan).");
        check("0.03", "“0.03” is too little. The least that can be sold at once is 0.010 m³ (0.04 yuan).");
        check("20000", "“20000” is too much. The most that can be sold at once is 10000.00 yuan.");
        till.key(Qt::Key_F2);
        check("2.5555", "“2.5555” can't be used: at most 3 digits stand behind the point.\nType digits with a point, "
                        "for example 50.00.");
        check("2.555", "This meter takes steps of 0.010 m³. Type 2.550 m³ or 2.560 m³.");
        check("0.005", "This meter takes steps of 0.010 m³. Type 0.010 m³, for example.");
    }

    void enterOnARefusedAmountSellsNothingLater() {
        TillDriver till;
        till.serveAndIssue();
        till.type(QStringLiteral("5x"));
        till.key(Qt::Key_Return);
        till.key(Qt::Key_Backspace);
        // Priced, and waiting for an Enter of its own: had it been sold at once, it couldn't be sold any more.
        QTRY_VERIFY_WITH_TIMEOUT(till.canSell(), patience);
        QCOMPARE(typed(till), QStringLiteral("5"));
        QVERIFY(!till.shows("saleResult"));
        QCOMPARE(till.find<QTableWidget>("orderTable")->rowCount(), 0);
    }

    void enterBeforeThePriceMeansWhatStoodThere() {
        TillDriver till;
        till.serveAndIssue();
        auto held = till.holdCards();
        till.click("drawerInsert"); // the thread of the books waits for the drawer, and prices nothing meanwhile
        QTest::mouseClick(till.find<QLineEdit>("amountField"), Qt::LeftButton);
        till.type(QStringLiteral("5"));
        till.key(Qt::Key_Return);
        till.type(QStringLiteral("0"));
        held.reset();
        QTRY_VERIFY_WITH_TIMEOUT(till.canSell(), patience);
        QCOMPARE(typed(till), QStringLiteral("50"));
        QVERIFY(!till.shows("saleResult"));
        QCOMPARE(till.find<QTableWidget>("orderTable")->rowCount(), 0);
    }

    void enterNeedNotWaitForThePrice() {
        TillDriver till;
        till.serveAndIssue();
        till.type(QStringLiteral("5"));
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        QVERIFY(till.text("saleResult").contains(QStringLiteral("1.250 m³ is on the card")));
    }

    void anAmountIsPricedWhileACardIsRead() {
        TillDriver till;
        till.serveAndIssue();
        const auto held = till.holdCards();
        till.key(Qt::Key_F5);
        till.type(QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(till.text("quoteText").startsWith(QStringLiteral("12.500 m³ for 50.00 yuan")),
                                 patience);
    }

    void unitsInsteadOfMoney() {
        TillDriver till;
        till.serveAndIssue();
        till.key(Qt::Key_F2);
        QCOMPARE(till.find<QLineEdit>("amountField")->placeholderText(), QStringLiteral("0.000"));
        till.type(QStringLiteral("2.5"));
        QTRY_VERIFY_WITH_TIMEOUT(till.text("quoteText").startsWith(QStringLiteral("2.500 m³ for 10.00 yuan")),
                                 patience);
        QVERIFY(till.canSell());
        till.key(Qt::Key_F2); // back to money: what was typed meant units
        QCOMPARE(typed(till), QString());
        QVERIFY(!till.canSell());
        till.type(QStringLiteral("2"));
        QTRY_VERIFY_WITH_TIMEOUT(till.text("quoteText").startsWith(QStringLiteral("0.500 m³ for 2.00 yuan")), patience);
    }

    void whereTheCardTellsNothingTheCustomerIsAsked() {
        TillDriver till;
        addSilentMeter(till.folder());
        till.open();
        serve(till);
        till.tabTo("meterList");
        till.key(Qt::Key_End);
        till.issue(QStringLiteral("mifare-1"));
        till.sell(QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        till.sell(QStringLiteral("20"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("confirmButton"), patience);
        QCOMPARE(till.text("message"), QStringLiteral("The last purchase on this card hasn't been loaded yet."));
        QVERIFY(till.text("confirmText").contains(QStringLiteral("the meter has taken the last purchase")));
        QVERIFY(till.find<QAbstractButton>("confirmButton")
                    ->text()
                    .startsWith(QStringLiteral("Sell 5.000 m³ for 20.00 yuan")));
        auto* orders = till.find<QTableWidget>("orderTable");
        QCOMPARE(orders->rowCount(), 1);
        // An amount of its own takes the question away; it is asked anew.
        till.type(QStringLiteral("8"));
        QVERIFY(!till.shows("confirmButton"));
        QTRY_VERIFY_WITH_TIMEOUT(till.canSell(), patience);
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("confirmButton"), patience);
        till.key(Qt::Key_F7);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        QVERIFY(till.text("saleResult").contains(QStringLiteral("2.000 m³ is on the card")));
        QVERIFY(!till.shows("confirmButton"));
        QTRY_COMPARE_WITH_TIMEOUT(orders->rowCount(), 2, patience);
        QCOMPARE(orders->item(0, 4)->text(), QStringLiteral("delivered"));
        QCOMPARE(orders->item(1, 4)->text(), QStringLiteral("loaded by the meter"));
    }

    void whereTheCardTellsTheCustomerIsNotAsked() {
        TillDriver till;
        till.serveAndIssue();
        till.sell(QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        till.sell(QStringLiteral("20"));
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"),
                                  QStringLiteral("The last purchase on this card hasn't been loaded yet."), patience);
        QCOMPARE(till.text("messageNext"), QStringLiteral("Put the card in the meter first, then come back."));
        QVERIFY(!till.shows("confirmButton"));
        till.key(Qt::Key_F7);
        QCOMPARE(till.find<QTableWidget>("orderTable")->rowCount(), 1);
    }

    void whatDidNotArriveIsSentAgainOrGivenBack() {
        for (const bool again : {false, true}) {
            // A till of its own for each: whoever connects next meets the fault, and after a reversal that may be the
            // till having another look.
            TillDriver till;
            till.serveAndIssue();
            auto* open = till.find<QTableWidget>("openOrderTable");
            till.arm(FaultKind::RemovedHalfway, TillDriver::breaks().unsent, 7);
            till.sell(QStringLiteral("50"));
            QTRY_VERIFY_WITH_TIMEOUT(!till.text("saleResult").isEmpty(), patience);
            const QString unsent = QStringLiteral("The card does not have the credit");
            QVERIFY2(till.text("saleResult").startsWith(unsent), qPrintable(till.text("saleResult")));
            till.lay(QStringLiteral("mifare-1"));
            QTRY_VERIFY_WITH_TIMEOUT(till.cardIsRead(), patience); // or what is said next goes when the card comes
            till.key(Qt::Key_F4);
            QTRY_VERIFY_WITH_TIMEOUT(open->isVisible() && open->rowCount() == 1, patience);
            till.tabTo(open);
            till.key(Qt::Key_Down);
            if (!again) {
                till.tabTo("reverseReason");
                till.type(QStringLiteral("taken away"));
            }
            till.click(again ? "resendButton" : "reverseButton");
            QTRY_COMPARE_WITH_TIMEOUT(
                till.text("message"),
                again ? QStringLiteral("The order was sent again: %1, delivered.").arg(orderWords(till))
                      : QStringLiteral("Give 50.00 yuan back to 1-1-101: the order is reversed."),
                patience);
            QTRY_COMPARE_WITH_TIMEOUT(open->rowCount(), 0, patience);
            till.key(Qt::Key_Escape);
            // What stood there of the failure is no longer so.
            const QString now = again ? QStringLiteral("12.500 m³ is on the card.") : QString();
            QVERIFY2(till.text("saleResult").startsWith(now), qPrintable(till.text("saleResult")));
            QCOMPARE(till.text("saleResult").isEmpty(), !again);
            QCOMPARE(till.shows("receiptButton"), again);
        }
    }
};

QTEST_MAIN(GuiSale)
#include "gui_sale.moc"
