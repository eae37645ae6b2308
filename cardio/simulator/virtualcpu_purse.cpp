// The wallet of the virtual CPU card: load, purchase, proof (FMCOS 2.0 ch. 7).
#include "cardio/simulator/desmac.h"
#include "cardio/simulator/virtualcpu.h"

namespace meterdesk::simulator {
namespace {

constexpr int walletLoad = 0x02, walletPurchase = 0x06, wallet = 0x02, keyIndex = 0x01;
constexpr quint16 wrongLength = 0x6700, conditions = 0x6985, badParameters = 0x6A86, notInitialised = 0x6901,
                  macWrong = 0x9302, lowFunds = 0x9401, counterFull = 0x9402, noKey = 0x9403, noProof = 0x9406;

QByteArray versionAndAlgorithm() {
    return QByteArray::fromHex("0100");
}

} // namespace

QByteArray VirtualCpu::getBalance(const Apdu& apdu) const {
    if (apdu.lc != 0)
        return status(wrongLength);
    if (!m_application)
        return status(conditions);
    if (apdu.p1 != 0 || apdu.p2 != wallet)
        return status(badParameters);
    if (apdu.le.value_or(256) != 256 && apdu.le != 4)
        return status(0x6C04);
    return answer(bigEndian(m_memory.balance, 4));
}

QByteArray VirtualCpu::initializeForLoad(const Apdu& apdu) {
    if (!m_application)
        return status(conditions);
    if (apdu.p1 != 0x00 || apdu.p2 != wallet)
        return status(badParameters);
    if (apdu.lc != 11)
        return status(wrongLength);
    if (apdu.data.at(0) != keyIndex)
        return status(noKey);
    if (m_memory.onlineSerial == 0xFFFF)
        return status(counterFull);
    const auto amount = quint32(fromBigEndian(apdu.data.mid(1, 4)));
    if (quint64(m_memory.balance) + amount > 0xFFFFFFFFu)
        return status(conditions);
    Transaction next;
    next.stage = Stage::Load;
    next.amount = amount;
    next.terminal = apdu.data.mid(5);
    next.random = m_random(4).leftJustified(4, '\0', true);
    const QByteArray serial = bigEndian(m_memory.onlineSerial, 2);
    next.sessionKey = desEncrypt(key(QStringLiteral("purse-load")), next.random + serial + QByteArray::fromHex("8000"));
    const QByteArray balance = bigEndian(m_memory.balance, 4);
    const QByteArray mac1 =
        purseMac(next.sessionKey, balance + bigEndian(amount, 4) + char(walletLoad) + next.terminal);
    m_transaction = next;
    return answer(balance + serial + versionAndAlgorithm() + next.random + mac1);
}

QByteArray VirtualCpu::creditForLoad(const Apdu& apdu, const Transaction& transaction) {
    if (apdu.lc != 11)
        return status(wrongLength);
    if (apdu.p1 != 0 || apdu.p2 != 0)
        return status(badParameters);
    if (transaction.stage != Stage::Load)
        return status(notInitialised);
    const QByteArray stamp = apdu.data.left(7);
    const QByteArray covered = bigEndian(transaction.amount, 4) + char(walletLoad) + transaction.terminal + stamp;
    const QByteArray mac2 = purseMac(transaction.sessionKey, covered);
    if (apdu.data.mid(7) != mac2)
        return status(macWrong);
    const quint16 serial = m_memory.onlineSerial;
    m_memory.balance += transaction.amount;
    m_memory.onlineSerial = quint16(serial + 1);
    const QByteArray tac = purseMac(foldedKey(key(QStringLiteral("purse-tac"))),
                                    bigEndian(m_memory.balance, 4) + bigEndian(serial, 2) + covered);
    m_memory.proof = {walletLoad, serial, mac2, tac};
    addRecord(serial, transaction.amount, walletLoad, transaction.terminal, stamp);
    changed();
    return answer(tac);
}

QByteArray VirtualCpu::initializeForPurchase(const Apdu& apdu) {
    if (!m_application)
        return status(conditions);
    if (apdu.p2 != wallet)
        return status(badParameters);
    if (apdu.lc != 11)
        return status(wrongLength);
    if (apdu.data.at(0) != keyIndex)
        return status(noKey);
    if (m_memory.offlineSerial == 0xFFFF)
        return status(counterFull);
    const auto amount = quint32(fromBigEndian(apdu.data.mid(1, 4)));
    if (amount > m_memory.balance)
        return status(lowFunds);
    m_transaction.stage = Stage::Purchase;
    m_transaction.amount = amount;
    m_transaction.terminal = apdu.data.mid(5);
    m_transaction.random = m_random(4).leftJustified(4, '\0', true);
    return answer(bigEndian(m_memory.balance, 4) + bigEndian(m_memory.offlineSerial, 2) + QByteArray(3, '\0') +
                  versionAndAlgorithm() + m_transaction.random);
}

QByteArray VirtualCpu::debitForPurchase(const Apdu& apdu, const Transaction& transaction) {
    if (apdu.lc != 15)
        return status(wrongLength);
    if (apdu.p1 != 0x01 || apdu.p2 != 0)
        return status(badParameters);
    if (transaction.stage != Stage::Purchase)
        return status(notInitialised);
    const QByteArray terminalSerial = apdu.data.left(4);
    const QByteArray stamp = apdu.data.mid(4, 7);
    const quint16 serial = m_memory.offlineSerial;
    const QByteArray sessionKey = desEncrypt(key(QStringLiteral("purse-debit")),
                                             transaction.random + bigEndian(serial, 2) + terminalSerial.right(2));
    const QByteArray what = bigEndian(transaction.amount, 4) + char(walletPurchase) + transaction.terminal;
    if (apdu.data.mid(11) != purseMac(sessionKey, what + stamp))
        return status(macWrong);
    m_memory.balance -= transaction.amount;
    m_memory.offlineSerial = quint16(serial + 1);
    const QByteArray mac2 = purseMac(sessionKey, bigEndian(transaction.amount, 4));
    const QByteArray tac = purseMac(foldedKey(key(QStringLiteral("purse-tac"))), what + terminalSerial + stamp);
    m_memory.proof = {walletPurchase, serial, mac2, tac};
    addRecord(serial, transaction.amount, walletPurchase, transaction.terminal, stamp);
    changed();
    return answer(tac + mac2);
}

QByteArray VirtualCpu::prove(const Apdu& apdu) const {
    if (apdu.lc != 2)
        return status(wrongLength);
    if (apdu.p1 != 0)
        return status(badParameters);
    const Proof& proof = m_memory.proof;
    const int after = m_memory.proveBy == ProveBy::SerialAfter ? 1 : 0;
    if (m_memory.proveBy == ProveBy::Never || proof.type == 0 || apdu.p2 != proof.type ||
        fromBigEndian(apdu.data) != quint16(proof.serial + after))
        return status(noProof);
    return answer(proof.mac + proof.tac);
}

void VirtualCpu::addRecord(quint16 serial, quint32 amount, int type, const QByteArray& terminal,
                           const QByteArray& stamp) {
    m_memory.records.prepend(bigEndian(serial, 2) + QByteArray(3, '\0') + bigEndian(amount, 4) + char(type) + terminal +
                             stamp);
    if (m_memory.records.size() > 10)
        m_memory.records.removeLast();
}

} // namespace meterdesk::simulator
