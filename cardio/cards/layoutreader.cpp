#include "cardio/cards/layoutreader.h"

#include "cardio/cards/areareader.h"
#include "cardio/cards/jsonguard.h"
#include "cardio/cards/layoutsentences.h"

#include <QJsonArray>
#include <algorithm>

namespace meterdesk {
namespace {

const QMap<QString, Diversification>& methods() {
    static const QMap<QString, Diversification> known{
        {QStringLiteral("none"), Diversification::None},
        {QStringLiteral("an10922-aes-128"), Diversification::An10922Aes128},
        {QStringLiteral("pboc-3des"), Diversification::Pboc3Des},
        {QStringLiteral("sm4"), Diversification::Sm4},
    };
    return known;
}

/// The whole units of the basis in the amount that `text` says.
Result<qint64> amount(const Layout& layout, const QJsonObject& json, const QString& key, const QString& path) {
    if (!json.contains(key))
        return 0;
    return decimalIn(json.value(key).toString(), wholeUnit(layout.basis), path + u'.' + key);
}

Status readLimits(Layout& layout, const QJsonObject& json, const QString& path) {
    MD_GET(step, amount(layout, json, QStringLiteral("step"), path));
    MD_GET(least, amount(layout, json, QStringLiteral("least"), path));
    MD_GET(most, amount(layout, json, QStringLiteral("most"), path));
    MD_GET(held, amount(layout, json, QStringLiteral("mostHeld"), path));
    if (step == 0)
        return layoutError(path + QStringLiteral(".step"), tr("must be more than 0"));
    layout.limits.step = step;
    layout.limits.least = least == 0 ? step : least;
    layout.limits.most = most;
    layout.limits.mostHeld = held;
    const auto whole = [&](qint64 value, const char16_t* key) -> Status {
        if (value % step != 0)
            return layoutError(path + u'.' + QString::fromUtf16(key), tr("not a multiple of the step"));
        return {};
    };
    MD_TRY(whole(layout.limits.least, u"least"));
    MD_TRY(whole(most, u"most"));
    if (most != 0 && most < layout.limits.least)
        return layoutError(path + QStringLiteral(".most"), tr("less than the least"));
    if (held != 0 && held < layout.limits.least)
        return layoutError(path + QStringLiteral(".mostHeld"), tr("less than the least of a purchase"));
    return {};
}

Status readKeys(Layout& layout, const QJsonObject& json, const QString& path) {
    for (auto it = json.begin(); it != json.end(); ++it) {
        const QJsonObject said = it->toObject();
        KeySpec key;
        key.master = said.value(u"master").toString();
        key.method = methods().value(said.value(u"method").toString());
        const QJsonArray parts = said.value(u"diversifier").toArray();
        for (const QJsonValue part : parts)
            key.diversifier << part.toString();
        key.take = said.value(u"take").toInt();
        const QString at = path + u'.' + it.key();
        if ((key.method == Diversification::None) != key.diversifier.isEmpty())
            return layoutError(at + QStringLiteral(".diversifier"), key.diversifier.isEmpty()
                                                                        ? tr("missing: the method needs one")
                                                                        : tr("the method \"none\" has none"));
        layout.keys.insert(it.key(), key);
    }
    return {};
}

Status readTools(Layout& layout, const QJsonObject& json, const QString& path) {
    for (auto it = json.begin(); it != json.end(); ++it) {
        const qint64 code = it->toInt();
        if (!layout.toolCodes.key(code).isEmpty())
            return layoutError(path + u'.' + it.key(), tr("the same number as another tool's"));
        layout.toolCodes.insert(it.key(), code);
    }
    layout.tools = layout.toolCodes.keys();
    std::sort(layout.tools.begin(), layout.tools.end(), [&](const QString& a, const QString& b) {
        return layout.toolCodes.value(a) < layout.toolCodes.value(b);
    });
    return {};
}

/// An area as slot `slot` has it: its places `slot` times the repeat further on.
Result<AreaSpec> forSlot(const Layout& layout, AreaSpec area, int slot, const QJsonObject& every, const QString& path) {
    area.slot = slot;
    for (QList<Place>& copy : area.copies) {
        for (Place& place : copy) {
            if (layout.family == CardFamily::MifareClassic) {
                const MifareBlock from = mifareBlock(place.space);
                const MifareBlock to{from.sector + slot * every.value(u"sectors").toInt(), from.block};
                const std::optional<int> block = absoluteBlock(to);
                if (!block)
                    return layoutError(path + QStringLiteral(".copies"),
                                       tr("slot %1 lies outside of the card or on a trailer").arg(slot));
                place.space = *block;
            } else {
                place.space += slot * every.value(u"sfis").toInt();
                place.offset += slot * every.value(u"bytes").toInt();
            }
        }
    }
    return area;
}

Status readAreas(LayoutDraft& draft, const QJsonObject& json) {
    Layout& layout = draft.layout;
    const QJsonArray areas = json.value(u"areas").toArray();
    const QJsonObject every = json.value(u"slots").toObject().value(u"every").toObject();
    for (qsizetype i = 0; i < areas.size(); ++i) {
        const QString path = QStringLiteral("$.areas[%1]").arg(i);
        MD_GET(area, readAreaSpec(layout, areas.at(i).toObject(), path));
        const bool perSlot = area.role != AreaRole::Identity;
        if (!perSlot && area.slot >= 0)
            return layoutError(path + QStringLiteral(".slot"), tr("an identity belongs to the whole card"));
        if (area.slot >= layout.slotCount)
            return layoutError(path + QStringLiteral(".slot"),
                               tr("slots are numbered 0 to %1").arg(layout.slotCount - 1));
        const bool repeated = perSlot && area.slot < 0;
        if (repeated && layout.slotCount > 1 && every.isEmpty())
            return layoutError(path, tr("names no slot, and slots.every doesn't say how it is repeated"));
        const int first = repeated ? 0 : area.slot;
        const int last = repeated ? layout.slotCount - 1 : area.slot;
        for (int slot = first; slot <= last; ++slot) {
            MD_GET(one, repeated ? forSlot(layout, area, slot, every, path) : Result<AreaSpec>(area));
            layout.areas << one;
            draft.areaPaths << path;
        }
    }
    return {};
}

Status readEvery(const Layout& layout, const QJsonObject& every) {
    const QStringList allowed = layout.family == CardFamily::MifareClassic ? QStringList{QStringLiteral("sectors")}
                                : layout.family == CardFamily::Cpu
                                    ? QStringList{QStringLiteral("sfis"), QStringLiteral("bytes")}
                                    : QStringList{QStringLiteral("bytes")};
    const QStringList keys = every.keys();
    for (const QString& key : keys) {
        if (!allowed.contains(key))
            return layoutError(QStringLiteral("$.slots.every.") + key,
                               tr("means nothing on a %1 card").arg(familyName(layout.family)));
    }
    return {};
}

} // namespace

Result<LayoutDraft> draftLayout(const QJsonObject& json) {
    LayoutDraft draft;
    Layout& layout = draft.layout;
    layout.id = json.value(u"id").toString();
    const QJsonObject titles = json.value(u"title").toObject();
    for (auto it = titles.begin(); it != titles.end(); ++it) {
        const QString title = it->toString();
        // It is shown on terminals, which would take them for commands.
        if (std::any_of(title.begin(), title.end(), [](QChar c) {
                return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
            }))
            return layoutError(QStringLiteral("$.title.") + it.key(), tr("holds characters that can't be shown"));
        layout.titles.insert(it.key(), title);
    }
    layout.tool = json.value(u"kind").toString() == u"tool";
    layout.family = familyFromName(json.value(u"family").toString()).value_or(CardFamily::Cpu);
    layout.basis = basisFromName(json.value(u"basis").toString()).value_or(CreditBasis::Quantity);
    layout.needs4k = json.value(u"size").toString() == u"4k";
    const auto belongsTo = [&](const char16_t* key, CardFamily family) -> Status {
        if (json.contains(QStringView(key)) && layout.family != family)
            return layoutError(QStringLiteral("$.") + QString::fromUtf16(key),
                               tr("means nothing on a %1 card").arg(familyName(layout.family)));
        return {};
    };
    MD_TRY(belongsTo(u"size", CardFamily::MifareClassic));
    MD_TRY(belongsTo(u"application", CardFamily::Cpu));
    MD_TRY(belongsTo(u"purse", CardFamily::Cpu));
    const QJsonArray meters = json.value(u"meters").toArray();
    for (const QJsonValue meter : meters)
        layout.kinds << meterKindFromName(meter.toString()).value_or(MeterKind::Water);
    const QJsonObject count = json.value(u"count").toObject();
    if (count.contains(u"digits")) {
        layout.countModulus = 1;
        for (int digit = 0; digit < count.value(u"digits").toInt(); ++digit)
            layout.countModulus *= 10;
    } else {
        layout.countModulus = qint64(1) << count.value(u"bits").toInt(16);
    }
    layout.application = QByteArray::fromHex(json.value(u"application").toString().toLatin1());
    if (json.contains(u"purse")) {
        MD_GET(scale, readScale(layout, json.value(u"purse").toObject(), QStringLiteral("$.purse")));
        layout.purse = PurseSpec{scale};
    }
    if (json.contains(u"limits"))
        MD_TRY(readLimits(layout, json.value(u"limits").toObject(), QStringLiteral("$.limits")));
    MD_TRY(readKeys(layout, json.value(u"keys").toObject(), QStringLiteral("$.keys")));
    MD_TRY(readTools(layout, json.value(u"tools").toObject(), QStringLiteral("$.tools")));
    const QJsonObject slots_ = json.value(u"slots").toObject();
    layout.slotCount = slots_.value(u"count").toInt(1);
    MD_TRY(readEvery(layout, slots_.value(u"every").toObject()));
    MD_TRY(readAreas(draft, json));
    for (const AreaSpec& area : layout.areas) {
        for (const QList<Place>& copy : area.copies) {
            for (const Place& place : copy) {
                const int sector = mifareBlock(place.space).sector;
                if (layout.family == CardFamily::MifareClassic && !layout.sectors.contains(sector))
                    layout.sectors << sector;
            }
        }
    }
    std::sort(layout.sectors.begin(), layout.sectors.end());
    return draft;
}

} // namespace meterdesk
