// What stands between a PC/SC channel and its users: the error map, GET RESPONSE, T=0, the log. The channel itself
// meets a real service in peer_pcsc.
#include "cardio/cards/cardsessionport.h"
#include "cardio/pcsc/logchannel.h"
#include "cardio/pcsc/pcscerror.h"
#include "cardio/pcsc/t0channel.h"

#include <QLoggingCategory>
#include <QTest>

using namespace meterdesk;

namespace {

QByteArray hex(const char* text) {
    return QByteArray::fromHex(text);
}

/// Answers what it was told to, in turn, and keeps what it was asked. An empty answer is a silent card.
class ScriptedChannel : public CardChannel {
public:
    ScriptedChannel(QByteArrayList answers, QByteArrayList& asked) : m_answers(std::move(answers)), m_asked(asked) {}
    QByteArray atr() const override { return hex("3B00"); }
    bool dead() const override { return m_dead; }
    qint64 sent() const override { return m_sent; }
    Result<CardReply> transmit(const QByteArray& apdu) override {
        if (m_dead)
            return fail(ErrorCode::CardSilent);
        ++m_sent;
        m_asked.append(apdu.toHex().toUpper());
        const QByteArray answer = m_answers.size() > 1 ? m_answers.takeFirst() : m_answers.first();
        if (answer.isEmpty()) {
            m_dead = true;
            return fail(ErrorCode::CardSilent);
        }
        const QByteArray sw = answer.last(2);
        return CardReply{answer.chopped(2),
                         static_cast<quint16>(static_cast<quint8>(sw[0]) << 8 | static_cast<quint8>(sw[1]))};
    }

private:
    QByteArrayList m_answers;
    QByteArrayList& m_asked;
    bool m_dead = false;
    qint64 m_sent = 0;
};

QStringList logged;

void keepLog(QtMsgType, const QMessageLogContext& context, const QString& text) {
    logged.append(QString::fromLatin1(context.category) + QLatin1Char(' ') + text);
}

} // namespace

class TestPcsc : public QObject {
    Q_OBJECT

    QByteArrayList m_asked;

    std::unique_ptr<CardChannel> scripted(const QByteArrayList& answers) {
        m_asked.clear();
        return std::make_unique<ScriptedChannel>(answers, m_asked);
    }

private Q_SLOTS:
    void errors_data() {
        QTest::addColumn<quint32>("code");
        QTest::addColumn<QString>("reader");
        QTest::addColumn<QString>("card");
        const auto row = [](const char* tag, quint32 code, const char* reader, const char* card) {
            QTest::newRow(tag) << code << QString::fromLatin1(reader) << QString::fromLatin1(card);
        };
        row("no service", 0x8010001D, "no-service", "no-service");
        row("service stopped", 0x8010001E, "no-service", "no-service");
        row("killed while waiting", 0x80100013, "no-service", "no-service");
        row("handle of an earlier service", 0x80100003, "no-service", "no-service");
        row("no readers", 0x8010002E, "no-reader", "no-reader");
        row("unknown reader", 0x80100009, "no-reader", "reader-gone");
        row("reader unavailable", 0x80100017, "no-reader", "reader-gone");
        row("no card", 0x8010000C, "no-card", "card-removed");
        row("removed", 0x80100069, "no-card", "card-removed");
        row("sharing", 0x8010000B, "card-busy", "card-busy");
        row("reset by another", 0x80100068, "card-busy", "card-busy");
        row("not transacted", 0x80100016, "card-silent", "card-silent");
        row("unresponsive", 0x80100066, "card-silent", "card-silent");
        row("unpowered", 0x80100067, "card-silent", "card-silent");
        row("protocol", 0x8010000F, "card-unsupported", "card-unsupported");
        row("unsupported", 0x80100065, "card-unsupported", "card-unsupported");
        row("cancelled", 0x80100002, "cancelled", "cancelled");
        row("in no list", 0x801000FF, "card-silent", "card-silent");
    }

