// A record and the bytes that hold it: reading an area, encoding it, planning the writes that change it.
//
// Threads: pure functions. Errors: FieldTooLarge, AmountNotWhole, LayoutInvalid.
#pragma once

#include "cardio/cards/layout.h"

namespace meterdesk {

/// One copy of an area as it stands on the card.
enum class CopyState { Blank, Valid, Bad };
/// What the copies say together. Recovered: one copy is bad or behind, the content is known all the same.
enum class AreaState { Blank, Valid, Recovered, Bad };

struct AreaReading {
    AreaState state = AreaState::Blank;
    CardRecord record; // where Valid or Recovered
    int current = -1;  // the copy that holds it
    QList<CopyState> copies;
    QList<QByteArray> images;
    bool foreign = false; // written, but no copy has the bytes that this layout makes constant: another system's
};

struct CardWrite {
    Place place;
    QByteArray bytes;
    bool operator==(const CardWrite&) const = default;
};

/// What a check by CMAC needs; empty for the others.
struct CheckKey {
    QByteArray cardId;
    const Secret* key = nullptr;
};

/// `images`: the bytes of each copy. Never fails: what can't be read is Bad. All 00 or all FF is Blank. Alternating:
/// the valid copy with the higher count, modulo; two valid copies whose counts can't be ordered and whose contents
/// differ are Bad. Main and backup: the main copy where it is valid, else the backup.
AreaReading readArea(const Layout& layout, const AreaSpec& area, const QList<QByteArray>& images, const CheckKey& key);

/// The bytes of one copy that hold `record`; reserved bytes are 00. Counts are taken modulo the layout's. FieldTooLarge
/// (with the field's name) where a value has no room, AmountNotWhole where it isn't a multiple of the field's scale.
Result<QByteArray> encodeArea(const Layout& layout, const AreaSpec& area, const CardRecord& record,
                              const CheckKey& key);

/// What to write, in this order, to bring `record` onto the card. Alternating: the other copy. Main and backup: the
/// main one first where both hold the same, else the backup first. Places whose bytes stand there already are left out,
/// except that a torn copy is written whole. The plan is tried out: torn after any byte, the area reads as before, as
/// `record`, or bad; bad never, where two copies stand and one can be read. Where the check alone can't promise that (a
/// byte sum), a copy's check is spoilt first, by one write more.
Result<QList<CardWrite>> planWrite(const Layout& layout, const AreaSpec& area, const AreaReading& now,
                                   const CardRecord& record, const CheckKey& key);

/// What a card's area holds after `writes`, of which the last may be torn after `bytes` (-1: whole).
QList<QByteArray> imagesAfter(const AreaSpec& area, QList<QByteArray> images, const QList<CardWrite>& writes,
                              int bytes = -1);

} // namespace meterdesk
