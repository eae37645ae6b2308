// meterdesk readers
#include "app/cli/command.h"

#include <QJsonArray>

namespace meterdesk::cli {

void addReaders(Commands& commands) {
    commands.add(&commands.app, "readers", "Card readers of this machine", [](Context&) -> Result<Answer> {
        const Result<QStringList> found = pcscReaders();
        QStringList names = found.value_or(QStringList());
        QJsonArray array;
        for (const QString& name : std::as_const(names))
            array.append(name);
        array.append(QStringLiteral("simulator"));
        QString text = names.join(QLatin1Char('\n'));
        if (!found)
            text = found.error().message() + QLatin1Char(' ') + found.error().next();
        QJsonObject json{{QStringLiteral("readers"), array}};
        if (!found)
            json[QStringLiteral("problem")] = found.error().name();
        return Answer{json, text + QStringLiteral("\nsimulator"), 0};
    });
}

} // namespace meterdesk::cli
