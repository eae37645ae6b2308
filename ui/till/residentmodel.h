// Residents for the search list: hits of a search, or all apartments by code, read on demand a page at a time, so that
// a compound of a million costs as much as an empty one.
//
// Threads: GUI. Reading runs on the books' thread; an answer that a newer search has overtaken is dropped.
#pragma once

#include "ui/common/officethread.h"

#include "models/property/search.h"

#include <QAbstractListModel>

namespace meterdesk {

class ResidentModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { HitRole = Qt::UserRole + 1 };

    explicit ResidentModel(OfficeThread& books, QObject* parent = nullptr);
    void search(const QString& text);
    bool isSearching() const { return m_reading; }
    ResidentHit hit(const QModelIndex& index) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

Q_SIGNALS:
    void found(int count);
    void failed(const meterdesk::Error& error);

private:
    void read(const QString& text, const QString& after);
    OfficeThread& m_books;
    QList<ResidentHit> m_hits;
    QString m_text;
    quint64 m_life = 0; // grows with each search; answers of an older life are dropped
    bool m_more = false;
    bool m_reading = false;
};

} // namespace meterdesk

Q_DECLARE_METATYPE(meterdesk::ResidentHit)
