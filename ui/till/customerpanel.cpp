#include "ui/till/customerpanel.h"

#include "models/topup/cases.h"
#include "ui/common/chip.h"
#include "ui/common/elidedlabel.h"
#include "ui/common/scrolling.h"
#include "ui/till/meterdelegate.h"
#include "ui/till/reportline.h"

#include <QDateTime>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QRegularExpression>
#include <QScrollArea>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace meterdesk {
namespace {

theme::Tone toneOf(CardFinding finding) {
    switch (finding) {
    case CardFinding::Ours:
        return theme::Tone::Good;
    case CardFinding::Blank:
    case CardFinding::Tool:
        return theme::Tone::Accent;
    case CardFinding::Unregistered:
    case CardFinding::Foreign:
        return theme::Tone::Warning;
    default:
        return theme::Tone::Bad;
    }
}

} // namespace

CustomerPanel::CustomerPanel(QWidget* parent)
    : QFrame(parent), m_name(new ElidedLabel), m_home(new QLabel), m_cardChip(new Chip), m_metersTitle(new QLabel),
      m_meters(new QListWidget), m_report(new QLabel), m_caseRow(new QWidget), m_caseIcon(new QLabel),
      m_cases(new QLabel), m_ordersTitle(new QLabel), m_orders(new QTableWidget), m_nobody(new QLabel),
      m_body(new QWidget), m_rest(new QVBoxLayout) {
    theme::makeCard(this);
    auto* outer = new QVBoxLayout(this);
    outer->addWidget(m_nobody, 1);
    outer->addWidget(m_body, 1);
    m_nobody->setAlignment(Qt::AlignCenter);
    m_nobody->setFont(theme::font(theme::Size::Title));
    m_nobody->setWordWrap(true);

    // Who is served stays in sight whatever else of him scrolls.
    auto* parts = new QVBoxLayout(m_body);
    parts->setContentsMargins(0, 0, 0, 0);
    parts->setSpacing(theme::grid);
    auto* rest = new QWidget;
    QVBoxLayout* column = m_rest;
    rest->setLayout(column);
    column->setContentsMargins(0, 0, 0, 0);
    auto* head = new QHBoxLayout;
    m_name->setFont(theme::font(theme::Size::Title, true));
    m_name->setObjectName(QStringLiteral("residentName"));
    head->addWidget(m_name);
    head->addStretch(1);
    head->addWidget(m_cardChip);
    parts->addLayout(head);
    parts->addWidget(scrolling(rest), 1);
    m_home->setWordWrap(true);
    m_home->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_home);
    m_cardChip->setObjectName(QStringLiteral("cardChip"));
    for (QLabel* title : {m_metersTitle, m_ordersTitle})
        title->setFont(theme::font(theme::Size::Small, true));
    column->addSpacing(theme::grid);
    column->addWidget(m_metersTitle);
    m_meters->setObjectName(QStringLiteral("meterList"));
    m_meters->setItemDelegate(new MeterDelegate(m_meters));
    m_meters->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_meters);
    m_report->setObjectName(QStringLiteral("meterReport"));
    m_report->setFont(theme::font(theme::Size::Small));
    m_report->setWordWrap(true);
    column->addWidget(m_report);
    auto* cases = new QHBoxLayout(m_caseRow);
    cases->setContentsMargins(0, 0, 0, 0);
    cases->setSpacing(theme::grid);
    cases->addWidget(m_caseIcon, 0, Qt::AlignTop);
    cases->addWidget(m_cases, 1);
    m_cases->setObjectName(QStringLiteral("meterCases"));
    m_cases->setWordWrap(true);
    column->addWidget(m_caseRow);
    column->addSpacing(theme::grid);
    column->addWidget(m_ordersTitle);
    m_orders->setObjectName(QStringLiteral("orderTable"));
    m_orders->setColumnCount(5);
    m_orders->verticalHeader()->hide();
    m_orders->setShowGrid(false);
    m_orders->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_orders->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_orders->setSelectionMode(QAbstractItemView::SingleSelection);
    m_orders->horizontalHeader()->setStretchLastSection(true);
    m_orders->horizontalHeader()->setHighlightSections(false);
    m_orders->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_orders->setTabKeyNavigation(false);
    // As high as there is room for, instead of a height that makes everything scroll.
    m_orders->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_orders->setMinimumHeight(14 * theme::grid);
    column->addWidget(m_orders, 1);
    connect(m_meters, &QListWidget::currentRowChanged, this, [this] {
        showMarked();
        fillOrders();
        Q_EMIT meterChanged();
    });
    connect(m_orders, &QTableWidget::cellActivated, this,
            [this](int row) { Q_EMIT orderActivated(m_orders->item(row, 0)->data(Qt::UserRole).toLongLong()); });
    setShort(false);
    retranslate();
    clear();
}

