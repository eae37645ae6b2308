#include "tests/support/tempstore.h"

#include "models/common/id.h"

namespace meterdesk::test {
namespace {

StaffSession addStaff(TempStore& office, const QString& name, const QString& role, Role asRole) {
    // Straight into the table: a password costs scrypt, and most tests sign nobody in.
    StaffSession session{newId(), name, name, asRole};
    office.run(QStringLiteral("INSERT INTO staff (id, name, display, role, password) VALUES (?, ?, ?, ?, 'none')"),
               {session.staffId, name, name, role});
    return session;
}

} // namespace

TempStore::TempStore() {
    if (!dir.isValid())
        qFatal("no temporary folder: %s", qPrintable(dir.errorString()));
    store = must(Store::open(path()));
    administrator = addStaff(*this, QStringLiteral("anna"), QStringLiteral("administrator"), Role::Administrator);
    manager = addStaff(*this, QStringLiteral("mei"), QStringLiteral("manager"), Role::Manager);
    cashier = addStaff(*this, QStringLiteral("chen"), QStringLiteral("cashier"), Role::Cashier);
}

QString TempStore::path() const {
    return dir.filePath(QStringLiteral("office.db"));
}

QString TempStore::folder() const {
    return dir.path();
}

void TempStore::reopen() {
    store.reset();
    store = must(Store::open(path()));
}

std::unique_ptr<Store> TempStore::another() const {
    return must(Store::open(path()));
}

QVariant TempStore::one(const QString& sql, const QVariantList& values) {
    const QVariantList row = must(store->row(sql, values));
    return row.isEmpty() ? QVariant() : row.at(0);
}

void TempStore::run(const QString& sql, const QVariantList& values) {
    must(store->change(sql, values));
}

} // namespace meterdesk::test
