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
#include <algorithm>

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
    m_table->setMinimumHeight(5 * theme::grid);
    m_table->installEventFilter(this);
    setFocusProxy(m_table);
    column->addWidget(m_table, 1);
    m_reason->setObjectName(QStringLiteral("reverseReason"));
    auto* giveBack = new QHBoxLayout; // the reason stands beside the button that it is for
    giveBack->addWidget(m_reason, 1);
    giveBack->addWidget(m_reverse);
    column->addLayout(giveBack);
    auto* row = new QHBoxLayout;
    m_settle->setObjectName(QStringLiteral("settleButton"));
    m_resend->setObjectName(QStringLiteral("resendButton"));
    m_reverse->setObjectName(QStringLiteral("reverseButton"));
    m_settle->setProperty("primary", true);
    for (QPushButton* button : {m_settle, m_resend})
        row->addWidget(button);
    row->addStretch(1);
    row->addWidget(m_close);
    column->addLayout(row);
    connect(m_settle, &QPushButton::clicked, this, [this] { askOnce([this] { Q_EMIT settleWanted(); }); });
    connect(m_resend, &QPushButton::clicked, this,
            [this] { askOnce([this, id = m_marked] { Q_EMIT resendWanted(id); }); });
    connect(m_reverse, &QPushButton::clicked, this, [this] {
        askOnce([this, id = m_marked, reason = m_reason->text().trimmed()] { Q_EMIT reverseWanted(id, reason); });
    });
    connect(m_close, &QPushButton::clicked, this, &OpenOrders::closed);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &OpenOrders::markChanged);
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
    m_close->setText(tr("Back  (Esc)"));
    draw();
    tellButtons();
}

template <class Ask>
void OpenOrders::askOnce(Ask ask) {
    m_waiting = true;
    tellButtons();
    ask();
}

void OpenOrders::answered() {
    read(true);
}

void OpenOrders::reload() {
    read(false);
}

void OpenOrders::read(bool opensButtons) {
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
        [this, opensButtons](const Result<QList<Row>>& rows) {
            m_waiting = m_waiting && !opensButtons;
            tellButtons();
            if (rows)
                fill(*rows);
            else
                Q_EMIT failed(rows.error());
        });
}

void OpenOrders::fill(const QList<Row>& rows) {
    m_rows = rows;
    draw();
    Q_EMIT counted(static_cast<int>(rows.size()));
}

void OpenOrders::draw() {
    {
        // Rows come and go under the mark; it belongs to the order, not to its place.
        const QSignalBlocker quiet(m_table);
        m_table->clearSelection();
        m_table->setCurrentItem(nullptr);
        m_table->setRowCount(static_cast<int>(m_rows.size()));
        for (int i = 0; i < m_rows.size(); ++i) {
            const Row& each = m_rows.at(i);
            const QStringList texts{
                QDateTime::fromMSecsSinceEpoch(each.order.createdAt).toString(QStringLiteral("yyyy-MM-dd HH:mm")),
                each.apartment,
                each.meter.number,
                toString(each.order.paid),
                amountText(each.order.credit, each.meter),
                stateText(each.order.state)};
            for (int column = 0; column < texts.size(); ++column)
                m_table->setItem(i, column, new QTableWidgetItem(texts.at(column)));
            if (each.order.id == m_marked)
                m_table->selectRow(i);
        }
        m_table->resizeColumnsToContents();
    }
    markChanged();
}

const OpenOrders::Row* OpenOrders::marked() const {
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [this](const Row& row) { return row.order.id == m_marked; });
    return found == m_rows.end() ? nullptr : &*found;
}

void OpenOrders::markChanged() {
    const QModelIndexList selected = m_table->selectionModel()->selectedRows();
    const Id now = selected.isEmpty() ? noId : m_rows.at(selected.first().row()).order.id;
    // A reason was written for one order; it says nothing about the next.
    if (now != m_marked)
        m_reason->clear();
    m_marked = now;
    tellButtons();
}

void OpenOrders::tellButtons() {
    const Row* row = marked();
    m_settle->setEnabled(!m_waiting);
    m_resend->setEnabled(row && !m_waiting);
    m_reverse->setEnabled(row && !m_waiting);
    m_reason->setEnabled(row && !m_waiting);
    if (!row) {
        m_resend->setText(tr("Write again"));
        m_reverse->setText(tr("Give the money back"));
        return;
    }
    const QString amount = amountText(row->order.credit, row->meter);
    m_resend->setText(row->order.count ? tr("Write %1 again (no. %2)").arg(amount).arg(*row->order.count)
                                       : tr("Write %1 onto the card").arg(amount));
    m_reverse->setText(tr("Give %1 yuan back to %2").arg(toString(row->order.paid), row->apartment));
}

bool OpenOrders::eventFilter(QObject* watched, QEvent* event) {
    // Nothing is marked by itself: the first arrow marks the first order.
    if (watched == m_table && event->type() == QEvent::KeyPress && m_marked == noId && !m_rows.isEmpty()) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up || key == Qt::Key_Home) {
            m_table->selectRow(0);
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void OpenOrders::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QFrame::keyPressEvent(event);
}

} // namespace meterdesk
