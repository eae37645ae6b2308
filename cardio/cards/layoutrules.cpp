// Rules for a layout as a whole.
#include "cardio/cards/layoutrules.h"

#include "cardio/cards/fieldcodec.h"
#include "cardio/cards/jsonguard.h"
#include "cardio/cards/layoutsentences.h"

#include <algorithm>
#include <limits>

namespace meterdesk {
namespace {

constexpr qint64 purseSteps = 0xFFFFFFFFLL; // four bytes in INITIALIZE FOR LOAD

QString keyPath(const QString& use) {
    return QStringLiteral("$.keys.") + use;
}

QStringList neededUses(const Layout& layout) {
    QStringList uses;
    if (layout.family == CardFamily::Cpu)
        uses << QStringLiteral("file-mac");
    if (layout.purse)
        uses << QStringLiteral("purse-load") << QStringLiteral("purse-debit") << QStringLiteral("purse-tac");
    if (layout.family == CardFamily::MifareClassic)
        uses << QStringLiteral("key-a") << QStringLiteral("key-b");
    if (layout.family == CardFamily::Sle4442)
        uses << QStringLiteral("psc");
    const auto cmac = [](const AreaSpec& area) { return area.check.kind == CheckKind::AesCmac; };
    if (std::any_of(layout.areas.begin(), layout.areas.end(), cmac))
        uses << QStringLiteral("record-mac");
    return uses;
}

/// Bytes of the card's id, or nothing where the layout doesn't say the card's number.
std::optional<int> idLength(const Layout& layout) {
    if (layout.family != CardFamily::Sle4442)
        return layout.family == CardFamily::Cpu ? 8 : 4;
    for (const AreaSpec& area : layout.areas) {
        if (const FieldSpec* number = area.find(Field::CardNumber))
            return number->encoding == Encoding::Bcd || number->encoding == Encoding::BcdLE
                       ? number->length
                       : number->length / 2; // two digits make a byte
    }
    return std::nullopt;
}

Status checkKey(const Layout& layout, const QString& use, const KeySpec& key) {
    const bool sectorKey = use == u"key-a" || use == u"key-b";
    const int wanted = sectorKey ? 6 : use == u"psc" ? 3 : 16;
    int length = 0;
    for (const QString& part : key.diversifier) {
        if (part == u"sector" && !sectorKey)
            return layoutError(keyPath(use) + QStringLiteral(".diversifier"), tr("this key has no sector"));
        length += part == u"id" ? idLength(layout).value_or(0) : part == u"sector" ? 1 : int(part.size()) / 2;
    }
    const QString at = keyPath(use) + QStringLiteral(".diversifier");
    const bool blocks = key.method == Diversification::Pboc3Des || key.method == Diversification::Sm4;
    if (blocks && length != 8)
        return layoutError(at, tr("%1 bytes; the method takes 8").arg(length));
    if (key.method == Diversification::An10922Aes128 && length > 31)
        return layoutError(at, tr("%1 bytes; the method takes at most 31").arg(length));
    if (key.take != 0 ? key.take != wanted : wanted != 16)
        return layoutError(keyPath(use) + QStringLiteral(".take"), tr("this key has %1 bytes").arg(wanted));
    return {};
}

Status requireField(const AreaSpec& area, Field field, const QString& path) {
    if (!area.find(field))
        return layoutError(path + QStringLiteral(".fields"), tr("%1 is missing").arg(fieldName(field)));
    return {};
}

Status checkSlots(const LayoutDraft& draft) {
    const Layout& layout = draft.layout;
    for (qsizetype i = 0; i < layout.areas.size(); ++i) {
        const AreaSpec& area = layout.areas.at(i);
        const QString& path = draft.areaPaths.at(i);
        if (layout.area(area.role, area.slot) != &area)
            return layoutError(path + QStringLiteral(".role"), tr("there is one such area already"));
        if (area.role == AreaRole::Report)
            MD_TRY(requireField(area, Field::LastCount, path));
        if (area.role != AreaRole::Purchase)
            continue;
        MD_TRY(requireField(area, Field::PurchaseCount, path));
        MD_TRY(requireField(area, Field::MeterNumber, path));
        if (!layout.purse)
            MD_TRY(requireField(area, Field::PurchaseAmount, path));
    }
    for (int slot = 0; slot < layout.slotCount; ++slot) {
        if (!layout.area(AreaRole::Purchase, slot))
            return layoutError(QStringLiteral("$.slots"), tr("slot %1 has no purchase area").arg(slot));
    }
    if (layout.purse && layout.slotCount != 1)
        return layoutError(QStringLiteral("$.slots.count"), tr("a purse serves one meter"));
    return {};
}

Status checkTool(const LayoutDraft& draft) {
    const Layout& layout = draft.layout;
    if (layout.tools.isEmpty())
        return layoutError(QStringLiteral("$.tools"), tr("missing: which tools this card can be"));
    if (layout.slotCount != 1 || layout.purse)
        return layoutError(QStringLiteral("$.kind"), tr("a tool has no slots and no purse"));
    for (qsizetype i = 0; i < layout.areas.size(); ++i) {
        if (layout.areas.at(i).role != AreaRole::Identity || i > 0)
            return layoutError(draft.areaPaths.at(i) + QStringLiteral(".role"),
                               tr("a tool has one area, its identity"));
    }
    return requireField(layout.areas.first(), Field::ToolKind, draft.areaPaths.first());
}

Status checkWidth(Layout& layout, qint64 steps, qint64 scale, const QString& what) {
    SaleLimits& limits = layout.limits;
    if (scale > std::numeric_limits<qint64>::max() / steps)
        return layoutError(QStringLiteral("$.purse.scale"),
                           QStringLiteral("the largest value of %1 would not fit 63 bits").arg(what));
    if (limits.step % scale != 0)
        return layoutError(QStringLiteral("$.limits.step"), tr("no multiple of what one step of %1 means").arg(what));
    const qint64 room = steps * scale / limits.step * limits.step;
    if (limits.least > room)
        return layoutError(QStringLiteral("$.limits.least"), tr("does not fit %1").arg(what));
    if (limits.most > room)
        return layoutError(QStringLiteral("$.limits.most"), tr("does not fit %1").arg(what));
    return {};
}

/// A sale that is allowed must fit the card; what isn't limited is limited by the card.
Status checkLimits(Layout& layout) {
    SaleLimits& limits = layout.limits;
    qint64 most = limits.most;
    const auto lower = [](qint64& limit, qint64 to) { limit = limit == 0 ? to : std::min(limit, to); };
    if (layout.purse) {
        MD_TRY(checkWidth(layout, purseSteps, layout.purse->scale, tr("the purse")));
        lower(most, purseSteps * layout.purse->scale / limits.step * limits.step);
    }
    for (const AreaSpec& area : layout.areas) {
        if (const FieldSpec* amount = area.find(Field::PurchaseAmount)) {
            MD_TRY(checkWidth(layout, *largestRaw(*amount), amount->scale, fieldName(amount->field)));
            lower(most, *largestRaw(*amount) * amount->scale / limits.step * limits.step);
        }
        if (const FieldSpec* total = area.find(Field::TotalPurchased)) {
            MD_TRY(checkWidth(layout, *largestRaw(*total), total->scale, fieldName(total->field)));
            lower(limits.mostTotal, *largestRaw(*total) * total->scale);
        }
    }
    limits.most = most;
    return {};
}

} // namespace

Status checkPlaces(const LayoutDraft& draft) {
    struct Taken {
        Place place;
        qsizetype area = 0, copy = 0;
    };
    QList<Taken> taken;
    const Layout& layout = draft.layout;
    for (qsizetype a = 0; a < layout.areas.size(); ++a) {
        const AreaSpec& area = layout.areas.at(a);
        for (qsizetype c = 0; c < area.copies.size(); ++c) {
            for (const Place& place : area.copies.at(c)) {
                for (const Taken& other : taken) {
                    const bool meet = place.offset < other.place.offset + other.place.length &&
                                      other.place.offset < place.offset + place.length;
                    // A block is written as a whole: what shares it would be torn along.
                    const bool shared = layout.family == CardFamily::MifareClassic;
                    if (place.space == other.place.space && (meet || shared))
                        return layoutError(QStringLiteral("%1.copies[%2]").arg(draft.areaPaths.at(a)).arg(c),
                                           tr("%1 area \"%2\"%3")
                                               .arg(meet ? tr("overlaps") : tr("shares a block with"),
                                                    layout.areas.at(other.area).name,
                                                    area.slot > 0 ? tr(" (as slot %1)").arg(area.slot) : QString()));
                }
                taken << Taken{place, a, c};
            }
        }
    }
    return {};
}

Status checkKeys(const Layout& layout) {
    const QStringList uses = neededUses(layout);
    for (const QString& use : uses) {
        if (!layout.keys.contains(use))
            return layoutError(keyPath(use), tr("missing"));
    }
    for (auto it = layout.keys.begin(); it != layout.keys.end(); ++it) {
        if (!uses.contains(it.key()))
            return layoutError(keyPath(it.key()), tr("nothing on this card uses it"));
        MD_TRY(checkKey(layout, it.key(), it.value()));
    }
    return {};
}

Status checkLayout(LayoutDraft& draft) {
    Layout& layout = draft.layout;
    for (qsizetype i = 0; i < layout.areas.size(); ++i)
        MD_TRY(checkArea(layout, layout.areas.at(i), draft.areaPaths.at(i)));
    MD_TRY(checkPlaces(draft));
    if (layout.family == CardFamily::Cpu && layout.application.isEmpty())
        return layoutError(QStringLiteral("$.application"), tr("missing: the AID to select"));
    if (layout.family == CardFamily::Sle4442) {
        const AreaSpec* identity = layout.area(AreaRole::Identity);
        const FieldSpec* number = identity ? identity->find(Field::CardNumber) : nullptr;
        if (!number || number->pad != Pad::None)
            return layoutError(QStringLiteral("$.areas"),
                               tr("the identity needs cardNumber with pad \"none\": the chip has no number"));
    }
    MD_TRY(checkKeys(layout));
    if (layout.tool)
        return checkTool(draft);
    if (!layout.tools.isEmpty())
        return layoutError(QStringLiteral("$.tools"), tr("only a layout of kind tool has tools"));
    MD_TRY(checkSlots(draft));
    return checkLimits(layout);
}

} // namespace meterdesk
