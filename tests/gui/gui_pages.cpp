// Every page of the till in both languages, in a wide window and in the least one: nothing that is read is cut off, all
// that takes the focus has a name for a screen reader, and what can be clicked stays where it is when a message comes.
#include "tests/support/tilldriver.h"
#include "ui/common/language.h"
#include "ui/common/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableWidget>

using namespace meterdesk;
using namespace meterdesk::test;
using simulator::FaultKind;

namespace {

constexpr QSize wide(1366, 768);
constexpr QSize least(683, 384); // 1366 × 768 at 200 %

QString nameOf(const QWidget* widget) {
    return widget->objectName().isEmpty() ? QLatin1String(widget->metaObject()->className()) : widget->objectName();
}

/// Qt's own parts of a control: a field's clear button, a combo box's list, a table's corner and headers.
bool isPart(const QWidget* widget) {
    return widget->objectName().startsWith(QLatin1String("qt_")) ||
           qobject_cast<const QLineEdit*>(widget->parentWidget()) || widget->inherits("QComboBoxListView") ||
           widget->inherits("QHeaderView") || widget->inherits("QTableCornerButton");
}

QString plain(QString text) {
    return text.remove(QLatin1Char('&'));
}

/// Whether it stands out over the side of something that scrolls up and down only.
bool sticksOut(const QWidget* widget) {
    for (const QWidget* above = widget->parentWidget(); above; above = above->parentWidget()) {
        const auto* area = qobject_cast<const QScrollArea*>(above->parentWidget());
        if (!area || area->viewport() != above)
            continue;
        const int left = widget->mapTo(above, QPoint()).x();
        if (left < 0 || left + widget->width() > above->width())
            return true;
    }
    return false;
}

/// What a label or a button says that its place has no room for.
QStringList cutOff(const QWidget& window) {
    QStringList cut;
    const auto widgets = window.findChildren<QWidget*>();
    for (const QWidget* each : widgets) {
        if (!each->isVisible() || isPart(each) || each->inherits("meterdesk::ElidedLabel"))
            continue;
        if (sticksOut(each))
            cut << QStringLiteral("%1 sticks out: %2 in %3")
                       .arg(nameOf(each))
                       .arg(each->width())
                       .arg(each->parentWidget()->width());
        if (const auto* label = qobject_cast<const QLabel*>(each); label && !label->text().isEmpty()) {
            const bool low = label->wordWrap() ? label->heightForWidth(label->width()) > label->height()
                                               : label->sizeHint().height() > label->height();
            const bool narrow = label->wordWrap() ? label->minimumSizeHint().width() > label->width()
                                                  : label->sizeHint().width() > label->width();
            if (low || narrow)
                cut << nameOf(each) + QLatin1String(": ") + label->text();
        } else if (const auto* button = qobject_cast<const QAbstractButton*>(each)) {
            const int tall =
                button->hasHeightForWidth() ? button->heightForWidth(button->width()) : button->sizeHint().height();
            if (button->sizeHint().width() > button->width() || tall > button->height())
                cut << nameOf(each) + QLatin1String(": ") + button->text();
        } else if (const auto* field = qobject_cast<const QLineEdit*>(each)) {
            const int room = field->width() - 3 * theme::grid;
            if (field->text().isEmpty() && field->fontMetrics().horizontalAdvance(field->placeholderText()) > room)
                cut << nameOf(each) + QLatin1String(": ") + field->placeholderText();
        }
    }
    return cut;
}

QStringList withoutName(const QWidget& window) {
    QStringList nameless;
    const auto widgets = window.findChildren<QWidget*>();
    for (QWidget* each : widgets) {
        if (!each->isVisible() || isPart(each) || each->focusPolicy() == Qt::NoFocus)
            continue;
        // What only scrolls or holds others: nothing is said or done there by itself.
        if (qobject_cast<QScrollBar*>(each) ||
            (!each->inherits("QAbstractButton") && !each->inherits("QLineEdit") && !each->inherits("QComboBox") &&
             !each->inherits("QAbstractItemView") && !each->inherits("QAbstractScrollArea")))
            continue;
        QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(each);
        if (!accessible || plain(accessible->text(QAccessible::Name)).trimmed().isEmpty())
            nameless << nameOf(each);
    }
    return nameless;
}

/// Of all buttons and fields in sight.
QHash<const QWidget*, QRect> places(const QWidget& window) {
    QHash<const QWidget*, QRect> where;
    const auto widgets = window.findChildren<QWidget*>();
    for (const QWidget* each : widgets)
        if (each->isVisible() && !isPart(each) && !each->objectName().startsWith(QLatin1String("message")) &&
            (each->inherits("QAbstractButton") || each->inherits("QLineEdit") || each->inherits("QComboBox") ||
             each->inherits("QAbstractItemView")))
            where[each] = QRect(each->mapTo(&window, QPoint()), each->size());
    return where;
}

/// A change of size or words goes through the layouts in several rounds.
void layOut() {
    for (int round = 0; round < 8; ++round)
        QApplication::processEvents();
}

/// In this language, both sizes.
void checkSizes(TillDriver& till, const char* page, const char* language) {
    for (const QSize size : {least, wide}) {
        till.window().resize(size);
        layOut();
        const QString at =
            QStringLiteral("%1, %2, %3: ").arg(QLatin1String(page), QLatin1String(language)).arg(size.width());
        const QStringList cut = cutOff(till.window());
        QVERIFY2(cut.isEmpty(), qPrintable(at + cut.join(QStringLiteral(" | "))));
        const QStringList nameless = withoutName(till.window());
        QVERIFY2(nameless.isEmpty(), qPrintable(at + nameless.join(QStringLiteral(" | "))));
    }
}

void check(TillDriver& till, const char* page) {
    for (const char* language : {"zh_CN", "en"}) {
        useLanguage(QLatin1String(language));
        checkSizes(till, page, language);
        if (QTest::currentTestFailed())
            return;
    }
}

/// The same for what is asked before it is done: that closes with its language. `byWord`: a manager may say so.
void checkAsked(TillDriver& till, const char* page, bool byWord) {
    for (const char* language : {"zh_CN", "en"}) {
        while (languageInUse() != QLatin1String(language))
            till.key(Qt::Key_L, Qt::ControlModifier);
        till.key(Qt::Key_F8);
        QVERIFY(till.shows("cardConfirmWord"));
        checkSizes(till, page, language);
        if (QTest::currentTestFailed())
            return;
        // As much is said by a click on the words as on the box.
        auto* word = till.find<QAbstractButton>("cardConfirmWord");
        QTest::mouseClick(word, Qt::LeftButton, {}, QPoint(word->width() - theme::grid, word->height() / 2));
        QCOMPARE(word->isChecked(), byWord);
        till.key(Qt::Key_Escape);
    }
}

// What a test's own function has found wrong ends the test.
#define CHECKED(call)                                                                                                  \
    do {                                                                                                               \
        call;                                                                                                          \
        if (QTest::currentTestFailed())                                                                                \
            return;                                                                                                    \
    } while (false)
#define CHECK(page) CHECKED(check(till, page))

} // namespace

