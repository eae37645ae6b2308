// The demo reader's drawer: pick a card, lay it on, take it to its meter, use some up. Only with the simulator.
// Threads: GUI; touches small files only, on the books' thread.
#pragma once

#include "ui/common/messagebar.h"
#include "ui/common/officethread.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QPushButton;

namespace meterdesk {

class Drawer : public QFrame {
    Q_OBJECT
public:
    explicit Drawer(OfficeThread& books, QWidget* parent = nullptr);
    void reload();
    void retranslate();
    void setShort(bool isShort); // a low window: less air

Q_SIGNALS:
    void failed(const meterdesk::Error& error);
    /// The card came back from its meter; what the meter did, in words.
    void meterVisited(const meterdesk::MessageBar::Words& words);

private:
    struct Content {
        QStringList cards;
        QString inserted;
    };
    template <class Work>
    void act(Work work);
    OfficeThread& m_books;
    QLabel* m_title;
    QComboBox* m_cards;
    QPushButton* m_insert;
    QPushButton* m_eject;
    QPushButton* m_load;
    QString m_inserted;
};

} // namespace meterdesk
