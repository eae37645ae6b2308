// What a virtual MIFARE remembers: straight access, saving and putting back.
#include "cardio/simulator/virtualmifare.h"

namespace meterdesk::simulator {
namespace {

QByteArray memoryOf(const QJsonObject& saved) {
    const QByteArray memory = QByteArray::fromHex(saved.value(QLatin1String("memory")).toString().toLatin1());
    return memory.size() == 1024 || memory.size() == 4096 ? memory : QByteArray();
}

} // namespace

QByteArray VirtualMifare::peek(int space, int offset, int length) const {
    if (space < 0 || space >= blocks() || offset < 0 || length < 0 || length > 16 || offset > 16 - length)
        return {};
    return m_memory.mid(space * 16 + offset, length);
}

bool VirtualMifare::poke(int space, int offset, const QByteArray& bytes) {
    if (space < 0 || space >= blocks() || offset < 0 || bytes.size() > 16 || offset > 16 - bytes.size())
        return false;
    m_memory.replace(space * 16 + offset, bytes.size(), bytes);
    changed();
    return true;
}

bool VirtualMifare::restore(const QJsonObject& saved) {
    const QByteArray memory = memoryOf(saved);
    if (saved.value(QLatin1String("family")).toString() != family() || memory.isEmpty())
        return false;
    m_memory = memory;
    changed();
    return true;
}

QJsonObject VirtualMifare::save() const {
    return {{QStringLiteral("family"), family()},
            {QStringLiteral("id"), m_id},
            {QStringLiteral("memory"), QString::fromLatin1(m_memory.toHex())}};
}

std::unique_ptr<VirtualMifare> VirtualMifare::fromJson(const QJsonObject& saved) {
    auto card = std::make_unique<VirtualMifare>(saved.value(QLatin1String("id")).toString());
    if (!card->restore(saved))
        return nullptr;
    return card;
}

std::unique_ptr<VirtualCard> VirtualMifare::clone() const {
    auto copy = std::make_unique<VirtualMifare>(*this);
    copy->powerOn();
    return copy;
}

} // namespace meterdesk::simulator
