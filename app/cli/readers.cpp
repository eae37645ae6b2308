// meterdesk readers
#include "app/cli/command.h"

#include <QJsonArray>

namespace meterdesk::cli {
namespace {

bool worksWithSimulator(Context& context) {
    if (!context.reader.empty())
        return context.reader == "simulator";
    const Result<Office*> office = context.office();
    return office && (*office)->usesSimulator();
}

} // namespace

void addReaders(Commands& commands) {
    commands.add(&commands.app, "readers", QT_TR_NOOP("Card readers of this machine"),
                 [](Context& context) -> Result<Answer> {
                     Result<QStringList> found = pcscReaders();
                     if (found && found->isEmpty())
                         found = fail(ErrorCode::NoReader);
                     QStringList names = found.value_or(QStringList());
                     QJsonArray array;
                     for (const QString& name : std::as_const(names))
                         array.append(name);
                     array.append(QStringLiteral("simulator"));
                     names.append(QStringLiteral("simulator"));
                     QString text = names.join(QLatin1Char('\n'));
                     QJsonObject json{{QStringLiteral("readers"), array}};
                     if (found)
                         return Answer{json, text, 0};
                     // The demo reader is always there; only who works with a real one is in trouble.
                     text += QLatin1Char('\n') + found.error().message() + QLatin1Char(' ') + found.error().next();
                     json[QStringLiteral("problem")] = found.error().name();
                     if (worksWithSimulator(context))
                         return Answer{json, text, 0};
                     json[QStringLiteral("error")] = errorJson(found.error());
                     return Answer{json, text, static_cast<int>(found.error().outcome())};
                 });
}

} // namespace meterdesk::cli
