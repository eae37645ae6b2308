#include "ui/common/messagebar.h"

#include "ui/common/announce.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QTimer>
#include <QToolButton>

namespace meterdesk {

namespace {
// Room for the message and the next step, a line each.
constexpr int placeHeight = 8 * theme::grid;
constexpr int shortPlaceHeight = 5 * theme::grid;
constexpr int nudgeMs = 180; // once, and seen
} // namespace

Saying sayingOf(const Error& error) {
    return {error.message(), error.next(),
            error.outcome() == Outcome::Unknown ? theme::Tone::Warning : theme::Tone::Bad};
}

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_message(new QLabel(this)), m_next(new QLabel(this)),
      m_close(new QToolButton(this)), m_nudge(new QTimer(this)) {
    setObjectName(QStringLiteral("messageBar"));
    auto* row = new QHBoxLayout(this);
    row->setSpacing(theme::grid);
    row->addWidget(m_icon);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addStretch(1);
    texts->addWidget(m_message);
    texts->addWidget(m_next);
    texts->addStretch(1);
    row->addLayout(texts, 1);
    row->addWidget(m_close);
    m_close->setObjectName(QStringLiteral("messageClose"));
    m_close->setFocusPolicy(Qt::TabFocus);
    m_message->setWordWrap(true);
    m_message->setObjectName(QStringLiteral("message"));
    m_next->setWordWrap(true);
    m_next->setObjectName(QStringLiteral("messageNext"));
    m_close->setIcon(theme::icon("dialog-close"));
    m_close->setAccessibleName(tr("Close the message"));
    connect(m_close, &QToolButton::clicked, this, &MessageBar::clear);
    m_nudge->setSingleShot(true);
    connect(m_nudge, &QTimer::timeout, this, [this] {
        m_nudged = false;
        draw();
    });
    setShort(false);
    clear();
}

void MessageBar::say(const Words& words, const Matter& matter) {
    const QString before = isHidden() ? QString() : accessibleName();
    m_words = words;
    m_matter = matter;
    ++m_said;
    m_nudge->stop(); // it was for the words before
    m_nudged = false;
    draw();
    if (before == accessibleName())
        nudge();
}

void MessageBar::nudge() {
    // Who presses Enter again sees, and hears, that it has been answered again.
    announce(this);
    m_nudged = true;
    draw();
    m_nudge->start(nudgeMs);
}

void MessageBar::paint(const Saying& saying) {
    const QColor ground = m_nudged ? theme::ink(saying.tone) : theme::wash(saying.tone);
    const QColor words = m_nudged ? theme::wash(saying.tone) : theme::ink(saying.tone);
    setStyleSheet(QStringLiteral("QFrame#messageBar { background: %1; border-radius: 8px; } QLabel { color: %2; }")
                      .arg(ground.name(), words.name()));
}

void MessageBar::say(const Error& error) {
    say([error] { return sayingOf(error); });
}

void MessageBar::amend(const std::function<void(Saying&)>& change) {
    say(
        [before = m_words, change] {
            Saying saying = before ? before() : Saying{};
            change(saying);
            return saying;
        },
        Matter(m_matter));
}

void MessageBar::draw() {
    const Saying saying = m_words();
    const char* icon = saying.tone == theme::Tone::Bad       ? "dialog-error"
                       : saying.tone == theme::Tone::Warning ? "dialog-warning"
                       : saying.tone == theme::Tone::Good    ? "dialog-ok-apply"
                                                             : "dialog-information";
    m_icon->setPixmap(theme::icon(icon).pixmap(24, 24));
    m_message->setText(saying.message);
    m_next->setText(saying.next);
    m_next->setVisible(!saying.next.isEmpty());
    paint(saying);
    const QString whole = saying.next.isEmpty() ? saying.message : saying.message + QLatin1Char(' ') + saying.next;
    const bool news = isHidden() || whole != accessibleName();
    setAccessibleName(whole);
    setVisible(true);
    Q_EMIT changed();
    if (news)
        announce(this);
}

void MessageBar::retranslate() {
    m_close->setAccessibleName(tr("Close the message"));
    if (!isHidden())
        draw();
}

void MessageBar::setShort(bool isShort) {
    m_message->setFont(theme::font(isShort ? theme::Size::Small : theme::Size::Body, true));
    m_next->setFont(theme::font(isShort ? theme::Size::Small : theme::Size::Body));
    layout()->setContentsMargins(2 * theme::grid, isShort ? 1 : theme::grid, theme::grid, isShort ? 1 : theme::grid);
}

void MessageBar::clear() {
    m_nudge->stop();
    m_nudged = false;
    m_words = nullptr;
    m_matter = {};
    m_message->clear();
    m_next->clear();
    setVisible(false);
}

QString MessageBar::message() const {
    return m_message->text();
}

MessagePlace::MessagePlace(QWidget* over)
    : QWidget(over), m_over(over), m_bar(new MessageBar(over)), m_rest(new QLabel(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2 * theme::grid, 0, 2 * theme::grid, 0);
    row->addWidget(m_rest);
    m_rest->setFont(theme::font(theme::Size::Small));
    m_rest->setObjectName(QStringLiteral("restLine"));
    m_rest->setEnabled(false); // muted
    setShort(false);
    connect(m_bar, &MessageBar::changed, this, &MessagePlace::arrange);
}

void MessagePlace::setRest(const QString& line) {
    m_rest->setText(line);
}

void MessagePlace::setShort(bool isShort) {
    setFixedHeight(isShort ? shortPlaceHeight : placeHeight);
    m_bar->setShort(isShort);
    arrange();
}

void MessagePlace::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void MessagePlace::moveEvent(QMoveEvent* event) {
    QWidget::moveEvent(event);
    arrange();
}

void MessagePlace::arrange() {
    const int tall = std::max(height(), m_bar->heightForWidth(width()));
    const QPoint foot = mapTo(m_over, QPoint(0, height()));
    m_bar->setGeometry(foot.x(), foot.y() - tall, width(), tall);
    m_bar->raise();
}

} // namespace meterdesk
