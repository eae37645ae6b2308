#include "cardio/cards/layout.h"

namespace meterdesk {

std::optional<bool> FieldSpec::valveOpen(qint64 flags) const {
    if (valveBit < 0)
        return std::nullopt;
    return (((flags >> valveBit) & 1) != 0) == valveOpenWhen;
}

qint64 FieldSpec::faults(qint64 flags) const {
    return valveBit < 0 ? flags : flags & ~(qint64(1) << valveBit);
}

const FieldSpec* AreaSpec::find(Field field) const {
    for (const FieldSpec& spec : fields) {
        if (spec.field == field)
            return &spec;
    }
    return nullptr;
}

QString Layout::title(const QString& language) const {
    for (const QString& wanted : {language, language.section(u'_', 0, 0), QStringLiteral("en")}) {
        if (titles.contains(wanted))
            return titles.value(wanted);
    }
    return titles.isEmpty() ? id : titles.first();
}

const AreaSpec* Layout::area(AreaRole role, int slot) const {
    for (const AreaSpec& spec : areas) {
        if (spec.role == role && spec.slot == slot)
            return &spec;
    }
    return nullptr;
}

} // namespace meterdesk
