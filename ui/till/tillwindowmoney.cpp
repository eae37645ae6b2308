// The till's questions of money to the threads: what it comes to, selling, orders left open.
#include "ui/common/messagebar.h"
#include "ui/till/openorders.h"
#include "ui/till/salepanel.h"
#include "ui/till/tillwindow.h"

namespace meterdesk {

void TillWindow::quote(quint64 token, const QString& meter, const SaleAsked& asked) {
    // On the books' thread: an amount is priced while a card is being read, and without a reader.
    m_books.run(
        this,
        [meter, asked](OfficeOnThread& thread) -> Result<Quote> {
            MD_GET(office, thread.office());
            MD_GET(who, thread.session());
            return CardDesk::quote(office->store(), *who, office->layouts(), meter, asked);
        },
        [this, token](const Result<Quote>& result) { m_sale->setQuote(token, result); });
}

void TillWindow::sell(const TopUpAsked& asked) {
    struct Sold {
        CreditOrder order;
        Meter meter;
    };
    m_message->clear();
    m_desk.run(
        this,
        [this, asked](OfficeOnThread& thread) -> Result<Sold> {
            MD_GET(desk, thread.desk());
            // Called on the desk's thread; the step is shown on the GUI's. The window outlives its threads.
            MD_GET(order, desk->topUp(asked, [this](SaleStep step) {
                QMetaObject::invokeMethod(
                    this, [this, step] { m_sale->showStep(step); }, Qt::QueuedConnection);
            }));
            MD_GET(office, thread.office());
            MD_GET(who, thread.session());
            MD_GET(meter, MeterBook(office->store(), *who).meter(order.meterId));
            return Sold{order, meter};
        },
        [this](const Result<Sold>& sold) {
            if (sold) {
                m_sale->showSold(sold->order, sold->meter);
            } else {
                m_sale->showFailed(sold.error());
                m_message->say(sold.error());
            }
            // After a sale that went well the cashier may take the card at once: it isn't read again.
            afterMoney(!sold || m_cameWhileSelling);
        });
}

void TillWindow::afterMoney(bool readCard) {
    m_cameWhileSelling = false;
    refreshAccount();
    m_openOrders->reload();
    if (readCard && m_cardThere)
        look(Tell::News);
}

void TillWindow::tellOrders(const QString& sentence, const QList<CreditOrder>& orders) {
    QStringList told;
    QString next;
    auto tone = theme::Tone::Good;
    for (const CreditOrder& order : orders) {
        told << sentence.arg(toString(order.paid), stateText(order.state));
        if (order.state == OrderState::Delivered || order.state == OrderState::Loaded)
            continue;
        tone = theme::Tone::Warning;
        next = order.state == OrderState::NotDelivered ? tr("Send it again or give the money back: open orders (F4).")
                                                       : Error{ErrorCode::OutcomeUnknown, toString(order.id)}.next();
    }
    m_message->say(told.join(QLatin1Char('\n')), tone, next);
    for (const CreditOrder& order : orders)
        m_sale->showOutcome(order);
}

void TillWindow::tellSettled(const QList<CreditOrder>& orders) {
    tellOrders(tr("An open order was settled: %1 yuan, %2."), orders);
    m_openOrders->reload();
}

void TillWindow::resend(Id orderId) {
    m_desk.run(
        this,
        [orderId](OfficeOnThread& thread) -> Result<CreditOrder> {
            MD_GET(desk, thread.desk());
            return desk->resend(orderId);
        },
        [this](const Result<CreditOrder>& order) {
            if (order)
                tellOrders(tr("The order was sent again: %1 yuan, %2."), {*order});
            else
                m_message->say(order.error());
            m_openOrders->answered();
            afterMoney();
        });
}

void TillWindow::reverse(Id orderId, const QString& reason) {
    m_desk.run(
        this,
        [orderId, reason](OfficeOnThread& thread) -> Result<CreditOrder> {
            MD_GET(office, thread.office());
            MD_GET(who, thread.session());
            CreditJournal journal(office->store(), *who);
            MD_GET(order, journal.order(orderId));
            if (order.state != OrderState::Delivered && order.state != OrderState::Reversing)
                return journal.reverse(orderId, reason);
            MD_GET(desk, thread.desk());
            return desk->reverse(orderId, reason);
        },
        [this](const Result<CreditOrder>& order) {
            if (order)
                m_message->say(
                    tr("Give %1 yuan back to the customer: the order is reversed.").arg(toString(order->paid)),
                    theme::Tone::Good);
            else
                m_message->say(order.error());
            if (order)
                m_sale->showOutcome(*order);
            m_openOrders->answered();
            afterMoney();
        });
}

void TillWindow::settle() {
    m_desk.run(
        this,
        [](OfficeOnThread& thread) -> Result<QList<CreditOrder>> {
            MD_GET(desk, thread.desk());
            return desk->settle();
        },
        [this](const Result<QList<CreditOrder>>& orders) {
            if (!orders)
                m_message->say(orders.error());
            else if (orders->isEmpty())
                m_message->say(tr("Nothing on this card needs settling."), theme::Tone::Accent);
            else
                tellSettled(*orders);
            refreshAccount();
            m_openOrders->answered();
        });
}

} // namespace meterdesk
