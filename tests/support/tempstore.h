// An office for one test: a folder of its own, its books open, a clock that the test sets, and who is signed in.
//
//   TempStore office;                 // fails the test loudly where it can't be made
//   MeterBook meters(*office.store, office.administrator, office.clock);
#pragma once

#include "models/common/clock.h"
#include "models/staff/session.h"
#include "models/store/store.h"

#include <QTemporaryDir>

namespace meterdesk::test {

class SetClock : public Clock {
public:
    TimeMs now() const override { return time; }
    TimeMs time = 1767225600000; // 2026-01-01 00:00 UTC
};

class TempStore {
public:
    TempStore();

    QString path() const;                   // of the books
    QString folder() const;                 // of the data
    void reopen();                          // closes and opens the books again, as a program's next start does
    std::unique_ptr<Store> another() const; // a second connection, as of another program

    /// Any row's first column, for looking at the books without the code under test.
    QVariant one(const QString& sql, const QVariantList& values = {});
    /// Runs a statement that must succeed.
    void run(const QString& sql, const QVariantList& values = {});

    QTemporaryDir dir;
    SetClock clock;
    std::unique_ptr<Store> store;
    StaffSession administrator, manager, cashier; // in the books; nobody knows their passwords
};

/// The value, or the end of the program with the error's name: for set-up steps that are not what is tested.
template <class T>
T must(Result<T> result) {
    if (!result)
        qFatal("%s: %s", qPrintable(result.error().name()), qPrintable(result.error().message()));
    return std::move(*result);
}
inline void must(const Status& status) {
    if (!status)
        qFatal("%s: %s", qPrintable(status.error().name()), qPrintable(status.error().message()));
}

} // namespace meterdesk::test
