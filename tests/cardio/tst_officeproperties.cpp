// Random days of an office: two desks on one store, cards handed from one to the other, faults at any APDU, meters,
// copies of cards, restored ones, lost ones that turn up again, money given back, doubts decided by people. After each
// step the books must add up and no meter may have taken what nobody paid for.
//
// A failing day prints its seed; RC_PARAMS="seed=... max_success=..." repeats it, or runs more of them.
#include "cardio/simulator/virtualsle.h"
#include "tests/support/tempoffice.h"
#include "tests/support/tempstore.h"

#include <QtTest>

#include <QFileInfo>
#include <rapidcheck.h>

using namespace meterdesk;
using namespace meterdesk::test;
using simulator::Fault;
using simulator::FaultKind;
using simulator::VirtualCard;

namespace {

enum class Act { Sell, Look, Load, Use, Resend, Reverse, ManagerReverse, Decide, Copy, Restore, Replace, Settle };
constexpr const char* actNames[] = {"sell",   "look", "load",    "use",     "resend", "reverse", "manager-reverse",
                                    "decide", "copy", "restore", "replace", "settle"};

struct Step {
    Act act = Act::Sell;
    int desk = 0;
    int card = 0;
    int amount = 1;
    bool yes = false;
    int fault = -1; // of FaultKind; -1: none
    int apdu = 1;
    int bytes = 0;
};

std::ostream& operator<<(std::ostream& out, const Step& s) {
    out << actNames[int(s.act)] << " desk " << s.desk << " card " << s.card << " amount " << s.amount;
    if (s.fault >= 0)
        out << " " << simulator::faultName(FaultKind(s.fault)).toStdString() << " at " << s.apdu << " (" << s.bytes
            << ")";
    return out << (s.yes ? " yes" : "");
}

template <class T>
std::string told(const Result<T>& result) {
    return result ? "ok" : (result.error().name() + QLatin1Char(' ') + result.error().detail).toStdString();
}

class Day {
public:
    explicit Day(const QString& layout) : m_layout(layout), m_number(TempOffice::meterOf(layout)) {
        m_second = must(Store::open(m_office.store->url()));
        // Durability is tried elsewhere; here it would only wait for the disk.
        must(m_office.store->execute(QStringLiteral("PRAGMA synchronous = OFF")));
        must(m_second->execute(QStringLiteral("PRAGMA synchronous = OFF")));
        m_cards << m_office.issue(layout);
        m_office.reader.eject();
        m_meterId = must(m_office.book().meterByNumber(m_number)).id;
    }

    void take(const Step& step) {
        m_office.clock.pass(1000);
        const auto card = m_cards.at(step.card % m_cards.size());
        switch (step.act) {
        case Act::Load:
            load(card);
            return;
        case Act::Use:
            m_office.meter(m_number).use(qint64(100) * step.amount);
            return;
        case Act::Copy:
            if (!purse() && m_cards.size() < 4) {
                m_cards << std::shared_ptr<VirtualCard>(card->clone());
                m_saved = card->save();
                m_honest = false;
            }
            return;
        case Act::Restore:
            if (!m_saved.isEmpty())
                RC_ASSERT(m_cards.first()->restore(m_saved));
            return;
        case Act::Replace:
            replace(step);
            return;
        default:
            atDesk(step, card);
        }
    }

    void check() {
        RC_ASSERT(m_office.balances());
        // What the meter has taken was paid for, and not surely given back: proven before the card left the reader, or
        // taken from a purse, which can't be copied.
        const QVariantList sold =
            must(m_office.store->row(QStringLiteral("SELECT COALESCE(SUM(credit), 0) FROM credit_order WHERE NOT "
                                                    "(state = 'reversed' AND (proven = 1 OR copyable = 0))")));
        RC_ASSERT(m_office.meter(m_number).state().loaded <= sold.at(0).toLongLong());
        // The total grows by what is sold, once: what moves to another card has been counted.
        const QVariantList jumps = must(m_office.store->row(QStringLiteral(
            "SELECT COUNT(*) FROM credit_order o LEFT JOIN credit_order p ON p.meter_id = o.meter_id AND "
            "p.purchase_count = o.purchase_count - 1 AND p.state <> 'reversed' WHERE o.purchase_count IS NOT NULL AND "
            "o.state <> 'reversed' AND o.total_after <> COALESCE(p.total_after, 0) + CASE WHEN o.moves IS NULL THEN "
            "o.credit ELSE 0 END")));
        RC_ASSERT(jumps.at(0).toInt() == 0);
        const QVariantList unsettled = must(m_office.store->row(
            QStringLiteral("SELECT COUNT(*) FROM credit_order WHERE state IN ('sending', 'in-doubt', 'reversing')")));
        RC_ASSERT(unsettled.at(0).toInt() <= 1);
    }

