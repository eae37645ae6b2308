#include "cardio/simulator/virtualcpu.h"

#include "cardio/simulator/desmac.h"

namespace meterdesk::simulator {
namespace {

constexpr int publicFile = 0x15, officeFile = 0x16, meterFile = 0x17, recordFile = 0x18, scratchFile = 0x19;
constexpr int allTries = 3;
constexpr quint16 done = 0x9000, wrongLength = 0x6700, notAllowed = 0x6982, blocked = 0x6983, noChallenge = 0x6984,
                  macMissing = 0x6987, macWrong = 0x6988, noFile = 0x6A82, badParameters = 0x6A86, badOffset = 0x6B00;

QByteArray application() {
    return QByteArray::fromHex("A00000000386980701");
}

} // namespace

VirtualCpu::VirtualCpu(QString id, const QMap<QString, QByteArray>& keys, QByteArray serial)
    : m_id(std::move(id)), m_random(osRandom) {
    if (serial.size() != 8)
        serial = osRandom(8);
    for (const char* name : {"purse-load", "purse-debit", "purse-tac", "file-mac", "external-auth"}) {
        const QByteArray given = keys.value(QLatin1String(name));
        m_memory.keys[QLatin1String(name)] = given.size() == 16 || given.size() == 8 ? given : QByteArray(16, '\xFF');
    }
    const QByteArray pin = keys.value(QStringLiteral("pin"));
    m_memory.keys[QStringLiteral("pin")] = pin.isEmpty() ? QByteArray::fromHex("123456") : pin;
    m_memory.files[publicFile] = QByteArray::fromHex("4D44"
                                                     "0000"
                                                     "0000"
                                                     "0000"
                                                     "01"
                                                     "01"
                                                     "0000") +
                                 serial +
                                 QByteArray::fromHex("20200101"
                                                     "20991231"
                                                     "0001");
    m_memory.files[officeFile] = QByteArray(64, '\0');
    m_memory.files[meterFile] = QByteArray(64, '\0');
    m_memory.files[scratchFile] = QByteArray(32, '\0');
}

QByteArray VirtualCpu::atr() const {
    return QByteArray::fromHex("3B690000") + QByteArrayLiteral("MDSIMCPU1");
}

void VirtualCpu::powerOn() {
    m_application = false;
    m_currentFile = -1;
    m_challenge.clear();
    m_transaction = {};
}

QByteArray VirtualCpu::transmit(const QByteArray& bytes) {
    const Apdu apdu = Apdu::parse(bytes);
    return apdu.valid ? run(apdu) : status(wrongLength);
}

QByteArray VirtualCpu::transmitTorn(const QByteArray& bytes, int bytesWritten) {
    const Apdu apdu = Apdu::parse(bytes);
    if (!apdu.valid)
        return status(wrongLength);
    if (bytesWritten >= apdu.lc)
        return run(apdu);
    const Memory before = m_memory;
    QByteArray reply = run(apdu);
    m_memory = before;
    return reply;
}

QByteArray VirtualCpu::transmitWrongKey(const QByteArray& bytes) {
    m_keysDiffer = true;
    QByteArray reply = transmit(bytes);
    m_keysDiffer = false;
    return reply;
}

QByteArray VirtualCpu::run(const Apdu& apdu) {
    // A challenge is good for the next command only, and so is an initialised transaction.
    const QByteArray challenge = std::exchange(m_challenge, {});
    Transaction transaction;
    if (apdu.command() != 0x805C) // asking for the balance in between disturbs nothing
        transaction = std::exchange(m_transaction, {});
    if (m_keysDiffer)
        transaction.sessionKey = QByteArray(8, '\x5A');
    switch (apdu.command()) {
    case 0x00A4:
        return select(apdu);
    case 0x00B0:
    case 0x04B0:
        return readBinary(apdu, challenge);
    case 0x00D6:
    case 0x04D6:
        return updateBinary(apdu, challenge);
    case 0x00B2:
        return readRecord(apdu);
    case 0x0084:
        return getChallenge(apdu);
    case 0x0082:
        return externalAuthenticate(apdu, challenge);
    case 0x0020:
        return verifyPin(apdu);
    case 0x805C:
        return getBalance(apdu);
    case 0x8050:
        return apdu.p1 == 0x01 ? initializeForPurchase(apdu) : initializeForLoad(apdu);
    case 0x8052:
        return creditForLoad(apdu, transaction);
    case 0x8054:
        return debitForPurchase(apdu, transaction);
    case 0x805A:
        return prove(apdu);
    default:
        return status(apdu.cla == 0x00 || apdu.cla == 0x04 || apdu.cla == 0x80 ? 0x6D00 : 0x6E00);
    }
}

QByteArray VirtualCpu::select(const Apdu& apdu) {
    const auto control = [](const QByteArray& name) { // file control information: 6F { 84 name, A5 {} }
        const QByteArray inside = '\x84' + bigEndian(name.size(), 1) + name + QByteArray::fromHex("A500");
        return answer('\x6F' + bigEndian(inside.size(), 1) + inside);
    };
    if (apdu.p1 == 0x04) {
        if (apdu.data.isEmpty() || !application().startsWith(apdu.data) || apdu.data.size() < 5)
            return status(noFile);
        if (m_memory.locked != 0)
            return status(m_memory.locked);
        m_application = true;
        m_currentFile = -1;
        return control(application());
    }
    if (apdu.p1 != 0x00 || apdu.p2 != 0x00)
        return status(badParameters);
    if (apdu.lc != 2)
        return status(wrongLength);
    const int file = int(fromBigEndian(apdu.data));
    if (file == 0x3F00 || file == 0x3F01) {
        m_application = file == 0x3F01;
        m_currentFile = -1;
        return control(m_application ? application() : QByteArrayLiteral("1PAY.SYS.DDF01"));
    }
    if (!m_application || !(m_memory.files.contains(file) || file == recordFile))
        return status(noFile);
    m_currentFile = file;
    return status(done);
}

quint16 VirtualCpu::locate(const Apdu& apdu, int& sfi, int& offset) const {
    sfi = apdu.p1 & 0x80 ? apdu.p1 & 0x1F : m_currentFile;
    offset = apdu.p1 & 0x80 ? apdu.p2 : apdu.p1 << 8 | apdu.p2;
    if (!m_application || (apdu.p1 & 0x80 && apdu.p1 & 0x60))
        return m_application ? badParameters : noFile;
    if (sfi == recordFile)
        return 0x6981;
    if (!m_memory.files.contains(sfi))
        return sfi < 0 ? 0x6986 : noFile;
    return offset < m_memory.files[sfi].size() ? done : badOffset;
}

QByteArray VirtualCpu::readBinary(const Apdu& apdu, const QByteArray& challenge) {
    const bool withMac = apdu.cla == 0x04;
    if (apdu.lc != (withMac ? 4 : 0))
        return status(wrongLength);
    int sfi = 0;
    int offset = 0;
    if (const quint16 sw = locate(apdu, sfi, offset); sw != done)
        return status(sw);
    if (withMac)
        if (const quint16 sw = checkMac(challenge, apdu.header(), apdu.data); sw != done)
            return status(sw);
    const QByteArray file = m_memory.files[sfi];
    const int there = int(file.size()) - offset;
    const int wanted = apdu.le.value_or(256);
    if (wanted != 256 && wanted > there)
        return status(quint16(0x6C00 | there));
    return answer(file.mid(offset, std::min(wanted, there)));
}

QByteArray VirtualCpu::updateBinary(const Apdu& apdu, const QByteArray& challenge) {
    const bool withMac = apdu.cla == 0x04;
    int sfi = 0;
    int offset = 0;
    if (const quint16 sw = locate(apdu, sfi, offset); sw != done)
        return status(sw);
    if (sfi == publicFile)
        return status(notAllowed);
    if (!withMac && sfi != scratchFile)
        return status(macMissing);
    if (apdu.lc <= (withMac ? 4 : 0))
        return status(wrongLength);
    const QByteArray bytes = withMac ? apdu.data.chopped(4) : apdu.data;
    if (withMac)
        if (const quint16 sw = checkMac(challenge, apdu.header() + bytes, apdu.data.right(4)); sw != done)
            return status(sw);
    if (offset + bytes.size() > m_memory.files[sfi].size())
        return status(0x6A84);
    m_memory.files[sfi].replace(offset, bytes.size(), bytes);
    changed();
    return status(done);
}

QByteArray VirtualCpu::readRecord(const Apdu& apdu) const {
    if (apdu.lc != 0)
        return status(wrongLength);
    if (!m_application)
        return status(noFile);
    if (apdu.p2 != (recordFile << 3 | 4))
        return status(apdu.p2 >> 3 == recordFile ? badParameters : noFile);
    if (apdu.p1 == 0 || apdu.p1 > m_memory.records.size())
        return status(0x6A83);
    const QByteArray record = m_memory.records.at(apdu.p1 - 1);
    if (const int wanted = apdu.le.value_or(256); wanted != 256 && wanted != record.size())
        return status(quint16(0x6C00 | record.size()));
    return answer(record);
}

QByteArray VirtualCpu::getChallenge(const Apdu& apdu) {
    if (apdu.p1 != 0 || apdu.p2 != 0)
        return status(badParameters);
    const int wanted = apdu.le.value_or(0);
    if (apdu.lc != 0 || (wanted != 4 && wanted != 8))
        return status(wrongLength);
    m_challenge = m_random(wanted).leftJustified(wanted, '\0', true);
    return answer(m_challenge);
}

QByteArray VirtualCpu::externalAuthenticate(const Apdu& apdu, const QByteArray& challenge) {
    if (apdu.lc != 8)
        return status(wrongLength);
    if (apdu.p1 != 0)
        return status(badParameters);
    if (apdu.p2 != 0)
        return status(0x9403);
    if (challenge.isEmpty())
        return status(noChallenge);
    const QByteArray expected = desEncrypt(key(QStringLiteral("external-auth")), challenge.leftJustified(8, '\0'));
    return status(tried(QStringLiteral("external-auth"), apdu.data == expected, true));
}

QByteArray VirtualCpu::verifyPin(const Apdu& apdu) {
    if (apdu.p1 != 0)
        return status(badParameters);
    if (apdu.p2 != 0)
        return status(0x9403);
    if (apdu.lc < 2 || apdu.lc > 8)
        return status(wrongLength);
    return status(tried(QStringLiteral("pin"), apdu.data == key(QStringLiteral("pin")), true));
}

QByteArray VirtualCpu::key(const QString& name) const {
    QByteArray bytes = m_memory.keys.value(name);
    if (m_keysDiffer)
        for (char& byte : bytes)
            byte = char(byte ^ '\x3C');
    return bytes;
}

quint16 VirtualCpu::checkMac(const QByteArray& challenge, const QByteArray& covered, const QByteArray& mac) {
    if (challenge.isEmpty())
        return noChallenge;
    const QByteArray expected =
        messagingMac(key(QStringLiteral("file-mac")), challenge.leftJustified(8, '\0'), covered);
    return tried(QStringLiteral("file-mac"), mac == expected, false);
}

quint16 VirtualCpu::tried(const QString& name, bool right, bool sayTriesLeft) {
    const int left = m_memory.tries.value(name, allTries);
    if (left == 0)
        return blocked;
    const int now = right ? allTries : left - 1;
    if (now != left) {
        m_memory.tries[name] = now;
        changed();
    }
    if (right)
        return done;
    return sayTriesLeft ? quint16(0x63C0 | now) : macWrong;
}

} // namespace meterdesk::simulator
