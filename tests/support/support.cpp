#include "tests/support/support.h"

namespace meterdesk::test {

QString programPath() {
    return QStringLiteral(METERDESK_PROGRAM);
}

QString sourceDir() {
    return QStringLiteral(METERDESK_SOURCE);
}

} // namespace meterdesk::test
