// Who is at the till: lets a cashier in with name, password and the keys' passphrase, and out again. What is asked and
// shown meanwhile is the window's.
//
// Threads: GUI; passwords are checked and keys opened on the offices' threads, and the system's keychain is waited for
// by none of them. Errors arrive by failed(), after whatever has to be asked again.
#pragma once

#include "ui/common/officethread.h"

#include <QObject>

namespace meterdesk {

class SignIn : public QObject {
    Q_OBJECT
public:
    SignIn(OfficeThread& desk, OfficeThread& books, QObject* parent = nullptr);

    /// Without name and password: as the demo office lets its demo user in.
    void enter(const QString& name, const QString& password);
    /// `remember`: the system's keychain keeps it, once it has opened the keys.
    void unlock(const QString& passphrase, bool remember);
    /// For whoever is in; left() follows when no answer to him is on its way any more.
    void leave();

    /// Somebody is in, and where there are keys, they are open.
    bool isOpen() const { return m_open; }
    const StaffSession& who() const { return m_who; }

Q_SIGNALS:
    void trying(); // what was wrong before is being tried again
    /// As soon as the books are open, whoever is let in: its name, and whether it is a demo.
    void officeFound(const QString& name, bool demo);
    void nameWanted();
    void passphraseWanted();
    void officeKnown(const QString& name, bool demo); // the office's name, and whether it has the demo's drawer
    void opened();
    void left();
    void failed(const meterdesk::Error& error);
    void notRemembered(const meterdesk::Error& error); // by the keychain; not told to the next cashier

private:
    void enterBooks(const QString& name, const QString& password, const std::optional<Error>& noKeys);
    void open();
    void keep(const QString& folder, const QString& passphrase);

    OfficeThread& m_desk;
    OfficeThread& m_books;
    StaffSession m_who;
    std::unique_ptr<QObject> m_stay; // of whoever is in: goes when he leaves
    bool m_open = false;
    bool m_entering = false;
};

} // namespace meterdesk
