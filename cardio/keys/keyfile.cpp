#include "cardio/keys/keyfile.h"

#include "cardio/keys/keyalgorithm.h"

#include <QCoreApplication>
#include <QtEndian>
#include <cstring>
#include <memory>
#include <openssl/evp.h>
#include <openssl/rand.h>

namespace meterdesk {
namespace {

// Offsets of the header. All of it is authenticated.
constexpr int versionAt = 8, log2NAt = 9, rAt = 10, pAt = 11, saltAt = 12, nonceAt = 28, sizeAt = 40, headerSize = 44;
constexpr int saltSize = 16, nonceSize = 12, tagSize = 16, sealKeySize = 32;
constexpr char formatVersion = 1;
constexpr qsizetype plainAtMost = 1 << 20;

const QByteArray& magic() {
    static const QByteArray bytes("MDKEYS\r\n", 8); // the line end betrays a transfer as text
    return bytes;
}

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char* raw(const QByteArray& bytes, qsizetype at = 0) {
    return reinterpret_cast<const unsigned char*>(bytes.constData()) + at;
}

/// A damaged or forged header must not make the program take gigabytes.
bool sane(const Sealing& sealing) {
    return sealing.log2N >= 10 && sealing.log2N <= 20 && sealing.r >= 1 && sealing.r <= 16 && sealing.p >= 1 &&
           sealing.p <= 4;
}

Result<Secret> sealingKey(const QString& passphrase, const Sealing& sealing, const unsigned char* salt) {
    if (!sane(sealing))
        return fail(ErrorCode::CryptoFailed, QStringLiteral("scrypt parameters"));
    QByteArray typed = passphrase.normalized(QString::NormalizationForm_C).toUtf8();
    const Secret words = Secret::from(typed);
    Secret key(sealKeySize);
    const auto n = std::uint64_t{1} << sealing.log2N, r = static_cast<std::uint64_t>(sealing.r);
    const std::uint64_t memory = 128 * r * (n + static_cast<std::uint64_t>(sealing.p) + 2) + (1U << 20);
    if (!sane(sealing) || EVP_PBE_scrypt(reinterpret_cast<const char*>(words.data()), words.size(), salt, saltSize, n,
                                         r, static_cast<std::uint64_t>(sealing.p), memory, key.data(), key.size()) != 1)
        return fail(ErrorCode::CryptoFailed, QStringLiteral("scrypt"));
    return key;
}

// Each key: algorithm, version, length of name, length of key, name, key.
constexpr std::size_t entryHead = 4;

Secret packed(const KeyRing& ring) {
    std::size_t size = 0;
    const QList<KeyInfo> infos = ring.list();
    for (const KeyInfo& info : infos)
        size += entryHead + static_cast<std::size_t>(info.name.size()) + ring.master(info.name, info.version)->size();
    Secret plain(size);
    unsigned char* to = plain.data();
    for (const KeyInfo& info : infos) {
        const Secret& key = *ring.master(info.name, info.version);
        const QByteArray name = info.name.toLatin1();
        *to++ = static_cast<unsigned char>(algorithmFromName(info.algorithm).value_or(KeyAlgorithm::Bytes));
        *to++ = static_cast<unsigned char>(info.version);
        *to++ = static_cast<unsigned char>(name.size());
        *to++ = static_cast<unsigned char>(key.size());
        to = std::copy_n(raw(name), name.size(), to);
        to = std::ranges::copy(key.bytes(), to).out;
    }
    return plain;
}

std::optional<KeyRing> unpacked(std::span<const unsigned char> plain) {
    KeyRing ring;
    while (!plain.empty()) {
        if (plain.size() < entryHead)
            return std::nullopt;
        const auto algorithm = static_cast<KeyAlgorithm>(plain[0]);
        const std::size_t nameSize = plain[2], keySize = plain[3];
        if (plain.size() < entryHead + nameSize + keySize || algorithmName(algorithm).isEmpty() ||
            !lengthFits(algorithm, keySize))
            return std::nullopt;
        const auto name = plain.subspan(entryHead, nameSize);
        KeyInfo info;
        info.name = QString::fromLatin1(reinterpret_cast<const char*>(name.data()), static_cast<qsizetype>(nameSize));
        info.version = plain[1];
        info.algorithm = algorithmName(algorithm);
        ring.add(info, Secret::copyOf(plain.subspan(entryHead + nameSize, keySize)));
        plain = plain.subspan(entryHead + nameSize + keySize);
    }
    return ring;
}

} // namespace

Result<QByteArray> sealKeys(const KeyRing& ring, const QString& passphrase, const Sealing& sealing) {
    const Secret plain = packed(ring);
    const auto plainSize = static_cast<qsizetype>(plain.size());
    if (plainSize > plainAtMost) // it could never be opened again
        return fail(ErrorCode::BadArgument,
                    QCoreApplication::translate("Keys", "The keys need %1 bytes; a key file has room for %2.")
                        .arg(plainSize)
                        .arg(plainAtMost));
    QByteArray file = magic();
    file.append(formatVersion);
    for (const int parameter : {sealing.log2N, sealing.r, sealing.p})
        file.append(static_cast<char>(parameter));
    file.resize(headerSize);
    if (RAND_bytes(reinterpret_cast<unsigned char*>(file.data()) + saltAt, saltSize + nonceSize) != 1)
        return fail(ErrorCode::CryptoFailed, QStringLiteral("random numbers"));
    qToBigEndian(static_cast<quint32>(plainSize), file.data() + sizeAt);
    MD_GET(key, sealingKey(passphrase, sealing, raw(file, saltAt)));

    file.resize(headerSize + plainSize + tagSize);
    auto* bytes = reinterpret_cast<unsigned char*>(file.data());
    const CipherContext context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    int done = 0;
    if (!context || EVP_EncryptInit_ex2(context.get(), EVP_aes_256_gcm(), key.data(), bytes + nonceAt, nullptr) != 1 ||
        EVP_EncryptUpdate(context.get(), nullptr, &done, bytes, headerSize) != 1 ||
        EVP_EncryptUpdate(context.get(), bytes + headerSize, &done, plain.data(), static_cast<int>(plainSize)) != 1 ||
        EVP_EncryptFinal_ex(context.get(), bytes + headerSize + done, &done) != 1 ||
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tagSize, bytes + headerSize + plainSize) != 1)
        return fail(ErrorCode::CryptoFailed, QStringLiteral("AES-GCM"));
    return file;
}

