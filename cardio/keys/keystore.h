// The office's master keys: made or imported here, sealed in DATA/keys.sealed with scrypt + AES-256-GCM under a
// passphrase that the system keychain can remember. Never in the database, a log or (where we can help it) a core dump.
//
// Threads: not shared between threads while changing; an unlocked KeyRing may be read from any thread.
// Errors: Keys*, StoreReadOnly, StoreBusy (another program is changing the keys), BadArgument (empty passphrase,
// unknown name). The file is replaced atomically (write, fsync, rename). Its format: cardio/keys/README.md.
#pragma once

#include "cardio/keys/crypto.h"

#include <QList>
#include <QMap>
#include <QString>
#include <map>
#include <memory>

namespace meterdesk {

/// What a key is for. Names as in layouts and in import files.
struct KeyInfo {
    QString name; // "purse-load", "purse-debit", "purse-tac", "file-mac", "card-access", "record-mac", "sle-psc", ...
    int version = 1;   // 1..255; the newest is used for issuing, all for reading
    QString algorithm; // "3des", "aes-128", "sm4", "bytes"
    QString check;     // key check value: 6 hex digits, safe to show; empty for "bytes" (it would give a PSC away)
};

/// What a passphrase costs to try: scrypt's parameters (N = 2^log2N).
struct Sealing {
    int log2N = 17, r = 8, p = 1; // 128 MiB and about a third of a second
    /// For demo offices, whose passphrase everybody knows, and for tests.
    static Sealing cheap() { return {10, 8, 1}; }
    bool secret() const { return log2N > 10; }
};

class KeyRing {
public:
    /// A card's own key: master `name`/`version` (0: newest) diversified by what the card says of itself.
    /// KeysMissing; CryptoFailed where `method` isn't made for the key's algorithm.
    Result<Secret> cardKey(const QString& name, int version, Diversification method,
                           const QByteArray& diversifier) const;
    bool has(const QString& name, int version = 0) const;
    int newest(const QString& name) const; // 0 where there is none
    QList<KeyInfo> list() const;           // by name, then version
    /// Replaces a key of the same name and version. An empty `check` is worked out.
    void add(const KeyInfo& info, Secret key);
    /// The master key itself, for sealing; null where there is none.
    const Secret* master(const QString& name, int version) const;
    KeyRing clone() const;

private:
    std::map<std::pair<QString, int>, std::pair<KeyInfo, Secret>> m_keys;
};

/// Versions that cards of the books have: a key made anew under one of these would be another than the cards know, and
/// each would lose a try to it.
struct KeysInUse {
    int newest = 0;              // of all; 0 where there are no cards
    QMap<QString, int> byMaster; // of the cards whose layout names that master key
};

class KeyStore {
public:
    /// `sealing` is for files written from now on; a file says itself how it was sealed.
    explicit KeyStore(QString dataFolder, Sealing sealing = {});
    /// Of a passphrase that is chosen anew: PassphraseShort for less. One that seals already goes on working.
    static constexpr int leastPassphraseLength = 8;
    bool exists() const;
    /// KeysDamaged for a wrong passphrase and for a damaged file alike: GCM can't tell.
    Result<std::shared_ptr<const KeyRing>> unlock(const QString& passphrase) const;
    /// Makes the keys that `names` lack (all standard ones where empty) and seals them; `rotate` makes a next version.
    /// A name that is neither standard nor there yet says its algorithm too: "my-mac:aes-128". KeysLost where cards
    /// have a key that isn't here; `rotate` then goes on after the newest version that they have.
    Status generate(const QString& passphrase, const QStringList& names = {}, bool rotate = false,
                    const KeysInUse& inUse = {});
    /// JSON {"keys":[{"name","version","algorithm","hex"}]}; all or nothing. KeysRefused says where. The caller should
    /// destroy the file afterwards.
    Status import(const QString& passphrase, const QByteArray& json);
    Status changePassphrase(const QString& from, const QString& to); // what a keychain remembers is the caller's

    /// System keychain, where there is one; blocks up to three seconds to read, twenty to change (the keychain may ask
    /// its owner to open it). KeychainUnavailable; NotFound where nothing is remembered (forget() is content).
    static Result<QString> remembered(const QString& dataFolder);
    static Status remember(const QString& dataFolder, const QString& passphrase);
    static Status forget(const QString& dataFolder);

private:
    QString file() const;
    template <class Change>
    Status change(const QString& passphrase, bool mayBeNew, const QString& sealWith, Change&& change);

    QString m_folder;
    Sealing m_sealing;
};

/// Keeps the process out of core dumps and from other processes' eyes (PR_SET_DUMPABLE, RLIMIT_CORE). At start.
void keepSecretsFromDumps();

} // namespace meterdesk
