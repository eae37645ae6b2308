#include "ui/till/residentmodel.h"

#include <QTextDocument>

namespace meterdesk {

namespace {

constexpr int pageRows = 50;

Result<QList<ResidentHit>> readPage(OfficeOnThread& thread, const QString& text, const QString& after) {
    MD_GET(office, thread.office());
    if (!text.isEmpty())
        return Search(office->store()).find(text, pageRows);
    return PropertyBook(office->store()).page(after, pageRows);
}

} // namespace

ResidentModel::ResidentModel(OfficeThread& books, QObject* parent) : QAbstractListModel(parent), m_books(books) {
}

void ResidentModel::search(const QString& text) {
    ++m_life;
    m_text = text.trimmed();
    m_reading = false;
    read(m_text, {});
}

void ResidentModel::read(const QString& text, const QString& after) {
    m_reading = true;
    m_books.run(
        this, [text, after](OfficeOnThread& thread) { return readPage(thread, text, after); },
        [this, life = m_life, after](const Result<QList<ResidentHit>>& page) {
            if (life != m_life)
                return;
            m_reading = false;
            if (!page) {
                Q_EMIT failed(page.error());
                return;
            }
            m_more = m_text.isEmpty() && page->size() == pageRows;
            if (after.isEmpty()) {
                beginResetModel();
                m_hits = *page;
                endResetModel();
            } else if (!page->isEmpty()) {
                const int first = static_cast<int>(m_hits.size());
                beginInsertRows({}, first, first + static_cast<int>(page->size()) - 1);
                m_hits += *page;
                endInsertRows();
            }
            const int count = static_cast<int>(m_hits.size());
            Q_EMIT found(count);
        });
}

ResidentHit ResidentModel::hit(const QModelIndex& index) const {
    return index.isValid() && index.row() < m_hits.size() ? m_hits.at(index.row()) : ResidentHit{};
}

namespace {

QString wordsOf(const ResidentHit& hit) {
    return QStringLiteral("%1  %2  %3").arg(hit.apartment, hit.name, hit.phone);
}

} // namespace

int ResidentModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_hits.size());
}

QVariant ResidentModel::data(const QModelIndex& index, int role) const {
    const ResidentHit found = hit(index);
    if (found.accountId == noId)
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return wordsOf(found);
    case Qt::ToolTipRole: // the list cuts a long name off; a name's own marks are no layout
        return Qt::convertFromPlainText(wordsOf(found), Qt::WhiteSpaceNormal);
    case HitRole:
        return QVariant::fromValue(found);
    default:
        return {};
    }
}

bool ResidentModel::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && m_more && !m_reading;
}

void ResidentModel::fetchMore(const QModelIndex& parent) {
    if (canFetchMore(parent))
        read({}, m_hits.isEmpty() ? QString() : m_hits.last().apartment);
}

} // namespace meterdesk
