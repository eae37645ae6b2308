// The till around the sale, by keys and clicks alone: who is at it, finding a resident, keys and language, the way
// through it by Tab, and leaving it. Selling: gui_sale.cpp.
#include "app/demo/demooffice.h"
#include "cardio/simulator/shelf.h"
#include "models/metering/meterbook.h"
#include "tests/support/otherdesk.h"
#include "tests/support/tilldriver.h"
#include "ui/common/chip.h"
#include "ui/common/language.h"
#include "ui/common/messagebar.h"
#include "ui/common/theme.h"
#include "ui/till/searchpanel.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QFontMetrics>
#include <QLineEdit>
#include <QListView>
#include <QSemaphore>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableWidget>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

constexpr auto home = "1-1-101";
constexpr auto meterNumber = "200100000001"; // of home, water
constexpr auto resident = "王帅";

/// The search alone, on a thread of the books that waits until it may answer.
class SlowSearch {
public:
    SlowSearch()
        : books(optionsOf(dir.path())), panel(books), chosen(&panel, &SearchPanel::chosen),
          failed(&panel, &SearchPanel::failed) {
        panel.show();
    }
    void hold() {
        books.run(
            &panel,
            [this](OfficeOnThread&) -> Status {
                m_gate.acquire();
                return {};
            },
            [](const Status&) {});
    }
    void letGo() { m_gate.release(); }
    void type(const char* words) { QTest::keyClicks(field(), QLatin1String(words)); }
    void key(Qt::Key key) { QTest::keyClick(field(), key); }
    int rows() { return panel.findChild<QListView*>(QStringLiteral("searchList"))->model()->rowCount(); }

    QTemporaryDir dir;
    OfficeThread books;
    SearchPanel panel;
    QSignalSpy chosen, failed;

private:
    static OfficeOptions optionsOf(const QString& folder) {
        OfficeOptions options;
        options.dataFolder = folder;
        return options;
    }
    QLineEdit* field() { return panel.findChild<QLineEdit*>(QStringLiteral("searchField")); }
    QSemaphore m_gate;
};

/// The names of what Tab reaches from here, until it comes back.
QStringList tabOrder(TillDriver& till) {
    QStringList names;
    QWidget* first = QApplication::focusWidget();
    do {
        names << QApplication::focusWidget()->objectName();
        till.key(Qt::Key_Tab);
    } while (QApplication::focusWidget() != first && names.size() < 100);
    return names;
}

const QString noCard = QStringLiteral("No card on the reader");

QString cardChip(TillDriver& till) {
    return till.find<Chip>("cardChip")->accessibleName();
}

} // namespace

