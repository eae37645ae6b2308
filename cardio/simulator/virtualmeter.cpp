#include "cardio/simulator/virtualmeter.h"

#include "cardio/simulator/desmac.h"
#include "cardio/simulator/meterbytes.h"
#include "models/common/clock.h"

#include <QDateTime>
#include <QJsonArray>
#include <algorithm>
#include <mutex>

namespace meterdesk::simulator {
namespace {

struct Registry {
    std::mutex mutex;
    QMap<QString, std::shared_ptr<const MeterCodec>> shipped = shippedMeterCodecs();
    QMap<QString, std::shared_ptr<const MeterCodec>> added;
};

Registry& registry() {
    static Registry all;
    return all;
}

int monthOf(qint64 utcMs) { // months since year 0, local
    const QDate date = QDateTime::fromMSecsSinceEpoch(utcMs).date();
    return date.year() * 12 + date.month();
}

} // namespace

MeterKeys meterKeysFromMasters(const QMap<QString, QByteArray>& masters) {
    return [masters](const QString& name, const QByteArray& diversifier) -> QByteArray {
        const QByteArray master = masters.value(name);
        if (master.isEmpty())
            return {};
        const bool aes = name == QLatin1String("record-mac") || name == QLatin1String("card-access");
        return aes ? an10922CardKey(master, diversifier) : pbocCardKey(master, diversifier);
    };
}

QStringList MeterCodec::metersOn(VirtualCard&) const {
    return {};
}

VirtualMeter::VirtualMeter(MeterState state) : m_state(std::move(state)) {
    if (m_state.time == 0)
        m_state.time = Clock::system().now();
}

LoadResult VirtualMeter::present(VirtualCard& card) {
    const auto own = codec(m_state.layout);
    if (!own)
        return {false, 0, QStringLiteral("foreign")};
    card.powerOn();
    LoadResult result = own->exchange(card, m_state);
    card.powerOn(); // pulled out again
    return result;
}

void VirtualMeter::use(qint64 amount) {
    if (!m_state.valveOpen || amount <= 0)
        return;
    m_state.used += amount;
    m_state.months[0] += amount;
    if (m_state.remaining() <= -m_state.overdraft)
        m_state.valveOpen = false;
}

void VirtualMeter::passDays(int days) {
    constexpr qint64 day = 24LL * 60 * 60 * 1000;
    for (int i = 0; i < days; ++i) {
        use(m_state.dailyUse);
        const int before = monthOf(m_state.time);
        m_state.time += day;
        if (monthOf(m_state.time) == before)
            continue;
        std::move_backward(std::begin(m_state.months), std::end(m_state.months) - 1, std::end(m_state.months));
        m_state.months[0] = 0;
    }
}

QJsonObject VirtualMeter::save() const {
    QJsonArray months;
    for (const qint64 month : m_state.months)
        months.append(month);
    return {{QStringLiteral("number"), m_state.number},       {QStringLiteral("layout"), m_state.layout},
            {QStringLiteral("lastCount"), m_state.lastCount}, {QStringLiteral("loaded"), m_state.loaded},
            {QStringLiteral("used"), m_state.used},           {QStringLiteral("months"), months},
            {QStringLiteral("valveOpen"), m_state.valveOpen}, {QStringLiteral("faults"), m_state.faults},
            {QStringLiteral("time"), m_state.time},           {QStringLiteral("overdraft"), m_state.overdraft},
            {QStringLiteral("dailyUse"), m_state.dailyUse}};
}

VirtualMeter VirtualMeter::load(const QJsonObject& saved) {
    const auto number = [&saved](QLatin1String name) { return saved.value(name).toInteger(); };
    MeterState state;
    state.number = saved.value(QLatin1String("number")).toString();
    state.layout = saved.value(QLatin1String("layout")).toString();
    state.lastCount = number(QLatin1String("lastCount"));
    state.loaded = number(QLatin1String("loaded"));
    state.used = number(QLatin1String("used"));
    const QJsonArray months = saved.value(QLatin1String("months")).toArray();
    for (int i = 0; i < 12 && i < months.size(); ++i)
        state.months[i] = months.at(i).toInteger();
    state.valveOpen = saved.value(QLatin1String("valveOpen")).toBool(true);
    state.faults = quint8(number(QLatin1String("faults")) & 0xFF);
    state.time = number(QLatin1String("time"));
    state.overdraft = number(QLatin1String("overdraft"));
    state.dailyUse = number(QLatin1String("dailyUse"));
    return VirtualMeter(state);
}

void VirtualMeter::registerCodec(const QString& layout, std::shared_ptr<const MeterCodec> codec) {
    const std::lock_guard lock(registry().mutex);
    registry().added[layout] = std::move(codec);
}

std::shared_ptr<const MeterCodec> VirtualMeter::codec(const QString& layout) {
    const std::lock_guard lock(registry().mutex);
    if (auto added = registry().added.value(layout))
        return added;
    return registry().shipped.value(layout);
}

QStringList VirtualMeter::codecs() {
    const std::lock_guard lock(registry().mutex);
    QStringList all = registry().shipped.keys();
    for (auto it = registry().added.cbegin(); it != registry().added.cend(); ++it)
        if (!all.contains(it.key()))
            all.append(it.key());
    return all;
}

} // namespace meterdesk::simulator
