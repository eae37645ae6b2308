#include "ui/till/openorders.h"

#include "ui/common/theme.h"
#include "ui/till/orderactions.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <algorithm>
#include <utility>

namespace meterdesk {

OpenOrders::OpenOrders(OfficeThread& books, QWidget* parent)
    : QFrame(parent), m_books(books), m_actions(new OrderActions(QString(), this)), m_title(new QLabel),
      m_table(new QTableWidget), m_none(new QLabel), m_settle(new QPushButton), m_close(new QPushButton) {
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
    m_none->setObjectName(QStringLiteral("noOpenOrders"));
    m_none->setFont(theme::font(theme::Size::Title));
    m_none->setEnabled(false); // muted
    m_none->setAlignment(Qt::AlignCenter);
    (new QVBoxLayout(m_table->viewport()))->addWidget(m_none);
    m_none->hide(); // until it is known
    column->addWidget(m_table, 1);
    auto* giveBack = new QHBoxLayout; // the reason stands beside the button that it is for
    giveBack->addWidget(m_actions->reason(), 1);
    giveBack->addWidget(m_actions->giveBack());
    column->addLayout(giveBack);
    auto* row = new QHBoxLayout;
    m_settle->setObjectName(QStringLiteral("settleButton"));
    m_settle->setProperty("primary", true);
    for (QPushButton* button : {m_settle, m_actions->resend()})
        row->addWidget(button);
    row->addStretch(1);
    row->addWidget(m_close);
    column->addLayout(row);
    connect(m_settle, &QPushButton::clicked, this, [this] {
        setWaiting(true);
        Q_EMIT settleWanted();
    });
    connect(m_actions, &OrderActions::resendWanted, this, [this](Id orderId) {
        setWaiting(true);
        Q_EMIT resendWanted(orderId);
    });
    connect(m_actions, &OrderActions::reverseWanted, this, [this](Id orderId, const QString& reason) {
        setWaiting(true);
        Q_EMIT reverseWanted(orderId, reason);
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
    for (const int figures : {3, 4})
        m_table->horizontalHeaderItem(figures)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_none->setText(tr("No open orders"));
    m_actions->retranslate();
    m_settle->setText(tr("Read the card and settle"));
    m_close->setText(tr("Back  (Esc)"));
    draw();
}

void OpenOrders::setWaiting(bool waiting) {
    m_settle->setEnabled(!waiting);
    m_actions->setWaiting(waiting);
}

bool OpenOrders::has(Id orderId) const {
    return std::any_of(m_rows.begin(), m_rows.end(),
                       [orderId](const OpenOrder& each) { return each.order.id == orderId; });
}

void OpenOrders::answered() {
    read(true);
}

void OpenOrders::open() {
    read(false, true);
}

void OpenOrders::reload() {
    read(false);
}

void OpenOrders::read(bool opensButtons, bool marksFirst) {
    m_books.run(
        this,
        [](OfficeOnThread& thread) -> Result<QList<OpenOrder>> {
            MD_GET(office, thread.office());
            MD_GET(who, thread.session());
            MD_GET(orders, CreditJournal(office->store(), *who).openOrders());
            return openOrdersOf(thread, orders);
        },
        [this, opensButtons, marksFirst](const Result<QList<OpenOrder>>& rows) {
            if (opensButtons)
                setWaiting(false);
            if (rows)
                fill(*rows, marksFirst);
            else
                Q_EMIT failed(rows.error());
        });
}

void OpenOrders::fill(const QList<OpenOrder>& rows, bool marksFirst) {
    m_rows = rows;
    m_none->setVisible(rows.isEmpty());
    if (marksFirst && m_marked == noId && !rows.isEmpty())
        m_marked = rows.first().order.id;
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
            const OpenOrder& each = m_rows.at(i);
            const QStringList texts{
                QDateTime::fromMSecsSinceEpoch(each.order.createdAt).toString(QStringLiteral("yyyy-MM-dd HH:mm")),
                each.apartment,
                kindText(each.meter.kind) + QStringLiteral("  ") + each.meter.number,
                toString(each.order.paid),
                creditText(each.order.credit, each.meter),
                stateText(each.order.state)};
            for (int column = 0; column < texts.size(); ++column) {
                auto* item = new QTableWidgetItem(texts.at(column));
                if (column == 3 || column == 4)
                    item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
                m_table->setItem(i, column, item);
            }
            if (each.order.id == m_marked)
                m_table->selectRow(i);
        }
        for (int column = 0; column + 1 < m_table->columnCount(); ++column) // the last one takes what is left
            m_table->resizeColumnToContents(column);
    }
    markChanged();
}

void OpenOrders::markChanged() {
    const QModelIndexList selected = m_table->selectionModel()->selectedRows();
    const std::optional<OpenOrder> now =
        selected.isEmpty() ? std::nullopt : std::optional<OpenOrder>(m_rows.at(selected.first().row()));
    m_marked = now ? now->order.id : noId;
    m_actions->display(now);
}

bool OpenOrders::eventFilter(QObject* watched, QEvent* event) {
    // Where the one marked has gone, nothing is: the first arrow marks the first order.
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
