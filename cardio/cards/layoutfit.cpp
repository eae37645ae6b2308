#include "cardio/cards/layoutfit.h"

#include "cardio/cards/fieldcodec.h"

#include <algorithm>

namespace meterdesk {

bool hasRoomFor(const Layout& layout, Field field, const FieldValue& value) {
    return std::all_of(layout.areas.begin(), layout.areas.end(), [&](const AreaSpec& area) {
        const FieldSpec* spec = area.role == AreaRole::Report ? nullptr : area.find(field);
        return spec == nullptr || encodeField(layout, *spec, &value).has_value();
    });
}

bool canHaveId(const Layout& layout, const QString& cardId) {
    switch (layout.family) {
    case CardFamily::MifareClassic:
        return cardId.size() == 8 || cardId.size() == 14;
    case CardFamily::Cpu:
        return cardId.size() == 16;
    case CardFamily::Sle4442:
        return hasRoomFor(layout, Field::CardNumber, cardId);
    }
    Q_UNREACHABLE();
}

QString phoneOnCard(const Layout& layout, const QString& phone) {
    QString digits;
    std::copy_if(phone.begin(), phone.end(), std::back_inserter(digits),
                 [](QChar c) { return c >= u'0' && c <= u'9'; });
    constexpr qsizetype national = 11;
    for (const QLatin1String code : {QLatin1String("0086"), QLatin1String("86")})
        if (digits.size() == code.size() + national && digits.startsWith(code))
            digits.remove(0, code.size());
    return hasRoomFor(layout, Field::Phone, digits) ? digits : QString();
}

} // namespace meterdesk
