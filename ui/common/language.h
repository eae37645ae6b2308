// The program's name for Qt, and its language: the office's setting, else the system's. Chinese where nobody says
// otherwise; on the command line English in the C locale, because scripts live there.
#pragma once

#include "models/common/error.h"

namespace meterdesk {

void nameApplication();
/// Installs the translators for the office in `dataFolder`. `commandLine`: the C locale means English.
void useLanguageOf(const QString& dataFolder, bool commandLine);
/// Installs the translators for "zh_CN" or "en".
void useLanguage(const QString& language);
QString languageInUse();
/// Keeps the office's choice beside its books, where the next start finds it before they are open; "auto" forgets it.
/// Belongs into the transaction that changes the setting `language`, so that the two never disagree: StoreReadOnly.
Status keepLanguage(const QString& dataFolder, const QString& language);

} // namespace meterdesk
