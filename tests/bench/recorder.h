// A reader that remembers what goes through it: the APDUs of the last connection, for the opponent to send again.
// Threads: as its reader.
#pragma once

#include "cardio/pcsc/cardchannel.h"

#include <QList>

namespace meterdesk::bench {

class Recorder : public CardReader {
public:
    explicit Recorder(CardReader& reader) : m_reader(reader) {}

    QString name() const override { return m_reader.name(); }
    Result<std::unique_ptr<CardChannel>> connect() override {
        m_apdus.clear();
        ++m_connections;
        MD_GET(channel, m_reader.connect());
        return std::unique_ptr<CardChannel>(new Channel(*this, std::move(channel)));
    }
    Result<CardPresence> waitForChange(int timeoutMs) override { return m_reader.waitForChange(timeoutMs); }
    void cancel() override { m_reader.cancel(); }
    Result<bool> cardPresent() override { return m_reader.cardPresent(); }

    const QList<QByteArray>& apdus() const { return m_apdus; }
    int connections() const { return m_connections; }
    /// As CardChannel::sent() counts them, over all connections that have ended.
    qint64 sent() const { return m_sent; }

private:
    class Channel : public CardChannel {
    public:
        Channel(Recorder& recorder, std::unique_ptr<CardChannel> channel)
            : m_recorder(recorder), m_channel(std::move(channel)) {}
        ~Channel() override { m_recorder.m_sent += m_channel->sent(); }
        QByteArray atr() const override { return m_channel->atr(); }
        Result<CardReply> transmit(const QByteArray& apdu) override {
            m_recorder.m_apdus.append(apdu);
            return m_channel->transmit(apdu);
        }
        bool dead() const override { return m_channel->dead(); }
        qint64 sent() const override { return m_channel->sent(); }

    private:
        Recorder& m_recorder;
        std::unique_ptr<CardChannel> m_channel;
    };

    CardReader& m_reader;
    QList<QByteArray> m_apdus;
    int m_connections = 0;
    qint64 m_sent = 0;
};

} // namespace meterdesk::bench
