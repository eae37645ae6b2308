// An office opened for one thread: its books, settings, layouts, keys, who is signed in, and its reader. The window's
// worker and the command line both start here.
//
// Threads: one Office per thread (the Store's rule); LayoutBook and KeyRing are shared, read only.
#pragma once

#include "cardio/cards/layoutbook.h"
#include "cardio/keys/keystore.h"
#include "cardio/pcsc/cardchannel.h"
#include "models/staff/session.h"
#include "models/store/settings.h"

namespace meterdesk {

struct OfficeOptions {
    QString dataFolder;  // empty: the user's application data folder
    QString databaseUrl; // empty: DATA/office.db
    QString reader;      // empty: setting `reader`, else the first PC/SC reader; "simulator": the demo one
    QString passphrase;  // empty: METERDESK_PASSPHRASE, else the system keychain; in a demo office its own, too
    bool create = false; // make data folder and books where there are none; else NotSetUp
};

class Office {
public:
    /// Opens and migrates the books. NotSetUp where there are none and `create` isn't set.
    static Result<std::unique_ptr<Office>> open(const OfficeOptions& options);

    Store& store() { return *m_store; }
    const LayoutBook& layouts() const { return m_layouts; }
    const QStringList& layoutProblems() const { return m_layoutProblems; }
    /// Unlocked when first asked for, where a passphrase is at hand (scrypt takes a while, the keychain may take
    /// seconds); else null, and requireKeys() says why: KeysMissing, KeysLocked, KeysDamaged.
    std::shared_ptr<const KeyRing> keys();
    Result<std::shared_ptr<const KeyRing>> requireKeys();
    Status unlock(const QString& passphrase);
    /// What the books' cards need, whether it is here or not.
    Result<KeysInUse> keysInUse();
    /// The passphrase that opens the keys: `given`; in a demo office its own, where `given` is none or opens nothing
    /// (one of another office's, say).
    QString passphraseFor(const QString& given) const;
    /// By name and password; the demo office signs `demo` in where both are empty.
    Result<StaffSession> signIn(const QString& name, const QString& password);
    /// Opened when first asked for; NoService, NoReader, ReaderUnknown.
    Result<CardReader*> reader();
    QString readerName() const; // empty: the first PC/SC reader
    bool usesSimulator() const;
    bool isDemo() const;
    /// What seals the demo office's keys: not a secret.
    static QString demoPassphrase() { return QStringLiteral("demo"); }
    QString dataFolder() const { return m_options.dataFolder; }

private:
    Office() = default;
    OfficeOptions m_options;
    std::unique_ptr<Store> m_store;
    LayoutBook m_layouts;
    QStringList m_layoutProblems;
    std::shared_ptr<const KeyRing> m_keys;
    std::unique_ptr<CardReader> m_reader;
    bool m_demo = false;
    bool m_keychainAsked = false;
};

} // namespace meterdesk
