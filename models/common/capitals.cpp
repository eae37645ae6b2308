// An amount in Chinese capitals, by the appendix of the payment-settlement rules (支付结算办法, annex 1): 整 after
// whole yuan only, one 零 for a run of zeros between digits, none for zeros at the end of a part.
#include "models/common/amount.h"

namespace meterdesk {
namespace {

QString digitText(quint64 digit) {
    static const QString digits = QStringLiteral("零壹贰叁肆伍陆柒捌玖");
    return digits.mid(static_cast<qsizetype>(digit), 1);
}

/// Joins two parts of a number; the lower one is spoken with 零 where its leading places are empty.
QString joined(const QString& high, const QString& low, bool gap) {
    if (high.isEmpty() || low.isEmpty())
        return high + low;
    return high + (gap ? QStringLiteral("零") : QString()) + low;
}

/// 1 to 9999 in words; empty for 0.
QString fourDigits(quint64 number) {
    struct Place {
        quint64 value;
        QString word;
    };
    static const Place places[] = {
        {1000, QStringLiteral("仟")}, {100, QStringLiteral("佰")}, {10, QStringLiteral("拾")}};
    QString text;
    bool gap = false;
    for (const Place& place : places) {
        const quint64 digit = number / place.value % 10;
        if (digit > 0)
            text = joined(text, digitText(digit) + place.word, gap);
        gap = digit == 0;
    }
    return number % 10 > 0 ? joined(text, digitText(number % 10), gap) : text;
}

/// Any number in words: 亿 counts the hundred millions, however many there are.
QString inWords(quint64 number) {
    if (number >= 100000000)
        return joined(inWords(number / 100000000) + QStringLiteral("亿"), inWords(number % 100000000),
                      number % 100000000 < 10000000);
    if (number >= 10000)
        return joined(fourDigits(number / 10000) + QStringLiteral("万"), fourDigits(number % 10000),
                      number % 10000 < 1000);
    return fourDigits(number);
}

} // namespace

QString inChineseCapitals(Money money) {
    const quint64 size = money.fen < 0 ? 0 - static_cast<quint64>(money.fen) : static_cast<quint64>(money.fen);
    const quint64 yuan = size / 100;
    const quint64 jiao = size / 10 % 10;
    const quint64 fen = size % 10;
    QString text = money.fen < 0 ? QStringLiteral("负") : QString();
    if (yuan > 0 || size == 0)
        text += (size == 0 ? digitText(0) : inWords(yuan)) + QStringLiteral("元");
    if (jiao == 0 && fen == 0)
        return text + QStringLiteral("整");
    if (jiao > 0)
        text += digitText(jiao) + QStringLiteral("角");
    else if (yuan > 0)
        text += digitText(0);
    if (fen > 0)
        text += digitText(fen) + QStringLiteral("分");
    return text;
}

} // namespace meterdesk
