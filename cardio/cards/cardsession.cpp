#include "cardio/cards/cardsession.h"

#include "cardio/cards/mifaresession.h"

namespace meterdesk {
namespace {

constexpr qsizetype storageNameAt = 13; // PC/SC part 3, 3.1.3.2.3: RID, standard, then two bytes of card name

bool isStorageCard(const QByteArray& atr) {
    return atr.size() > storageNameAt + 1 && atr.at(0) == '\x3B' &&
           atr.mid(4, 8) == QByteArray::fromHex("804F0CA000000306");
}

Result<std::unique_ptr<CardSession>> openStorageCard(CardChannel& channel, const QByteArray& name) {
    if (name == QByteArray::fromHex("0001"))
        return MifareSession::open(channel, 64);
    if (name == QByteArray::fromHex("0002"))
        return MifareSession::open(channel, 256);
    if (name == QByteArray::fromHex("0003"))
        return fail(ErrorCode::CardUnsupported, QStringLiteral("MIFARE Ultralight"));
    if (name == QByteArray::fromHex("0026"))
        return fail(ErrorCode::CardUnsupported, QStringLiteral("MIFARE Mini"));
    return fail(ErrorCode::CardUnsupported,
                QStringLiteral("PC/SC %1").arg(QString::fromLatin1(name.toHex().toUpper())));
}

} // namespace

Result<std::unique_ptr<CardSession>> openCard(CardChannel& channel) {
    const QByteArray atr = channel.atr();
    if (isStorageCard(atr))
        return openStorageCard(channel, atr.mid(storageNameAt, 2));
    return fail(ErrorCode::CardUnsupported, QStringLiteral("ATR %1").arg(QString::fromLatin1(atr.toHex().toUpper())));
}

} // namespace meterdesk
