// Layout files from anywhere: whatever the bytes, reading them ends in a layout or a reason, and a layout that was
// taken reads any card without harm.
#include "cardio/cards/layoutbook.h"
#include "cardio/cards/layoutcodec.h"
#include "cardio/cards/layouttext.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace meterdesk;
    const QByteArray input(reinterpret_cast<const char*>(data), qsizetype(size));
    const Result<Layout> layout = readLayout(input);
    if (!layout) {
        if (layout.error().code != ErrorCode::LayoutInvalid || !layout.error().detail.startsWith(u'$'))
            std::abort();
        return 0;
    }
    for (const AreaSpec& area : layout->areas) {
        QList<QByteArray> images;
        for (qsizetype c = 0; c < area.copies.size(); ++c) {
            QByteArray image(area.length, '\0');
            for (qsizetype i = 0; i < image.size() && i < input.size(); ++i)
                image[i] = input.at((i + c) % input.size());
            images << image;
        }
        const AreaReading reading = readArea(*layout, area, images, {});
        if (!planWrite(*layout, area, reading, CardRecord(), {}) && reading.images != images)
            std::abort();
    }
    if (describeLayout(*layout).isEmpty())
        std::abort();
    return 0;
}
