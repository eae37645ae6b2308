// Ids: growing, unique over threads, and the same after a trip through text.
#include "models/common/clock.h"
#include "models/common/id.h"

#include <QtTest>
#include <set>
#include <thread>
#include <vector>

using namespace meterdesk;

class TestId : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void idsGrow() {
        Id previous = noId;
        for (int i = 0; i < 100000; ++i) {
            const Id id = newId();
            QVERIFY(id > previous);
            previous = id;
        }
    }

    void idsAreUniqueOverThreads() {
        constexpr size_t each = 20000;
        std::vector<std::vector<Id>> made(4);
        std::vector<std::thread> threads;
        threads.reserve(made.size());
        for (std::vector<Id>& mine : made)
            threads.emplace_back([&mine] {
                mine.reserve(each);
                for (size_t i = 0; i < each; ++i)
                    mine.push_back(newId());
            });
        for (std::thread& thread : threads)
            thread.join();
        std::set<Id> all;
        for (const std::vector<Id>& mine : made)
            all.insert(mine.begin(), mine.end());
        QCOMPARE(all.size(), each * made.size());
    }

    void idTellsItsTime() {
        constexpr TimeMs epoch2024 = 1704067200000;
        const TimeMs before = Clock::system().now();
        const TimeMs inId = (newId() >> 22) + epoch2024;
        // Ids made before in this program may have run ahead of the clock by less than one counter's width.
        QVERIFY(inId >= before);
        QVERIFY(inId <= Clock::system().now() + 1);
    }

    void textGivesTheIdBack() {
        const Id id = newId();
        QCOMPARE(idFromString(toString(id)), id);
        QCOMPARE(idFromString(QStringLiteral("9223372036854775807")), std::numeric_limits<Id>::max());
        for (const char* text : {"", "0", "-5", "+5", " 5", "05", "5.0", "0x5", "9223372036854775808", "five"})
            QCOMPARE(idFromString(QString::fromLatin1(text)), noId);
    }
};

QTEST_GUILESS_MAIN(TestId)
#include "tst_id.moc"
