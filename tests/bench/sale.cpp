// A sale through pcscd and vpcd, against a bare loop with the same APDUs and the same rows in two durable commits.
//
// The card answers on a thread of its own, and its meter loads it between the pairs, outside what is measured. CPU is
// that of the selling thread. Both sides sell on the same card: it is set back in between, so that the APDUs mean the
// same to it again. Ours goes first in every pair, because the other plays what ours has recorded; whatever the first
// sale warms up is to the other's good.
#include "cardio/simulator/virtualcpu.h"
#include "cardio/simulator/vpcdlink.h"
#include "tests/bench/measure.h"
#include "tests/bench/plainsale.h"
#include "tests/bench/recorder.h"
#include "tests/bench/servedcard.h"
#include "tests/peers/pcscd.h"
#include "tests/support/tempoffice.h"

#include <QElapsedTimer>

namespace meterdesk::bench {
namespace {

using test::TempOffice;

constexpr int cardMs = 10'000;
constexpr int lookAgainMs = 50;

struct Kind {
    const char* layout;
    int full, quick, smoke; // pairs
};

// One of each family. The shorter its exchange, the more weigh the books, which cost the same whatever the card.
constexpr Kind kinds[] = {
    {"mifare-alternating", 500, 20, 2},
    {"cpu-quantity", 500, 20, 1},
    {"sle4442-single", 500, 20, 1},
};

/// How a sale's APDUs divide, and what went through in all.
struct Counted {
    qsizetype firstWrite = -1, firstVerify = -1;
};

/// Office, card in the reader, meter: everything around the pairs.
class Stage {
public:
    Stage(const QString& layout, test::Pcscd& daemon)
        : m_layout(layout), m_number(TempOffice::meterOf(layout)), m_link(daemon.port()),
          m_reader(need(openPcscReader(daemon.reader()), "reader")), m_recorder(*m_reader) {
        const auto issued = m_office.issue(layout);
        m_office.reader.eject();
        // The same random numbers each time, so that what was computed for them fits a second time.
        if (auto* cpu = dynamic_cast<simulator::VirtualCpu*>(issued.get()))
            cpu->setRandom([](int count) { return QByteArray(count, '\x5a'); });
        m_card = std::make_shared<ServedCard>(issued);
        need(m_link.insert(m_card), "card");
        // The service says that the card is there a moment before it can be connected to.
        QElapsedTimer waiting;
        waiting.start();
        while (!m_reader->connect()) {
            if (waiting.hasExpired(cardMs))
                giveUp(QStringLiteral("the card doesn't come"));
            need(m_reader->waitForChange(lookAgainMs), "reader");
        }
        m_desk = std::make_unique<CardDesk>(*m_office.store, m_office.cashier, m_recorder, m_office.layouts,
                                            m_office.keys, m_office.clock);
        const QString its = m_office.dir.filePath(QStringLiteral("opponent.db"));
        need(m_office.store->execute(QStringLiteral("VACUUM INTO '%1'").arg(its)), "copy of the books");
        m_plain = std::make_unique<PlainSale>(m_office.dir.filePath(QStringLiteral("office.db")), its,
                                              daemon.reader().toUtf8());
    }

    void pair(Took& ours, Took& theirs) {
        const QJsonObject before = m_card->save();
        const qint64 sent = m_recorder.sent(), commits = m_office.store->commits();
        m_plain->mark();
        const TopUpAsked asked{m_number, TempOffice::twenty(m_layout), false, {}, false};
        m_counted = {};
        const SaleProgress progress = [this](SaleStep step) {
            if (step == SaleStep::Write)
                m_counted.firstWrite = m_recorder.apdus().size();
            if (step == SaleStep::Verify)
                m_counted.firstVerify = m_recorder.apdus().size();
        };
        qint64 credit = 0;
        ours = timed([&] { credit = need(m_desk->topUp(asked, progress), "sale").credit.value; });
        m_sent = m_recorder.sent() - sent;
        m_commits = m_office.store->commits() - commits;
        m_steady = m_steady && (m_lastSent == 0 || m_lastSent == m_sent) && m_commits == 2;
        m_lastSent = m_sent;

        const QJsonObject after = m_card->save();
        const SaleRows rows = m_plain->rows();
        if (!m_card->restore(before))
            giveUp(QStringLiteral("the card can't be set back"));
        theirs = timed([&] { m_plain->sell(m_recorder.apdus(), m_counted.firstWrite, rows); });
        m_sameCard = m_sameCard && m_card->save() == after;
        load(credit);
    }

