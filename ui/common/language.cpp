#include "ui/common/language.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLibraryInfo>
#include <QLocale>
#include <QSaveFile>
#include <QTranslator>

namespace meterdesk {
namespace {

QString systemLanguage(bool commandLine) {
    for (const char* name : {"METERDESK_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
        const QString value = qEnvironmentVariable(name);
        if (value.isEmpty())
            continue;
        if (value.startsWith(QLatin1String("zh")))
            return QStringLiteral("zh_CN");
        if (value.startsWith(QLatin1String("C")) || value.startsWith(QLatin1String("POSIX")))
            return commandLine ? QStringLiteral("en") : QStringLiteral("zh_CN");
        return QStringLiteral("en");
    }
    return commandLine ? QStringLiteral("en") : QStringLiteral("zh_CN");
}

} // namespace

void nameApplication() {
    QCoreApplication::setApplicationName(QStringLiteral("meterdesk"));
    QCoreApplication::setApplicationVersion(QStringLiteral(METERDESK_VERSION));
    // No organisation: the data folder is then .../meterdesk, not .../meterdesk/meterdesk.
    QCoreApplication::setOrganizationName(QString());
}

namespace {
QString inUse = QStringLiteral("en");
}

QString languageInUse() {
    return inUse;
}

Status keepLanguage(const QString& dataFolder, const QString& language) {
    QSaveFile file(QDir(dataFolder).filePath(QStringLiteral("language")));
    if (!file.open(QIODevice::WriteOnly) || file.write(language.toLatin1()) < 0 || !file.commit())
        return fail(ErrorCode::StoreReadOnly, file.fileName());
    return {};
}

void useLanguage(const QString& language) {
    inUse = language;
    static QTranslator own;
    static QTranslator qt;
    QCoreApplication::removeTranslator(&own);
    QCoreApplication::removeTranslator(&qt);
    QLocale::setDefault(QLocale(language));
    if (own.load(QStringLiteral(":/i18n/meterdesk_") + language))
        QCoreApplication::installTranslator(&own);
    if (qt.load(QStringLiteral("qtbase_") + language, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&qt);
}

void useLanguageOf(const QString& dataFolder, bool commandLine) {
    // The office's choice is a file beside the books, so that it is known before they are opened, or when they can't
    // be.
    QFile file(QDir(dataFolder).filePath(QStringLiteral("language")));
    QString language;
    if (file.open(QIODevice::ReadOnly))
        language = QString::fromLatin1(file.read(16)).trimmed();
    if (!qEnvironmentVariableIsEmpty("METERDESK_LANG") ||
        (language != QLatin1String("zh_CN") && language != QLatin1String("en")))
        language = systemLanguage(commandLine);
    useLanguage(language);
}

} // namespace meterdesk
