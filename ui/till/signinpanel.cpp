#include "ui/till/signinpanel.h"

#include "ui/common/elidedlabel.h"
#include "ui/common/theme.h"

#include <QCheckBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace meterdesk {

SignInPanel::SignInPanel(QWidget* parent)
    : QFrame(parent), m_title(new ElidedLabel), m_hint(new QLabel), m_name(new QLineEdit), m_secret(new QLineEdit),
      m_remember(new QCheckBox), m_go(new QPushButton), m_asDemo(new QPushButton) {
    theme::makeCard(this);
    setMaximumWidth(56 * theme::grid);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(3 * theme::grid, 2 * theme::grid, 3 * theme::grid, 3 * theme::grid);
    column->setSpacing(2 * theme::grid);
    m_title->setFont(theme::font(theme::Size::Title, true));
    m_hint->setWordWrap(true);
    m_title->setObjectName(QStringLiteral("signInTitle"));
    m_name->setObjectName(QStringLiteral("signInName"));
    m_secret->setObjectName(QStringLiteral("signInSecret"));
    m_secret->setEchoMode(QLineEdit::Password);
    m_remember->setObjectName(QStringLiteral("signInRemember"));
    m_remember->hide();
    m_remember->setFocusPolicy(Qt::TabFocus); // ticked by the mouse, the cursor stays in the passphrase
    m_go->setObjectName(QStringLiteral("signInButton"));
    m_go->setProperty("primary", true);
    m_asDemo->setObjectName(QStringLiteral("signInAsDemo"));
    m_asDemo->hide();
    for (QWidget* each : std::initializer_list<QWidget*>{m_title, m_hint, m_name, m_secret, m_remember, m_go, m_asDemo})
        column->addWidget(each);
    connect(m_name, &QLineEdit::returnPressed, m_secret, qOverload<>(&QWidget::setFocus));
    connect(m_secret, &QLineEdit::returnPressed, this, &SignInPanel::go);
    connect(m_go, &QPushButton::clicked, this, &SignInPanel::go);
    // Without a name, as the demo office lets in whoever opens its window.
    connect(m_asDemo, &QPushButton::clicked, this, [this] { Q_EMIT signInWanted({}, {}); });
    retranslate();
}

void SignInPanel::setOffice(const QString& name, bool demo) {
    m_office = name;
    m_demo = demo;
    retranslate();
}

void SignInPanel::retranslate() {
    m_title->setText(m_passphrase ? tr("Unlock the keys") : m_office.isEmpty() ? tr("Sign in") : m_office);
    m_asDemo->setText(tr("Go on as demo"));
    m_asDemo->setVisible(m_demo && !m_passphrase);
    m_hint->setText(m_passphrase ? tr("Cards are written with the office's keys. They are sealed under a passphrase.")
                                 : tr("What you do is written down under your name."));
    m_name->setPlaceholderText(tr("Name"));
    m_name->setAccessibleName(tr("Name"));
    m_secret->setPlaceholderText(m_passphrase ? tr("Passphrase") : tr("Password"));
    m_secret->setAccessibleName(m_secret->placeholderText());
    m_remember->setText(tr("This computer's keychain remembers it"));
    m_go->setText(m_passphrase ? tr("Unlock") : tr("Sign in"));
}

void SignInPanel::askName() {
    m_passphrase = false;
    m_remember->hide();
    m_name->show();
    m_secret->clear();
    retranslate();
    // After a wrong password that alone is typed again; in the name's field it would stand in plain sight.
    if (m_name->text().isEmpty())
        m_name->setFocus();
    else
        m_secret->setFocus();
}

void SignInPanel::askPassphrase() {
    m_passphrase = true;
    m_name->hide();
    m_remember->setChecked(false);
    m_remember->show();
    m_secret->clear();
    retranslate();
    m_secret->setFocus();
}

void SignInPanel::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!enter || !m_remember->hasFocus()) {
        QFrame::keyPressEvent(event);
        return;
    }
    m_secret->setFocus(); // should it be wrong, it is typed again
    go();
}

void SignInPanel::go() {
    const QString name = m_name->text().trimmed();
    const QString secret = m_secret->text();
    // An Enter too many is no guess, and mustn't count against the name.
    if (secret.isEmpty() && (m_passphrase || !name.isEmpty())) {
        m_secret->setFocus();
        return;
    }
    m_secret->clear();
    if (m_passphrase)
        Q_EMIT unlockWanted(secret, m_remember->isChecked());
    else
        Q_EMIT signInWanted(name, secret);
}

} // namespace meterdesk
