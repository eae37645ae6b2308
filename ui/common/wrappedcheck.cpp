#include "ui/common/wrappedcheck.h"

#include "ui/common/theme.h"

#include <QEvent>
#include <QStyleOptionButton>
#include <QStylePainter>
#include <algorithm>

namespace meterdesk {

namespace {
constexpr int wordsFlags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;
constexpr int least = 20 * theme::grid; // a line of words; wider than that only where there is room
constexpr int edge = 3;                 // for the frame that says where the cursor is
constexpr int endless = 100'000;
} // namespace

WrappedCheck::WrappedCheck(QWidget* parent) : QCheckBox(parent) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QSize WrappedCheck::indicator() const {
    return {style()->pixelMetric(QStyle::PM_IndicatorWidth, nullptr, this),
            style()->pixelMetric(QStyle::PM_IndicatorHeight, nullptr, this)};
}

int WrappedCheck::textLeft() const {
    return edge + indicator().width() + theme::grid;
}

QSize WrappedCheck::textSize(int width) const {
    return fontMetrics().boundingRect(QRect(0, 0, width - textLeft() - edge, endless), wordsFlags, text()).size();
}

int WrappedCheck::heightForWidth(int width) const {
    return std::max(textSize(width).height(), indicator().height()) + 2 * edge;
}

QSize WrappedCheck::minimumSizeHint() const {
    return sizeHint();
}

QSize WrappedCheck::sizeHint() const {
    return {least, std::max(fontMetrics().height(), indicator().height()) + 2 * edge};
}

bool WrappedCheck::hitButton(const QPoint& position) const {
    return rect().contains(position); // the words are as good as the box
}

bool WrappedCheck::event(QEvent* event) {
    // Other words, or in another type, may need another height.
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateGeometry();
    return QCheckBox::event(event);
}

void WrappedCheck::paintEvent(QPaintEvent*) {
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    const QSize box = indicator();
    const int line = std::max(fontMetrics().height(), box.height());
    option.rect = QRect(QPoint(edge, edge + (line - box.height()) / 2), box);
    painter.drawPrimitive(QStyle::PE_IndicatorCheckBox, option);
    const int drop = (line - fontMetrics().height()) / 2;
    const QRect words = rect().adjusted(textLeft(), edge + drop, -edge, 0);
    style()->drawItemText(&painter, words, wordsFlags, palette(), isEnabled(), text(), QPalette::WindowText);
    if (hasFocus()) {
        painter.setPen(QPen(theme::ink(theme::Tone::Accent), 2));
        painter.setRenderHint(QPainter::Antialiasing);
        painter.drawRoundedRect(rect().adjusted(1, 1, -1, -1), 4, 4);
    }
}

} // namespace meterdesk
