// What the watcher tells of a reader, answer by answer: the reader here is a list of answers, and nothing waits.
#include "ui/common/cardwatcher.h"

#include <QTest>
#include <atomic>
#include <condition_variable>
#include <mutex>

using namespace meterdesk;

namespace {

using Answers = QList<Result<CardPresence>>;

/// Gives its answers one after another; then, as a reader on which nothing happens, none until it is cancelled.
class ScriptedReader : public CardReader {
public:
    ScriptedReader(Answers answers, std::atomic<bool>& allGiven)
        : m_answers(std::move(answers)), m_allGiven(allGiven) {}
    QString name() const override { return QStringLiteral("scripted"); }
    Result<std::unique_ptr<CardChannel>> connect() override { return fail(ErrorCode::NoCard); }
    Result<CardPresence> waitForChange(int) override {
        std::unique_lock lock(m_mutex);
        if (!m_answers.isEmpty())
            return m_answers.takeFirst();
        m_allGiven = true;
        m_woken.wait(lock, [this] { return m_cancelled; });
        return CardPresence{};
    }
    void cancel() override {
        const std::lock_guard lock(m_mutex);
        m_cancelled = true;
        m_woken.notify_all();
    }
    Result<bool> cardPresent() override { return false; }

private:
    Answers m_answers;
    std::atomic<bool>& m_allGiven;
    std::mutex m_mutex;
    std::condition_variable m_woken;
    bool m_cancelled = false;
};

constexpr CardPresence empty{false, false};
constexpr CardPresence came{true, true};
constexpr CardPresence still{true, false};
constexpr CardPresence left{false, true};

} // namespace

class CardWatcherTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsEachChangeOnce_data() {
        const auto gone = Result<CardPresence>(fail(ErrorCode::ReaderGone));
        QTest::addColumn<Answers>("answers");
        QTest::addColumn<QString>("told");
        const auto row = [](const char* name, const Answers& answers, const char* told) {
            QTest::newRow(name) << answers << QString::fromLatin1(told);
        };
        row("empty", {empty}, "ready");
        row("there from the start", {came}, "ready came");
        row("comes and goes", {empty, came, left}, "ready came went");
        // A wait that ends without a change: the card wasn't laid on again.
        row("lies still", {came, still, still, still}, "ready came");
        row("nobody comes", {empty, empty, empty}, "ready");
        row("away and back between two looks", {came, still, came, still}, "ready came went came");
        row("came and gone between two looks", {empty, left, empty}, "ready");
        row("the reader goes", {came, gone, gone}, "ready came reader-gone went");
        row("the reader comes back", {empty, gone, empty, came}, "ready reader-gone ready came");
        row("comes back with a card", {gone, came}, "reader-gone ready came");
    }

    void tellsEachChangeOnce() {
        QFETCH(Answers, answers);
        QFETCH(QString, told);
        QStringList heard;
        std::atomic<bool> allGiven{false};
        CardWatcher watcher([&] { return std::make_unique<ScriptedReader>(answers, allGiven); });
        connect(&watcher, &CardWatcher::cardCame, this, [&heard] { heard << QStringLiteral("came"); });
        connect(&watcher, &CardWatcher::cardWent, this, [&heard] { heard << QStringLiteral("went"); });
        connect(&watcher, &CardWatcher::readerReady, this, [&heard] { heard << QStringLiteral("ready"); });
        connect(&watcher, &CardWatcher::readerFailed, this, [&heard](const Error& error) { heard << error.name(); });
        watcher.start();
        QTRY_VERIFY_WITH_TIMEOUT(allGiven, 30'000);
        QCoreApplication::sendPostedEvents(); // what it told before it asked for the next answer is on its way
        QCOMPARE(heard.join(u' '), told);
    }
};

QTEST_GUILESS_MAIN(CardWatcherTest)
#include "tst_cardwatcher.moc"