    void errors() {
        QFETCH(quint32, code);
        QTEST(pcscError(code, PcscStage::Reader).name(), "reader");
        QTEST(pcscError(code, PcscStage::Card).name(), "card");
    }

    void aServiceThatDoesNotAnswerIsNoCard() {
        // Security violation, no memory, internal error.
        for (const quint32 code : {0x8010006AU, 0x80100006U, 0x80100001U})
            QCOMPARE(pcscError(code, PcscStage::Service).name(), QStringLiteral("no-service"));
    }

    void readyDataIsFetched() {
        const auto channel = scripted({hex("AABB6103"), hex("01026101"), hex("039000")});
        CardPort port(*channel);
        const auto reply = port.send(hex("00A40000023F00"));
        QCOMPARE(reply->data, hex("AABB010203"));
        QCOMPARE(reply->sw, quint16(0x9000));
        QCOMPARE(m_asked, QByteArrayList({"00A40000023F00", "00C0000003", "00C0000001"}));
        QCOMPARE(channel->sent(), 3);
    }

    void statusAfterFetchingIsKept() {
        const auto channel = scripted({hex("6104"), hex("01026282")});
        CardPort port(*channel);
        const auto reply = port.send(hex("00B0000000"));
        QCOMPARE(reply->data, hex("0102"));
        QCOMPARE(reply->sw, quint16(0x6282));
    }

    void wrongLength_data() {
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<QByteArrayList>("asked");
        QTest::newRow("no data, no length") << hex("00840000") << QByteArrayList({"00840000", "0084000008"});
        QTest::newRow("length") << hex("00B0950000") << QByteArrayList({"00B0950000", "00B0950008"});
        QTest::newRow("data") << hex("805000020101") << QByteArrayList({"805000020101", "80500002010108"});
        QTest::newRow("data and length") << hex("80500002010110")
                                         << QByteArrayList({"80500002010110", "80500002010108"});
        QTest::newRow("not a short command") << hex("8050000205010203") << QByteArrayList({"8050000205010203"});
    }

    void wrongLength() {
        QFETCH(QByteArray, command);
        const auto channel = scripted({hex("6C08"), hex("119000")});
        CardPort port(*channel);
        const auto reply = port.send(command);
        QTEST(m_asked, "asked");
        QCOMPARE(reply->sw, quint16(m_asked.size() == 2 ? 0x9000 : 0x6C08));
        QCOMPARE(channel->sent(), m_asked.size());
    }

    void askedAgainOnlyOnce() {
        const auto channel = scripted({hex("6C08")});
        CardPort port(*channel);
        QCOMPARE(port.send(hex("00B0950000"))->sw, quint16(0x6C08));
        QCOMPARE(m_asked.size(), 2);
    }

    void wrongLengthWhileFetching() {
        const auto channel = scripted({hex("6110"), hex("6C02"), hex("01029000")});
        CardPort port(*channel);
        QCOMPARE(port.send(hex("00B0950000"))->data, hex("0102"));
        QCOMPARE(m_asked, QByteArrayList({"00B0950000", "00C0000010", "00C0000002"}));
    }

    void endlessPromisesEnd() {
        const auto channel = scripted({hex("016101")});
        CardPort port(*channel);
        QCOMPARE(port.send(hex("00B0950000")).error().code, ErrorCode::CardSilent);
        QVERIFY(channel->sent() < 100);
    }

    void whatChangesIsSentOnce_data() {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("wrong length") << hex("6C08");
        QTest::newRow("more ready") << hex("6108");
    }
    void whatChangesIsSentOnce() {
        QFETCH(QByteArray, answer);
        const quint16 sw = static_cast<quint16>(static_cast<quint8>(answer[0]) << 8 | static_cast<quint8>(answer[1]));
        const auto channel = scripted({answer, hex("119000")});
        CardPort port(*channel);
        QCOMPARE(port.change(hex("8052000001AA04"))->sw, sw);
        QCOMPARE(m_asked, QByteArrayList({"8052000001AA04"}));
        QVERIFY(port.touched());
        // A try that was counted isn't made again either.
        const auto other = scripted({answer, hex("119000")});
        QCOMPARE(CardPort(*other).sendSecret(hex("FF20000003C0FFEE"))->sw, sw);
        QCOMPARE(m_asked.size(), 1);
    }

