#include "app/demo/demooffice.h"

#include "cardio/desk/office.h"
#include "cardio/simulator/shelf.h"
#include "models/metering/meterbook.h"
#include "models/property/propertybook.h"
#include "models/staff/staffbook.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace meterdesk {
namespace {

struct Home {
    const char* code;
    const char* name;
    const char* phone;
    int people;
};

// Invented people; the phone numbers are from no network's range.
constexpr Home homes[] = {
    {"1-1-101", "王帅", "10012345601", 3},    {"1-1-102", "李秀英", "10012345602", 2},
    {"1-1-201", "张伟", "10012345603", 4},    {"1-1-202", "刘洋", "10012345604", 1},
    {"1-2-101", "陈静", "10012345605", 3},    {"1-2-102", "杨磊", "10012345606", 5},
    {"2-1-101", "赵敏", "10012345607", 2},    {"2-1-102", "黄丽", "10012345608", 3},
    {"2-1-201", "周杰", "10012345609", 6},    {"2-1-202", "吴刚", "10012345610", 2},
    {"3-1-1201", "徐建国", "10012345611", 4}, {"3-1-1202", "孙燕", "10012345612", 1},
};

struct Kind {
    const char* prefix;
    const char* layout;
    MeterKind kind;
    CreditBasis basis;
};

constexpr Kind kinds[] = {
    {"2001", "mifare-alternating", MeterKind::Water, CreditBasis::Quantity},
    {"2002", "cpu-money", MeterKind::Electricity, CreditBasis::Money},
    {"2003", "sle4442-single", MeterKind::Gas, CreditBasis::Quantity},
    {"2004", "cpu-quantity", MeterKind::Water, CreditBasis::Quantity},
};

Status fillBooks(Store& store, const StaffSession& who) {
    PropertyBook property(store, Clock::system(), who);
    MeterBook meters(store, who);
    MD_GET(compound, property.compound(QStringLiteral("翠湖花园")));
    int number = 0;
    for (const Home& home : homes) {
        const QString code = QString::fromUtf8(home.code);
        MD_GET(building, property.building(compound, code.section(QLatin1Char('-'), 0, 0)));
        MD_GET(apartment, property.apartment(building, code));
        MD_GET(resident,
               property.addResident({noId, QString::fromUtf8(home.name), QString::fromUtf8(home.phone), home.people}));
        MD_TRY(property.addOccupancy(apartment, resident, OccupancyRole::Owner));
        MD_GET(account, property.openAccount(apartment, resident));
        ++number;
        // Every home has the three utilities; the fourth kind of meter stands in the first building only.
        for (const Kind& kind : kinds) {
            if (kind.kind == MeterKind::Water &&
                (QLatin1String(kind.layout) == QLatin1String("cpu-quantity")) != (home.code[0] == '2'))
                continue;
            Meter meter;
            meter.number = QString::fromLatin1(kind.prefix) + QStringLiteral("%1").arg(number, 8, 10, QLatin1Char('0'));
            meter.kind = kind.kind;
            meter.basis = kind.basis;
            meter.layout = QString::fromLatin1(kind.layout);
            meter.accountId = account;
            MD_TRY(meters.addMeter(meter));
        }
    }
    return {};
}

/// What a set-up makes, so that one that fails can be undone. Only for what wasn't there before.
class Making {
public:
    Making(const QString& dataFolder, const QString& databaseUrl)
        : m_folder(dataFolder), m_folderWasThere(m_folder.exists()), m_file(fileOf(databaseUrl)) {}

    Status refuseExisting() const {
        if (!m_file.isEmpty() && QFileInfo::exists(m_file))
            return fail(ErrorCode::AlreadyExists, m_file);
        // Sealed keys without books are somebody's only copy.
        if (KeyStore(m_folder.path()).exists())
            return fail(ErrorCode::AlreadyExists, m_folder.filePath(QStringLiteral("keys.sealed")));
        return {};
    }

