// The parts of a layout file below one area: places, fields, constants, the check; and MIFARE's way of numbering
// blocks.
//
// Threads: pure functions. Errors: LayoutInvalid with the JSON path and the reason. Source of the block numbers: MIFARE
// Classic EV1 data sheets, "memory organization" (sectors 0-31 have 4 blocks, 32-39 have 16; the last is the trailer).
#pragma once

#include "cardio/cards/layout.h"

namespace meterdesk {

struct MifareBlock {
    int sector = 0;
    int block = 0; // in the sector
};
MifareBlock mifareBlock(int absolute);
/// Nothing where the sector isn't on a 4K card, or the block is its trailer or beyond.
std::optional<int> absoluteBlock(MifareBlock block);

/// Steps of the basis in one whole unit: 1000, or 100 fen.
qint64 wholeUnit(CreditBasis basis);
/// The decimal `text` times `unit`, exactly.
Result<qint64> decimalIn(const QString& text, qint64 unit, const QString& path);
/// What 1 on the card means in the basis: `json.scale` times `json.unit`.
Result<qint64> readScale(const Layout& layout, const QJsonObject& json, const QString& path);

/// One area of `layout`, whose family, basis and kinds are known already; its slot is -1 where it names none.
Result<AreaSpec> readAreaSpec(const Layout& layout, const QJsonObject& json, const QString& path);

} // namespace meterdesk
