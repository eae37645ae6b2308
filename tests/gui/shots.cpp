// Not a test: grabs the till in the states that a cashier sees, for people to look at.
//   shots FOLDER [zh_CN|en] [dark]        (QT_SCALE_FACTOR=2 for 200 %)
#include "tests/support/tilldriver.h"
#include "ui/common/language.h"
#include "ui/common/theme.h"

#include <QApplication>
#include <QDir>
#include <QListView>
#include <QPushButton>
#include <QTableWidget>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

void until(const std::function<bool()>& condition) {
    if (!QTest::qWaitFor(condition, 20'000))
        qWarning("waited in vain");
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    nameApplication();
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2)
        return 2;
    const QDir folder(arguments.at(1));
    folder.mkpath(QStringLiteral("."));
    useLanguage(arguments.contains(QStringLiteral("en")) ? QStringLiteral("en") : QStringLiteral("zh_CN"));
    theme::apply(application, arguments.contains(QStringLiteral("dark")));

    TillDriver till;
    const auto shot = [&](TillDriver& of, const char* name) {
        // The same screen: 1366 × 768 pixels, of which 200 % leaves a quarter.
        of.window().resize(QSize(1366, 768) / of.window().devicePixelRatioF());
        for (int round = 0; round < 8; ++round) // the layouts take several
            QApplication::processEvents();
        of.window().grab().save(folder.filePath(QLatin1String(name) + QStringLiteral(".png")));
    };
    till.open();
    until([&] { return till.find<QListView>("searchList")->model()->rowCount() > 0; });
    shot(till, "01-empty");
    till.serve(QStringLiteral("1-1-101"), QStringLiteral("王帅"));
    shot(till, "02-resident");
    till.lay(QStringLiteral("mifare-1"));
    until([&] { return till.shows("issueButton"); });
    shot(till, "03-blank-card");
    till.click("issueButton");
    until([&] { return !till.shows("issueButton"); });
    until([&] { return till.find<QWidget>("amountField")->hasFocus(); });
    shot(till, "04-issued");
    till.type(QStringLiteral("50"));
    until([&] { return till.find<QPushButton>("sellButton")->isEnabled(); });
    shot(till, "05-quote");
    till.key(Qt::Key_Return);
    until([&] { return till.shows("receiptButton"); });
    until([&] { return till.find<QWidget>("amountField")->hasFocus(); });
    until([&] { return till.find<QTableWidget>("orderTable")->rowCount() > 0; });
    shot(till, "06-sold");
    till.key(Qt::Key_F6);
    until([&] { return till.shows("printReceipt"); });
    shot(till, "07-receipt");
    till.key(Qt::Key_Escape);
    till.click("drawerLoad");
    const auto newest = [&] { return till.find<QTableWidget>("orderTable")->item(0, 4); };
    // Read, not only told: what a look finds stands there last.
    until([&] { return newest() && newest()->text() == stateText(OrderState::Loaded); });
    until([&] { return till.shows("message") && till.cardIsRead() && till.hasCursor("amountField"); });
    shot(till, "08-from-meter");
    till.arm(simulator::FaultKind::RemovedHalfway, 20, 7);
    till.type(QStringLiteral("80"));
    until([&] { return till.find<QPushButton>("sellButton")->isEnabled(); });
    till.key(Qt::Key_Return);
    until([&] { return till.shows("openOrderNext") && till.shows("message") && !till.cardIsRead(); });
    shot(till, "09-torn");
    till.key(Qt::Key_F4);
    until([&] { return till.shows("openOrderTable"); });
    until([&] { return till.find<QTableWidget>("openOrderTable")->rowCount() > 0; });
    till.key(Qt::Key_Down);
    shot(till, "10-open-orders");
    till.key(Qt::Key_Escape);
    const QString inDoubt = till.text("message");
    till.lay(QStringLiteral("mifare-1"));
    until([&] { return till.text("message") != inDoubt && till.cardIsRead() && till.hasCursor("amountField"); });
    shot(till, "11-settled");
    till.key(Qt::Key_F9);
    until([&] { return till.shows("cardConfirmButton"); });
    shot(till, "13-confirm");
    till.key(Qt::Key_Escape);
    till.key(Qt::Key_F3);
    until([&] { return till.find<QWidget>("searchField")->hasFocus(); });
    shot(till, "14-search");
    till.key(Qt::Key_Escape);

    TillDriver real(TillDriver::Kind::Real);
    real.open();
    until([&] { return real.shows("signInName"); });
    shot(real, "12-sign-in");
    return 0;
}
