// meterdesk keys generate|import FILE|list|passphrase|remember|forget
#include "app/cli/command.h"

#include "cardio/simulator/shelf.h"
#include "models/staff/staffbook.h"

#include <QFile>
#include <QJsonArray>

namespace meterdesk::cli {
namespace {

struct Asked {
    std::string file;
    std::vector<std::string> names;
    bool rotate = false, remember = false;
};

Result<QString> passphrase(QString given = takeSecret("METERDESK_PASSPHRASE")) {
    if (given.isEmpty())
        return fail(ErrorCode::KeysLocked);
    return given;
}

Result<Answer> listOf(const KeyRing& ring) {
    QJsonArray array;
    QString text;
    const QList<KeyInfo> keys = ring.list();
    for (const KeyInfo& key : keys) {
        array.append(QJsonObject{{QStringLiteral("name"), key.name},
                                 {QStringLiteral("version"), key.version},
                                 {QStringLiteral("algorithm"), key.algorithm},
                                 {QStringLiteral("check"), key.check}});
        text += tr("%1  version %2  %3  check value %4\n")
                    .arg(key.name, QString::number(key.version), key.algorithm, key.check);
    }
    return Answer{{{QStringLiteral("keys"), array}}, text, 0};
}

/// Changing keys: an administrator, on record where they have changed.
Result<QString> mayChange(Context& context) {
    MD_GET(who, context.session());
    MD_TRY(who->require(Permission::ManageKeys));
    MD_GET(office, context.office());
    return passphrase(office->passphraseFor(takeSecret("METERDESK_PASSPHRASE")));
}

template <class Change>
Status onRecord(Context& context, const QString& action, Change&& change) {
    MD_GET(office, context.office());
    MD_GET(who, context.session());
    return office->store().transact([&]() -> Status {
        MD_TRY(audit(office->store(), Clock::system(), *who, action, QStringLiteral("keys")));
        return change(); // last: what it refuses leaves no record
    });
}

/// The keys are sealed by now, whatever the keychain has to say: then it is a sentence more, and no error.
Answer rememberedAs(const Status& kept, Answer answer, const QString& otherwise) {
    answer.json[QStringLiteral("remembered")] = kept.has_value();
    if (kept || kept.error().code == ErrorCode::NotFound)
        return answer;
    answer.json[QStringLiteral("keychain")] = kept.error().name();
    if (!answer.text.endsWith(u'\n'))
        answer.text += u'\n';
    answer.text += kept.error().message() + u'\n' + otherwise + u' ' + tr("Later: meterdesk keys remember.");
    return answer;
}

/// A demo reader's meters live here, and learn the new keys as real ones do from their maker's tools.
Result<Answer> listChanged(Context& context, const QString& phrase) {
    MD_GET(ring, KeyStore(context.dataFolder()).unlock(phrase));
    MD_GET(office, context.office());
    MD_GET(answer, listOf(*ring));
    if (!office->usesSimulator())
        return answer;
    const Status taught = simulator::Shelf(context.dataFolder()).provision(*ring);
    if (!taught) { // the keys are sealed by now: no error
        answer.json[QStringLiteral("demoMeters")] = taught.error().name();
        answer.text += tr("The demo reader's meters haven't learnt them:") + QLatin1Char(' ') +
                       taught.error().message() + QLatin1Char('\n');
    }
    return answer;
}

Result<Answer> generate(Context& context, const Asked& asked) {
    MD_GET(phrase, mayChange(context));
    QStringList names;
    for (const std::string& name : asked.names)
        names.append(QString::fromStdString(name));
    MD_GET(office, context.office());
    MD_TRY(onRecord(context, asked.rotate ? QStringLiteral("rotate-keys") : QStringLiteral("generate-keys"),
                    [&]() -> Status {
                        MD_GET(inUse, office->keysInUse());
                        return KeyStore(context.dataFolder()).generate(phrase, names, asked.rotate, inUse);
                    }));
    MD_GET(made, listChanged(context, phrase));
    return asked.remember ? rememberedAs(KeyStore::remember(context.dataFolder(), phrase), made,
                                         tr("The passphrase isn't remembered."))
                          : made;
}

Result<Answer> import(Context& context, const Asked& asked) {
    MD_GET(phrase, mayChange(context));
    QFile file(QString::fromStdString(asked.file));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::FileUnreadable, file.fileName() + QStringLiteral(": ") + file.errorString());
    QByteArray json = file.read(1 << 20);
    const Status imported = onRecord(context, QStringLiteral("import-keys"),
                                     [&] { return KeyStore(context.dataFolder()).import(phrase, json); });
    json.fill('\0');
    MD_TRY(imported);
    return listChanged(context, phrase);
}

Result<Answer> passphraseAnew(Context& context, const Asked&) {
    MD_GET(phrase, mayChange(context));
    const QString next = takeSecret("METERDESK_NEW_PASSPHRASE");
    if (next.isEmpty())
        return fail(ErrorCode::BadArgument, tr("METERDESK_NEW_PASSPHRASE holds the new passphrase."));
    MD_TRY(onRecord(context, QStringLiteral("change-passphrase"),
                    [&] { return KeyStore(context.dataFolder()).changePassphrase(phrase, next); }));
    // NotFound: nobody wanted it remembered.
    const Status kept = KeyStore::remembered(context.dataFolder()).and_then([&](const QString&) {
        return KeyStore::remember(context.dataFolder(), next);
    });
    return rememberedAs(kept, {{}, tr("The keys are sealed anew."), 0},
                        tr("If it remembers the former passphrase, that doesn't open them any more."));
}

Result<Answer> remember(Context& context, const Asked&) {
    MD_GET(phrase, passphrase());
    MD_TRY(KeyStore(context.dataFolder()).unlock(phrase)); // a wrong one would only be in the way
    MD_TRY(KeyStore::remember(context.dataFolder(), phrase));
    return Answer{{{QStringLiteral("remembered"), true}}, tr("The system keychain remembers the passphrase."), 0};
}

Result<Answer> forget(Context& context, const Asked&) {
    MD_TRY(KeyStore::forget(context.dataFolder()));
    return Answer{{{QStringLiteral("remembered"), false}}, tr("The system keychain has forgotten the passphrase."), 0};
}

Result<Answer> list(Context& context, const Asked&) {
    MD_GET(office, context.office());
    MD_GET(keys, office->requireKeys());
    return listOf(*keys);
}

} // namespace

