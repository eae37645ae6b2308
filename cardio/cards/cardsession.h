// A card of a known family on an open channel: places are read and written with the keys that a layout names.
//
// A session answers its channel's first error for ever. `touched()` says whether anything that can change the card has
// been sent: before that, a failure proves that nothing changed.
// Threads: its channel's. Errors: those of CardChannel, CardRefused (with the status word), CardKeyRefused,
// CardTriesUsed, CardMacWrong. Sources: FMCOS 2.0; PC/SC part 3 with ACS's manuals; SLE4442 by ACS.
#pragma once

#include "cardio/cards/layout.h"
#include "cardio/keys/keystore.h"
#include "cardio/pcsc/cardchannel.h"

namespace meterdesk {

class CardSession {
public:
    virtual ~CardSession() = default;
    virtual CardFamily family() const = 0;
    /// What the card itself calls itself, upper-case: MIFARE the UID, CPU the application serial number, SLE4442 empty
    /// until a layout says where its number stands.
    virtual QString cardId() const = 0;
    /// Sets the layout whose keys guard the next reads and writes, and the version of the master keys. `keys` must
    /// outlive the session.
    virtual Status use(const Layout& layout, const KeyRing& keys, int keyVersion) = 0;
    virtual Result<QByteArray> read(const Place& place) = 0;
    virtual Status write(const Place& place, const QByteArray& bytes) = 0;
    /// What write() would refuse before it has changed anything, asked before the purchase is booked. CardTriesUsed,
    /// KeysMissing.
    virtual Status writable() { return {}; }
    /// Brings our keys onto a blank card (trailers, PSC), after all its data has been written without a failure. CPU
    /// cards come with keys. A blank SLE4442 is written only here, so what write() took is read back after armKeys.
    virtual Status armKeys() = 0;
    /// Known after the first read with a layout: the card still has its maker's keys (MIFARE: in a sector met so far),
    /// so it was never issued, or its issue was torn and can be done again.
    virtual bool blank() const = 0;
    virtual bool touched() const = 0;
};

/// CardNotBlank, of a card of ours that nobody can finish.
Error tornIssue();

/// What INITIALIZE FOR LOAD says.
struct LoadOffer {
    qint64 oldBalance = 0; // raw purse steps
    quint16 serial = 0;    // online transaction number
    int keyVersion = 0, algorithm = 0;
    QByteArray random; // 4 bytes
};

/// What INITIALIZE FOR PURCHASE says. No MAC stands for it: only the TAC of the debit does.
struct PurchaseOffer {
    qint64 oldBalance = 0; // raw purse steps
    quint16 serial = 0;    // offline transaction number
    QByteArray random;     // 4 bytes
};

/// What GET TRANSACTION PROVE says of a transaction that we may have made.
struct TransactionProof {
    enum class Whose { Ours, None, Anothers };
    Whose whose = Whose::None; // None: 9406
    QString tac;               // of Ours
};

/// The PBOC purse of a CPU card, on the same session.
class Purse {
public:
    virtual ~Purse() = default;
    virtual Result<qint64> balance() = 0;
    /// Changes nothing on the card. MAC1 is verified: CardMacWrong.
    virtual Result<LoadOffer> initializeForLoad(qint64 amount, const QByteArray& terminal6) = 0;
    /// `stamp`: date4 time3, BCD. The TAC (8 hex digits), verified. CardMacWrong and CardRefused: the card said no and
    /// nothing changed. OutcomeUnknown: it answered, but not so that it can be believed (a false or missing TAC, a
    /// memory error), so the load may stand: settle by reading.
    virtual Result<QString> creditForLoad(const LoadOffer& offer, qint64 amount, const QByteArray& terminal6,
                                          const QByteArray& stamp7) = 0;
    /// The proof of the load with online serial `serial` (as before the load).
    virtual Result<TransactionProof> proveLoad(quint16 serial, qint64 newBalance, qint64 amount,
                                               const QByteArray& terminal6, const QByteArray& stamp7) = 0;
    /// Changes nothing on the card. Nothing: the purse holds less than `amount` (9401).
    virtual Result<std::optional<PurchaseOffer>> initializeForPurchase(qint64 amount, const QByteArray& terminal6) = 0;
    /// Takes money off the purse (DEBIT FOR PURCHASE), for reversals at the desk. The TAC; errors as creditForLoad.
    virtual Result<QString> debit(const PurchaseOffer& offer, qint64 amount, const QByteArray& terminal6,
                                  const QByteArray& stamp7) = 0;
    /// The proof of the debit with offline serial `serial` (as before the debit).
    virtual Result<TransactionProof> proveDebit(quint16 serial, qint64 amount, const QByteArray& terminal6,
                                                const QByteArray& stamp7) = 0;
};

/// Finds the family by ATR and a first look. CardUnsupported names what it can't tell.
Result<std::unique_ptr<CardSession>> openCard(CardChannel& channel);
/// The purse of a session whose layout has one; null otherwise.
Purse* purseOf(CardSession& session);

} // namespace meterdesk
