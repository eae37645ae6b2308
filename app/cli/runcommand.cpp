#include "app/cli/runcommand.h"

#include "app/cli/command.h"
#include "ui/common/language.h"

#include <QGuiApplication>
#include <QJsonDocument>
#include <QTextStream>
#include <cstdio>

namespace meterdesk::cli {
namespace {

constexpr const char* version = "0.1.0";

void setUp(CLI::App& app, Context& context, Commands& commands) {
    app.fallthrough();
    app.require_subcommand(0, 1);
    app.set_version_flag("--version", version);
    app.add_option("--data", context.data, "Data folder of the office")->type_name("DIR");
    app.add_option("--database", context.database, "Books elsewhere than in the data folder")->type_name("URL");
    app.add_option("--reader", context.reader, "Card reader by name; \"simulator\" for the demo one")
        ->type_name("NAME");
    app.add_option("--as", context.as, "Sign in as (password in METERDESK_PASSWORD)")->type_name("NAME");
    app.add_flag("--json", context.json, "Print exactly one JSON document");
    addSetup(commands);
    addKeys(commands);
    addImport(commands);
    addReaders(commands);
    addCard(commands);
    addTopUp(commands);
    addOrders(commands);
    addMeter(commands);
    addSettings(commands);
    addLayout(commands);
    addStaff(commands);
    addSimulator(commands);
    addDemo(commands);
}

void printJson(const QJsonObject& object) {
    QTextStream(stdout) << QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)) << '\n';
}

int printError(const Error& error, bool json) {
    if (json) {
        QJsonObject answer{{QStringLiteral("error"), QJsonObject{{QStringLiteral("code"), error.name()},
                                                                 {QStringLiteral("message"), error.message()},
                                                                 {QStringLiteral("next"), error.next()}}}};
        if (error.code == ErrorCode::NotApplied || error.code == ErrorCode::OutcomeUnknown)
            answer[QStringLiteral("order")] = error.detail;
        printJson(answer);
    } else {
        QTextStream(stderr) << error.message() << '\n' << error.next() << '\n';
    }
    return static_cast<int>(error.outcome());
}

bool asksForJson(int argc, char** argv) {
    for (int i = 1; i < argc; ++i)
        if (std::string_view(argv[i]) == "--json")
            return true;
    return false;
}

} // namespace

int runCommand(int argc, char** argv) {
    CLI::App app("Meterdesk: prepaid credit on cards, and the office behind it", "meterdesk");
    Context context;
    Commands commands{app, {}, false};
    setUp(app, context, commands);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& asked) { // --help, --version
        return app.exit(asked);
    } catch (const CLI::ParseError& wrong) {
        if (asksForJson(argc, argv)) {
            return printError(Error{ErrorCode::BadArgument, QString::fromStdString(wrong.what())}, true);
        }
        app.exit(wrong);
        return static_cast<int>(Outcome::Usage);
    }

    // Painting needs fonts but no screen.
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    std::unique_ptr<QCoreApplication> application;
    if (commands.needsGui)
        application = std::make_unique<QGuiApplication>(argc, argv);
    else
        application = std::make_unique<QCoreApplication>(argc, argv);
    nameApplication();
    useLanguageOf(context.dataFolder(), true);

    const Result<Answer> answer =
        commands.chosen ? commands.chosen(context) : fail(ErrorCode::BadArgument, tr("Nothing to do."));
    if (!answer)
        return printError(answer.error(), context.json);
    if (context.json)
        printJson(answer->json);
    else if (!answer->text.isEmpty())
        QTextStream(stdout) << answer->text << (answer->text.endsWith(QLatin1Char('\n')) ? "" : "\n");
    return answer->exitStatus;
}

namespace {

/// Only the global options and whether a noun stands there; everything else is left to runCommand or to Qt.
bool parseGlobals(int argc, char** argv, Context& context) {
    CLI::App app;
    Commands commands{app, {}, false};
    setUp(app, context, commands);
    app.allow_extras();
    try {
        app.parse(argc, argv);
    } catch (const CLI::Error&) {
        return false;
    }
    return app.get_subcommands().empty();
}

} // namespace

bool wantsWindow(int argc, char** argv) {
    Context context;
    return parseGlobals(argc, argv, context);
}

OfficeOptions windowOptions(int argc, char** argv) {
    Context context;
    parseGlobals(argc, argv, context);
    OfficeOptions options;
    options.dataFolder = context.dataFolder();
    options.databaseUrl = QString::fromStdString(context.database);
    options.reader = QString::fromStdString(context.reader);
    return options;
}

} // namespace meterdesk::cli
