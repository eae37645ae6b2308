// A virtual card that lies in a reader and may still be put into its meter: each call under one lock, because the link
// to the card service answers on a thread of its own. Threads: any.
#pragma once

#include "cardio/simulator/virtualcard.h"

#include <mutex>

namespace meterdesk::bench {

class ServedCard : public simulator::VirtualCard {
public:
    explicit ServedCard(std::shared_ptr<simulator::VirtualCard> card) : m_card(std::move(card)) {}

    QString family() const override { return m_card->family(); }
    QString id() const override { return m_card->id(); }
    QByteArray atr() const override { return m_card->atr(); }
    void powerOn() override {
        const std::lock_guard lock(m_mutex);
        m_card->powerOn();
    }
    QByteArray transmit(const QByteArray& apdu) override {
        const std::lock_guard lock(m_mutex);
        return m_card->transmit(apdu);
    }
    QByteArray transmitTorn(const QByteArray& apdu, int bytesWritten) override {
        const std::lock_guard lock(m_mutex);
        return m_card->transmitTorn(apdu, bytesWritten);
    }
    QByteArray transmitWrongKey(const QByteArray& apdu) override {
        const std::lock_guard lock(m_mutex);
        return m_card->transmitWrongKey(apdu);
    }
    QByteArray peek(int space, int offset, int length) const override {
        const std::lock_guard lock(m_mutex);
        return m_card->peek(space, offset, length);
    }
    bool poke(int space, int offset, const QByteArray& bytes) override {
        const std::lock_guard lock(m_mutex);
        return m_card->poke(space, offset, bytes);
    }
    bool restore(const QJsonObject& saved) override {
        const std::lock_guard lock(m_mutex);
        return m_card->restore(saved);
    }
    QJsonObject save() const override {
        const std::lock_guard lock(m_mutex);
        return m_card->save();
    }
    std::unique_ptr<VirtualCard> clone() const override {
        const std::lock_guard lock(m_mutex);
        return m_card->clone();
    }

private:
    std::shared_ptr<simulator::VirtualCard> m_card;
    mutable std::mutex m_mutex;
};

} // namespace meterdesk::bench