void CustomerPanel::setShort(bool isShort) {
    const int margin = isShort ? theme::grid : 2 * theme::grid;
    layout()->setContentsMargins(margin, margin, margin, margin);
    m_rest->setSpacing(isShort ? theme::grid / 2 : theme::grid);
    m_metersTitle->setVisible(!isShort); // they are seen to be meters
}

void CustomerPanel::retranslate() {
    m_nobody->setText(
        tr("Lay a card on the reader,\nor search for a resident (F3):\napartment, name, phone, meter or card."));
    m_metersTitle->setText(tr("METERS"));
    m_ordersTitle->setText(tr("LAST PURCHASES  (Enter: receipt)"));
    m_meters->setAccessibleName(tr("Meters"));
    m_orders->setAccessibleName(tr("Last purchases"));
    m_orders->setHorizontalHeaderLabels({tr("Time"), tr("Paid"), tr("Credit"), tr("No."), tr("State")});
    for (const int figures : {1, 2, 3})
        m_orders->horizontalHeaderItem(figures)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    if (m_customer)
        display(*m_customer, m_card, m_anothers);
}

void CustomerPanel::clear() {
    m_customer.reset();
    m_card.reset();
    m_meters->clear();
    m_orders->setRowCount(0);
    m_body->hide();
    m_nobody->show();
    Q_EMIT meterChanged();
}

void CustomerPanel::display(const Customer& customer, const std::optional<CardView>& card, bool anothers) {
    // A card just laid on decides which meter is served, unless it is blank; otherwise the one marked stays.
    const bool newCard = card && !card->slots_.isEmpty() && (!m_card || m_card->uid != card->uid);
    const QString marked = meter() && !newCard ? meter()->meter.number : QString();
    m_customer = customer;
    m_card = card;
    m_anothers = anothers;
    m_nobody->hide();
    m_body->show();
    m_name->setText(customer.resident.name);
    QString home = tr("%1    %2    household of %3    account %4")
                       .arg(customer.apartment.code, customer.resident.phone,
                            QString::number(customer.resident.householdSize), customer.account.number);
    // Lines break between the parts, not within one.
    static const QRegularExpression within(QStringLiteral("(?<! ) (?! )"));
    m_home->setText(home.replace(within, QString(QChar::Nbsp)));
    if (card) {
        // What else there is to say of it stands where messages stand, with the next step.
        m_cardChip->say(card->finding == CardFinding::Ours    ? tr("Card on the reader")
                        : card->finding == CardFinding::Blank ? tr("Blank card on the reader")
                                                              : tr("Look at the card"),
                        toneOf(card->finding));
    } else {
        m_cardChip->say(anothers ? tr("Another resident's card on the reader") : tr("No card on the reader"),
                        anothers ? theme::Tone::Warning : theme::Tone::Neutral);
    }
    fillMeters();
    tellCases();
    selectMeter(marked);
}

void CustomerPanel::tellCases() {
    QStringList told;
    for (const CustomerMeter& each : std::as_const(m_customer->meters))
        for (const OpenCase& open : each.cases)
            told << tr("A case is open for meter %1: %2").arg(each.meter.number, caseText(open.kind));
    m_caseRow->setVisible(!told.isEmpty());
    told << tr("Ask a manager.");
    m_caseIcon->setPixmap(theme::icon("dialog-warning").pixmap(16, 16));
    m_cases->setText(told.join(QLatin1Char('\n')));
    m_cases->setStyleSheet(QStringLiteral("color: %1").arg(theme::ink(theme::Tone::Warning).name()));
}

void CustomerPanel::fillMeters() {
    const QSignalBlocker quiet(m_meters);
    m_meters->clear();
    for (const CustomerMeter& each : std::as_const(m_customer->meters)) {
        auto* item = new QListWidgetItem(m_meters);
        const MeterLine line = meterLine(each, isOnCard(each.meter));
        item->setData(Qt::UserRole, QVariant::fromValue(line));
        const QString whole =
            QStringList{line.title + QLatin1Char(' ') + line.number, line.state, line.remaining, line.detail}.join(
                QStringLiteral(", "));
        item->setData(Qt::AccessibleTextRole, whole);
        item->setToolTip(whole); // a narrow list leaves some of it out
    }
    const int rows = std::max(1, static_cast<int>(m_customer->meters.size()));
    m_meters->setFixedHeight(std::min(rows, 4) * 8 * theme::grid + 4);
}

