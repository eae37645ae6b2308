#include "cardio/simulator/visittext.h"

#include <QCoreApplication>

namespace meterdesk::simulator {
namespace {

struct Words {
    const char* reason; // LoadResult::reason
    const char* text;
};

constexpr Words refusals[] = {
    {"count", QT_TRANSLATE_NOOP("MeterVisit", "it has taken this purchase already")},
    {"empty", QT_TRANSLATE_NOOP("MeterVisit", "there is no purchase on the card")},
    {"other meter", QT_TRANSLATE_NOOP("MeterVisit", "the card is for another meter")},
    {"bad record", QT_TRANSLATE_NOOP("MeterVisit", "what stands on the card is damaged")},
    {"blank", QT_TRANSLATE_NOOP("MeterVisit", "the card is blank")},
    {"foreign", QT_TRANSLATE_NOOP("MeterVisit", "the card is another system's")},
    {"no key", QT_TRANSLATE_NOOP("MeterVisit", "the card's keys aren't this office's")},
    {"refused", QT_TRANSLATE_NOOP("MeterVisit", "it refused the card, or the card it")},
    {"no meter", QT_TRANSLATE_NOOP("MeterVisit", "the card is for any meter, and none was named: sim load METER")},
};

constexpr Words tools[] = {
    {"clear", QT_TRANSLATE_NOOP("MeterVisit", "The tool card has cleared the meter.")},
    {"check", QT_TRANSLATE_NOOP("MeterVisit", "The tool card has made the meter show its state.")},
    {"valve", QT_TRANSLATE_NOOP("MeterVisit", "The tool card has moved the meter's valve.")},
    {"parameter", QT_TRANSLATE_NOOP("MeterVisit", "The tool card has set the meter up.")},
    {"transfer", QT_TRANSLATE_NOOP("MeterVisit", "The tool card brought the meter no credit.")},
};

template <std::size_t N>
QString found(const Words (&words)[N], const QString& reason) {
    for (const auto& [name, text] : words)
        if (reason == QLatin1String(name))
            return QCoreApplication::translate("MeterVisit", text);
    return {};
}

} // namespace

QString visitText(const LoadResult& visit) {
    if (visit.loaded)
        return QCoreApplication::translate("MeterVisit", "The meter has taken the credit.");
    QString tool = found(tools, visit.reason);
    if (!tool.isEmpty())
        return tool;
    const QString why = found(refusals, visit.reason);
    return QCoreApplication::translate("MeterVisit", "The meter took nothing (%1).")
        .arg(why.isEmpty() ? visit.reason : why);
}

} // namespace meterdesk::simulator
