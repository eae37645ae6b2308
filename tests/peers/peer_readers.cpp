// The program as it is typed where the card service runs, and the reader isn't the one that was asked for, or isn't
// there; and where the service isn't there either. Through Debian's own pcscd.
#include "tests/peers/ordinaryuser.h"
#include "tests/peers/pcscd.h"
#include "tests/support/killing.h"
#include "tests/support/typed.h"

#include <QtTest>

#include <QJsonArray>

using namespace meterdesk;
using namespace meterdesk::test;

class PeerReaders : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void anotherReader();
    void noReader();
    void noService();

private:
    /// Exit status and error of a command, by a reader of that name.
    QString answer(const QString& reader, const char* line) const {
        const Ran ran = m_office->json(QStringList{QStringLiteral("--reader"), reader} + words(line));
        return QString::number(ran.status) + u' ' + ran.error();
    }
    QStringList listed(const QString& problem) const {
        const Ran ran = m_office->json(words("--reader ACR readers"));
        if (text(ran, "problem") != problem)
            return {QString::fromUtf8(ran.out)};
        QStringList names;
        for (const QJsonValue name : ran.json()[QLatin1String("readers")].toArray())
            names << name.toString();
        return names;
    }

    std::unique_ptr<Pcscd> m_daemon;
    std::unique_ptr<Program> m_office;
    QString m_reader;
};

void PeerReaders::initTestCase() {
    auto daemon = Pcscd::start();
    QVERIFY2(daemon.has_value(), qPrintable(daemon ? QString() : daemon.error()));
    m_daemon = std::move(*daemon);
    m_reader = m_daemon->reader();
    m_office = std::make_unique<Program>();
    m_office->environment.insert(QStringLiteral("PCSCLITE_CSOCK_NAME"), qEnvironmentVariable("PCSCLITE_CSOCK_NAME"));
}

void PeerReaders::anotherReader() {
    QCOMPARE(answer(m_reader, "card show"), QStringLiteral("3 no-card"));
    QCOMPARE(answer(QStringLiteral("ACR"), "card show"), QStringLiteral("3 reader-unknown"));
    const Ran said = m_office->plain(words("--reader ACR card show"));
    QVERIFY2(said.err.contains("“ACR” isn't connected") && said.err.contains("meterdesk readers"),
             said.err.constData());
    QVERIFY(listed(QString()).contains(m_reader));
}

void PeerReaders::noReader() {
    const auto gone = m_daemon->unplug();
    QVERIFY2(gone.has_value(), qPrintable(gone ? QString() : gone.error()));
    for (const QString& name : {m_reader, QStringLiteral("ACR")})
        for (const char* line : {"card show", "card settle", "topup --meter 200100000001 --pay 5"})
            QCOMPARE(answer(name, line), QStringLiteral("3 no-reader"));
    QCOMPARE(listed(QStringLiteral("no-reader")), QStringList{QStringLiteral("simulator")});
    QCOMPARE(answer(QStringLiteral("simulator"), "card show"), QStringLiteral("3 no-card"));
}

void PeerReaders::noService() {
    m_daemon->kill();
    for (const char* line : {"card show", "card settle", "topup --meter 200100000001 --pay 5"})
        QCOMPARE(answer(m_reader, line), QStringLiteral("3 no-service"));
    QCOMPARE(listed(QStringLiteral("no-service")), QStringList{QStringLiteral("simulator")});
}

int main(int argc, char** argv) {
    // Where the system refuses, it says so; all of this is the same for root.
    [[maybe_unused]] const bool ordinary = becomeOrdinaryUser();
    keepOfficesInMemory();
    QCoreApplication app(argc, argv);
    PeerReaders test;
    return QTest::qExec(&test, argc, argv);
}

#include "peer_readers.moc"
