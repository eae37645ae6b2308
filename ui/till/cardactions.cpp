#include "ui/till/cardactions.h"

#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace meterdesk {

CardActions::CardActions(QWidget* parent)
    : QWidget(parent), m_issue(new QPushButton), m_replace(new QPushButton), m_adopt(new QPushButton),
      m_return(new QPushButton), m_reason(new QLineEdit) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::grid);
    m_issue->setObjectName(QStringLiteral("issueButton"));
    m_replace->setObjectName(QStringLiteral("replaceButton"));
    m_adopt->setObjectName(QStringLiteral("adoptButton"));
    m_return->setObjectName(QStringLiteral("returnButton"));
    m_reason->setObjectName(QStringLiteral("cardReason"));
    m_issue->setProperty("primary", true);
    for (QPushButton* button : {m_issue, m_replace, m_adopt, m_return})
        row->addWidget(button);
    row->addWidget(m_reason, 1);
    row->addStretch(0);
    connect(m_issue, &QPushButton::clicked, this, [this] { Q_EMIT issueWanted(m_meter); });
    connect(m_replace, &QPushButton::clicked, this,
            [this] { Q_EMIT replaceWanted(m_meter, m_reason->text().trimmed()); });
    connect(m_adopt, &QPushButton::clicked, this, [this] { Q_EMIT adoptWanted(m_meter); });
    connect(m_return, &QPushButton::clicked, this, [this] { Q_EMIT returnWanted(m_reason->text().trimmed()); });
    retranslate();
    display({}, nullptr);
}

void CardActions::retranslate() {
    m_issue->setText(tr("Issue this card for the meter"));
    m_replace->setText(tr("Use this card for the lost one"));
    m_adopt->setText(tr("Take this card into the books"));
    m_return->setText(tr("Take the card back"));
    m_reason->setPlaceholderText(tr("Reason"));
    m_reason->setAccessibleName(tr("Reason"));
}

void CardActions::display(const std::optional<CardView>& card, const CustomerMeter* meter) {
    m_meter = meter ? meter->meter.number : QString();
    const bool blank = card && card->finding == CardFinding::Blank && meter;
    const bool hasCard = meter && meter->card;
    m_issue->setVisible(blank && !hasCard);
    m_replace->setVisible(blank && hasCard);
    m_adopt->setVisible(card && card->finding == CardFinding::Unregistered && meter);
    m_return->setVisible(card && card->finding == CardFinding::Ours);
    m_reason->setVisible(!m_replace->isHidden() || !m_return->isHidden());
    setVisible(!m_issue->isHidden() || !m_replace->isHidden() || !m_adopt->isHidden() || !m_return->isHidden());
}

} // namespace meterdesk
