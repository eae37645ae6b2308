#include "cardio/cards/fmcos.h"

#include "cardio/cards/apdu.h"

#include <openssl/crypto.h>

namespace meterdesk::fmcos {
namespace {

using apdu::bigEndian;

constexpr std::size_t half = 8;

Result<Secret> sessionKey(const Secret& key, const QByteArray& seed8) {
    MD_GET(block, tripleDesEcb(key, seed8));
    return Secret::from(block);
}

Result<QByteArray> tac(const Secret& tacKey, const QByteArray& data) {
    if (tacKey.size() != 2 * half)
        return fail(ErrorCode::CryptoFailed, QStringLiteral("TAC"));
    Secret folded(half);
    for (std::size_t i = 0; i < half; ++i)
        folded.data()[i] = static_cast<unsigned char>(tacKey.data()[i] ^ tacKey.data()[i + half]);
    return desMac(folded, data);
}

QByteArray common(const Transaction& transaction) {
    return bigEndian(transaction.amount, 4) + static_cast<char>(transaction.type) + transaction.terminal6;
}

} // namespace

Result<Secret> loadSessionKey(const Secret& loadKey, const QByteArray& random4, quint16 onlineSerial) {
    return sessionKey(loadKey, random4 + bigEndian(onlineSerial, 2) + QByteArray::fromHex("8000"));
}

Result<Secret> purchaseSessionKey(const Secret& purchaseKey, const QByteArray& random4, quint16 offlineSerial,
                                  quint32 terminalSerial) {
    return sessionKey(purchaseKey, random4 + bigEndian(offlineSerial, 2) + bigEndian(terminalSerial & 0xFFFF, 2));
}

Result<QByteArray> loadMac1(const Secret& sessionKey, quint32 oldBalance, quint32 amount, const QByteArray& terminal6) {
    return desMac(sessionKey, bigEndian(oldBalance, 4) + common({apdu::typeWalletLoad, amount, terminal6, {}}));
}

Result<QByteArray> loadMac2(const Secret& sessionKey, const Transaction& load) {
    return desMac(sessionKey, common(load) + load.stamp7);
}

Result<QByteArray> loadTac(const Secret& tacKey, quint32 newBalance, quint16 serial, const Transaction& load) {
    return tac(tacKey, bigEndian(newBalance, 4) + bigEndian(serial, 2) + common(load) + load.stamp7);
}

Result<QByteArray> purchaseMac1(const Secret& sessionKey, const Transaction& purchase) {
    return desMac(sessionKey, common(purchase) + purchase.stamp7);
}

Result<QByteArray> purchaseMac2(const Secret& sessionKey, quint32 amount) {
    return desMac(sessionKey, bigEndian(amount, 4));
}

Result<QByteArray> purchaseTac(const Secret& tacKey, quint32 terminalSerial, const Transaction& purchase) {
    return tac(tacKey, common(purchase) + bigEndian(terminalSerial, 4) + purchase.stamp7);
}

Result<QByteArray> messageMac(const Secret& key, const QByteArray& challenge4, const QByteArray& header,
                              const QByteArray& data) {
    return retailMac(key, header + data, challenge4 + QByteArray(4, '\0'));
}

bool sameMac(const QByteArray& a, const QByteArray& b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.constData(), b.constData(), static_cast<std::size_t>(a.size())) == 0;
}

} // namespace meterdesk::fmcos
