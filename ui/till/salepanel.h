// The sale: an amount in money or units, what it comes to, Enter, three steps, the receipt. Amounts are the largest
// thing here. Threads: GUI.
#pragma once

#include "ui/till/amountadvice.h"
#include "ui/till/openorder.h"

#include <QFrame>
#include <QHash>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace meterdesk {

class StepView;

class SalePanel : public QFrame {
    Q_OBJECT
public:
    enum class State { Idle, Ready, Selling, Done };

    explicit SalePanel(QWidget* parent = nullptr);
    void retranslate();
    /// nullptr: nobody is served.
    void setMeter(const CustomerMeter* meter);
    void focusAmount();
    /// What stands in the amount was typed for what was to be done then: the next digit begins anew.
    void selectAmount();
    /// `limits`: of the meter, for saying what is wrong with an amount.
    void setQuote(quint64 token, const Result<Quote>& quote, const std::optional<AmountLimits>& limits = {});
    void showStep(SaleStep step);
    /// `unfinished`: its card isn't fit for the meter yet.
    void showSold(const CreditOrder& order, const Meter& meter, bool unfinished = false);
    void showFailed(const Failure& failure);
    /// What has become of an order since: what stands here of it is no longer so, and there may be a receipt.
    void showOutcome(const CreditOrder& order, const Meter& meter, bool unfinished = false);
    /// What the customer is to have back besides what the order cost, and hasn't been told of: asked once, by whoever
    /// tells of the order's end.
    Money takeOwed(Id order) { return m_owed.take(order); }
    /// The meter's card has been read and is in order: whatever was unfinished on it is done.
    void showFinished(Id meterId);
    /// Whether a card that can carry the sale lies on the reader. Without one Enter is refused with a sentence; while
    /// it is being read, or written, nobody knows, and Enter waits.
    enum class CardIs { Missing, BeingRead, Fit };
    void setCard(CardIs card);
    /// This card has been read: how a sale onto another one ended is no news of this one.
    void showCard(const QString& uid);
    /// What was asked for before something else has come to light is asked for anew.
    void forgetEnter() { m_enterWaits = false; }
    void setShort(bool isShort); // a low window: no room is kept free
    bool isDone() const { return m_state == State::Done; }
    bool isSelling() const { return m_state == State::Selling; }
    void recolour(); // after a change of light

Q_SIGNALS:
    void quoteWanted(quint64 token, const QString& meter, const meterdesk::SaleAsked& asked);
    void saleWanted(const meterdesk::TopUpAsked& asked);
    void receiptWanted(meterdesk::Id orderId);
    void cardMissing();
    void otherMeterWanted(int by); // the next one, or the one before

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void askQuote();
    void sell();
    void sellConfirmed();
    void begin(const TopUpAsked& wanted);
    void end();
    void refresh();
    void showWhetherItSells();
    void serve(const std::optional<Meter>& meter);
    void follow(const QList<CreditOrder>& orders);
    void forgetResult();
    void tellQuote();
    void tellResult();
    Result<SaleAsked> asked() const;

    State m_state = State::Idle;
    std::optional<Meter> m_meter;
    std::optional<Meter> m_next; // marked while a sale was under way: served after it
    std::optional<Quote> m_quote;
    std::optional<Error> m_refused; // why there is no quote
    std::optional<AmountLimits> m_limits;
    std::optional<Failure> m_failed; // how the last sale ended, or
    std::optional<CreditOrder> m_order;
    std::optional<Meter> m_orderMeter;
    bool m_unfinished = false; // and its card isn't fit for the meter yet
    QString m_cardLying;       // the last one that was read
    QString m_resultsCard;     // the one that lay there when this result came
    /// Settled as its card was laid on, before its meter was served.
    std::optional<CreditOrder> m_settled;
    bool m_settledUnfinished = false;
    /// What was asked for last, and what it would have been. Kept where only the customer can say whether the meter
    /// has taken the purchase before it.
    std::optional<TopUpAsked> m_asked;
    std::optional<Quote> m_askedQuote;
    bool m_onlyCustomerKnows = false;
    quint64 m_token = 0;
    Id m_sold = noId;
    bool m_byMoney = true;
    bool m_short = false;
    bool m_cardThere = false;
    bool m_cardBeingRead = false;
    bool m_enterWaits = false; // for the price, or for the card
    bool m_hasCard = false;    // the meter served, as far as the books know
    bool m_unloaded = false;   // the last purchase is on a card that is overwritten, and not in the meter yet
    Money m_back;              // of what was paid for the order that is told of
    QHash<Id, Money> m_owed;   // the same of orders whose outcome isn't known yet
    QHBoxLayout* m_head;
    QHBoxLayout* m_quoteRow;
    QLabel* m_title;
    QLineEdit* m_amount;
    QLabel* m_unit;
    QPushButton* m_switch;
    QLabel* m_says; // quantity and new total, or why not
    QLabel* m_change;
    QPushButton* m_sell;
    StepView* m_steps;
    QLabel* m_result;
    QLabel* m_question;
    QPushButton* m_confirm;
    QPushButton* m_receipt;
};

} // namespace meterdesk
