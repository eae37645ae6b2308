// Random lives of one meter at two desks: purchases, lost answers, crashes, settlements, loads, reports in any order,
// take-backs, decisions, lost cards and restored copies. The cards and the meter are honest and know nothing of the
// books; the money in the drawer is counted by the test.
#include "tests/support/creditoffice.h"

#include <QtTest>
#include <rapidcheck.h>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

/// A record card holds the last purchase; a purse holds money, and a file beside it.
struct FakeCard {
    qint64 count = 0, credit = 0, total = 0;
    qint64 balance = 0, serial = 0;                      // purse
    qint64 reportCount = 0, reportTotal = 0, visits = 0; // what the meter wrote back
    bool reported = false;
    int uid = 0;           // a copy has that of the first
    TimeMs reportedAt = 0; // by the meter's clock
};

struct FakeMeter {
    qint64 count = 0, total = 0, visits = 0;
    void take(FakeCard& card, bool purse, TimeMs now) {
        if (purse) {
            total += card.balance;
            card.balance = 0;
            count = std::max(count, card.count);
        } else if (card.count == count + 1) {
            count = card.count;
            total += card.credit;
        }
        card.reportCount = count;
        card.reportTotal = total;
        card.visits = ++visits;
        card.reported = true;
        card.reportedAt = now;
    }
};

enum class Fault { None, FailedBefore, LostApplied, LostNotApplied, CrashBefore, CrashAfter, TornAfterPurse };
enum class Act {
    Sell,
    Keep,
    Load,
    Observe,
    Settle,
    Resend,
    Reverse,
    ManagerReverse,
    TakeBack,
    Decide,
    Replace,
    Copy,
    Wait
};

struct Step {
    Act act = Act::Sell;
    Fault fault = Fault::None;
    int desk = 0;
    int card = 0;
    int amount = 1;
    bool yes = false;
};

std::ostream& operator<<(std::ostream& out, const Step& s) {
    return out << "act " << static_cast<int>(s.act) << " fault " << static_cast<int>(s.fault) << " desk " << s.desk
               << " card " << s.card << " amount " << s.amount << " yes " << s.yes;
}

class Life {
public:
    Life(CreditOffice& office, Store& second, bool purse, qint64 modulus, qint64 base)
        : m_office(office), m_stores{office.store.get(), &second}, m_purse(purse), m_modulus(modulus), m_base(base),
          m_id(office.addMeter({base, base * 10, QStringLiteral("quantity"), QStringLiteral("in-use")})) {
        m_meter.count = base;
        m_meter.total = base * 10;
        m_cards.append(FakeCard{base, 0, base * 10, 0, 0, 0, 0, 0, false, 0, 0});
        m_before = must(journal(0).totals());
    }

    void take(const Step& step) {
        const int desk = step.desk;
        FakeCard& card = m_cards[step.card % m_cards.size()];
        m_office.clock.time += 1;
        switch (step.act) {
        case Act::Sell:
            return sell(desk, card, step);
        case Act::Keep:
            if (journal(desk).accept(asked(step.amount)))
                m_in += qint64(100) * step.amount;
            return;
        case Act::Load:
            return m_meter.take(card, m_purse, m_office.clock.time);
        case Act::Observe:
            if (card.reported)
                must(journal(desk).observe(report(card)));
            return;
        case Act::Settle:
            return settle(desk, card, step.fault);
        case Act::Resend:
            for (const CreditOrder& order : must(journal(desk).openOrdersOf(m_id)))
                if (const auto ready = journal(desk).resendable(order.id); ready && fits(card, *ready))
                    return write(desk, card, *ready, AttemptPurpose::Deliver, step.fault, {});
            return;
        case Act::Reverse:
            reverse(journal(desk));
            return;
        case Act::ManagerReverse: {
            CreditJournal manager(*m_stores[desk], m_office.manager, m_office.clock, m_owners[desk]);
            if (reverse(manager))
                m_trusted = m_trusted && m_purse; // a manager may be wrong about a card that can be copied
            return;
        }
        case Act::TakeBack:
            return takeBack(desk, card, step);
        case Act::Decide: {
            CreditJournal manager(*m_stores[desk], m_office.manager, m_office.clock, m_owners[desk]);
            for (const CreditOrder& order : must(manager.openOrdersOf(m_id)))
                if (const auto decided =
                        manager.decide(order.id, step.yes, QStringLiteral("they say so"), m_office.cashier)) {
                    m_trusted = false; // people may be wrong
                    if (decided->state == OrderState::Reversed)
                        m_out += decided->paid.fen;
                }
            return;
        }
        case Act::Replace:
            return replace(desk, step.fault);
        case Act::Copy:
            if (!m_purse && m_cards.size() < 4) {
                m_cards.append(FakeCard(card)); // card may move in memory: not used after this
                m_trusted = false;
            }
            return;
        case Act::Wait:
            m_office.clock.time += leaseMs + 1;
            return;
        }
    }

