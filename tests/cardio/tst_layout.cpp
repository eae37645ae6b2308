// Layout files: the shipped ones are read, wrong ones are refused with the place and the reason.
#include "cardio/cards/layoutbook.h"
#include "tests/support/support.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace meterdesk;
using namespace Qt::Literals::StringLiterals;

class LayoutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shippedLayoutsAreRead();
    void mifareIsUnderstood();
};

void LayoutTest::shippedLayoutsAreRead() {
    QStringList problems;
    const LayoutBook book = LayoutBook::load({}, &problems);
    QCOMPARE(problems, QStringList());
    QCOMPARE(book.ids(), QStringList({u"cpu-money"_s, u"cpu-quantity"_s, u"mifare-alternating"_s, u"mifare-tool"_s,
                                      u"sle4442-single"_s}));
}

void LayoutTest::mifareIsUnderstood() {
    const LayoutBook book = LayoutBook::load({});
    const Layout* layout = book.find(u"mifare-alternating"_s);
    QVERIFY(layout);
    QCOMPARE(layout->slotCount, 2);
    QCOMPARE(layout->sectors, QList({1, 2, 3, 4, 5, 6, 7}));
    const AreaSpec* second = layout->area(AreaRole::Purchase, 1);
    QVERIFY(second);
    QCOMPARE(second->copies.size(), 2);
    QCOMPARE(second->copies.at(1).first(), (Place{24, 0, 16}));
    QCOMPARE(second->length, 48);
}

QTEST_GUILESS_MAIN(LayoutTest)
#include "tst_layout.moc"
