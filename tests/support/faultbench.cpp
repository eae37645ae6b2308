#include "tests/support/faultbench.h"

#include "cardio/simulator/virtualsle.h"
#include "tests/support/layouts.h"
#include "tests/support/makermeters.h"
#include "tests/support/tempstore.h"

#include <QFile>
#include <QJsonDocument>

namespace meterdesk::test {
namespace {

using simulator::Fault;
using simulator::FaultKind;
using simulator::VirtualCard;

QByteArray content(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("can't write %s", qPrintable(path));
}

template <class T>
QString told(const Result<T>& result) {
    return result ? QStringLiteral("ok") : result.error().name() + QLatin1Char(' ') + result.error().detail;
}

} // namespace

QString killName(Kill kill) {
    switch (kill) {
    case Kill::None:
        return QStringLiteral("lives on");
    case Kill::BeforeBegin:
        return QStringLiteral("before commit 1");
    case Kill::AfterBegin:
        return QStringLiteral("after commit 1");
    case Kill::BeforeClose:
        return QStringLiteral("before commit 2");
    }
    Q_UNREACHABLE();
}

std::optional<Moment> Tried::left(Kill kill) const {
    if (kill == Kill::None)
        return ended;
    if (kill == Kill::BeforeBegin)
        return booking;
    if (kill == Kill::AfterBegin || !writing)
        return writing;
    Moment moment = *ended; // the writing is done, but nothing of it is in the books
    moment.books = writing->books;
    moment.log = writing->log;
    return moment;
}

QByteArray Tried::key(Kill kill) const {
    QByteArray key = QByteArray::number(int(kill)) + (writing ? "w" : booking ? "b" : "r");
    if (kill == Kill::None && order)
        key += stateName(order->state).toLatin1() + (order->proven ? "p" : "");
    return key + QJsonDocument(left(kill)->card).toJson(QJsonDocument::Compact);
}

QStringList FaultBench::layoutIds() {
    return TempOffice::layoutIds() +
           QStringList{QStringLiteral("maker-a"), QStringLiteral("maker-b"), QStringLiteral("maker-c")};
}

QString FaultBench::family() const {
    switch (office.layouts.find(m_layout)->family) {
    case CardFamily::Cpu:
        return QStringLiteral("cpu");
    case CardFamily::Sle4442:
        return QStringLiteral("sle4442");
    default:
        return QStringLiteral("mifare-classic");
    }
}

bool FaultBench::isPurse() const {
    return office.layouts.find(m_layout)->purse.has_value();
}

FaultBench::FaultBench(const QString& layout) : m_layout(layout) {
    registerMakerMeters();
    for (const QString& id : layoutIds())
        if (office.layouts.find(id) == nullptr)
            office.layouts.add(Layout(*allLayouts().find(id)));
    const Layout& known = *office.layouts.find(layout);
    const QString lent = layout.startsWith(QLatin1String("maker")) ? QStringLiteral("sle4442-single") : layout;
    m_number = TempOffice::meterOf(lent);
    const bool money = known.basis == CreditBasis::Money;
    must(office.store->change(QStringLiteral("UPDATE meter SET layout = ?, basis = ? WHERE layout = ?"),
                              {layout, money ? QStringLiteral("money") : QStringLiteral("quantity"), lent}));
    m_asked = money ? SaleAsked{Money{2000}, {}} : SaleAsked{{}, Quantity{20'000}};

    m_otherCard = fresh(QStringLiteral("other"));
    office.reader.insert(m_otherCard);
    must(office.desk().issue(TempOffice::meterOf(lent, 1)));
    m_other = m_otherCard->save();

    m_card = fresh(QStringLiteral("card"));
    office.reader.insert(m_card);
    must(office.desk().issue(m_number));
    must(topUp());
    m_copy = m_card->save();
    present();
    m_start = moment();
    must(office.desk().look());
    const auto first = newest();
    if (!first || first->state != OrderState::Loaded)
        qFatal("%s: the first sale isn't loaded", qPrintable(layout));
    m_startCount = first->count.value_or(0);
    if (isPurse()) // a purse can't be copied; what comes back may at most be the very state of this visit
        m_copy = m_card->save();
    // The card comes straight from its meter: what it wrote back isn't in the books yet.
}

std::shared_ptr<VirtualCard> FaultBench::fresh(const QString& id) {
    const Layout& layout = *office.layouts.find(m_layout);
    if (layout.family != CardFamily::MifareClassic || !layout.needs4k)
        return office.fresh(family());
    return VirtualCard::fresh(family(), id,
                              {{QStringLiteral("size"), QStringLiteral("4k")},
                               {QStringLiteral("uid"), id == QLatin1String("other") ? QStringLiteral("0badcafe")
                                                                                    : QStringLiteral("0badbeef")}});
}

Moment FaultBench::moment() {
    Moment now;
    now.books = content(office.store->url());
    now.log = content(office.store->url() + QStringLiteral("-wal"));
    now.card = m_card->save();
    now.meter = office.meter(m_number).state();
    now.now = office.clock.now();
    return now;
}

void FaultBench::restore(const Moment& moment) {
    const QString path = office.store->url();
    office.store.reset();
    QFile::remove(path + QStringLiteral("-shm"));
    put(path, moment.books);
    put(path + QStringLiteral("-wal"), moment.log);
    office.store = must(Store::open(path));
    office.meter(m_number).state() = moment.meter;
    office.clock.pass(moment.now - office.clock.now());
    office.reader.arm({});
    m_card = VirtualCard::load(moment.card);
    m_otherCard = VirtualCard::load(m_other);
    office.reader.insert(m_card);
}

void FaultBench::restart() {
    restore(m_start);
}

void FaultBench::present() {
    office.reader.insert(m_card);
    office.load(m_number);
}

Result<CreditOrder> FaultBench::topUp(const SaleProgress& progress) {
    return office.desk().topUp({m_number, m_asked, false, {}, false}, progress);
}

FaultBench::Apdus FaultBench::apdusOfSale() {
    restart();
    Apdus apdus;
    must(topUp([&](SaleStep step) {
        if (step == SaleStep::Book)
            apdus.toBook = office.reader.apdus();
    }));
    apdus.all = office.reader.apdus();
    return apdus;
}

Tried FaultBench::sell(QList<Fault> faults) {
    restart();
    for (Fault& fault : faults) {
        if (fault.kind == FaultKind::Swapped)
            fault.other = m_otherCard;
        if (fault.kind == FaultKind::RestoredCopy)
            fault.other = VirtualCard::load(m_copy);
    }
    office.reader.arm(faults);
    Tried tried;
    tried.answer = topUp([&](SaleStep step) {
        if (step == SaleStep::Book)
            tried.booking = moment();
        if (step == SaleStep::Write)
            tried.writing = moment();
    });
    tried.ended = moment();
    tried.order = newest();
    return tried;
}

QString FaultBench::saidTruly(const Tried& tried) {
    const OrderState state = tried.order->state;
    if (tried.answer)
        return state == OrderState::Delivered ? QString() : QStringLiteral("said ok, is ") + stateName(state);
    const ErrorCode code = tried.answer.error().code;
    if (code == ErrorCode::NotApplied && state == OrderState::NotDelivered)
        return {};
    if (code == ErrorCode::OutcomeUnknown && state == OrderState::InDoubt)
        return {};
    if (!tried.writing && (state == OrderState::Delivered || state == OrderState::Loaded)) // that of the sale before
        return {};
    return QStringLiteral("said %1, is %2").arg(tried.answer.error().name(), stateName(state));
}

std::optional<CreditOrder> FaultBench::newest() {
    const QList<CreditOrder> orders = must(office.journal().orders(noId, 1));
    return orders.isEmpty() ? std::nullopt : std::optional(orders.first());
}

QString FaultBench::finish(const Moment& left, SeenFirst first, bool giveBack, bool copyRestored) {
    restore(left);
    if (first == SeenFirst::Meter)
        present();
    QString wrong = settleAtDesk(giveBack);
    if (wrong.isEmpty())
        wrong = check(copyRestored);
    return wrong;
}

QString FaultBench::settleAtDesk(bool giveBack) {
    const Result<CardView> view = office.desk().look();
    if (!view)
        return QStringLiteral("look: ") + told(view);
    std::optional<CreditOrder> order = newest();
    if (!order || order->count.value_or(0) <= m_startCount) {
        // Nothing was booked: nothing may be on the card, and the sale is simply made again.
        if (QString wrong = sellAgain(); !wrong.isEmpty())
            return wrong;
        order = newest();
    }
    if (order->state == OrderState::NotDelivered)
        return giveBackOrSendAgain(*order, giveBack);
    if (order->state == OrderState::Delivered || order->state == OrderState::Loaded)
        return {};
    return QStringLiteral("stuck: ") + stateName(order->state);
}

QString FaultBench::sellAgain() {
    Result<CreditOrder> again = topUp();
    if (!again && again.error().code == ErrorCode::CardNotLoaded) { // a copy from before it was in the meter
        present();
        again = topUp();
    }
    return again || triesUsed() ? QString() : QStringLiteral("sold again: ") + told(again);
}

bool FaultBench::triesUsed() const {
    const auto* sle = dynamic_cast<const simulator::VirtualSle*>(m_card.get());
    return sle != nullptr && sle->counter() != 7;
}

QString FaultBench::giveBackOrSendAgain(const CreditOrder& order, bool giveBack) {
    if (!giveBack) {
        const Result<CreditOrder> again = office.desk().resend(order.id);
        if (again)
            return again->state == OrderState::Delivered ? QString()
                                                         : QStringLiteral("sent again: ") + stateName(again->state);
        if (!triesUsed())
            return QStringLiteral("sent again: ") + told(again);
        // No card to send it with any more: the money goes back.
    }
    Result<CreditOrder> back = office.desk().reverse(order.id, {});
    if (!back && !order.proven)
        back = office.as(office.manager).reverse(order.id, QStringLiteral("not on the card"));
    return back ? QString() : QStringLiteral("given back: ") + told(back);
}

QString FaultBench::check(bool copyRestored) {
    present();
    const Result<CardView> view = office.desk().look();
    if (!view)
        return QStringLiteral("look at the end: ") + told(view);
    const qint64 loaded = office.meter(m_number).state().loaded;
    present();
    if (office.meter(m_number).state().loaded != loaded)
        return QStringLiteral("loaded twice");
    const bool impossible = copyRestored && isPurse(); // a purse can't be copied: only that nobody gains by it
    if (QString wrong = checkBooks(); !wrong.isEmpty() && !impossible)
        return wrong;
    const QVariantList credit =
        must(office.store->row(QStringLiteral("SELECT COALESCE(SUM(credit), 0), COUNT(*) FROM credit_order WHERE "
                                              "state IN ('delivered', 'loaded')")));
    const qint64 sold = credit.at(0).toLongLong();
    if (impossible ? loaded > sold : loaded != sold)
        return QStringLiteral("the meter took %1, sold are %2").arg(loaded).arg(sold);
    if (!copyRestored && view->finding != (triesUsed() ? CardFinding::TriesUsed : CardFinding::Ours))
        return QStringLiteral("the card is ") + findingName(view->finding);
    return {};
}

QString FaultBench::checkBooks() {
    const CreditJournal::Totals totals = must(office.journal().totals());
    if (!office.balances())
        return QStringLiteral("paid %1 isn't delivered %2 + reversed %3 + open %4")
            .arg(totals.paid.fen)
            .arg(totals.delivered.fen)
            .arg(totals.reversed.fen)
            .arg(totals.open.fen);
    if (totals.open.fen != 0)
        return QStringLiteral("open: %1 fen").arg(totals.open.fen);
    const QVariantList cases = must(office.store->row(
        QStringLiteral("SELECT GROUP_CONCAT(kind || ': ' || detail) FROM discrepancy WHERE kind IN "
                       "('reversed-loaded', 'total-excess', 'count-ahead', 'ahead', 'other-meter')")));
    return cases.at(0).isNull() ? QString() : cases.at(0).toString();
}

} // namespace meterdesk::test
