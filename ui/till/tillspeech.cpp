#include "ui/till/tillspeech.h"

#include "ui/common/messagebar.h"
#include "ui/till/cardactions.h"
#include "ui/till/customerpanel.h"
#include "ui/till/salepanel.h"
#include "ui/till/tillpanels.h"

namespace meterdesk {

void TillSpeech::tellFinding(CardFinding finding) {
    MessageBar::Matter matter;
    matter.card = true;
    // Said anew when another meter is marked: what can be done with a blank card hangs on it.
    const auto next = [finding, customer = m_panels.customer, actions = m_panels.actions] {
        const CustomerMeter* meter = customer->meter();
        if (finding == CardFinding::Blank && meter)
            return meter->card ? tr("Press F8 to use it in place of the lost one.")
                               : tr("Press F8 to issue it for this meter.");
        if (finding == CardFinding::Unregistered && meter && !meter->card && actions->isManager())
            return tr("Press F8 to take it into the books for this meter.");
        return findingNext(finding);
    };
    m_panels.message->say(
        [finding, next] {
            return Saying{findingText(finding), next(),
                          finding == CardFinding::Blank ? theme::Tone::Accent : theme::Tone::Warning};
        },
        matter);
}

void TillSpeech::tellOtherCard() {
    MessageBar::Matter matter;
    matter.card = true;
    m_panels.message->say(
        [] {
            return Saying{tr("The card on the reader is another account's."),
                          tr("Lay the meter's own card on the reader."), theme::Tone::Warning};
        },
        matter);
}

void TillSpeech::tellNoCardYet() {
    MessageBar::Matter matter;
    matter.card = m_card.isThere();
    if (const CustomerMeter* meter = m_panels.customer->meter())
        matter.meter = meter->meter.number;
    m_panels.message->say(
        [] {
            return Saying{tr("This meter has no card yet."),
                          tr("Lay a blank card on the reader and press F8 to issue it."), theme::Tone::Warning};
        },
        matter);
}

void TillSpeech::tellWhyNotSold() {
    const CustomerMeter* meter = m_panels.customer->meter();
    const std::optional<CardView>& card = m_card.view();
    const bool noNews = card ? card->finding == CardFinding::Ours : m_card.whyUnread().code == ErrorCode::NoCard;
    if (noNews && meter && !meter->card)
        tellNoCardYet();
    else if (!card)
        m_panels.message->say(m_card.whyUnread());
    else if (card->finding == CardFinding::Ours)
        tellOtherCard();
    else
        tellFinding(card->finding);
}

void TillSpeech::tellFailure(const Failure& failure) {
    MessageBar::Matter matter;
    if (failure.about && isOpen(failure.about->order.state))
        matter.order = failure.about->order.id;
    m_panels.message->say([failure] { return failure.saying(); }, matter);
}

void TillSpeech::tellOrders(const std::function<QString()>& sentence, const QList<OpenOrder>& orders,
                            const Mended& mended) {
    MessageBar::Matter matter;
    for (const OpenOrder& each : orders)
        if (isOpen(each.order.state))
            matter.order = each.order.id;
    m_panels.message->say(
        [sentence, orders, mended] {
            Saying saying;
            QStringList lines;
            for (const OpenOrder& each : orders) {
                lines << sentence().arg(orderWords(each), stateText(each.order.state));
                if (each.unfinished) {
                    saying.tone = theme::Tone::Warning;
                    saying.next = unfinishedText();
                }
                if (!isOpen(each.order.state))
                    continue;
                saying.tone = theme::Tone::Warning;
                saying.next = each.order.state == OrderState::NotDelivered
                                  ? tr("Write it again (F10) or give the money back (F11).")
                                  : openOrderSaying(each).next;
            }
            if (mended)
                lines << mendedText(mended);
            saying.message = lines.join(QLatin1Char('\n'));
            return saying;
        },
        matter);
    for (const OpenOrder& each : orders)
        m_panels.sale->showOutcome(each.order, each.meter, each.unfinished);
}

void TillSpeech::tellMended(const Mended& mended) {
    // How much is to be given back may stand there, and still holds.
    m_panels.message->amend([mended](Saying& saying) {
        saying.message += (saying.message.isEmpty() ? QString() : QStringLiteral("\n")) + mendedText(mended);
        if (saying.next == unfinishedText() || saying.next == unfinishedText(true)) {
            saying.next.clear();
            saying.tone = theme::Tone::Good;
        }
    });
}

void TillSpeech::tellReversed(const OpenOrder& open, Money change) {
    m_panels.message->say([open, change] {
        QString text =
            tr("Give %1 yuan back to %2: the order is reversed.").arg(toString(open.order.paid), open.apartment);
        if (change.fen > 0)
            text += QLatin1Char('\n') + tr("And the change from before: %1 yuan.").arg(toString(change));
        return open.unfinished ? Saying{text, unfinishedText(true), theme::Tone::Warning} : Saying{text};
    });
    m_panels.sale->showOutcome(open.order, open.meter);
}

void TillSpeech::tellBusy(const std::function<QString()>& next) {
    m_panels.message->say([next, selling = m_panels.sale->isSelling()] {
        return Saying{selling ? tr("A sale is under way.") : tr("Work with the card is under way."), next(),
                      theme::Tone::Warning};
    });
}

} // namespace meterdesk