    void aCardOfT0GetsNoLengthWithItsData_data() {
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<QByteArray>("asked");
        QTest::newRow("header") << hex("00840000") << QByteArray("00840000");
        QTest::newRow("length") << hex("00B0950010") << QByteArray("00B0950010");
        QTest::newRow("data") << hex("00A40000023F00") << QByteArray("00A40000023F00");
        QTest::newRow("data and length") << hex("805A000202000108") << QByteArray("805A0002020001");
    }
    void aCardOfT0GetsNoLengthWithItsData() {
        QFETCH(QByteArray, command);
        const auto channel = withT0(scripted({hex("9000")}));
        QVERIFY(channel->transmit(command)->ok());
        QTEST(m_asked.value(0), "asked");
    }

    void aCardOfT0IsAskedForWhatItHas() {
        const auto channel = withT0(scripted({hex("6108"), hex("12345678FA00066D9000")}));
        CardPort port(*channel);
        QCOMPARE(port.send(hex("805A000202000108"))->data, hex("12345678FA00066D"));
        QCOMPARE(m_asked, QByteArrayList({"805A0002020001", "00C0000008"}));
        QCOMPARE(channel->sent(), 2);
    }

    void silenceWhileFetchingIsAnError() {
        const auto channel = scripted({hex("AA6110"), QByteArray()});
        CardPort port(*channel);
        QCOMPARE(port.send(hex("00B0950000")).error().code, ErrorCode::CardSilent);
        QVERIFY(channel->dead());
    }

    void otherStatusWordsPass() {
        for (const char* sw : {"9000", "9007", "6300", "63C2", "6A82", "9302"}) {
            const auto channel = scripted({hex("0102") + hex(sw)});
            CardPort port(*channel);
            const auto reply = port.send(hex("00B0950002"));
            QCOMPARE(QByteArray::number(reply->sw, 16).toUpper(), QByteArray(sw));
            QCOMPARE(reply->data, hex("0102"));
            QCOMPARE(m_asked.size(), 1);
        }
    }

    void theLogHasNoData() {
        QLoggingCategory::setFilterRules(QStringLiteral("meterdesk.card.debug=true"));
        logged.clear();
        const auto before = qInstallMessageHandler(keepLog);
        auto channel = withLog(scripted({hex("DEADBEEF9000"), QByteArray()}));
        const auto reply = channel->transmit(hex("FF82000006A1B2C3D4E5F6"));
        const auto silent = channel->transmit(hex("FF200000"
                                                  "03"
                                                  "C0FFEE"));
        const auto dead = channel->transmit(hex("FFCA000000"));
        qInstallMessageHandler(before);
        QLoggingCategory::setFilterRules({});
        QCOMPARE(reply->data, hex("DEADBEEF"));
        QVERIFY(!silent && !dead && channel->dead());
        QCOMPARE(logged, QStringList({QStringLiteral("meterdesk.card FF 82 00 00 (+6) -> 9000 (+4)"),
                                      QStringLiteral("meterdesk.card FF 20 00 00 (+3) -> card-silent")}));
        logged.clear();
    }

    void theLogIsOffUnlessAskedFor() {
        logged.clear();
        const auto before = qInstallMessageHandler(keepLog);
        const auto reply = withLog(scripted({hex("9000")}))->transmit(hex("00840000"));
        qInstallMessageHandler(before);
        QVERIFY(reply->ok());
        QCOMPARE(logged, QStringList());
    }
};

QTEST_APPLESS_MAIN(TestPcsc)
#include "tst_pcsc.moc"
