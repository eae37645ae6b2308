#include "cardio/simulator/virtualcard.h"

#include "cardio/simulator/virtualcpu.h"
#include "cardio/simulator/virtualmifare.h"
#include "cardio/simulator/virtualsle.h"

namespace meterdesk::simulator {

std::unique_ptr<VirtualCard> VirtualCard::load(const QJsonObject& saved) {
    const QString family = saved.value(QLatin1String("family")).toString();
    if (family == QLatin1String("mifare-classic"))
        return VirtualMifare::fromJson(saved);
    if (family == QLatin1String("cpu"))
        return VirtualCpu::fromJson(saved);
    if (family == QLatin1String("sle4442"))
        return VirtualSle::fromJson(saved);
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
    if (family == QLatin1String("cpu")) {
        QMap<QString, QByteArray> keys;
        for (auto it = makerKeys.begin(); it != makerKeys.end(); ++it)
            keys[it.key()] = QByteArray::fromHex(it.value().toString().toLatin1());
        return std::make_unique<VirtualCpu>(id, keys, keys.value(QStringLiteral("serial")));
    }
    if (family == QLatin1String("sle4442"))
        return std::make_unique<VirtualSle>(id);
    return nullptr;
}

} // namespace meterdesk::simulator
