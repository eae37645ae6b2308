// The cryptograms of a PBOC purse and of FMCOS secure messaging, composed from the primitives of crypto.h.
//
// All numbers in them stand most significant byte first; amounts are purse steps. The MAC of the purse is single DES
// in CBC with the 8-byte session key; the TAC's key is the halves of the card's TAC key, combined by XOR.
// Threads: pure functions. Errors: CryptoFailed. Source: FMCOS 2.0 ch. 7-8; vectors: tests/cardio/tst_fmcos.cpp.
#pragma once

#include "cardio/keys/crypto.h"

namespace meterdesk::fmcos {

/// What both sides know of one load or purchase.
struct Transaction {
    quint8 type = 0; // apdu::typeWalletLoad, apdu::typeWalletPurchase
    quint32 amount = 0;
    QByteArray terminal6;
    QByteArray stamp7; // date4 time3, BCD
};

/// The key of one load: of the card's load key, its random number and its online serial.
Result<Secret> loadSessionKey(const Secret& loadKey, const QByteArray& random4, quint16 onlineSerial);
/// The key of one purchase: of the card's purchase key, its random number, its offline serial and the terminal's.
Result<Secret> purchaseSessionKey(const Secret& purchaseKey, const QByteArray& random4, quint16 offlineSerial,
                                  quint32 terminalSerial);

/// By the card, in its answer to INITIALIZE FOR LOAD.
Result<QByteArray> loadMac1(const Secret& sessionKey, quint32 oldBalance, quint32 amount, const QByteArray& terminal6);
/// By the terminal, in CREDIT FOR LOAD.
Result<QByteArray> loadMac2(const Secret& sessionKey, const Transaction& load);
/// `serial`: the online serial before this load raised it.
Result<QByteArray> loadTac(const Secret& tacKey, quint32 newBalance, quint16 serial, const Transaction& load);

/// By the terminal, in DEBIT FOR PURCHASE.
Result<QByteArray> purchaseMac1(const Secret& sessionKey, const Transaction& purchase);
/// By the card, in its answer.
Result<QByteArray> purchaseMac2(const Secret& sessionKey, quint32 amount);
Result<QByteArray> purchaseTac(const Secret& tacKey, quint32 terminalSerial, const Transaction& purchase);

/// `header`: CLA INS P1 P2 and the length with the MAC counted in.
Result<QByteArray> messageMac(const Secret& key, const QByteArray& challenge4, const QByteArray& header,
                              const QByteArray& data);

/// Equal, in a time that doesn't tell where they differ.
bool sameMac(const QByteArray& a, const QByteArray& b);

} // namespace meterdesk::fmcos
