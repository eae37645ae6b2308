// The till's first frame on an office of a million residents, against that on an empty office: from the window's
// construction to the end of its first painting, each time in a fresh program, offscreen. For information also: until
// the first residents are in the list and painted; they are read on another thread, which keeps nobody from typing.
#include "tests/bench/bigoffice.h"
#include "tests/bench/measure.h"
#include "ui/common/language.h"
#include "ui/common/theme.h"
#include "ui/till/tillwindow.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QThread>
#include <cstdio>

namespace meterdesk::bench {
namespace {

constexpr auto childWord = "--first-frame";
constexpr int childMs = 60'000;

/// Sees when a round of painting has ended: back in the event loop after a widget was painted.
class Watching : public QApplication {
public:
    using QApplication::QApplication;
    void start(bool untilRows) {
        m_untilRows = untilRows;
        m_timer.start();
    }

    bool notify(QObject* receiver, QEvent* event) override {
        if (QThread::currentThread() != thread()) // the office's threads have events of their own
            return QApplication::notify(receiver, event);
        ++m_depth;
        const bool paint = event->type() == QEvent::Paint && receiver->isWidgetType();
        const bool rowsThere = paint && m_untilRows && showsRows(receiver);
        const bool result = QApplication::notify(receiver, event);
        m_painted = m_painted || paint;
        m_rowsPainted = m_rowsPainted || rowsThere;
        if (--m_depth == 0 && m_painted)
            frame();
        return result;
    }

private:
    static bool showsRows(const QObject* receiver) {
        const auto* view = qobject_cast<const QAbstractItemView*>(receiver->parent());
        return view != nullptr && view->viewport() == receiver && view->model() && view->model()->rowCount() > 0;
    }

    void frame() {
        m_painted = false;
        const double now = static_cast<double>(m_timer.nsecsElapsed()) / 1e3;
        if (m_first == 0)
            m_first = now;
        if (m_untilRows && !m_rowsPainted)
            return;
        std::printf("%.1f %.1f\n", m_first, now);
        std::fflush(stdout);
        // What the office's threads are still at is of no interest.
        std::_Exit(0);
    }

    QElapsedTimer m_timer;
    int m_depth = 0;
    bool m_untilRows = false, m_painted = false, m_rowsPainted = false;
    double m_first = 0;
};

struct Frame {
    double first = 0, rows = 0;
};

Frame framesOf(const QString& data, bool untilRows) {
    static const QTemporaryDir runtime; // private, as Qt wants it
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    // The platform's remarks on itself would drown what is really wrong.
    environment.insert(QStringLiteral("QT_LOGGING_RULES"), QStringLiteral("qt.qpa.*=false;default.warning=false"));
    if (!environment.contains(QStringLiteral("XDG_RUNTIME_DIR")))
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), runtime.path());
    child.setProcessEnvironment(environment);
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QCoreApplication::applicationFilePath(),
                {QString::fromLatin1(childWord), data, untilRows ? QStringLiteral("rows") : QStringLiteral("frame")});
    if (!child.waitForFinished(childMs)) {
        child.kill();
        child.waitForFinished();
        giveUp(QStringLiteral("the window doesn't come"));
    }
    const QStringList words = QString::fromLatin1(child.readAllStandardOutput()).split(u' ');
    if (child.exitCode() != 0 || words.size() != 2)
        giveUp(QStringLiteral("the window's program failed"));
    return {words[0].toDouble(), words[1].toDouble()};
}

QString milliseconds(const std::vector<double>& times) {
    return QString::number(median(times) / 1000, 'f', 1);
}

} // namespace

int firstFrame(int argc, char** argv) {
    if (argc != 4)
        return 2;
    OfficeOptions options;
    options.dataFolder = QString::fromLocal8Bit(argv[2]);
    const bool untilRows = QByteArray(argv[3]) == "rows";
    Watching application(argc, argv);
    nameApplication();
    useLanguageOf(options.dataFolder, false);
    theme::apply(application, false);
    application.start(untilRows);
    TillWindow window(options);
    window.resize(1366, 728); // whatever the screen of a machine without one
    window.show();
    return QApplication::exec();
}

void benchWindow(const Options& options, Report& report) {
    const QString big = officeWith(options.bySize(1'000'000, 1'000'000, 2'000), options.folder);
    const QString empty = officeWith(0, options.folder);
    std::vector<double> ours, theirs, rows;
    framesOf(big, true);
    framesOf(empty, false);
    for (int pair = 0; pair < options.bySize(25, 9, 1); ++pair) {
        // Turn about, because the second of two finds the processor's caches warmer.
        const bool bigFirst = pair % 2 == 0;
        Frame first = framesOf(bigFirst ? big : empty, false);
        Frame second = framesOf(bigFirst ? empty : big, false);
        if (!bigFirst)
            std::swap(first, second);
        ours.push_back(first.first);
        theirs.push_back(second.first);
        rows.push_back(framesOf(big, true).rows);
    }
    report.figures << figureOf(QStringLiteral("window"), QStringLiteral("first frame, full office / empty office"),
                               ours, theirs, 1.3);
    report.notes << QStringLiteral(
                        "window: first frame %1 ms on the full office (design: 100), %2 ms on the empty one; "
                        "the first residents are listed after %3 ms")
                        .arg(milliseconds(ours), milliseconds(theirs), milliseconds(rows));
}

} // namespace meterdesk::bench
