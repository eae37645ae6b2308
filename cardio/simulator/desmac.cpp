#include "cardio/simulator/desmac.h"

#include <memory>
#include <openssl/core_names.h>
#include <openssl/evp.h>

namespace meterdesk::simulator {
namespace {

const unsigned char* raw(const QByteArray& bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.constData());
}

unsigned char* raw(QByteArray& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

QByteArray padded(QByteArray data, qsizetype block, char mark) {
    data.append(mark);
    while (data.size() % block != 0)
        data.append('\0');
    return data;
}

QByteArray exored(const QByteArray& a, const QByteArray& b) {
    QByteArray out = a;
    for (qsizetype i = 0; i < out.size(); ++i)
        out[i] = char(a.at(i) ^ b.at(i));
    return out;
}

QByteArray des(const QByteArray& key, const QByteArray& blocks, bool encrypt) {
    if ((key.size() != 8 && key.size() != 16) || blocks.size() % 8 != 0)
        return {};
    // OpenSSL 3 keeps single DES in its legacy provider; DES-EDE with twice the same key is the same.
    const QByteArray both = key.size() == 8 ? key + key : key;
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                  &EVP_CIPHER_CTX_free);
    QByteArray out(blocks.size() + 8, '\0');
    int length = 0;
    if (!context || EVP_CipherInit_ex(context.get(), EVP_des_ede_ecb(), nullptr, raw(both), nullptr, encrypt) != 1 ||
        EVP_CIPHER_CTX_set_padding(context.get(), 0) != 1 ||
        EVP_CipherUpdate(context.get(), raw(out), &length, raw(blocks), int(blocks.size())) != 1)
        return {};
    return out.left(length);
}

/// The last block of a CBC chain over `data`, whole blocks.
QByteArray chained(const QByteArray& key, QByteArray block, const QByteArray& data) {
    for (qsizetype i = 0; i < data.size() && block.size() == 8; i += 8)
        block = des(key, exored(block, data.mid(i, 8)), true);
    return block;
}

} // namespace

QByteArray desEncrypt(const QByteArray& key, const QByteArray& blocks) {
    return des(key, blocks, true);
}

QByteArray desDecrypt(const QByteArray& key, const QByteArray& blocks) {
    return des(key, blocks, false);
}

QByteArray purseMac(const QByteArray& sessionKey, const QByteArray& data) {
    return chained(sessionKey.left(8), QByteArray(8, '\0'), padded(data, 8, '\x80')).left(4);
}

QByteArray messagingMac(const QByteArray& key, const QByteArray& iv, const QByteArray& data) {
    const QByteArray last = chained(key.left(8), iv, padded(data, 8, '\x80'));
    if (key.size() == 8)
        return last.left(4);
    return des(key.left(8), des(key.mid(8), last, false), true).left(4);
}

QByteArray foldedKey(const QByteArray& key) {
    return key.size() == 16 ? exored(key.left(8), key.mid(8)) : key;
}

QByteArray cmac(const QByteArray& key, const QByteArray& data) {
    const std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)> mac(EVP_MAC_fetch(nullptr, "CMAC", nullptr), &EVP_MAC_free);
    const std::unique_ptr<EVP_MAC_CTX, decltype(&EVP_MAC_CTX_free)> context(EVP_MAC_CTX_new(mac.get()),
                                                                            &EVP_MAC_CTX_free);
    char cipher[] = "AES-128-CBC";
    const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_CIPHER, cipher, 0),
                                     OSSL_PARAM_construct_end()};
    QByteArray out(16, '\0');
    std::size_t length = 0;
    if (!context || EVP_MAC_init(context.get(), raw(key), std::size_t(key.size()), parameters) != 1 ||
        EVP_MAC_update(context.get(), raw(data), std::size_t(data.size())) != 1 ||
        EVP_MAC_final(context.get(), raw(out), &length, std::size_t(out.size())) != 1)
        return {};
    return out;
}

QByteArray pbocCardKey(const QByteArray& master, const QByteArray& factor) {
    return des(master, factor, true) + des(master, exored(factor, QByteArray(factor.size(), '\xFF')), true);
}

QByteArray an10922CardKey(const QByteArray& master, const QByteArray& input) {
    // CMAC over exactly two blocks pads nothing but XORs K1; over less the note pads to 32 and XORs K2. EVP's CMAC
    // would pad a short input to one block, so the short case is calculated from the note: subkeys, CBC.
    const QByteArray message = '\x01' + input;
    if (message.size() == 32)
        return cmac(master, message);
    if (message.size() > 32)
        return {};
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                  &EVP_CIPHER_CTX_free);
    const auto aes = [&](const QByteArray& block) {
        QByteArray out(32, '\0');
        int length = 0;
        if (!context || EVP_EncryptInit_ex(context.get(), EVP_aes_128_ecb(), nullptr, raw(master), nullptr) != 1 ||
            EVP_CIPHER_CTX_set_padding(context.get(), 0) != 1 ||
            EVP_EncryptUpdate(context.get(), raw(out), &length, raw(block), 16) != 1)
            return QByteArray();
        return out.left(16);
    };
    const auto doubled = [](const QByteArray& block) { // in GF(2^128), RFC 4493 §2.3
        QByteArray out(16, '\0');
        for (qsizetype i = 0; i < 16; ++i)
            out[i] = char(quint8(block.at(i)) << 1 | (i < 15 ? quint8(block.at(i + 1)) >> 7 : 0));
        if (quint8(block.at(0)) & 0x80)
            out[15] = char(out.at(15) ^ '\x87');
        return out;
    };
    if (master.size() != 16)
        return {};
    const QByteArray k2 = doubled(doubled(aes(QByteArray(16, '\0'))));
    const QByteArray whole = padded(message, 32, '\x80');
    return aes(exored(exored(aes(whole.left(16)), whole.mid(16)), k2));
}

} // namespace meterdesk::simulator
