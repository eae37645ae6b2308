// The line above every page of the till: whose office it is, the reader, open orders, language and light, who works
// here. Threads: GUI.
#pragma once

#include "ui/common/theme.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace meterdesk {

class Chip;

class TopBar : public QWidget {
    Q_OBJECT
public:
    explicit TopBar(QWidget* parent = nullptr);
    void setOffice(const QString& name);
    /// From now on there are open orders to look at, and somebody to sign out.
    void setPerson(const QString& name);
    void setOpenOrders(int count);
    void sayReader(const QString& text, theme::Tone tone);
    void setNarrow(bool narrow);
    void retranslate();

Q_SIGNALS:
    void openOrdersWanted();
    void languageWanted();
    void lightWanted();
    void signOutWanted();

private:
    void tellOpenOrders();

    bool m_narrow = false;
    int m_openOrders = 0;
    QLabel* m_office;
    Chip* m_reader;
    QLabel* m_person;
    QToolButton* m_open;
    QToolButton* m_language;
    QToolButton* m_light;
    QToolButton* m_signOut;
};

} // namespace meterdesk
