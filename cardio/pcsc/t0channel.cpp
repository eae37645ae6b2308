#include "cardio/pcsc/t0channel.h"

namespace meterdesk {
namespace {

constexpr qsizetype header = 4;

bool hasDataAndLength(const QByteArray& apdu) {
    return apdu.size() > header + 2 && apdu.size() == header + 2 + static_cast<quint8>(apdu[header]);
}

class T0Channel : public CardChannel {
public:
    explicit T0Channel(std::unique_ptr<CardChannel> inner) : m_inner(std::move(inner)) {}

    QByteArray atr() const override { return m_inner->atr(); }
    bool dead() const override { return m_inner->dead(); }
    qint64 sent() const override { return m_inner->sent(); }
    Result<CardReply> transmit(const QByteArray& apdu) override {
        return m_inner->transmit(hasDataAndLength(apdu) ? apdu.chopped(1) : apdu);
    }

private:
    std::unique_ptr<CardChannel> m_inner;
};

} // namespace

std::unique_ptr<CardChannel> withT0(std::unique_ptr<CardChannel> channel) {
    return std::make_unique<T0Channel>(std::move(channel));
}

} // namespace meterdesk
