// Where things are, for tests: no test has a path of its own.
#pragma once

#include <QString>

namespace meterdesk::test {

QString programPath(); // the meterdesk program of this build
QString sourceDir();   // the checkout

} // namespace meterdesk::test
