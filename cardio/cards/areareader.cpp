#include "cardio/cards/areareader.h"

#include "cardio/cards/checks.h"
#include "cardio/cards/fieldcodec.h"
#include "cardio/cards/jsonguard.h"
#include "cardio/cards/layoutsentences.h"
#include "cardio/cards/layoutwords.h"

#include <QJsonArray>
#include <limits>

namespace meterdesk {
namespace {

/// Refuses keys that say nothing here: they are mistakes, and somebody relies on them.
Status onlyKeys(const QJsonObject& json, const QStringList& allowed, const QString& path, const QString& where) {
    const QStringList keys = json.keys();
    for (const QString& key : keys) {
        if (!allowed.contains(key))
            return layoutError(path + u'.' + key, tr("means nothing for %1").arg(where));
    }
    return {};
}

Result<int> needed(const QJsonObject& json, const QString& key, const QString& path) {
    if (!json.contains(key))
        return layoutError(path + u'.' + key, tr("missing"));
    return json.value(key).toInt();
}

Result<QList<Place>> mifarePlaces(const QJsonObject& json, const QString& path) {
    MD_GET(sector, needed(json, QStringLiteral("sector"), path));
    const int block = json.value(u"block").toInt(0), blocks = json.value(u"blocks").toInt(1);
    const int offset = json.value(u"offset").toInt(0), length = json.value(u"length").toInt(16 - offset);
    if (length < 1 || offset + length > 16)
        return layoutError(path + QStringLiteral(".length"), tr("a block has 16 bytes"));
    if (blocks > 1 && length != 16)
        return layoutError(path + QStringLiteral(".blocks"), tr("several blocks are taken whole"));
    QList<Place> places;
    for (int i = 0; i < blocks; ++i) {
        const std::optional<int> absolute = absoluteBlock({sector, block + i});
        if (!absolute)
            return layoutError(path + QStringLiteral(".block"),
                               tr("block %1 of sector %2 is the trailer, or is none").arg(block + i).arg(sector));
        if (*absolute == 0)
            return layoutError(path + QStringLiteral(".block"), tr("block 0 of sector 0 is the chip maker's"));
        places << Place{*absolute, offset, length};
    }
    return places;
}

Result<QList<Place>> readPlaces(CardFamily family, const QJsonObject& json, const QString& path) {
    const QString card = tr("a place on a %1 card").arg(familyName(family));
    if (family == CardFamily::MifareClassic) {
        MD_TRY(onlyKeys(json,
                        {QStringLiteral("sector"), QStringLiteral("block"), QStringLiteral("blocks"),
                         QStringLiteral("offset"), QStringLiteral("length")},
                        path, card));
        return mifarePlaces(json, path);
    }
    MD_GET(length, needed(json, QStringLiteral("length"), path));
    if (family == CardFamily::Cpu) {
        MD_TRY(onlyKeys(json, {QStringLiteral("sfi"), QStringLiteral("offset"), QStringLiteral("length")}, path, card));
        if (!json.contains(u"sfi"))
            return layoutError(path + QStringLiteral(".sfi"), tr("missing"));
        const int sfi = json.value(u"sfi").toString().toInt(nullptr, 16);
        return QList{Place{sfi, json.value(u"offset").toInt(0), length}};
    }
    MD_TRY(onlyKeys(json, {QStringLiteral("address"), QStringLiteral("length")}, path, card));
    MD_GET(address, needed(json, QStringLiteral("address"), path));
    return QList{Place{0, address, length}};
}

Result<FieldSpec> readField(const Layout& layout, const QJsonObject& json, const QString& path) {
    FieldSpec spec;
    spec.field = fieldFromName(json.value(u"field").toString()).value_or(Field::Parameter);
    spec.offset = json.value(u"offset").toInt();
    spec.length = json.value(u"length").toInt();
    spec.items = json.value(u"items").toInt(1);
    spec.encoding = encodingFromName(json.value(u"encoding").toString());
    const FieldNature nature = natureOf(spec.field);
    const bool amount = nature == FieldNature::Amount, text = nature == FieldNature::Digits;
    const bool flags = nature == FieldNature::Flags;

    QStringList allowed{QStringLiteral("field"), QStringLiteral("offset"), QStringLiteral("length"),
                        QStringLiteral("encoding")};
    if (amount)
        allowed << QStringLiteral("scale") << QStringLiteral("unit");
    if (text)
        allowed << QStringLiteral("pad");
    if (flags)
        allowed << QStringLiteral("valveBit") << QStringLiteral("valveBitMeans");
    if (spec.field == Field::MonthlyUse)
        allowed << QStringLiteral("items");
    MD_TRY(onlyKeys(json, allowed, path, fieldName(spec.field)));
    if (amount) {
        if (!json.contains(u"scale"))
            return layoutError(path + QStringLiteral(".scale"), tr("missing: an amount needs one"));
        MD_GET(scale, readScale(layout, json, path));
        spec.scale = scale;
    }
    if (text) {
        const bool chars = spec.encoding == Encoding::Ascii || spec.encoding == Encoding::Gb18030;
        spec.pad = padFromName(
            json.value(u"pad").toString(chars ? QStringLiteral("space-right") : QStringLiteral("zero-left")));
    }
    spec.valveBit = json.value(u"valveBit").toInt(-1);
    spec.valveOpenWhen = json.value(u"valveBitMeans").toString() != u"closed";
    if (spec.valveBit >= 8 * spec.length)
        return layoutError(path + QStringLiteral(".valveBit"), tr("the field has no such bit"));
    return spec;
}

Result<CheckSpec> readCheck(const QJsonObject& json, const QString& path) {
    CheckSpec spec;
    spec.kind = checkFromName(json.value(u"kind").toString());
    QStringList allowed{QStringLiteral("kind")};
    if (spec.kind != CheckKind::None)
        allowed << QStringLiteral("offset");
    const QStringList parameters{QStringLiteral("polynomial"), QStringLiteral("initial"), QStringLiteral("final"),
                                 QStringLiteral("reflected")};
    const QString variant = json.value(u"variant").toString();
    if (spec.kind == CheckKind::Crc16) {
        allowed << QStringLiteral("byteOrder") << QStringLiteral("variant");
        if (variant.isEmpty())
            allowed << parameters;
    }
    if (spec.kind == CheckKind::AesCmac)
        allowed << QStringLiteral("length") << QStringLiteral("over");
    MD_TRY(onlyKeys(json, allowed, path, variant.isEmpty() ? checkName(spec.kind) : tr("a named variant")));
    if (spec.kind == CheckKind::None)
        return spec;
    MD_GET(offset, needed(json, QStringLiteral("offset"), path));
    spec.offset = offset;
    spec.length = spec.kind == CheckKind::Crc16 ? 2 : 1;
    if (spec.kind == CheckKind::AesCmac) {
        spec.length = json.value(u"length").toInt(8);
        spec.overCardId = json.value(u"over").toString() != u"data";
    }
    if (spec.kind != CheckKind::Crc16)
        return spec;
    if (!json.contains(u"byteOrder"))
        return layoutError(path + QStringLiteral(".byteOrder"), tr("missing: big or little"));
    spec.littleEndian = json.value(u"byteOrder").toString() == u"little";
    for (const CrcVariant& known : crcVariants()) {
        if (variant == QStringView(known.name)) {
            spec.polynomial = known.polynomial;
            spec.initial = known.initial;
            spec.final = known.final;
            spec.reflected = known.reflected;
            return spec;
        }
    }
    for (const QString& parameter : parameters) {
        if (!json.contains(parameter))
            return layoutError(path + u'.' + parameter, tr("missing: name a variant, or all parameters"));
    }
    const auto word = [&](const char16_t* key) {
        return json.value(QStringView(key)).toString().toUShort(nullptr, 16);
    };
    spec.polynomial = word(u"polynomial");
    spec.initial = word(u"initial");
    spec.final = word(u"final");
    spec.reflected = json.value(u"reflected").toBool();
    return spec;
}

} // namespace

MifareBlock mifareBlock(int absolute) {
    return absolute < 128 ? MifareBlock{absolute / 4, absolute % 4}
                          : MifareBlock{32 + (absolute - 128) / 16, (absolute - 128) % 16};
}

std::optional<int> absoluteBlock(MifareBlock block) {
    if (block.sector < 0 || block.sector > 39 || block.block < 0 || block.block >= (block.sector < 32 ? 3 : 15))
        return std::nullopt;
    return block.sector < 32 ? block.sector * 4 + block.block : 128 + (block.sector - 32) * 16 + block.block;
}

qint64 wholeUnit(CreditBasis basis) {
    return basis == CreditBasis::Money ? 100 : 1000;
}

Result<qint64> decimalIn(const QString& text, qint64 unit, const QString& path) {
    const QString whole = text.section(u'.', 0, 0), decimals = text.section(u'.', 1);
    qint64 value = whole.toLongLong() * unit;
    for (const QChar digit : decimals) {
        if (unit < 10 && digit != u'0')
            return layoutError(path, tr("finer than the books can count"));
        unit /= 10;
        value += digit.digitValue() * unit;
    }
    return value;
}

Result<qint64> readScale(const Layout& layout, const QJsonObject& json, const QString& path) {
    const bool money = layout.basis == CreditBasis::Money;
    const QString unit = json.value(u"unit").toString(money ? QStringLiteral("yuan") : QStringLiteral("whole"));
    const bool ofMoney = unit == u"yuan" || unit == u"fen";
    if (ofMoney != money)
        return layoutError(path + QStringLiteral(".unit"), tr("the basis is %1").arg(basisName(layout.basis)));
    const bool current = unit == u"kWh" || unit == u"Wh", volume = unit == u"m3" || unit == u"litre";
    for (const MeterKind kind : layout.kinds) {
        if ((kind == MeterKind::Electricity && volume) || (kind != MeterKind::Electricity && current))
            return layoutError(path + QStringLiteral(".unit"), tr("not a unit of %1").arg(kindName(kind)));
    }
    const bool small = unit == u"thousandth" || unit == u"litre" || unit == u"Wh" || unit == u"fen";
    MD_GET(scale, decimalIn(json.value(u"scale").toString(), small ? 1 : wholeUnit(layout.basis),
                            path + QStringLiteral(".scale")));
    if (scale == 0)
        return layoutError(path + QStringLiteral(".scale"), tr("must be more than 0"));
    return scale;
}

Result<AreaSpec> readAreaSpec(const Layout& layout, const QJsonObject& json, const QString& path) {
    AreaSpec area;
    area.name = json.value(u"name").toString();
    area.role = areaRoleFromName(json.value(u"role").toString());
    area.slot = json.value(u"slot").toInt(-1);
    area.copyKind = copyKindFromName(json.value(u"doubling").toString(QStringLiteral("none")));
    const QJsonArray copies = json.value(u"copies").toArray();
    for (qsizetype c = 0; c < copies.size(); ++c) {
        QList<Place> all;
        const QJsonArray places = copies.at(c).toArray();
        for (qsizetype p = 0; p < places.size(); ++p) {
            const QString at = QStringLiteral("%1.copies[%2][%3]").arg(path).arg(c).arg(p);
            MD_GET(some, readPlaces(layout.family, places.at(p).toObject(), at));
            all += some;
        }
        int length = 0;
        for (const Place& place : all)
            length += place.length;
        if (c > 0 && length != area.length)
            return layoutError(QStringLiteral("%1.copies[%2]").arg(path).arg(c),
                               tr("%1 bytes, the first copy has %2").arg(length).arg(area.length));
        area.length = length;
        area.copies << all;
    }
    if (area.copies.size() != (area.copyKind == CopyKind::None ? 1 : 2))
        return layoutError(
            path + QStringLiteral(".copies"),
            (area.copyKind == CopyKind::None ? tr("doubling \"%1\" has one copy") : tr("doubling \"%1\" has two"))
                .arg(copyKindName(area.copyKind)));
    const QJsonArray constants = json.value(u"constants").toArray();
    for (qsizetype i = 0; i < constants.size(); ++i) {
        const QJsonObject said = constants.at(i).toObject();
        if (said.contains(u"hex") == said.contains(u"text"))
            return layoutError(QStringLiteral("%1.constants[%2]").arg(path).arg(i), tr("hex or text, one of them"));
        area.constants << std::pair(said.value(u"offset").toInt(),
                                    said.contains(u"hex")
                                        ? QByteArray::fromHex(said.value(u"hex").toString().toLatin1())
                                        : said.value(u"text").toString().toLatin1());
    }
    const QJsonArray fields = json.value(u"fields").toArray();
    for (qsizetype i = 0; i < fields.size(); ++i) {
        MD_GET(field, readField(layout, fields.at(i).toObject(), QStringLiteral("%1.fields[%2]").arg(path).arg(i)));
        area.fields << field;
    }
    if (json.contains(u"check")) {
        MD_GET(check, readCheck(json.value(u"check").toObject(), path + QStringLiteral(".check")));
        area.check = check;
    }
    return area;
}

} // namespace meterdesk
