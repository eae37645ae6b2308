// The commands that go to cards, by name: nobody else in the program knows a class or instruction byte.
//
// Threads: pure functions. An APDU that holds a key or a PSC is to be sent by CardPort::sendSecret, which wipes it.
// Sources: PC/SC part 3 (3.2.2.1) and ACS ACR122U API 4-5 for FF..; ACS ACR38 reference 6.2 for SLE4442; FMCOS 2.0
// ch. 7 for the others.
#pragma once

#include "cardio/keys/secret.h"

namespace meterdesk::apdu {

// Status words that mean more than "refused".
inline constexpr quint16 swOk = 0x9000;
inline constexpr quint16 swOperationFailed = 0x6300; // storage cards: wrong key, no answer from the chip
inline constexpr quint16 swSecurityStatus = 0x6982;
inline constexpr quint16 swMessageMissing = 0x6987;
inline constexpr quint16 swMessageWrong = 0x6988;
inline constexpr quint16 swFileNotFound = 0x6A82;
inline constexpr quint16 swCardLocked = 0x6A81, swApplicationLocked = 0x9303; // answers to SELECT: FMCOS 2.0 ch. 5
inline constexpr quint16 swMacWrong = 0x9302;
inline constexpr quint16 swLowFunds = 0x9401;
inline constexpr quint16 swNoProof = 0x9406;

// Storage cards.
enum class MifareKey : quint8 { A = 0x60, B = 0x61 };
QByteArray getUid();
QByteArray loadKey(int slot, const Secret& key6); // holds a key
QByteArray authenticate(int block, MifareKey key, int slot);
QByteArray readStorage(int address, int length);
QByteArray writeBlock(int block, const QByteArray& bytes16);

// SLE4442.
QByteArray selectSle4442();
QByteArray readTries();
QByteArray presentPsc(const Secret& psc3); // holds a PSC
QByteArray changePsc(const Secret& psc3);  // holds a PSC
QByteArray writeSle4442(int address, const QByteArray& bytes);

// CPU cards.
QByteArray selectApplication(const QByteArray& aid);
QByteArray getResponse(int length);
QByteArray readBinary(int sfi, int offset, int length);
QByteArray getChallenge4();
/// Header and length that the MAC of secure messaging covers; the data and the four MAC bytes follow.
QByteArray updateBinaryMacHeader(int sfi, int offset, qsizetype dataLength);

// The purse.
inline constexpr quint8 typeWalletLoad = 0x02;
inline constexpr quint8 typeWalletPurchase = 0x06;
QByteArray getBalance();
QByteArray initializeForLoad(const QByteArray& amount4, const QByteArray& terminal6);
QByteArray creditForLoad(const QByteArray& stamp7, const QByteArray& mac2);
QByteArray initializeForPurchase(const QByteArray& amount4, const QByteArray& terminal6);
QByteArray debitForPurchase(const QByteArray& terminalSerial4, const QByteArray& stamp7, const QByteArray& mac1);
QByteArray getTransactionProve(quint8 type, quint16 serial);

/// The number in `size` bytes, most significant first.
QByteArray bigEndian(quint64 number, int size);
quint64 fromBigEndian(const QByteArray& bytes);

} // namespace meterdesk::apdu
