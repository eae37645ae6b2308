#include "tests/support/otherdesk.h"

#include "cardio/desk/carddesk.h"
#include "cardio/simulator/shelffiles.h"
#include "cardio/simulator/simulatorreader.h"
#include "models/metering/meterbook.h"
#include "models/property/propertybook.h"
#include "models/store/settings.h"
#include "tests/support/tempstore.h"

#include <QSqlQuery>

namespace meterdesk::test {

namespace {

OfficeOptions optionsOf(const QString& folder) {
    OfficeOptions options;
    options.dataFolder = folder;
    return options;
}

} // namespace

OtherDesk::OtherDesk(const QString& folder)
    : m_folder(folder), m_office(must(Office::open(optionsOf(folder)))), m_who(must(m_office->signIn({}, {}))) {
}

Id OtherDesk::meterOf(const QString& apartment) {
    return must(m_office->store().row(
                    QStringLiteral("SELECT m.id FROM meter m JOIN account ac ON ac.id = m.account_id"
                                   " JOIN apartment a ON a.id = ac.apartment_id WHERE a.code = ? ORDER BY m.id"),
                    {apartment}))
        .value(0)
        .toLongLong();
}

QString OtherDesk::activeCard(const QString& apartment) {
    const auto card = must(MeterBook(m_office->store(), m_who).activeCardOf(meterOf(apartment)));
    return card ? card->uid : QString();
}

Id OtherDesk::keepOrder(const QString& apartment, Money paid) {
    const Meter meter = must(MeterBook(m_office->store(), m_who).meter(meterOf(apartment)));
    NewOrder order;
    order.meterId = meter.id;
    order.paid = paid;
    order.price = Price{40'000};
    order.credit = Credit{meter.basis == CreditBasis::Money ? paid.fen : paid.fen * 10'000 / 4'000, meter.basis};
    return must(CreditJournal(m_office->store(), m_who).accept(order)).id;
}

CreditOrder OtherDesk::order(Id id) {
    return must(CreditJournal(m_office->store(), m_who).order(id));
}

CreditOrder OtherDesk::newestOrder() {
    return must(CreditJournal(m_office->store(), m_who).orders(noId, 1)).value(0);
}

QStringList OtherDesk::auditActions() {
    QStringList actions;
    QSqlQuery* rows = must(m_office->store().run(QStringLiteral("SELECT action FROM audit ORDER BY id")));
    while (rows->next())
        actions << rows->value(0).toString();
    return actions;
}

void OtherDesk::reverse(Id id) {
    must(CreditJournal(m_office->store(), m_who).reverse(id, QStringLiteral("at another desk")));
}

void OtherDesk::breakSale(const QString& card, const QString& meterNumber, Money paid, int afterApdu) {
    const simulator::ShelfFiles files(m_folder + QStringLiteral("/simulator"));
    const std::shared_ptr<simulator::VirtualCard> there = must(files.card(card));
    simulator::SimulatorReader reader;
    reader.insert(there);
    reader.arm({{afterApdu, simulator::FaultKind::AppliedUnanswered, 0, {}},
                {afterApdu + 1, simulator::FaultKind::ReaderGone, 0, {}}});
    CardDesk desk(m_office->store(), m_who, reader, m_office->layouts(), must(m_office->requireKeys()));
    TopUpAsked asked;
    asked.meterNumber = meterNumber;
    asked.amount.pay = paid;
    const Result<Sent> sold = desk.topUp(asked);
    if (sold || sold.error().code != ErrorCode::OutcomeUnknown)
        qFatal("other desk: the sale's outcome is known");
    must(files.saveCard(*there));
}

void OtherDesk::rename(const QString& apartment, const QString& name) {
    PropertyBook property(m_office->store(), Clock::system(), m_who);
    const Meter meter = must(MeterBook(m_office->store(), m_who).meter(meterOf(apartment)));
    Resident resident = must(property.resident(must(property.account(meter.accountId)).residentId));
    resident.name = name;
    must(property.correct(resident));
}

void OtherDesk::bring(const QString& apartment, qint64 count, qint64 total) {
    must(MeterBook(m_office->store(), m_who).setBase(meterOf(apartment), count, total));
}

void OtherDesk::addBeside(const QString& apartment, const QString& number, qint64 count, qint64 total) {
    MeterBook meters(m_office->store(), m_who);
    Meter meter = must(meters.meter(meterOf(apartment)));
    const Card card = must(meters.activeCardOf(meter.id)).value();
    meter.id = noId;
    meter.number = number;
    meter.baseCount = count;
    meter.baseTotal = total;
    must(meters.setSlot(card.id, 1, must(meters.addMeter(meter))));
}

void OtherDesk::hear(const QString& meterNumber, qint64 lastCount) {
    Observation seen;
    seen.meterId = must(MeterBook(m_office->store(), m_who).meterByNumber(meterNumber)).id;
    seen.source = QStringLiteral("telemetry");
    seen.lastCount = lastCount;
    must(CreditJournal(m_office->store(), m_who).observe(seen));
}

void OtherDesk::set(const QString& setting, const QString& value) {
    must(Settings(m_office->store(), m_who).setValue(setting, value));
}

QString OtherDesk::setting(const QString& key) {
    return must(Settings(m_office->store()).value(key));
}

} // namespace meterdesk::test
