// libFuzzer over what cards answer: nothing crashes, hangs, reads out of bounds, or is believed without its MAC.
#include "tests/support/babblingcard.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    static const meterdesk::KeyRing keys = meterdesk::test::testKeys();
    meterdesk::test::playAll(QByteArray(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)), keys);
    return 0;
}
