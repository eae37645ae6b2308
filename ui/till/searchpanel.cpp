#include "ui/till/searchpanel.h"

#include "ui/common/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QVBoxLayout>

namespace meterdesk {
namespace {

constexpr int typingPauseMs = 120;

struct Text {
    QString text;
    QFont font;
};

/// Two texts at the ends of a line. The right one says which home it is and stays whole; the left one gives way.
void drawEnds(QPainter& painter, const QRect& line, Qt::Alignment vertical, const Text& left, const Text& right) {
    painter.setFont(right.font);
    painter.drawText(line, static_cast<int>(Qt::AlignRight | vertical), right.text);
    const int rest = line.width() - painter.fontMetrics().horizontalAdvance(right.text) - 2 * theme::grid;
    painter.setFont(left.font);
    painter.drawText(line, static_cast<int>(Qt::AlignLeft | vertical),
                     painter.fontMetrics().elidedText(left.text, Qt::ElideRight, rest));
}

/// Two lines: apartment and name, then phone and meter.
class HitDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {200, 7 * theme::grid}; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const auto hit = index.data(ResidentModel::HitRole).value<ResidentHit>();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRect box = option.rect.adjusted(2, 2, -2, -2);
        const bool selected = option.state & QStyle::State_Selected;
        if (selected || option.state & QStyle::State_MouseOver) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme::wash(selected ? theme::Tone::Accent : theme::Tone::Neutral));
            painter->drawRoundedRect(box, 6, 6);
        }
        const QRect text = box.adjusted(theme::grid, theme::grid / 2, -theme::grid, -theme::grid / 2);
        painter->setPen(theme::ink(theme::Tone::Neutral));
        drawEnds(*painter, text, Qt::AlignTop, {hit.name, theme::font(theme::Size::Body, true)},
                 {hit.apartment, theme::font(theme::Size::Body)});
        painter->setPen(theme::muted());
        drawEnds(*painter, text, Qt::AlignBottom, {hit.phone, theme::font(theme::Size::Small)},
                 {hit.meterNumber, theme::font(theme::Size::Small)});
        painter->restore();
    }
};

} // namespace

SearchPanel::SearchPanel(OfficeThread& books, QWidget* parent)
    : QFrame(parent), m_field(new QLineEdit(this)), m_list(new QListView(this)), m_nothing(new QLabel(this)),
      m_pause(new QTimer(this)), m_model(new ResidentModel(books, this)) {
    theme::makeCard(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::grid, theme::grid, theme::grid, theme::grid);
    column->setSpacing(theme::grid);
    m_field->setObjectName(QStringLiteral("searchField"));
    m_field->addAction(theme::icon("search"), QLineEdit::LeadingPosition);
    m_list->setObjectName(QStringLiteral("searchList"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new HitDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->hide();
    column->addWidget(m_field);
    column->addWidget(m_nothing);
    column->addWidget(m_list, 1);
    retranslate();

    m_pause->setSingleShot(true);
    m_pause->setInterval(typingPauseMs);
    connect(m_field, &QLineEdit::textEdited, m_pause, qOverload<>(&QTimer::start));
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_chooseWhenFound = false; // Enter meant the words that stood here then
        if (text.isEmpty())
            m_pause->start();
    });
    connect(m_pause, &QTimer::timeout, this, &SearchPanel::search);
    connect(m_model, &ResidentModel::found, this, &SearchPanel::listFound);
    connect(m_model, &ResidentModel::failed, this, [this](const Error& error) {
        m_chooseWhenFound = false;
        Q_EMIT failed(error);
    });
    connect(m_list, &QListView::clicked, this, &SearchPanel::choose);
    connect(m_list, &QListView::activated, this, &SearchPanel::choose);
    connect(m_field, &QLineEdit::returnPressed, this, &SearchPanel::chooseMarked);
    m_field->installEventFilter(this);
}

void SearchPanel::choose(const QModelIndex& index) {
    const ResidentHit hit = m_model->hit(index);
    if (hit.accountId == noId)
        return;
    const QString typed = m_field->text().trimmed();
    const bool byMeter = !typed.isEmpty() && hit.meterNumber.startsWith(typed);
    Q_EMIT chosen(hit, byMeter ? hit.meterNumber : QString());
}

void SearchPanel::search() {
    m_listed = false;
    m_model->search(m_field->text());
}

void SearchPanel::chooseMarked() {
    const bool typed = m_pause->isActive(); // since the last search
    m_pause->stop();
    if (m_listed && !typed) {
        choose(m_list->currentIndex());
        return;
    }
    // The answer is still to come: it is chosen from when it is there, once.
    m_chooseWhenFound = true;
    if (typed || !m_model->isSearching())
        search();
}

void SearchPanel::listFound(int count) {
    m_listed = true;
    m_nothing->setVisible(count == 0);
    if (count > 0 && !m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_model->index(0));
    if (m_chooseWhenFound) {
        m_chooseWhenFound = false;
        choose(m_list->currentIndex());
    }
}

void SearchPanel::retranslate() {
    // The button that clears keeps the icon it was made with, which a change of light leaves behind.
    m_field->setClearButtonEnabled(false);
    m_field->setClearButtonEnabled(true);
    m_field->setPlaceholderText(tr("Find a resident  (F3)"));
    m_field->setAccessibleName(tr("Find a resident"));
    m_field->setToolTip(tr("Apartment, name, phone, meter or card"));
    m_list->setAccessibleName(tr("Residents found"));
    m_nothing->setText(tr("Nobody found. Try a part of the name, or the apartment like 3-1-1201."));
}

void SearchPanel::start() {
    search();
}

void SearchPanel::focusField() {
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
    if (!m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_model->index(0));
}

void SearchPanel::mark(Id accountId) {
    if (m_model->hit(m_list->currentIndex()).accountId == accountId)
        return;
    QModelIndex row;
    for (int i = 0; i < m_model->rowCount() && !row.isValid(); ++i)
        if (m_model->hit(m_model->index(i)).accountId == accountId)
            row = m_model->index(i);
    m_list->setCurrentIndex(row);
}

bool SearchPanel::isTyping() const {
    return m_field->hasFocus() && !m_field->text().isEmpty();
}

bool SearchPanel::eventFilter(QObject* watched, QEvent* event) {
    // The arrows walk the list while the typing goes on.
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            const int row = m_list->currentIndex().row() + (key == Qt::Key_Down ? 1 : -1);
            if (row >= 0 && row < m_model->rowCount())
                m_list->setCurrentIndex(m_model->index(row));
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace meterdesk
