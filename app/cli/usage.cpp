#include "app/cli/usage.h"

#include "app/cli/command.h"

namespace meterdesk::cli {
namespace {

std::string translated(const std::string& text) {
    return text.empty() ? text : tr(text.c_str()).toStdString();
}

/// Parts of a sentence of the parser around the words that split it; nothing where it is another sentence.
std::optional<std::pair<QString, QString>> around(const QString& sentence, const QString& words) {
    const qsizetype at = sentence.indexOf(words);
    if (at < 0)
        return std::nullopt;
    return std::pair(sentence.left(at), sentence.mid(at + words.size()));
}

QString refusedValue(const QString& option, const QString& why) {
    if (const auto parts = around(why, QStringLiteral(" not in {"))) {
        const QString allowed = parts->second.section(QLatin1Char('}'), 0, 0);
        return tr("%1 can't be “%2”; it is one of: %3.").arg(option, parts->first, allowed);
    }
    if (const auto parts = around(why, QStringLiteral(" not in range "))) {
        const QStringList range = parts->second.split(QStringLiteral(" to "));
        return tr("%1 can't be %2; it goes from %3 to %4.")
            .arg(option, parts->first.section(QLatin1Char(' '), 1), range.first(), range.last());
    }
    return tr("%1 doesn't take that value.").arg(option);
}

} // namespace

void translateHelp(CLI::App& app) {
    const std::string options = translated(QT_TR_NOOP("Options"));
    app.description(translated(app.get_description()));
    // The formatter is the parent's too, until it is replaced.
    const auto formatter = std::make_shared<CLI::Formatter>();
    formatter->label("Usage", translated(QT_TR_NOOP("Usage")));
    formatter->label("OPTIONS", translated(QT_TR_NOOP("OPTIONS")));
    formatter->label("SUBCOMMAND", translated(QT_TR_NOOP("COMMAND")));
    formatter->label("SUBCOMMANDS", translated(QT_TR_NOOP("COMMAND")));
    formatter->label("Positionals", translated(QT_TR_NOOP("Words")));
    formatter->label("REQUIRED", translated(QT_TR_NOOP("(needed)")));
    formatter->label("Excludes", translated(QT_TR_NOOP("Not with")));
    app.formatter(formatter);
    const auto all = app.get_options();
    for (CLI::Option* option : all) {
        option->description(translated(option->get_description()));
        if (option->get_group() == "Options")
            option->group(options);
    }
    const auto below = app.get_subcommands([](const CLI::App*) { return true; });
    for (CLI::App* command : below) {
        translateHelp(*command);
        command->group(translated(QT_TR_NOOP("Commands")));
    }
}

QString usageSentence(const CLI::ParseError& wrong, const CLI::App& app) {
    const QString said = QString::fromStdString(wrong.what());
    const std::string kind = wrong.get_name();
    if (kind == "RequiredError") {
        const auto parts = around(said, QStringLiteral(" is required"));
        if (!parts || parts->first == QLatin1String("A subcommand")) {
            const std::vector<std::string> left = app.remaining(true); // what stands in its place
            return left.empty() ? tr("Say what to do: a command is missing.")
                                : tr("“%1” is not known here.").arg(QString::fromStdString(left.front()));
        }
        return tr("%1 is missing.").arg(parts->first);
    }
    if (dynamic_cast<const CLI::ExtrasError*>(&wrong)) { // its name is that of the command
        const auto parts = around(said, QStringLiteral(" not expected: "));
        return tr("“%1” is not known here.").arg(parts ? parts->second : said);
    }
    if (kind == "ExcludesError") {
        const auto parts = around(said, QStringLiteral(" excludes "));
        return parts ? tr("%1 and %2 can't both be given.").arg(parts->first, parts->second) : said;
    }
    if (kind == "ArgumentMismatch") {
        if (const auto parts = around(said, QStringLiteral(": ")))
            return tr("%1 needs a value, and only one.").arg(parts->first);
        const auto parts = around(said, QStringLiteral(" arguments to "));
        return tr("%1 needs a value, and only one.")
            .arg(parts ? parts->second.section(QLatin1Char(','), 0, 0) : said.section(QLatin1Char(' '), 0, 0));
    }
    if (kind == "ConversionError") {
        const auto parts = around(said, QStringLiteral("Could not convert: "));
        return tr("%1 doesn't take that value.")
            .arg(parts ? parts->second.section(QLatin1String(" = "), 0, 0) : said.section(QLatin1Char(':'), 0, 0));
    }
    if (kind == "ValidationError")
        if (const auto parts = around(said, QStringLiteral(": ")))
            return refusedValue(parts->first, parts->second);
    return tr("This can't be understood: %1").arg(said);
}

} // namespace meterdesk::cli
