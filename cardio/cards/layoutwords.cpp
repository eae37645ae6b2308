#include "cardio/cards/layoutwords.h"

#include "models/common/words.h"

#include <array>

namespace meterdesk {
namespace {

constexpr std::array<Word<Encoding>, 8> encodings{{{Encoding::UnsignedBE, "unsigned-be"},
                                                   {Encoding::UnsignedLE, "unsigned-le"},
                                                   {Encoding::Bcd, "bcd"},
                                                   {Encoding::BcdLE, "bcd-le"},
                                                   {Encoding::Ascii, "ascii"},
                                                   {Encoding::Gb18030, "gb18030"},
                                                   {Encoding::BcdTime, "bcd-time"},
                                                   {Encoding::Flags, "flags"}}};
constexpr std::array<Word<Pad>, 5> pads{{{Pad::ZeroLeft, "zero-left"},
                                         {Pad::FRight, "f-right"},
                                         {Pad::SpaceRight, "space-right"},
                                         {Pad::NulRight, "nul-right"},
                                         {Pad::None, "none"}}};
constexpr std::array<Word<CheckKind>, 5> checks{{{CheckKind::None, "none"},
                                                 {CheckKind::Sum8, "sum"},
                                                 {CheckKind::Xor8, "xor"},
                                                 {CheckKind::Crc16, "crc-16"},
                                                 {CheckKind::AesCmac, "aes-cmac"}}};
constexpr std::array<Word<CopyKind>, 3> copyKinds{
    {{CopyKind::None, "none"}, {CopyKind::Alternating, "alternating"}, {CopyKind::MainBackup, "main-backup"}}};
constexpr std::array<Word<AreaRole>, 3> roles{
    {{AreaRole::Identity, "identity"}, {AreaRole::Purchase, "purchase"}, {AreaRole::Report, "report"}}};

template <class Words>
auto valueIn(const Words& words, const QString& name) {
    return wordValue(words, name).value_or(words.front().value);
}

} // namespace

QString encodingName(Encoding encoding) {
    return wordName(encodings, encoding);
}

QString checkName(CheckKind kind) {
    return wordName(checks, kind);
}

QString copyKindName(CopyKind kind) {
    return wordName(copyKinds, kind);
}

QString areaRoleName(AreaRole role) {
    return wordName(roles, role);
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
