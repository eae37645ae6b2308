#include "app/cli/command.h"

#include "models/topup/cases.h"
#include "models/topup/journal.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHash>
#include <QStandardPaths>
#include <QTextStream>
#include <cstdio>

namespace meterdesk::cli {

QString tr(const char* text) {
    // The context that lupdate gives to tr() in this namespace.
    return QCoreApplication::translate("meterdesk::cli", text);
}

QString takeSecret(const char* variable) {
    static QHash<QByteArray, QString> taken;
    if (qEnvironmentVariableIsSet(variable)) {
        taken.insert(variable, qEnvironmentVariable(variable));
        qunsetenv(variable);
    }
    return taken.value(variable);
}

CLI::App* Commands::add(CLI::App* parent, const std::string& name, const std::string& help, Action action) {
    CLI::App* command = parent->add_subcommand(name, help);
    command->callback([this, action = std::move(action)] { chosen = action; });
    return command;
}

QString Context::dataFolder() const {
    if (!data.empty())
        return QString::fromStdString(data);
    if (QString named = qEnvironmentVariable("METERDESK_DATA"); !named.isEmpty())
        return named;
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
}

Result<Office*> Context::office() {
    if (!m_office) {
        OfficeOptions options;
        options.dataFolder = dataFolder();
        options.databaseUrl = QString::fromStdString(database);
        options.reader = QString::fromStdString(reader);
        options.passphrase = takeSecret("METERDESK_PASSPHRASE");
        MD_GET(opened, Office::open(options));
        m_office = std::move(opened);
    }
    return m_office.get();
}

Result<StaffSession*> Context::session() {
    if (!m_signedIn) {
        MD_GET(opened, office());
        // A password without a name is nobody's: the demo office still signs `demo` in by itself.
        const QString password = takeSecret("METERDESK_PASSWORD");
        // None given is a script's slip, and no guess that counts against the name.
        if (!as.empty() && password.isEmpty())
            return fail(ErrorCode::NotSignedIn);
        MD_GET(who, opened->signIn(QString::fromStdString(as), as.empty() ? QString() : password));
        m_session = who;
        m_signedIn = true;
    }
    return &m_session;
}

Result<CardDesk*> Context::desk() {
    if (!m_desk) {
        MD_GET(opened, office());
        MD_GET(who, session());
        MD_GET(keys, opened->requireKeys());
        MD_GET(place, opened->reader());
        m_desk = std::make_unique<CardDesk>(opened->store(), *who, *place, opened->layouts(), keys);
    }
    return m_desk.get();
}

Result<StaffSession> Context::second(const QString& name) {
    MD_GET(opened, office());
    const QString password = takeSecret("METERDESK_SECOND_PASSWORD");
    if (password.isEmpty())
        return fail(ErrorCode::SecondPersonMissing);
    return opened->signIn(name, password);
}

QJsonObject errorJson(const Error& error) {
    return {{QStringLiteral("code"), error.name()},
            {QStringLiteral("message"), error.message()},
            {QStringLiteral("next"), error.next()}};
}

void Context::progress(const QString& line) const {
    if (json)
        return;
    QTextStream(stdout) << line << Qt::endl;
}

Result<Meter> meterOf(Context& context, Id meterId) {
    MD_GET(office, context.office());
    MD_GET(who, context.session());
    return MeterBook(office->store(), *who).meter(meterId);
}

Status addCases(Context& context, const Meter& meter, QJsonArray& array, QString& text) {
    MD_GET(office, context.office());
    MD_GET(who, context.session());
    MD_GET(cases, CreditJournal(office->store(), *who).cases(meter.id));
    for (const OpenCase& one : cases) {
        const QString at = QDateTime::fromMSecsSinceEpoch(one.openedAt).toString(Qt::ISODate);
        array.append(QJsonObject{{QStringLiteral("case"), toString(one.id)},
                                 {QStringLiteral("meter"), meter.number},
                                 {QStringLiteral("at"), at},
                                 {QStringLiteral("kind"), one.kind},
                                 {QStringLiteral("note"), one.detail}});
        text += tr("Case %1 since %2: %3 (%4)\n").arg(toString(one.id), at, caseText(one.kind), one.detail);
    }
    return {};
}

} // namespace meterdesk::cli
