#include "ui/till/cardactions.h"

#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QShortcut>

#include <algorithm>
#include <array>

namespace meterdesk {

CardActions::CardActions(QWidget* parent)
    : QWidget(parent), m_issue(new QPushButton), m_replace(new QPushButton), m_adopt(new QPushButton),
      m_return(new QPushButton), m_move(new QPushButton) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::grid);
    m_issue->setObjectName(QStringLiteral("issueButton"));
    m_replace->setObjectName(QStringLiteral("replaceButton"));
    m_adopt->setObjectName(QStringLiteral("adoptButton"));
    m_return->setObjectName(QStringLiteral("returnButton"));
    m_move->setObjectName(QStringLiteral("moveButton"));
    m_issue->setProperty("primary", true);
    for (QPushButton* button : {m_issue, m_replace, m_adopt, m_move, m_return})
        row->addWidget(button);
    row->addStretch(1);
    connect(m_issue, &QPushButton::clicked, this, [this] {
        if (m_meter && m_meter->mayMiss)
            Q_EMIT confirmWanted(issuing());
        else if (m_meter)
            Q_EMIT issueWanted(m_meter->meter.number, false);
    });
    connect(m_replace, &QPushButton::clicked, this, [this] { Q_EMIT confirmWanted(replacing()); });
    connect(m_adopt, &QPushButton::clicked, this, [this] { Q_EMIT confirmWanted(adopting()); });
    connect(m_move, &QPushButton::clicked, this, [this] { Q_EMIT confirmWanted(moving()); });
    connect(m_return, &QPushButton::clicked, this, [this] { Q_EMIT confirmWanted(returning()); });
    // A button's own shortcut clicks a tenth of a second late; what is typed next would land in the amount. Of those
    // with F8 one is shown at a time.
    const auto key = [this](Qt::Key pressed, const QList<QPushButton*>& buttons) {
        connect(new QShortcut(pressed, this), &QShortcut::activated, this, [buttons] {
            for (QPushButton* button : buttons)
                if (button->isVisible() && button->isEnabled())
                    return button->click();
        });
    };
    key(Qt::Key_F8, {m_issue, m_replace, m_adopt, m_move});
    key(Qt::Key_F9, {m_return});
    retranslate();
    display({}, nullptr);
}

void CardActions::setNarrow(bool narrow) {
    auto* row = qobject_cast<QBoxLayout*>(layout());
    row->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    row->setSpacing(narrow ? theme::grid / 2 : theme::grid);
}

void CardActions::retranslate() {
    m_issue->setText(tr("Issue this card for the meter  (F8)"));
    m_replace->setText(tr("Use this card for the lost one …  (F8)"));
    m_adopt->setText(tr("Take this card into the books …  (F8)"));
    m_return->setText(tr("Take the card back …  (F9)"));
    m_move->setText(tr("Move the lost card's money …  (F8)"));
}

void CardActions::display(const std::optional<CardView>& card, const CustomerMeter* meter) {
    const auto uidOf = [](const std::optional<CardView>& view) { return view ? view->uid : QString(); };
    const Id before = m_meter ? m_meter->meter.id : noId;
    const bool other = uidOf(card) != uidOf(m_card) || (meter ? meter->meter.id : noId) != before ||
                       (card && m_card && card->finding != m_card->finding);
    m_card = card;
    m_meter = meter ? std::optional<CustomerMeter>(*meter) : std::nullopt;
    const bool blank = card && card->finding == CardFinding::Blank && meter;
    const bool hasCard = meter && meter->card;
    m_issue->setVisible(blank && !hasCard);
    m_replace->setVisible(blank && hasCard);
    const bool elsewhere = card && (card->finding == CardFinding::Unregistered || card->finding == CardFinding::Ahead);
    m_adopt->setVisible(elsewhere && meter && m_manager);
    const bool theirs = card && card->account && meter && card->account->id == meter->meter.accountId;
    const bool inOrder = theirs && card->finding == CardFinding::Ours;
    m_return->setVisible(inOrder || (theirs && card->finding == CardFinding::TriesUsed)); // nothing is written for that
    m_move->setVisible(inOrder && hasCard && meter->card->uid == card->uid && meter->leftBehind.value > 0);
    const std::array buttons{m_issue, m_replace, m_adopt, m_move, m_return};
    setVisible(std::any_of(buttons.begin(), buttons.end(), [](const QPushButton* each) { return !each->isHidden(); }));
    if (other)
        Q_EMIT confirmOver();
}

void CardActions::askAboutEarlier(Confirmation& what, const QStringList& meters) {
    if (meters.size() == 1) {
        what.says.append(tr("The last purchase made elsewhere for meter %1 may lie on the earlier card still, and the "
                            "meter would never take it once this card is written. A manager looks at the meter first; "
                            "what it lacks is given as free credit.")
                             .arg(meters.first()));
        what.managersWord = tr("A manager's word: the meter has that purchase");
        return;
    }
    // One word is given for all of them, so each of them is named.
    what.says.append(tr("The last purchases made elsewhere for the meters %1 may lie on the earlier card still, and "
                        "these meters would never take them once this card is written. A manager looks at each of them "
                        "first; what one lacks is given as free credit.")
                         .arg(meters.join(QStringLiteral(", "))));
    what.managersWord = tr("A manager's word: each meter has its purchase");
}

void CardActions::setManager(bool isManager) {
    m_manager = isManager;
}

