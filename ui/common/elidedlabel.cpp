#include "ui/common/elidedlabel.h"

#include <QPainter>
#include <QTextDocument>

namespace meterdesk {

QSize ElidedLabel::minimumSizeHint() const {
    return {fontMetrics().horizontalAdvance(QStringLiteral("MMMM")), QLabel::minimumSizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(contentsRect(), static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
                     fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width()));
}

void ElidedLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    // As it is: a name isn't the window's own text.
    setToolTip(sizeHint().width() > width() ? Qt::convertFromPlainText(text(), Qt::WhiteSpaceNormal) : QString());
}

} // namespace meterdesk
