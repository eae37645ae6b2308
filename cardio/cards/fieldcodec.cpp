#include "cardio/cards/fieldcodec.h"

#include "cardio/cards/textcodec.h"

#include <limits>

namespace meterdesk {
namespace {

constexpr qint64 largestNumber = std::numeric_limits<qint64>::max();

tl::unexpected<Error> noRoom(const FieldSpec& spec) {
    return fail(ErrorCode::FieldTooLarge, fieldWords(spec.field));
}

Result<QByteArray> numberBytes(const FieldSpec& spec, qint64 raw) {
    const std::optional<qint64> largest = largestRaw(spec);
    if (raw < 0 || (largest && raw > *largest))
        return noRoom(spec);
    if (spec.encoding == Encoding::Ascii)
        return QString::number(raw).rightJustified(spec.length, u'0').toLatin1();
    const qint64 base = spec.encoding == Encoding::Bcd || spec.encoding == Encoding::BcdLE ? 100 : 256;
    QByteArray bytes(spec.length, '\0');
    for (int i = 0; i < spec.length; ++i) {
        const qint64 digit = raw % base;
        bytes[i] = char(base == 100 ? digit / 10 * 16 + digit % 10 : digit);
        raw /= base;
    }
    if (spec.encoding != Encoding::UnsignedLE && spec.encoding != Encoding::BcdLE)
        std::reverse(bytes.begin(), bytes.end());
    return bytes;
}

std::optional<qint64> numberFrom(const FieldSpec& spec, QByteArray bytes) {
    if (spec.encoding == Encoding::Ascii) {
        for (const char c : bytes) {
            if (c < '0' || c > '9')
                return std::nullopt;
        }
        bool fits = false;
        const qint64 raw = bytes.toLongLong(&fits);
        return fits ? std::optional(raw) : std::nullopt;
    }
    if (spec.encoding == Encoding::UnsignedLE || spec.encoding == Encoding::BcdLE)
        std::reverse(bytes.begin(), bytes.end());
    const bool bcd = spec.encoding == Encoding::Bcd || spec.encoding == Encoding::BcdLE;
    qint64 raw = 0;
    for (const char c : bytes) {
        const auto byte = quint8(c);
        if (bcd && ((byte >> 4) > 9 || (byte & 15) > 9))
            return std::nullopt;
        const qint64 digit = bcd ? (byte >> 4) * 10 + (byte & 15) : byte;
        const qint64 base = bcd ? 100 : 256;
        if (raw > (largestNumber - digit) / base)
            return std::nullopt;
        raw = raw * base + digit;
    }
    return raw;
}

/// What the value is in raw steps of the field.
Result<qint64> rawOf(const Layout& layout, const FieldSpec& spec, qint64 value) {
    switch (natureOf(spec.field)) {
    case FieldNature::Count:
        return value < 0 ? value : value % layout.countModulus;
    case FieldNature::Amount:
        if (value % spec.scale != 0)
            return fail(ErrorCode::AmountNotWhole, toString(Credit{spec.scale, layout.basis}));
        return value / spec.scale;
    default:
        return value;
    }
}

std::optional<qint64> valueOf(const Layout& layout, const FieldSpec& spec, qint64 raw) {
    switch (natureOf(spec.field)) {
    case FieldNature::Count:
        return raw < layout.countModulus ? std::optional(raw) : std::nullopt;
    case FieldNature::Amount:
        return raw <= largestNumber / spec.scale ? std::optional(raw * spec.scale) : std::nullopt;
    default:
        return raw;
    }
}

Result<qint64> toolCode(const Layout& layout, const FieldSpec& spec, const FieldValue& value) {
    if (const auto* number = std::get_if<qint64>(&value))
        return *number;
    const auto* name = std::get_if<QString>(&value);
    if (!name || !layout.toolCodes.contains(*name))
        return noRoom(spec);
    return layout.toolCodes.value(*name);
}

Result<QByteArray> listBytes(const Layout& layout, const FieldSpec& spec, const QList<qint64>& values) {
    if (values.size() > spec.items)
        return noRoom(spec);
    QByteArray bytes;
    for (int i = 0; i < spec.items; ++i) {
        MD_GET(raw, rawOf(layout, spec, i < values.size() ? values.at(i) : 0));
        MD_GET(item, numberBytes(spec, raw));
        bytes += item;
    }
    return bytes;
}

} // namespace

FieldNature natureOf(Field field) {
    switch (field) {
    case Field::UserNumber:
    case Field::Phone:
    case Field::CardNumber:
    case Field::MeterNumber:
        return FieldNature::Digits;
    case Field::PurchaseCount:
    case Field::LastCount:
        return FieldNature::Count;
    case Field::PurchaseAmount:
    case Field::TotalPurchased:
    case Field::AlarmLevel:
    case Field::Overdraft:
    case Field::TotalLoaded:
    case Field::Remaining:
    case Field::TotalUsed:
    case Field::MonthlyUse:
        return FieldNature::Amount;
    case Field::PriceTable:
    case Field::PriceVersion:
    case Field::Parameter:
        return FieldNature::Plain;
    case Field::ToolKind:
        return FieldNature::Tool;
    case Field::Flags:
        return FieldNature::Flags;
    case Field::ReportTime:
        return FieldNature::Time;
    }
    return FieldNature::Plain;
}

std::optional<qint64> largestRaw(const FieldSpec& spec) {
    const bool decimal =
        spec.encoding == Encoding::Bcd || spec.encoding == Encoding::BcdLE || spec.encoding == Encoding::Ascii;
    const qint64 base = spec.encoding == Encoding::Ascii ? 10 : decimal ? 100 : 256;
    qint64 largest = 0;
    for (int i = 0; i < spec.length; ++i) {
        if (largest > (largestNumber - (base - 1)) / base)
            return std::nullopt;
        largest = largest * base + (base - 1);
    }
    return largest;
}

Result<QByteArray> encodeField(const Layout& layout, const FieldSpec& spec, const FieldValue* value) {
    const FieldNature nature = natureOf(spec.field);
    if (nature == FieldNature::Digits) {
        const QString text = value && std::holds_alternative<QString>(*value) ? std::get<QString>(*value) : QString();
        const std::optional<QByteArray> bytes = textBytes(spec, text);
        return bytes ? Result<QByteArray>(*bytes) : noRoom(spec);
    }
    if (!value)
        return QByteArray(qsizetype(spec.length) * spec.items, spec.encoding == Encoding::Ascii ? '0' : '\0');
    if (nature == FieldNature::Tool) {
        MD_GET(code, toolCode(layout, spec, *value));
        return numberBytes(spec, code);
    }
    if (const auto* list = std::get_if<QList<qint64>>(value))
        return spec.items > 1 ? listBytes(layout, spec, *list) : noRoom(spec);
    const auto* number = std::get_if<qint64>(value);
    if (!number || spec.items > 1)
        return noRoom(spec);
    if (nature == FieldNature::Time) {
        const std::optional<QByteArray> bytes = timeBytes(spec.length, *number);
        return bytes ? Result<QByteArray>(*bytes) : noRoom(spec);
    }
    MD_GET(raw, rawOf(layout, spec, *number));
    return numberBytes(spec, raw);
}

bool decodeField(const Layout& layout, const FieldSpec& spec, const QByteArray& bytes, CardRecord& record) {
    const FieldNature nature = natureOf(spec.field);
    if (nature == FieldNature::Digits) {
        const std::optional<QString> text = textFrom(spec, bytes);
        if (text)
            record.set(spec.field, *text);
        return text.has_value();
    }
    if (nature == FieldNature::Time) {
        if (bytes.count('\0') == bytes.size())
            return true; // a meter whose clock was never set
        const std::optional<qint64> time = timeFrom(bytes);
        if (time)
            record.set(spec.field, *time);
        return time.has_value();
    }
    QList<qint64> values;
    for (int i = 0; i < spec.items; ++i) {
        const std::optional<qint64> raw = numberFrom(spec, bytes.mid(qsizetype(i) * spec.length, spec.length));
        const std::optional<qint64> value = raw ? valueOf(layout, spec, *raw) : std::nullopt;
        if (!value)
            return false;
        values << *value;
    }
    if (nature == FieldNature::Tool) {
        const QString tool = layout.toolCodes.key(values.first());
        if (!tool.isEmpty())
            record.set(spec.field, tool);
        return !tool.isEmpty() || values.first() == 0;
    }
    if (spec.items > 1)
        record.set(spec.field, values);
    else
        record.set(spec.field, values.first());
    return true;
}

} // namespace meterdesk
