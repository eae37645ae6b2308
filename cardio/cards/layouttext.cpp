// A layout in words, for `layout check`.
#include "cardio/cards/layouttext.h"

#include "cardio/cards/areareader.h"
#include "cardio/cards/fieldcodec.h"
#include "cardio/cards/layoutsentences.h"
#include "cardio/cards/layoutwords.h"

#include <QLocale>

namespace meterdesk {
namespace {

QString inUnits(const Layout& layout, qint64 value) {
    return toString(Credit{value, layout.basis});
}

QString placeText(const Layout& layout, const Place& place) {
    QString bytes = QStringLiteral("%1..%2").arg(place.offset).arg(place.offset + place.length - 1);
    switch (layout.family) {
    case CardFamily::MifareClassic: {
        const MifareBlock block = mifareBlock(place.space);
        return tr("sector %1 block %2 bytes %3").arg(block.sector).arg(block.block).arg(bytes);
    }
    case CardFamily::Cpu:
        return tr("file %1 (hex) bytes %2").arg(place.space, 2, 16, QLatin1Char('0')).arg(bytes);
    case CardFamily::Sle4442:
        return tr("bytes %1").arg(bytes);
    }
    return bytes;
}

QString fieldText(const Layout& layout, const FieldSpec& field) {
    QString text = QStringLiteral("    %1..%2  %3  %4")
                       .arg(field.offset)
                       .arg(field.offset + field.length * field.items - 1)
                       .arg(fieldName(field.field), encodingName(field.encoding));
    if (field.items > 1)
        text += tr(", %1 items").arg(field.items);
    if (natureOf(field.field) == FieldNature::Amount)
        text += tr(", 1 means %1, at most %2")
                    .arg(inUnits(layout, field.scale), inUnits(layout, largestRaw(field).value_or(0) * field.scale));
    return text;
}

QString checkText(const CheckSpec& check) {
    QString text =
        tr("    %1..%2  check %3").arg(check.offset).arg(check.offset + check.length - 1).arg(checkName(check.kind));
    if (check.kind == CheckKind::Crc16)
        text += tr(" %1/%2/%3%4, %5 byte first")
                    .arg(check.polynomial, 4, 16, QLatin1Char('0'))
                    .arg(check.initial, 4, 16, QLatin1Char('0'))
                    .arg(check.final, 4, 16, QLatin1Char('0'))
                    .arg(check.reflected ? tr(" reflected") : QString(), check.littleEndian ? tr("low") : tr("high"));
    return text;
}

void describeArea(const Layout& layout, const AreaSpec& area, QStringList& lines) {
    lines << tr("  area %1: %2%3, %4 bytes, doubling %5")
                 .arg(area.name, areaRoleName(area.role), area.slot < 0 ? QString() : tr(" of slot %1").arg(area.slot))
                 .arg(area.length)
                 .arg(copyKindName(area.copyKind));
    for (const QList<Place>& copy : area.copies) {
        QStringList places;
        for (const Place& place : copy)
            places << placeText(layout, place);
        lines << tr("    copy: ") + places.join(QStringLiteral(", "));
    }
    for (const auto& [offset, bytes] : area.constants)
        lines << tr("    %1..%2  constant %3")
                     .arg(offset)
                     .arg(offset + bytes.size() - 1)
                     .arg(QString::fromLatin1(bytes.toHex().toUpper()));
    for (const FieldSpec& field : area.fields)
        lines << fieldText(layout, field);
    if (area.check.kind != CheckKind::None)
        lines << checkText(area.check);
}

} // namespace

QStringList describeLayout(const Layout& layout) {
    QStringList kinds;
    for (const MeterKind kind : layout.kinds)
        kinds << kindText(kind);
    QStringList lines{QStringLiteral("%1: %2").arg(layout.id, layout.title(QLocale().name())),
                      tr("  %1, meters: %2, counts %3")
                          .arg(familyText(layout.family), kinds.join(QStringLiteral(", ")), basisText(layout.basis))};
    if (layout.tool) {
        lines << tr("  tool card: ") + layout.tools.join(QStringLiteral(", "));
    } else {
        const SaleLimits& limits = layout.limits;
        lines << tr("  slots: %1, purchase count 0 to %2").arg(layout.slotCount).arg(layout.countModulus - 1);
        lines << tr("  sells in steps of %1, from %2 to %3%4")
                     .arg(inUnits(layout, limits.step), inUnits(layout, limits.least), inUnits(layout, limits.most),
                          limits.mostHeld == 0 ? QString()
                                               : tr(", at most %1 unused").arg(inUnits(layout, limits.mostHeld)));
    }
    if (layout.purse)
        lines << tr("  purse: 1 step means %1").arg(inUnits(layout, layout.purse->scale));
    for (const AreaSpec& area : layout.areas)
        describeArea(layout, area, lines);
    for (auto it = layout.keys.begin(); it != layout.keys.end(); ++it)
        lines << tr("  key %1 from %2").arg(it.key(), it->master);
    for (const QString& warning : layout.warnings)
        lines << tr("  warning: ") + warning;
    return lines;
}

} // namespace meterdesk