    /// All cards that are still there come to the desk, to the meter, and to the desk again.
    void end() {
        for (int round = 0; round < 2; ++round)
            for (const auto& card : std::as_const(m_cards)) {
                look(0, card);
                load(card);
                look(1, card);
                check();
            }
        if (!m_honest)
            return;
        const auto open = must(m_office.journal().openOrders());
        for (const CreditOrder& order : open) {
            RC_ASSERT(order.state == OrderState::NotDelivered);
            if (!triesUsed(m_cards.last()))
                resendAtLast(order);
        }
        const QVariantList sold = must(m_office.store->row(QStringLiteral(
            "SELECT COALESCE(SUM(credit), 0) FROM credit_order WHERE state IN ('delivered', 'loaded')")));
        RC_ASSERT(m_office.meter(m_number).state().loaded == sold.at(0).toLongLong());
        const QVariantList cases = must(m_office.store->row(
            QStringLiteral("SELECT COUNT(*) FROM discrepancy WHERE kind IN ('reversed-loaded', 'total-excess', "
                           "'count-ahead', 'ahead', 'behind')")));
        RC_ASSERT(cases.at(0).toInt() == 0);
    }

private:
    bool purse() const { return m_office.layouts.find(m_layout)->purse.has_value(); }
    static bool triesUsed(const std::shared_ptr<VirtualCard>& card) {
        const auto* sle = dynamic_cast<const simulator::VirtualSle*>(card.get());
        return sle != nullptr && sle->counter() != 7;
    }

    CardDesk desk(int n, const StaffSession& who) {
        return {n == 0 ? *m_office.store : *m_second,
                who,
                n == 0 ? m_office.reader : m_reader,
                m_office.layouts,
                m_office.keys,
                m_office.clock};
    }

    void lay(int n, const std::shared_ptr<VirtualCard>& card, const QList<Fault>& faults = {}) {
        m_office.reader.eject();
        m_reader.eject();
        simulator::SimulatorReader& reader = n == 0 ? m_office.reader : m_reader;
        reader.arm(faults);
        reader.insert(card);
    }

    void load(const std::shared_ptr<VirtualCard>& card) {
        lay(0, card);
        m_office.load(m_number);
    }

    void look(int n, const std::shared_ptr<VirtualCard>& card) {
        lay(n, card);
        const auto view = desk(n, m_office.cashier).look();
        if (!view)
            RC_FAIL("look: " + told(view));
    }

    QList<Fault> faultsOf(const Step& step) {
        if (step.fault < 0)
            return {};
        const auto kind = FaultKind(step.fault);
        // Restored copies have a step of their own: copies are made by people, not by readers.
        if (kind == FaultKind::RestoredCopy)
            return {};
        Fault fault{step.apdu, kind, step.bytes, nullptr};
        if (kind == FaultKind::Swapped)
            fault.other = m_cards.at((step.card + 1) % m_cards.size());
        return {fault};
    }

    void atDesk(const Step& step, const std::shared_ptr<VirtualCard>& card) {
        lay(step.desk, card, faultsOf(step));
        CardDesk here = desk(step.desk, m_office.cashier);
        CreditJournal journal(step.desk == 0 ? *m_office.store : *m_second, m_office.cashier, m_office.clock);
        if (step.act == Act::Sell) {
            const SaleAsked asked = m_layout == QLatin1String("cpu-money")
                                        ? SaleAsked{Money{qint64(100) * step.amount}, {}}
                                        : SaleAsked{{}, Quantity{qint64(1000) * step.amount}};
            answered(here.topUp({m_number, asked, false, {}, false}));
        } else if (step.act == Act::Look) {
            (void)here.look();
        } else if (step.act == Act::Settle) {
            (void)here.settle();
        } else {
            const auto newest = must(journal.orders(m_meterId, 1));
            if (!newest.isEmpty())
                change(step, here, newest.first());
        }
    }

    void change(const Step& step, CardDesk& here, const CreditOrder& order) {
        if (step.act == Act::Resend) {
            answered(here.resend(order.id));
        } else if (step.act == Act::Reverse) {
            (void)here.reverse(order.id, QStringLiteral("asked for"));
        } else if (step.act == Act::ManagerReverse) {
            CardDesk manager = desk(step.desk, m_office.manager);
            if (manager.reverse(order.id, QStringLiteral("they say so")) && !purse())
                m_honest = false; // a manager may be wrong about a card that can be copied
        } else {
            CreditJournal journal(step.desk == 0 ? *m_office.store : *m_second, m_office.manager, m_office.clock);
            if (journal.decide(order.id, step.yes, QStringLiteral("they say so"), m_office.cashier))
                m_honest = false; // people may be wrong
        }
    }