void addKeys(Commands& commands) {
    auto asked = std::make_shared<Asked>();
    CLI::App* keys = commands.app.add_subcommand(
        "keys", QT_TR_NOOP("Master keys, sealed under METERDESK_PASSPHRASE (at least 8 characters)"));
    keys->require_subcommand(1);
    CLI::App* making = commands.add(keys, "generate", QT_TR_NOOP("Make the keys that are missing"),
                                    [asked](Context& context) { return generate(context, *asked); });
    making->add_option("names", asked->names, QT_TR_NOOP("Only these"))->type_name("NAME");
    making->add_flag("--rotate", asked->rotate, QT_TR_NOOP("A next version of each; old ones stay for reading"));
    making->add_flag("--remember", asked->remember, QT_TR_NOOP("Let the system keychain remember the passphrase"));
    CLI::App* taking = commands.add(keys, "import", QT_TR_NOOP("Take keys in from a JSON file (then destroy it)"),
                                    [asked](Context& context) { return import(context, *asked); });
    taking->add_option("file", asked->file, QT_TR_NOOP("{\"keys\":[{\"name\",\"version\",\"algorithm\",\"hex\"}]}"))
        ->required()
        ->type_name("FILE");
    const auto verb = [&](const char* name, const char* help, auto action) {
        commands.add(keys, name, help, [asked, action](Context& context) { return action(context, *asked); });
    };
    verb("passphrase", QT_TR_NOOP("Seal the keys under METERDESK_NEW_PASSPHRASE"), passphraseAnew);
    verb("remember", QT_TR_NOOP("Let the system keychain remember METERDESK_PASSPHRASE"), remember);
    verb("forget", QT_TR_NOOP("Let the system keychain forget the passphrase"), forget);
    verb("list", QT_TR_NOOP("Names, versions and check values"), list);
}

} // namespace meterdesk::cli
