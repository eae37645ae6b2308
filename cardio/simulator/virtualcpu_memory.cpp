// What a virtual CPU card remembers: straight access, saving and putting back.
#include "cardio/simulator/virtualcpu.h"

#include <QJsonArray>

namespace meterdesk::simulator {
namespace {

QString hex(const QByteArray& bytes) {
    return QString::fromLatin1(bytes.toHex());
}

QByteArray bytesOf(const QJsonValue& value) {
    return QByteArray::fromHex(value.toString().toLatin1());
}

} // namespace

QByteArray VirtualCpu::serial() const {
    return peek(0x15, 12, 8);
}

void VirtualCpu::setProveBy(ProveBy how) {
    m_memory.proveBy = how;
    changed();
}

void VirtualCpu::setLocked(quint16 word) {
    m_memory.locked = word;
    changed();
}

void VirtualCpu::setBalance(quint32 balance) {
    m_memory.balance = balance;
    changed();
}

QByteArray VirtualCpu::peek(int space, int offset, int length) const {
    const QByteArray file = m_memory.files.value(space);
    if (offset < 0 || length < 0 || length > file.size() || offset > file.size() - length)
        return {};
    return file.mid(offset, length);
}

bool VirtualCpu::poke(int space, int offset, const QByteArray& bytes) {
    const auto file = m_memory.files.find(space);
    if (file == m_memory.files.end() || offset < 0 || bytes.size() > file->size() ||
        offset > file->size() - bytes.size())
        return false;
    file->replace(offset, bytes.size(), bytes);
    changed();
    return true;
}

QJsonObject VirtualCpu::save() const {
    QJsonObject keys;
    for (auto it = m_memory.keys.begin(); it != m_memory.keys.end(); ++it)
        keys[it.key()] = hex(it.value());
    QJsonObject tries;
    for (auto it = m_memory.tries.begin(); it != m_memory.tries.end(); ++it)
        tries[it.key()] = it.value();
    QJsonObject files;
    for (auto it = m_memory.files.begin(); it != m_memory.files.end(); ++it)
        files[QString::number(it.key(), 16)] = hex(it.value());
    QJsonArray records;
    for (const QByteArray& record : m_memory.records)
        records.append(hex(record));
    const QJsonObject proof{{QStringLiteral("type"), m_memory.proof.type},
                            {QStringLiteral("serial"), m_memory.proof.serial},
                            {QStringLiteral("mac"), hex(m_memory.proof.mac)},
                            {QStringLiteral("tac"), hex(m_memory.proof.tac)}};
    return {{QStringLiteral("family"), family()},
            {QStringLiteral("id"), m_id},
            {QStringLiteral("keys"), keys},
            {QStringLiteral("tries"), tries},
            {QStringLiteral("files"), files},
            {QStringLiteral("records"), records},
            {QStringLiteral("balance"), qint64(m_memory.balance)},
            {QStringLiteral("onlineSerial"), m_memory.onlineSerial},
            {QStringLiteral("offlineSerial"), m_memory.offlineSerial},
            {QStringLiteral("proof"), proof},
            {QStringLiteral("locked"), m_memory.locked},
            {QStringLiteral("proveBy"), int(m_memory.proveBy)}};
}

bool VirtualCpu::restore(const QJsonObject& saved) {
    if (saved.value(QLatin1String("family")).toString() != family())
        return false;
    Memory memory;
    const QJsonObject keys = saved.value(QLatin1String("keys")).toObject();
    for (auto it = keys.begin(); it != keys.end(); ++it)
        memory.keys[it.key()] = bytesOf(it.value());
    const QJsonObject tries = saved.value(QLatin1String("tries")).toObject();
    for (auto it = tries.begin(); it != tries.end(); ++it)
        memory.tries[it.key()] = std::clamp(it.value().toInt(), 0, 15);
    const QJsonObject files = saved.value(QLatin1String("files")).toObject();
    for (auto it = files.begin(); it != files.end(); ++it)
        memory.files[it.key().toInt(nullptr, 16)] = bytesOf(it.value());
    // Whoever damaged the file shall not get a card with half its memory.
    for (auto it = m_memory.files.cbegin(); it != m_memory.files.cend(); ++it)
        if (memory.files.value(it.key()).size() != it->size())
            return false;
    for (auto it = m_memory.keys.cbegin(); it != m_memory.keys.cend(); ++it)
        if (memory.keys.value(it.key()).isEmpty())
            return false;
    const QJsonArray records = saved.value(QLatin1String("records")).toArray();
    for (const QJsonValue record : records)
        memory.records.append(bytesOf(record));
    memory.balance = quint32(saved.value(QLatin1String("balance")).toInteger());
    memory.onlineSerial = quint16(saved.value(QLatin1String("onlineSerial")).toInt());
    memory.offlineSerial = quint16(saved.value(QLatin1String("offlineSerial")).toInt());
    const QJsonObject proof = saved.value(QLatin1String("proof")).toObject();
    memory.proof = {proof.value(QLatin1String("type")).toInt(), quint16(proof.value(QLatin1String("serial")).toInt()),
                    bytesOf(proof.value(QLatin1String("mac"))), bytesOf(proof.value(QLatin1String("tac")))};
    memory.proveBy = ProveBy(std::clamp(saved.value(QLatin1String("proveBy")).toInt(), 0, int(ProveBy::Never)));
    memory.locked = quint16(saved.value(QLatin1String("locked")).toInt());
    m_memory = memory;
    changed();
    return true;
}

std::unique_ptr<VirtualCpu> VirtualCpu::fromJson(const QJsonObject& saved) {
    auto card = std::make_unique<VirtualCpu>(saved.value(QLatin1String("id")).toString(), QMap<QString, QByteArray>(),
                                             QByteArray());
    if (!card->restore(saved))
        return nullptr;
    return card;
}

std::unique_ptr<VirtualCard> VirtualCpu::clone() const {
    auto copy = std::make_unique<VirtualCpu>(*this);
    copy->powerOn();
    return copy;
}

} // namespace meterdesk::simulator