class GuiTill : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        TillDriver::prepare();
    }
    void init() { useLanguage(QStringLiteral("en")); }

    void theFontHasChinese() { QVERIFY(QFontMetrics(theme::font(theme::Size::Body)).inFontUcs4(U'充')); }

    void signInLocksAfterFiveTries() {
        TillDriver till(TillDriver::Kind::Real);
        till.open();
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("signInName"), patience);
        till.type(QStringLiteral("wang"));
        till.key(Qt::Key_Return);
        QString said;
        for (int i = 0; i < 6; ++i) {
            QVERIFY(till.hasCursor("signInSecret")); // a refusal leads back there
            till.type(QStringLiteral("wrong"));
            till.key(Qt::Key_Return);
            QTRY_VERIFY_WITH_TIMEOUT(till.shows("message"), patience);
            said = till.text("message");
            till.click("messageClose");
        }
        QVERIFY2(said.startsWith(QStringLiteral("This name is locked")), qPrintable(said));
    }

    void noPasswordIsNoTry() {
        TillDriver till;
        till.open();
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("signOutButton"), patience);
        till.key(Qt::Key_F12);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("signInName") && till.hasCursor("signInName"), patience);
        till.type(QStringLiteral("cashier"));
        for (int i = 0; i < 6; ++i) {
            till.key(Qt::Key_Return);
            QVERIFY(till.hasCursor("signInSecret"));
        }
        till.tabTo("signInButton");
        till.key(Qt::Key_Return);
        QVERIFY(till.hasCursor("signInSecret"));
        QVERIFY(!till.shows("message"));
        till.type(QStringLiteral("cashier"));
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("searchField"), patience);
        QCOMPARE(till.text("personName"), QStringLiteral("收银员"));
        const QStringList record = OtherDesk(till.folder()).auditActions();
        QVERIFY(record.contains(QStringLiteral("signed-in")));
        QVERIFY2(!record.contains(QStringLiteral("sign-in-refused")), qPrintable(record.join(QLatin1Char(' '))));
    }

    void theDemoLetsInWhoKnowsNoName() {
        TillDriver till;
        till.open();
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("signOutButton"), patience);
        const QString office = till.text("officeName");
        till.key(Qt::Key_F12);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("signInAsDemo"), patience);
        QCOMPARE(till.text("signInTitle"), office);
        till.click("signInAsDemo");
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("searchField"), patience);
        QCOMPARE(till.text("personName"), QStringLiteral("演示"));
        TillDriver real(TillDriver::Kind::Real);
        real.open();
        QTRY_VERIFY_WITH_TIMEOUT(real.shows("signInName"), patience);
        QVERIFY(!real.shows("signInAsDemo"));
    }

    void noPassphraseIsNoTry() {
        TillDriver till(TillDriver::Kind::Real);
        till.open();
        till.signIn();
        QStringList said;
        const auto* bar = till.find<MessageBar>("messageBar");
        connect(bar, &MessageBar::changed, bar, [&said, bar] { said.append(bar->message()); });
        till.key(Qt::Key_Return);
        QVERIFY(till.hasCursor("signInSecret"));
        till.type(QStringLiteral("passphrase-1"));
        till.key(Qt::Key_Return); // its answer comes after that of anything asked before
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("searchField"), patience);
        QVERIFY2(!said.contains(Error{ErrorCode::KeysDamaged, {}}.message()), qPrintable(said.join(u'\n')));
    }

    void lockedKeysAreAskedFor() {
        TillDriver till(TillDriver::Kind::Real);
        till.open();
        till.signIn();
        till.type(QStringLiteral("not it"));
        till.key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"),
                                  QStringLiteral("The passphrase is wrong, or the key file is damaged."), patience);
        till.type(QStringLiteral("passphrase-1"));
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("searchField"), patience);
    }

    void languageAndLightChangeInPlace() {
        TillDriver till;
        till.serveAndIssue();
        till.type(QStringLiteral("8"));
        QTRY_VERIFY_WITH_TIMEOUT(till.canSell(), patience);
        till.key(Qt::Key_L, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(languageInUse(), QStringLiteral("zh_CN"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(till.find<QAbstractButton>("sellButton")->text().contains(QStringLiteral("写入卡")),
                                 patience);
        QVERIFY(till.text("quoteText").contains(QStringLiteral("2.000 m³")));
        QVERIFY(!till.text("quoteText").contains(QStringLiteral("for")));
        QCOMPARE(till.text("residentName"), QString::fromUtf8(resident));
        till.key(Qt::Key_D, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(theme::isDark(), patience);
        QVERIFY(till.window().palette().color(QPalette::Window).lightness() < 100);
        till.key(Qt::Key_D, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!theme::isDark(), patience);
    }

    void theIconThatClearsTheSearchIsSeenInBothLights() {
        TillDriver till;
        till.open();
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("signOutButton"), patience);
        till.key(Qt::Key_F3);
        till.type(QStringLiteral("1"));
        for (const bool dark : {false, true, false}) {
            if (theme::isDark() != dark)
                till.key(Qt::Key_D, Qt::ControlModifier);
            QTRY_COMPARE(theme::isDark(), dark);
            auto* field = till.find<QLineEdit>("searchField");
            const auto buttons = field->findChildren<QAbstractButton*>();
            QWidget* clears = nullptr;
            for (QAbstractButton* each : buttons)
                if (!clears || each->x() > clears->x())
                    clears = each;
            QVERIFY(clears && clears->x() > field->width() / 2);
            const auto contrast = [&] {
                const QImage seen = clears->grab().toImage();
                int least = 255, most = 0;
                for (int x = 0; x < seen.width(); ++x)
                    for (int y = 0; y < seen.height(); ++y) {
                        const int lightness = QColor(seen.pixel(x, y)).lightness();
                        least = std::min(least, lightness);
                        most = std::max(most, lightness);
                    }
                return most - least;
            };
            QTRY_VERIFY2(contrast() > 100,
                         qPrintable(QStringLiteral("%1 %2").arg(dark).arg(contrast()))); // it fades in
        }
    }

    void everyControlHasANameAndIsReachedByTab() {
        TillDriver till;
        till.serveAndIssue();
        QSet<QWidget*> wanted;
        for (QWidget* each : till.window().findChildren<QWidget*>()) {
            const bool interactive = qobject_cast<QAbstractButton*>(each) || qobject_cast<QLineEdit*>(each) ||
                                     qobject_cast<QComboBox*>(each) || qobject_cast<QAbstractItemView*>(each);
            // Qt's own parts: a field's clear button, a combo box's list, a table's corner.
            if (!interactive || each->objectName().startsWith(QLatin1String("qt_")) ||
                qobject_cast<QLineEdit*>(each->parentWidget()) || each->inherits("QComboBoxListView") ||
                each->inherits("QHeaderView") || each->inherits("QTableCornerButton"))
                continue;
            const auto* button = qobject_cast<QAbstractButton*>(each);
            QVERIFY2(
                !each->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                qPrintable(each->objectName() + QLatin1Char(' ') + QLatin1String(each->metaObject()->className())));
            if (each->isVisible() && each->isEnabled())
                wanted.insert(each);
        }
        QVERIFY(wanted.size() >= 10);
        for (int i = 0; i < 60; ++i) {
            wanted.remove(QApplication::focusWidget());
            till.key(Qt::Key_Tab);
        }
        for (QWidget* missed : std::as_const(wanted))
            QFAIL(qPrintable(QStringLiteral("Tab never reaches %1").arg(missed->objectName())));
    }

    void tabFollowsTheWork() {
        TillDriver till;
        till.serveAndIssue();
        till.type(QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(till.canSell(), patience);
        till.tabTo("searchField");
        const QStringList order = tabOrder(till);
        qsizetype last = 0;
        for (const char* next : {"meterList", "amountField", "sellButton"}) {
            const qsizetype at = order.indexOf(QLatin1String(next));
            QVERIFY2(at > last, qPrintable(order.join(QLatin1Char(' '))));
            last = at;
        }
        till.key(Qt::Key_F3);
        till.tabTo("sellButton");
        till.key(Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        till.key(Qt::Key_F6);
        QTRY_VERIFY_WITH_TIMEOUT(till.find<QWidget>("printReceipt")->hasFocus(), patience);
        QCOMPARE(tabOrder(till).mid(0, 3), QStringList({QStringLiteral("printReceipt"), QStringLiteral("saveReceipt"),
                                                        QStringLiteral("closeReceipt")}));
    }

    void tabFollowsTheSignIn() {
        TillDriver till(TillDriver::Kind::Real);
        till.open();
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("signInName") && till.find<QWidget>("signInName")->hasFocus(), patience);
        QCOMPARE(tabOrder(till).mid(0, 3), QStringList({QStringLiteral("signInName"), QStringLiteral("signInSecret"),
                                                        QStringLiteral("signInButton")}));
    }

    void anOfficeWithoutKeysStillLooksThingsUp() {
        TillDriver till;
        QVERIFY(QFile::remove(till.folder() + QStringLiteral("/keys.sealed")));
        till.open();
        QTRY_COMPARE_WITH_TIMEOUT(till.text("message"),
                                  QStringLiteral("The office's keys are missing: there is no key file."), patience);
        QVERIFY(till.text("messageNext").contains(QStringLiteral("meterdesk keys generate")));
        till.serve(QLatin1String(home), QString::fromUtf8(resident));
        till.tabTo("amountField");
        till.type(QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(till.text("quoteText").startsWith(QStringLiteral("12.500 m³ for 50.00 yuan")),
                                 patience);
    }

    void residentsAreFoundByAllThatTheySay() {
        TillDriver till;
        till.serveAndIssue();
        till.serve(QStringLiteral("李秀英"), QStringLiteral("李秀英"));
        till.serve(QStringLiteral("10012345603"), QStringLiteral("张伟"));
        till.serve(QStringLiteral("200100000004"), QStringLiteral("刘洋"));
        OfficeOptions options;
        options.dataFolder = till.folder();
        const auto office = Office::open(options);
        QVERIFY(office.has_value());
        const MeterBook meters((*office)->store(), {});
        const auto meter = meters.meterByNumber(QLatin1String(meterNumber));
        QVERIFY(meter.has_value());
        const auto card = meters.activeCardOf(meter->id);
        QVERIFY(card && *card);
        till.serve((*card)->uid, QString::fromUtf8(resident));
    }

    void enterTwiceChoosesOnce() {
        SlowSearch search;
        QVERIFY(makeDemoOffice(search.dir.path()).has_value());
        search.hold();
        search.type(home);
        search.key(Qt::Key_Return);
        search.key(Qt::Key_Return);
        search.letGo();
        QTRY_COMPARE_WITH_TIMEOUT(search.books.pending(), 0, patience);
        QCOMPARE(search.chosen.count(), 1);
    }

    void typingOnTakesEnterBack() {
        SlowSearch search;
        QVERIFY(makeDemoOffice(search.dir.path()).has_value());
        search.hold();
        search.type(home);
        search.key(Qt::Key_Return);
        search.type("x");
        search.letGo();
        search.key(Qt::Key_Backspace);
        QTRY_COMPARE_WITH_TIMEOUT(search.rows(), 1, patience);
        QCOMPARE(search.chosen.count(), 0);
        search.key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(search.chosen.count(), 1, patience);
    }

    void aFailedSearchChoosesNobodyLater() {
        SlowSearch search; // in a folder without an office
        search.type(home);
        search.key(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(search.failed.count(), 1, patience);
        QVERIFY(makeDemoOffice(search.dir.path()).has_value());
        search.key(Qt::Key_Backspace);
        QTRY_VERIFY_WITH_TIMEOUT(search.rows() > 0, patience);
        QCOMPARE(search.chosen.count(), 0);
    }

    void aLateLookAtACardThatHasGoneSaysNothing() {
        TillDriver till;
        OfficeOptions options;
        options.dataFolder = till.folder();
        const auto opened = Office::open(options);
        QVERIFY(opened.has_value());
        Office& office = **opened;
        const auto who = office.signIn({}, {});
        QVERIFY(who.has_value());
        simulator::Shelf shelf(till.folder());
        int lastCommand = 0;
        {
            const auto reader = office.reader();
            QVERIFY(reader.has_value());
            CardDesk desk(office.store(), *who, **reader, office.layouts(), office.keys());
            QVERIFY(shelf.insert(QStringLiteral("mifare-1")).has_value());
            QVERIFY(desk.issue(QLatin1String(meterNumber)).has_value());
            const QString file = till.folder() + QStringLiteral("/simulator/cards/mifare-1.json");
            QFile card(file);
            QVERIFY(card.open(QIODevice::ReadOnly));
            const QByteArray copy = card.readAll();
            card.close();
            TopUpAsked asked;
            asked.meterNumber = QLatin1String(meterNumber);
            asked.amount.pay = Money{5000};
            QVERIFY(desk.topUp(asked).has_value());
            QVERIFY(card.open(QIODevice::WriteOnly) && card.write(copy) == copy.size());
            card.close();
            for (int at = 1; lastCommand == 0; ++at) {
                QVERIFY(shelf.insert(QStringLiteral("mifare-1")).has_value());
                till.arm(simulator::FaultKind::RemovedAfter, at);
                if (desk.look())
                    lastCommand = at;
            }
            QVERIFY(shelf.inserted().isEmpty());
        }
        till.open();
        till.serve(QLatin1String(home), QString::fromUtf8(resident));
        till.lay(QStringLiteral("mifare-1"));
        const QString behind = QStringLiteral("Behind the books");
        QTRY_VERIFY_WITH_TIMEOUT(till.text("message").startsWith(behind), patience);
        QVERIFY(till.text("messageNext").startsWith(QStringLiteral("Sell nothing on it")));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("meterCases"), patience);
        QVERIFY(till.text("meterCases").contains(QLatin1String(meterNumber)));
        QVERIFY(till.text("meterCases").contains(QStringLiteral("Ask a manager")));
        till.click("messageClose");
        // The look has read the whole card, and waits for the books to note its case, when the card goes.
        till.arm(simulator::FaultKind::RemovedAfter, lastCommand);
        const Status noted = office.store().transact([&]() -> Status {
            till.key(Qt::Key_F5);
            const auto gone = [&] { return shelf.inserted().isEmpty() && cardChip(till) == noCard; };
            return QTest::qWaitFor(gone, patience) ? Status() : fail(ErrorCode::CardBusy);
        });
        QVERIFY(noted.has_value());
        QTRY_VERIFY_WITH_TIMEOUT(till.closeFromOutside(), patience);
        QVERIFY2(!till.text("message").startsWith(behind), qPrintable(till.text("message")));
        QCOMPARE(cardChip(till), noCard);
    }

    void theNextCashierFindsNothingOfTheLast() {
        TillDriver till;
        till.serveAndIssue();
        till.type(QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(till.canSell(), patience);
        till.takeAway();
        till.key(Qt::Key_F12);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("signInName"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(till.find<QWidget>("signInName")->hasFocus(), patience);
        till.key(Qt::Key_F3); // nobody is signed in
        QVERIFY(!till.shows("searchField"));
        QVERIFY(!till.shows("signOutButton"));
        till.type(QStringLiteral("cashier"));
        till.key(Qt::Key_Return);
        till.type(QStringLiteral("cashier"));
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("searchField"), patience);
        QCOMPARE(till.text("personName"), QStringLiteral("收银员"));
        QVERIFY(!till.shows("residentName"));
        for (const char* field : {"searchField", "amountField", "cardConfirmReason", "reverseReason", "signInSecret"})
            QCOMPARE(till.find<QLineEdit>(field)->text(), QString());
        QCOMPARE(till.text("quoteText"), QString());
        till.lay(QStringLiteral("mifare-1")); // and the card is served as before
        QTRY_COMPARE_WITH_TIMEOUT(till.text("residentName"), QString::fromUtf8(resident), patience);
        QTRY_VERIFY_WITH_TIMEOUT(till.cardIsRead(), patience);
        till.key(Qt::Key_F12);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("signInName"), patience);
    }

    void closingWaitsForTheCard() {
        TillDriver till;
        till.serveAndIssue();
        till.type(QStringLiteral("50"));
        QTRY_VERIFY_WITH_TIMEOUT(till.canSell(), patience);
        auto held = till.holdCards();
        till.key(Qt::Key_Return);
        QVERIFY(!till.closeFromOutside());
        QCOMPARE(till.text("message"), QStringLiteral("A sale is under way."));
        held.reset();
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        held = till.holdCards();
        till.key(Qt::Key_F5);
        QVERIFY(!till.closeFromOutside());
        QCOMPARE(till.text("message"), QStringLiteral("Work with the card is under way."));
        QCOMPARE(till.text("messageNext"), QStringLiteral("Close the window when it is done."));
        till.key(Qt::Key_F12);
        QCOMPARE(till.text("messageNext"), QStringLiteral("Sign out when it is done."));
        held.reset();
        QTRY_VERIFY_WITH_TIMEOUT(till.closeFromOutside(), patience);
    }
};

QTEST_MAIN(GuiTill)
#include "gui_till.moc"
