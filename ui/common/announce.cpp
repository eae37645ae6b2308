#include "ui/common/announce.h"

#include <QAccessible>
#include <QWidget>

namespace meterdesk {

void announce(QWidget* widget) {
    QAccessibleEvent name(widget, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&name);
    QAccessibleEvent alert(widget, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

} // namespace meterdesk
