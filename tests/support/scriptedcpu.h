// A scripted CPU card up to its selected application.
#pragma once

#include "cardio/cards/cardsession.h"
#include "tests/support/cardlayouts.h"
#include "tests/support/scriptedcard.h"

namespace meterdesk::test {

inline constexpr const char* cpuAtr = "3B6800000000000000000000";
inline constexpr const char* selectApplication = "00 A4 04 00 09 A00000000386980701";
inline constexpr const char* readPublic = "00 B0 95 00 1E";
inline constexpr const char* publicFile = "0001 0002 0003 0000 01 02 0304 1122334455667788 20260101 20361231 0001 9000";

inline ScriptedCard& selected(ScriptedCard& card) {
    return card.on(selectApplication, "6F00 9000").on(readPublic, publicFile);
}

inline std::unique_ptr<CardSession> openedCpu(ScriptedCard& card, const KeyRing& keys, int keyVersion = 1) {
    auto session = openCard(card);
    if (!session || !(*session)->use(cpuLayout(), keys, keyVersion))
        return nullptr;
    return std::move(*session);
}

} // namespace meterdesk::test
