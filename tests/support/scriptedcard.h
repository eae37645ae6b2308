// A card that expects exact commands and gives prepared answers: it pins what a standard says, byte by byte.
#pragma once

#include "cardio/pcsc/cardchannel.h"

#include <QList>

namespace meterdesk::test {

class ScriptedCard : public CardChannel {
public:
    explicit ScriptedCard(const char* atrHex) : m_atr(QByteArray::fromHex(atrHex)) {}

    /// Spaces in the hex are ignored; the answer ends in its status word.
    ScriptedCard& on(const char* commandHex, const char* answerHex) {
        m_script.append({QByteArray::fromHex(commandHex), QByteArray::fromHex(answerHex), {}});
        return *this;
    }
    ScriptedCard& breaksOn(const char* commandHex, ErrorCode code) {
        m_script.append({QByteArray::fromHex(commandHex), {}, Error{code, {}}});
        return *this;
    }
    /// Empty when all that was expected has come, and nothing else; otherwise what went wrong.
    QByteArray complaint() const {
        if (m_complaint.isEmpty() && m_sent < m_script.size())
            return "never came: " + m_script.at(m_sent).command.toHex(' ');
        return m_complaint;
    }

    QByteArray atr() const override { return m_atr; }
    Result<CardReply> transmit(const QByteArray& apdu) override {
        if (m_dead)
            return tl::unexpected<Error>(*m_dead);
        if (m_sent >= m_script.size() || m_script.at(m_sent).command != apdu) {
            if (m_complaint.isEmpty())
                m_complaint = "at " + QByteArray::number(m_sent) + " came " + apdu.toHex(' ') + ", expected " +
                              (m_sent < m_script.size() ? m_script.at(m_sent).command.toHex(' ') : "nothing");
            m_dead = Error{ErrorCode::CardSilent, {}};
            return tl::unexpected<Error>(*m_dead);
        }
        const Step& step = m_script.at(m_sent++);
        if (step.breaks) {
            m_dead = step.breaks;
            return tl::unexpected<Error>(*m_dead);
        }
        const qsizetype size = step.answer.size() - 2;
        const auto byte = [&](qsizetype i) { return static_cast<unsigned char>(step.answer.at(i)); };
        return CardReply{step.answer.first(size), static_cast<quint16>(byte(size) << 8 | byte(size + 1))};
    }
    bool dead() const override { return m_dead.has_value(); }
    qint64 sent() const override { return m_sent; }

private:
    struct Step {
        QByteArray command, answer;
        std::optional<Error> breaks;
    };
    QByteArray m_atr;
    QList<Step> m_script;
    qsizetype m_sent = 0;
    QByteArray m_complaint;
    std::optional<Error> m_dead;
};

} // namespace meterdesk::test
