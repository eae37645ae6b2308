#include "ui/till/drawer.h"

#include "cardio/simulator/shelf.h"
#include "cardio/simulator/visittext.h"
#include "ui/common/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace meterdesk {

using simulator::Shelf;
using simulator::visitText;

Drawer::Drawer(OfficeThread& books, QWidget* parent)
    : QFrame(parent), m_books(books), m_title(new QLabel), m_cards(new QComboBox), m_insert(new QPushButton),
      m_eject(new QPushButton), m_load(new QPushButton) {
    theme::makeCard(this);
    auto* row = new QHBoxLayout(this);
    row->setSpacing(theme::grid);
    setShort(false);
    m_cards->setObjectName(QStringLiteral("drawerCards"));
    m_insert->setObjectName(QStringLiteral("drawerInsert"));
    m_eject->setObjectName(QStringLiteral("drawerEject"));
    m_load->setObjectName(QStringLiteral("drawerLoad"));
    m_cards->setMinimumSize(16 * theme::grid, 4 * theme::grid);
    m_title->setFont(theme::font(theme::Size::Small, true));
    row->addWidget(m_title);
    row->addWidget(m_cards);
    row->addWidget(m_insert);
    row->addWidget(m_eject);
    row->addWidget(m_load);
    row->addStretch(1);
    connect(m_insert, &QPushButton::clicked, this,
            [this] { act([card = m_cards->currentText()](Shelf& shelf) { return shelf.insert(card); }); });
    connect(m_eject, &QPushButton::clicked, this, [this] { act([](Shelf& shelf) { return shelf.eject(); }); });
    connect(m_load, &QPushButton::clicked, this, [this] {
        m_books.run(
            this,
            [](OfficeOnThread& thread) -> Result<simulator::LoadResult> {
                MD_GET(office, thread.office());
                return Shelf(office->dataFolder()).loadIntoMeter();
            },
            [this](const Result<simulator::LoadResult>& result) {
                reload();
                if (!result)
                    Q_EMIT failed(result.error());
                else
                    Q_EMIT meterVisited([visit = *result] {
                        return Saying{visitText(visit), {}, visit.loaded ? theme::Tone::Good : theme::Tone::Warning};
                    });
            });
    });
    retranslate();
}

void Drawer::retranslate() {
    m_title->setText(tr("DEMO READER"));
    m_cards->setAccessibleName(tr("Cards in the drawer"));
    m_insert->setText(tr("Lay on"));
    m_eject->setText(tr("Take away"));
    m_load->setText(tr("To the meter and back"));
}

void Drawer::setShort(bool isShort) {
    const int margin = isShort ? 2 : theme::grid;
    layout()->setContentsMargins(2 * theme::grid, margin, 2 * theme::grid, margin);
}

template <class Work>
void Drawer::act(Work work) {
    m_books.run(
        this,
        [work](OfficeOnThread& thread) -> Status {
            MD_GET(office, thread.office());
            Shelf shelf(office->dataFolder());
            return work(shelf);
        },
        [this](const Status& done) {
            if (!done)
                Q_EMIT failed(done.error());
            reload();
        });
}

void Drawer::reload() {
    m_books.run(
        this,
        [](OfficeOnThread& thread) -> Result<Content> {
            MD_GET(office, thread.office());
            const Shelf shelf(office->dataFolder());
            return Content{shelf.cards(), shelf.inserted()};
        },
        [this](const Result<Content>& content) {
            if (!content) {
                Q_EMIT failed(content.error());
                return;
            }
            const QString marked = m_cards->currentText();
            m_cards->clear();
            m_cards->addItems(content->cards);
            m_cards->setCurrentText(content->inserted.isEmpty() ? marked : content->inserted);
            m_inserted = content->inserted;
            m_eject->setEnabled(!m_inserted.isEmpty());
            m_load->setEnabled(!m_inserted.isEmpty());
        });
}

} // namespace meterdesk
