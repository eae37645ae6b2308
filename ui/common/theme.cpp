#include "ui/common/theme.h"

#include <QApplication>
#include <QPalette>
#include <QStyleFactory>
#include <QWidget>

namespace meterdesk::theme {
namespace {

bool darkNow = false;

struct Colours {
    QRgb window, base, raised, text, muted, line, accent, onAccent;
    QRgb groove, handle; // of scroll bars: the handle stands out from its groove, by day darker, by night lighter
};
constexpr Colours light{0xfff3f5f7, 0xffffffff, 0xffffffff, 0xff1b2026, 0xff56616d,
                        0xffd5dae0, 0xff0b6b74, 0xffffffff, 0xffe8ebef, 0xff7d8894};
constexpr Colours dark{0xff16191d, 0xff1f2328, 0xff22272d, 0xffe6e9ec, 0xffa3adb8,
                       0xff3a424b, 0xff4fb9c2, 0xff0c1416, 0xff2b3138, 0xff7d8894};

const Colours& colours() {
    return darkNow ? dark : light;
}

QColor rgb(QRgb value) {
    return QColor::fromRgb(value);
}

QString styleSheet() {
    const Colours& c = colours();
    const auto hex = [](QRgb value) { return QColor::fromRgb(value).name(); };
    return QStringLiteral(
               "QFrame[card=\"true\"] { background: %1; border: 1px solid %2; border-radius: 8px; }"
               "QToolTip { color: %3; background: %1; border: 1px solid %2; padding: 4px; }"
               "QLineEdit, QSpinBox { padding: 6px 8px; border: 1px solid %2; border-radius: 6px;"
               " background: %4; }"
               "QLineEdit:focus { border: 2px solid %5; padding: 5px 7px; }"
               "QPushButton { padding: 7px 14px; border: 1px solid %2; border-radius: 6px; background: %1; }"
               "QPushButton:hover { border-color: %5; }"
               "QPushButton:focus { border: 2px solid %5; padding: 6px 13px; }"
               "QPushButton:disabled { color: %6; }"
               "QPushButton[primary=\"true\"] { background: %5; color: %7; border-color: %5; font-weight: bold; }"
               "QPushButton[primary=\"true\"]:disabled { background: %2; color: %6; border-color: %2; }"
               "QToolButton { padding: 5px 8px; border: 1px solid transparent; border-radius: 6px; }"
               "QToolButton:hover, QToolButton:focus { border-color: %5; }"
               "QTableView, QListView { border: 2px solid transparent; background: transparent; outline: 0; }"
               "QTableView::item { padding: 4px 8px; }"
               "QHeaderView { background: transparent; border: 0; }"
               "QAbstractScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }"
               "QScrollBar { background: %8; border-radius: 5px; }"
               "QScrollBar:vertical { width: 10px; margin: 0; }"
               "QScrollBar:horizontal { height: 10px; margin: 0; }"
               "QScrollBar::handle { background: %9; border-radius: 5px; }"
               "QScrollBar::handle:vertical { min-height: 24px; }"
               "QScrollBar::handle:horizontal { min-width: 24px; }"
               "QScrollBar::handle:hover { background: %6; }"
               "QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }"
               "QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }"
               "QListView:focus, QTableView:focus { border: 2px solid %5; border-radius: 6px; }"
               "QHeaderView::section { background: transparent; color: %6; border: 0;"
               " border-bottom: 1px solid %2; padding: 4px 8px; }")
        .arg(hex(c.raised), hex(c.line), hex(c.text), hex(c.base), hex(c.accent), hex(c.muted), hex(c.onAccent),
             hex(c.groove), hex(c.handle));
}

} // namespace

bool isDark() {
    return darkNow;
}

void apply(QApplication& application, bool wantDark) {
    darkNow = wantDark;
    const Colours& c = colours();
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QPalette palette;
    palette.setColor(QPalette::Window, rgb(c.window));
    palette.setColor(QPalette::Base, rgb(c.base));
    palette.setColor(QPalette::AlternateBase, rgb(c.window));
    palette.setColor(QPalette::Button, rgb(c.raised));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        palette.setColor(role, rgb(c.text));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, rgb(c.muted));
    palette.setColor(QPalette::PlaceholderText, rgb(c.muted));
    palette.setColor(QPalette::Mid, rgb(c.line));
    palette.setColor(QPalette::Highlight, rgb(c.accent));
    palette.setColor(QPalette::HighlightedText, rgb(c.onAccent));
    palette.setColor(QPalette::Link, rgb(c.accent));
    QApplication::setPalette(palette);
    QApplication::setFont(font(Size::Body));
    static const QStringList iconPaths = QIcon::themeSearchPaths()
                                         << QStringLiteral("/usr/share/icons") << QStringLiteral(":/icons");
    QIcon::setThemeSearchPaths(iconPaths);
    QIcon::setThemeName(wantDark ? QStringLiteral("breeze-dark") : QStringLiteral("breeze"));
    application.setStyleSheet(styleSheet());
}

QFont font(Size size, bool bold) {
    static constexpr int pixels[] = {13, 15, 20, 44};
    QFont font;
    // One family with Chinese and Latin of the same weight; its digits are all of one width.
    font.setFamilies({QStringLiteral("WenQuanYi Micro Hei"), QStringLiteral("Microsoft YaHei"),
                      QStringLiteral("Noto Sans CJK SC"), QStringLiteral("sans-serif")});
    font.setPixelSize(pixels[static_cast<int>(size)]);
    font.setBold(bold);
    return font;
}

QColor ink(Tone tone) {
    switch (tone) {
    case Tone::Neutral:
        return rgb(colours().text);
    case Tone::Accent:
        return rgb(colours().accent);
    case Tone::Good:
        return rgb(darkNow ? 0xff6fce8b : 0xff176b35);
    case Tone::Warning:
        return rgb(darkNow ? 0xfff0c060 : 0xff7a5200);
    case Tone::Bad:
        return rgb(darkNow ? 0xffff9d92 : 0xffa3201a);
    }
    return {};
}

QColor wash(Tone tone) {
    switch (tone) {
    case Tone::Neutral:
        return rgb(darkNow ? 0xff2b3138 : 0xffe8ebef);
    case Tone::Accent:
        return rgb(darkNow ? 0xff17363a : 0xffdcf0f1);
    case Tone::Good:
        return rgb(darkNow ? 0xff183524 : 0xffdff3e5);
    case Tone::Warning:
        return rgb(darkNow ? 0xff3a2f12 : 0xfffdf0cf);
    case Tone::Bad:
        return rgb(darkNow ? 0xff45201d : 0xfffde4e1);
    }
    return {};
}

QColor muted() {
    return rgb(colours().muted);
}

QIcon icon(const char* name) {
    return QIcon::fromTheme(QLatin1String(name));
}

void makeCard(QWidget* widget) {
    widget->setProperty("card", true);
}

} // namespace meterdesk::theme
