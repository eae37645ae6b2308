#include "cardio/simulator/virtualsle.h"

#include <limits>

namespace meterdesk::simulator {
namespace {

constexpr quint16 done = 0x9000, wrongLength = 0x6700, notVerified = 0x6982, notSelected = 0x6985,
                  badParameters = 0x6B00;
constexpr int untorn = std::numeric_limits<int>::max();

} // namespace

VirtualSle::VirtualSle(QString id) : m_id(std::move(id)) {
    m_memory.main = QByteArray(256, '\xFF');
    m_memory.main.replace(0, 8, QByteArray::fromHex("A2131091FFFF8115"));
    m_memory.main.replace(21, 6, QByteArray::fromHex("D27600000400"));
    // The chip maker protects what he wrote: 0..3, 6, 7, 21..26.
    m_memory.protection = QByteArray::fromHex("30FF1FF8");
    m_memory.psc = QByteArray(3, '\xFF');
}

void VirtualSle::powerOn() {
    m_selected = m_verified = false;
}

QByteArray VirtualSle::transmit(const QByteArray& bytes) {
    const Apdu apdu = Apdu::parse(bytes);
    return apdu.valid ? run(apdu, untorn) : status(wrongLength);
}

QByteArray VirtualSle::transmitTorn(const QByteArray& bytes, int bytesWritten) {
    const Apdu apdu = Apdu::parse(bytes);
    return apdu.valid ? run(apdu, std::max(bytesWritten, 0)) : status(wrongLength);
}

QByteArray VirtualSle::transmitWrongKey(const QByteArray& bytes) {
    m_pscDiffers = true;
    QByteArray reply = transmit(bytes);
    m_pscDiffers = false;
    return reply;
}

QByteArray VirtualSle::run(const Apdu& apdu, int mostBytes) {
    if (apdu.cla != 0xFF)
        return status(0x6E00);
    if (apdu.ins == 0xA4) {
        if (apdu.p1 != 0 || apdu.p2 != 0 || apdu.lc != 1)
            return status(wrongLength);
        powerOn(); // selecting the type resets the card
        m_selected = apdu.data.at(0) == 0x06;
        return status(m_selected ? done : quint16(0x6A81));
    }
    if (!m_selected)
        return status(notSelected);
    switch (apdu.ins) {
    case 0xB0:
        return read(apdu);
    case 0xB1:
        return apdu.lc == 0 ? answer(bigEndian(m_memory.counter, 1) + QByteArray(3, '\0')) : status(wrongLength);
    case 0xD0:
        return write(apdu, mostBytes);
    case 0xD1:
        return protect(apdu, mostBytes);
    case 0x20:
        return present(apdu, mostBytes);
    case 0xD2:
        return changePsc(apdu, mostBytes);
    default:
        return status(0x6D00);
    }
}

QByteArray VirtualSle::read(const Apdu& apdu) const {
    if (apdu.lc != 0 || !apdu.le || *apdu.le == 256)
        return status(wrongLength);
    if (apdu.p1 != 0 || apdu.p2 + *apdu.le > 256)
        return status(badParameters);
    return answer(m_memory.main.mid(apdu.p2, *apdu.le) + m_memory.protection);
}

bool VirtualSle::isProtected(int address) const {
    return address < 32 && !(quint8(m_memory.protection.at(address / 8)) >> (address % 8) & 1);
}

QByteArray VirtualSle::write(const Apdu& apdu, int mostBytes) {
    if (apdu.lc == 0)
        return status(wrongLength);
    if (apdu.p1 != 0 || apdu.p2 + apdu.lc > 256)
        return status(badParameters);
    if (!m_verified)
        return status(notVerified);
    for (int i = 0; i < std::min(apdu.lc, mostBytes); ++i)
        if (!isProtected(apdu.p2 + i))
            m_memory.main[apdu.p2 + i] = apdu.data.at(i);
    changed();
    return status(done);
}

QByteArray VirtualSle::protect(const Apdu& apdu, int mostBytes) {
    if (apdu.lc == 0)
        return status(wrongLength);
    if (apdu.p1 != 0 || apdu.p2 + apdu.lc > 32)
        return status(badParameters);
    if (!m_verified)
        return status(notVerified);
    // The chip compares first: only a byte that is named rightly gets its bit cleared.
    for (int i = 0; i < std::min(apdu.lc, mostBytes); ++i) {
        const int address = apdu.p2 + i;
        if (m_memory.main.at(address) == apdu.data.at(i))
            m_memory.protection[address / 8] =
                char(quint8(m_memory.protection.at(address / 8)) & ~(1u << (address % 8)));
    }
    changed();
    return status(done);
}

QByteArray VirtualSle::present(const Apdu& apdu, int mostBytes) {
    if (apdu.lc != 3)
        return status(wrongLength);
    if (apdu.p1 != 0 || apdu.p2 != 0)
        return status(badParameters);
    m_verified = false;
    if (m_memory.counter != 0 && mostBytes > 0) {
        m_memory.counter >>= 1;
        if (mostBytes >= 3 && !m_pscDiffers && apdu.data == m_memory.psc) {
            m_memory.counter = 0x07;
            m_verified = true;
        }
        changed();
    }
    if (m_memory.answer == PscAnswer::Status)
        return status(quint16(0x9000 | m_memory.counter));
    return answer(bigEndian(m_memory.counter, 1) + (m_verified ? m_memory.psc : QByteArray(3, '\0')));
}

QByteArray VirtualSle::changePsc(const Apdu& apdu, int mostBytes) {
    if (apdu.lc != 3)
        return status(wrongLength);
    if (apdu.p1 != 0 || apdu.p2 != 1)
        return status(badParameters);
    if (!m_verified)
        return status(notVerified);
    const int count = std::min(3, mostBytes);
    m_memory.psc.replace(0, count, apdu.data.left(count));
    changed();
    return status(done);
}

void VirtualSle::setPscAnswer(PscAnswer how) {
    m_memory.answer = how;
    changed();
}

QByteArray VirtualSle::peek(int space, int offset, int length) const {
    if (space != 0 || offset < 0 || length < 0 || length > 256 || offset > 256 - length)
        return {};
    return m_memory.main.mid(offset, length);
}

bool VirtualSle::poke(int space, int offset, const QByteArray& bytes) {
    if (space != 0 || offset < 0 || bytes.size() > 256 || offset > 256 - bytes.size())
        return false;
    m_memory.main.replace(offset, bytes.size(), bytes);
    changed();
    return true;
}

QJsonObject VirtualSle::save() const {
    const auto hex = [](const QByteArray& bytes) { return QString::fromLatin1(bytes.toHex()); };
    return {{QStringLiteral("family"), family()},
            {QStringLiteral("id"), m_id},
            {QStringLiteral("memory"), hex(m_memory.main)},
            {QStringLiteral("protection"), hex(m_memory.protection)},
            {QStringLiteral("psc"), hex(m_memory.psc)},
            {QStringLiteral("counter"), m_memory.counter},
            {QStringLiteral("pscAnswer"),
             m_memory.answer == PscAnswer::Status ? QStringLiteral("status") : QStringLiteral("counter")}};
}

bool VirtualSle::restore(const QJsonObject& saved) {
    const auto bytes = [&saved](QLatin1String name) {
        return QByteArray::fromHex(saved.value(name).toString().toLatin1());
    };
    Memory memory;
    memory.main = bytes(QLatin1String("memory"));
    memory.protection = bytes(QLatin1String("protection"));
    memory.psc = bytes(QLatin1String("psc"));
    memory.counter = saved.value(QLatin1String("counter")).toInt(-1);
    if (saved.value(QLatin1String("pscAnswer")).toString() == QLatin1String("status"))
        memory.answer = PscAnswer::Status;
    if (saved.value(QLatin1String("family")).toString() != family() || memory.main.size() != 256 ||
        memory.protection.size() != 4 || memory.psc.size() != 3 || memory.counter < 0 || memory.counter > 7)
        return false;
    m_memory = memory;
    changed();
    return true;
}

std::unique_ptr<VirtualSle> VirtualSle::fromJson(const QJsonObject& saved) {
    auto card = std::make_unique<VirtualSle>(saved.value(QLatin1String("id")).toString());
    if (!card->restore(saved))
        return nullptr;
    return card;
}

std::unique_ptr<VirtualCard> VirtualSle::clone() const {
    auto copy = std::make_unique<VirtualSle>(*this);
    copy->powerOn();
    return copy;
}

} // namespace meterdesk::simulator
