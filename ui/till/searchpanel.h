// Finding whom the cashier means by typing: apartment, name, phone, meter or card. Threads: GUI.
#pragma once

#include "ui/till/residentmodel.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QListView;
class QTimer;

namespace meterdesk {

class SearchPanel : public QFrame {
    Q_OBJECT
public:
    explicit SearchPanel(OfficeThread& books, QWidget* parent = nullptr);
    void start();      // the first page
    void focusField(); // selects what is typed
    /// Something is being typed here: nothing else may take the cursor.
    bool isTyping() const;
    /// Who is served is marked here too, where he is listed; else nobody is.
    void mark(Id accountId);
    void retranslate();

Q_SIGNALS:
    /// `meter`: by whose number it was found; empty: by something else.
    void chosen(const meterdesk::ResidentHit& hit, const QString& meter);
    void failed(const meterdesk::Error& error);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void search();
    void choose(const QModelIndex& index);
    void chooseMarked(); // Enter
    void listFound(int count);

    bool m_listed = false;          // the list answers what was searched for last
    bool m_chooseWhenFound = false; // Enter came before the answer
    QLineEdit* m_field;
    QListView* m_list;
    QLabel* m_nothing;
    QTimer* m_pause;
    ResidentModel* m_model;
};

} // namespace meterdesk
