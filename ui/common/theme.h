// One look for the whole program: Fusion under a palette of our own, an 8-px grid, four type sizes, one accent colour.
// Written down for people in ui/README.md. Threads: GUI only.
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QString>

class QApplication;
class QWidget;

namespace meterdesk::theme {

constexpr int grid = 8;

enum class Size { Small, Body, Title, Amount };
enum class Tone { Neutral, Accent, Good, Warning, Bad };

/// Style, palette, fonts and icon search path for the application. `dark` changes them at run time.
void apply(QApplication& application, bool dark);
bool isDark();

QFont font(Size size, bool bold = false); // with tabular digits
QColor ink(Tone tone);                    // text and icons
QColor wash(Tone tone);                   // behind them
QColor muted();
/// A packaged icon (breeze), tinted for the palette by its own variant.
QIcon icon(const char* name);
/// Marks a widget as a card: a raised surface with a border.
void makeCard(QWidget* widget);

} // namespace meterdesk::theme
