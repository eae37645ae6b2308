#include "tests/support/tempoffice.h"

#include "models/store/settings.h"

#include <QJsonObject>
#include <QTest>

namespace meterdesk::test {
namespace {

template <class T>
T need(Result<T> result) {
    if (!result)
        qFatal("test office: %s %s", qPrintable(result.error().name()), qPrintable(result.error().detail));
    return std::move(*result);
}

void need(const Status& status) {
    if (!status)
        qFatal("test office: %s %s", qPrintable(status.error().name()), qPrintable(status.error().detail));
}

QString hex(const Secret& secret) {
    return QString::fromLatin1(
        QByteArray(reinterpret_cast<const char*>(secret.data()), qsizetype(secret.size())).toHex());
}

} // namespace

TempOffice::TempOffice(int meters)
    : store(need(Store::open(dir.filePath(QStringLiteral("office.db"))))), layouts(LayoutBook::load(dir.path())),
      keys(std::make_shared<KeyRing>()) {
    addStaff();
    addKeys();
    Settings settings(*store, manager);
    need(settings.setValue(QStringLiteral("price.water"), QStringLiteral("2.00")));
    need(settings.setValue(QStringLiteral("terminal"), QStringLiteral("001122334455")));
    addHome(meters);
}

QStringList TempOffice::layoutIds() {
    return {QStringLiteral("cpu-money"), QStringLiteral("cpu-quantity"), QStringLiteral("mifare-alternating"),
            QStringLiteral("sle4442-single")};
}

QString TempOffice::familyOf(const QString& layout) {
    if (layout.startsWith(QLatin1String("cpu")))
        return QStringLiteral("cpu");
    return layout.startsWith(QLatin1String("mifare")) ? QStringLiteral("mifare-classic") : QStringLiteral("sle4442");
}

QString TempOffice::meterOf(const QString& layout, int n) {
    return QString::number(100'000 + 10 * (layoutIds().indexOf(layout) + 1) + n);
}

SaleAsked TempOffice::twenty(const QString& layout) {
    if (layout == QLatin1String("cpu-money"))
        return {Money{2000}, {}};
    return {{}, Quantity{20'000}};
}

void TempOffice::addStaff() {
    // No passwords: signing in costs scrypt's time, and nobody signs in here.
    const auto add = [this](const char* name, Role role) {
        StaffSession who{newId(), QString::fromLatin1(name), QString::fromLatin1(name), role};
        need(store->change(QStringLiteral("INSERT INTO staff (id, name, display, role, password) VALUES (?, ?, ?, ?, "
                                          "'')"),
                           {who.staffId, who.name, who.display, roleName(role)}));
        return who;
    };
    cashier = add("cashier", Role::Cashier);
    dispatcher = add("dispatcher", Role::Dispatcher);
    manager = add("manager", Role::Manager);
    administrator = add("administrator", Role::Administrator);
}

void TempOffice::addKeys() {
    const auto add = [this](const char* name, const char* algorithm, char fill) {
        QByteArray key;
        for (int i = 0; i < 16; ++i)
            key += char(fill + 7 * i);
        m_masters[QString::fromLatin1(name)] = QByteArray(key.constData(), key.size()); // the other is wiped
        keys->add({QString::fromLatin1(name), 1, QString::fromLatin1(algorithm), {}}, Secret::from(key));
    };
    add("purse-load", "3des", 0x11);
    add("purse-debit", "3des", 0x12);
    add("purse-tac", "3des", 0x13);
    add("file-mac", "3des", 0x14);
    add("card-access", "aes-128", 0x15);
    add("record-mac", "aes-128", 0x16);
    add("sle-psc", "3des", 0x17);
}

void TempOffice::addHome(int count) {
    PropertyBook property(*store, clock, manager);
    const Id compound = need(property.compound(QStringLiteral("Garden")));
    const Id building = need(property.building(compound, QStringLiteral("3-1")));
    const Id apartment = need(property.apartment(building, QStringLiteral("3-1-1201")));
    Resident resident;
    resident.name = QStringLiteral("王小明");
    resident.phone = QStringLiteral("13800138000");
    const Id residentId = need(property.addResident(resident));
    need(property.addOccupancy(apartment, residentId, OccupancyRole::Owner));
    accountId = need(property.openAccount(apartment, residentId));
    MeterBook meters = MeterBook(*store, manager, clock);
    for (const QString& layout : layoutIds())
        for (int n = 0; n < count; ++n) {
            Meter made;
            made.number = meterOf(layout, n);
            made.layout = layout;
            made.basis = layout == QLatin1String("cpu-money") ? CreditBasis::Money : CreditBasis::Quantity;
            made.accountId = accountId;
            need(meters.addMeter(made));
        }
}

CardDesk TempOffice::as(const StaffSession& who) {
    return CardDesk(*store, who, reader, layouts, keys, clock);
}

std::shared_ptr<simulator::VirtualCard> TempOffice::fresh(const QString& family) {
    ++m_made;
    const QString id = QStringLiteral("card-%1").arg(m_made);
    QJsonObject own;
    if (family == QLatin1String("mifare-classic"))
        own[QStringLiteral("uid")] = QStringLiteral("A1B2C3%1").arg(m_made, 2, 16, QLatin1Char('0'));
    if (family == QLatin1String("cpu")) {
        const QByteArray serial = QByteArray::fromHex("1122334455667700") + char(m_made);
        own[QStringLiteral("serial")] = QString::fromLatin1(serial.right(8).toHex());
        for (const char* name : {"purse-load", "purse-debit", "purse-tac", "file-mac"})
            own[QLatin1String(name)] =
                hex(need(keys->cardKey(QLatin1String(name), 0, Diversification::Pboc3Des, serial.right(8))));
    }
    return simulator::VirtualCard::fresh(family, id, own);
}

std::shared_ptr<simulator::VirtualCard> TempOffice::lay(const QString& layout) {
    auto card = fresh(familyOf(layout));
    reader.insert(card);
    return card;
}

simulator::VirtualMeter& TempOffice::meter(const QString& number) {
    const auto found = m_meters.find(number);
    if (found != m_meters.end())
        return found->second;
    simulator::MeterState state;
    state.number = number;
    state.layout = need(book().meterByNumber(number)).layout;
    state.time = clock.now();
    state.keys = simulator::meterKeysFromMasters(m_masters);
    return m_meters.emplace(number, simulator::VirtualMeter(state)).first->second;
}

simulator::LoadResult TempOffice::load(const QString& number) {
    clock.pass(60'000);
    const auto card = reader.eject();
    meter(number).state().time = clock.now();
    simulator::LoadResult result = meter(number).present(*card);
    reader.insert(card);
    clock.pass(60'000);
    return result;
}

std::shared_ptr<simulator::VirtualCard> TempOffice::issue(const QString& layout) {
    auto card = lay(layout);
    need(desk().issue(meterOf(layout)));
    return card;
}

bool TempOffice::balances() {
    const CreditJournal::Totals totals = need(journal().totals());
    return totals.paid == totals.delivered + totals.reversed + totals.open;
}

void TempOffice::layoutRows() {
    QTest::addColumn<QString>("layout");
    for (const QString& layout : layoutIds())
        QTest::newRow(qPrintable(layout)) << layout;
}

QStringList TempOffice::cases() {
    QStringList kinds;
    const auto rows = store->run(QStringLiteral("SELECT kind FROM discrepancy ORDER BY id"));
    while (rows && (*rows)->next())
        kinds << (*rows)->value(0).toString();
    return kinds;
}

QStringList TempOffice::auditActions() {
    QStringList actions;
    QSqlQuery* rows = need(store->run(QStringLiteral("SELECT action FROM audit ORDER BY id")));
    while (rows->next())
        actions << rows->value(0).toString();
    return actions;
}

} // namespace meterdesk::test
