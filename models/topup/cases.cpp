#include "models/topup/cases.h"

#include <QCoreApplication>

namespace meterdesk {
namespace {

struct Text {
    const char* kind;
    const char* text;
};

constexpr Text texts[] = {
    {"count-ahead", QT_TRANSLATE_NOOP("Case", "The meter has purchases that the books don't have.")},
    {"count-back", QT_TRANSLATE_NOOP("Case", "The meter's count of purchases has gone back.")},
    {"reversed-loaded", QT_TRANSLATE_NOOP("Case", "The meter has a purchase whose money was given back.")},
    {"taken-back-loaded", QT_TRANSLATE_NOOP("Case", "The meter has a purchase that was taken off the card.")},
    {"total-excess", QT_TRANSLATE_NOOP("Case", "The meter's total is above that of the books.")},
    {"total-short", QT_TRANSLATE_NOOP("Case", "The meter's total is below that of the books.")},
    {"ahead", QT_TRANSLATE_NOOP("Case", "The card was ahead of the books.")},
    {"behind", QT_TRANSLATE_NOOP("Case", "The card was behind the books: an old copy, perhaps.")},
    {"other-meter", QT_TRANSLATE_NOOP("Case", "The card named another meter.")},
    {"torn", QT_TRANSLATE_NOOP("Case", "A record of the card couldn't be read.")},
    {"in-doubt", QT_TRANSLATE_NOOP("Case", "An order could not be settled by reading its card.")},
};

} // namespace

QString caseText(const QString& kind) {
    for (const Text& one : texts)
        if (kind == QLatin1String(one.kind))
            return QCoreApplication::translate("Case", one.text);
    return kind;
}

} // namespace meterdesk
