// The three steps of a sale: in the books, onto the card, read back. Threads: GUI.
#pragma once

#include "cardio/desk/carddesk.h"

#include <QWidget>

class QLabel;

namespace meterdesk {

class StepView : public QWidget {
    Q_OBJECT
public:
    /// The names of its labels begin with `prefix`.
    explicit StepView(const QString& prefix = {}, QWidget* parent = nullptr);
    void reset();
    void begin(SaleStep step); // the ones before it are done
    void finish();
    void stop(); // what is under way has failed
    void retranslate();
    bool hasBegun() const; // any of the steps

private:
    enum class Mark { Waiting, Running, Done, Failed };
    void draw();
    Mark m_marks[3] = {};
    QLabel* m_icons[3];
    QLabel* m_texts[3];
};

} // namespace meterdesk
