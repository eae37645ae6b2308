#include "cardio/keys/crypto.h"

#include <array>
#include <memory>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

namespace meterdesk {
namespace {

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;
using MacContext = std::unique_ptr<EVP_MAC_CTX, decltype(&EVP_MAC_CTX_free)>;

constexpr qsizetype desBlock = 8;
constexpr qsizetype aesBlock = 16;

tl::unexpected<Error> broken(const char* what) {
    return fail(ErrorCode::CryptoFailed, QString::fromLatin1(what));
}

const unsigned char* raw(const QByteArray& bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.constData());
}

unsigned char* raw(QByteArray& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

/// Fetching an algorithm costs more than a MAC of a card's record, so each is fetched once.
struct Algorithms {
    const EVP_CIPHER* desEcb = EVP_CIPHER_fetch(nullptr, "DES-EDE-ECB", nullptr);
    const EVP_CIPHER* desCbc = EVP_CIPHER_fetch(nullptr, "DES-EDE-CBC", nullptr);
    const EVP_CIPHER* aesCbc = EVP_CIPHER_fetch(nullptr, "AES-128-CBC", nullptr);
    const EVP_CIPHER* aesEcb = EVP_CIPHER_fetch(nullptr, "AES-128-ECB", nullptr);
    const EVP_CIPHER* sm4Ecb = EVP_CIPHER_fetch(nullptr, "SM4-ECB", nullptr);
    /// To be copied and given a key: naming the cipher would fetch it, for each MAC anew.
    EVP_MAC_CTX* cmac = cmacContext();

    static EVP_MAC_CTX* cmacContext() {
        EVP_MAC* mac = EVP_MAC_fetch(nullptr, "CMAC", nullptr);
        EVP_MAC_CTX* context = EVP_MAC_CTX_new(mac);
        EVP_MAC_free(mac); // the context keeps it
        char cipher[] = "AES-128-CBC";
        const std::array<OSSL_PARAM, 2> parameters{OSSL_PARAM_construct_utf8_string("cipher", cipher, 0),
                                                   OSSL_PARAM_construct_end()};
        const std::array<unsigned char, 16> nobodys{}; // one without a key can't be copied
        if (context == nullptr || EVP_MAC_init(context, nobodys.data(), nobodys.size(), parameters.data()) == 1)
            return context;
        EVP_MAC_CTX_free(context);
        return nullptr;
    }
};

const Algorithms& algorithms() {
    static const Algorithms all; // for the program's life: they are shared by all threads
    return all;
}

/// Encrypts whole blocks in place. The context is a thread's own; reset wipes the key schedule out of it.
bool encrypt(const EVP_CIPHER* cipher, const unsigned char* key, const unsigned char* iv, unsigned char* data,
             qsizetype size) {
    static thread_local const CipherContext context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    if (!cipher || !context)
        return false;
    int done = 0;
    const bool good = EVP_EncryptInit_ex2(context.get(), cipher, key, iv, nullptr) == 1 &&
                      EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1 &&
                      EVP_EncryptUpdate(context.get(), data, &done, data, static_cast<int>(size)) == 1 && done == size;
    EVP_CIPHER_CTX_reset(context.get());
    return good;
}

/// ISO 9797-1 padding method 2, as FMCOS does it: 80, then zeros up to the block.
QByteArray padded(const QByteArray& data) {
    QByteArray result = data;
    result.append('\x80');
    result.append((desBlock - result.size() % desBlock) % desBlock, '\0');
    return result;
}

/// CBC over all blocks under one DES key; the default provider has no single DES, so it is DES-EDE with K||K.
bool singleDesCbc(const unsigned char* key8, const QByteArray& iv, unsigned char* data, qsizetype size) {
    Secret twice(16);
    std::copy_n(key8, 8, twice.data());
    std::copy_n(key8, 8, twice.data() + 8);
    return encrypt(algorithms().desCbc, twice.data(), raw(iv), data, size);
}

/// Doubling in GF(2^128), RFC 4493 section 2.3.
void doubled(unsigned char* block) {
    const bool carry = block[0] & 0x80;
    for (int i = 0; i < aesBlock; ++i) {
        const int next = i + 1 < aesBlock ? block[i + 1] >> 7 : 0;
        block[i] = static_cast<unsigned char>((block[i] << 1) | next);
    }
    if (carry)
        block[aesBlock - 1] ^= 0x87;
}

/// AN10922 section 2.2: CMAC of 01 || M over exactly two blocks: M is padded to 32 bytes even where one block would do,
/// which is why a plain CMAC gives another key.
Result<Secret> an10922(const Secret& master, const QByteArray& m) {
    constexpr qsizetype whole = 2 * aesBlock;
    if (master.size() != 16 || m.isEmpty() || m.size() >= whole)
        return broken("AN10922 key or input length");
    const std::array<unsigned char, aesBlock> zero{};
    Secret subkey(aesBlock);
    if (!encrypt(algorithms().aesCbc, master.data(), zero.data(), subkey.data(), aesBlock))
        return broken("AES");
    doubled(subkey.data());
    const bool full = m.size() + 1 == whole;
    if (!full)
        doubled(subkey.data());
    Secret blocks(whole);
    blocks.data()[0] = 0x01;
    std::copy_n(raw(m), m.size(), blocks.data() + 1);
    if (!full)
        blocks.data()[m.size() + 1] = 0x80;
    for (std::size_t i = 0; i < aesBlock; ++i)
        blocks.data()[aesBlock + i] ^= subkey.data()[i];
    if (!encrypt(algorithms().aesCbc, master.data(), zero.data(), blocks.data(), whole))
        return broken("AES");
    return Secret::copyOf(blocks.bytes().subspan(aesBlock));
}

/// PBOC and the SM4 form: the factor and its complement, encrypted.
Result<Secret> factorAndComplement(const EVP_CIPHER* cipher, const Secret& master, const QByteArray& factor) {
    if (master.size() != 16 || factor.size() != 8)
        return broken("diversification key or factor length");
    Secret key(16);
    for (int i = 0; i < 8; ++i) {
        key.data()[i] = raw(factor)[i];
        key.data()[8 + i] = static_cast<unsigned char>(~raw(factor)[i]);
    }
    if (!encrypt(cipher, master.data(), nullptr, key.data(), 16))
        return broken("diversification");
    return key;
}

} // namespace

Result<QByteArray> tripleDesEcb(const Secret& key16, const QByteArray& blocks) {
    if (key16.size() != 16 || blocks.isEmpty() || blocks.size() % desBlock)
        return broken("3DES key or data length");
    QByteArray result = blocks;
    if (!encrypt(algorithms().desEcb, key16.data(), nullptr, raw(result), result.size()))
        return broken("3DES");
    return result;
}

Result<QByteArray> desMac(const Secret& key8, const QByteArray& data, const QByteArray& iv8) {
    if (key8.size() != 8 || iv8.size() != desBlock)
        return broken("DES key or IV length");
    QByteArray blocks = padded(data);
    if (!singleDesCbc(key8.data(), iv8, raw(blocks), blocks.size()))
        return broken("DES");
    return blocks.last(desBlock).left(4);
}

Result<QByteArray> retailMac(const Secret& key16, const QByteArray& data, const QByteArray& iv8) {
    if (key16.size() != 16 || iv8.size() != desBlock)
        return broken("3DES key or IV length");
    QByteArray blocks = padded(data);
    const qsizetype head = blocks.size() - desBlock;
    QByteArray chain = iv8;
    if (head > 0) {
        if (!singleDesCbc(key16.data(), iv8, raw(blocks), head))
            return broken("DES");
        chain = blocks.mid(head - desBlock, desBlock);
    }
    // E(KL) D(KR) E(KL) of the last block is two-key 3DES.
    if (!encrypt(algorithms().desCbc, key16.data(), raw(chain), raw(blocks) + head, desBlock))
        return broken("3DES");
    return blocks.last(desBlock).left(4);
}

Result<QByteArray> aesCmac(const Secret& key, const QByteArray& data) {
    if (key.size() != 16)
        return broken("AES key length");
    const EVP_MAC_CTX* prepared = algorithms().cmac;
    const MacContext context(prepared != nullptr ? EVP_MAC_CTX_dup(prepared) : nullptr, EVP_MAC_CTX_free);
    QByteArray mac(aesBlock, '\0');
    std::size_t length = 0;
    if (!context || EVP_MAC_init(context.get(), key.data(), key.size(), nullptr) != 1 ||
        EVP_MAC_update(context.get(), raw(data), static_cast<std::size_t>(data.size())) != 1 ||
        EVP_MAC_final(context.get(), raw(mac), &length, static_cast<std::size_t>(mac.size())) != 1 ||
        length != static_cast<std::size_t>(aesBlock))
        return broken("CMAC");
    return mac;
}

Result<QByteArray> aesEcb(const Secret& key16, const QByteArray& blocks) {
    if (key16.size() != 16 || blocks.isEmpty() || blocks.size() % aesBlock)
        return broken("AES key or data length");
    QByteArray result = blocks;
    if (!encrypt(algorithms().aesEcb, key16.data(), nullptr, raw(result), result.size()))
        return broken("AES");
    return result;
}

Result<QByteArray> sm4Ecb(const Secret& key16, const QByteArray& blocks) {
    if (key16.size() != 16 || blocks.isEmpty() || blocks.size() % aesBlock)
        return broken("SM4 key or data length");
    QByteArray result = blocks;
    if (!encrypt(algorithms().sm4Ecb, key16.data(), nullptr, raw(result), result.size()))
        return broken("SM4");
    return result;
}

Result<Secret> diversify(Diversification method, const Secret& master, const QByteArray& diversifier) {
    switch (method) {
    case Diversification::None:
        return master.clone();
    case Diversification::An10922Aes128:
        return an10922(master, diversifier);
    case Diversification::Pboc3Des:
        return factorAndComplement(algorithms().desEcb, master, diversifier);
    case Diversification::Sm4:
        return factorAndComplement(algorithms().sm4Ecb, master, diversifier);
    }
    return broken("diversification method");
}

} // namespace meterdesk
