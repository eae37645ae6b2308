#include "models/property/importtext.h"

#include <QCoreApplication>
#include <QStringDecoder>

namespace meterdesk {
namespace {

auto unreadable(const char* reason) {
    return fail(ErrorCode::FileUnreadable, QCoreApplication::translate("Import", reason));
}

} // namespace

Result<QByteArray> importText(const QByteArray& file) {
    if (file.startsWith("\xFF\xFE") || file.startsWith("\xFE\xFF"))
        return unreadable(QT_TRANSLATE_NOOP("Import", "it is UTF-16; save it as “CSV UTF-8” or plain CSV"));
    const bool marked = file.startsWith("\xEF\xBB\xBF");
    const QByteArray plain = marked ? file.mid(3) : file;
    if (plain.isValidUtf8())
        return plain;
    if (marked)
        return unreadable(QT_TRANSLATE_NOOP("Import", "it is marked as UTF-8, but holds bytes that aren't"));
    QStringDecoder decoder("GB18030");
    if (!decoder.isValid())
        return unreadable(
            QT_TRANSLATE_NOOP("Import", "it isn't UTF-8, and this system can't read GB18030; save it as “CSV UTF-8”"));
    const QString text = decoder.decode(plain);
    // Qt counts broken bytes only for some of its codecs; the replacement character shows them for all.
    if (decoder.hasError() || text.contains(QChar::ReplacementCharacter))
        return unreadable(QT_TRANSLATE_NOOP("Import", "it is neither UTF-8 nor GB18030"));
    return text.toUtf8();
}

} // namespace meterdesk
