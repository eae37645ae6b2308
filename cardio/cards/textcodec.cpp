#include "cardio/cards/textcodec.h"

#include <QDateTime>
#include <QStringDecoder>
#include <QStringEncoder>
#include <algorithm>

namespace meterdesk {
namespace {

bool allDigits(const QString& text) {
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// A user or meter number means the same with zeros before it, a card number doesn't.
QString unfilled(const QString& digits) {
    qsizetype zeros = 0;
    while (zeros < digits.size() && digits.at(zeros) == u'0')
        ++zeros;
    return digits.mid(zeros);
}

/// `text` filled up to `width` digits, an F for each place that is left open on the right.
std::optional<QString> filled(Pad pad, const QString& text, qsizetype width) {
    if (!allDigits(text) || text.size() > width || (pad == Pad::None && !text.isEmpty() && text.size() != width))
        return std::nullopt;
    return pad == Pad::FRight ? text.leftJustified(width, u'F') : text.rightJustified(width, u'0');
}

std::optional<QString> emptied(Pad pad, QString digits) {
    if (pad == Pad::FRight) {
        while (digits.endsWith(u'F'))
            digits.chop(1);
    }
    if (!allDigits(digits))
        return std::nullopt;
    return pad == Pad::ZeroLeft ? unfilled(digits) : digits;
}

std::optional<QByteArray> unsignedBytes(const FieldSpec& spec, const QString& text) {
    bool fits = text.isEmpty();
    quint64 number = 0;
    if (!fits && allDigits(text))
        number = text.toULongLong(&fits);
    if (!fits || (spec.length < 8 && (number >> (8 * spec.length)) != 0))
        return std::nullopt;
    QByteArray bytes(spec.length, '\0');
    for (int i = 0; i < spec.length; ++i) {
        const int at = spec.encoding == Encoding::UnsignedLE ? i : spec.length - 1 - i;
        bytes[at] = i < 8 ? char((number >> (8 * i)) & 0xFF) : '\0';
    }
    return bytes;
}

std::optional<QString> unsignedFrom(const FieldSpec& spec, QByteArray bytes) {
    if (spec.encoding == Encoding::UnsignedLE)
        std::reverse(bytes.begin(), bytes.end());
    quint64 number = 0;
    for (const char byte : bytes) {
        if ((number >> 56) != 0)
            return std::nullopt;
        number = (number << 8) | quint8(byte);
    }
    return number == 0 ? QString() : QString::number(number);
}

std::optional<QByteArray> charBytes(const FieldSpec& spec, const QString& text) {
    if (spec.pad == Pad::ZeroLeft || spec.pad == Pad::None) {
        const std::optional<QString> digits = filled(spec.pad, text, spec.length);
        return digits ? std::optional(digits->toLatin1()) : std::nullopt;
    }
    QByteArray bytes;
    if (spec.encoding == Encoding::Gb18030) {
        QStringEncoder encoder("GB18030");
        bytes = encoder(text);
        if (encoder.hasError())
            return std::nullopt;
    } else {
        const bool plain = std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u' ' && c <= u'~'; });
        if (!plain)
            return std::nullopt;
        bytes = text.toLatin1();
    }
    const char fill = spec.pad == Pad::SpaceRight ? ' ' : '\0';
    if (bytes.size() > spec.length || bytes.endsWith(fill)) // what ends in the filling can't be told from it
        return std::nullopt;
    return bytes.leftJustified(spec.length, fill);
}

std::optional<QString> charsFrom(const FieldSpec& spec, QByteArray bytes) {
    if (spec.pad == Pad::ZeroLeft || spec.pad == Pad::None)
        return emptied(spec.pad, QString::fromLatin1(bytes));
    const char fill = spec.pad == Pad::SpaceRight ? ' ' : '\0';
    while (bytes.endsWith(fill))
        bytes.chop(1);
    if (spec.encoding == Encoding::Gb18030) {
        QStringDecoder decoder("GB18030", QStringDecoder::Flag::Stateless);
        const QString text = decoder(bytes);
        return decoder.hasError() || text.contains(QChar::ReplacementCharacter) ? std::nullopt : std::optional(text);
    }
    const bool plain = std::all_of(bytes.begin(), bytes.end(), [](char c) { return c >= ' ' && c <= '~'; });
    return plain ? std::optional(QString::fromLatin1(bytes)) : std::nullopt;
}

} // namespace

std::optional<QByteArray> textBytes(const FieldSpec& spec, const QString& text) {
    switch (spec.encoding) {
    case Encoding::Bcd:
    case Encoding::BcdLE: {
        const std::optional<QString> digits = filled(spec.pad, text, qsizetype(spec.length) * 2);
        if (!digits)
            return std::nullopt;
        QByteArray bytes = QByteArray::fromHex(digits->toLatin1());
        if (spec.encoding == Encoding::BcdLE)
            std::reverse(bytes.begin(), bytes.end());
        return bytes;
    }
    case Encoding::UnsignedBE:
    case Encoding::UnsignedLE:
        return unsignedBytes(spec, text);
    default:
        return charBytes(spec, text);
    }
}

std::optional<QString> textFrom(const FieldSpec& spec, const QByteArray& bytes) {
    switch (spec.encoding) {
    case Encoding::Bcd:
    case Encoding::BcdLE: {
        QByteArray ordered = bytes;
        if (spec.encoding == Encoding::BcdLE)
            std::reverse(ordered.begin(), ordered.end());
        return emptied(spec.pad, QString::fromLatin1(ordered.toHex().toUpper()));
    }
    case Encoding::UnsignedBE:
    case Encoding::UnsignedLE:
        return unsignedFrom(spec, bytes);
    default:
        return charsFrom(spec, bytes);
    }
}

std::optional<QByteArray> timeBytes(int length, qint64 utcMs) {
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(utcMs);
    if (time.date().year() < 2000 || time.date().year() > 2099)
        return std::nullopt;
    const QString all = time.toString(u"yyMMddHHmmss");
    return QByteArray::fromHex(all.toLatin1()).left(length);
}

std::optional<qint64> timeFrom(const QByteArray& bytes) {
    const QString digits = QString::fromLatin1(bytes.toHex());
    if (!allDigits(digits) || (bytes.size() != 3 && bytes.size() != 5 && bytes.size() != 6))
        return std::nullopt;
    const auto pair = [&](qsizetype at) { return digits.mid(at * 2, 2).toInt(); };
    const QDate date(2000 + pair(0), pair(1), pair(2));
    const QTime clock(bytes.size() > 3 ? pair(3) : 0, bytes.size() > 3 ? pair(4) : 0, bytes.size() > 5 ? pair(5) : 0);
    const QDateTime time(date, clock);
    return date.isValid() && clock.isValid() && time.isValid() ? std::optional(time.toMSecsSinceEpoch()) : std::nullopt;
}

bool gb18030Known() {
    return QStringEncoder("GB18030").isValid();
}

} // namespace meterdesk
