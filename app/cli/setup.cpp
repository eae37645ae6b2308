// meterdesk setup [--demo]
#include "app/cli/command.h"

#include "app/demo/demooffice.h"

#include <QDir>

namespace meterdesk::cli {
namespace {

Result<Answer> setup(Context& context, bool demo) {
    const QString folder = context.dataFolder();
    if (demo) {
        MD_TRY(makeDemoOffice(folder, QString::fromStdString(context.database)));
        return Answer{{{QStringLiteral("data"), QDir(folder).absolutePath()}, {QStringLiteral("demo"), true}},
                      tr("A demo office is ready in %1. Try: meterdesk --data %1 demo").arg(QDir(folder).path()),
                      0};
    }
    const QString name = QString::fromStdString(context.as);
    const QString password = takeSecret("METERDESK_PASSWORD");
    if (name.isEmpty() || password.isEmpty())
        return fail(ErrorCode::BadArgument,
                    tr("Name the first administrator: --as NAME, with a password in METERDESK_PASSWORD."));
    MD_TRY(makeOffice(folder, QString::fromStdString(context.database), name, password));
    return Answer{{{QStringLiteral("data"), QDir(folder).absolutePath()}, {QStringLiteral("demo"), false}},
                  tr("An office is ready in %1. Next: keys generate (METERDESK_PASSPHRASE: at least 8 characters), "
                     "settings set price.water 3.45, import FILE.csv")
                      .arg(QDir(folder).path()),
                  0};
}

} // namespace

void addSetup(Commands& commands) {
    auto demo = std::make_shared<bool>(false);
    CLI::App* command =
        commands.add(&commands.app, "setup",
                     QT_TR_NOOP("Make a new office in the data folder, with its first administrator: --as NAME and a "
                                "password of at least 6 characters in METERDESK_PASSWORD"),
                     [demo](Context& context) { return setup(context, *demo); });
    command->add_flag("--demo", *demo, QT_TR_NOOP("With residents, meters, keys and a demo reader to try things on"));
}

} // namespace meterdesk::cli