    /// An order that is said to be delivered, not delivered or in doubt is just that in the books.
    void answered(const Result<CreditOrder>& answer) {
        if (answer) {
            RC_ASSERT(answer->state == OrderState::Delivered);
            return;
        }
        const ErrorCode code = answer.error().code;
        if (code != ErrorCode::NotApplied && code != ErrorCode::OutcomeUnknown)
            return;
        const OrderState state = must(m_office.journal().order(idFromString(answer.error().detail))).state;
        if (code == ErrorCode::NotApplied) // a delivered one that wasn't taken back stays delivered
            RC_ASSERT((state == OrderState::NotDelivered || state == OrderState::Delivered));
        else
            RC_ASSERT(state == OrderState::InDoubt);
    }

    void replace(const Step& step) {
        if (m_cards.size() >= 4)
            return;
        const auto card = m_office.fresh(TempOffice::familyOf(m_layout));
        lay(step.desk, card, faultsOf(step));
        CardDesk here = desk(step.desk, step.yes ? m_office.manager : m_office.cashier);
        const auto replaced = here.replace(m_number, QStringLiteral("lost"), step.yes);
        m_cards << card;
        m_honest = false; // two cards about: what is on the old one may be lost with it
        (void)replaced;
    }

    void resendAtLast(const CreditOrder& order) {
        lay(0, m_cards.first());
        const auto again = desk(0, m_office.cashier).resend(order.id);
        if (!again)
            RC_FAIL("resend: " + told(again));
        load(m_cards.first());
        look(0, m_cards.first());
    }

    TempOffice m_office;
    QString m_layout, m_number;
    Id m_meterId = noId;
    std::unique_ptr<Store> m_second;
    simulator::SimulatorReader m_reader; // of the second desk
    QList<std::shared_ptr<VirtualCard>> m_cards;
    QJsonObject m_saved;
    bool m_honest = true;
};

rc::Gen<Step> anyStep() {
    using rc::gen::inRange;
    const auto act = rc::gen::weightedElement<Act>({{6, Act::Sell},
                                                    {4, Act::Look},
                                                    {5, Act::Load},
                                                    {1, Act::Use},
                                                    {3, Act::Resend},
                                                    {2, Act::Reverse},
                                                    {1, Act::ManagerReverse},
                                                    {1, Act::Decide},
                                                    {1, Act::Copy},
                                                    {1, Act::Restore},
                                                    {1, Act::Replace},
                                                    {2, Act::Settle}});
    return rc::gen::build<Step>(rc::gen::set(&Step::act, act), rc::gen::set(&Step::desk, inRange(0, 2)),
                                rc::gen::set(&Step::card, inRange(0, 4)), rc::gen::set(&Step::amount, inRange(1, 50)),
                                rc::gen::set(&Step::yes),
                                rc::gen::set(&Step::fault, inRange(-8, int(FaultKind::DaemonGone) + 1)),
                                rc::gen::set(&Step::apdu, inRange(1, 26)), rc::gen::set(&Step::bytes, inRange(1, 17)));
}

bool isHonest(const Step& step) {
    return step.act != Act::Copy && step.act != Act::Restore && step.act != Act::Replace && step.act != Act::Decide &&
           step.act != Act::ManagerReverse;
}

} // namespace

class TestOfficeProperties : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void days_data() { TempOffice::layoutRows(); }
    void days() { run(false); }
    void honestDays_data() { TempOffice::layoutRows(); }
    void honestDays() { run(true); }

private:
    static void run(bool honest) {
        QFETCH(QString, layout);
        QVERIFY(rc::check("the books add up, and nothing unpaid is in the meter", [&] {
            const auto steps =
                *rc::gen::container<std::vector<Step>>(honest ? rc::gen::suchThat(anyStep(), isHonest) : anyStep());
            Day day(layout);
            for (const Step& step : steps) {
                day.take(step);
                day.check();
            }
            day.end();
        }));
    }
};

int main(int argc, char** argv) {
    if (QFileInfo(QStringLiteral("/dev/shm")).isWritable())
        qputenv("TMPDIR", "/dev/shm"); // every day has an office of its own
    if (!qEnvironmentVariableIsSet("RC_PARAMS"))
        qputenv("RC_PARAMS", "max_success=15 max_size=40");
    QCoreApplication app(argc, argv);
    TestOfficeProperties test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_officeproperties.moc"
