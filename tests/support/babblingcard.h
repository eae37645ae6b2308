// A card whose answers are somebody's bytes, and everything that a session can be asked for, played against it.
#pragma once

#include "cardio/cards/cardsession.h"
#include "tests/support/cardlayouts.h"

namespace meterdesk::test {

/// Of the bytes: the first chooses the family and how much is believable; then each answer is a length byte and that
/// many bytes (the rest where there are fewer), until none are left; then the card is gone.
class BabblingCard : public CardChannel {
public:
    explicit BabblingCard(QByteArray bytes) : m_bytes(std::move(bytes)) { m_choice = next(); }

    QByteArray atr() const override {
        switch (m_choice % 4) {
        case 0:
            return QByteArray::fromHex("3B8F8001804F0CA000000306030001000000006A");
        case 1:
            return QByteArray::fromHex("3B04A2131091");
        case 2:
            return QByteArray::fromHex("3B6800000000000000000000");
        default:
            return m_bytes.mid(1, 24);
        }
    }
    Layout layout() const { return m_choice % 4 == 0 ? mifareLayout() : m_choice % 4 == 1 ? sleLayout() : cpuLayout(); }
    Result<CardReply> transmit(const QByteArray& apdu) override {
        ++m_sent;
        if (m_at >= m_bytes.size())
            return fail(ErrorCode::CardRemoved);
        // Mostly 9000 and as many bytes as asked for, so that babble gets past the doors.
        const int shape = next();
        CardReply reply;
        reply.sw = 0x9000;
        qsizetype length = shape >> 2;
        if ((shape & 1) == 0 && apdu.size() == 5)
            length = static_cast<unsigned char>(apdu.back());
        if ((shape & 3) == 3)
            reply.sw = static_cast<quint16>(next() << 8 | next());
        reply.data = m_bytes.mid(m_at, length);
        m_at += reply.data.size();
        return reply;
    }
    bool dead() const override { return m_at >= m_bytes.size(); }
    qint64 sent() const override { return m_sent; }

private:
    int next() { return m_at < m_bytes.size() ? static_cast<unsigned char>(m_bytes.at(m_at++)) : 0; }
    QByteArray m_bytes;
    qsizetype m_at = 0;
    int m_choice = 0;
    qint64 m_sent = 0;
};

/// Everything once. How many commands were sent; it ends because a card that has nothing left to say is gone.
inline qint64 playAll(const QByteArray& bytes, const KeyRing& keys) {
    BabblingCard card(bytes);
    auto opened = openCard(card);
    if (!opened)
        return card.sent();
    CardSession& session = **opened;
    const Layout layout = card.layout();
    const Status used = session.use(layout, keys, 1);
    for (const AreaSpec& area : layout.areas)
        for (const Place& place : area.copies.first()) {
            const auto stands = session.read(place);
            if (stands && stands->size() != place.length)
                qFatal("a read of %d bytes gave %d", place.length, int(stands->size()));
            const Status written = session.write(place, stands ? *stands : QByteArray(place.length, '\x11'));
            if (written && !used)
                qFatal("written without keys");
        }
    const QByteArray terminal(6, '\x01'), stamp(7, '\x20');
    if (Purse* purse = purseOf(session)) {
        const auto balance = purse->balance();
        if (balance && (*balance < 0 || *balance > 0xFFFFFFFFLL))
            qFatal("a balance out of four bytes");
        const auto offer = purse->initializeForLoad(100, terminal);
        const PurchaseOffer purchase =
            purse->initializeForPurchase(1, terminal).value_or(std::nullopt).value_or(PurchaseOffer{});
        if (purse->creditForLoad(offer ? *offer : LoadOffer{}, 100, terminal, stamp) ||
            purse->proveLoad(1, 100, 100, terminal, stamp).value_or(TransactionProof{}).whose ==
                TransactionProof::Whose::Ours ||
            purse->debit(purchase, 1, terminal, stamp))
            qFatal("babble was believed");
    }
    const Status armed = session.armKeys();
    Q_UNUSED(armed)
    return card.sent();
}

} // namespace meterdesk::test
