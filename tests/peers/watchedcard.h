// A virtual card that tells of each command before it does it. Threads: as ServedCard; the telling happens on the
// thread of the link to the card service.
#pragma once

#include "tests/bench/servedcard.h"

#include <functional>

namespace meterdesk::test {

class WatchedCard : public bench::ServedCard {
public:
    WatchedCard(std::shared_ptr<simulator::VirtualCard> card, std::function<void(int)> onCommand)
        : ServedCard(std::move(card)), m_onCommand(std::move(onCommand)) {}
    /// The n-th command, from 1.
    QByteArray transmit(const QByteArray& apdu) override {
        m_onCommand(++m_commands);
        return ServedCard::transmit(apdu);
    }

private:
    std::function<void(int)> m_onCommand;
    int m_commands = 0;
};

} // namespace meterdesk::test
