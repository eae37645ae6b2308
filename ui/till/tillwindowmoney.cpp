// The till's questions of money to the threads: what it comes to, selling, orders left open.
#include "ui/common/messagebar.h"
#include "ui/till/openorders.h"
#include "ui/till/orderpanel.h"
#include "ui/till/receiptview.h"
#include "ui/till/salepanel.h"
#include "ui/till/tillpanels.h"
#include "ui/till/tillwindow.h"

namespace meterdesk {

namespace {

Result<OpenOrder> sentOrderOf(OfficeOnThread& thread, const Sent& sent) {
    MD_GET(open, openOrderOf(thread, sent));
    open.unfinished = sent.unfinished;
    return open;
}

} // namespace

void TillWindow::quote(quint64 token, const QString& meter, const SaleAsked& asked) {
    struct Answer {
        Result<Quote> quote;
        Result<AmountLimits> limits;
    };
    // On the books' thread: an amount is priced while a card is being read, and without a reader.
    m_books.run(
        this,
        [meter, asked](OfficeOnThread& thread) -> Answer {
            return {thread.office().and_then([&](Office* office) -> Result<Quote> {
                        MD_GET(who, thread.session());
                        return CardDesk::quote(office->store(), *who, office->layouts(), meter, asked);
                    }),
                    amountLimits(thread, meter)};
        },
        [this, token](const Answer& answer) {
            m_panels->sale->setQuote(token, answer.quote, answer.limits ? std::optional(*answer.limits) : std::nullopt);
        });
}

void TillWindow::sell(const TopUpAsked& asked) {
    m_panels->message->clear();
    m_desk.run(
        this,
        [this, asked](OfficeOnThread& thread) -> Told<OpenOrder> {
            const auto sell = [&]() -> Result<OpenOrder> {
                MD_GET(desk, thread.desk());
                // Called on the desk's thread; the step is shown on the GUI's. The window outlives its threads.
                MD_GET(sent, desk->topUp(asked, [this](SaleStep step) {
                    QMetaObject::invokeMethod(
                        this, [this, step] { m_panels->sale->showStep(step); }, Qt::QueuedConnection);
                }));
                return sentOrderOf(thread, sent);
            };
            return told(thread, sell());
        },
        [this](const Told<OpenOrder>& sold) {
            if (sold) {
                m_panels->sale->showSold(sold->order, sold->meter, sold->unfinished);
                m_panels->receipt->printAtOnce(sold->order.id);
            } else {
                m_panels->sale->showFailed(sold.error());
                m_speech->tellFailure(sold.error());
            }
            // After a sale that went well the cashier may take the card at once: it isn't read again.
            afterMoney(!sold || sold->unfinished || m_cameWhileSelling);
        });
}

void TillWindow::afterMoney(bool readCard) {
    m_cameWhileSelling = false;
    refreshAccount();
    m_panels->openOrders->reload();
    if (readCard && m_card.isThere())
        look(Tell::News);
}

void TillWindow::tellSettled(const Settled& settled) {
    ++m_coming; // an Enter that is pressed now waits, and is forgotten: it was for books without what is told here
    m_books.run(
        this, [orders = settled.orders](OfficeOnThread& thread) { return openOrdersOf(thread, orders); },
        [this, mended = settled.mended](const Result<QList<OpenOrder>>& orders) {
            if (orders && !orders->isEmpty())
                m_panels->sale->forgetEnter();
            --m_coming;
            if (orders)
                m_speech->tellOrders([] { return tr("An open order was settled: %1, %2."); }, *orders, mended);
            else
                m_panels->message->say(orders.error());
            for (const OpenOrder& each : orders.value_or(QList<OpenOrder>{}))
                if (each.order.state == OrderState::Delivered && each.order.receipt && each.order.prints == 0)
                    m_panels->receipt->printAtOnce(each.order.id);
            showCardServes();
        });
    m_panels->openOrders->reload();
}

void TillWindow::resend(Id orderId) {
    m_desk.run(
        this,
        [this, orderId](OfficeOnThread& thread) -> Told<OpenOrder> {
            const auto send = [&]() -> Result<OpenOrder> {
                MD_GET(desk, thread.desk());
                MD_GET(sent, desk->resend(orderId, [this](SaleStep step) {
                    QMetaObject::invokeMethod(
                        this, [this, step] { m_panels->order->showStep(step); }, Qt::QueuedConnection);
                }));
                return sentOrderOf(thread, sent);
            };
            return told(thread, send());
        },
        [this](const Told<OpenOrder>& sent) {
            if (sent)
                m_speech->tellOrders([] { return tr("The order was sent again: %1, %2."); }, {*sent});
            else
                m_speech->tellFailure(sent.error());
            if (sent && sent->order.receipt)
                m_panels->receipt->printAtOnce(sent->order.id);
            m_panels->openOrders->answered();
            m_panels->order->answered();
            afterMoney();
        });
}

void TillWindow::reverse(Id orderId, const QString& reason) {
    m_desk.run(
        this,
        [orderId, reason](OfficeOnThread& thread) -> Told<OpenOrder> {
            const auto reverse = [&]() -> Result<OpenOrder> {
                MD_GET(office, thread.office());
                MD_GET(who, thread.session());
                CreditJournal journal(office->store(), *who);
                MD_GET(order, journal.order(orderId));
                if (order.state != OrderState::Delivered && order.state != OrderState::Reversing) {
                    MD_GET(reversed, journal.reverse(orderId, reason));
                    return openOrderOf(thread, reversed);
                }
                MD_GET(desk, thread.desk());
                MD_GET(reversed, desk->reverse(orderId, reason));
                return sentOrderOf(thread, reversed);
            };
            return told(thread, reverse());
        },
        [this](const Told<OpenOrder>& back) {
            if (back) {
                const Money change = m_panels->sale->takeOwed(back->order.id);
                m_speech->tellReversed(*back, change);
            } else {
                m_speech->tellFailure(back.error());
            }
            m_panels->openOrders->answered();
            m_panels->order->answered();
            afterMoney();
        });
}

void TillWindow::settle() {
    struct Answer {
        Status done;
        Settled settled; // where it failed, what was by then
    };
    m_desk.run(
        this,
        [](OfficeOnThread& thread) {
            Answer answer;
            const auto settled =
                thread.desk().and_then([&answer](CardDesk* desk) { return desk->settle(&answer.settled); });
            if (!settled)
                answer.done = tl::unexpected<Error>(settled.error());
            return answer;
        },
        [this](const Answer& answer) {
            if (!answer.settled.orders.isEmpty())
                m_panels->sale->forgetEnter(); // as in showLooked()
            refreshAccount();                  // before anything is said of it, as after a look
            if (!answer.done)
                m_panels->message->say(answer.done.error());
            if (answer.settled)
                tellSettled(answer.settled);
            else if (answer.done)
                m_panels->message->say([] {
                    return Saying{tr("Nothing on this card needs settling."), {}, theme::Tone::Accent};
                });
            m_panels->openOrders->answered();
            if (answer.done && m_card.isThere())
                look(Tell::Settled); // what was known of the card, if anything, is no longer so
        });
}

} // namespace meterdesk
