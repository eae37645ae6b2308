#include "cardio/cards/cardsessionkeys.h"

namespace meterdesk {

QByteArray cardIdBytes(const QString& cardId) {
    return QByteArray::fromHex(cardId.toLatin1());
}

Status keysThere(const Layout& layout, const KeyRing& keys, int keyVersion, bool takingOff) {
    for (auto key = layout.keys.begin(); key != layout.keys.end(); ++key)
        if ((takingOff || key.key() != u"purse-debit") && !keys.has(key->master, keyVersion))
            return fail(ErrorCode::KeysMissing, QStringLiteral("%1 %2").arg(key->master).arg(keyVersion));
    return {};
}

Result<Secret> layoutKey(const Layout& layout, const QString& use, const KeyRing& keys, int keyVersion,
                         const QString& cardId, int sector) {
    const auto spec = layout.keys.constFind(use);
    if (spec == layout.keys.constEnd())
        return fail(ErrorCode::LayoutInvalid, QStringLiteral("%1: keys.%2").arg(layout.id, use));
    QByteArray diversifier;
    for (const QString& part : spec->diversifier) {
        if (part == u"id")
            diversifier += cardIdBytes(cardId);
        else if (part == u"sector")
            diversifier += static_cast<char>(sector);
        else
            diversifier += QByteArray::fromHex(part.toLatin1());
    }
    Result<Secret> key = keys.cardKey(spec->master, keyVersion, spec->method, diversifier);
    if (!key || spec->take <= 0 || static_cast<std::size_t>(spec->take) >= key->size())
        return key;
    return Secret::copyOf(key->bytes().first(static_cast<std::size_t>(spec->take)));
}

} // namespace meterdesk
