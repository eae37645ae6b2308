// What the till says in its message bar of the card on the reader, of orders and of what failed: in words, with the
// next step, and whose news it is.
//
// Threads: GUI.
#pragma once

#include "ui/till/cardonreader.h"
#include "ui/till/openorder.h"

#include <QCoreApplication>
#include <functional>

namespace meterdesk {

class TillPanels;

class TillSpeech {
    Q_DECLARE_TR_FUNCTIONS(meterdesk::TillSpeech)
public:
    /// Both outlive this.
    TillSpeech(TillPanels& panels, const CardOnReader& card) : m_panels(panels), m_card(card) {}

    void tellFinding(CardFinding finding);
    /// Why nothing was sold to whom is served with the card that lies there.
    void tellWhyNotSold();
    /// One line for each order, and what was mended; `sentence` answers one that has the order at %1 and its state at
    /// %2. The sale's own last line follows.
    void tellOrders(const std::function<QString()>& sentence, const QList<OpenOrder>& orders,
                    const Mended& mended = {});
    void tellMended(const Mended& mended);
    void tellFailure(const Failure& failure);
    void tellReversed(const OpenOrder& open, Money change);
    /// What has to be waited for before what `next` says.
    void tellBusy(const std::function<QString()>& next);

private:
    void tellOtherCard();
    void tellNoCardYet(); // of the meter marked

    TillPanels& m_panels;
    const CardOnReader& m_card;
};

} // namespace meterdesk
