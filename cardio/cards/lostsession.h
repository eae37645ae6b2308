// Stands for the session with a card that couldn't be powered up again: every call says what was wrong then. Threads:
// as CardSession.
#pragma once

#include "cardio/cards/cardsession.h"

namespace meterdesk {

class LostSession : public CardSession {
public:
    /// `family`: as it was while the card could be spoken to.
    LostSession(CardFamily family, Error why) : m_family(family), m_why(std::move(why)) {}
    CardFamily family() const override { return m_family; }
    QString cardId() const override { return {}; }
    Status use(const Layout&, const KeyRing&, int) override { return failed(); }
    Result<QByteArray> read(const Place&) override { return failed(); }
    Status write(const Place&, const QByteArray&) override { return failed(); }
    Status writable() override { return failed(); }
    Status armKeys() override { return failed(); }
    bool blank() const override { return false; }
    bool touched() const override { return true; } // who knows

private:
    tl::unexpected<Error> failed() const { return tl::unexpected<Error>(m_why); }
    const CardFamily m_family;
    const Error m_why;
};

} // namespace meterdesk