    void check() {
        const CreditJournal::Totals totals = must(journal(0).totals());
        RC_ASSERT(totals.paid == totals.delivered + totals.reversed + totals.open);
        RC_ASSERT((totals.paid - m_before.paid).fen == m_in);
        RC_ASSERT((totals.reversed - m_before.reversed).fen == m_out);
        const qint64 base = m_base * 10;
        qint64 loadedByBooks = base, expected = base, standing = base, onItsWay = 0;
        QSet<qint64> counts;
        for (const CreditOrder& order : must(journal(0).orders(m_id, 1000))) {
            if (order.state == OrderState::Sending || order.state == OrderState::InDoubt ||
                order.state == OrderState::Reversing)
                ++onItsWay;
            if (order.state == OrderState::Reversed || !order.count)
                continue;
            RC_ASSERT(!counts.contains(*order.count));
            counts.insert(*order.count);
            standing += order.credit.value;
            if (*order.count <= m_meter.count)
                expected += order.credit.value;
            if (order.state == OrderState::Loaded)
                loadedByBooks += order.credit.value;
            RC_ASSERT(order.receipt.has_value() ||
                      (order.state != OrderState::Delivered && order.state != OrderState::Loaded));
        }
        RC_ASSERT(onItsWay <= 1);
        if (!m_trusted)
            return;
        // Never twice, and never what isn't paid for; and the books say "loaded" of nothing that isn't.
        RC_ASSERT(m_meter.total <= standing);
        RC_ASSERT(loadedByBooks <= m_meter.total);
        if (!m_purse)
            RC_ASSERT(m_meter.total == expected);
        // A lost card that turns up again says what it said long ago.
        const qint64 oldNews = m_cards.size() > 1 ? m_office.openCases(m_id, QStringLiteral("count-back")) : 0;
        RC_ASSERT(m_office.openCases(m_id) == oldNews);
    }

    /// In the end every card comes to the meter, and its report to a desk: credit beyond the money is a case.
    void end() {
        m_office.clock.time += leaseMs + 1;
        for (qsizetype i = 0; i < m_cards.size(); ++i) {
            settle(0, m_cards[i], Fault::None);
            m_meter.take(m_cards[i], m_purse, m_office.clock.time);
            m_office.clock.time += 1;
            must(journal(0).observe(report(m_cards[i])));
            check();
        }
        qint64 standing = m_base * 10;
        for (const CreditOrder& order : must(journal(0).orders(m_id, 1000))) {
            // The one card there is was laid on the reader: no doubt is left.
            RC_ASSERT(!m_trusted || m_cards.size() > 1 ||
                      (order.state != OrderState::Sending && order.state != OrderState::InDoubt &&
                       order.state != OrderState::Reversing));
            if (order.state != OrderState::Reversed && order.count)
                standing += order.credit.value;
        }
        RC_ASSERT(m_meter.total <= standing || m_office.openCases(m_id) > 0);
        RC_CLASSIFY(m_trusted, "no people's word and no copies");
        RC_CLASSIFY(m_meter.count > m_base + 1, "loaded more than once");
        RC_CLASSIFY(m_out > 0, "money given back");
        RC_CLASSIFY(m_doubts > 0, "doubts settled");
    }

private:
    CreditJournal& journal(int desk) {
        m_journals[desk].emplace(*m_stores[desk], m_office.cashier, m_office.clock, m_owners[desk]);
        return *m_journals[desk];
    }

    /// The program at this desk dies; another one is started.
    void crash(int desk) {
        m_owners[desk] = desk == 0 ? elsewhere(++m_generation) : LeaseOwner::thisProcess();
        m_owners[desk].started += desk == 0 ? 0 : ++m_generation;
    }

    NewOrder asked(int amount) const {
        NewOrder order = m_purse ? purseSale(m_id) : sale(m_id);
        order.paid = {qint64(100) * amount};
        order.credit = Credit::of(Quantity{qint64(10) * amount});
        return order;
    }

    Observation report(const FakeCard& card) const {
        Observation o = meterSays(m_id, m_modulus ? card.reportCount % m_modulus : card.reportCount, card.reportTotal);
        o.countModulus = m_modulus;
        o.meterTime = card.reportedAt;
        o.totalUsed = card.visits; // something changes at each visit
        return o;
    }

    static QString uid(const FakeCard& card) { return QString::number(card.uid); }

    /// What a desk checks by reading: the card is where the books expect it to be before this order.
    bool fits(const FakeCard& card, const CreditOrder& order) const {
        return m_purse || card.count == *order.count - 1 || card.count == *order.count;
    }

