#include "ui/till/stepview.h"

#include "ui/common/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <algorithm>

namespace meterdesk {

StepView::StepView(const QString& prefix, QWidget* parent) : QWidget(parent) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(theme::grid);
    grid->setColumnStretch(1, 1);
    for (int i = 0; i < 3; ++i) {
        m_icons[i] = new QLabel(this);
        m_texts[i] = new QLabel(this);
        m_texts[i]->setObjectName(prefix + QStringLiteral("step%1").arg(i + 1));
        grid->addWidget(m_icons[i], i, 0);
        grid->addWidget(m_texts[i], i, 1);
    }
    reset();
}

void StepView::reset() {
    for (Mark& mark : m_marks)
        mark = Mark::Waiting;
    draw();
}

void StepView::begin(SaleStep step) {
    const int now = static_cast<int>(step);
    for (int i = 0; i < 3; ++i)
        m_marks[i] = i < now ? Mark::Done : i == now ? Mark::Running : Mark::Waiting;
    draw();
}

void StepView::finish() {
    for (Mark& mark : m_marks)
        mark = Mark::Done;
    draw();
}

void StepView::stop() {
    for (Mark& mark : m_marks)
        if (mark == Mark::Running)
            mark = Mark::Failed;
    draw();
}

bool StepView::hasBegun() const {
    return std::any_of(std::begin(m_marks), std::end(m_marks), [](Mark mark) { return mark != Mark::Waiting; });
}

void StepView::retranslate() {
    draw();
}

void StepView::draw() {
    const QString names[] = {tr("Write it in the books"), tr("Write it on the card"), tr("Read the card back")};
    for (int i = 0; i < 3; ++i) {
        QString state;
        const char* icon = "";
        theme::Tone tone = theme::Tone::Neutral;
        switch (m_marks[i]) {
        case Mark::Waiting:
            icon = "draw-circle";
            break;
        case Mark::Running:
            icon = "media-playback-start";
            tone = theme::Tone::Accent;
            state = tr("under way");
            break;
        case Mark::Done:
            icon = "dialog-ok";
            tone = theme::Tone::Good;
            state = tr("done");
            break;
        case Mark::Failed:
            icon = "dialog-cancel";
            tone = theme::Tone::Bad;
            state = tr("stopped");
            break;
        }
        m_icons[i]->setPixmap(theme::icon(icon).pixmap(20, 20));
        m_texts[i]->setText(state.isEmpty() ? names[i] : tr("%1: %2").arg(names[i], state));
        m_texts[i]->setStyleSheet(
            QStringLiteral("color: %1")
                .arg(m_marks[i] == Mark::Waiting ? theme::muted().name() : theme::ink(tone).name()));
    }
}

} // namespace meterdesk
