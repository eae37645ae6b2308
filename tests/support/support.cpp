#include "tests/support/support.h"

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

} // namespace meterdesk::test
