// A card layout is data: where each field lies on a card, how it is encoded and checked, how it is doubled, which keys
// guard it. Read from JSON by layoutreader.h (schema: cardio/layouts/layout.schema.json); meaning: cardio/README.md.
//
// Units: `scale` is what one raw step means in the meter's basis (thousandths of the unit, or fen).
// Threads: immutable once read; share freely.
#pragma once

#include "cardio/cards/record.h"
#include "cardio/keys/crypto.h"
#include "models/metering/meter.h"
#include "models/metering/pricing.h"

#include <QJsonObject>
#include <QMap>

namespace meterdesk {

/// Bytes on a card. `space`: CPU: the file's SFI; MIFARE: the absolute block number (a place never crosses a block);
/// SLE4442: 0 (main memory).
struct Place {
    int space = 0;
    int offset = 0;
    int length = 0;
    bool operator==(const Place&) const = default;
};

enum class Encoding { UnsignedBE, UnsignedLE, Bcd, BcdLE, Ascii, Gb18030, BcdTime, Flags };
/// How a number or text that is shorter than its field is filled up. None: it must fill the field (card numbers).
enum class Pad { ZeroLeft, FRight, SpaceRight, NulRight, None };

struct FieldSpec {
    Field field;
    int offset = 0; // in the area
    int length = 0; // of one item
    int items = 1;  // twelve for monthly use
    Encoding encoding = Encoding::UnsignedBE;
    qint64 scale = 1;
    Pad pad = Pad::ZeroLeft;
    int valveBit = -1;         // Flags: which bit speaks of the valve
    bool valveOpenWhen = true; // the bit's value while the valve is open
    bool operator==(const FieldSpec&) const = default;
    /// What Flags say; nothing where the layout names no valve bit. `faults`: the other bits.
    std::optional<bool> valveOpen(qint64 flags) const;
    qint64 faults(qint64 flags) const;
};

enum class CheckKind { None, Sum8, Xor8, Crc16, AesCmac };
struct CheckSpec {
    CheckKind kind = CheckKind::None;
    int offset = 0; // in the area; covers all bytes before it
    int length = 0;
    bool littleEndian = false;
    quint16 polynomial = 0x1021, initial = 0, final = 0;
    bool reflected = false;
    bool overCardId = true; // AesCmac: the card's id stands before the data
};

enum class CopyKind { None, Alternating, MainBackup };
enum class AreaRole { Identity, Purchase, Report };

struct AreaSpec {
    QString name;
    AreaRole role = AreaRole::Identity;
    int slot = -1; // of Purchase and Report
    int length = 0;
    CopyKind copyKind = CopyKind::None;
    QList<QList<Place>> copies;                  // each copy: its places in order, together `length` bytes
    QList<std::pair<int, QByteArray>> constants; // offset, bytes that must stand there
    QList<FieldSpec> fields;
    CheckSpec check;
    const FieldSpec* find(Field field) const;
};

/// How a card's own key comes from a master key.
struct KeySpec {
    QString master; // name in the key store
    Diversification method = Diversification::None;
    QStringList diversifier; // parts in order: "id" (the card's id as bytes), "sector", or hex digits
    int take = 0;            // leftmost bytes used; 0: all
};

struct PurseSpec {
    qint64 scale = 1; // one purse step in the meter's basis
};

class Layout {
public:
    QString id;
    QMap<QString, QString> titles; // language -> title
    bool tool = false;
    QStringList tools;               // kinds a tool layout can be written as: clear, check, valve, parameter, transfer
    QMap<QString, qint64> toolCodes; // tool -> the number that stands in ToolKind (records carry the name)
    CardFamily family = CardFamily::Cpu;
    QList<MeterKind> kinds;
    CreditBasis basis = CreditBasis::Quantity;
    SaleLimits limits;
    qint64 countModulus = 65536;
    int slotCount = 1;
    QList<AreaSpec> areas;
    QMap<QString, KeySpec> keys; // by use: purse-load, purse-debit, purse-tac, file-mac, key-a, key-b, psc, record-mac
    std::optional<PurseSpec> purse;
    QByteArray application; // CPU: AID to select
    QList<int> sectors;     // MIFARE: sectors that the layout uses (their trailers get our keys at issue)
    bool needs4k = false;   // MIFARE: a 1K card is too small
    QStringList warnings;   // "a byte sum lets some torn prefixes pass"

    QString title(const QString& language) const;
    const AreaSpec* area(AreaRole role, int slot = -1) const;
};

} // namespace meterdesk