Result<KeyRing> openKeys(const QByteArray& sealed, const QString& passphrase) {
    const auto damaged = [] { return fail(ErrorCode::KeysDamaged); };
    if (sealed.size() < headerSize + tagSize || !sealed.startsWith(magic()) || sealed[versionAt] != formatVersion)
        return damaged();
    const Sealing sealing{raw(sealed)[log2NAt], raw(sealed)[rAt], raw(sealed)[pAt]};
    const auto plainSize = static_cast<qsizetype>(qFromBigEndian<quint32>(sealed.constData() + sizeAt));
    if (!sane(sealing) || plainSize > plainAtMost || sealed.size() != headerSize + plainSize + tagSize)
        return damaged();
    MD_GET(key, sealingKey(passphrase, sealing, raw(sealed, saltAt)));

    Secret plain(static_cast<std::size_t>(plainSize));
    QByteArray tag = sealed.last(tagSize);
    const CipherContext context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    int done = 0;
    unsigned char last = 0;
    if (!context ||
        EVP_DecryptInit_ex2(context.get(), EVP_aes_256_gcm(), key.data(), raw(sealed, nonceAt), nullptr) != 1 ||
        EVP_DecryptUpdate(context.get(), nullptr, &done, raw(sealed), headerSize) != 1 ||
        EVP_DecryptUpdate(context.get(), plain.data(), &done, raw(sealed, headerSize), static_cast<int>(plainSize)) !=
            1 ||
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, tagSize, tag.data()) != 1 ||
        EVP_DecryptFinal_ex(context.get(), &last, &done) != 1)
        return damaged();
    auto ring = unpacked(plain.bytes());
    if (!ring)
        return damaged();
    return std::move(*ring);
}

} // namespace meterdesk
