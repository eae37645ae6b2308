// The benches themselves, at their smallest: whatever the times, both sides have done the same work, and what is
// printed is one JSON document. Needs pcscd and vpcd, as the sale does.
#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSet>
#include <QTest>

class PeerBench : public QObject {
    Q_OBJECT

    static QProcess& run(QProcess& bench, const QStringList& words) {
        bench.start(QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("bench")), words);
        bench.waitForFinished(600'000);
        return bench;
    }

private Q_SLOTS:
    void sameWork() {
        QProcess bench;
        run(bench, {QStringLiteral("--smoke"), QStringLiteral("--json")});
        QVERIFY2(bench.exitStatus() == QProcess::NormalExit && bench.exitCode() == 0,
                 bench.readAllStandardError().constData());
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(bench.readAllStandardOutput(), &error);
        QCOMPARE(error.error, QJsonParseError::NoError);
        const QJsonObject all = document.object();
        QCOMPARE(all[QStringLiteral("size")].toString(), QStringLiteral("smoke"));

        QSet<QString> measured, checked;
        for (const QJsonValue value : all[QStringLiteral("figures")].toArray()) {
            const QJsonObject figure = value.toObject();
            measured.insert(figure[QStringLiteral("bench")].toString());
            QVERIFY2(figure[QStringLiteral("ratio")].toDouble() > 0,
                     qPrintable(figure[QStringLiteral("what")].toString()));
            QVERIFY(figure.contains(QStringLiteral("met")) == figure.contains(QStringLiteral("target")));
        }
        QCOMPARE(measured, (QSet<QString>{QStringLiteral("sale"), QStringLiteral("find"), QStringLiteral("import"),
                                          QStringLiteral("window")}));
        for (const QJsonValue value : all[QStringLiteral("checks")].toArray()) {
            const QJsonObject check = value.toObject();
            checked.insert(check[QStringLiteral("bench")].toString());
            QVERIFY2(check[QStringLiteral("good")].toBool(), qPrintable(check[QStringLiteral("what")].toString()));
        }
        QCOMPARE(checked, (QSet<QString>{QStringLiteral("sale"), QStringLiteral("find"), QStringLiteral("import")}));
    }

    void wrongUsage() {
        QProcess bench;
        QCOMPARE(run(bench, {QStringLiteral("nonsense")}).exitCode(), 2);
        QVERIFY(bench.readAllStandardError().contains("usage"));
    }
};

QTEST_GUILESS_MAIN(PeerBench)
#include "peer_bench.moc"
