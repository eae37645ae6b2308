// Settings of the office, kept in its books. Known keys and what they take:
//
//   price.water, price.electricity, price.gas   yuan per unit, up to four decimals, more than nothing
//   sale.most         yuan that are sold at once at most; 10000 where it isn't set
//   meter.alarm, meter.overdraft   what a new card tells its meter, in whole units (yuan, where it counts money)
//   meter.price-table, meter.price-version   the same for meters that price themselves, 0 to 65535
//   terminal          12 hex digits: the terminal number of purse transactions
//   reader            a reader's name, or "simulator"
//   language          zh_CN, en or auto
//   office.name, office.phone, receipt.footer   one line of text, printed on receipts
//   receipt.printer   a printer's name
//   receipt.copies    1 to 5
//   demo              0 or 1: a demo office, which signs `demo` in by itself
//
// Threads: as its Store. Errors: BadArgument for an unknown key or a value that doesn't fit; NotSignedIn, NotAllowed
// (Permission::ChangeSettings; the language, which everyone may change, needs somebody); Store*.
#pragma once

#include "models/staff/session.h"
#include "models/store/store.h"

#include <QStringList>

namespace meterdesk {

/// A setting for people, in the language of the program.
struct SettingText {
    QString key, meaning;
    QString takes;    // what its value may be, with the unit
    QString fallback; // what holds where it isn't set; may be empty
};

class Settings {
public:
    /// `by` is who changes them; nobody is needed for reading.
    explicit Settings(Store& store, const StaffSession& by = {});
    /// `fallback` where the key isn't set.
    Result<QString> value(const QString& key, const QString& fallback = {}) const;
    /// Keeps the value in its plain form (half-width digits, upper-case hex). An empty value unsets the key.
    Status setValue(const QString& key, const QString& value);
    /// The keys that are set, in alphabetic order.
    Result<QList<std::pair<QString, QString>>> all() const;

    static QStringList knownKeys();
    static QList<SettingText> described(); // by key

private:
    Store& m_store;
    StaffSession m_by;
};

} // namespace meterdesk
