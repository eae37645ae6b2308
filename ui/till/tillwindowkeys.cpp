// The till's keys, its language and its light.
#include "models/staff/staffbook.h"
#include "ui/common/chip.h"
#include "ui/common/language.h"
#include "ui/common/messagebar.h"
#include "ui/till/confirmpanel.h"
#include "ui/till/salepanel.h"
#include "ui/till/searchpanel.h"
#include "ui/till/tillpanels.h"
#include "ui/till/tillwindow.h"

#include <QApplication>
#include <QEvent>
#include <QShortcut>

namespace meterdesk {

void TillWindow::tellRest() {
    m_panels->messagePlace->setRest(
        m_panels->isTillShown() && m_staff.isOpen()
            ? tr("F3 find a resident  ·  ↑↓ another meter  ·  F5 read the card again  ·  F4 open orders")
            : QString());
}

void TillWindow::changeLanguage() {
    const QString next = languageInUse() == QLatin1String("zh_CN") ? QStringLiteral("en") : QStringLiteral("zh_CN");
    if (m_panels->shows(m_panels->confirm))
        m_panels->giveWay(); // it asks in the old language
    useLanguage(next);
    if (!m_staff.isOpen())
        return; // whoever hasn't signed in changes what he sees, not what the office has chosen
    m_books.run(
        this,
        [next](OfficeOnThread& thread) -> Status {
            MD_GET(office, thread.office());
            MD_GET(who, thread.session());
            return office->store().transact([&]() -> Status {
                MD_TRY(Settings(office->store(), *who).setValue(QStringLiteral("language"), next));
                MD_TRY(audit(office->store(), Clock::system(), *who, QStringLiteral("setting"),
                             QStringLiteral("setting:language"), next));
                return keepLanguage(office->dataFolder(), next);
            });
        },
        [this](const Status& kept) {
            if (!kept)
                m_panels->message->say(kept.error());
        });
}

void TillWindow::addShortcuts() {
    const auto key = [this](const QKeySequence& sequence, auto action) {
        connect(new QShortcut(sequence, this), &QShortcut::activated, this, action);
    };
    key(Qt::Key_F3, [this] {
        if (!m_staff.isOpen())
            return;
        m_panels->showTill();
        m_panels->setSearching(true);
        m_panels->search->focusField();
    });
    key(Qt::Key_F4, [this] {
        if (m_staff.isOpen())
            m_panels->showOpenOrders();
    });
    key(Qt::Key_F5, [this] {
        if (m_staff.isOpen() && !m_panels->sale->isSelling())
            look();
    });
    key(Qt::Key_F12, [this] { signOut(); });
    key(Qt::CTRL | Qt::Key_L, [this] { changeLanguage(); });
    key(Qt::CTRL | Qt::Key_D, [this] { changeLight(); });
}

void TillWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange && m_panels)
        retranslate();
    QMainWindow::changeEvent(event);
}

void TillWindow::changeLight() {
    theme::apply(*qobject_cast<QApplication*>(QCoreApplication::instance()), !theme::isDark());
    const auto chips = findChildren<Chip*>();
    for (Chip* chip : chips)
        chip->paintTone();
    retranslate();
}

void TillWindow::retranslate() {
    setWindowTitle(tr("Meterdesk: till"));
    showReader();
    m_panels->retranslate();
    tellRest();
}

} // namespace meterdesk
