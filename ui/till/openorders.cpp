#include "ui/till/openorders.h"

#include "ui/common/theme.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>

namespace meterdesk {

OpenOrders::OpenOrders(OfficeThread& books, QWidget* parent)
    : QFrame(parent), m_books(books), m_title(new QLabel), m_table(new QTableWidget), m_reason(new QLineEdit),
      m_settle(new QPushButton), m_resend(new QPushButton), m_reverse(new QPushButton), m_close(new QPushButton) {
    theme::makeCard(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * theme::grid, 2 * theme::grid, 2 * theme::grid, 2 * theme::grid);
    column->setSpacing(theme::grid);
    m_title->setFont(theme::font(theme::Size::Title, true));
    column->addWidget(m_title);
    m_table->setObjectName(QStringLiteral("openOrderTable"));
    m_table->setColumnCount(6);
    m_table->verticalHeader()->hide();
    m_table->setShowGrid(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setTabKeyNavigation(false);
    column->addWidget(m_table, 1);
    m_reason->setObjectName(QStringLiteral("reverseReason"));
    column->addWidget(m_reason);
    auto* row = new QHBoxLayout;
    m_settle->setObjectName(QStringLiteral("settleButton"));
    m_resend->setObjectName(QStringLiteral("resendButton"));
    m_reverse->setObjectName(QStringLiteral("reverseButton"));
    m_settle->setProperty("primary", true);
    for (QPushButton* button : {m_settle, m_resend, m_reverse})
        row->addWidget(button);
    row->addStretch(1);
    row->addWidget(m_close);
    column->addLayout(row);
    connect(m_settle, &QPushButton::clicked, this, &OpenOrders::settleWanted);
    connect(m_resend, &QPushButton::clicked, this, [this] { Q_EMIT resendWanted(marked()); });
    connect(m_reverse, &QPushButton::clicked, this,
            [this] { Q_EMIT reverseWanted(marked(), m_reason->text().trimmed()); });
    connect(m_close, &QPushButton::clicked, this, &OpenOrders::closed);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, [this] {
        m_resend->setEnabled(marked() != noId);
        m_reverse->setEnabled(marked() != noId);
    });
    retranslate();
}

void OpenOrders::retranslate() {
    m_title->setText(tr("Open orders"));
    m_table->setAccessibleName(tr("Open orders"));
    m_table->setHorizontalHeaderLabels(
        {tr("Time"), tr("Apartment"), tr("Meter"), tr("Paid"), tr("Credit"), tr("State")});
    m_reason->setPlaceholderText(tr("Reason for giving money back"));
    m_reason->setAccessibleName(tr("Reason for giving money back"));
    m_settle->setText(tr("Read the card and settle"));
    m_resend->setText(tr("Send again"));
    m_reverse->setText(tr("Give the money back"));
    m_close->setText(tr("Back  (Esc)"));
}

void OpenOrders::reload() {
    m_books.run(
        this,
        [](OfficeOnThread& thread) -> Result<QList<Row>> {
            MD_GET(office, thread.office());
            MD_GET(who, thread.session());
            const CreditJournal journal(office->store(), *who);
            const MeterBook meters(office->store(), *who);
            const PropertyBook property(office->store());
            MD_GET(orders, journal.openOrders());
            QList<Row> rows;
            for (const CreditOrder& order : orders) {
                MD_GET(meter, meters.meter(order.meterId));
                MD_GET(account, property.account(order.accountId));
                MD_GET(apartment, property.apartment(account.apartmentId));
                rows.append({order, meter, apartment.code});
            }
            return rows;
        },
        [this](const Result<QList<Row>>& rows) {
            if (rows)
                fill(*rows);
            else
                Q_EMIT failed(rows.error());
        });
}

void OpenOrders::fill(const QList<Row>& rows) {
    m_table->setRowCount(static_cast<int>(rows.size()));
    for (int i = 0; i < rows.size(); ++i) {
        const Row& each = rows.at(i);
        const QStringList texts{
            QDateTime::fromMSecsSinceEpoch(each.order.createdAt).toString(QStringLiteral("yyyy-MM-dd HH:mm")),
            each.apartment,
            each.meter.number,
            toString(each.order.paid),
            amountText(each.order.credit, each.meter),
            stateText(each.order.state)};
        for (int column = 0; column < texts.size(); ++column) {
            auto* item = new QTableWidgetItem(texts.at(column));
            item->setData(Qt::UserRole, each.order.id);
            m_table->setItem(i, column, item);
        }
    }
    m_table->resizeColumnsToContents();
    if (!rows.isEmpty())
        m_table->selectRow(0);
    m_resend->setEnabled(marked() != noId);
    m_reverse->setEnabled(marked() != noId);
    Q_EMIT counted(static_cast<int>(rows.size()));
}

Id OpenOrders::marked() const {
    const QTableWidgetItem* item = m_table->currentRow() >= 0 ? m_table->item(m_table->currentRow(), 0) : nullptr;
    return item ? item->data(Qt::UserRole).toLongLong() : noId;
}

void OpenOrders::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QFrame::keyPressEvent(event);
}

} // namespace meterdesk