    void sell(int desk, FakeCard& card, const Step& step) {
        QList<Observation> seen;
        if (card.reported && step.yes)
            seen.append(report(card));
        const auto draft = journal(desk).draft(asked(step.amount), seen);
        if (!draft || !fits(card, *draft))
            return;
        write(desk, card, *draft, AttemptPurpose::Deliver, step.fault, seen);
    }

    void apply(FakeCard& card, const CreditOrder& order, bool withFile) {
        if (m_purse) {
            card.balance += order.credit.value;
            ++card.serial;
        }
        if (withFile) {
            card.count = *order.count;
            card.credit = order.credit.value;
            card.total = *order.totalAfter;
        }
    }

    bool takeOff(FakeCard& card, const CreditOrder& order) {
        if (m_purse ? card.balance < order.credit.value : card.count != *order.count)
            return false;
        if (m_purse)
            card.balance -= order.credit.value;
        card.count = *order.count - 1;
        card.credit = 0;
        return true;
    }

    void write(int desk, FakeCard& card, const CreditOrder& order, AttemptPurpose purpose, Fault fault,
               const QList<Observation>& seen) {
        AttemptEvidence evidence = onCard(uid(card));
        evidence.onlineSerial = card.serial;
        evidence.oldBalance = card.balance;
        const auto attempt = journal(desk).begin(order, evidence, purpose, seen);
        if (!attempt)
            return;
        if (order.createdAt == 0)
            m_in += order.paid.fen;
        const bool before =
            fault == Fault::FailedBefore || fault == Fault::LostNotApplied || fault == Fault::CrashBefore;
        bool applied = false;
        if (!before && purpose == AttemptPurpose::Deliver) {
            apply(card, order, fault != Fault::TornAfterPurse || !m_purse);
            applied = true;
        } else if (!before) {
            applied = takeOff(card, order);
        }
        if (fault == Fault::CrashBefore || fault == Fault::CrashAfter)
            return crash(desk);
        Delivery delivery;
        if (fault == Fault::None || fault == Fault::FailedBefore) {
            delivery.outcome = applied ? DeliveryOutcome::Applied : DeliveryOutcome::NotApplied;
            delivery.proven = !applied;
        }
        const CreditOrder closed = must(journal(desk).close(*attempt, delivery));
        if (closed.state == OrderState::Reversed)
            m_out += closed.paid.fen;
        RC_ASSERT(must(journal(desk).close(*attempt, delivery)).state == closed.state);
    }

    void settle(int desk, FakeCard& card, Fault fault) {
        for (const CreditOrder& order : must(journal(desk).openOrdersOf(m_id))) {
            const auto attempt = journal(desk).claim(order.id);
            if (!attempt)
                continue;
            if (attempt->evidence.carrierId != uid(card)) {
                journal(desk).release(order.id);
                continue;
            }
            if (fault == Fault::CrashBefore)
                return crash(desk);
            const CreditOrder closed = must(journal(desk).close(*attempt, found(card, order, *attempt)));
            if (closed.state == OrderState::Reversed)
                m_out += closed.paid.fen;
            if (closed.state != order.state)
                ++m_doubts;
        }
    }

    /// By reading alone, as a carrier settles.
    Delivery found(FakeCard& card, const CreditOrder& order, const Attempt& attempt) {
        Delivery delivery;
        const bool takesBack = attempt.purpose == AttemptPurpose::TakeBack;
        bool has = card.count == *order.count, hasNot = card.count == *order.count - 1;
        if (m_purse && !takesBack) {
            has = card.serial == *attempt.evidence.onlineSerial + 1;
            hasNot = card.serial == *attempt.evidence.onlineSerial;
            delivery.proven = hasNot;
            if (has)
                card.count = *order.count; // the data file is finished
        } else if (m_purse) {
            has = card.count == *order.count;
            hasNot = !has;
        }
        if (takesBack)
            std::swap(has, hasNot);
        if (has || hasNot)
            delivery.outcome = has ? DeliveryOutcome::Applied : DeliveryOutcome::NotApplied;
        return delivery;
    }

    bool reverse(CreditJournal& by) {
        bool any = false;
        for (const CreditOrder& order : must(by.openOrdersOf(m_id)))
            if (const auto reversed = by.reverse(order.id, QStringLiteral("asked for"))) {
                RC_ASSERT(reversed->state == OrderState::Reversed);
                m_out += reversed->paid.fen;
                any = any || order.state != OrderState::Paid;
            }
        return any;
    }

    void takeBack(int desk, FakeCard& card, const Step& step) {
        if (card.reported)
            must(journal(desk).observe(report(card))); // a desk reads a card before it writes it
        const auto last = must(journal(desk).last(m_id));
        if (!last || !journal(desk).mayTakeBack(*last, {}))
            return;
        write(desk, card, *last, AttemptPurpose::TakeBack, step.fault, {});
    }

