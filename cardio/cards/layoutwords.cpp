#include "cardio/cards/layoutwords.h"

#include <algorithm>
#include <array>

namespace meterdesk {
namespace {

template <class T>
struct Word {
    T value;
    const char16_t* name;
};

constexpr std::array<Word<Encoding>, 8> encodings{{{Encoding::UnsignedBE, u"unsigned-be"},
                                                   {Encoding::UnsignedLE, u"unsigned-le"},
                                                   {Encoding::Bcd, u"bcd"},
                                                   {Encoding::BcdLE, u"bcd-le"},
                                                   {Encoding::Ascii, u"ascii"},
                                                   {Encoding::Gb18030, u"gb18030"},
                                                   {Encoding::BcdTime, u"bcd-time"},
                                                   {Encoding::Flags, u"flags"}}};
constexpr std::array<Word<Pad>, 5> pads{{{Pad::ZeroLeft, u"zero-left"},
                                         {Pad::FRight, u"f-right"},
                                         {Pad::SpaceRight, u"space-right"},
                                         {Pad::NulRight, u"nul-right"},
                                         {Pad::None, u"none"}}};
constexpr std::array<Word<CheckKind>, 5> checks{{{CheckKind::None, u"none"},
                                                 {CheckKind::Sum8, u"sum"},
                                                 {CheckKind::Xor8, u"xor"},
                                                 {CheckKind::Crc16, u"crc-16"},
                                                 {CheckKind::AesCmac, u"aes-cmac"}}};
constexpr std::array<Word<CopyKind>, 3> copyKinds{
    {{CopyKind::None, u"none"}, {CopyKind::Alternating, u"alternating"}, {CopyKind::MainBackup, u"main-backup"}}};
constexpr std::array<Word<AreaRole>, 3> roles{
    {{AreaRole::Identity, u"identity"}, {AreaRole::Purchase, u"purchase"}, {AreaRole::Report, u"report"}}};

template <class Words, class T>
QString nameIn(const Words& words, T value) {
    const auto found = std::find_if(words.begin(), words.end(), [&](const auto& word) { return word.value == value; });
    return found == words.end() ? QString() : QString::fromUtf16(found->name);
}

template <class Words>
auto valueIn(const Words& words, const QString& name) {
    const auto found =
        std::find_if(words.begin(), words.end(), [&](const auto& word) { return name == QStringView(word.name); });
    return found == words.end() ? words.front().value : found->value;
}

} // namespace

QString encodingName(Encoding encoding) {
    return nameIn(encodings, encoding);
}

QString checkName(CheckKind kind) {
    return nameIn(checks, kind);
}

QString copyKindName(CopyKind kind) {
    return nameIn(copyKinds, kind);
}

QString areaRoleName(AreaRole role) {
    return nameIn(roles, role);
}

Encoding encodingFromName(const QString& name) {
    return valueIn(encodings, name);
}

Pad padFromName(const QString& name) {
    return valueIn(pads, name);
}

CheckKind checkFromName(const QString& name) {
    return valueIn(checks, name);
}

CopyKind copyKindFromName(const QString& name) {
    return valueIn(copyKinds, name);
}

AreaRole areaRoleFromName(const QString& name) {
    return valueIn(roles, name);
}

} // namespace meterdesk
