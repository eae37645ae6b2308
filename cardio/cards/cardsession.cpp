#include "cardio/cards/cardsession.h"

#include "cardio/cards/cpusession.h"
#include "cardio/cards/mifaresession.h"
#include "cardio/cards/slesession.h"

#include <QCoreApplication>

namespace meterdesk {
namespace {

constexpr qsizetype storageNameAt = 13; // PC/SC part 3, 3.1.3.2.3: RID, standard, then two bytes of card name

bool isStorageCard(const QByteArray& atr) {
    return atr.size() > storageNameAt + 1 && atr.at(0) == '\x3B' &&
           atr.mid(4, 8) == QByteArray::fromHex("804F0CA000000306");
}

bool isSle4442(const QByteArray& atr) {
    return atr == QByteArray::fromHex("3B04A2131091") || atr == QByteArray::fromHex("3B0492231091");
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
    if (isSle4442(atr))
        return SleSession::open(channel);
    if (atr.size() >= 2 && (atr.at(0) == '\x3B' || atr.at(0) == '\x3F')) // ISO 7816-3: it talks by itself
        return std::make_unique<CpuSession>(channel);
    return fail(ErrorCode::CardUnsupported, QStringLiteral("ATR %1").arg(QString::fromLatin1(atr.toHex().toUpper())));
}

Error tornIssue() {
    return {ErrorCode::CardNotBlank,
            QCoreApplication::translate("CardDesk", "what an issue torn half-way leaves (scrap this card)")};
}

Purse* purseOf(CardSession& session) {
    auto* cpu = dynamic_cast<CpuSession*>(&session);
    return cpu == nullptr ? nullptr : cpu->purse();
}

} // namespace meterdesk
