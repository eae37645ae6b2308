#include "cardio/simulator/virtualcard.h"

#include "cardio/simulator/virtualmifare.h"

namespace meterdesk::simulator {

std::unique_ptr<VirtualCard> VirtualCard::load(const QJsonObject& saved) {
    const QString family = saved.value(QLatin1String("family")).toString();
    if (family == QLatin1String("mifare-classic"))
        return VirtualMifare::fromJson(saved);
    return nullptr;
}

std::unique_ptr<VirtualCard> VirtualCard::fresh(const QString& family, const QString& id,
                                                const QJsonObject& makerKeys) {
    const auto hex = [&makerKeys](QLatin1String name) {
        return QByteArray::fromHex(makerKeys.value(name).toString().toLatin1());
    };
    if (family == QLatin1String("mifare-classic"))
        return std::make_unique<VirtualMifare>(
            id, makerKeys.value(QLatin1String("size")).toString() == QLatin1String("4k"), hex(QLatin1String("uid")));
    return nullptr;
}

} // namespace meterdesk::simulator
