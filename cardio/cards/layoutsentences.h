// The sentences of whatever reads and judges a layout, in the language of the program.
//
// Threads: any, once the translators are installed. Errors: none; a sentence without a translation stays English.
#pragma once

#include <QCoreApplication>

namespace meterdesk {

/// In the context that lupdate gives to tr() in this namespace outside of any class; inside of one it would give the
/// class's, so there translate() is called with the context.
inline QString tr(const char* text) {
    return QCoreApplication::translate("meterdesk", text);
}

} // namespace meterdesk
