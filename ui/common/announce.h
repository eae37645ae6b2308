// Says something to those who don't see the screen. Threads: GUI.
#pragma once

class QWidget;

namespace meterdesk {

/// The widget's name or text has changed to something that shouldn't be missed: a screen reader reads it at once.
void announce(QWidget* widget);

} // namespace meterdesk