    Status finish(const Status& made) {
        if (made)
            return made;
        for (const char* part : {"", "-wal", "-shm", "-journal"})
            if (!m_file.isEmpty())
                QFile::remove(m_file + QLatin1String(part));
        QFile::remove(m_folder.filePath(QStringLiteral("keys.sealed")));
        QDir(m_folder.filePath(QStringLiteral("simulator"))).removeRecursively();
        if (!m_folderWasThere)
            QDir().rmdir(m_folder.path());
        return made;
    }

private:
    QString fileOf(const QString& url) const {
        if (url.isEmpty())
            return m_folder.filePath(QStringLiteral("office.db"));
        if (url.contains(QLatin1String("://")))
            return {};
        return url.startsWith(QLatin1String("sqlite:")) ? url.mid(7) : url;
    }

    QDir m_folder;
    bool m_folderWasThere;
    QString m_file; // empty: the books are no file
};

Status fillOffice(const QString& dataFolder, const QString& databaseUrl, const QString& name, const QString& password) {
    OfficeOptions options;
    options.dataFolder = dataFolder;
    options.databaseUrl = databaseUrl;
    options.create = true;
    MD_GET(office, Office::open(options));
    return office->store().transact([&]() -> Status {
        StaffBook staff(office->store());
        MD_GET(all, staff.all());
        if (!all.isEmpty())
            return fail(ErrorCode::AlreadyExists, name);
        MD_TRY(staff.add(name, name, Role::Administrator, password));
        return {};
    });
}

Status fillDemoOffice(const QString& dataFolder, const QString& databaseUrl) {
    OfficeOptions options;
    options.dataFolder = dataFolder;
    options.databaseUrl = databaseUrl;
    options.create = true;
    MD_GET(office, Office::open(options));
    Store& store = office->store();
    MD_TRY(KeyStore(dataFolder, Sealing::cheap()).generate(Office::demoPassphrase()));
    MD_TRY(store.transact([&]() -> Status {
        StaffBook staff(store);
        MD_GET(first, staff.add(QStringLiteral("demo"), QStringLiteral("演示"), Role::Administrator,
                                QStringLiteral("demodemo")));
        const StaffSession who{first, QStringLiteral("demo"), QStringLiteral("演示"), Role::Administrator};
        Settings settings(store, who);
        MD_TRY(settings.setValue(QStringLiteral("demo"), QStringLiteral("1")));
        MD_TRY(settings.setValue(QStringLiteral("office.name"), QStringLiteral("翠湖花园物业服务中心")));
        MD_TRY(settings.setValue(QStringLiteral("reader"), QStringLiteral("simulator")));
        MD_TRY(settings.setValue(QStringLiteral("terminal"), QStringLiteral("001122334455")));
        MD_TRY(settings.setValue(QStringLiteral("price.water"), QStringLiteral("4.00")));
        MD_TRY(settings.setValue(QStringLiteral("price.electricity"), QStringLiteral("0.5380")));
        MD_TRY(settings.setValue(QStringLiteral("price.gas"), QStringLiteral("2.50")));
        StaffBook others(store, Clock::system(), who);
        MD_TRY(others.add(QStringLiteral("manager"), QStringLiteral("经理"), Role::Manager, QStringLiteral("manager")));
        MD_TRY(
            others.add(QStringLiteral("cashier"), QStringLiteral("收银员"), Role::Cashier, QStringLiteral("cashier")));
        return fillBooks(store, who);
    }));
    MD_GET(keys, KeyStore(dataFolder).unlock(Office::demoPassphrase()));
    return simulator::Shelf(dataFolder).stock(*keys, 4);
}

} // namespace

Status makeOffice(const QString& dataFolder, const QString& databaseUrl, const QString& name, const QString& password) {
    Making making(dataFolder, databaseUrl);
    MD_TRY(making.refuseExisting());
    return making.finish(fillOffice(dataFolder, databaseUrl, name, password));
}

Status makeDemoOffice(const QString& dataFolder, const QString& databaseUrl) {
    Making making(dataFolder, databaseUrl);
    MD_TRY(making.refuseExisting());
    return making.finish(fillDemoOffice(dataFolder, databaseUrl));
}

} // namespace meterdesk
