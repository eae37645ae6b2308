// One meter in the list: kind, number, state, what it last said, what is on its way. Threads: GUI.
#pragma once

#include "ui/common/theme.h"
#include "ui/till/customer.h"

#include <QStyledItemDelegate>

namespace meterdesk {

struct MeterLine {
    QString icon, title, number, remaining, detail, state;
    theme::Tone tone = theme::Tone::Neutral;
    bool onCard = false;
};
MeterLine meterLine(const CustomerMeter& each, bool onCard);

class MeterDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace meterdesk

Q_DECLARE_METATYPE(meterdesk::MeterLine)
