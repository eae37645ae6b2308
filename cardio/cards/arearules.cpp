// Rules for one area: its bytes, its fields, its check.
#include "cardio/cards/areareader.h"
#include "cardio/cards/fieldcodec.h"
#include "cardio/cards/jsonguard.h"
#include "cardio/cards/layoutrules.h"
#include "cardio/cards/layoutsentences.h"
#include "cardio/cards/layoutwords.h"
#include "cardio/cards/textcodec.h"

#include <QCoreApplication>
#include <limits>

namespace meterdesk {
namespace {

QString fieldPath(const QString& path, qsizetype index, const char16_t* key) {
    return QStringLiteral("%1.fields[%2].%3").arg(path).arg(index).arg(QStringView(key));
}

bool isNumber(Encoding encoding) {
    return encoding == Encoding::UnsignedBE || encoding == Encoding::UnsignedLE || encoding == Encoding::Bcd ||
           encoding == Encoding::BcdLE || encoding == Encoding::Ascii;
}

bool encodingFits(FieldNature nature, Encoding encoding) {
    switch (nature) {
    case FieldNature::Digits:
        return isNumber(encoding) || encoding == Encoding::Gb18030;
    case FieldNature::Flags:
        return encoding == Encoding::Flags;
    case FieldNature::Time:
        return encoding == Encoding::BcdTime;
    default:
        return isNumber(encoding);
    }
}

bool padFits(Encoding encoding, Pad pad) {
    switch (encoding) {
    case Encoding::Bcd:
    case Encoding::BcdLE:
        return pad == Pad::ZeroLeft || pad == Pad::FRight || pad == Pad::None;
    case Encoding::Ascii:
        return pad != Pad::FRight;
    case Encoding::Gb18030:
        return pad == Pad::SpaceRight || pad == Pad::NulRight;
    default:
        return pad == Pad::ZeroLeft;
    }
}

bool belongs(const Layout& layout, AreaRole role, Field field) {
    switch (field) {
    case Field::MeterNumber:
        return true;
    case Field::UserNumber:
    case Field::Phone:
    case Field::CardNumber:
        return role != AreaRole::Report;
    case Field::ToolKind:
    case Field::Parameter:
        return layout.tool;
    case Field::PurchaseCount:
    case Field::PurchaseAmount:
    case Field::TotalPurchased:
    case Field::AlarmLevel:
    case Field::Overdraft:
    case Field::PriceTable:
    case Field::PriceVersion:
        return role == AreaRole::Purchase;
    default:
        return role == AreaRole::Report;
    }
}

/// Reasons that lie in one field alone.
Status checkField(const Layout& layout, const AreaSpec& area, qsizetype index, const QString& path) {
    const FieldSpec& field = area.fields.at(index);
    const FieldNature nature = natureOf(field.field);
    const auto bad = [&](const char16_t* key, const QString& reason) {
        return layoutError(fieldPath(path, index, key), reason);
    };
    if (!belongs(layout, area.role, field.field))
        return bad(u"field",
                   tr("%1 has no business in an area of role %2").arg(fieldName(field.field), areaRoleName(area.role)));
    if (!encodingFits(nature, field.encoding))
        return bad(u"encoding",
                   tr("%1 can't be encoded as %2").arg(fieldName(field.field), encodingName(field.encoding)));
    if (nature == FieldNature::Digits && !padFits(field.encoding, field.pad))
        return bad(u"pad", tr("not with %1").arg(encodingName(field.encoding)));
    if (field.encoding == Encoding::Gb18030 && !gb18030Known())
        return bad(u"encoding", tr("this computer can't write GB18030"));
    if (nature == FieldNature::Time && field.length != 3 && field.length != 5 && field.length != 6)
        return bad(u"length", tr("a time has 3 bytes (day), 5 (minute) or 6 (second)"));
    if (nature == FieldNature::Flags && field.length > 2)
        return bad(u"length", tr("flags have one byte or two"));
    const bool plainNumber = field.encoding == Encoding::UnsignedBE || field.encoding == Encoding::UnsignedLE;
    if (nature == FieldNature::Digits)
        return plainNumber && field.length > 8 ? Status(bad(u"length", tr("a number has at most 8 bytes"))) : Status();
    if (nature == FieldNature::Time)
        return {};
    const std::optional<qint64> largest = largestRaw(field);
    if (!largest)
        return bad(u"length", tr("wider than any number that can be told"));
    if (nature == FieldNature::Amount && field.scale > std::numeric_limits<qint64>::max() / *largest)
        return bad(u"scale", tr("the largest value would not fit 63 bits"));
    if (nature == FieldNature::Count && *largest < layout.countModulus - 1)
        return bad(u"length", tr("too narrow: the count runs to %1").arg(layout.countModulus - 1));
    if (nature == FieldNature::Tool) {
        for (const qint64 code : layout.toolCodes) {
            if (code > *largest)
                return bad(u"length", tr("too narrow for tool %1").arg(code));
        }
    }
    return {};
}

/// Which bytes of the area are taken, and by what.
class Bytes {
public:
    explicit Bytes(int length) : m_owners(length) {}
    Status take(int offset, int length, const QString& owner, const QString& path, const QString& lengthPath) {
        if (offset + length > m_owners.size())
            return layoutError(
                offset >= m_owners.size() ? path : lengthPath,
                QCoreApplication::translate("meterdesk", "outside of the area's %1 bytes").arg(m_owners.size()));
        for (int i = offset; i < offset + length; ++i) {
            if (!m_owners.at(i).isEmpty())
                return layoutError(
                    path,
                    QCoreApplication::translate("meterdesk", "overlaps %1 at byte %2").arg(m_owners.at(i)).arg(i));
            m_owners[i] = owner;
        }
        return {};
    }

private:
    QStringList m_owners;
};

Status checkBytesOf(const AreaSpec& area, const QString& path) {
    Bytes bytes(area.length);
    const CheckSpec& check = area.check;
    const QString checkPath = path + QStringLiteral(".check.offset");
    if (check.kind != CheckKind::None)
        MD_TRY(bytes.take(check.offset, check.length, tr("the check"), checkPath, checkPath));
    const auto covered = [&](int end, const QString& at) -> Status {
        if (check.kind != CheckKind::None && end > check.offset)
            return layoutError(at, tr("lies after the check, which covers only what is before it"));
        return {};
    };
    for (qsizetype i = 0; i < area.constants.size(); ++i) {
        const auto& [offset, constant] = area.constants.at(i);
        const QString at = QStringLiteral("%1.constants[%2].offset").arg(path).arg(i);
        MD_TRY(bytes.take(offset, int(constant.size()), tr("a constant"), at, at));
        MD_TRY(covered(offset + int(constant.size()), at));
    }
    for (qsizetype i = 0; i < area.fields.size(); ++i) {
        const FieldSpec& field = area.fields.at(i);
        const QString at = fieldPath(path, i, u"offset");
        const int length = field.length * field.items;
        MD_TRY(bytes.take(field.offset, length, fieldName(field.field), at, fieldPath(path, i, u"length")));
        MD_TRY(covered(field.offset + length, at));
    }
    return {};
}

Status checkRange(const Layout& layout, const AreaSpec& area, const QString& path) {
    for (qsizetype c = 0; c < area.copies.size(); ++c) {
        const QString at = QStringLiteral("%1.copies[%2]").arg(path).arg(c);
        for (const Place& place : area.copies.at(c)) {
            const int end = place.offset + place.length;
            if (layout.family == CardFamily::MifareClassic && !layout.needs4k && mifareBlock(place.space).sector > 15)
                return layoutError(at, tr("sector %1: a 1K card has 0 to 15").arg(mifareBlock(place.space).sector));
            if (layout.family == CardFamily::Cpu && (place.space > 30 || end > 256))
                return layoutError(at, tr("SFI 01 to 1E, bytes 0 to 255"));
            if (layout.family == CardFamily::Sle4442 && place.offset < 32)
                return layoutError(at, tr("bytes 0 to 31 are the chip maker's and protected for ever"));
            if (layout.family == CardFamily::Sle4442 && end > 256)
                return layoutError(at, tr("the memory ends at byte 255"));
        }
    }
    return {};
}

} // namespace

Status checkArea(const Layout& layout, const AreaSpec& area, const QString& path) {
    MD_TRY(checkRange(layout, area, path));
    for (qsizetype i = 0; i < area.fields.size(); ++i) {
        MD_TRY(checkField(layout, area, i, path));
        if (area.find(area.fields.at(i).field) != &area.fields.at(i))
            return layoutError(fieldPath(path, i, u"field"),
                               tr("%1 is there already").arg(fieldName(area.fields.at(i).field)));
    }
    MD_TRY(checkBytesOf(area, path));
    const QString check = path + QStringLiteral(".check");
    if (area.check.kind == CheckKind::None && area.role == AreaRole::Purchase)
        return layoutError(check, tr("missing: a torn purchase could not be told from a whole one"));
    if (area.check.kind == CheckKind::None && area.copyKind != CopyKind::None)
        return layoutError(check, tr("missing: two copies without a check can't tell which is whole"));
    const Field count = area.role == AreaRole::Report ? Field::LastCount : Field::PurchaseCount;
    if (area.copyKind == CopyKind::Alternating && !area.find(count))
        return layoutError(path + QStringLiteral(".doubling"),
                           tr("alternating copies need %1, which says the newer one").arg(fieldName(count)));
    return {};
}

} // namespace meterdesk
