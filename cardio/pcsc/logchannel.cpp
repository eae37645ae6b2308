#include "cardio/pcsc/logchannel.h"

#include <QLoggingCategory>

namespace meterdesk {
namespace {

Q_LOGGING_CATEGORY(cardLog, "meterdesk.card", QtInfoMsg)

class LogChannel : public CardChannel {
public:
    explicit LogChannel(std::unique_ptr<CardChannel> inner) : m_inner(std::move(inner)) {}

    QByteArray atr() const override { return m_inner->atr(); }
    bool dead() const override { return m_inner->dead(); }
    qint64 sent() const override { return m_inner->sent(); }

    Result<CardReply> transmit(const QByteArray& apdu) override {
        const bool wasDead = m_inner->dead();
        auto reply = m_inner->transmit(apdu);
        if (cardLog().isDebugEnabled() && !wasDead)
            log(apdu, reply);
        return reply;
    }

private:
    static void log(const QByteArray& apdu, const Result<CardReply>& reply) {
        const QByteArray header = apdu.left(4).toHex(' ').toUpper();
        const qsizetype data = qMax<qsizetype>(apdu.size() - 5, 0);
        if (reply)
            qCDebug(cardLog, "%s (+%lld) -> %04X (+%lld)", header.constData(), static_cast<long long>(data),
                    unsigned{reply->sw}, static_cast<long long>(reply->data.size()));
        else
            qCDebug(cardLog, "%s (+%lld) -> %s", header.constData(), static_cast<long long>(data),
                    qPrintable(reply.error().name()));
    }

    std::unique_ptr<CardChannel> m_inner;
};

} // namespace

std::unique_ptr<CardChannel> withLog(std::unique_ptr<CardChannel> channel) {
    return std::make_unique<LogChannel>(std::move(channel));
}

} // namespace meterdesk
