#include "models/property/normal.h"

namespace meterdesk {
namespace {

bool isPlain(const QString& text) {
    bool spaceBefore = true; // a leading space isn't plain
    for (const QChar c : text) {
        if (c.unicode() >= 0x7f && (c.unicode() < 0x3400 || c.unicode() > 0x9fff))
            return false;
        if (c.unicode() < 0x20 || (c == u' ' && spaceBefore))
            return false;
        spaceBefore = c == u' ';
    }
    return text.isEmpty() || !spaceBefore;
}

/// Marks that turn the direction of what follows, or take no room at all: two names would look alike and differ. The
/// joiners stay, because some scripts are spelt with them.
bool isUnseen(QChar c) {
    return c.category() == QChar::Other_Format && c.unicode() != 0x200c && c.unicode() != 0x200d;
}

QChar halfWidth(QChar c) {
    if (c.unicode() >= 0xff01 && c.unicode() <= 0xff5e)
        return QChar(ushort(c.unicode() - 0xfee0));
    switch (c.unicode()) {
    case 0x3000: // the ideographic space
        return u' ';
    case 0x2010: // hyphens and dashes that input methods make of '-'
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
        return u'-';
    default:
        return c;
    }
}

} // namespace

QString normalText(const QString& text) {
    // Nearly all texts of an import are plain; they share their memory with the original.
    if (isPlain(text))
        return text;
    QString half = text;
    half.removeIf(isUnseen);
    for (QChar& c : half)
        c = halfWidth(c);
    return half.simplified();
}

QString normalKey(const QString& text) {
    QString key = normalText(text);
    if (key.contains(u' '))
        key.remove(u' ');
    return key.toUpper();
}

QString distinctNumber(const QString& normalNumber) {
    qsizetype zeros = 0;
    while (zeros < normalNumber.size() && normalNumber.at(zeros) == u'0')
        ++zeros;
    return zeros == 0 ? normalNumber : normalNumber.mid(zeros);
}

QString normalPhone(const QString& text) {
    QString phone = normalText(text);
    phone.removeIf([](QChar c) { return c == u' ' || c == u'-' || c == u'(' || c == u')'; });
    return phone;
}

bool isPhone(const QString& normal) {
    if (normal.isEmpty())
        return true;
    qsizetype digits = 0;
    for (qsizetype i = 0; i < normal.size(); ++i) {
        const char16_t c = normal.at(i).unicode();
        if (c == u'+' && i == 0)
            continue;
        if (c < u'0' || c > u'9')
            return false;
        ++digits;
    }
    return digits >= 3 && digits <= 15;
}

bool isApartmentCode(const QString& normal) {
    if (normal.size() > 40)
        return false;
    int parts = 1;
    bool empty = true;
    for (const QChar c : normal) {
        if (c == u'-') {
            if (empty)
                return false;
            ++parts;
            empty = true;
        } else if (c.isLetterOrNumber() || c.isSurrogate()) {
            empty = false;
        } else {
            return false;
        }
    }
    return !empty && parts >= 2 && parts <= 5;
}

QString pastPrefix(const QString& prefix) {
    // U+10FFFF sorts after every character by code point (SQLite compares the UTF-8 bytes) and is never in a text.
    return prefix + QStringLiteral("\U0010FFFF");
}

} // namespace meterdesk