bool CustomerPanel::isOnCard(const Meter& meter) const {
    return m_card && std::any_of(m_card->slots_.begin(), m_card->slots_.end(),
                                 [&meter](const SlotView& slot) { return slot.meter && slot.meter->id == meter.id; });
}

std::optional<OpenOrder> CustomerPanel::waiting() const {
    const CustomerMeter* each = meter();
    const CreditOrder* order = each ? waitsFor(*each) : nullptr;
    return order ? std::optional<OpenOrder>({*order, each->meter, m_customer->apartment.code, false}) : std::nullopt;
}

void CustomerPanel::selectMeter(const QString& number) {
    if (!m_customer)
        return;
    int row = -1;
    bool waits = false; // of the meters on the card, one with an open order comes first
    for (int i = 0; i < m_customer->meters.size(); ++i) {
        const CustomerMeter& each = m_customer->meters.at(i);
        const bool better = isOnCard(each.meter) && (row < 0 || (!waits && waitsFor(each)));
        if (each.meter.number == number || better) {
            row = i;
            waits = waitsFor(each) != nullptr;
        }
        if (each.meter.number == number)
            break;
    }
    {
        const QSignalBlocker quiet(m_meters);
        m_meters->setCurrentRow(std::max(row, 0));
    }
    showMarked();
    fillOrders();
    Q_EMIT meterChanged();
}

void CustomerPanel::tellReport() {
    const CustomerMeter* each = meter();
    const ReportLine line = each ? reportLine(*each) : ReportLine{};
    m_report->setVisible(!line.text.isEmpty());
    m_report->setText(line.text);
    m_report->setToolTip(line.whole);
    m_report->setAccessibleDescription(line.whole);
    const QColor ink = line.warns ? theme::ink(theme::Tone::Warning) : theme::muted();
    m_report->setStyleSheet(QStringLiteral("color: %1").arg(ink.name()));
}

void CustomerPanel::stepMeter(int by) {
    const int row = m_meters->currentRow() + by;
    if (m_customer && row >= 0 && row < m_meters->count())
        m_meters->setCurrentRow(row);
}

void CustomerPanel::showMarked() {
    tellReport();
    // In a low window the meters scroll with the rest.
    const QRect row = m_meters->visualItemRect(m_meters->currentItem());
    for (QWidget* up = m_meters->parentWidget(); up != nullptr; up = up->parentWidget())
        if (auto* area = qobject_cast<QScrollArea*>(up))
            area->ensureVisible(0, m_meters->viewport()->mapTo(area->widget(), row.center()).y(), 0,
                                row.height() / 2 + 4);
}

const CustomerMeter* CustomerPanel::meter() const {
    const int row = m_meters->currentRow();
    return m_customer && row >= 0 && row < m_customer->meters.size() ? &m_customer->meters.at(row) : nullptr;
}

void CustomerPanel::fillOrders() {
    m_orders->setRowCount(0);
    const CustomerMeter* each = meter();
    if (!each)
        return;
    m_orders->setRowCount(static_cast<int>(each->orders.size()));
    for (int row = 0; row < each->orders.size(); ++row) {
        const CreditOrder& order = each->orders.at(row);
        const QStringList texts{
            QDateTime::fromMSecsSinceEpoch(order.createdAt).toString(QStringLiteral("yyyy-MM-dd HH:mm")),
            toString(order.paid), creditText(order.credit, each->meter),
            order.count ? QString::number(*order.count) : QString(), stateText(order.state)};
        for (int column = 0; column < texts.size(); ++column) {
            auto* item = new QTableWidgetItem(texts.at(column));
            item->setData(Qt::UserRole, order.id);
            if (column == 1 || column == 2 || column == 3)
                item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            if (isOpen(order.state) && column == 4)
                item->setForeground(theme::ink(theme::Tone::Warning));
            m_orders->setItem(row, column, item);
        }
    }
    for (int column = 0; column + 1 < m_orders->columnCount(); ++column) // the last one takes what is left
        m_orders->resizeColumnToContents(column);
}

} // namespace meterdesk
