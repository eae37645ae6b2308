#include "cardio/cards/purse.h"

#include "cardio/cards/apdu.h"
#include "cardio/cards/fmcos.h"

namespace meterdesk {
namespace {

using apdu::fromBigEndian;
using fmcos::Transaction;

constexpr qsizetype macLength = 4;
constexpr qint64 mostSteps = 0xFFFFFFFF;

Result<Transaction> transactionOf(quint8 type, qint64 amount, const QByteArray& terminal6, const QByteArray& stamp7) {
    if (amount < 0 || amount > mostSteps)
        return fail(ErrorCode::AmountTooLarge);
    if (terminal6.size() != 6 || stamp7.size() != 7)
        return fail(ErrorCode::BadArgument, QStringLiteral("terminal number or time"));
    return Transaction{type, static_cast<quint32>(amount), terminal6, stamp7};
}

/// The desk keeps no running number of its own: the card's is unique for this card.
quint32 terminalSerialOf(quint16 offlineSerial) {
    return offlineSerial;
}

QString hex(const QByteArray& bytes) {
    return QString::fromLatin1(bytes.toHex().toUpper());
}

} // namespace

Result<qint64> CpuPurse::balance() {
    MD_GET(data, dataOf(m_session.ask(apdu::getBalance()), 4));
    return static_cast<qint64>(fromBigEndian(data.first(4)));
}

Result<LoadOffer> CpuPurse::initializeForLoad(qint64 amount, const QByteArray& terminal6) {
    MD_GET(load, transactionOf(apdu::typeWalletLoad, amount, terminal6, QByteArray(7, '\0')));
    MD_GET(loadKey, m_session.key(QStringLiteral("purse-load")));
    const QByteArray command = apdu::initializeForLoad(apdu::bigEndian(load.amount, 4), terminal6);
    MD_GET(data, dataOf(m_session.ask(command), 12 + macLength));
    LoadOffer offer;
    offer.oldBalance = static_cast<qint64>(fromBigEndian(data.first(4)));
    offer.serial = static_cast<quint16>(fromBigEndian(data.mid(4, 2)));
    offer.keyVersion = static_cast<unsigned char>(data.at(6));
    offer.algorithm = static_cast<unsigned char>(data.at(7));
    offer.random = data.mid(8, 4);
    MD_GET(sessionKey, fmcos::loadSessionKey(loadKey, offer.random, offer.serial));
    MD_GET(mac1, fmcos::loadMac1(sessionKey, static_cast<quint32>(offer.oldBalance), load.amount, terminal6));
    if (!fmcos::sameMac(mac1, data.mid(12, macLength)))
        return fail(ErrorCode::CardMacWrong);
    return offer;
}

Result<QString> CpuPurse::creditForLoad(const LoadOffer& offer, qint64 amount, const QByteArray& terminal6,
                                        const QByteArray& stamp7) {
    MD_GET(load, transactionOf(apdu::typeWalletLoad, amount, terminal6, stamp7));
    const qint64 newBalance = offer.oldBalance + amount;
    if (offer.oldBalance < 0 || newBalance > mostSteps)
        return fail(ErrorCode::AmountTooLarge);
    // All that can fail here comes before the first changing byte.
    MD_GET(loadKey, m_session.key(QStringLiteral("purse-load")));
    MD_GET(tacKey, m_session.key(QStringLiteral("purse-tac")));
    MD_GET(sessionKey, fmcos::loadSessionKey(loadKey, offer.random, offer.serial));
    MD_GET(mac2, fmcos::loadMac2(sessionKey, load));
    MD_GET(tac, fmcos::loadTac(tacKey, static_cast<quint32>(newBalance), offer.serial, load));
    MD_GET(answer, m_session.move(apdu::creditForLoad(stamp7, mac2), macLength));
    if (!fmcos::sameMac(answer.first(macLength), tac))
        return fail(ErrorCode::OutcomeUnknown);
    return hex(tac);
}

Result<TransactionProof> CpuPurse::prove(quint8 type, quint16 serial, const QByteArray& tac) {
    TransactionProof proof;
    // The field sends the serial after the transaction, the manual is silent: the TAC itself decides.
    for (const int reference : {serial + 1, static_cast<int>(serial)}) {
        const QByteArray command = apdu::getTransactionProve(type, static_cast<quint16>(reference & 0xFFFF));
        MD_GET(reply, m_session.ask(command));
        if (reply.sw == apdu::swNoProof)
            continue;
        MD_GET(data, dataOf(reply, 2 * macLength));
        if (fmcos::sameMac(data.mid(macLength, macLength), tac))
            return TransactionProof{TransactionProof::Whose::Ours, hex(tac)};
        proof.whose = TransactionProof::Whose::Anothers;
    }
    return proof;
}

Result<TransactionProof> CpuPurse::proveLoad(quint16 serial, qint64 newBalance, qint64 amount,
                                             const QByteArray& terminal6, const QByteArray& stamp7) {
    MD_GET(load, transactionOf(apdu::typeWalletLoad, amount, terminal6, stamp7));
    if (newBalance < 0 || newBalance > mostSteps)
        return fail(ErrorCode::AmountTooLarge);
    MD_GET(tacKey, m_session.key(QStringLiteral("purse-tac")));
    MD_GET(tac, fmcos::loadTac(tacKey, static_cast<quint32>(newBalance), serial, load));
    return prove(apdu::typeWalletLoad, serial, tac);
}

Result<std::optional<PurchaseOffer>> CpuPurse::initializeForPurchase(qint64 amount, const QByteArray& terminal6) {
    MD_GET(purchase, transactionOf(apdu::typeWalletPurchase, amount, terminal6, QByteArray(7, '\0')));
    const QByteArray command = apdu::initializeForPurchase(apdu::bigEndian(purchase.amount, 4), terminal6);
    MD_GET(reply, m_session.ask(command));
    if (reply.sw == apdu::swLowFunds)
        return std::nullopt;
    // Old balance 4, offline serial 2, overdraft 3, key version 1, algorithm 1, random 4.
    MD_GET(data, dataOf(reply, 15));
    PurchaseOffer offer;
    offer.oldBalance = static_cast<qint64>(fromBigEndian(data.first(4)));
    offer.serial = static_cast<quint16>(fromBigEndian(data.mid(4, 2)));
    offer.random = data.mid(11, 4);
    return offer;
}

Result<QString> CpuPurse::debit(const PurchaseOffer& offer, qint64 amount, const QByteArray& terminal6,
                                const QByteArray& stamp7) {
    MD_GET(purchase, transactionOf(apdu::typeWalletPurchase, amount, terminal6, stamp7));
    MD_GET(purchaseKey, m_session.key(QStringLiteral("purse-debit")));
    MD_GET(tacKey, m_session.key(QStringLiteral("purse-tac")));
    const quint32 terminalSerial = terminalSerialOf(offer.serial);
    MD_GET(sessionKey, fmcos::purchaseSessionKey(purchaseKey, offer.random, offer.serial, terminalSerial));
    MD_GET(mac1, fmcos::purchaseMac1(sessionKey, purchase));
    MD_GET(mac2, fmcos::purchaseMac2(sessionKey, purchase.amount));
    MD_GET(tac, fmcos::purchaseTac(tacKey, terminalSerial, purchase));
    MD_GET(answer,
           m_session.move(apdu::debitForPurchase(apdu::bigEndian(terminalSerial, 4), stamp7, mac1), 2 * macLength));
    if (!fmcos::sameMac(answer.first(macLength), tac) || !fmcos::sameMac(answer.mid(macLength, macLength), mac2))
        return fail(ErrorCode::OutcomeUnknown);
    return hex(tac);
}

Result<TransactionProof> CpuPurse::proveDebit(quint16 serial, qint64 amount, const QByteArray& terminal6,
                                              const QByteArray& stamp7) {
    MD_GET(purchase, transactionOf(apdu::typeWalletPurchase, amount, terminal6, stamp7));
    MD_GET(tacKey, m_session.key(QStringLiteral("purse-tac")));
    MD_GET(tac, fmcos::purchaseTac(tacKey, terminalSerialOf(serial), purchase));
    return prove(apdu::typeWalletPurchase, serial, tac);
}

} // namespace meterdesk