Confirmation CardActions::moving() {
    Confirmation what;
    what.title = tr("The lost card's money comes onto this one");
    if (!m_meter)
        return what;
    const Credit& shown = m_meter->leftShown;
    const Credit unknown{m_meter->leftBehind.value - shown.value, shown.basis};
    if (shown.value > 0)
        what.says.append(tr("%1 lies on the lost card, and the meter has shown since that it didn't take it. It is "
                            "moved onto this card.")
                             .arg(creditText(shown, m_meter->meter)));
    if (unknown.value > 0) {
        what.says.append(tr("%1 lies on the lost card, and isn't in the meter as far as the books know. It is moved "
                            "onto this card on a manager's word; should the lost one turn up, the meter may take it "
                            "twice.")
                             .arg(creditText(unknown, m_meter->meter)));
        what.managersWord = tr("A manager's word: it isn't in the meter, move it now");
    }
    what.doIt = tr("Move it  (Enter)");
    what.needsReason = true;
    what.mayGiveWord = m_manager;
    what.wordIsNeeded = shown.value == 0;
    const QString stays = unknown.value > 0 ? creditText(unknown, m_meter->meter) : QString();
    what.act = [this, number = m_meter->meter.number, stays](const QString& reason, bool managerSays) {
        Q_EMIT moveWanted(number, reason, managerSays, managerSays ? QString() : stays);
    };
    return what;
}

Confirmation CardActions::issuing() {
    Confirmation what;
    what.mayGiveWord = m_manager;
    what.title = tr("A new card for a meter with purchases made elsewhere");
    askAboutEarlier(what, {m_meter->meter.number});
    what.says.append(tr("If the resident has the earlier card, lay that one on and take it into the books instead."));
    what.doIt = tr("Issue this card  (Enter)");
    what.act = [this, number = m_meter->meter.number](const QString&, bool managerSays) {
        Q_EMIT issueWanted(number, managerSays);
    };
    return what;
}

Confirmation CardActions::replacing() {
    Confirmation what;
    what.title = tr("A new card for the lost one");
    what.mayGiveWord = m_manager;
    if (!m_meter || !m_meter->card)
        return what;
    what.says.append(tr("The old card (%1) is barred: nobody is served with it again, even if it is found.")
                         .arg(m_meter->card->uid));
    const CreditOrder* last = m_meter->orders.isEmpty() ? nullptr : &m_meter->orders.first();
    const bool waits =
        last && last->count && (last->state == OrderState::Delivered || last->state == OrderState::InDoubt);
    if (m_meter->purse) {
        what.says.append(tr("Money on the lost card stays there until the meter has shown that it didn't take it, or a "
                            "manager moves it."));
        if (std::any_of(m_meter->orders.begin(), m_meter->orders.end(),
                        [](const CreditOrder& order) { return order.state == OrderState::Delivered; }))
            what.managersWord = tr("A manager's word: it isn't in the meter, move it now");
    } else {
        QStringList missing = m_meter->othersMayMiss;
        if (m_meter->mayMiss)
            missing.prepend(m_meter->meter.number);
        if (!missing.isEmpty())
            askAboutEarlier(what, missing);
        if (waits)
            what.says.append(tr("The last purchase, %1, is written onto this card again with the same number (no. %2): "
                                "the meter takes it once, whichever card comes first.")
                                 .arg(creditText(last->credit, m_meter->meter))
                                 .arg(*last->count));
        else if (!m_meter->mayMiss)
            what.says.append(tr("Nothing waits for the meter: this card starts without credit."));
    }
    if (!m_meter->sharing.isEmpty())
        what.says.append(tr("It serves %1 too; what that meter hasn't taken yet is written again as well.")
                             .arg(m_meter->sharing.join(QStringLiteral(", "))));
    what.doIt = tr("Bar the old card and write this one  (Enter)");
    what.needsReason = true;
    what.act = [this, number = m_meter->meter.number](const QString& reason, bool managerSays) {
        Q_EMIT replaceWanted(number, reason, managerSays);
    };
    return what;
}

Confirmation CardActions::adopting() {
    Confirmation what;
    what.title = tr("A card with purchases made elsewhere");
    if (!m_meter || !m_card)
        return what;
    for (const SlotView& slot : std::as_const(m_card->slots_))
        if (slot.count && slot.total)
            what.says.append(
                tr("The card says: meter %1, purchase no. %2, total purchased %3.")
                    .arg(slot.meterOnCard, QString::number(*slot.count), creditText(*slot.total, m_meter->meter)));
    for (const SlotView& slot : std::as_const(m_card->slots_))
        if (slot.meter && slot.meter->id == m_meter->meter.id && slot.report)
            what.says.append(tr("The meter says that it has loaded purchase no. %1.").arg(slot.report->lastCount));
    what.says.append(tr("The books take number and total over for meter %1, and the card belongs to it from now on. "
                        "Nothing is written onto the card.")
                         .arg(m_meter->meter.number));
    if (m_card->family == CardFamily::Sle4442)
        what.says.append(tr("Only if this card was made with the office's own keys: of another system's the first sale "
                            "would use up a try, and it could not be used any more."));
    what.doIt = tr("Take the card into the books  (Enter)");
    what.act = [this, number = m_meter->meter.number](const QString&, bool) { Q_EMIT adoptWanted(number); };
    return what;
}

Confirmation CardActions::returning() {
    Confirmation what;
    what.title = tr("The card comes back for good");
    if (!m_card)
        return what;
    what.says.append(
        tr("This card (%1) is barred, and its meters have none until another is issued.").arg(m_card->uid));
    what.says.append(tr("Credit that the meter hasn't taken yet keeps it from being taken back: put the card in the "
                        "meter, or give the money back, first."));
    what.doIt = tr("Take the card back  (Enter)");
    what.needsReason = true;
    what.act = [this](const QString& reason, bool) { Q_EMIT returnWanted(reason); };
    return what;
}

} // namespace meterdesk
