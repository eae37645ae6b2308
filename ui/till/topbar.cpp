#include "ui/till/topbar.h"

#include "ui/common/chip.h"
#include "ui/common/elidedlabel.h"
#include "ui/common/language.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace meterdesk {

TopBar::TopBar(QWidget* parent)
    : QWidget(parent), m_office(new ElidedLabel), m_reader(new Chip), m_person(new ElidedLabel),
      m_open(new QToolButton), m_language(new QToolButton), m_light(new QToolButton), m_signOut(new QToolButton) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme::grid, 0, theme::grid, 0);
    row->setSpacing(theme::grid);
    m_office->setObjectName(QStringLiteral("officeName"));
    m_reader->setObjectName(QStringLiteral("readerChip"));
    m_person->setObjectName(QStringLiteral("personName"));
    m_open->setObjectName(QStringLiteral("openOrdersButton"));
    m_open->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_language->setObjectName(QStringLiteral("languageButton"));
    m_light->setObjectName(QStringLiteral("themeButton"));
    m_signOut->setObjectName(QStringLiteral("signOutButton"));
    for (QToolButton* button : {m_open, m_language, m_light, m_signOut})
        button->setFocusPolicy(Qt::TabFocus);
    for (QWidget* each : std::initializer_list<QWidget*>{m_open, m_person, m_signOut})
        each->hide(); // until somebody is signed in
    row->addWidget(m_office);
    row->addSpacing(theme::grid);
    row->addWidget(m_reader);
    row->addStretch(1);
    for (QWidget* each : std::initializer_list<QWidget*>{m_open, m_language, m_light, m_person, m_signOut})
        row->addWidget(each);
    connect(m_open, &QToolButton::clicked, this, &TopBar::openOrdersWanted);
    connect(m_language, &QToolButton::clicked, this, &TopBar::languageWanted);
    connect(m_light, &QToolButton::clicked, this, &TopBar::lightWanted);
    connect(m_signOut, &QToolButton::clicked, this, &TopBar::signOutWanted);
    setOffice({});
    setNarrow(false);
}

void TopBar::setOffice(const QString& name) {
    m_office->setText(name.isEmpty() ? QStringLiteral("Meterdesk") : name);
}

void TopBar::setPerson(const QString& name) {
    m_person->setText(name);
    m_person->show();
    m_open->show();
    m_signOut->show();
}

void TopBar::setOpenOrders(int count) {
    m_openOrders = count;
    tellOpenOrders();
}

void TopBar::sayReader(const QString& text, theme::Tone tone) {
    m_reader->say(text, tone);
}

void TopBar::setNarrow(bool narrow) {
    m_narrow = narrow;
    const QFont small = theme::font(narrow ? theme::Size::Small : theme::Size::Body);
    for (QWidget* each : std::initializer_list<QWidget*>{m_open, m_language, m_light, m_person, m_signOut})
        each->setFont(small);
    m_office->setFont(theme::font(narrow ? theme::Size::Body : theme::Size::Title, true));
    tellOpenOrders();
}

void TopBar::tellOpenOrders() {
    m_open->setText(m_openOrders == 0 ? (m_narrow ? tr("Open orders (F4)") : tr("Open orders  (F4)"))
                    : m_narrow        ? tr("Open: %1 (F4)").arg(m_openOrders)
                                      : tr("Open orders: %1  (F4)").arg(m_openOrders));
    m_open->setAccessibleName(tr("Open orders: %1").arg(m_openOrders));
    m_open->setIcon(m_openOrders == 0 ? QIcon() : theme::icon("dialog-warning"));
}

void TopBar::retranslate() {
    m_language->setText(languageInUse() == QLatin1String("zh_CN") ? QStringLiteral("EN") : QStringLiteral("中文"));
    m_language->setToolTip(tr("Language (Ctrl+L)"));
    m_language->setAccessibleName(tr("Language"));
    m_light->setIcon(theme::icon("contrast"));
    m_light->setToolTip(tr("Light or dark (Ctrl+D)"));
    m_light->setAccessibleName(tr("Light or dark"));
    m_signOut->setText(tr("Sign out  (F12)"));
    tellOpenOrders();
}

} // namespace meterdesk