    bool steady() const { return m_steady; }
    bool same() { return m_sameCard && m_plain->sameBooks(); }
    qint64 sent() const { return m_sent; }
    qint64 commits() const { return m_commits; }

    /// The headers of the APDUs, by step. Never their data: it holds keys.
    QString story() const {
        QStringList words;
        const QList<QByteArray>& apdus = m_recorder.apdus();
        for (qsizetype i = 0; i < apdus.size(); ++i) {
            if (i == m_counted.firstWrite)
                words << QStringLiteral("| write:");
            if (i == m_counted.firstVerify)
                words << QStringLiteral("| read back:");
            words << QString::fromLatin1(apdus[i].left(4).toHex().toUpper());
        }
        return words.join(u' ');
    }
    qint64 reading() const { return m_counted.firstWrite; }
    qint64 writing() const { return m_counted.firstVerify - m_counted.firstWrite; }
    qint64 verifying() const { return m_sent - m_counted.firstVerify; }

private:
    /// The meter takes the credit, and what it had is used up, so that it never holds too much.
    void load(qint64 credit) {
        m_office.clock.pass(60'000);
        simulator::VirtualMeter& meter = m_office.meter(m_number);
        meter.state().time = m_office.clock.now();
        if (meter.state().remaining() > credit)
            meter.use(credit);
        const simulator::LoadResult loaded = meter.present(*m_card);
        if (!loaded.loaded)
            giveUp(QStringLiteral("the meter doesn't load: ") + loaded.reason);
        m_office.clock.pass(60'000);
    }

    TempOffice m_office;
    const QString m_layout, m_number;
    simulator::VpcdLink m_link;
    std::unique_ptr<CardReader> m_reader;
    Recorder m_recorder;
    std::shared_ptr<ServedCard> m_card;
    std::unique_ptr<CardDesk> m_desk;
    std::unique_ptr<PlainSale> m_plain;
    Counted m_counted;
    qint64 m_sent = 0, m_lastSent = 0, m_commits = 0;
    bool m_steady = true, m_sameCard = true;
};

void sell(const Kind& kind, test::Pcscd& daemon, const Options& options, Report& report) {
    const QString bench = QStringLiteral("sale");
    const QString layout = QString::fromLatin1(kind.layout);
    Stage stage(layout, daemon);
    Took ours, theirs;
    stage.pair(ours, theirs); // the first one prepares statements, and has no report to take in
    std::vector<double> ourWall, ourCpu, theirWall, theirCpu;
    const int pairs = options.bySize(kind.full, kind.quick, kind.smoke);
    for (int i = 0; i < pairs; ++i) {
        stage.pair(ours, theirs);
        ourWall.push_back(ours.wall);
        ourCpu.push_back(ours.cpu);
        theirWall.push_back(theirs.wall);
        theirCpu.push_back(theirs.cpu);
    }
    report.figures << figureOf(bench, layout + QStringLiteral(", CPU"), ourCpu, theirCpu, 2)
                   << figureOf(bench, layout + QStringLiteral(", wall"), ourWall, theirWall, 1.25);
    report.notes << QStringLiteral("sale, %1: %2 commits, %3 APDUs (%4 reading identity, count and record, %5 writing, "
                                   "%6 reading back)")
                        .arg(layout)
                        .arg(stage.commits())
                        .arg(stage.sent())
                        .arg(stage.reading())
                        .arg(stage.writing())
                        .arg(stage.verifying())
                 << QStringLiteral("    ") + stage.story();
    report.check(bench, layout + QStringLiteral(": every sale has exactly two commits and the same APDUs"),
                 stage.steady());
    report.check(bench, layout + QStringLiteral(": both sides leave the same card and the same books"), stage.same());
}

} // namespace

void benchSale(const Options& options, Report& report) {
    const auto daemon = test::Pcscd::start();
    if (!daemon)
        giveUp(daemon.error());
    for (const Kind& kind : kinds)
        sell(kind, **daemon, options, report);
}

} // namespace meterdesk::bench
