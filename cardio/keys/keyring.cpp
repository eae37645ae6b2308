#include "cardio/keys/keyalgorithm.h"
#include "cardio/keys/keystore.h"

namespace meterdesk {

Result<Secret> KeyRing::cardKey(const QString& name, int version, Diversification method,
                                const QByteArray& diversifier) const {
    const int wanted = version ? version : newest(name);
    const auto found = m_keys.find({name, wanted});
    if (found == m_keys.end())
        return fail(ErrorCode::KeysMissing, version ? QStringLiteral("%1 %2").arg(name).arg(version) : name);
    const auto& [info, key] = found->second;
    const auto algorithm = algorithmFromName(info.algorithm);
    if (algorithm && !methodFits(method, *algorithm))
        return fail(ErrorCode::CryptoFailed, QStringLiteral("%1 is a key for %2").arg(name, info.algorithm));
    return diversify(method, key, diversifier);
}

bool KeyRing::has(const QString& name, int version) const {
    return version ? m_keys.contains({name, version}) : newest(name) > 0;
}

int KeyRing::newest(const QString& name) const {
    int version = 0;
    for (auto at = m_keys.lower_bound({name, 0}); at != m_keys.end() && at->first.first == name; ++at)
        version = at->first.second;
    return version;
}

QList<KeyInfo> KeyRing::list() const {
    QList<KeyInfo> infos;
    for (const auto& [id, entry] : m_keys)
        infos.append(entry.first);
    return infos;
}

void KeyRing::add(const KeyInfo& info, Secret key) {
    KeyInfo shown = info;
    if (const auto algorithm = algorithmFromName(info.algorithm); algorithm && shown.check.isEmpty())
        shown.check = checkValue(*algorithm, key);
    m_keys.insert_or_assign({info.name, info.version}, std::pair{std::move(shown), std::move(key)});
}

const Secret* KeyRing::master(const QString& name, int version) const {
    const auto found = m_keys.find({name, version});
    return found == m_keys.end() ? nullptr : &found->second.second;
}

KeyRing KeyRing::clone() const {
    KeyRing other;
    for (const auto& [id, entry] : m_keys)
        other.add(entry.first, entry.second.clone());
    return other;
}

} // namespace meterdesk
