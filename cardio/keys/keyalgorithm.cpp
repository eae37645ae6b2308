#include "cardio/keys/keyalgorithm.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <algorithm>
#include <array>

namespace meterdesk {
namespace {

constexpr std::size_t bytesAtMost = 64;

struct AlgorithmRow {
    KeyAlgorithm algorithm;
    const char* name;
    Diversification method;
};
constexpr std::array<AlgorithmRow, 4> algorithmRows{{{KeyAlgorithm::TripleDes, "3des", Diversification::Pboc3Des},
                                                     {KeyAlgorithm::Aes128, "aes-128", Diversification::An10922Aes128},
                                                     {KeyAlgorithm::Sm4, "sm4", Diversification::Sm4},
                                                     {KeyAlgorithm::Bytes, "bytes", Diversification::None}}};

struct StandardRow {
    const char* name;
    KeyAlgorithm algorithm;
};
constexpr std::array<StandardRow, 7> standardRows{{{"purse-load", KeyAlgorithm::TripleDes},
                                                   {"purse-debit", KeyAlgorithm::TripleDes},
                                                   {"purse-tac", KeyAlgorithm::TripleDes},
                                                   {"file-mac", KeyAlgorithm::TripleDes},
                                                   {"card-access", KeyAlgorithm::Aes128},
                                                   {"record-mac", KeyAlgorithm::Aes128},
                                                   {"sle-psc", KeyAlgorithm::TripleDes}}};

/// NIST SP 800-67 section 3.3.2, parity bits cleared: the weak and the semi-weak keys.
constexpr std::array<quint64, 16> weakDes{
    0x0000000000000000, 0xFEFEFEFEFEFEFEFE, 0xE0E0E0E0F0F0F0F0, 0x1E1E1E1E0E0E0E0E, //
    0x001E001E000E000E, 0x1E001E000E000E00, 0x00E000E000F000F0, 0xE000E000F000F000, //
    0x00FE00FE00FE00FE, 0xFE00FE00FE00FE00, 0x1EE01EE00EF00EF0, 0xE01EE01EF00EF00E, //
    0x1EFE1EFE0EFE0EFE, 0xFE1EFE1EFE0EFE0E, 0xE0FEE0FEF0FEF0FE, 0xFEE0FEE0FEF0FEF0};

quint64 withoutParity(std::span<const unsigned char> half) {
    quint64 value = 0;
    for (const unsigned char byte : half)
        value = value << 8 | (byte & 0xFEU);
    return value;
}

} // namespace

QString algorithmName(KeyAlgorithm algorithm) {
    const auto* row = std::ranges::find(algorithmRows, algorithm, &AlgorithmRow::algorithm);
    return row == algorithmRows.end() ? QString() : QString::fromLatin1(row->name);
}

std::optional<KeyAlgorithm> algorithmFromName(const QString& name) {
    for (const AlgorithmRow& row : algorithmRows) {
        if (name == QLatin1String(row.name))
            return row.algorithm;
    }
    return std::nullopt;
}

bool lengthFits(KeyAlgorithm algorithm, std::size_t length) {
    return algorithm == KeyAlgorithm::Bytes ? length >= 1 && length <= bytesAtMost : length == 16;
}

bool methodFits(Diversification method, KeyAlgorithm algorithm) {
    if (method == Diversification::None)
        return true;
    const auto* row = std::ranges::find(algorithmRows, algorithm, &AlgorithmRow::algorithm);
    return row != algorithmRows.end() && row->method == method;
}

bool isKeyName(const QString& name) {
    static const QRegularExpression pattern(QStringLiteral("\\A[a-z0-9-]{1,64}\\z"));
    return pattern.match(name).hasMatch();
}

QStringList standardKeys() {
    QStringList names;
    for (const StandardRow& row : standardRows)
        names.append(QString::fromLatin1(row.name));
    return names;
}

std::optional<KeyAlgorithm> standardAlgorithm(const QString& keyName) {
    for (const StandardRow& row : standardRows) {
        if (keyName == QLatin1String(row.name))
            return row.algorithm;
    }
    return std::nullopt;
}

QString weakness(KeyAlgorithm algorithm, const Secret& key) {
    if (algorithm == KeyAlgorithm::Bytes)
        return {};
    const auto bytes = key.bytes();
    if (std::ranges::all_of(bytes, [&](unsigned char byte) { return byte == bytes.front(); }))
        return QCoreApplication::translate("Keys", "one byte repeated is no key");
    if (algorithm != KeyAlgorithm::TripleDes)
        return {};
    const quint64 left = withoutParity(bytes.first(8)), right = withoutParity(bytes.last(8));
    if (left == right)
        return QCoreApplication::translate("Keys", "its halves are equal, which makes it single DES");
    if (std::ranges::count(weakDes, left) || std::ranges::count(weakDes, right))
        return QCoreApplication::translate("Keys", "one half is a weak DES key");
    return {};
}

Secret randomKey(KeyAlgorithm algorithm) {
    for (;;) {
        Secret key = Secret::random(16);
        if (weakness(algorithm, key).isEmpty())
            return key;
    }
}

QString checkValue(KeyAlgorithm algorithm, const Secret& key) {
    const QByteArray zero(16, '\0');
    Result<QByteArray> block = QByteArray();
    switch (algorithm) {
    case KeyAlgorithm::TripleDes:
        block = tripleDesEcb(key, zero.left(8));
        break;
    case KeyAlgorithm::Aes128:
        block = aesEcb(key, zero);
        break;
    case KeyAlgorithm::Sm4:
        block = sm4Ecb(key, zero);
        break;
    case KeyAlgorithm::Bytes:
        break;
    }
    return block ? QString::fromLatin1(block->left(3).toHex().toUpper()) : QString();
}

} // namespace meterdesk
