// The program's name for Qt, and its language: the office's setting, else the system's. Chinese where nobody says
// otherwise; on the command line English in the C locale, because scripts live there.
#pragma once

#include <QString>

namespace meterdesk {

void nameApplication();
/// Installs the translators for the office in `dataFolder`. `commandLine`: the C locale means English.
void useLanguageOf(const QString& dataFolder, bool commandLine);
/// Installs the translators for "zh_CN" or "en".
void useLanguage(const QString& language);
QString languageInUse();
/// Keeps the office's choice; "auto" forgets it.
void keepLanguage(const QString& dataFolder, const QString& language);

} // namespace meterdesk
