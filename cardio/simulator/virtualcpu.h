// A CPU card with a PBOC purse, as FMCOS 2.0 answers: files, secure messaging, the wallet.
//
// Application A00000000386980701 under the MF. Files (hex): 15 public (read only), 16 and 17 (read freely, written with
// MAC), 18 load records (cyclic, ten), 19 (free, 32 bytes: the maker's scratch), purse 02. The card writes atomically:
// a command cut off half-way changes nothing; one cut off after it changes all and the answer is lost. Source:
// FMCOS 2.0 ch. 7-8. Threads: one at a time.
#pragma once

#include "cardio/simulator/apdu.h"
#include "cardio/simulator/virtualcard.h"

#include <QList>
#include <QMap>
#include <functional>

namespace meterdesk::simulator {

/// Which online serial GET TRANSACTION PROVE goes by; the standard is silent and makers differ.
enum class ProveBy { SerialAfter, SerialBefore, Never };

class VirtualCpu : public VirtualCard {
public:
    /// Keys by name (see VirtualCard::fresh), each FF..FF where missing; `serial` 8 bytes.
    VirtualCpu(QString id, const QMap<QString, QByteArray>& keys, QByteArray serial);
    static std::unique_ptr<VirtualCpu> fromJson(const QJsonObject& saved);

    QString family() const override { return QStringLiteral("cpu"); }
    QString id() const override { return m_id; }
    QByteArray atr() const override;
    void powerOn() override;
    QByteArray transmit(const QByteArray& apdu) override;
    QByteArray transmitTorn(const QByteArray& apdu, int bytesWritten) override;
    QByteArray transmitWrongKey(const QByteArray& apdu) override;
    QByteArray peek(int space, int offset, int length) const override;
    bool poke(int space, int offset, const QByteArray& bytes) override;
    bool restore(const QJsonObject& saved) override;
    QJsonObject save() const override;
    std::unique_ptr<VirtualCard> clone() const override;

    using Random = std::function<QByteArray(int)>;
    void setRandom(Random random) { m_random = std::move(random); } // vectors need known numbers
    void setProveBy(ProveBy how);
    void setBalance(quint32 balance);
    /// What SELECT of the application answers from now on: 6A81 (card locked), 9303 (application locked); 0: none.
    void setLocked(quint16 word);
    quint32 balance() const { return m_memory.balance; }
    quint16 onlineSerial() const { return m_memory.onlineSerial; }
    QByteArray serial() const;

private:
    struct Proof { // of the last transaction
        int type = 0;
        quint16 serial = 0; // as before it
        QByteArray mac, tac;
    };
    struct Memory {
        QMap<QString, QByteArray> keys;
        QMap<QString, int> tries; // left
        QMap<int, QByteArray> files;
        QList<QByteArray> records; // newest first
        quint32 balance = 0;
        quint16 onlineSerial = 0, offlineSerial = 0;
        Proof proof;
        ProveBy proveBy = ProveBy::SerialAfter;
        quint16 locked = 0;
    };
    enum class Stage { None, Load, Purchase };
    struct Transaction { // between INITIALIZE and CREDIT or DEBIT
        Stage stage = Stage::None;
        QByteArray sessionKey, random;
        quint32 amount = 0;
        QByteArray terminal;
    };

    QByteArray run(const Apdu& apdu);
    QByteArray select(const Apdu& apdu);
    QByteArray readBinary(const Apdu& apdu, const QByteArray& challenge);
    QByteArray updateBinary(const Apdu& apdu, const QByteArray& challenge);
    QByteArray readRecord(const Apdu& apdu) const;
    QByteArray getChallenge(const Apdu& apdu);
    QByteArray externalAuthenticate(const Apdu& apdu, const QByteArray& challenge);
    QByteArray verifyPin(const Apdu& apdu);
    QByteArray getBalance(const Apdu& apdu) const;
    QByteArray initializeForLoad(const Apdu& apdu);
    QByteArray creditForLoad(const Apdu& apdu, const Transaction& transaction);
    QByteArray initializeForPurchase(const Apdu& apdu);
    QByteArray debitForPurchase(const Apdu& apdu, const Transaction& transaction);
    QByteArray prove(const Apdu& apdu) const;

    QByteArray key(const QString& name) const;
    /// 9000, or the word that says why not; counts tries.
    quint16 checkMac(const QByteArray& challenge, const QByteArray& covered, const QByteArray& mac);
    quint16 tried(const QString& name, bool right, bool sayTriesLeft);
    void addRecord(quint16 serial, quint32 amount, int type, const QByteArray& terminal, const QByteArray& stamp);
    /// The file that P1 P2 name, and the offset; the error's word where there is none.
    quint16 locate(const Apdu& apdu, int& sfi, int& offset) const;

    QString m_id;
    Memory m_memory;
    Random m_random;
    // volatile
    bool m_application = false;
    int m_currentFile = -1;
    QByteArray m_challenge;
    Transaction m_transaction;
    bool m_keysDiffer = false; // transmitWrongKey
};

} // namespace meterdesk::simulator
