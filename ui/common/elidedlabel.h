// One line of text that may be longer than its place: what doesn't fit is left out with an ellipsis, and is read by
// hovering. For names that others choose; the window's own words have to fit. Threads: GUI.
#pragma once

#include <QLabel>

namespace meterdesk {

class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    using QLabel::QLabel;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
};

} // namespace meterdesk
