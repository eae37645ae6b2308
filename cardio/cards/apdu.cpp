#include "cardio/cards/apdu.h"

namespace meterdesk::apdu {
namespace {

constexpr int walletKeyId = 1;

QByteArray command(int cla, int ins, int p1, int p2, std::initializer_list<int> rest = {}) {
    QByteArray bytes;
    bytes.reserve(64); // a key put behind must not leave a copy in a buffer that grew
    for (int byte : {cla, ins, p1, p2})
        bytes.append(static_cast<char>(byte));
    for (int byte : rest)
        bytes.append(static_cast<char>(byte));
    return bytes;
}

QByteArray withData(QByteArray header, const QByteArray& data) {
    return header.append(static_cast<char>(data.size())).append(data);
}

QByteArray withSecret(QByteArray header, const Secret& secret) {
    header.append(static_cast<char>(secret.size()));
    for (const unsigned char byte : secret.bytes())
        header.append(static_cast<char>(byte));
    return header;
}

} // namespace

QByteArray getUid() {
    return command(0xFF, 0xCA, 0, 0, {0});
}

QByteArray loadKey(int slot, const Secret& key6) {
    return withSecret(command(0xFF, 0x82, 0, slot), key6);
}

QByteArray authenticate(int block, MifareKey key, int slot) {
    return command(0xFF, 0x86, 0, 0, {5, 1, 0, block, static_cast<int>(key), slot});
}

QByteArray readStorage(int address, int length) {
    return command(0xFF, 0xB0, 0, address, {length});
}

QByteArray writeBlock(int block, const QByteArray& bytes16) {
    return withData(command(0xFF, 0xD6, 0, block), bytes16);
}

QByteArray selectSle4442() {
    return command(0xFF, 0xA4, 0, 0, {1, 6});
}

QByteArray readTries() {
    return command(0xFF, 0xB1, 0, 0, {0});
}

QByteArray presentPsc(const Secret& psc3) {
    return withSecret(command(0xFF, 0x20, 0, 0), psc3);
}

QByteArray changePsc(const Secret& psc3) {
    return withSecret(command(0xFF, 0xD2, 0, 1), psc3);
}

QByteArray writeSle4442(int address, const QByteArray& bytes) {
    return withData(command(0xFF, 0xD0, 0, address), bytes);
}

QByteArray selectApplication(const QByteArray& aid) {
    return withData(command(0x00, 0xA4, 4, 0), aid);
}

QByteArray getResponse(int length) {
    return command(0x00, 0xC0, 0, 0, {length});
}

QByteArray readBinary(int sfi, int offset, int length) {
    return command(0x00, 0xB0, 0x80 | sfi, offset, {length});
}

QByteArray getChallenge4() {
    return command(0x00, 0x84, 0, 0, {4});
}

QByteArray updateBinaryMacHeader(int sfi, int offset, qsizetype dataLength) {
    return command(0x04, 0xD6, 0x80 | sfi, offset, {static_cast<int>(dataLength) + 4});
}

QByteArray getBalance() {
    return command(0x80, 0x5C, 0, typeWalletLoad, {4});
}

QByteArray initializeForLoad(const QByteArray& amount4, const QByteArray& terminal6) {
    return command(0x80, 0x50, 0, typeWalletLoad, {0x0B, walletKeyId})
        .append(amount4)
        .append(terminal6)
        .append(char(0x10));
}

QByteArray creditForLoad(const QByteArray& stamp7, const QByteArray& mac2) {
    return command(0x80, 0x52, 0, 0, {0x0B}).append(stamp7).append(mac2).append(char(4));
}

QByteArray initializeForPurchase(const QByteArray& amount4, const QByteArray& terminal6) {
    return command(0x80, 0x50, 1, 2, {0x0B, walletKeyId}).append(amount4).append(terminal6).append(char(0x0F));
}

QByteArray debitForPurchase(const QByteArray& terminalSerial4, const QByteArray& stamp7, const QByteArray& mac1) {
    return command(0x80, 0x54, 1, 0, {0x0F}).append(terminalSerial4).append(stamp7).append(mac1).append(char(8));
}

QByteArray getTransactionProve(quint8 type, quint16 serial) {
    return command(0x80, 0x5A, 0, type, {2}).append(bigEndian(serial, 2)).append(char(8));
}

QByteArray bigEndian(quint64 number, int size) {
    QByteArray bytes(size, '\0');
    for (int i = size; i-- > 0; number >>= 8)
        bytes[i] = static_cast<char>(number & 0xFF);
    return bytes;
}

quint64 fromBigEndian(const QByteArray& bytes) {
    quint64 number = 0;
    for (const char byte : bytes)
        number = (number << 8) | static_cast<unsigned char>(byte);
    return number;
}

} // namespace meterdesk::apdu
