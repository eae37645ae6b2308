#include "app/cli/runcommand.h"

#include "app/cli/command.h"
#include "app/cli/usage.h"
#include "ui/common/language.h"

#include <QGuiApplication>
#include <QJsonDocument>
#include <QStringDecoder>
#include <QTextStream>
#include <csignal>
#include <cstdio>
#include <sstream>

namespace meterdesk::cli {
namespace {

constexpr const char* version = METERDESK_VERSION;

/// The answer could not be written to standard output; the command itself was carried out.
constexpr int outputLost = 74;

void setUp(CLI::App& app, Context& context, Commands& commands) {
    app.fallthrough();
    app.require_subcommand(0, 1);
    app.set_help_flag("-h,--help", QT_TR_NOOP("Print this help and exit"));
    app.set_version_flag("--version", version, QT_TR_NOOP("Print the version and exit"));
    app.add_option("--data", context.data,
                   QT_TR_NOOP("Data folder of the office (else METERDESK_DATA, else the user's own)"))
        ->type_name("DIR");
    app.add_option("--database", context.database, QT_TR_NOOP("Books elsewhere than in the data folder"))
        ->type_name("URL");
    app.add_option("--reader", context.reader, QT_TR_NOOP("Card reader by name; \"simulator\" for the demo one"))
        ->type_name("NAME");
    app.add_option("--as", context.as, QT_TR_NOOP("Sign in as (password in METERDESK_PASSWORD)"))->type_name("NAME");
    app.add_flag("--json", context.json, QT_TR_NOOP("Print exactly one JSON document"));
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

/// False where it can't be written: closed, or the disk is full.
bool print(const QByteArray& bytes) {
    const bool written = std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stdout) ==
                         static_cast<std::size_t>(bytes.size());
    return std::fflush(stdout) == 0 && written;
}

bool printJson(const QJsonObject& object) {
    return print(QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
}

/// What somebody typed is shown again in an error: it must not steer the terminal, nor fill it.
QString shown(const QString& text) {
    constexpr qsizetype most = 500;
    QString plain = text.size() > most ? text.left(most) + QStringLiteral("…") : text;
    for (QChar& c : plain)
        if (c.category() == QChar::Other_Control)
            c = QChar::ReplacementCharacter;
    return plain;
}

/// `besides`: what else the answer tells, in JSON.
int printError(const Error& error, bool json, const QJsonObject& besides = {}) {
    if (json) {
        QJsonObject answer = besides;
        answer[QStringLiteral("error")] = errorJson(error);
        if (error.code == ErrorCode::NotApplied || error.code == ErrorCode::OutcomeUnknown ||
            error.code == ErrorCode::NotTakenBack || error.code == ErrorCode::OrderSettled)
            answer[QStringLiteral("order")] = error.detail;
        printJson(answer);
    } else {
        QTextStream(stderr) << shown(error.message()) << '\n' << shown(error.next()) << '\n';
    }
    return static_cast<int>(error.outcome());
}

bool asksForJson(int argc, char** argv) {
    for (int i = 1; i < argc; ++i)
        if (std::string_view(argv[i]) == "--json")
            return true;
    return false;
}

bool isText(int argc, char** argv) {
    QStringDecoder decoder(QStringConverter::Utf8);
    for (int i = 1; i < argc; ++i)
        [[maybe_unused]] const QString decoded = decoder(argv[i]);
    return !decoder.hasError();
}

/// What is typed is kept as reasons and names, and shown again: a line's end or an escape would forge what stands
/// there.
bool isOneLine(int argc, char** argv) {
    for (int i = 1; i < argc; ++i)
        for (const QChar c : QString::fromUtf8(argv[i]))
            if (c.category() == QChar::Other_Control)
                return false;
    return true;
}

} // namespace

int runCommand(int argc, char** argv) {
#ifdef SIGPIPE
    // `meterdesk topup ... | head` must not end a sale half way because nobody reads its progress.
    std::signal(SIGPIPE, SIG_IGN);
#endif
    CLI::App app(QT_TR_NOOP("Meterdesk: prepaid credit on cards, and the office behind it"), "meterdesk");
    Context context;
    Commands commands{app, {}, false};
    setUp(app, context, commands);
    const bool wantsJson = asksForJson(argc, argv);
    // Made where it is needed: what paints needs another one.
    const auto speak = [&] {
        auto application = std::make_unique<QCoreApplication>(argc, argv);
        nameApplication();
        useLanguageOf(context.dataFolder(), true);
        return application;
    };
    if (!isText(argc, argv)) {
        const auto application = speak();
        return printError(Error{ErrorCode::BadArgument, tr("The arguments are not UTF-8.")}, wantsJson);
    }
    if (!isOneLine(argc, argv)) {
        const auto application = speak();
        return printError(Error{ErrorCode::BadArgument, tr("The arguments hold characters that can't be kept.")},
                          wantsJson);
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& asked) { // --help, --version
        const auto application = speak();
        translateHelp(app);
        std::ostringstream said;
        app.exit(asked, said, said);
        const QByteArray text = QByteArray::fromStdString(said.str());
        const bool isVersion = asked.get_name() == "CallForVersion";
        const QString name = isVersion ? QStringLiteral("version") : QStringLiteral("help");
        const bool printed = wantsJson ? printJson({{name, QString::fromUtf8(text).trimmed()}}) : print(text);
        return printed ? 0 : outputLost;
    } catch (const CLI::ParseError& wrong) {
        const auto application = speak();
        return printError(Error{ErrorCode::BadArgument, usageSentence(wrong, app)}, wantsJson);
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

    if (!commands.chosen)
        return printError(Error{ErrorCode::BadArgument,
                                context.json
                                    ? tr("Name a command.")
                                    : tr("There is no display for the window; the commands work without one.")},
                          context.json);
    const Result<Answer> answer = commands.chosen(context);
    if (!answer)
        return printError(answer.error(), context.json, context.besides);
    QByteArray text = answer->text.toUtf8();
    if (!text.isEmpty() && !text.endsWith('\n'))
        text += '\n';
    if (context.json ? printJson(answer->json) : print(text))
        return answer->exitStatus;
    QTextStream(stderr) << tr("The command was carried out, but its answer could not be written.") << '\n';
    return answer->exitStatus == 0 ? outputLost : answer->exitStatus;
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
    return app.get_subcommands().empty() && app.remaining_size() == 0 && !context.json;
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
