// A box to be ticked whose words may take several lines: Qt's own keeps them on one, however wide that gets.
// Threads: GUI.
#pragma once

#include <QCheckBox>

namespace meterdesk {

class WrappedCheck : public QCheckBox {
    Q_OBJECT
public:
    explicit WrappedCheck(QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool hitButton(const QPoint& position) const override;
    bool event(QEvent* event) override;

private:
    QSize indicator() const;
    int textLeft() const; // where the words begin
    QSize textSize(int width) const;
};

} // namespace meterdesk
