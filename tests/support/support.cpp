#include "tests/support/support.h"

#include <QFile>

namespace meterdesk::test {
namespace {

QString& program() {
    static QString path = QStringLiteral(METERDESK_PROGRAM);
    return path;
}

QString& preload() {
    static QString path = QStringLiteral(METERDESK_KILLAT);
    return path;
}

} // namespace

QString programPath() {
    return program();
}

QString preloadPath() {
    return preload();
}

QString sourceDir() {
    return QStringLiteral(METERDESK_SOURCE);
}

void useProgram(const QString& newProgram, const QString& newPreload) {
    program() = newProgram;
    preload() = newPreload;
}

bool tearRecord(const QString& cardFile) {
    QFile file(cardFile);
    if (!file.open(QIODevice::ReadWrite))
        return false;
    QByteArray saved = file.readAll();
    const qsizetype memory = saved.indexOf('"', saved.indexOf(':', saved.indexOf("\"memory\""))) + 1;
    for (const int block : {8, 12})
        saved.replace(memory + qsizetype(block * 16 + 6) * 2, 4, "ffee");
    return memory > 0 && file.seek(0) && file.write(saved) == saved.size();
}

} // namespace meterdesk::test
