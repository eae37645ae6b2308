#include "ui/till/meterdelegate.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QPainter>

namespace meterdesk {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(MeterLine)
};

QString iconOf(MeterKind kind) {
    switch (kind) {
    case MeterKind::Water:
        return Words::tr("W", "a meter's sign: water");
    case MeterKind::Electricity:
        return Words::tr("E", "a meter's sign: electricity");
    case MeterKind::Gas:
        return Words::tr("G", "a meter's sign: gas");
    }
    return {};
}

} // namespace

MeterLine meterLine(const CustomerMeter& each, bool onCard) {
    MeterLine line;
    line.onCard = onCard;
    line.icon = iconOf(each.meter.kind);
    line.title = kindText(each.meter.kind);
    line.number = each.meter.number;
    if (each.report && each.report->remaining) {
        line.remaining = creditText(Credit{*each.report->remaining, each.meter.basis}, each.meter);
        line.detail = Words::tr("remaining on %1")
                          .arg(QDateTime::fromMSecsSinceEpoch(each.report->at).toString(QStringLiteral("yyyy-MM-dd")));
    } else {
        line.detail = each.card ? Words::tr("the meter hasn't said anything yet") : QString();
    }
    if (each.meter.state != MeterState::InUse) {
        line.state = stateText(each.meter.state);
        line.tone = theme::Tone::Bad;
    } else if (!each.open.isEmpty()) {
        line.state = stateText(each.open.first().state);
        line.tone = theme::Tone::Warning;
    } else if (each.leftBehind.value > 0) {
        line.state = Words::tr("%1 on the lost card").arg(creditText(each.leftBehind, each.meter));
        line.tone = theme::Tone::Warning;
    } else if (!each.orders.isEmpty() && each.orders.first().state == OrderState::Delivered) {
        line.state = Words::tr("on the card, not loaded yet");
        line.tone = theme::Tone::Accent;
    } else if (!each.card) {
        line.state = Words::tr("no card");
    } else {
        line.state = Words::tr("ready");
        line.tone = theme::Tone::Good;
    }
    return line;
}

QSize MeterDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {300, 8 * theme::grid};
}

void MeterDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto line = index.data(Qt::UserRole).value<MeterLine>();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect box = option.rect.adjusted(2, 2, -2, -2);
    const bool selected = option.state & QStyle::State_Selected;
    painter->setPen(selected ? QPen(theme::ink(theme::Tone::Accent), 2) : QPen(theme::wash(theme::Tone::Neutral)));
    painter->setBrush(selected ? theme::wash(theme::Tone::Accent) : QBrush(Qt::NoBrush));
    painter->drawRoundedRect(box, 6, 6);
    const QRect badge(box.left() + theme::grid, box.center().y() - 16, 32, 32);
    // A ring that stands out on every background, also on the marked row's; filled where the card on the reader is its.
    painter->setPen(QPen(line.onCard ? theme::ink(theme::Tone::Accent) : theme::muted(), 1.5));
    painter->setBrush(line.onCard ? theme::ink(theme::Tone::Accent) : QGuiApplication::palette().color(QPalette::Base));
    painter->drawEllipse(badge);
    painter->setPen(line.onCard ? QGuiApplication::palette().color(QPalette::HighlightedText)
                                : theme::ink(theme::Tone::Neutral));
    painter->setFont(theme::font(theme::Size::Body, true));
    painter->drawText(badge, Qt::AlignCenter, line.icon);
    const QRect text = box.adjusted(6 * theme::grid, theme::grid - 1, -2 * theme::grid, -theme::grid);
    painter->setPen(theme::ink(theme::Tone::Neutral));
    const QString number = line.title + QStringLiteral("  ") + line.number;
    painter->drawText(text, Qt::AlignLeft | Qt::AlignTop, number);
    // In a narrow window what is left of the credit stands below, without its date.
    const QFontMetrics large(painter->font());
    const bool fits =
        large.horizontalAdvance(number) + large.horizontalAdvance(line.remaining) + 2 * theme::grid <= text.width();
    if (fits)
        painter->drawText(text, Qt::AlignRight | Qt::AlignTop, line.remaining);
    painter->setFont(theme::font(theme::Size::Small));
    painter->setPen(theme::ink(line.tone));
    painter->drawText(text, Qt::AlignLeft | Qt::AlignBottom, line.state);
    painter->setPen(theme::muted());
    // The state comes first: what to do next hangs on it. The rest is said whole or not at all.
    const QFontMetrics metrics(painter->font());
    const int left = text.width() - metrics.horizontalAdvance(line.state) - 2 * theme::grid;
    const QString beside = fits ? line.detail : line.remaining;
    if (metrics.horizontalAdvance(beside) <= left)
        painter->drawText(text, Qt::AlignRight | Qt::AlignBottom, beside);
    painter->restore();
}

} // namespace meterdesk
