// What the sale does; how its panel is put together: salepanellayout.cpp.
#include "ui/till/salepanel.h"

#include "ui/common/announce.h"
#include "ui/common/theme.h"
#include "ui/till/stepview.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>

namespace meterdesk {

void SalePanel::retranslate() {
    m_title->setText(tr("TOP UP"));
    m_amount->setAccessibleName(tr("Amount"));
    m_confirm->setText(tr("Sell"));
    m_receipt->setText(tr("Receipt  (F6)"));
    m_steps->retranslate();
    recolour();
    refresh();
}

void SalePanel::recolour() {
    m_steps->retranslate();
    tellQuote();
    tellResult();
}

void SalePanel::setMeter(const CustomerMeter* meter) {
    const bool before = m_unloaded;
    m_hasCard = meter && meter->card;
    m_unloaded =
        meter && !meter->purse && !meter->orders.isEmpty() && meter->orders.first().state == OrderState::Delivered;
    const std::optional<Meter> wanted = meter ? std::optional<Meter>(meter->meter) : std::nullopt;
    m_next = wanted;
    // The sale goes on to its end whatever is looked at meanwhile.
    if (m_state == State::Selling)
        return;
    serve(wanted);
    if (m_unloaded != before)
        tellQuote(); // the amount may stay, what is said of it doesn't
    if (meter)
        follow(meter->orders);
}

void SalePanel::follow(const QList<CreditOrder>& orders) {
    if (m_state != State::Done)
        return;
    if (m_failed && m_failed->error.code == ErrorCode::CardNotLoaded && !orders.isEmpty() &&
        orders.first().state == OrderState::Loaded) {
        forgetResult(); // the meter has loaded it since
        return;
    }
    for (const CreditOrder& order : orders)
        if (m_order && order.id == m_order->id && order.state != m_order->state) {
            m_order = order;
            tellResult();
        }
}

void SalePanel::forgetResult() {
    m_failed.reset();
    m_order.reset();
    m_sold = noId;
    m_steps->reset();
    m_state = m_meter ? State::Ready : State::Idle;
    tellResult();
    refresh();
}

void SalePanel::serve(const std::optional<Meter>& meter) {
    const bool same = meter && m_meter && meter->id == m_meter->id;
    m_meter = meter;
    if (same) {
        refresh();
        return;
    }
    m_state = m_meter ? State::Ready : State::Idle;
    m_byMoney = true;
    ++m_token; // a price that is still on its way was for the other meter
    m_quote.reset();
    m_refused.reset();
    m_enterWaits = false;
    m_onlyCustomerKnows = false;
    m_amount->clear();
    m_failed.reset();
    m_order.reset();
    m_sold = noId;
    m_limits.reset();
    m_steps->reset();
    tellQuote();
    tellResult();
    refresh();
    const std::optional<CreditOrder> settled = std::exchange(m_settled, std::nullopt);
    if (settled && m_meter && settled->meterId == m_meter->id)
        showOutcome(*settled, *m_meter, m_settledUnfinished);
}

void SalePanel::setCard(CardIs card) {
    m_cardBeingRead = card == CardIs::BeingRead;
    if (m_cardBeingRead)
        return; // what it was before stays so, until it is known
    const bool there = card == CardIs::Fit;
    // Laid on again: what it failed at before is no news any more.
    if (there && !m_cardThere && m_state == State::Done && m_failed)
        forgetResult();
    m_cardThere = there;
    if (!there)
        m_onlyCustomerKnows = false; // the customer may be on the way to the meter
    refresh();
    if (m_enterWaits)
        sell();
}

void SalePanel::showCard(const QString& uid) {
    m_cardLying = uid;
    if (m_state == State::Done && uid != m_resultsCard)
        forgetResult();
}

void SalePanel::focusAmount() {
    // Where the cashier types already, selecting would let the next digit wipe the ones before it.
    if (m_amount->isEnabled() && !m_amount->hasFocus()) {
        m_amount->setFocus(Qt::OtherFocusReason);
        selectAmount();
    }
}

void SalePanel::selectAmount() {
    m_amount->selectAll();
}

Result<SaleAsked> SalePanel::asked() const {
    SaleAsked asked;
    if (m_byMoney) {
        MD_GET(money, parseMoney(m_amount->text()));
        asked.pay = money;
    } else {
        MD_GET(quantity, parseQuantity(m_amount->text()));
        asked.quantity = quantity;
    }
    return asked;
}

void SalePanel::askQuote() {
    // Whatever Enter meant before, it meant the amount that stood here then.
    m_enterWaits = false;
    m_onlyCustomerKnows = false;
    m_quote.reset();
    m_refused.reset();
    tellQuote();
    ++m_token;
    if (m_state == State::Done) {
        m_state = State::Ready;
        m_failed.reset();
        m_order.reset();
        tellResult();
        m_steps->reset();
    }
    if (!m_meter || m_amount->text().trimmed().isEmpty()) {
        refresh();
        return;
    }
    const Result<SaleAsked> sale = asked();
    if (!sale)
        setQuote(m_token, tl::unexpected(sale.error()));
    else
        Q_EMIT quoteWanted(m_token, m_meter->number, *sale);
    refresh();
}

void SalePanel::setQuote(quint64 token, const Result<Quote>& quote, const std::optional<AmountLimits>& limits) {
    if (token != m_token || m_state == State::Selling)
        return;
    m_limits = limits;
    if (!quote) {
        m_enterWaits = false;
        m_refused = quote.error();
        tellQuote();
        refresh();
        return;
    }
    m_quote = *quote;
    tellQuote();
    refresh();
    if (m_enterWaits)
        sell();
}

void SalePanel::tellQuote() {
    m_change->clear();
    m_says->setStyleSheet(m_refused ? QStringLiteral("color: %1").arg(theme::ink(theme::Tone::Bad).name()) : QString());
    if (!m_quote) {
        m_says->setText(m_refused ? amountAdvice(*m_refused, m_amount->text(), m_limits) : QString());
        return;
    }
    const SalePriced& priced = m_quote->priced;
    QString says = m_quote->meter.basis == CreditBasis::Money
                       ? tr("%1 onto the card").arg(creditText(priced.credit, m_quote->meter))
                       : tr("%1 for %2 yuan").arg(creditText(priced.credit, m_quote->meter), toString(priced.paid));
    if (m_quote->newTotal)
        says += QLatin1Char('\n') + tr("new total %1").arg(creditText(*m_quote->newTotal, m_quote->meter));
    const bool news = says != m_says->text();
    m_says->setText(says);
    if (news)
        announce(m_says);
    if (priced.change.fen > 0)
        m_change->setText(tr("%1 yuan back: the meter takes whole steps only.").arg(toString(priced.change)));
    if (m_unloaded && m_quote->meterReports)
        m_change->setText(tr("The last purchase isn't in the meter yet: the card goes to the meter first."));
    m_change->setStyleSheet(QStringLiteral("color: %1").arg(theme::ink(theme::Tone::Warning).name()));
}

bool SalePanel::eventFilter(QObject* watched, QEvent* event) {
    // The arrows choose the meter while the cursor stays where the amount is typed.
    if (watched == m_amount && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            Q_EMIT otherMeterWanted(key == Qt::Key_Down ? 1 : -1);
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void SalePanel::tellResult() {
    QString text;
    theme::Tone tone = theme::Tone::Good;
    if (m_failed) {
        const Saying saying = m_failed->saying();
        text = saying.message;
        tone = saying.tone;
    } else if (m_order && m_orderMeter && m_order->state == OrderState::Loaded) {
        text = tr("The meter has taken %1.").arg(creditText(m_order->credit, *m_orderMeter));
    } else if (m_order && m_orderMeter) {
        text = tr("%1 is on the card.").arg(creditText(m_order->credit, *m_orderMeter));
        if (m_order->totalAfter)
            text += QLatin1Char('\n') +
                    tr("Total purchased: %1")
                        .arg(creditText(Credit{*m_order->totalAfter, m_orderMeter->basis}, *m_orderMeter));
        if (m_unfinished) {
            text += QLatin1Char('\n') + unfinishedText();
            tone = theme::Tone::Warning;
        }
        if (m_back.fen > 0)
            text += QLatin1Char('\n') + tr("Give %1 yuan back.").arg(toString(m_back));
    }
    m_result->setText(text);
    m_result->setStyleSheet(QStringLiteral("color: %1").arg(theme::ink(tone).name()));
}

void SalePanel::sell() {
    m_enterWaits = false;
    if (m_state == State::Selling || !m_meter || !isVisible())
        return;
    if (m_cardBeingRead || (m_cardThere && !m_quote)) {
        // A fast cashier presses Enter before the card is read or the price has come back; what Enter does is what was
        // typed. What was refused stays refused: the next amount wants an Enter of its own.
        m_enterWaits = !m_refused && !m_amount->text().trimmed().isEmpty();
        return;
    }
    if (!m_cardThere || !m_hasCard) {
        Q_EMIT cardMissing();
        return;
    }
    const Result<SaleAsked> sale = asked();
    if (!sale)
        return;
    TopUpAsked wanted;
    wanted.meterNumber = m_meter->number;
    wanted.amount = *sale;
    m_askedQuote = m_quote;
    begin(wanted);
}

void SalePanel::sellConfirmed() {
    if (!m_onlyCustomerKnows || m_state == State::Selling)
        return;
    TopUpAsked wanted = *m_asked;
    wanted.confirmLoaded = true;
    begin(wanted);
}

void SalePanel::begin(const TopUpAsked& wanted) {
    m_asked = wanted;
    m_onlyCustomerKnows = false;
    m_state = State::Selling;
    m_steps->reset();
    m_failed.reset();
    m_order.reset();
    tellResult();
    refresh();
    Q_EMIT saleWanted(wanted);
}

void SalePanel::showStep(SaleStep step) {
    m_steps->begin(step);
}

void SalePanel::showSold(const CreditOrder& order, const Meter& meter, bool unfinished) {
    m_back = takeOwed(order.id); // nothing, where it wasn't sold here or has been told of
    if (m_state == State::Selling && m_askedQuote)
        m_back = m_askedQuote->priced.change;
    m_sold = order.id;
    m_steps->finish();
    m_order = order;
    m_orderMeter = meter;
    m_unfinished = unfinished;
    end();
}

void SalePanel::showFailed(const Failure& failure) {
    m_sold = noId;
    // The customer has paid all the same: what is to be given back is told once it is known what became of the order.
    // Other failures name an earlier one.
    if (failure.about && m_askedQuote &&
        (failure.error.code == ErrorCode::OutcomeUnknown || failure.error.code == ErrorCode::NotApplied))
        m_owed.insert(failure.about->order.id, m_askedQuote->priced.change);
    m_steps->stop();
    m_failed = failure;
    m_onlyCustomerKnows = failure.error.code == ErrorCode::CardNotLoaded && m_askedQuote &&
                          !m_askedQuote->meterReports && m_next && m_next->id == m_askedQuote->meter.id;
    end();
}

void SalePanel::showOutcome(const CreditOrder& order, const Meter& meter, bool unfinished) {
    if (m_state == State::Selling)
        return;
    const bool failedHere = m_failed && m_failed->about && m_failed->about->order.id == order.id;
    if (failedHere)
        forgetResult();
    if (order.state != OrderState::Delivered && order.state != OrderState::Loaded)
        return;
    if (!m_meter || m_meter->id != order.meterId) {
        m_settled = order;
        m_settledUnfinished = unfinished;
    } else if (m_amount->text().isEmpty()) { // else the next sale has begun
        showSold(order, meter, unfinished);
    }
}

void SalePanel::showFinished(Id meterId) {
    if (!m_unfinished || !m_orderMeter || m_orderMeter->id != meterId)
        return;
    m_unfinished = false;
    tellResult();
}

void SalePanel::end() {
    m_state = State::Done;
    m_resultsCard = m_cardLying;
    m_quote.reset();
    m_amount->clear();
    // Units typed for one meter mean nothing for another.
    if (!m_meter || !m_next || m_meter->id != m_next->id)
        m_byMoney = true;
    m_meter = m_next;
    tellQuote();
    tellResult();
    refresh();
}

void SalePanel::showWhetherItSells() {
    // Where the card lying there, or none, can't take it, the button looks the part; pressed, it says why.
    const bool takes = m_cardThere && m_hasCard && !(m_unloaded && m_quote && m_quote->meterReports);
    if (m_sell->property("primary").toBool() == takes)
        return;
    m_sell->setProperty("primary", takes);
    m_sell->style()->unpolish(m_sell);
    m_sell->style()->polish(m_sell);
}

void SalePanel::refresh() {
    const bool sellable = m_meter.has_value() && m_meter->state == MeterState::InUse;
    const bool ready = sellable && m_state != State::Selling;
    // Read only while selling, not disabled: the cursor stays where the next amount is typed.
    m_amount->setEnabled(sellable);
    m_amount->setReadOnly(!ready);
    m_amount->setPlaceholderText(m_byMoney ? QStringLiteral("0.00") : QStringLiteral("0.000"));
    m_unit->setText(m_byMoney || !m_meter ? tr("yuan") : unitText(*m_meter));
    const bool unitsToo = m_meter && m_meter->basis == CreditBasis::Quantity;
    m_switch->setVisible(unitsToo);
    m_switch->setText(m_byMoney ? tr("In units  (F2)") : tr("In money  (F2)"));
    m_switch->setEnabled(m_state != State::Selling);
    m_sell->setEnabled(ready && m_quote.has_value());
    showWhetherItSells();
    m_sell->setText(m_quote
                        ? tr("Write %1 onto the card  (Enter)").arg(creditText(m_quote->priced.credit, m_quote->meter))
                        : tr("Write onto the card  (Enter)"));
    // What was refused before its first step has none to show.
    m_steps->setVisible(m_state == State::Selling || (m_state == State::Done && m_steps->hasBegun()));
    m_result->setVisible(m_state == State::Done);
    m_receipt->setVisible(m_state == State::Done && m_sold != noId);
    m_question->setVisible(m_onlyCustomerKnows);
    m_confirm->setVisible(m_onlyCustomerKnows);
    if (m_onlyCustomerKnows) {
        const QString amount = creditText(m_askedQuote->priced.credit, m_askedQuote->meter);
        const QString paid = toString(m_askedQuote->priced.paid);
        m_question->setText(tr("This card can't say what its meter has taken. If the customer says that "
                               "the meter has taken the last purchase:"));
        m_confirm->setText(tr("Sell %1 for %2 yuan  (F7)").arg(amount, paid));
        m_confirm->setAccessibleName(
            tr("The customer says that the meter has taken the last purchase: sell %1 for %2 yuan").arg(amount, paid));
        m_confirm->setToolTip(m_confirm->accessibleName());
    }
}

} // namespace meterdesk
