#include "models/staff/password.h"

#include <QByteArray>
#include <QStringList>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <optional>

namespace meterdesk {
namespace {

constexpr int saltBytes = 16;
constexpr int hashBytes = 32;
constexpr quint64 memoryLimit = quint64{256} << 20;

struct Entry {
    uint logN = 15;
    uint r = 8;
    uint p = 1;
    QByteArray salt;
    QByteArray hash;
};

const QString scheme = QStringLiteral("scrypt");

const unsigned char* bytes(const QByteArray& array) {
    return reinterpret_cast<const unsigned char*>(array.constData());
}

unsigned char* bytes(QByteArray& array) {
    return reinterpret_cast<unsigned char*>(array.data());
}

QString text(const Entry& entry) {
    return QStringList{scheme,
                       QString::number(entry.logN),
                       QString::number(entry.r),
                       QString::number(entry.p),
                       QString::fromLatin1(entry.salt.toBase64()),
                       QString::fromLatin1(entry.hash.toBase64())}
        .join(QLatin1Char('$'));
}

std::optional<Entry> parsed(const QString& text) {
    const QStringList parts = text.split(QLatin1Char('$'));
    if (parts.size() != 6 || parts.at(0) != scheme)
        return std::nullopt;
    Entry entry{parts.at(1).toUInt(), parts.at(2).toUInt(), parts.at(3).toUInt(),
                QByteArray::fromBase64(parts.at(4).toLatin1()), QByteArray::fromBase64(parts.at(5).toLatin1())};
    // Books from elsewhere must not make a sign-in take hours or all memory.
    const bool sane = entry.logN >= 1 && entry.logN <= 18 && entry.r >= 1 && entry.r <= 8 && entry.p >= 1 &&
                      entry.p <= 4 && entry.salt.size() >= 8 && entry.hash.size() == hashBytes;
    return sane ? std::optional(entry) : std::nullopt;
}

Result<QByteArray> derive(const QString& password, const Entry& entry) {
    // The same word typed through different input methods is one password.
    QString plain = password.normalized(QString::NormalizationForm_KC);
    QByteArray utf8 = plain.toUtf8();
    QByteArray hash(hashBytes, '\0');
    const int ok = EVP_PBE_scrypt(utf8.constData(), static_cast<size_t>(utf8.size()), bytes(entry.salt),
                                  static_cast<size_t>(entry.salt.size()), quint64{1} << entry.logN, entry.r, entry.p,
                                  memoryLimit, bytes(hash), hashBytes);
    OPENSSL_cleanse(utf8.data(), static_cast<size_t>(utf8.size()));
    OPENSSL_cleanse(plain.data(), static_cast<size_t>(plain.size()) * sizeof(QChar));
    if (ok != 1)
        return fail(ErrorCode::CryptoFailed, QStringLiteral("scrypt"));
    return hash;
}

} // namespace

Result<QString> hashPassword(const QString& password) {
    Entry entry;
    entry.salt.resize(saltBytes);
    if (RAND_bytes(bytes(entry.salt), saltBytes) != 1)
        return fail(ErrorCode::CryptoFailed, QStringLiteral("random"));
    MD_GET(hash, derive(password, entry));
    entry.hash = hash;
    return text(entry);
}

Result<bool> passwordMatches(const QString& password, const QString& entryText) {
    const std::optional<Entry> entry = parsed(entryText);
    MD_GET(hash, derive(password, entry ? *entry : *parsed(nobodysEntry())));
    return entry && CRYPTO_memcmp(hash.constData(), entry->hash.constData(), hashBytes) == 0;
}

bool isCurrentEntry(const QString& entryText) {
    const std::optional<Entry> entry = parsed(entryText);
    const Entry today;
    return entry && entry->logN == today.logN && entry->r == today.r && entry->p == today.p;
}

QString nobodysEntry() {
    Entry entry;
    entry.salt = QByteArray(saltBytes, '\0');
    entry.hash = QByteArray(hashBytes, '\0');
    return text(entry);
}

} // namespace meterdesk
