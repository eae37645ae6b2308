#include "ui/till/signin.h"

#include "ui/common/unwaited.h"

namespace meterdesk {

SignIn::SignIn(OfficeThread& desk, OfficeThread& books, QObject* parent)
    : QObject(parent), m_desk(desk), m_books(books) {
}

void SignIn::enter(const QString& name, const QString& password) {
    struct Entered {
        QString office;
        bool found = false, demo = false, simulator = false;
        std::optional<Error> noKeys, refused;
    };
    if (m_entering)
        return; // a second Enter would count as a wrong try
    m_entering = true;
    Q_EMIT trying();
    m_desk.run(
        this,
        [name, password](OfficeOnThread& thread) -> Entered {
            Entered entered;
            const auto enter = [&]() -> Status {
                MD_GET(office, thread.office());
                MD_GET(title, Settings(office->store()).value(QStringLiteral("office.name")));
                entered.office = title;
                entered.found = true;
                entered.demo = office->isDemo();
                MD_TRY(thread.signIn(name, password));
                entered.simulator = office->usesSimulator();
                if (const auto keys = office->requireKeys(); !keys)
                    entered.noKeys = keys.error();
                return {};
            };
            if (const Status done = enter(); !done)
                entered.refused = done.error();
            return entered;
        },
        [this, name, password](const Entered& entered) {
            if (entered.found)
                Q_EMIT officeFound(entered.office, entered.demo);
            if (entered.refused) {
                m_entering = false;
                Q_EMIT nameWanted();
                // A real office that is asked for its demo user only wants a name.
                if (!name.isEmpty() || entered.refused->code != ErrorCode::NotSignedIn)
                    Q_EMIT failed(*entered.refused);
                return;
            }
            Q_EMIT officeKnown(entered.office, entered.demo && entered.simulator);
            enterBooks(name, password, entered.noKeys);
        });
}

void SignIn::enterBooks(const QString& name, const QString& password, const std::optional<Error>& noKeys) {
    m_books.run(
        this, [name, password](OfficeOnThread& thread) { return thread.signIn(name, password); },
        [this, noKeys](const Result<StaffSession>& who) {
            m_entering = false;
            if (!who) {
                Q_EMIT failed(who.error());
                return;
            }
            m_who = *who;
            // Without any keys there is no passphrase to ask for; looking things up needs none.
            if (!noKeys || noKeys->code == ErrorCode::KeysMissing)
                open();
            else
                Q_EMIT passphraseWanted();
            if (noKeys && noKeys->code != ErrorCode::KeysLocked)
                Q_EMIT failed(*noKeys);
        });
}

void SignIn::unlock(const QString& passphrase, bool remember) {
    Q_EMIT trying();
    m_desk.run(
        this,
        [passphrase](OfficeOnThread& thread) -> Result<QString> {
            MD_TRY(thread.unlock(passphrase));
            MD_GET(office, thread.office());
            return office->dataFolder();
        },
        [this, passphrase, remember](const Result<QString>& folder) {
            if (m_open)
                return; // Enter twice
            if (!folder) {
                Q_EMIT failed(folder.error());
                return;
            }
            open();
            if (remember)
                keep(*folder, passphrase);
        });
}

void SignIn::open() {
    m_stay = std::make_unique<QObject>();
    m_open = true;
    Q_EMIT opened();
}

void SignIn::keep(const QString& folder, const QString& passphrase) {
    // A keychain may take its time, or its owner does: cards and money don't wait for it, nor does the window's end.
    runUnwaited(
        m_stay.get(), [folder, passphrase] { return KeyStore::remember(folder, passphrase); },
        [this](const Status& kept) {
            if (!kept)
                Q_EMIT notRemembered(kept.error());
        });
}

void SignIn::leave() {
    if (!m_open)
        return;
    m_open = false;
    m_stay.reset();
    // Each thread answers in order: once both have forgotten the cashier, no earlier answer is on its way.
    const auto forget = [](OfficeOnThread& thread) -> Status {
        thread.signOut();
        return {};
    };
    m_desk.run(this, forget, [this, forget](const Status&) {
        m_books.run(this, forget, [this](const Status&) {
            m_who = {};
            Q_EMIT left();
        });
    });
}

} // namespace meterdesk
