#include "cardio/keys/keyimport.h"

#include "cardio/keys/keyalgorithm.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <openssl/crypto.h>

namespace meterdesk {
namespace {

constexpr qsizetype keysAtMost = 10'000;

QString tr(const char* text) {
    // The context that lupdate gives to tr() in this namespace.
    return QCoreApplication::translate("meterdesk", text);
}

tl::unexpected<Error> refused(const QString& where, const QString& why) {
    return fail(ErrorCode::KeysRefused, where.isEmpty() ? why : QStringLiteral("%1: %2").arg(where, why));
}

struct Imported {
    KeyInfo info;
    Secret key;
};

Result<Secret> keyFromHex(const QString& text, const QString& where) {
    QByteArray digits = text.toLatin1();
    const auto wipe = [](QByteArray& bytes) { OPENSSL_cleanse(bytes.data(), static_cast<std::size_t>(bytes.size())); };
    QByteArray bytes = QByteArray::fromHex(digits); // skips what isn't hex, so compare
    const bool good = !digits.isEmpty() && digits.size() == 2 * bytes.size() &&
                      text.compare(QString::fromLatin1(bytes.toHex()), Qt::CaseInsensitive) == 0;
    wipe(digits);
    Secret key = Secret::from(bytes);
    if (!good)
        return refused(where, tr("this must be pairs of hexadecimal digits"));
    return key;
}

Result<Imported> readKey(const QJsonValue& value, const QString& where) {
    if (!value.isObject())
        return refused(where, tr("this must be an object"));
    const QJsonObject object = value.toObject();
    static const QStringList members{QStringLiteral("name"), QStringLiteral("version"), QStringLiteral("algorithm"),
                                     QStringLiteral("hex")};
    for (const QString& member : members) {
        if (!object.contains(member))
            return refused(where, tr("“%1” is missing").arg(member));
    }
    for (const QString& member : object.keys()) {
        if (!members.contains(member))
            return refused(where, tr("“%1” is not known here").arg(member));
    }
    const auto at = [&](int member) { return where + QLatin1Char('.') + members[member]; };
    Imported result;
    result.info.name = object[members[0]].toString();
    if (!isKeyName(result.info.name))
        return refused(at(0), tr("a name has lower-case letters, digits and hyphens, at most 64"));
    // A number that is no integer, or too large for one, answers the default.
    result.info.version = object[members[1]].toInt(0);
    if (result.info.version < 1 || result.info.version > 255)
        return refused(at(1), tr("this must be a whole number from 1 to 255"));
    result.info.algorithm = object[members[2]].toString();
    const auto algorithm = algorithmFromName(result.info.algorithm);
    if (!algorithm)
        return refused(at(2), tr("this must be 3des, aes-128, sm4 or bytes"));
    const auto standard = standardAlgorithm(result.info.name);
    if (standard && standard != algorithm)
        return refused(at(2), tr("%1 must be %2").arg(result.info.name, algorithmName(*standard)));
    MD_GET(key, keyFromHex(object[members[3]].toString(), at(3)));
    if (!lengthFits(*algorithm, key.size()))
        return refused(at(3), *algorithm == KeyAlgorithm::Bytes ? tr("this must have 1 to 64 bytes")
                                                                : tr("this must have 16 bytes (32 digits)"));
    if (const QString weak = weakness(*algorithm, key); !weak.isEmpty())
        return refused(at(3), weak);
    result.key = std::move(key);
    return result;
}

bool same(const Secret& a, const Secret& b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace

Result<KeyRing> withImported(const KeyRing& ring, const QByteArray& json) {
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (problem.error != QJsonParseError::NoError)
        return refused({}, tr("it is not JSON (at byte %1)").arg(problem.offset));
    const QJsonObject object = document.object();
    const QString list = QStringLiteral("keys");
    if (!object[list].isArray() || object.size() != 1)
        return refused({}, tr("it must be one object with one member, “keys”, which is a list"));
    const QJsonArray keys = object[list].toArray();
    if (keys.isEmpty() || keys.size() > keysAtMost)
        return refused(list, tr("it must have 1 to %1 keys").arg(keysAtMost));
    KeyRing result = ring.clone();
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const QString where = QStringLiteral("keys[%1]").arg(i);
        MD_GET(imported, readKey(keys[i], where));
        const KeyInfo& info = imported.info;
        if (const Secret* there = result.master(info.name, info.version); there && !same(*there, imported.key))
            return refused(where,
                           tr("%1, version %2, is there already and is another key").arg(info.name).arg(info.version));
        result.add(info, std::move(imported.key));
    }
    return result;
}

} // namespace meterdesk
