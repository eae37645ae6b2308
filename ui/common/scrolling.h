// What doesn't fit scrolls up and down, and is as wide as its place. Threads: GUI.
#pragma once

class QScrollArea;
class QWidget;

namespace meterdesk {

QScrollArea* scrolling(QWidget* content);

} // namespace meterdesk