class GuiPages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { TillDriver::prepare(); }
    void init() { useLanguage(QStringLiteral("en")); }

    void signingInAndUnlocking() {
        TillDriver till(TillDriver::Kind::Real);
        till.open();
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("signInName"), patience);
        CHECK("sign in");
        till.signIn();
        CHECK("unlock");
    }

    void sellingAndItsReceipt() {
        TillDriver till;
        till.open();
        CHECK("nobody is served");
        till.serve(QStringLiteral("1-1-101"), QStringLiteral("王帅"));
        CHECK("resident");
        till.lay(QStringLiteral("mifare-1"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("issueButton"), patience);
        CHECK("blank card");
        till.click("issueButton");
        QTRY_VERIFY_WITH_TIMEOUT(till.cardIsRead(), patience);
        till.tabTo("amountField");
        till.type(QStringLiteral("1250"));
        QTRY_VERIFY_WITH_TIMEOUT(till.canSell(), patience);
        CHECK("amount");
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        CHECK("sold");
        till.key(Qt::Key_F6);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("printReceipt"), patience);
        CHECK("receipt");
        till.key(Qt::Key_Escape);
        till.key(Qt::Key_F9);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("cardConfirmButton"), patience);
        CHECK("card comes back");
    }

    void aManagersWord() {
        TillDriver till;
        till.losePurse();
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("cardConfirmWord"), patience);
        CHECKED(checkAsked(till, "a lost purse", true));
        till.key(Qt::Key_Escape);
        till.key(Qt::Key_F12);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("signInName"), patience);
        for (int field = 0; field < 2; ++field) {
            till.type(QStringLiteral("cashier"));
            till.key(Qt::Key_Return);
        }
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("drawerCards"), patience);
        till.serve(QStringLiteral("1-1-101"), QStringLiteral("王帅"));
        till.tabTo("meterList");
        till.key(Qt::Key_Down);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("replaceButton"), patience);
        CHECKED(checkAsked(till, "a lost purse, and no manager", false));
        till.key(Qt::Key_F8);
        till.type(QStringLiteral("lost"));
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("moveButton") && till.shows("returnButton"), patience);
        CHECK("two things to do with a card");
    }

    void openOrders() {
        TillDriver till;
        till.serveAndIssue();
        till.arm(FaultKind::RemovedHalfway, TillDriver::breaks().unsent, 7);
        till.sell(QStringLiteral("1250"));
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("till_resendButton"), patience);
        CHECK("open order");
        till.key(Qt::Key_F4);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("openOrderTable"), patience);
        till.key(Qt::Key_Down);
        CHECK("open orders");
    }

    void nothingMovesWhenAMessageComes() {
        for (const QSize size : {wide, least}) {
            TillDriver till;
            till.serveAndIssue();
            till.window().resize(size);
            layOut();
            QVERIFY(till.shows("message")); // the card is issued
            const auto with = places(till.window());
            till.click("messageClose");
            layOut();
            QVERIFY(!till.shows("message"));
            const auto without = places(till.window());
            for (auto each = with.begin(); each != with.end(); ++each) {
                const QRect then = each.value();
                const QRect now = without.value(each.key());
                QVERIFY2(then == now, qPrintable(QStringLiteral("%1: %2,%3 %4x%5 becomes %6,%7 %8x%9")
                                                     .arg(nameOf(each.key()))
                                                     .arg(then.x())
                                                     .arg(then.y())
                                                     .arg(then.width())
                                                     .arg(then.height())
                                                     .arg(now.x())
                                                     .arg(now.y())
                                                     .arg(now.width())
                                                     .arg(now.height())));
            }
            QVERIFY(with.size() >= 8);
        }
    }

    void theLeastWindowShowsWhatIsWorkedWith() {
        TillDriver till;
        const auto whole = [&](const char* name) {
            layOut();
            const auto* seen = till.find<QWidget>(name);
            return seen->visibleRegion().boundingRect() == seen->rect();
        };
        till.open();
        till.serve(QStringLiteral("1-1-101"), QStringLiteral("王帅"));
        till.window().resize(least);
        till.tabTo("amountField");
        till.key(Qt::Key_Down);
        till.key(Qt::Key_Down); // gas, in whole units of 2.50 yuan
        till.issue(QStringLiteral("sle-1"));
        till.type(QStringLiteral("33"));
        QTRY_VERIFY_WITH_TIMEOUT(till.canSell() && !till.text("changeText").isEmpty(), patience);
        for (const char* name : {"residentName", "amountField", "changeText", "sellButton", "returnButton"})
            QVERIFY2(whole(name), name);
        const auto* meters = till.find<QListWidget>("meterList"); // the third one is marked, and seen
        const QRect marked = meters->visualItemRect(meters->currentItem());
        QVERIFY(meters->viewport()->visibleRegion().contains(marked.center()));
        till.key(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("receiptButton"), patience);
        till.key(Qt::Key_F6);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("printReceipt"), patience);
        for (const char* name : {"printReceipt", "saveReceipt", "closeReceipt"})
            QVERIFY2(whole(name), name);
        const QRect paper = till.find<QLabel>("receiptPaper")->visibleRegion().boundingRect();
        QVERIFY2(paper.height() > least.height() / 2, qPrintable(QString::number(paper.height())));
        till.key(Qt::Key_Escape);
        QTRY_VERIFY(till.shows("residentName") && till.hasCursor("amountField"));
    }

    void anOrderPageScrollsNoFurtherThanItsOwnWords() {
        TillDriver till;
        till.serveAndIssue();
        till.window().resize(least);
        till.sellInDoubt(QStringLiteral("50"));
        till.key(Qt::Key_F4);
        QTRY_VERIFY_WITH_TIMEOUT(till.shows("openOrderTable"), patience);
        till.key(Qt::Key_Escape);
        till.tabTo("drawerCards");
        layOut();
        QVERIFY(!till.find<QLabel>("openOrderAmount")->visibleRegion().isEmpty());
    }

    void aScrollBarsHandleStandsOutFromItsGroove() {
        TillDriver till;
        till.open();
        till.window().resize(1366, 480);
        auto* bar = till.find<QListView>("searchList")->verticalScrollBar();
        QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible(), patience);
        for (const bool dark : {false, true}) {
            if (dark)
                till.key(Qt::Key_D, Qt::ControlModifier);
            QTRY_COMPARE(theme::isDark(), dark);
            const QImage seen = bar->grab().toImage();
            const int middle = seen.width() / 2;
            const int handle = QColor(seen.pixel(middle, 12)).lightness(); // at its top: nothing is scrolled
            const int groove = QColor(seen.pixel(middle, seen.height() - 12)).lightness();
            QVERIFY2(dark ? handle > groove + 40 : handle < groove - 40,
                     qPrintable(QStringLiteral("%1 %2").arg(handle).arg(groove)));
        }
        till.key(Qt::Key_D, Qt::ControlModifier);
        QTRY_VERIFY(!theme::isDark());
    }
};

QTEST_MAIN(GuiPages)
#include "gui_pages.moc"
