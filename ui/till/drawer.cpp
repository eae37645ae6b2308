#include "ui/till/drawer.h"

#include "cardio/simulator/shelf.h"
#include "ui/common/announce.h"
#include "ui/common/theme.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace meterdesk {

using simulator::Shelf;

namespace {

/// Why a virtual meter took nothing (simulator::LoadResult::reason).
QString refusalText(const QString& reason) {
    static constexpr std::pair<const char*, const char*> texts[] = {
        {"count", QT_TRANSLATE_NOOP("Drawer", "it has taken this purchase already")},
        {"empty", QT_TRANSLATE_NOOP("Drawer", "there is no purchase on the card")},
        {"other meter", QT_TRANSLATE_NOOP("Drawer", "the card is for another meter")},
        {"bad record", QT_TRANSLATE_NOOP("Drawer", "what stands on the card is damaged")},
        {"blank", QT_TRANSLATE_NOOP("Drawer", "the card is blank")},
        {"foreign", QT_TRANSLATE_NOOP("Drawer", "the card is another system's")},
        {"no key", QT_TRANSLATE_NOOP("Drawer", "the card's keys aren't this office's")},
        {"refused", QT_TRANSLATE_NOOP("Drawer", "the card refused it")},
        {"clear", QT_TRANSLATE_NOOP("Drawer", "a tool card: the meter is cleared")},
        {"check", QT_TRANSLATE_NOOP("Drawer", "a tool card: the meter is read")},
        {"valve", QT_TRANSLATE_NOOP("Drawer", "a tool card: the valve is moved")},
        {"parameter", QT_TRANSLATE_NOOP("Drawer", "a tool card: the meter is set up")},
        {"transfer", QT_TRANSLATE_NOOP("Drawer", "a tool card: credit is moved to another meter")},
    };
    for (const auto& [name, text] : texts)
        if (reason == QLatin1String(name))
            return QCoreApplication::translate("Drawer", text);
    return reason;
}

} // namespace

Drawer::Drawer(OfficeThread& books, QWidget* parent)
    : QFrame(parent), m_books(books), m_title(new QLabel), m_cards(new QComboBox), m_insert(new QPushButton),
      m_eject(new QPushButton), m_load(new QPushButton), m_says(new QLabel) {
    theme::makeCard(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * theme::grid, theme::grid, 2 * theme::grid, theme::grid);
    column->setSpacing(theme::grid / 2);
    auto* row = new QHBoxLayout;
    column->addLayout(row);
    m_says->setObjectName(QStringLiteral("drawerSays"));
    m_says->setWordWrap(true);
    m_says->hide();
    column->addWidget(m_says);
    row->setSpacing(theme::grid);
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
    connect(m_insert, &QPushButton::clicked, this, [this] {
        act(
            [card = m_cards->currentText()](Shelf& shelf) -> Result<QString> {
                MD_TRY(shelf.insert(card));
                return QString();
            },
            false);
    });
    connect(m_eject, &QPushButton::clicked, this, [this] {
        act(
            [](Shelf& shelf) -> Result<QString> {
                MD_TRY(shelf.eject());
                return QString();
            },
            false);
    });
    connect(m_load, &QPushButton::clicked, this, [this] {
        act(
            [took = tr("The meter has taken the credit. Lay the card on again to see what it says."),
             refused = tr("The meter took nothing (%1).")](Shelf& shelf) -> Result<QString> {
                MD_GET(loaded, shelf.loadIntoMeter());
                return loaded.loaded ? took : refused.arg(refusalText(loaded.reason));
            },
            true);
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

template <class Work>
void Drawer::act(Work work, bool visitsMeter) {
    m_books.run(
        this,
        [work](OfficeOnThread& thread) -> Result<QString> {
            MD_GET(office, thread.office());
            Shelf shelf(office->dataFolder());
            return work(shelf);
        },
        [this, visitsMeter](const Result<QString>& result) {
            m_says->setText(result.value_or(QString()));
            m_says->setVisible(!m_says->text().isEmpty());
            if (!result)
                Q_EMIT failed(result.error());
            else if (!result->isEmpty())
                announce(m_says);
            reload();
            if (visitsMeter && result)
                Q_EMIT meterVisited();
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
