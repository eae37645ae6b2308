// meterdesk settings list | get [KEY] | set KEY VALUE
#include "app/cli/command.h"

#include "models/staff/staffbook.h"
#include "ui/common/language.h"

#include <QJsonArray>

namespace meterdesk::cli {
namespace {

struct Asked {
    std::string key, value;
};

/// Below its key: the meaning, what it takes, what holds where it isn't set.
QString explained(const SettingText& one) {
    const QString fallback = one.fallback.isEmpty() ? tr("none") : one.fallback;
    return QStringLiteral("    %1\n    ").arg(one.meaning) + tr("takes: %1; default: %2").arg(one.takes, fallback) +
           QLatin1Char('\n');
}

QString allDescribed() {
    QString text = tr("Settings:") + QLatin1Char('\n');
    const QList<SettingText> described = Settings::described();
    for (const SettingText& one : described)
        text += QStringLiteral("  ") + one.key + QLatin1Char('\n') + explained(one);
    return text + tr("An empty value (\"\") unsets a setting.");
}

Result<Answer> get(Context& context, const Asked& asked) {
    MD_GET(office, context.office());
    const Settings settings(office->store());
    QJsonObject json;
    QString text;
    if (asked.key.empty()) {
        MD_GET(all, settings.all());
        for (const auto& [key, value] : all) {
            json[key] = value;
            text += key + QStringLiteral(" = ") + value + QLatin1Char('\n');
        }
        return Answer{json, text, 0};
    }
    const QString key = QString::fromStdString(asked.key);
    MD_GET(value, settings.value(key));
    return Answer{{{QStringLiteral("key"), key}, {QStringLiteral("value"), value}}, value, 0};
}

Result<Answer> list(Context& context) {
    MD_GET(office, context.office());
    const Settings settings(office->store());
    QJsonArray array;
    QString text;
    const QList<SettingText> described = Settings::described();
    for (const SettingText& one : described) {
        MD_GET(value, settings.value(one.key));
        array.append(QJsonObject{{QStringLiteral("key"), one.key},
                                 {QStringLiteral("value"), value.isEmpty() ? QJsonValue() : QJsonValue(value)},
                                 {QStringLiteral("meaning"), one.meaning},
                                 {QStringLiteral("takes"), one.takes},
                                 {QStringLiteral("default"), one.fallback}});
        text += value.isEmpty() ? tr("%1 is not set").arg(one.key) : one.key + QStringLiteral(" = ") + value;
        text += QLatin1Char('\n') + explained(one);
    }
    return Answer{{{QStringLiteral("settings"), array}}, text, 0};
}

Result<Answer> set(Context& context, const Asked& asked) {
    MD_GET(office, context.office());
    MD_GET(who, context.session());
    MD_TRY(who->require(Permission::ChangeSettings));
    const QString key = QString::fromStdString(asked.key);
    // A real office must not become one that signs people in by itself and locks its keys with a known passphrase.
    if (key == QLatin1String("demo"))
        return fail(ErrorCode::BadArgument, tr("A demo office is made by meterdesk setup --demo only."));
    QString value;
    MD_TRY(office->store().transact([&]() -> Status {
        Settings settings(office->store(), *who);
        MD_TRY(settings.setValue(key, QString::fromStdString(asked.value)));
        MD_GET(kept, settings.value(key));
        value = kept;
        if (key == QLatin1String("language"))
            MD_TRY(keepLanguage(context.dataFolder(), value));
        return audit(office->store(), Clock::system(), *who, QStringLiteral("setting"),
                     QStringLiteral("setting:") + key, value);
    }));
    return Answer{
        {{QStringLiteral("key"), key}, {QStringLiteral("value"), value}}, key + QStringLiteral(" = ") + value, 0};
}

} // namespace

void addSettings(Commands& commands) {
    auto asked = std::make_shared<Asked>();
    CLI::App* settings =
        commands.app.add_subcommand("settings", QT_TR_NOOP("Terminal number, reader, prices and the like"));
    settings->require_subcommand(1);
    commands.add(settings, "list", QT_TR_NOOP("Every setting: its value, what it means, what it takes, its default"),
                 [](Context& context) { return list(context); });
    CLI::App* reading = commands.add(settings, "get", QT_TR_NOOP("One setting, or all"),
                                     [asked](Context& context) { return get(context, *asked); });
    reading->add_option("key", asked->key, QT_TR_NOOP("Which one"))->type_name("KEY");
    CLI::App* writing = commands.add(settings, "set", QT_TR_NOOP("Change a setting; every one is listed below"),
                                     [asked](Context& context) { return set(context, *asked); });
    // Called when help is printed: then the language is known.
    for (CLI::App* command : {reading, writing})
        command->footer([] { return allDescribed().toStdString(); });
    writing->add_option("key", asked->key, QT_TR_NOOP("Which one"))->required()->type_name("KEY");
    writing->add_option("value", asked->value, QT_TR_NOOP("Its value"))->required()->type_name("VALUE");
}

} // namespace meterdesk::cli
