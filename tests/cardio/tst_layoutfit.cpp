// What the cards of a layout have room for, and what is left out of them rather than refusing a card.
#include "cardio/cards/layoutbook.h"
#include "cardio/cards/layoutfit.h"

#include <QtTest>

using namespace meterdesk;

class TestLayoutFit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cardIds_data();
    void cardIds();
    void phones_data();
    void phones();
    void whatIsNotInTheLayoutHasRoom();

private:
    const Layout& layout(const char* id) {
        const Layout* found = m_book.find(QString::fromLatin1(id));
        if (found == nullptr)
            qFatal("no layout %s", id);
        return *found;
    }
    LayoutBook m_book = LayoutBook::load({});
};

void TestLayoutFit::cardIds_data() {
    QTest::addColumn<QString>("layoutId");
    QTest::addColumn<QString>("cardId");
    QTest::addColumn<bool>("can");
    const auto row = [](const char* id, const char* card, bool can) {
        QTest::addRow("%s %s", id, card) << QString::fromLatin1(id) << QString::fromLatin1(card) << can;
    };
    row("mifare-alternating", "B2538F01", true);
    row("mifare-alternating", "04B2538F01A2C3", true);
    row("mifare-alternating", "B2538F", false);
    row("mifare-alternating", "0011223344556677", false);
    row("cpu-money", "0011223344556677", true);
    row("cpu-money", "B2538F01", false);
    row("sle4442-single", "0012345678", true);
    row("sle4442-single", "12345678", false);
    row("sle4442-single", "00123456AB", false);
}

void TestLayoutFit::cardIds() {
    QFETCH(QString, layoutId);
    QFETCH(QString, cardId);
    QFETCH(bool, can);
    QCOMPARE(canHaveId(layout(layoutId.toLatin1().constData()), cardId), can);
}

void TestLayoutFit::phones_data() {
    QTest::addColumn<QString>("phone");
    QTest::addColumn<QString>("onCard");
    const auto row = [](const char* phone, const char* onCard) {
        QTest::newRow(phone) << QString::fromLatin1(phone) << QString::fromLatin1(onCard);
    };
    row("13800138000", "13800138000");
    row("+8613800138000", "13800138000");
    row("057188881234", "057188881234");
    row("+85261234567", "85261234567");
    row("+4915123456789", ""); // thirteen digits, and twelve places
    row("", "");
}

void TestLayoutFit::phones() {
    QFETCH(QString, phone);
    QFETCH(QString, onCard);
    QCOMPARE(phoneOnCard(layout("mifare-alternating"), phone), onCard);
}

void TestLayoutFit::whatIsNotInTheLayoutHasRoom() {
    QVERIFY(layout("sle4442-single").area(AreaRole::Purchase, 0)->find(Field::Phone) == nullptr);
    QVERIFY(hasRoomFor(layout("sle4442-single"), Field::Phone, QStringLiteral("+4915123456789")));
    QVERIFY(!hasRoomFor(layout("mifare-alternating"), Field::TotalPurchased, qint64(99'999'999'999'999)));
    QVERIFY(!hasRoomFor(layout("mifare-alternating"), Field::TotalPurchased, qint64(5'005)));
    QVERIFY(hasRoomFor(layout("mifare-alternating"), Field::TotalPurchased, qint64(5'010)));
}

QTEST_GUILESS_MAIN(TestLayoutFit)
#include "tst_layoutfit.moc"
