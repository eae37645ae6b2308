// Layouts and keys for tests of the card sessions: enough of each family, written out by hand, with keys that the
// published vectors use.
#pragma once

#include "cardio/cards/layout.h"
#include "cardio/keys/keystore.h"

namespace meterdesk::test {

inline Secret secretOf(const char* hex) {
    QByteArray bytes = QByteArray::fromHex(hex);
    return Secret::from(bytes);
}

/// All masters are 00112233445566778899AABBCCDDEEFF; file-mac also in a version 2 of FF.
inline KeyRing testKeys() {
    KeyRing ring;
    for (const auto& [name, algorithm] : {std::pair("purse-load", "3des"),
                                          {"purse-debit", "3des"},
                                          {"purse-tac", "3des"},
                                          {"file-mac", "3des"},
                                          {"sle-psc", "3des"},
                                          {"card-access", "aes-128"},
                                          {"record-mac", "aes-128"}})
        ring.add({QString::fromLatin1(name), 1, QString::fromLatin1(algorithm), {}},
                 secretOf("00112233445566778899AABBCCDDEEFF"));
    ring.add({QStringLiteral("file-mac"), 2, QStringLiteral("3des"), {}}, secretOf("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"));
    return ring;
}

inline AreaSpec areaOf(AreaRole role, int slot, const QList<QList<Place>>& copies) {
    AreaSpec area;
    area.name = QStringLiteral("area");
    area.role = role;
    area.slot = slot;
    area.copies = copies;
    for (const Place& place : copies.first())
        area.length += place.length;
    return area;
}

inline Layout mifareLayout() {
    Layout layout;
    layout.id = QStringLiteral("test-mifare");
    layout.family = CardFamily::MifareClassic;
    const QString access = QStringLiteral("card-access"), id = QStringLiteral("id"), sector = QStringLiteral("sector");
    layout.keys[QStringLiteral("key-a")] = {
        access, Diversification::An10922Aes128, {id, sector, QStringLiteral("0A")}, 6};
    layout.keys[QStringLiteral("key-b")] = {
        access, Diversification::An10922Aes128, {id, sector, QStringLiteral("0B")}, 6};
    layout.areas = {areaOf(AreaRole::Identity, -1, {{{4, 0, 16}, {5, 0, 16}}}),
                    areaOf(AreaRole::Purchase, 0, {{{8, 0, 16}, {9, 0, 8}}})};
    layout.sectors = {1, 2};
    return layout;
}

inline Layout sleLayout() {
    Layout layout;
    layout.id = QStringLiteral("test-sle");
    layout.family = CardFamily::Sle4442;
    layout.keys[QStringLiteral("psc")] = {
        QStringLiteral("sle-psc"), Diversification::Pboc3Des, {QStringLiteral("id"), QStringLiteral("000000")}, 3};
    AreaSpec identity = areaOf(AreaRole::Identity, -1, {{{0, 32, 17}}});
    identity.constants = {{0, QByteArray::fromHex("534D01")}};
    FieldSpec number;
    number.field = Field::CardNumber;
    number.offset = 3;
    number.length = 5;
    number.encoding = Encoding::Bcd;
    identity.fields = {number};
    identity.check.kind = CheckKind::Sum8;
    identity.check.offset = 16;
    identity.check.length = 1;
    layout.areas = {identity, areaOf(AreaRole::Purchase, 0, {{{0, 64, 18}}})};
    return layout;
}

/// Keys as they are, so that the vectors of a real card hold.
inline Layout cpuLayout() {
    Layout layout;
    layout.id = QStringLiteral("test-cpu");
    layout.family = CardFamily::Cpu;
    layout.application = QByteArray::fromHex("A00000000386980701");
    for (const char* name : {"purse-load", "purse-debit", "purse-tac", "file-mac"})
        layout.keys[QString::fromLatin1(name)] = {QString::fromLatin1(name), Diversification::None, {}, 0};
    layout.areas = {areaOf(AreaRole::Purchase, 0, {{{0x16, 0, 64}}})};
    layout.purse = PurseSpec{};
    return layout;
}

} // namespace meterdesk::test
