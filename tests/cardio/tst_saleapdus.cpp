// What a sale costs: two commits, and the least commands that its card allows. A command more is a person waiting at
// the counter, so the numbers stand here; whoever changes one says why.
#include "tests/support/tempoffice.h"
#include "tests/support/tempstore.h"

#include <QtTest>

using namespace meterdesk;
using namespace meterdesk::test;

class TestSaleApdus : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void leastThereIs_data();
    void leastThereIs();
};

void TestSaleApdus::leastThereIs_data() {
    QTest::addColumn<QString>("layout");
    QTest::addColumn<int>("reading");
    QTest::addColumn<int>("writing");
    QTest::addColumn<int>("readingBack");
    const auto row = [](const char* layout, int reading, int writing, int readingBack) {
        QTest::newRow(layout) << QString::fromLatin1(layout) << reading << writing << readingBack;
    };
    // Application, public file, both data files, INITIALIZE FOR LOAD; CREDIT FOR LOAD, then a challenge and a write for
    // each of the file's two pieces; the file.
    row("cpu-money", 5, 5, 1);
    row("cpu-quantity", 5, 5, 1);
    // UID; both copies and the report, block by block, each sector opened first; the older copy, of which only the
    // blocks that change are written and read back.
    row("mifare-alternating", 16, 4, 2);
    // Kind of card, memory, tries; the code, the tries again, the record; the record.
    row("sle4442-single", 3, 3, 1);
}

void TestSaleApdus::leastThereIs() {
    QFETCH(QString, layout);
    TempOffice office;
    office.issue(layout);
    const auto sell = [&](const SaleProgress& progress) {
        must(
            office.desk().topUp({TempOffice::meterOf(layout), TempOffice::twenty(layout), false, {}, false}, progress));
    };
    sell({});
    office.clock.pass(60'000);
    QVERIFY(office.load(TempOffice::meterOf(layout)).loaded);
    office.clock.pass(60'000);

    // On a card that comes from its meter: the report is taken in with the sale.
    const qint64 commits = office.store->commits();
    const int before = office.reader.apdus();
    int firstWrite = 0, firstReadBack = 0;
    sell([&](SaleStep step) {
        if (step == SaleStep::Write)
            firstWrite = office.reader.apdus();
        if (step == SaleStep::Verify)
            firstReadBack = office.reader.apdus();
    });
    QCOMPARE(office.store->commits() - commits, 2);
    QTEST(firstWrite - before, "reading");
    QTEST(firstReadBack - firstWrite, "writing");
    QTEST(office.reader.apdus() - firstReadBack, "readingBack");
}

QTEST_GUILESS_MAIN(TestSaleApdus)
#include "tst_saleapdus.moc"
