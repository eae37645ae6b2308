// Work on a purse that breaks off once its money has moved, and is asked for again: the data file is finished then, and
// nothing is left to mend. Tried at every command of the work. Threads: one.
#pragma once

#include "tests/support/tempoffice.h"

#include <QTest>

namespace meterdesk::test {

/// `prepare` an office whose card lies on the reader; `ask` for the work, twice; `loads` what came of it into the
/// meter.
template <class Prepare, class Ask, class Loads>
void finishesWhenAskedAgain(Prepare prepare, Ask ask, Loads loads) {
    int unfinished = 0;
    bool reached = true;
    for (int at = 1; reached; ++at) {
        TempOffice office;
        QVERIFY(office.store->execute(QStringLiteral("PRAGMA synchronous = OFF")));
        prepare(office);
        const auto card = office.reader.card();
        office.reader.arm({simulator::Fault{at, simulator::FaultKind::RemovedAfter, 0, {}}});
        const auto broken = ask(office);
        reached = office.reader.apdus() >= at;
        office.reader.arm({});
        office.reader.insert(card);
        if (!broken || !broken->unfinished)
            continue;
        ++unfinished;
        const auto again = ask(office);
        QVERIFY2(again, qPrintable(QStringLiteral("at %1: %2").arg(at).arg(nameOf(again))));
        QVERIFY(!again->unfinished);
        const auto view = office.desk().look();
        QVERIFY2(view, qPrintable(nameOf(view)));
        QVERIFY(!view->mended);
        QVERIFY(loads(office));
        QVERIFY(office.balances());
    }
    QVERIFY(unfinished > 0);
}

} // namespace meterdesk::test