    /// A new record card for the lost one; the lost one turns up again later, as they do.
    void replace(int desk, Fault fault) {
        const auto last = must(journal(desk).last(m_id));
        if (m_purse || !last || m_cards.size() >= 4)
            return;
        const auto ready = journal(desk).resendable(last->id);
        if (!ready || ready->state != OrderState::Delivered)
            return;
        m_cards.append(FakeCard{*ready->count - 1, 0, *ready->totalAfter - ready->credit.value, 0, 0, 0, 0, 0, false,
                                static_cast<int>(m_cards.size()), 0});
        write(desk, m_cards.last(), *ready, AttemptPurpose::Deliver, fault, {});
    }

    CreditOffice& m_office;
    Store* m_stores[2];
    bool m_purse;
    qint64 m_modulus, m_base;
    Id m_id;
    FakeMeter m_meter;
    QList<FakeCard> m_cards;
    LeaseOwner m_owners[2] = {elsewhere(), ended()};
    int m_generation = 1;
    std::optional<CreditJournal> m_journals[2];
    CreditJournal::Totals m_before;
    qint64 m_in = 0, m_out = 0;
    int m_doubts = 0;
    bool m_trusted = true;
};

rc::Gen<Step> anyStep() {
    using rc::gen::element;
    using rc::gen::inRange;
    return rc::gen::build<Step>(
        rc::gen::set(&Step::act, rc::gen::weightedElement<Act>({{6, Act::Sell},
                                                                {1, Act::Keep},
                                                                {5, Act::Load},
                                                                {4, Act::Observe},
                                                                {4, Act::Settle},
                                                                {3, Act::Resend},
                                                                {2, Act::Reverse},
                                                                {1, Act::ManagerReverse},
                                                                {1, Act::TakeBack},
                                                                {1, Act::Decide},
                                                                {2, Act::Replace},
                                                                {1, Act::Copy},
                                                                {2, Act::Wait}})),
        rc::gen::set(&Step::fault, rc::gen::weightedElement<Fault>({{5, Fault::None},
                                                                    {1, Fault::FailedBefore},
                                                                    {1, Fault::LostApplied},
                                                                    {1, Fault::LostNotApplied},
                                                                    {1, Fault::CrashBefore},
                                                                    {1, Fault::CrashAfter},
                                                                    {1, Fault::TornAfterPurse}})),
        rc::gen::set(&Step::desk, inRange(0, 2)), rc::gen::set(&Step::card, inRange(0, 4)),
        rc::gen::set(&Step::amount, inRange(1, 100)), rc::gen::set(&Step::yes));
}

} // namespace

class TestJournalProperties : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void paidIsDeliveredReversedOrOpen_data() {
        QTest::addColumn<bool>("purse");
        QTest::newRow("record card") << false;
        QTest::newRow("purse") << true;
    }
    void paidIsDeliveredReversedOrOpen() {
        QFETCH(bool, purse);
        CreditOffice office;
        const auto second = office.another();
        // Durability is tst_store's; here it would only wait for the disk.
        must(office.store->execute(QStringLiteral("PRAGMA synchronous = OFF")));
        must(second->execute(QStringLiteral("PRAGMA synchronous = OFF")));
        QVERIFY(rc::check("paid = delivered + reversed + open, never twice", [&] {
            const qint64 modulus = *rc::gen::element<qint64>(0, 256, 10000, 65536);
            const qint64 base = *rc::gen::element<qint64>(0, 1, 254, 9998, 65535);
            const auto steps = *rc::gen::container<std::vector<Step>>(anyStep());
            Life life(office, *second, purse, modulus, base);
            for (const Step& step : steps) {
                life.take(step);
                life.check();
            }
            life.end();
        }));
    }

    void countsUnwrapToTheNearest() {
        QVERIFY(rc::check("a count carried modulo its width is found again near where it is expected", [] {
            const qint64 modulus = *rc::gen::element<qint64>(256, 10000, 65536);
            const qint64 near = *rc::gen::inRange<qint64>(0, 1'000'000);
            const qint64 count = near + *rc::gen::inRange<qint64>(-modulus / 2, modulus / 2);
            RC_PRE(count >= 0);
            RC_ASSERT(runningCount(count % modulus, modulus, near) == count);
            RC_ASSERT(runningCount(count, 0, near) == count);
        }));
        QCOMPARE(runningCount(200, 256, 2), 200); // never negative
        QCOMPARE(runningCount(255, 256, 256), 255);
        QCOMPARE(runningCount(0, 256, 255), 256);
        QCOMPARE(runningCount(0, 256, 128), 0); // as near to 256: the lower
    }
};

QTEST_GUILESS_MAIN(TestJournalProperties)
#include "tst_journalproperties.moc"
